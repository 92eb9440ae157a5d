"""What of a record is meant: by the numbers of changes, by files; what it is in words."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.commands import codes
from tui.commands.vaults import Refused
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session import erasing
    from tui.session.histories import Happening
    from tui.vault.blobs_files import File
    from tui.vault.erase import Take
    from tui.vault.history import Event
    from tui.vault.sealed import SealedCase

_LONGEST_REASON = 2000


class Wanted(NamedTuple):
    """What is meant.

    Attributes:
        takes: The places to take out.
        names: Questions, entries and names of files; never an answer.
        happened: The changes that said something there, each with no more than that.
        data: The same as it was stored.
        files: The files among it.
    """

    takes: Sequence[Take]
    names: tuple[str, ...]
    happened: tuple[Happening, ...]
    data: tuple[dict[str, object], ...]
    files: tuple[File, ...]


def find(case: SealedCase, args: Namespace) -> Wanted:
    """Return what the changes that were named wrote, and the files that were.

    Raises:
        Refused: If there is no such change or file, or nothing in it that can be taken out.
    """
    from tui.vault.erase import Take
    from tui.vault.history import events

    files = _files(case, args.file or ())
    takes = [Take("files", file.id) for file in files]
    names = [file.name for file in files]
    every = list(events(case.history()))
    last = every[-1].n if every else 0
    if bad := [number for number in args.number if number > last]:
        raise Refused(codes.USAGE, _("There is no change {number}.").format(number=bad[0]))
    named = bool(args.number or args.entry or args.answer)
    if not named and not files:
        raise Refused(
            codes.USAGE,
            _("Say what: changes by their numbers, an entry, an answer by its name, or a file."),
        )
    given = _given(case, every, args) if named else []
    earlier = getattr(args, "earlier", False)
    found = (
        _entries(case, every, given) if is_whole(args) else _answers(case, every, given, earlier)
    )
    if named and not found.takes:
        raise Refused(codes.PROBLEMS, _("Nothing in these changes can be taken out that way."))
    return found._replace(
        takes=[*found.takes, *takes], names=(*found.names, *names), files=tuple(files)
    )


def is_whole(args: Namespace) -> bool:
    """Return whether whole entries are meant."""
    return bool(
        args.whole
        or (args.entry and not (args.number or args.answer or getattr(args, "earlier", False)))
    )


def _entries(case: SealedCase, every: list[Event], given: list[erasing.Answer]) -> Wanted:
    from tui.interview.answers import ROOT
    from tui.session import erasing

    rows = set(erasing.entries(every, [one.row for one in given]))
    takes = erasing.take_entries(every, [*rows])
    gone = {(one.table, one.row) for one in takes}
    mine = {row for _table, row in gone} | {ROOT}
    happened = [
        one._replace(
            told=one.told if one.rows <= mine else (),  # it may name other entries
            steps=tuple(step for step in one.steps if rows & set(step.within)),
        )
        for one in _happened(case, every)
        if rows & one.rows
    ]
    named = {
        step.within[-2]: step.entry
        for one in happened
        for step in one.steps
        if len(step.within) == 2  # the entry itself, not what stands in it
    }
    data: tuple[dict[str, object], ...] = tuple(
        {
            "change": event.n, "at": event.at, "who": event.who, "script": event.script,
            "table": row.table, "row": row.row, "before": row.before, "after": row.after,
        }
        for event in every
        for row in event.rows
        if (row.table, row.row) in gone
    )  # fmt: skip
    names = tuple(named.get(row, "") or _("An entry") for row in sorted(rows))
    return Wanted(takes, names, tuple(happened), data, ())


def _answers(
    case: SealedCase, every: list[Event], given: list[erasing.Answer], earlier: bool
) -> Wanted:
    from tui.session import erasing

    kept = {(one.row, one.name) for one in given}
    happened = [
        one._replace(told=(), steps=tuple(step for step in one.steps if step.at in kept))
        for one in _happened(case, every)
    ]
    steps = [step for one in happened for step in one.steps]
    names = {step.at: f"{step.entry}: {step.question}".removeprefix(": ") for step in steps}
    data: tuple[dict[str, object], ...] = tuple(
        {
            "change": event.n, "at": event.at, "who": event.who, "script": event.script,
            "table": row.table, "row": row.row, "answer": one.name,
            "before": _field(row.before, one.name), "after": _field(row.after, one.name),
        }
        for event in every
        for row in event.rows
        for one in given
        if (row.table, row.row) == (one.table, one.row)
        and _field(row.before, one.name) != _field(row.after, one.name)
    )  # fmt: skip
    takes = erasing.take_answers(every, given, earlier=earlier)
    return Wanted(
        takes, tuple(names.values()), tuple(one for one in happened if one.steps), data, ()
    )


def _given(case: SealedCase, every: list[Event], args: Namespace) -> list[erasing.Answer]:
    """Return the answers that are meant.

    Raises:
        Refused: If there is no entry of that number.
    """
    from tui.session import erasing

    within = [_entry(case, args.entry)] if args.entry else []
    found = erasing.answers(every, args.number, within)
    return [one for one in found if not args.answer or one.name in args.answer]


def _entry(case: SealedCase, number: int) -> str:
    from tui.commands.programs import loaded
    from tui.session.app import local_clock
    from tui.session.book import Book
    from tui.session.printing import entries_of

    entries = entries_of(Book(loaded(), case, local_clock).flow)
    if number > len(entries):
        raise Refused(codes.USAGE, _("There is no entry {number}.").format(number=number))
    return entries[number - 1]


def _field(document: dict[str, object] | None, name: str) -> object:
    fields = (document or {}).get("fields")
    return fields.get(name) if isinstance(fields, dict) else None


def _happened(case: SealedCase, every: list[Event]) -> list[Happening]:
    from tui.commands.programs import loaded
    from tui.session.book import AUDIENCES
    from tui.session.histories import Histories

    return list(Histories(loaded(), AUDIENCES[case.kind], case.erased()).of(every))


def _files(case: SealedCase, numbers: Sequence[int]) -> list[File]:
    there = case.files.list()
    if bad := [number for number in numbers if number > len(there)]:
        raise Refused(codes.USAGE, _("There is no file {number}.").format(number=bad[0]))
    wanted = [there[number - 1] for number in dict.fromkeys(numbers)]
    same = {file.parts for file in wanted}
    # The same bytes under another name are one sealed copy: all names of it go.
    return [file for file in there if file.parts in same]


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


def ask_why() -> str:
    """Ask why, and return it."""
    import sys

    from tui.commands import say

    say.err(_("Why is it taken out? This stays in the record. It may be left empty:"))
    return " ".join(sys.stdin.readline().split())[:_LONGEST_REASON]


def warn() -> None:
    """Say why somebody should be asked first."""
    from tui.commands import say

    say.err(
        _(
            "If there is a court case, or there may be one, it can matter later, and taking it "
            "out can count against you. Ask a lawyer before you take anything out."
        )
    )
