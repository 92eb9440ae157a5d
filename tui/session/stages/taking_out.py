"""Taking an answer or a whole entry out of a record for good, out of its history, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from tui.interview.answers import ROOT
from tui.session import erasing
from tui.session.naming import folded
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, text_of
from tui.session.stages.still_held import Holder, StillHeld, held_words, holders, is_behind
from tui.vault import SealedCase
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.session.histories import Happening
    from tui.vault.erase import Take
    from tui.vault.history import Event

How = Literal["answers", "earlier", "entry"]

_LONGEST_REASON = 2000


class Wanted(msgspec.Struct, frozen=True):
    """What is to be taken out.

    Attributes:
        how: Answers with all their wordings, only the earlier wordings, or whole entries.
        takes: The places.
        names: Questions or entries, as people know them; never an answer.
        files: The names of files of which the sealed copies go with it.
    """

    how: How
    takes: Sequence[Take]
    names: tuple[str, ...]
    files: tuple[str, ...] = ()


def may_take_out(sitting: Sitting) -> bool:
    """Whether something can be taken out: of a record that is kept, and can be written."""
    return (
        sitting.book is not None
        and isinstance(sitting.book.case, SealedCase)
        and not sitting.read_only
    )


def _events(sitting: Sitting) -> list[Event]:
    """Read all that happened in the open record.

    Raises:
        Cancelled: The person stopped it.
        VaultDamaged: It can't be read; nothing can be taken out of it then.
    """
    from tui.vault.history import events

    case = sitting.open().case
    if not isinstance(case, SealedCase):
        return []
    found = []
    with sitting.work.on(_("Reading the history"), "changes", case.point.n) as work:
        for one in events(case.history()):
            work.step(one.n)
            found.append(one)
    return found


def ways_out(sitting: Sitting, one: Happening) -> list[Wanted]:
    """Return what can be taken out of what a change wrote.

    Raises:
        Cancelled: The person stopped it.
        VaultDamaged: The history can't be read.
    """
    every = _events(sitting)
    shown = {step.at for step in one.steps}
    answers = [a for a in erasing.answers(every, [one.n]) if (a.row, a.name) in shown]
    names = tuple(
        dict.fromkeys(f"{step.entry}: {step.question}".removeprefix(": ") for step in one.steps)
    )
    found = []
    if answers:
        takes = erasing.take_answers(every, answers, earlier=False)
        found.append(_with_files("answers", every, takes, names))
    if earlier := erasing.said_before(every, answers):
        takes = erasing.take_answers(every, earlier, earlier=True)
        found.append(Wanted("earlier", takes, names))
    rows = erasing.entries(every, sorted(one.rows - {ROOT}))
    entries = tuple(dict.fromkeys(step.entry for step in one.steps if step.entry)) or one.told
    if rows and entries:
        found.append(_with_files("entry", every, erasing.take_entries(every, rows), entries))
    return [one for one in found if one.takes]


def whole_row(sitting: Sitting, row: str, name: str) -> Wanted:
    """Return a row that is there now, with all that was ever written in it.

    Raises:
        Cancelled: The person stopped it.
        VaultDamaged: The history can't be read.
    """
    every = _events(sitting)
    return _with_files("entry", every, erasing.take_row(every, row), (name,))


def _with_files(
    how: How, every: Sequence[Event], takes: Sequence[Take], names: tuple[str, ...]
) -> Wanted:
    """Return what goes, with the copies of files that were kept for it."""
    from tui.vault.erase import Take

    files = erasing.files_with(every, takes)
    more = [Take(erasing.FILES, file) for file in files]
    return Wanted(how, [*takes, *more], names, tuple(files.values()))


class WhatGoes(Stage):
    """Which of it is to go."""

    def __init__(
        self, sitting: Sitting, ways: Sequence[Wanted], before: Stage, after: Stage
    ) -> None:
        """Take what can be taken out; ``before`` shows it, and ``after`` comes once it is gone."""
        super().__init__(sitting)
        self.ways = ways
        self.before = before
        self.after = after

    def page(self) -> Page:
        """Return the ways."""
        text = [Paragraph(_("Nothing in this change can be taken out that way."))]
        if self.ways:
            text = [Paragraph(name) for name in self.ways[0].names]
        return Page(
            id="what-goes",
            kind="menu",
            title=_("Take it out for good"),
            section=_("What was changed"),
            text=tuple(text),
            choices=(
                *(Choice(one.how, *_way_words(one)) for one in self.ways),
                Choice("not", _("Leave it in")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to the warnings."""
        for one in self.ways:
            if one.how == choice:
                return TakingOut(self.sitting, one, self, self.after)
        return self.before if choice == "not" else self

    def back(self) -> Stage:
        """Leave it in."""
        return self.before

    def row(self) -> str:
        """Return what it is about."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether it can still be done."""
        return self.before.stands() and may_take_out(self.sitting)


