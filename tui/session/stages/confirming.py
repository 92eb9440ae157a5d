"""Before an edit that sets answers aside: what it would do, and the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.interview.answers import Change
from tui.interview.effects import Effect
from tui.interview.runs import Key
from tui.session.page import Choice, Page, Paragraph
from tui.session.phrasing import display, row_label, step_words, words
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.wording import format_list, ngettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.stages.walking import Walking

_MOST_LISTED = 6


class Confirming(Stage):
    """Shows the effect of some changes; makes them or leaves things as they were."""

    def __init__(
        self, sitting: Sitting, walking: Walking, changes: list[Change], effect: Effect
    ) -> None:
        """Take the changes and where they came from."""
        super().__init__(sitting)
        self.walking = walking
        self.changes = changes
        self.effect = effect

    def page(self) -> Page:
        """Return the preview."""
        flow = self.sitting.open().flow
        after = flow.after(self.changes)
        aside = [key for key in self.effect.aside if after.find(key) is None]
        look = [key for key in self.effect.aside if after.find(key) is not None]
        text: list[Paragraph] = []
        if aside:
            words = ngettext(
                "This change sets {count} answer aside. It is kept, and comes back "
                "if you change this again.",
                "This change sets {count} answers aside. They are kept, and come back "
                "if you change this again.",
                len(aside),
            )
            text += [Paragraph(words.format(count=len(aside))), *self._listed(aside)]
        if look:
            words = ngettext(
                "After this change, {count} answer no longer fits and needs another look.",
                "After this change, {count} answers no longer fit and need another look.",
                len(look),
            )
            text += [Paragraph(words.format(count=len(look))), *self._listed(look)]
        papers = [_(flow.program.papers[name].title) for name in self.effect.papers]
        if papers:
            text.append(
                Paragraph(_("These papers change: {papers}.").format(papers=format_list(papers)))
            )
        return Page(
            id="confirm",
            kind="menu",
            title=_("Before you change this"),
            text=tuple(text),
            choices=(
                Choice("change", _("Make the change")),
                Choice("keep", _("Leave it as it was")),
            ),
            can_back=True,
        )

    def _listed(self, keys: list[Key]) -> list[Paragraph]:
        lines = [Paragraph(self._line(key), "quiet") for key in keys[:_MOST_LISTED]]
        if len(keys) > _MOST_LISTED:
            more = _("… and {count} more.").format(count=len(keys) - _MOST_LISTED)
            lines.append(Paragraph(more, "quiet"))
        return lines

    def _line(self, key: Key) -> str:
        flow = self.sitting.open().flow
        row, name = key
        item = flow.find(key)
        if item is None or item.step is None:
            return name
        question = step_words(flow, item, "question") or words(flow, item.step.node, "question")
        value = display(flow, item.step, flow.value(row, name))
        where = row_label(flow, row)
        said = f"{question} {value}".strip()
        return f"{where}: {said}" if where else said

    def submit(self, values: Entered, choice: str) -> Stage:
        """Make the change, or leave things as they were."""
        if choice == "change":
            return self.walking.kept(self.changes)
        if choice != "keep":
            return self
        self.walking.forget()
        return self.walking.done() if self.walking.once else self.walking

    def back(self) -> Stage:
        """Return to the question, with what was entered there."""
        return self.walking

    def row(self) -> str:
        """Return the row of the question."""
        return self.walking.row()

    def place(self) -> tuple[str, str, str]:
        """Return where the question is."""
        return self.walking.place()

    def stands(self) -> bool:
        """Return whether the question is still there."""
        return self.walking.stands()
