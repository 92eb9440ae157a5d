"""Letting somebody else open the record with a key of their own: a lawyer, an advocate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.looking_after import Looking, vault_of
from tui.session.stages.openers import Openers, case_of
from tui.wording import gettext as _

_LONGEST_NAME = 100


class HowMuch(Looking):
    """This record, or all that is kept beside it."""

    def __init__(self, sitting: Sitting, before: Openers) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="let-in",
            kind="menu",
            title=_("Let somebody else open it"),
            section=_("Who can open it"),
            text=(
                Paragraph(
                    _(
                        "A lawyer or an advocate can read the record with a key of their own. They "
                        "need the program age, and send you their public key. You need not tell "
                        "them your passphrase."
                    )
                ),
                Paragraph(_("They read a copy. What is here stays as it is."), "quiet"),
            ),
            choices=(
                Choice("one", _("This record, and nothing else")),
                Choice("all", _("All records kept in this folder, also later ones")),
                Choice("not", _("Not now")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Ask whose key it is."""
        if choice in ("one", "all"):
            return Whose(self.sitting, self, whole=choice == "all")
        return self.before

    def back(self) -> Stage:
        """Return to the list."""
        return self.before


class Whose(Looking):
    """Their name and their key."""

    def __init__(self, sitting: Sitting, before: HowMuch, *, whole: bool) -> None:
        """Take how much they may read."""
        super().__init__(sitting)
        self.before = before
        self.whole = whole
        self.name = self.key = ""
        self.errors: dict[str, str] = {}

    def page(self) -> Page:
        """Return the two questions."""
        return Page(
            id="let-in-who",
            kind="form",
            title=_("Whose key is it?"),
            section=_("Who can open it"),
            fields=(
                Field(
                    name="name",
                    type="text",
                    label=_("What would you like to call them?"),
                    hint=_("So that you can take it away again later."),
                    value=self.name,
                    error=self.errors.get("name", ""),
                ),
                Field(
                    name="key",
                    type="text",
                    label=_("What is their public key?"),
                    hint=_("It begins with age1."),
                    value=self.key,
                    error=self.errors.get("key", ""),
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            help=_(
                "They make a key with the program age, and send you the line that begins with "
                "age1. It is no secret. Their other line begins with AGE-SECRET-KEY: that one they "
                "must show to nobody."
            ),
            why=_("Whoever can read this record can read the name, too. No paper shows it."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """See that it is a key; nothing is shared yet."""
        self.name = " ".join(text_of(values, "name").split())
        self.key = text_of(values, "key").strip()
        self.errors = {}
        if not self.name:
            self.errors["name"] = _("A word or two is enough.")
        elif len(self.name) > _LONGEST_NAME:
            self.errors["name"] = _("Please choose a shorter one.")
        if wrong := _wrong_key(self.key):
            self.errors["key"] = wrong
        if self.key.upper().startswith("AGE-SECRET"):
            self.key = ""  # not to be shown again
        return self if self.errors else Sure(self.sitting, self)

    def back(self) -> Stage:
        """Return to how much they may read."""
        return self.before


def _wrong_key(key: str) -> str:
    from tui.vault.agefile import NotAge, seal_to

    if key.upper().startswith("AGE-SECRET"):
        return _("That is a secret key. Nobody but its owner may see it: ask for the public one.")
    try:
        seal_to(key, b"")
    except (NotAge, ValueError):
        return _("That is no public key. One begins with age1.")
    return ""


class Sure(Looking):
    """What they will be able to read, before they are let in."""

    def __init__(self, sitting: Sitting, before: Whose) -> None:
        """Take who it is."""
        super().__init__(sitting)
        self.before = before
        self.note = ""

    def page(self) -> Page:
        """Return what it means."""
        return Page(
            id="let-in-sure",
            kind="message",
            title=_("Before {name} can read it").format(name=self.before.name),
            section=_("Who can open it"),
            text=tuple(self._words()),
            choices=(Choice("let", _("Let them read it")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        if self.note:
            yield Paragraph(self.note, "warning")
        if self.before.whole:
            yield Paragraph(
                _(
                    "With a copy of the folder they can read all records in it, your private notes "
                    "included, and what you add later once they have a newer copy."
                )
            )
        else:
            yield Paragraph(
                _(
                    "With a copy of it they can read all of this record, your private notes "
                    "included, and what you add later once they have a newer copy. Other records "
                    "stay closed to them."
                )
            )
        yield Paragraph(
            _("What they have copied or read can't be taken back, also if you take the key away."),
            "warning",
        )
        yield Paragraph(
            _(
                "Did they give you the key themselves, face to face or by phone? Somebody else "
                "could send one in their name. Compare the beginning and the end of it with them:"
            )
        )
        yield Paragraph(_ends(self.before.key), "code")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Let them in, or leave it."""
        from tui.vault.errors import VaultError

        who, case = self.before, case_of(self.sitting)
        if choice != "let":
            return who.before.before
        try:
            if who.whole:
                vault_of(self.sitting).slots.share(who.key, who.name)
            elif case is not None:
                case.share(who.key, who.name, "me")
        except VaultError as error:
            self.note = sentence(error)
            return self
        return LetIn(self.sitting, who)

    def back(self) -> Stage:
        """Return to name and key."""
        return self.before


def _ends(key: str) -> str:
    return f"{key[:12]} … {key[-8:]}"


class LetIn(Looking):
    """They can open a copy now: which folder that is a copy of."""

    def __init__(self, sitting: Sitting, who: Whose) -> None:
        """Take who was let in."""
        super().__init__(sitting)
        self.who = who

    def page(self) -> Page:
        """Return what they need."""
        words = _("{name} can open a copy from now on. They need a copy of this folder:")
        return Page(
            id="let-in-done",
            kind="message",
            title=_("They can open it"),
            section=_("Who can open it"),
            text=(
                Paragraph(words.format(name=self.who.name)),
                Paragraph(str(self._folder()), "note"),
                Paragraph(
                    _("Copy it to a stick, for example. It stays sealed on the way."), "quiet"
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def _folder(self) -> Path:
        path, case = vault_of(self.sitting).path, case_of(self.sitting)
        return path if self.who.whole or case is None else path / "c" / case.id

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the list."""
        return self.back()

    def back(self) -> Stage:
        """Return to the list."""
        return self.who.before.before