def _way_words(one: Wanted) -> tuple[str, str]:
    """Return what is taken out, and what that means."""
    count = len(one.names)
    match one.how:
        case "answers":
            words = ngettext("The answer", "These {count} answers", count).format(count=count)
            return words, _("with all that was ever said there")
        case "earlier":
            return _("Only what was said before"), _("what is said now stays")
    words = ngettext("The whole entry", "These {count} entries", count).format(count=count)
    return words, _("with all that was ever written in it")


def _going(how: How) -> str:
    match how:
        case "answers":
            return _("This takes these answers out for good, with all that they ever said:")
        case "earlier":
            return _("This takes out for good what these said before what they say now:")
    return _("This takes these entries out for good, with all that was ever written in them:")


class TakingOut(Stage):
    """Says what it means to take something out for good."""

    def __init__(self, sitting: Sitting, wanted: Wanted, before: Stage, after: Stage) -> None:
        """Take what goes; ``after`` is shown once it is gone."""
        super().__init__(sitting)
        self.wanted = wanted
        self.before = before
        self.after = after
        vault = sitting.vault
        self.held = [] if vault is None else holders(vault, lambda _found: True)

    def page(self) -> Page:
        """Return the warnings."""
        return Page(
            id=f"take-out|{self.wanted.how}",
            kind="message",
            title=_("Take it out for good?"),
            text=tuple(self._words()),
            choices=(Choice("not", _("Leave it in")), Choice("next", _("Go on to take it out"))),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        yield Paragraph(_going(self.wanted.how))
        for name in self.wanted.names:
            yield Paragraph(name)
        if self.wanted.files:
            count = len(self.wanted.files)
            words = ngettext(
                "The sealed copy of this file goes with it:",
                "The sealed copies of these files go with it:",
                count,
            )
            yield Paragraph(words)
            for name in self.wanted.files:
                yield Paragraph(name)
        yield Paragraph(
            _(
                "It goes out of what was changed, too, and can't be brought back from here. That "
                "something was taken out, when and why, stays and can be seen."
            )
        )
        yield Paragraph(
            _(
                "If there is a court case, or there may be one, it can matter later, and taking it "
                "out can count against you. Ask a lawyer before you take anything out."
            ),
            "warning",
        )
        yield from held_words(self.held, self.sitting.clock())
        yield Paragraph(
            _("Parts of it may stay on this disk, and can be found with effort."), "quiet"
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Leave it in, or go on to what confirms it."""
        return Confirm(self) if choice == "next" else self.before

    def back(self) -> Stage:
        """Leave it in."""
        return self.before

    def row(self) -> str:
        """Return what it is about."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether it can still be done."""
        return self.before.stands() and may_take_out(self.sitting)


class Confirm(Stage):
    """Asks why, and has a word typed; then it is gone."""

    def __init__(self, before: TakingOut) -> None:
        """Take what goes from the warnings."""
        super().__init__(before.sitting)
        self.before = before
        self.wanted = before.wanted
        self.case = before.sitting.open().case.id
        self.why = self.typed = self.error = ""

    def page(self) -> Page:
        """Return the questions."""
        return Page(
            id=f"take-out-now|{self.wanted.how}",
            kind="form",
            title=_("Take it out for good?"),
            text=tuple(Paragraph(name) for name in self.wanted.names),
            fields=(
                Field(
                    name="why",
                    type="text",
                    label=_("Why is it taken out? This stays in the record."),
                    hint=_("You need not say."),
                    value=self.why,
                    may_open=("skipped",),
                ),
                Field(
                    name="word",
                    type="text",
                    label=_("To take it out, type: {word}").format(word=_("take out")),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("erase", _("Take it out for good")), Choice("not", _("Leave it in"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out once that was confirmed.

        Raises:
            VaultError: It could not be done; all is as before.
        """
        if choice == "not":
            return self.before.before
        self.why = " ".join(text_of(values, "why").split())[:_LONGEST_REASON]
        self.typed = text_of(values, "word").strip()
        if folded(self.typed) != folded(_("take out")):
            self.error = _("Nothing was taken out.")
            return self
        self.error = ""
        told = [_("It was taken out for good.")]
        if not self._erase():
            told.append(
                _("It could not be taken out of every file yet. That goes on when you open it.")
            )
        self.sitting.told = " ".join(told)
        after = self.before.after
        return StillHeld(self.sitting, self._behind, after) if self.before.held else after

    def _behind(self) -> list[Holder]:
        vault = self.sitting.vault
        if vault is None:
            return []
        return holders(vault, lambda found: is_behind(found, self.case, vault))

    def _erase(self) -> bool:
        sitting, book = self.sitting, self.sitting.open()
        if not isinstance(book.case, SealedCase):
            raise RuntimeError("a record in memory has no history")
        with sitting.work.on(_("Taking it out"), may_stop=False):
            finished = book.case.erase(self.wanted.takes, "me", self.why)
            book.reread()
        gone = {(one.row, one.path[-1]) for one in self.wanted.takes if one.path}
        for key in [*sitting.drafts]:
            if key in gone or key[0] not in book.flow.answers:
                del sitting.drafts[key]
        return finished

    def back(self) -> Stage:
        """Return to the warnings."""
        return self.before

    def row(self) -> str:
        """Return what it is about."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether it can still be done."""
        return self.before.stands()
