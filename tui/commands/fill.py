"""``fairhand fill``: a file of answers through the same flow, checks and papers."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tui.commands import codes, say
from tui.commands.making import papers_refused, writable
from tui.commands.programs import known_journey, loaded
from tui.commands.vaults import Refused, find_case, opened, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.faces.fill import Filling
    from tui.vault import Case, CaseKind
    from tui.vault.vault import Vault


def run(args: Namespace) -> int:
    """Write the papers of ``args.answers``, or print every problem and write nothing."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    if args.case is not None and args.vault is None:
        raise Refused(codes.USAGE, _("--case needs --vault, the folder the case is kept in."))
    program = loaded()
    script = known_journey(program, args.script)
    data = _read(args.answers)
    writable(args.out)
    from tui.faces.fill import Order, fill
    from tui.session.app import local_clock

    with ExitStack() as stack, papers_refused():

        def case(kind: str) -> Case:
            vault = stack.enter_context(opened(args.vault, args.passphrase_file))
            return _case(vault, args.case, cast("CaseKind", kind))

        filling = fill(
            program,
            Order(
                script=script,
                answers=data,
                name=args.answers.as_posix(),
                out=args.out,
                forms=args.formats,
                size=args.size,
                clock=local_clock,
                case=case if args.vault is not None else None,
            ),
        )
    return _told(filling, args.json)


def _read(file: Path) -> bytes:
    from tui.session.filing import LARGEST

    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        raise Refused(codes.PROBLEMS, _("The file of answers can't be read.")) from None
    if len(data) > LARGEST:
        raise Refused(codes.PROBLEMS, _("The file of answers is too large."))
    return data


def _case(vault: Vault, name: str | None, kind: CaseKind) -> Case:
    """Return the case to store in; one that is named and missing is made."""
    known = {info.name.casefold() for info in vault.cases()}
    if name is not None and name.casefold() not in known:
        return vault.new_case(name, kind)
    return vault.case(find_case(vault, name).id)


def _told(filling: Filling, as_json: bool) -> int:
    if not filling.problems:
        say.err(filling.notice)
    for line in (*filling.problems, *filling.notes):
        say.err(line)
    for line in filling.stops:
        say.err(_("The journey stops here: {words}").format(words=line))
    files = [str(file) for file in filling.files]
    if as_json:
        say.as_json(
            {
                "problems": filling.problems,
                "notes": filling.notes,
                "stops": filling.stops,
                "files": files,
            }
        )
    else:
        for file in files:
            say.out(file)
    return codes.PROBLEMS if filling.problems else codes.DONE
