"""``fairhand council due``: what has to come down in all records of a council, overdue first."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tui.commands import codes, say
from tui.commands.council_published import Record, described, records, reference
from tui.commands.vaults import Refused
from tui.wording import format_date
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.case.register import Urgency
    from tui.interview.program import Program


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that has to be done.

    Attributes:
        record: The name of its record.
        reference: A short name that says nothing.
        key: What tells it from all others, the same each time.
        kind: Something to take down, or a correction to publish.
        what: What it is, in words; of a correction nothing.
        by: The day by which it has to be done; None where that is not known.
        why: Codes of the reasons.
        urgency: How that stands to the day that was asked for.
    """

    record: str
    reference: str
    key: str
    kind: Literal["removal", "correction"]
    what: str
    by: date | None
    why: tuple[str, ...]
    urgency: Urgency


_ORDER: dict[str, int] = {"overdue": 0, "unknown": 1, "today": 2, "ahead": 3}


def run(args: Namespace) -> int:
    """Print the list, and write the calendar where one is asked for.

    Raises:
        Refused: If a record or the calendar is not as it has to be.
    """
    on = args.on or date.today()
    if args.ics is not None:
        _may_write(args.ics)
    program, found, damaged = records(args)
    every = sorted(
        (due for record in found for due in _of(program, record, on)),
        key=lambda due: (
            _ORDER[due.urgency],
            due.by or date.min,
            due.kind != "removal",
            due.record,
            due.reference,
        ),
    )
    if args.ics is not None:
        _write_calendar(args.ics, every)
    if args.json:
        say.as_json([_as_json(due) for due in every])
    elif not every:
        say.out(_("Nothing has to come down."))
    else:
        for due in every:
            _say(due)
    return codes.DAMAGED if damaged else codes.DONE


def _of(program: Program, record: Record, on: date) -> list[Due]:
    from tui.case.register import urgency

    found = [
        Due(
            record.name,
            reference(record.case, one.row),
            f"{record.case}/{one.row}",
            "removal",
            described(program, one),
            one.by,
            tuple(each.why for each in one.pressing(on)),
            one.urgency(on),
        )
        for one in record.publications
        if one.due
    ]
    found += [
        Due(
            record.name,
            reference(record.case, "correction"),
            f"{record.case}/correction",
            "correction",
            "",
            by,
            ("correction",),
            urgency(by, on),
        )
        for by in record.corrections
    ]
    return found


def _as_json(due: Due) -> dict[str, object]:
    return {
        "record": due.record,
        "reference": due.reference,
        "kind": due.kind,
        "what": due.what,
        "by": due.by.isoformat() if due.by is not None else None,
        "state": due.urgency,
        "why": list(due.why),
    }


def _say(due: Due) -> None:
    say.out(f"{_when(due)} {_task(due)}")
    reasons = " ".join(_reason(why) for why in due.why)
    say.out(f"  {due.record}, {due.reference}. {reasons}")


def _when(due: Due) -> str:
    day = format_date(due.by) if due.by is not None else ""
    return {
        "overdue": _("Overdue since {day}."),
        "today": _("Today."),
        "ahead": _("By {day}."),
        "unknown": _("Now, as no day is known."),
    }[due.urgency].format(day=day)


def _task(due: Due) -> str:
    if due.kind == "correction":
        return _("Publish a correction wherever the first text stood.")
    return _("Take down: {what}").format(what=due.what)


def _reason(why: str) -> str:
    return {
        "time": _("It may be shown no longer than that."),
        "appeal": _("An appeal was lodged: the case is live again."),
        "appeal_won": _("An appeal succeeded."),
        "identified": _("The person in the picture was found."),
        "eliminated": _("The person in the picture was not the one."),
        "correction": _("What was published is no longer right."),
    }[why]


# The calendar.


def _may_write(path: Path) -> None:
    """See that a calendar can be put there, before anyone types a passphrase.

    Raises:
        Refused: If something else is there, or nothing can be written.
    """
    from tui.case.ics import is_ours

    try:
        if path.is_dir() or (path.exists() and not is_ours(path.read_bytes()[:4096])):
            raise Refused(
                codes.PROBLEMS,
                _("There is something else at the place for the calendar. It was left alone."),
            )
        fine = path.absolute().parent.is_dir() and os.access(path.absolute().parent, os.W_OK)
    except (OSError, ValueError):
        fine = False
    if not fine:
        raise Refused(codes.PROBLEMS, _("The calendar can't be written there."))


def _write_calendar(path: Path, every: list[Due]) -> None:
    from tui.case.ics import Event, calendar
    from tui.papers.errors import NotWritten
    from tui.papers.write import renew
    from tui.session.app import local_clock
    from tui.session.printing import not_written

    events = [Event(due.key, due.by, _title(due), _about()) for due in every if due.by is not None]
    try:
        renew(path, calendar(events, local_clock()))
    except NotWritten as error:
        raise Refused(codes.PROBLEMS, not_written(error.reason)) from None
    say.err(
        _(
            "The calendar is a plain file. It names no person, no case and no place, only "
            "references, as this list has them."
        )
    )
    if len(events) < len(every):
        say.err(_("What has no known day is not in the calendar."))


def _title(due: Due) -> str:
    if due.kind == "correction":
        return _("Register {reference}: correct").format(reference=due.reference)
    return _("Register {reference}: gone by today").format(reference=due.reference)


def _about() -> str:
    return _("The register says what this is.")
