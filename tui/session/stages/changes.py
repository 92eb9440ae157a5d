"""What was changed in a record: when, by whom, from what to what. It is only read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

import msgspec

from tui.interview.answers import ROOT
from tui.session.histories import Happening, Histories, Step
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.session.stages.taking_out import WhatGoes, may_take_out, ways_out
from tui.session.work import Work
from tui.vault import SealedCase
from tui.vault.errors import VaultDamaged, VaultError
from tui.vault.frames import Frame
from tui.vault.history import events
from tui.vault.ops import Misfit
from tui.wording import format_date, ngettext
from tui.wording import gettext as _
from tui.wording.formats import format_time


class Read(msgspec.Struct, frozen=True):
    """A history that was read.

    Attributes:
        found: What happened, the newest first.
        whole: Whether all of it could be read.
    """

    found: tuple[Happening, ...]
    whole: bool


def has_history(sitting: Sitting) -> bool:
    """Whether there is a history to read: of a record that is kept."""
    return sitting.book is not None and isinstance(sitting.book.case, SealedCase)


def read(sitting: Sitting, row: str = ROOT) -> Read:
    """Read the history of the open record, or what of it is about a row and those in it.

    Raises:
        Cancelled: The person stopped it.
        VaultTooNew: A later version of the program wrote part of it.
    """
    book = sitting.open()
    case = book.case
    if not isinstance(case, SealedCase):
        return Read((), True)
    histories = Histories(book.program, book.audience, case.erased())
    found: list[Happening] = []
    whole = True
    with sitting.work.on(_("Reading the history"), "changes", case.point.n) as work:
        try:
            for one in histories.of(events(_counted(case.history(), work))):
                if row in one.rows or row == ROOT:
                    steps = tuple(step for step in one.steps if row in step.within or row == ROOT)
                    found.append(one._replace(steps=steps))
        except (VaultDamaged, Misfit):
            whole = False
    return Read((*reversed(found),), whole)


def _counted(frames: Iterable[Frame], work: Work) -> Iterator[Frame]:
    for number, frame in enumerate(frames, 1):
        work.step(number)
        yield frame


class Changes(Stage):
    """The changes of the record, or of one entry, the newest first; each leads to all it did."""

    def __init__(self, sitting: Sitting, before: Stage, row: str = ROOT) -> None:
        """Read them.

        Raises:
            Cancelled: The person stopped it.
            VaultTooNew: A later version of the program wrote part of it.
        """
        super().__init__(sitting)
        self.before = before
        self.of = row
        self.window = Window()
        self._case = sitting.open().case
        self._taken = _taken(sitting)
        self.history = read(sitting, row)

    def keep_up(self) -> None:
        """Read it anew where something was taken out of it meanwhile."""
        if self.sitting.book is not None and self.sitting.book.case is not self._case:
            return
        if _taken(self.sitting) != self._taken:
            self._taken = _taken(self.sitting)
            # Whatever comes between: what was taken out must not be shown any more.
            self.history = Read((), whole=False)
            with suppress(VaultError):
                self.history = read(self.sitting, self.of)

    def page(self) -> Page:
        """Return them as lines, below the days on which they were made."""
        found = self.history.found
        lines: list[Line] = []
        last = ""
        for one in self.window.of(found):
            day, at = _day_and_time(one)
            if day != last:
                lines.append(Line("", day))
                last = day
            label = _("{time}: {what}").format(time=at, what=_what(one)) if at else _what(one)
            by = "" if one.who in ("", "me") else one.who
            lines.append(Line(f"c{one.n}", label, _entry(one) if self.of == ROOT else "", by))
        return Page(
            id=f"changes|{self.of}|{self.window.start}",
            kind="list",
            title=self._title(),
            section=_("What was changed"),
            text=tuple(self._words()),
            lines=tuple(lines),
            choices=(*self.window.ways(len(found)), Choice("done", _("Go back"))),
            help=_(
                "A record that is kept hides no change: each one is signed and stands behind "
                "the one before it. So a correction can be told from what was there at first."
            ),
            can_back=True,
        )

    def _title(self) -> str:
        flow = self.sitting.open().flow
        label = row_label(flow, self.of) if self.of in flow.answers else ""
        return label or _("What was changed")

    def _words(self) -> Iterator[Paragraph]:
        if not self.history.whole:
            yield Paragraph(
                _(
                    "Not all of the history can be read: part of it was changed from elsewhere, or "
                    "is missing. What came before that part is shown."
                ),
                "warning",
            )
        if self.history.found:
            words = _("The newest is first. Pick one to see what stood there before.")
            yield Paragraph(words, "quiet")
        else:
            yield Paragraph(_("There is nothing here yet."))

    def submit(self, values: Entered, choice: str) -> Stage:
        """Show the change that was picked."""
        if choice == "done":
            return self.back()
        if self.window.turned(choice):
            return self
        numbers = {f"c{one.n}": number for number, one in enumerate(self.history.found)}
        return OneChange(self, numbers[choice]) if choice in numbers else self

    def back(self) -> Stage:
        """Return to where this was opened from."""
        return self.before

    def row(self) -> str:
        """Return the entry whose changes are shown."""
        return self.of if self.of in self.sitting.open().flow.answers else ROOT

    def stands(self) -> bool:
        """Return whether the record is open."""
        self.keep_up()
        return self.sitting.book is not None and self.sitting.book.case is self._case


class OneChange(Stage):
    """All that one change did."""

    def __init__(self, before: Changes, number: int) -> None:
        """Show the change that has the ``number`` in the list."""
        super().__init__(before.sitting)
        self.before = before
        self.number = number

    def page(self) -> Page:
        """Return when, who, where, and each answer before and after."""
        found = self.before.history.found
        one = found[self.number]
        ways = []
        if self.number + 1 < len(found):
            ways.append(Choice("older", _("The change before")))
        if self.number:
            ways.append(Choice("newer", _("The change after")))
        return Page(
            id=f"change|{one.n}",
            kind="message",
            title=_("Change {number}").format(number=one.n),
            section=_("What was changed"),
            text=tuple(_told(one)),
            choices=(Choice("done", _("Back to the list")), *ways, *self._taking_out(one)),
            can_back=True,
        )

    def _taking_out(self, one: Happening) -> list[Choice]:
        if not may_take_out(self.sitting) or not (one.steps or one.rows - {ROOT}):
            return []
        return [Choice("erase", _("Take this out for good"))]

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to another change, or back."""
        if choice == "older" and self.number + 1 < len(self.before.history.found):
            self.number += 1
            return self
        if choice == "newer" and self.number:
            self.number -= 1
            return self
        one = self.before.history.found[self.number]
        if choice == "erase" and self._taking_out(one):
            return WhatGoes(self.sitting, ways_out(self.sitting, one), self, self.before)
        return self.before if choice in ("done", "next") else self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before

    def row(self) -> str:
        """Return the entry whose changes are shown."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether the change is still among them."""
        self.before.keep_up()
        return self.before.stands() and self.number < len(self.before.history.found)


