"""Adding a row from a question that picks rows: a name now, the rest in its own section."""

from __future__ import annotations

import msgspec

from tui.interview.answers import ROOT, Answer, Put
from tui.interview.codec import BadAnswer, to_stored
from tui.interview.program import WalkSection, WalkStep
from tui.interview.runs import Item
from tui.session.page import Choice, Field, Page
from tui.session.phrasing import words
from tui.session.questions import section_title
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.walking import Walking, new_row
from tui.wording import gettext as _


class Adding(Stage):
    """Asks the first question of the new row's own section, then picks the row."""

    def __init__(self, sitting: Sitting, walking: Walking, item: Item, picked: list[str]) -> None:
        """Take the question it came from and what was picked there already."""
        super().__init__(sitting)
        self.walking = walking
        self.item = item
        self.picked = picked
        self.error = ""
        self.draft = (item.row, f"+{item.name}")

    def _first(self) -> tuple[WalkSection, WalkStep]:
        """Return the first question about such a row, and the section that adds them."""
        rows = self.item.step.rows if self.item.step is not None else None
        sections = [
            section
            for script in self.sitting.open().flow.scripts()
            for section in script.sections
            if rows is not None and section.table == rows.table
        ]
        asks = [step for section in sections for step in section.steps if step.kind == "ask"]
        adding = [section for section in sections if section.adds]
        if not asks or not adding:
            raise RuntimeError("no section adds rows to that table")
        return adding[0], asks[0]

    def page(self) -> Page:
        """Return the one question."""
        flow = self.sitting.open().flow
        _section, step = self._first()
        return Page(
            id=f"add|{self.item.name}",
            kind="form",
            title=section_title(flow, self.item),
            fields=(
                Field(
                    name=step.name,
                    type=step.type,
                    label=words(flow, step.node, "question"),
                    value=self.sitting.drafts.get(self.draft, ""),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Add")),),
            help=words(flow, step.node, "help"),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Add the row and pick it in the question it was added from."""
        book = self.sitting.open()
        section, step = self._first()
        typed = text_of(values, step.name)
        self.sitting.drafts[self.draft] = typed
        try:
            stored = to_stored(step.type, typed, codes=step.codes, was=step.was)
        except BadAnswer as error:
            self.error = sentence(error)
            return self
        added = new_row(self.sitting, section, ROOT, self.walking.by)
        added = msgspec.structs.replace(
            added, fields={**added.fields, step.name: Answer(stored, by=step.by)}
        )
        picked = Answer([*self.picked, added.id], by=self.walking.by)
        book.apply([added, Put(self.item.row, self.item.name, picked)], self.walking.by)
        self.sitting.saved = True
        self.sitting.drafts.pop(self.draft, None)
        self.sitting.drafts.pop(self.item.key, None)
        self.walking.typed.pop(self.item.name, None)
        return self.walking

    def back(self) -> Stage:
        """Return to the question without adding; what was picked there stays picked."""
        self.walking.typed[self.item.name] = self.picked
        return self.walking

    def stands(self) -> bool:
        """Return whether the question is still there."""
        return self.walking.stands()

    def row(self) -> str:
        """Return the row of the question."""
        return self.walking.row()

    def place(self) -> tuple[str, str, str]:
        """Return where the question is."""
        return self.walking.place()

    def draft_key(self, name: str) -> tuple[str, str] | None:
        """Return where the name typed so far is held."""
        return self.draft
