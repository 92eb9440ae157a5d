"""One question: its words, its control, what is offered and how it may be left open."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.faces.screen.clean import inert, one_line, shown
from tui.faces.screen.widgets.left_open import LeftOpen
from tui.faces.screen.widgets.picker import Mode, Picker
from tui.faces.screen.widgets.typed import MOST_TYPED, Moved, TooMuch, TypedLine, TypedText
from tui.session.page import Choice, Field, Left, Raw
from tui.wording import gettext as _

_MODES: dict[str, Mode] = {"choice": "one", "yes-no": "one", "choices": "many", "rows": "many"}
_LONG = ("long-text", "files")
_NO_DRAFT = ("secret", "path", "files")
"""Fields whose unfinished text is not worth keeping, or must never be kept."""

USE = "use"

ADD = "+"
"""The option of a ``rows`` question that adds a row."""


class FieldBox(Vertical):
    """A field of a page."""

    @dataclass
    class Done(Message):
        """The person pressed Enter here: this field is done."""

        box: FieldBox

    @dataclass
    class Adding(Message):
        """Something new was picked: it has to be described before the page goes on."""

    @dataclass
    class Stepped(Message):
        """An arrow went past this field's end: 1 downwards, -1 upwards."""

        box: FieldBox
        direction: int

    def __init__(self, field: Field, *, titled: bool = True) -> None:
        """Show ``field``; ``titled`` is False where its label stands above already."""
        super().__init__()
        self.field = field
        self._titled = titled
        self._given = raw_text(field.value)
        self._control = self._make_control()
        self._left = LeftOpen(field.may_open, field.open) if field.may_open else None
        if self._left is not None:
            self._left.answered = lambda: not self.empty
        self._error = Static(markup=False, classes="error")

    @property
    def control(self) -> Picker | TypedLine | TypedText:
        """What answers the question."""
        return self._control

    def compose(self) -> ComposeResult:
        """Stack label, hint, control, error, offer and the ways to leave it open."""
        field = self.field
        if self._titled and field.label:
            yield Static(shown(field.label), markup=False, classes="label")
        if hint := _hint(field):
            yield Static(shown(hint), markup=False, classes="hint")
        yield self._control
        yield self._error
        if field.suggested and field.suggested != field.value:
            words = one_line(field.suggested_label) or _words(field, field.suggested)
            label = _("Use: {what}").format(what=words)
            yield Picker([Choice(USE, label)], "go", numbered=False, classes="offer")
        if self._left is not None:
            yield self._left

    def on_mount(self) -> None:
        """Show the error that came with the field."""
        self.show_error(self.field.error)

    def show_error(self, error: str) -> None:
        """Show why the answer can't be taken, right under it; nothing when empty."""
        self._error.display = bool(error)
        self._error.update(shown(f"! {error}" if error else ""))
        self.set_class(bool(error), "-wrong")

    @property
    def wrong(self) -> bool:
        """Whether an error is shown."""
        return self.has_class("-wrong")

    @property
    def empty(self) -> bool:
        """Whether there is no answer here yet, given or left open."""
        return isinstance(answer := self.answer(), str | list) and not answer

    def answer(self) -> Raw | Left:
        """Return what is entered, or how it was left open."""
        if self._left is not None and (how := self._left.how) is not None:
            return Left(how)
        control = self._control
        if isinstance(control, Picker):
            if control.mode == "many":
                return control.marked
            return next(iter(control.marked), "")
        text = _text_of(control)
        if text == self._shown_at_first():
            # Untouched: what stood there, even where it had to be drawn differently.
            return self.field.value
        if self.field.type == "files":
            return [line.strip() for line in text.splitlines() if line.strip()]
        return text

    def draft(self) -> str | None:
        """Return unfinished text that would be lost by leaving, or None."""
        control = self._control
        if isinstance(control, Picker) or self.field.type in _NO_DRAFT:
            return None
        text = _text_of(control)
        return text if text != self._shown_at_first() and text.strip() else None

    def take_over(self, other: FieldBox) -> None:
        """Go on with what was entered in ``other``, the same field shown before."""
        answer = other.answer()
        if isinstance(answer, Left):
            if self._left is not None:
                self._left.chosen = answer.how
        elif answer != other.field.value:
            self.put(answer)

    def put(self, raw: Raw) -> None:
        """Enter ``raw`` as if it had been typed or picked."""
        control = self._control
        if isinstance(control, Picker):
            control.put([raw] if isinstance(raw, str) else raw)
        elif isinstance(control, TypedText):
            control.text = inert(raw_text(raw))
            control.move_cursor(control.document.end)
        else:
            control.value = one_line(raw_text(raw))
            control.cursor_position = len(control.value)

    def focus_control(self) -> None:
        """Put the cursor into the field."""
        self._control.focus()

    def _make_control(self) -> Picker | TypedLine | TypedText:
        field = self.field
        mode = _MODES.get(field.type)
        if mode is not None:
            return Picker(options_of(field), mode, marked=_codes(field.value), id="control")
        if field.type in _LONG:
            return TypedText(self._given)
        return TypedLine(self._given, secret=field.type == "secret")

    def _shown_at_first(self) -> str:
        if isinstance(self._control, TypedText):
            return inert(self._given)
        return one_line(self._given)

    def _answered(self) -> None:
        self.show_error("")
        if self._left is not None:
            self._left.clear()

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        if event.picker.has_class("offer"):
            self.put(self.field.suggested)
            self._answered()
            self.focus_control()
            return
        if event.code == ADD and self.field.type == "rows":
            # Enter on that line means it, whatever else is ticked.
            event.picker.put([*event.picker.marked, ADD])
            self._answered()
            self.post_message(self.Adding())
            return
        self.post_message(self.Done(self))

    @on(Picker.Marked)
    def _marked(self, event: Picker.Marked) -> None:
        event.stop()
        self._answered()
        if ADD in event.picker.marked:
            # What is typed next is its name: it must not land in another field of the page.
            self.post_message(self.Adding())

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        if _text_of(self._control) != self._shown_at_first():
            self._answered()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self))

    @on(LeftOpen.Chosen)
    def _left_open(self, event: LeftOpen.Chosen) -> None:
        event.stop()
        self.show_error("")
        if event.how and isinstance(self._control, Picker):
            # Two marks would leave it unclear which of them counts.
            self._control.put([])
        if event.done:
            self.post_message(self.Done(self))

    @on(Picker.Edge)
    @on(Moved)
    @on(LeftOpen.Moved)
    def _moved(self, event: Picker.Edge | Moved | LeftOpen.Moved) -> None:
        event.stop()
        self.post_message(self.Stepped(self, event.direction))

    @on(TooMuch)
    def _too_much(self, event: TooMuch) -> None:
        event.stop()
        sentence = _(
            "That is {length} characters, and {most} fit here. Nothing was pasted. "
            "You could keep it as a file instead."
        )
        self.show_error(sentence.format(length=event.length, most=MOST_TYPED))


