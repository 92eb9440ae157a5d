"""``fairhand fill``: the papers of a file of answers, with nobody asked."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.programs import known_journey, loaded
from tui.commands.vaults import Refused, opened, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.faces.fill import Filling
    from tui.vault import Case
    from tui.vault.vault import Vault


def run(args: Namespace) -> int:
    """Write the papers; every problem of the answers file goes to stderr with its place."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    from tui.faces.fill import Order, fill
    from tui.papers.errors import NotWritten, PaperFailed
    from tui.session.app import local_clock
    from tui.session.printing import not_written

    program = loaded()
    script = known_journey(program, args.script)
    data = _read(args)
    vault = _vault(args)
    try:
        order = Order(
            script=script,
            answers=data,
            name=args.answers.name,
            out=args.out,
            forms=args.formats,
            size=args.size,
            clock=local_clock,
            case=_case(args, vault) if vault is not None else None,
        )
        result = fill(program, order)
    except NotWritten as error:
        raise Refused(codes.PROBLEMS, not_written(error.reason)) from None
    except PaperFailed as error:
        raise Refused(
            codes.PROBLEMS,
            _("The paper could not be made from {template}.").format(template=error.template),
        ) from None
    except OSError:
        raise Refused(codes.PROBLEMS, not_written("no-folder")) from None
    finally:
        if vault is not None:
            vault.close()
    return _tell(result, as_json=args.json)


def _read(args: Namespace) -> bytes:
    from tui.session.filing import LARGEST

    try:
        if args.answers.stat().st_size > LARGEST:
            raise Refused(codes.PROBLEMS, _("The answers file is too large."))
        data: bytes = args.answers.read_bytes()
    except OSError:
        raise Refused(
            codes.PROBLEMS,
            _("The answers file can't be read: {path}").format(path=args.answers),
        ) from None
    return data


def _vault(args: Namespace) -> Vault | None:
    if args.vault is None:
        return None
    if not args.case:
        raise Refused(codes.USAGE, _("Say which case to keep it in, with --case and its name."))
    return opened(args.vault, args.passphrase_file)


def _case(args: Namespace, vault: Vault) -> Callable[[str], Case]:
    def find(kind: str) -> Case:
        for info in vault.cases():
            if info.name == args.case:
                return vault.case(info.id)
        return vault.new_case(args.case, kind)  # type: ignore[arg-type]

    return find


def _tell(result: Filling, *, as_json: bool) -> int:
    if as_json:
        say.as_json(
            {
                "files": [str(path) for path in result.files],
                "problems": result.problems,
                "notes": result.notes,
                "stops": result.stops,
            }
        )
    for line in (*result.problems, *result.notes, *result.stops):
        say.err(line)
    if result.problems:
        say.err(_("Nothing was written."))
        return codes.PROBLEMS
    say.err(result.notice)
    if not as_json:
        for path in result.files:
            say.out(str(path))
    return codes.DONE
