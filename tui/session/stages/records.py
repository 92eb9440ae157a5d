"""The records of a vault: opening one, finding one among many, starting another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.session.ahead import Ahead, ahead_in, ahead_words, overdue_first, state_words
from tui.session.naming import called, holding, label_of, sorted_by_label
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, text_of
from tui.session.stages.opening import ClientName, CouncilName, new_case
from tui.session.stages.paging import Window
from tui.session.stages.unlocking import open_case
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.vault import CaseInfo

MANY = 12
"""Records from which on one of them is looked for by its name."""


class Cases(Stage):
    """The cases of a vault by their private labels."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where to go back to, where a case is open already."""
        super().__init__(sitting)
        self.before = before
        self.window = Window()
        self.wanted = ""

    def infos(self) -> list[CaseInfo]:
        """Return all there are, by their labels."""
        vault = self.sitting.vault
        return sorted_by_label(vault.cases()) if vault is not None else []

    def page(self) -> Page:
        """Return the list: what is overdue first, then by their labels."""
        infos = self.infos()
        ahead = self._ahead(infos)
        found = overdue_first(holding(infos, self.wanted), ahead)
        mixed = len({info.kind for info in infos if info.kind}) > 1
        return Page(
            id=f"cases|{self.window.start}|{self.wanted}" if self._turned else "cases",
            kind="list",
            title=_("Records"),
            text=(*self._words(infos, found), *self._counted(infos, ahead)),
            lines=tuple(
                Line(
                    info.id,
                    label_of(info),
                    _detail(info, ahead.get(info.id), mixed=mixed),
                    _("Can't be read") if info.damaged else state_words(ahead.get(info.id)),
                )
                for info in self.window.of(found)
            ),
            choices=(*self.window.ways(len(found)), *self._ways(infos)),
            can_back=bool(self.before or self.wanted),
        )

    def _ahead(self, infos: list[CaseInfo]) -> dict[str, Ahead]:
        """Return what comes next in each client's record."""
        vault = self.sitting.vault
        return ahead_in(vault, infos, self.sitting.today()) if vault is not None else {}

    @property
    def _turned(self) -> bool:
        return bool(self.window.start or self.wanted)

    def _words(self, infos: list[CaseInfo], found: list[CaseInfo]) -> tuple[Paragraph, ...]:
        sitting, resume = self.sitting, self.sitting.resume
        if self.wanted:
            words = ngettext(
                "{found} of {count} record has “{wanted}” in its name.",
                "{found} of {count} records have “{wanted}” in their name.",
                len(infos),
            )
            told = words.format(found=len(found), count=len(infos), wanted=self.wanted)
            return (Paragraph(told, "quiet"),)
        if resume is not None and resume.case and resume.case not in {one.id for one in infos}:
            return (Paragraph(_("The record that was open is not here any more."), "note"),)
        name = sitting.case_name
        if name and not called(infos, name):
            return (Paragraph(_("There is no record called {name}.").format(name=name), "note"),)
        return () if infos else (Paragraph(_("There is nothing here yet.")),)

    def _counted(self, infos: list[CaseInfo], ahead: dict[str, Ahead]) -> Iterator[Paragraph]:
        """Yield how many people are helped where all of them are, and how many wait."""
        count = len(infos)
        overdue = sum(one.state == "overdue" for one in ahead.values())
        if self.wanted or count < 2:
            return
        words = []
        if {info.kind for info in infos} == {"client"}:
            each = ngettext("{count} person you help.", "{count} people you help.", count)
            words.append(each.format(count=count))
        if overdue:
            late = ngettext("{count} is overdue.", "{count} are overdue.", overdue)
            words.append(late.format(count=overdue))
        if words:
            yield Paragraph(" ".join(words), "quiet")

    def _ways(self, infos: list[CaseInfo]) -> list[Choice]:
        """Return what can be done besides opening one."""
        ways = []
        if len(infos) > MANY:
            ways.append(Choice("find", _("Find one by its name")))
        if self.wanted:
            ways.append(Choice("all", _("Show all of them")))
        ways += self._more(infos)
        return ways

    def _more(self, infos: list[CaseInfo]) -> list[Choice]:
        ways = [
            Choice("own", _("Start a record of my own")),
            Choice("client", _("Help somebody else with theirs")),
            Choice("council", _("Decide what a council may publish")),
        ]
        if infos and not self._read_only:
            ways.append(Choice("manage", _("Rename or delete a record")))
        return [*ways, Choice("leave", _("Leave"))]

    @property
    def _read_only(self) -> bool:
        vault = self.sitting.vault
        return vault is None or vault.read_only

    def submit(self, values: Entered, choice: str) -> Stage:
        """Open what was picked, or start another."""
        if self.window.turned(choice):
            return self
        match choice:
            case "find":
                return FindCase(self.sitting, self)
            case "all":
                return self.narrow("")
            case _ if choice in {info.id for info in self.infos()}:
                return self.picked(choice)
        return self._other(choice)

    def picked(self, case: str) -> Stage:
        """Open a record."""
        return open_case(self.sitting, case)

    def _other(self, choice: str) -> Stage:
        match choice:
            case "own":
                return new_case(self.sitting, "own")
            case "client":
                return ClientName(self.sitting, self)
            case "council":
                return CouncilName(self.sitting, self)
            case "manage" if not self._read_only:
                from tui.session.stages.managing import Managed

                return Managed(self.sitting, self)
            case "leave":
                return Ended(self.sitting)
        return self

    def narrow(self, wanted: str) -> Cases:
        """Show only those that have ``wanted`` in their label; all of them where it is empty."""
        self.wanted = wanted
        self.window.start = 0
        return self

    def back(self) -> Stage:
        """Show all again; from there, return to the menu of the case that is open."""
        if self.wanted:
            return self.narrow("")
        return self.before or self

    def whose(self) -> str:
        """Return nothing: it is not about the record that is open."""
        return ""

    def stands(self) -> bool:
        """Return whether a vault is open."""
        return self.sitting.vault is not None


class FindCase(Stage):
    """Asks for some letters of a label."""

    def __init__(self, sitting: Sitting, before: Cases) -> None:
        """Take the list."""
        super().__init__(sitting)
        self.before = before
        self.typed = before.wanted
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="find-case",
            kind="form",
            title=_("Find one by its name"),
            section=_("Records"),
            fields=(
                Field(
                    name="label",
                    type="text",
                    label=_("What is in its name?"),
                    hint=_("A few letters are enough."),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")), Choice("all", _("Show all of them"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Show those that have it."""
        if choice == "all":
            return self.before.narrow("")
        self.typed = " ".join(text_of(values, "label").split())
        if not self.typed or holding(self.before.infos(), self.typed):
            return self.before.narrow(self.typed)
        self.error = _("There is no record with that in its name.")
        return self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before

    def whose(self) -> str:
        """Return nothing: it is not about the record that is open."""
        return ""

    def stands(self) -> bool:
        """Return whether a vault is open."""
        return self.sitting.vault is not None


def _detail(info: CaseInfo, ahead: Ahead | None, *, mixed: bool) -> str:
    """Return whose record it is, where they differ in that, and what comes next."""
    kind = _kind_words(info.kind) if mixed and info.name else ""
    parts = [kind, ahead_words(ahead) if ahead is not None else ""]
    return " · ".join(one for one in parts if one)


def _kind_words(kind: str) -> str:
    """Return whose record it is."""
    return {"client": _("somebody else's"), "council": _("a council's")}.get(kind, "")