def _taken(sitting: Sitting) -> int:
    """Return how often something was taken out of the record for good."""
    case = sitting.book.case if sitting.book is not None else None
    return len(case.erased()) if isinstance(case, SealedCase) else 0


def _told(one: Happening) -> Iterator[Paragraph]:
    """Yield a change in words; what people wrote stands in paragraphs of its own."""
    by = {"": "", "me": _("by you")}.get(one.who, one.who)
    yield Paragraph("; ".join(part for part in (one.when, by, one.journey) if part), "quiet")
    for told in one.told:
        yield Paragraph(told)
    if not one.told and not one.steps:
        yield Paragraph(_nothing())
    last = ""
    for step in one.steps:
        if step.entry and step.entry != last:
            yield Paragraph(step.entry, "heading")
        last = step.entry
        yield Paragraph(step.question, "plain" if step.entry else "heading")
        yield from _before_and_after(step)


def _before_and_after(step: Step) -> Iterator[Paragraph]:
    if step.before:
        yield Paragraph(_("Before: {text}").format(text=step.before))
    if step.after:
        yield Paragraph(_("Now: {text}").format(text=step.after))
    else:
        yield Paragraph(_("Taken out"))


def _what(one: Happening) -> str:
    """Return in a line what a change did."""
    if one.told:
        return one.told[0]
    if not one.steps:
        return one.journey or _nothing()
    more = len(one.steps) - 1
    if not more:
        return one.steps[0].question
    words = ngettext("{question} (and {count} more)", "{question} (and {count} more)", more)
    return words.format(question=one.steps[0].question, count=more)


def _entry(one: Happening) -> str:
    entries = dict.fromkeys(step.entry for step in one.steps if step.entry)
    return "" if one.told else next(iter(entries), "")


def _nothing() -> str:
    return _("Something was noted that is no answer.")


def _day_and_time(one: Happening) -> tuple[str, str]:
    """Return the day and the time of a change, as this computer's clock has them."""
    try:
        at = datetime.fromisoformat(one.at).astimezone()
    except ValueError:
        return one.when, ""
    return format_date(at.date()), format_time(at.time())
