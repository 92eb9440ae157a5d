"""A recovery code: why, the words, some of them asked back, and only then does it count.

It is shown by pages that faces clear away (``Page.fleeting``), and held by the stages of this
walk alone: a lock, leaving or going elsewhere lets go of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tui.session.ages import moment_words
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.squares import square
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.looking_after import Looking, LookingAfter, vault_of
from tui.session.stages.sealing import language
from tui.wording import gettext as _

_ASKED = 3
"""How many of the words are asked back."""


class Why(Looking):
    """What a code is good for, and who could use it."""

    def __init__(self, sitting: Sitting, before: Stage, stale: tuple[Path, ...] = ()) -> None:
        """Take where to go back to.

        Args:
            sitting: The sitting.
            before: Where to go back to.
            stale: Files that hold a code which never came to count.
        """
        super().__init__(sitting)
        self.before = before
        self.stale = stale

    def page(self) -> Page:
        """Return the reasons."""
        return Page(
            id="code-why",
            kind="message",
            title=_("A recovery code"),
            text=tuple(self._words()),
            choices=(Choice("next", _("Make one, and show it")), Choice("not", _("Not now"))),
            help=_(
                "Some people give the sheet to a friend or a lawyer. Alone the words open nothing: "
                "whoever has them needs the folder of the record or a backup, too."
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        for file in self.stale:
            words = _("The words in this file open nothing. You can delete it: {file}")
            yield Paragraph(words.format(file=file), "note")
        yield Paragraph(
            _(
                "A recovery code is twelve plain words. They open the record when the passphrase "
                "is forgotten. Without one, a forgotten passphrase can't be replaced by anybody."
            )
        )
        yield Paragraph(
            _(
                "Whoever has these words and can get at the folder reads everything. Make a code "
                "only if you can keep a sheet of paper where nobody looks, or with someone you "
                "trust."
            ),
            "warning",
        )
        codes = [slot for slot in vault_of(self.sitting).slots.all() if slot.sort == "recovery"]
        for slot in codes:
            since = moment_words(slot.at)
            said = _("There is a code already.")
            if since:
                said = _("There is a code already, since {when}.").format(when=since)
            yield Paragraph(said, "quiet")
        if codes:
            yield Paragraph(_("A new one opens the record beside it."), "quiet")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Make the words; they count for nothing yet."""
        return Words(self.sitting, self.before) if choice == "next" else self.before

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class Words(Looking):
    """The words, to be copied by hand."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Make a code."""
        from tui.vault.recovery import new_code

        super().__init__(sitting)
        self.before = before
        self.code = new_code(language())
        self.files: tuple[Path, ...] = ()

    def page(self) -> Page:
        """Return them numbered, two in a row: that fits narrow windows, too."""
        words = [f"{number:2}. {word:<9}" for number, word in enumerate(self.code.split(), 1)]
        rows = ["  ".join(words[at : at + 2]).rstrip() for at in range(0, len(words), 2)]
        return Page(
            id="code-words",
            kind="message",
            title=_("Your twelve words"),
            text=(
                Paragraph("\n".join(rows), "code"),
                Paragraph(
                    _(
                        "Copy them by hand, in their order. They are shown this once, and open "
                        "nothing until you have typed some of them."
                    )
                ),
            ),
            choices=(
                Choice("next", _("I have copied them")),
                Choice("square", _("Show them to a phone's camera")),
                Choice("file", _("Put them into a file")),
            ),
            help=_("The first four letters of each word are enough, if they are clear."),
            can_back=True,
            fleeting=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to typing some of them, or to another way of copying."""
        match choice:
            case "next":
                return AskBack(self.sitting, self)
            case "square":
                return ForCamera(self.sitting, self)
            case "file":
                from tui.session.stages.writing_code import InFile

                return InFile(self.sitting, self)
        return self

    def back(self) -> Stage:
        """Let go of the words; return to why one would want them."""
        return Why(self.sitting, self.before, self.files)


class ForCamera(Looking):
    """Before the words are shown to a camera: who could see them then."""

    def __init__(self, sitting: Sitting, before: Words) -> None:
        """Take the page with the words."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the warning."""
        return Page(
            id="code-camera",
            kind="message",
            title=_("For a phone's camera"),
            text=(
                Paragraph(
                    _(
                        "The words can be shown as a square of black dots (a QR code). A phone's "
                        "camera reads it, or you take a photo of it."
                    )
                ),
                Paragraph(
                    _(
                        "Then the words are on that phone. Many phones copy photos to an online "
                        "account by themselves. Whoever can look there can read the words. Only "
                        "use a phone that you trust and that nobody else gets at."
                    ),
                    "warning",
                ),
                Paragraph(
                    _("The window needs at least 24 lines, so that all of the square is seen."),
                    "quiet",
                ),
            ),
            choices=(Choice("next", _("Show the square")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Show it, or return to the words."""
        return Shown(self.sitting, self.before) if choice == "next" else self.before

    def back(self) -> Stage:
        """Return to the words."""
        return self.before


class Shown(Looking):
    """The square, and nothing else: it needs the whole window."""

    def __init__(self, sitting: Sitting, before: Words) -> None:
        """Take the page with the words."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the square."""
        return Page(
            id="code-square",
            kind="message",
            title="",
            text=(Paragraph(square(self.before.code.upper()), "square"),),
            choices=(Choice("next", _("Back to the words")),),
            can_back=True,
            fleeting=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the words."""
        return self.before

    def back(self) -> Stage:
        """Return to the words."""
        return self.before


class AskBack(Looking):
    """Some of the words, typed from the sheet: a code that nobody copied must not count."""

    def __init__(self, sitting: Sitting, before: Words) -> None:
        """Choose which words to ask for."""
        from tui.vault.recovery import ask_back

        super().__init__(sitting)
        self.before = before
        self.asked = ask_back(before.code, _ASKED)
        self.typed: dict[int, str] = {}
        self.wrong: set[int] = set()
        self.note = ""

    def page(self) -> Page:
        """Return a field for each."""
        text = [Paragraph(_("Type these words from your sheet. Then the code counts."))]
        if self.note:
            text.insert(0, Paragraph(self.note, "warning"))
        return Page(
            id="code-back",
            kind="form",
            title=_("Some of the words"),
            text=tuple(text),
            fields=tuple(self._field(place) for place in self.asked),
            choices=(Choice("next", _("Continue")),),
            help=_("Going back shows all of the words again."),
            can_back=True,
            fleeting=True,
        )

    def _field(self, place: int) -> Field:
        error = ""
        if place in self.wrong:
            error = _("That is not word {place}. Look at the sheet again.").format(place=place)
        return Field(
            name=f"word-{place}",
            type="text",
            label=_("Which is word {place}?").format(place=place),
            value=self.typed.get(place, ""),
            error=error,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Let the code open the record, once the words are right."""
        from tui.vault.errors import VaultError
        from tui.vault.recovery import same_word

        self.note = ""
        self.typed = {place: text_of(values, f"word-{place}") for place in self.asked}
        self.wrong = {
            place
            for place, word in self.asked.items()
            # Four letters are enough to open it with, so they are enough here.
            if not any(same_word(self.typed[place], one) for one in (word, word[:4]))
        }
        if self.wrong:
            return self
        slots, kdf = vault_of(self.sitting).slots, self.sitting.kdf
        try:
            if kdf is None:
                slots.add_recovery(self.before.code)
            else:
                slots.add_recovery(self.before.code, log_n=kdf)
        except VaultError as error:
            self.note = sentence(error)
            return self
        return Counts(self.sitting)

    def back(self) -> Stage:
        """Return to the words."""
        return self.before


class Counts(Looking):
    """The code opens the record now; it is not shown again."""

    def page(self) -> Page:
        """Return what it is good for from now on."""
        text = [
            Paragraph(_("The recovery code opens the record from now on.")),
            Paragraph(
                _("Where the passphrase is asked for, the twelve words can be typed instead.")
            ),
        ]
        if vault_of(self.sitting).backups.all():
            text.append(
                Paragraph(
                    _("Backups made before don't know it. Bring them up to date, and they do."),
                    "note",
                )
            )
        return Page(
            id="code-counts",
            kind="message",
            title=_("The code counts now"),
            text=tuple(text),
            choices=(Choice("next", _("Continue")), Choice("backups", _("Go to the backups"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the ways on, or go to the backups."""
        from tui.session.stages.backups import Backups

        return Backups(self.sitting, self.back()) if choice == "backups" else self.back()

    def back(self) -> Stage:
        """Return to the ways on."""
        return LookingAfter(self.sitting)
