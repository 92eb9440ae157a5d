"""Where the record is kept: what the safety check led to, the folder, the passphrase."""

from __future__ import annotations

from pathlib import Path

from tui.interview.answers import ROOT
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.places import on_this_device, proposed
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, folder_of, text_of
from tui.session.stages.sealing import Passphrase, Storing
from tui.wording import gettext as _

KEEP = ("stop", "here", "elsewhere")
"""The safety journey computes keep_stop, keep_here and so on; what is not sure is memory."""


def placed(sitting: Sitting, before: Stage | None = None) -> Stage:
    """Return what follows the safety check, or follows ``before`` where there is none."""
    book = sitting.open()
    found = [place for place in KEEP if book.flow.value(ROOT, f"keep_{place}") is True]
    sitting.place = found[0] if found else "memory"
    if book.audience == "council":
        sitting.place = "here"
    if sitting.place == "stop" or book.flow.ended("safety"):
        return Ended(sitting, helped=True)
    if sitting.memory_only or sitting.place == "memory":
        return InMemory(sitting)
    if sitting.vault is None:
        return Place(sitting, before)
    if sitting.place == "elsewhere":
        return Beside(sitting)
    return Storing(sitting, sitting.vault).attempt()


def checked_again(sitting: Sitting) -> Stage:
    """Return what follows the safety check when a record is open already."""
    from tui.session.stages.home import Home

    flow = sitting.open().flow
    if flow.value(ROOT, "keep_stop") is True or flow.ended("safety"):
        return Ended(sitting, helped=True)
    if sitting.stored and flow.value(ROOT, "keep_here") is not True:
        return StillThere(sitting)
    return Home(sitting)


class StillThere(Stage):
    """The check no longer says "on this device"; the record does not move by itself."""

    def page(self) -> Page:
        """Return where the record is, and what can be done."""
        vault = self.sitting.vault
        kept = _("What you wrote before is still kept, sealed, in this folder: {folder}")
        return Page(
            id="still-there",
            kind="message",
            title=_("Where your record is now"),
            text=(
                Paragraph(kept.format(folder=vault.path if vault is not None else ""), "warning"),
                Paragraph(
                    _(
                        "If that is no longer a good place, leave first. Then move the whole "
                        "folder to a stick or to another device."
                    )
                ),
            ),
            choices=(Choice("next", _("Continue")),),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the menu."""
        from tui.session.stages.home import Home

        return Home(self.sitting)


class Beside(Stage):
    """The check says not on this device, and a vault is open: is it on this device?"""

    def page(self) -> Page:
        """Return the question."""
        vault = self.sitting.vault
        return Page(
            id="beside",
            kind="menu",
            title=_("Where to keep it"),
            text=(
                Paragraph(_("From what you said, this record is better not kept on this device.")),
                Paragraph(
                    _("The records that are open now are in {folder}.").format(
                        folder=vault.path if vault is not None else ""
                    )
                ),
            ),
            choices=(
                Choice("place", _("Keep this one in another place")),
                Choice("beside", _("Keep it there: that is not on this device")),
                Choice("memory", _("Keep nothing this time")),
            ),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        vault = self.sitting.vault
        match choice:
            case "place":
                return Place(self.sitting, self)
            case "beside" if vault is not None:
                return Storing(self.sitting, vault).attempt()
            case "memory":
                return InMemory(self.sitting)
        return self


class InMemory(Stage):
    """Nothing is kept: says what that means."""

    def page(self) -> Page:
        """Return the warning."""
        choices = [Choice("next", _("Go on, and keep nothing"))]
        if not self.sitting.memory_only:
            choices.append(Choice("place", _("Keep it on a stick or in another place")))
        choices.append(Choice("leave", _("Leave")))
        return Page(
            id="memory",
            kind="menu",
            title=_("Nothing is kept"),
            text=(
                Paragraph(
                    _(
                        "You can write, and make a paper at the end. When you leave, all you "
                        "wrote is gone. It can't be brought back."
                    ),
                    "warning",
                ),
            ),
            choices=tuple(choices),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on in memory, or choose a place after all."""
        from tui.session.stages.home import begin_journey

        match choice:
            case "place" if not self.sitting.memory_only:
                self.sitting.place = "elsewhere"
                return Place(self.sitting, self)
            case "leave":
                return Ended(self.sitting)
            case "next":
                self.sitting.place = "memory"
                return begin_journey(self.sitting)
        return self


class Place(Stage):
    """Asks for the folder the record is kept in."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Start with what is proposed."""
        super().__init__(sitting)
        self.before = before
        self.error = ""
        self.typed = ""
        self.near = ""

    def page(self) -> Page:
        """Return the question with a proposal."""
        idea = self._idea()
        choices = [Choice("next", _("Continue")), Choice("memory", _("Keep nothing this time"))]
        if self.near:
            choices.insert(1, Choice("anyway", _("Use this folder all the same")))
        text = _(
            "The record is sealed with a passphrase. Others can see that the folder is there, "
            "not what is in it."
        )
        if self.sitting.place == "elsewhere":
            text = _(
                "Name a folder on the stick, or on the device of someone you trust. The record "
                "is sealed with a passphrase. Others can see that the folder is there, not what "
                "is in it."
            )
        return Page(
            id="place",
            kind="form",
            title=_("Where to keep it"),
            text=(Paragraph(text),),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("Which folder?"),
                    hint=_("A new folder, with a name that says nothing."),
                    value=self.typed or (str(idea) if idea is not None else ""),
                    error=self.error,
                ),
            ),
            choices=tuple(choices),
            help=_(
                "Stay away from folders that are copied to an online account, such as Dropbox, "
                "iCloud or OneDrive."
            ),
            why=_("Nothing has been written so far. The next step makes this folder."),
            can_back=self.before is not None,
        )

    def _idea(self) -> Path | None:
        """Return the folder from the command line, if it is free, or else a proposal."""
        from tui.vault.vault import Vault

        wanted = self.sitting.wanted
        taken = wanted is None or Vault.there(wanted)
        return proposed(self.sitting.place) if taken else wanted

    def submit(self, values: Entered, choice: str) -> Stage:
        """Check the folder; nothing is made yet."""
        from tui.vault.vault import Vault

        if choice == "memory":
            return InMemory(self.sitting)
        self.typed, near = text_of(values, "folder").strip(), self.near
        self.error = self.near = ""
        if not self.typed:
            self.error = _("Write the name of a folder.")
            return self
        path = folder_of(values, "folder")
        if path is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
            return self
        if Vault.there(path):
            self.error = _("There is a record in that folder already. Choose a new folder.")
            return self
        try:
            taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
        except OSError:
            taken = True
        if taken:
            self.error = _("That folder has something in it. Choose an empty one or a new one.")
            return self
        sure = choice == "anyway" and near == self.typed
        if self.sitting.place == "elsewhere" and on_this_device(path) and not sure:
            self.near = self.typed
            self.error = _(
                "This folder seems to be on this device. From what you said, another place is "
                "better."
            )
            return self
        return Passphrase(self.sitting, path, self)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before or self
