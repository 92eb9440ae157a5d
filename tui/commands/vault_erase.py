"""``fairhand vault erase``: take answers or a whole entry out of a record for good."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.commands import codes, purging, say
from tui.commands.vaults import Refused, find_case, opened
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.session.histories import Happening
    from tui.vault.erase import Take
    from tui.vault.history import Event
    from tui.vault.known import Known
    from tui.vault.sealed import SealedCase

_LONGEST_REASON = 2000


class Wanted(NamedTuple):
    """What is to be taken out, and the same in words.

    Attributes:
        takes: The places.
        names: Questions or entries; never an answer.
    """

    takes: Sequence[Take]
    names: tuple[str, ...]


def run(args: Namespace) -> int:
    """Take something out.

    Raises:
        Refused: If it can't be done, or nobody wanted it after all.
    """
    why = reason(args.why) if args.why is not None else ""
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        wanted = find(case, args)
        known = vault.backups.all()
        if not args.yes:
            _ask_whether(wanted, known, args)
            if args.why is None:
                why = _ask_why()
        done = case.erase(wanted.takes, "me", why)
        case.close()
        if not args.json:
            say.out(_said(wanted, args))
        if not done:
            say.err(
                _("It could not be taken out of every file yet. That goes on when you open it.")
            )
        code, backups = purging.purge(vault, known, args)
    if args.json:
        say.as_json({"taken_out": len(wanted.names), "finished": done, "backups": backups})
    return code


def find(case: SealedCase, args: Namespace) -> Wanted:
    """Return what the changes that were named wrote, as it is to be taken out.

    Raises:
        Refused: If there is no such change, or nothing in it that can be taken out.
    """
    from tui.session import erasing
    from tui.vault.history import events

    every = list(events(case.history()))
    last = every[-1].n if every else 0
    if bad := [number for number in args.number if number > last]:
        raise Refused(codes.USAGE, _("There is no change {number}.").format(number=bad[0]))
    told = _told(case, every, args.number)
    answers = erasing.answers(every, args.number)
    if args.answer:
        answers = [one for one in answers if one.name in args.answer]
    if args.entry:
        rows = erasing.entries(every, [one.row for one in answers])
        names = [step.entry for one in told for step in one.steps if step.entry]
        names += [line for one in told for line in one.told if not names]
        found = Wanted(erasing.take_entries(every, rows), tuple(dict.fromkeys(names)))
    else:
        kept = [(one.row, one.name) for one in answers]
        steps = [step for one in told for step in one.steps if step.at in kept]
        names = [f"{step.entry}: {step.question}".removeprefix(": ") for step in steps]
        takes = erasing.take_answers(every, answers, earlier=args.earlier)
        found = Wanted(takes, tuple(dict.fromkeys(names)))
    if not found.takes:
        raise Refused(codes.PROBLEMS, _("Nothing in these changes can be taken out that way."))
    return found


def _told(case: SealedCase, every: list[Event], numbers: Sequence[int]) -> list[Happening]:
    from tui.commands.programs import loaded
    from tui.session.book import AUDIENCES
    from tui.session.histories import Histories

    histories = Histories(loaded(), AUDIENCES[case.kind], case.erased())
    return [one for one in histories.of(every) if one.n in numbers]


def reason(file: Path) -> str:
    """Return why, from the first line of a file.

    Raises:
        Refused: If it can't be read.
    """
    try:
        with file.open("rb") as stream:
            lines = stream.read(_LONGEST_REASON * 4).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(codes.PROBLEMS, _("The file that says why can't be read.")) from None
    return " ".join(lines[0].split())[:_LONGEST_REASON] if lines else ""


def _ask_whether(wanted: Wanted, known: list[Known], args: Namespace) -> None:
    """Say what taking out means, and have a word typed.

    Raises:
        Refused: If it wasn't, or nobody is there to type.
    """
    if not purging.at_a_terminal():
        raise Refused(codes.USAGE, _("Taking out for good asks first. With --yes it does not."))
    say.err(
        _("This takes out for good what these said before what they say now:")
        if args.earlier
        else _("This takes these entries out for good, with all that was ever written in them:")
        if args.entry
        else _("This takes these answers out for good, with all that they ever said:")
    )
    for name in wanted.names:
        say.err(f"  {name}")
    say.err(
        _(
            "It goes out of what was changed, too, and can't be brought back from here. That "
            "something was taken out, when and why, stays and can be seen."
        )
    )
    warn()
    say.err(_("Backups still hold it until it is taken out of them, too."))
    purging.list_known(known)
    word = _("take out")
    say.err(_("To take it out, type: {word}").format(word=word))
    if not purging.typed(word):
        raise Refused(codes.PROBLEMS, _("Nothing was taken out."))


def warn() -> None:
    """Say why somebody should be asked first."""
    say.err(
        _(
            "If there is a court case, or there may be one, it can matter later, and taking it "
            "out can count against you. Ask a lawyer before you take anything out."
        )
    )


def _ask_why() -> str:
    import sys

    say.err(_("Why is it taken out? This stays in the record. It may be left empty:"))
    return " ".join(sys.stdin.readline().split())[:_LONGEST_REASON]


def _said(wanted: Wanted, args: Namespace) -> str:
    count = len(wanted.names)
    if args.entry:
        return ngettext(
            "Took {count} entry out for good.", "Took {count} entries out for good.", count
        ).format(count=count)
    return ngettext(
        "Took {count} answer out for good.", "Took {count} answers out for good.", count
    ).format(count=count)