def raw_text(raw: Raw) -> str:
    """Return ``raw`` as text to edit, one entry a line."""
    return raw if isinstance(raw, str) else "\n".join(raw)


def options_of(field: Field) -> tuple[Choice, ...]:
    """Return what can be picked; a yes-no question need not bring its own words."""
    if field.type == "yes-no" and not field.options:
        return (Choice("yes", _("Yes")), Choice("no", _("No")))
    return field.options


def _text_of(control: Widget) -> str:
    if isinstance(control, TypedText):
        return control.text
    return control.value if isinstance(control, TypedLine) else ""


def _codes(raw: Raw) -> list[str]:
    if isinstance(raw, str):
        return [raw] if raw else []
    return raw


def _words(field: Field, raw: Raw) -> str:
    labels = {option.code: option.label for option in options_of(field)}
    return one_line("; ".join(labels.get(code, code) for code in _codes(raw)))


def _hint(field: Field) -> str:
    """Return the field's hint, and which keys do what where that is not plain to see."""
    keys = ""
    if field.type in ("choices", "rows") and field.options:
        keys = _("Space or a number ticks, Enter goes on.")
    elif field.type in _LONG:
        keys = _("Enter starts a new line, Ctrl+N goes on.")
    return f"{field.hint} {keys}".strip()
