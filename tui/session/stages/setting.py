"""What a person sets up: how it looks, when it locks, what papers are proposed with."""

from __future__ import annotations

import msgspec

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.settings import Settings
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.wording import current, language_name, languages, ngettext
from tui.wording import gettext as _

_MINUTES = (2, 5, 10, 20, 60, 0)
_MONTHS = (3, 6, 12, 24, 0)
_DAYS = (7, 14, 30, 60, 90, 180)
_AS_SCREEN = "screen"
"""Picked for papers in the language of the screen; a choice needs a code."""


class Setting(Stage):
    """The settings as one form; what is picked holds at once."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.typed: str | None = None
        self.error = ""

    def page(self) -> Page:
        """Return the form with what holds now."""
        now = self.sitting.settings
        return Page(
            id="settings",
            kind="form",
            title=_("Settings"),
            text=(Paragraph(self._how_long(), "quiet"),),
            fields=(
                _picked("language", _("Language"), _languages(), _spoken(now)),
                _picked("theme", _("Colours"), _themes(), now.theme, _("For the whole screen.")),
                _picked(
                    "idle", _("When should it lock by itself?"), _idle(now), str(now.idle_minutes),
                    self._locking(),
                ),
                _picked("size", _("Paper size"), _sizes(), now.size),
                _picked(
                    "paper_language", _("Language of papers"),
                    (Choice(_AS_SCREEN, _("The same as the screen")), *_languages()),
                    now.paper_language or _AS_SCREEN, self._always_english(),
                ),
                _picked(
                    "facts", _("When is a fact to be looked up again?"), _ages(now),
                    str(now.fact_months), _("Such as a phone number, or how an app behaves."),
                ),
                Field(
                    name="folder",
                    type="path",
                    label=_("Which folder should be proposed for papers?"),
                    hint=_("Leave it empty, and one is proposed each time."),
                    value=now.folder if self.typed is None else self.typed,
                    error=self.error,
                ),
                *self._of_clients(now),
            ),
            choices=(Choice("next", _("Keep these settings")),),
            help=_("Going back changes nothing."),
            focus="folder" if self.error else "language",
            can_back=True,
        )  # fmt: skip

    def _how_long(self) -> str:
        if self.sitting.stored and not self.sitting.read_only:
            return _("They are kept sealed with this record, like your answers.")
        return _("They hold until you leave. Nothing of them is written on this device.")

    def _of_clients(self, now: Settings) -> tuple[Field, ...]:
        """Return what a clinic sets up for the records of its clients; nothing of one's own."""
        if self.sitting.open().case.kind != "client":
            return ()
        label = _("After how many days should a client’s record be handed over and deleted?")
        hint = _("It is only proposed. Each record has a day of its own.")
        return (_picked("days", label, _days(now), str(now.handover_days), hint),)

    def _locking(self) -> str:
        if self.sitting.stored:
            return _("It clears the screen then, and asks for the passphrase.")
        return _("There is nothing to unlock here: it only hides what it shows.")

    def _always_english(self) -> str:
        """Say so where the papers of the record that is open are English whatever is picked."""
        book = self.sitting.book
        of_council = book is not None and book.audience == "council"
        return _("A council’s papers are always English.") if of_council else ""

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take over what was picked, and return to where this came from.

        Raises:
            NotStored: It could not be stored; all is as before.
        """
        self.typed, self.error = text_of(values, "folder").strip(), ""
        folder = ""
        if self.typed:
            path = folder_of(values, "folder")
            if path is None:
                self.error = _("That can't be the name of a folder. Please write another one.")
                return self
            folder = str(path)
        self.sitting.set_up(self._changed(values, folder))
        return self.before

    def _changed(self, values: Entered, folder: str) -> Settings:
        """Return what was picked; where nothing was, it stays."""
        now = self.sitting.settings
        found = {"theme": now.theme, "size": now.size, "folder": folder}
        for name, options in (("theme", _themes()), ("size", _sizes())):
            if (picked := text_of(values, name)) in {one.code for one in options}:
                found[name] = picked
        idle = text_of(values, "idle")
        minutes = int(idle) if idle in {one.code for one in _idle(now)} else now.idle_minutes
        facts = text_of(values, "facts")
        months = int(facts) if facts in {one.code for one in _ages(now)} else now.fact_months
        codes = languages()
        language, papers = text_of(values, "language"), text_of(values, "paper_language")
        if language not in codes or language == _spoken(now):
            language = now.language
        if papers == _AS_SCREEN:
            papers = ""
        elif papers not in codes:
            papers = now.paper_language
        more: dict[str, object] = {
            "idle_minutes": minutes,
            "language": language,
            "paper_language": papers,
        }
        days = text_of(values, "days")
        kept = int(days) if days in {one.code for one in _days(now)} else now.handover_days
        more |= {"fact_months": months, "handover_days": kept}
        return msgspec.convert(found | more, Settings)

    def back(self) -> Stage:
        """Return to where this came from; nothing has changed."""
        return self.before

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


def _picked(
    name: str, label: str, options: tuple[Choice, ...], value: str, hint: str = ""
) -> Field:
    return Field(name=name, type="choice", label=label, options=options, value=value, hint=hint)


def _languages() -> tuple[Choice, ...]:
    """Return the languages by their own names: who looks for one can read that."""
    return tuple(Choice(code, _first_large(language_name(code))) for code in languages())


def _first_large(name: str) -> str:
    return name[:1].upper() + name[1:]


def _spoken(now: Settings) -> str:
    """Return which of the languages is set, or else the one that is spoken."""
    codes = languages()
    wanted = now.language or current()
    short = [code for code in codes if code.split("_")[0] == wanted.split("_")[0]]
    return wanted if wanted in codes else (short[0] if short else "")


def _themes() -> tuple[Choice, ...]:
    return (
        Choice("dark", _("Dark")),
        Choice("light", _("Light")),
        Choice("contrast", _("High contrast")),
    )


def _sizes() -> tuple[Choice, ...]:
    return (Choice("letter", _("Letter (Canada)")), Choice("a4", _("A4")))


def _idle(now: Settings) -> tuple[Choice, ...]:
    """Return a handful of waits, and the one that is set."""
    minutes = [*_MINUTES]
    if now.idle_minutes not in minutes:
        minutes = [*sorted({*minutes, now.idle_minutes} - {0}), 0]
    return tuple(
        Choice(
            str(count),
            ngettext(
                "After {count} minute without a key", "After {count} minutes without a key", count
            ).format(count=count)
            if count
            else _("Never"),
        )
        for count in minutes
    )


def _ages(now: Settings) -> tuple[Choice, ...]:
    """Return a handful of ages of facts, and the one that is set."""
    months = [*_MONTHS]
    if now.fact_months not in months:
        months = [*sorted({*months, now.fact_months} - {0}), 0]
    return tuple(
        Choice(
            str(count),
            ngettext("After {count} month", "After {count} months", count).format(count=count)
            if count
            else _("Never: say nothing about it"),
        )
        for count in months
    )


def _days(now: Settings) -> tuple[Choice, ...]:
    """Return a handful of times, and the one that is set."""
    return tuple(
        Choice(str(count), ngettext("{count} day", "{count} days", count).format(count=count))
        for count in sorted({*_DAYS, now.handover_days})
    )
