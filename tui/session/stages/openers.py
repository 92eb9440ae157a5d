"""Who and what can open the record: all of them, and taking one away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from tui.session.ages import moment_words
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.looking_after import Looking, vault_of
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.sealed import SealedCase
    from tui.vault.shares import Share
    from tui.vault.slots import Slot, State


class Opener(msgspec.Struct, frozen=True, kw_only=True):
    """Something that opens the record, whether it is all that is kept there or this one.

    Attributes:
        code: Which one; unique, and the same as long as it is there.
        file: Its file.
        label: What it is called.
        since: Since when, in words; empty where nobody knows.
        state: What is to be said of it; empty when all is well.
        whole: It opens all that is kept there.
        typed: It is a passphrase or a code, and nobody's key.
        used: The record was opened with it this time.
        wrong: It opens nothing, or was put there from elsewhere.
    """

    code: str
    file: str
    label: str
    since: str
    state: str
    whole: bool
    typed: bool
    used: bool = False
    wrong: bool = False


def case_of(sitting: Sitting) -> SealedCase | None:
    """Return the case that is open, as the one on the disk."""
    from tui.vault.sealed import SealedCase

    case = sitting.book.case if sitting.book is not None else None
    return case if isinstance(case, SealedCase) else None


def shares_of(sitting: Sitting) -> list[Share]:
    """Return who can open this record alone. Other records' are nobody's business here."""
    case = case_of(sitting)
    return case.shares() if case is not None else []


def openers(sitting: Sitting) -> list[Opener]:
    """Return all that opens the record: what opens everything first."""
    found = [_of_slot(slot) for slot in vault_of(sitting).slots.all()]
    return found + [_of_share(share) for share in shares_of(sitting)]


def _of_slot(slot: Slot) -> Opener:
    words = {
        "passphrase": _("A passphrase"),
        "recovery": _("A recovery code"),
        "share": _("Somebody's key"),
    }
    label = words[slot.sort]
    if slot.name:
        label = slot.name if slot.sort == "share" else f"{label}: {slot.name}"
    return Opener(
        code=f"slot:{slot.file}",
        file=slot.file,
        label=label,
        since=moment_words(slot.at),
        state=_("you opened it with this now") if slot.used else _state(slot.state),
        whole=True,
        typed=slot.sort != "share",
        used=slot.used,
        wrong=slot.state in ("missing", "damaged", "unknown"),
    )


def _of_share(share: Share) -> Opener:
    return Opener(
        code=f"share:{share.file}",
        file=share.file,
        label=share.name or _("Somebody's key"),
        since=moment_words(share.at),
        state="" if share.there else _state("missing"),
        whole=False,
        typed=False,
        wrong=not share.there,
    )


def _state(state: State) -> str:
    return {
        "open": "",
        "coming": _("not finished: it may open the record"),
        "going": _("being taken away"),
        "missing": _("its file is gone, and this program did not remove it"),
        "damaged": _("its file was changed, and opens nothing"),
        "unknown": _("put there from elsewhere, or brought back: this program did not do it"),
    }[state]


class Openers(Looking):
    """The list, and the way to let somebody else in."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return them as lines."""
        found = openers(self.sitting)
        return Page(
            id="openers",
            kind="list",
            title=_("Who can open it"),
            text=(
                Paragraph(
                    _("Each of these opens the record. Pick one to read more, or to take it away."),
                ),
            ),
            lines=tuple(Line(one.code, one.label, self._detail(one), one.state) for one in found),
            choices=(
                Choice("add", _("Let somebody else open it")),
                Choice("done", _("Back")),
            ),
            can_back=True,
        )

    def _detail(self, one: Opener) -> str:
        opens = "" if one.typed else _("all records kept here") if one.whole else _("this record")
        since = _("since {when}").format(when=one.since) if one.since else ""
        return "; ".join(part for part in (opens, since) if part)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the one that was picked, or let somebody in."""
        if choice == "add":
            from tui.session.stages.letting_in import HowMuch

            return HowMuch(self.sitting, self)
        if choice == "done":
            return self.before
        found = {one.code: one for one in openers(self.sitting)}
        return One(self.sitting, self, found[choice]) if choice in found else self

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class One(Looking):
    """One of them: what it opens, and what taking it away does and doesn't."""

    def __init__(self, sitting: Sitting, before: Openers, one: Opener) -> None:
        """Take what it is about."""
        super().__init__(sitting)
        self.before = before
        self.one = one

    def page(self) -> Page:
        """Return what is known of it."""
        away = [Choice("away", _("Take it away"))] if self._may_go() else []
        return Page(
            id=f"opener|{self.one.code}",
            kind="message",
            title=self.one.label,
            section=_("Who can open it"),
            text=tuple(self._words()),
            choices=(Choice("keep", _("Leave it as it is")), *away),
            can_back=True,
        )

    def _may_go(self) -> bool:
        """Whether something that can be typed would still open the record."""
        if not self.one.typed:
            return True
        return not self.one.used and any(
            other.typed and not other.wrong and other.code != self.one.code
            for other in openers(self.sitting)
        )

    def _words(self) -> Iterator[Paragraph]:
        one = self.one
        if one.since:
            yield Paragraph(_("It has opened the record since {when}.").format(when=one.since))
        if one.state:
            yield Paragraph(_first_large(one.state), "warning" if one.wrong else "plain")
        if one.typed:
            yield Paragraph(_("Whoever can type it can read and change everything kept here."))
        elif one.whole:
            yield Paragraph(_("With this key all records kept in this folder can be read."))
        else:
            yield Paragraph(_("With this key this record can be read, and no other one."))
        if one.used:
            yield Paragraph(
                _("To have another one, go back and choose to change the passphrase."), "quiet"
            )
        elif self._may_go():
            yield Paragraph(
                _(
                    "Taking it away takes nothing back: copies that were made before still open "
                    "with it, and what was read or copied stays with whoever has it."
                ),
                "warning",
            )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it away, or leave it.

        Raises:
            VaultError: It could not be done.
        """
        from tui.session.stages.taking_away import taking_away

        if choice != "away" or not self._may_go():
            return self.before
        return taking_away(self.sitting, self.before, self.one)

    def back(self) -> Stage:
        """Return to the list."""
        return self.before


def _first_large(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
