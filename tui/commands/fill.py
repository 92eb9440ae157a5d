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
    from tui.faces.fill import Filling, Shelf
    from tui.vault import CaseKind
    from tui.vault.vault import Vault


def run(args: Namespace) -> int:
    """Write the papers of ``args.answers``, or print every problem and write nothing."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    if args.case is not None and args.vault is None:
        raise Refused(codes.USAGE, _("--case needs --vault, the folder the record is kept in."))
    if args.add and args.vault is None:
        raise Refused(codes.USAGE, _("--add needs --vault, the folder the record is kept in."))
    program = loaded()
    script = known_journey(program, args.script)
    data = _read(args.answers)
    writable(args.out)
    from tui.faces.fill import Order, fill
    from tui.session.app import local_clock
    from tui.session.filing import NotAdded

    with ExitStack() as stack, papers_refused():

        def shelf(kind: str) -> Shelf:
            vault = stack.enter_context(opened(args.vault, args.passphrase_file))
            return _shelf(vault, args.case, cast("CaseKind", kind))

        try:
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
                    shelf=shelf if args.vault is not None else None,
                    add=args.add,
                    before=_say_before,
                ),
            )
        except NotAdded as error:
            sentence = "\n".join((error.sentence, *error.questions))
            raise Refused(codes.PROBLEMS, sentence) from None
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


def _shelf(vault: Vault, name: str | None, kind: CaseKind) -> Shelf:
    """Return the case to store in; one that is named and missing is made when it comes to it."""
    from tui.faces.fill import Shelf

    known = {info.name.casefold() for info in vault.cases()}
    if name is not None and name.casefold() not in known:
        return Shelf(None, lambda: vault.new_case(name, kind))
    case = vault.case(find_case(vault, name).id)
    return Shelf(case, lambda: case)


def _say_before(filling: Filling) -> None:
    """Say what a person should know while nothing lies on the disk yet."""
    for line in (filling.notice, *filling.notes):
        say.err(line)
    for line in filling.stops:
        say.err(_("The answers lead to a stop: {words}").format(words=line))


def _told(filling: Filling, as_json: bool) -> int:
    for line in filling.problems:
        say.err(line)
    if filling.problems:
        for line in filling.notes:
            say.err(line)
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
