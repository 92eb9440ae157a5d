"""A question that is asked in several lines, such as who signs off, in which role, when."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult

from tui.faces.screen.widgets.field import FieldBox
from tui.session.page import Field, Left, Raw


class PartedBox(FieldBox):
    """A field with a box of its own for each part; its answer is a list of their texts."""

    def __init__(self, field: Field, *, titled: bool = True) -> None:
        """Show ``field`` and its parts."""
        self.parts = [FieldBox(part) for part in field.parts]
        super().__init__(field, titled=titled)
        if isinstance(field.value, list) and any(field.value):
            given = [part.value for part in field.parts]
            if field.value != given:
                self.put(field.value)

    def _asked(self) -> ComposeResult:
        yield from self.parts

    def entered(self) -> Raw:
        """Return the text of each part; nothing where all are empty."""
        texts = [_text(box.answer()) for box in self.parts]
        return texts if any(text.strip() for text in texts) else ""

    def draft(self) -> str | None:
        """Return nothing: half a sign-off is none, and a draft is one text."""
        return None

    def put(self, raw: Raw) -> None:
        """Enter the texts of ``raw``, one in each part."""
        texts = [raw] if isinstance(raw, str) else raw
        for box, text in zip(self.parts, texts, strict=False):
            box.put(text)

    def focus_control(self) -> None:
        """Put the cursor into the first part that wants something."""
        wrong = (box for box in self.parts if box.wrong)
        empty = (box for box in self.parts if box.empty)
        for box in _first(wrong, empty, iter(self.parts)):
            box.focus_control()

    @on(FieldBox.Done)
    def _part_done(self, event: FieldBox.Done) -> None:
        if event.box is self:
            return
        event.stop()
        after = self.parts[self.parts.index(event.box) + 1 :]
        if after:
            after[0].focus_control()
        else:
            self.post_message(self.Done(self))

    @on(FieldBox.Answering)
    def _part_answering(self, event: FieldBox.Answering) -> None:
        event.stop()
        if event.box is not self:
            self.show_error("")
            if self._left is not None:
                self._left.clear()


def _first(*groups: Iterator[FieldBox]) -> list[FieldBox]:
    for group in groups:
        for box in group:
            return [box]
    return []


def _text(answer: Raw | Left) -> str:
    if isinstance(answer, Left):
        return ""
    return answer if isinstance(answer, str) else "\n".join(answer)
