"""``fairhand council register``: all that the council's records say was published, and a report."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.council_published import Record, described, records, reference
from tui.commands.making import notice, papers_refused, writable
from tui.wording import format_date, format_when
from tui.wording import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from tui.case.register import Publication
    from tui.interview.program import Program


def run(args: Namespace) -> int:
    """Print it, record by record.

    Raises:
        Refused: If a record is not as it has to be.
    """
    if args.report is not None:
        writable(args.report)
    program, found, damaged = records(args)
    if args.json:
        say.as_json([_as_json(record, one) for record in found for one in record.publications])
    elif not any(record.publications for record in found):
        say.out(_("Nothing is written down as published."))
    else:
        for record in found:
            _say(program, record)
    if args.report is not None:
        with papers_refused():
            files = _report(program, found, args.report)
        say.err(notice())
        for file in files:
            say.err(str(file))
    return codes.DAMAGED if damaged else codes.DONE


def _report(program: Program, found: list[Record], folder: Path) -> list[Path]:
    """Write a report over all records as a paper; it names nobody."""
    from tui.papers.council.diary import together
    from tui.papers.make import draw, gathered
    from tui.papers.write import proposed_name, write
    from tui.resources import templates_folder
    from tui.session.app import local_clock

    paper = program.papers["council-report"]
    data = together([gathered(paper, record.flow) for record in found if record.publications])
    made = local_clock()
    files = draw(paper, data, templates=templates_folder(), made=made, size="a4", language="en-GB")
    folder.mkdir(parents=True, exist_ok=True)
    by_ending = {str(form): content for form, content in files.items()}
    return write(folder, proposed_name(paper.file_name, made), by_ending)


def _as_json(record: Record, one: Publication) -> dict[str, object]:
    return {
        "record": record.name,
        "reference": reference(record.case, one.row),
        "channel": one.channel,
        "place": one.place,
        "first_shown": str(one.first_shown) if one.first_shown is not None else None,
        "remove_by": one.by.isoformat() if one.by is not None else None,
        "state": one.state,
        "removed_on": str(one.removed_on) if one.removed_on is not None else None,
        "removed_by": one.removed_by or None,
        "late": one.late,
    }


def _say(program: Program, record: Record) -> None:
    if not record.publications:
        return
    say.out(record.name)
    for one in record.publications:
        say.out(f"  {reference(record.case, one.row)}: {described(program, one)}")
        for line in _lines(one):
            say.out(f"    {line}")


def _lines(one: Publication) -> list[str]:
    first = format_when(one.first_shown) if one.first_shown is not None else _("date not known")
    found = [_("First shown: {day}").format(day=first)]
    if one.by is not None:
        found.append(_("Gone by: {day}").format(day=format_date(one.by)))
    elif one.reasons:
        found.append(_("Gone by: not known"))
    if one.state == "stays":
        found.append(_("It can't be taken down."))
    elif one.state == "up":
        found.append(_("It is up."))
    else:
        found.append(_removed(one))
    if one.late:
        found.append(_("That was later than it should have been."))
    return found


def _removed(one: Publication) -> str:
    day = format_when(one.removed_on) if one.removed_on is not None else _("date not known")
    if one.removed_by:
        return _("Taken down: {day}, by {name}").format(day=day, name=one.removed_by)
    return _("Taken down: {day}").format(day=day)
