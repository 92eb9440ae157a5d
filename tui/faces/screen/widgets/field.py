"""One question: its words, its control, what is offered and how it may be left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.paths import Completion
from tui.faces.screen.widgets.asking import Completing
from tui.faces.screen.widgets.controls import (
    Control,
    control_for,
    draft_of,
    entered_in,
    field_hint,
    given_text,
    put_in,
    text_of,
    words_of,
)
from tui.faces.screen.widgets.echo import ECHOED, Echo
from tui.faces.screen.widgets.left_open import LeftOpen
from tui.faces.screen.widgets.path_names import PathNames
from tui.faces.screen.widgets.picker import Picker
from tui.faces.screen.widgets.typed import Completes, Moved, TooMuch, TypedPath, TypedPaths
from tui.session.page import Choice, Field, Left, Raw
from tui.wording import gettext as _

USE = "use"

ADD = "+"
"""The option of a ``rows`` question that adds a row."""


class FieldBox(Vertical):
    """A field of a page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind(
            "by-parts",
            "ctrl+t",
            "by_parts",
            N_("Part by part"),
            N_("Enter a date part by part: year, month, day, time."),
        ),
    ]

    @dataclass
    class Done(Message):
        """The person pressed Enter here: this field is done."""

        box: FieldBox

    @dataclass
    class Adding(Message):
        """Something new was picked: it has to be described before the page goes on."""

    @dataclass
    class Answering(Message):
        """Something was entered here, so that it is no longer left open or wrong."""

        box: FieldBox

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
        self._control = control_for(field)
        self._given = given_text(self._control, field)
        self._left = LeftOpen(field.may_open, field.open) if field.may_open else None
        if self._left is not None:
            self._left.answered = lambda: not self.empty
        self._error = Static(markup=False, classes="error")
        typed = field.type in ECHOED and not isinstance(self._control, Picker)
        is_date = field.type == "when"
        self._echo = Echo(field.name, by_parts=is_date) if typed and not field.parts else None
        paths = isinstance(self._control, TypedPath | TypedPaths)
        self._names = PathNames() if paths else None

    @property
    def control(self) -> Control:
        """What answers the question."""
        return self._control

    def compose(self) -> ComposeResult:
        """Stack label, hint, control, error, offer and the ways to leave it open."""
        field = self.field
        if self._titled and field.label:
            yield Static(shown(field.label), markup=False, classes="label")
        if hint := field_hint(field, self._control):
            yield Static(shown(hint), markup=False, classes="hint")
        # Several inputs may fill the window: what is wrong stands above them, where it is seen.
        if field.parts:
            yield self._error
        yield from self._asked()
        if not field.parts:
            yield self._error
        if self._echo is not None:
            yield self._echo
        if self._names is not None:
            yield self._names
        if field.suggested and field.suggested != field.value:
            words = one_line(field.suggested_label) or words_of(field, field.suggested)
            label = _("Use: {what}").format(what=words)
            yield Picker([Choice(USE, label)], "go", numbered=False, classes="offer")
        if self._left is not None:
            yield self._left

    def _asked(self) -> ComposeResult:
        """What it is answered in."""
        yield self._control

    def on_mount(self) -> None:
        """Show the error that came with the field, and how its value is understood."""
        self.show_error(self.field.error)
        if self._echo is not None and not self.wrong:
            self._echo.follow(text_of(self._control), at_once=True)

    def show_error(self, error: str) -> None:
        """Show why the answer can't be taken, right beside it; nothing when empty."""
        self._error.display = bool(error)
        self._error.update(shown(f"! {error}" if error else ""))
        self.set_class(bool(error), "-wrong")
        if error and self._echo is not None:
            self._echo.follow("")  # it would say the same

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
        return self.entered()

    def entered(self) -> Raw:
        """Return what is entered."""
        return entered_in(self._control, self.field)

    def draft(self) -> str | None:
        """Return unfinished text that would be lost by leaving, or None."""
        return draft_of(self._control, self.field)

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
        put_in(self._control, raw)

    def focus_control(self) -> None:
        """Put the cursor into the field, at once: keys may wait for it."""
        if self.is_attached:
            self.screen.set_focus(self._control)

    def _answered(self) -> None:
        self.show_error("")
        if self._left is not None:
            self._left.clear()
        self.post_message(self.Answering(self))

    # -- picking

    @on(Picker.Picked)
    async def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        if event.picker.has_class("offer"):
            self.put(self.field.suggested)
            self._answered()
            self.focus_control()
            return
        if event.picker.has_class("name"):
            self.focus_control()
            await self._put_path(event.code)
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

    # -- typing

    @on(Input.Changed)
    @on(TextArea.Changed)
    async def _typed(self, event: Message) -> None:
        event.stop()
        text = text_of(self._control)
        if text != self._given:
            self._answered()
        if self._echo is not None:
            self._echo.follow(text)
        if self._names is not None and self._names.shown_for != self._path():
            await self._names.clear()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self))

    @on(TooMuch)
    def _too_much(self, event: TooMuch) -> None:
        event.stop()
        sentence = _(
            "That is {length} characters, and {most} fit here. Nothing was pasted. "
            "You could keep it as a file instead."
        )
        self.show_error(sentence.format(length=event.length, most=event.most))

    # -- a date part by part

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer dates part by part only where a date is asked."""
        return action != "by_parts" or (self._echo is not None and self.field.type == "when")

    def action_by_parts(self) -> None:
        """Ask for the date part by part, starting with what stands there."""
        from tui.faces.screen.screens.dates import DateScreen, parts_of

        field = self.field
        panel = DateScreen(field.name, field.label, parts_of(text_of(self._control)))
        self.app.push_screen(panel, self._dated)

    def _dated(self, text: str | None) -> None:
        if text is not None:
            self.put(text)
        self.focus_control()

    def on_click(self, event: events.Click) -> None:
        """Take a click on the offer for its key."""
        if event.style.meta.get("by-parts"):
            event.stop()
            self.action_by_parts()

    # -- completing a path

    def _path(self) -> str:
        control = self._control
        return control.line if isinstance(control, TypedPaths) else text_of(control)

    @on(Completes)
    def _completes(self, event: Completes) -> None:
        event.stop()
        self.post_message(Completing(event.text, self._completed))

    async def _completed(self, typed: str, found: Completion) -> None:
        """Take what all names agree on; where they part, show them; then Tab goes on."""
        names = self._names
        if names is None or not self.is_attached or self._path() != typed:
            return
        if found.text != typed:
            await self._put_path(found.text)
            if len(found.names) > 1:
                await names.show(found.text, found)
        elif len(found.names) > 1 and names.shown_for != typed:
            await names.show(typed, found)
        elif self._control.has_focus:
            self.screen.focus_next()

    async def _put_path(self, path: str) -> None:
        if isinstance(self._control, TypedPaths):
            self._control.put_line(path)
        else:
            self.put(path)
        if self._names is not None:
            await self._names.clear()

    # -- leaving it open, leaving it with an arrow

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
