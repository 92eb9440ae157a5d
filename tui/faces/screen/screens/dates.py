"""A date part by part, for who would rather pick than write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.widgets.asking import Understanding
from tui.faces.screen.widgets.cycle import Cycle
from tui.faces.screen.widgets.typed import Moved, TooMuch, TypedLine
from tui.interview.codec import BadAnswer
from tui.session.date_parts import Parts, from_text, months, to_text, ways, zones
from tui.session.dates_typed import read_date
from tui.session.page import Choice
from tui.session.phrasing import sentence
from tui.wording import gettext as _

_FIRST = ("year", "month", "day", "time")
_UNTIL = ("until_year", "until_month", "until_day", "until_time")


def parts_of(text: str) -> Parts:
    """Return the parts of a date as it stands in a field; ``Parts()`` where they can't say it."""
    text = text.strip()
    parts = from_text(text) if text else Parts()
    if parts != Parts() or not text:
        return parts
    try:
        return from_text(read_date(text, date.today()))
    except BadAnswer:
        return Parts()


class DateScreen(ModalScreen[str | None]):
    """Rows for each part; it gives the date as text, or None where it was left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("date-take", "ctrl+n", "take", N_("Take it"), N_("Take this date.")),
        bind("date-close", "escape", "close", N_("Close"), N_("Leave the date as it was.")),
    ]

    def __init__(self, name: str, title: str, parts: Parts) -> None:
        """Start with ``parts``.

        Args:
            name: The field the date is for.
            title: Its question.
            parts: What stands there.
        """
        super().__init__()
        self._field, self._title = name, title
        self._rows: dict[str, Widget] = {}
        self._parts = parts
        self._echoed = ""

    def compose(self) -> ComposeResult:
        """Stack the rows, what they come to, and the keys."""
        given = msgspec.structs.asdict(self._parts)
        none = Choice("", _("not known"))
        with Vertical(id="date"):
            yield Static(shown(one_line(self._title)), markup=False, id="date-title")
            with VerticalScroll(id="date-body", can_focus=False):
                yield from self._row("way", _("What I know"), Cycle(ways(), given["way"]))
                for group, words in ((_FIRST, ""), (_UNTIL, _("Until"))):
                    with Vertical(classes=f"date-{'until' if words else 'first'}"):
                        if words:
                            yield Static(words, markup=False, classes="date-heading")
                        for part in group:
                            control = (
                                Cycle((none, *months()), _plain(given[part]))
                                if part.endswith("month")
                                else TypedLine(given[part])
                            )
                            yield from self._row(part, _label(part), control)
                choices = zones(given["zone"])
                with Vertical(classes="date-first"):
                    yield from self._row("zone", _("Time zone"), Cycle(choices, given["zone"]))
            yield Static(markup=False, id="date-echo")
            yield Static(
                _("Enter goes down, Ctrl+N takes the date, Esc leaves it."),
                markup=False,
                id="date-end",
            )

    def _row(self, part: str, label: str, control: Widget) -> ComposeResult:
        self._rows[part] = control
        with Horizontal(classes="date-row"):
            yield Static(label, markup=False, classes="date-label")
            yield control

    def on_mount(self) -> None:
        """Begin with how it is known, or with the year where a date stands already."""
        self._arrange()
        self.set_focus(self._rows["year" if self._parts.year else "way"])

    # -- what is entered

    def parts(self) -> Parts:
        """Return what is entered."""
        entered = {
            part: control.code if isinstance(control, Cycle) else control.value.strip()
            for part, control in self._rows.items()
            if isinstance(control, Cycle | TypedLine)
        }
        return msgspec.convert(entered, Parts)

    def _arrange(self) -> None:
        """Show only the rows that belong to how it is known, and what they come to."""
        way = self.parts().way
        self.set_class(way == "unknown", "-unknown")
        self.set_class(way == "between", "-between")
        try:
            text = to_text(self.parts())
        except BadAnswer:
            text = ""
        self._echoed = text
        self._echo("")
        if text:
            self.post_message(Understanding(self._field, text, self._teller(text)))

    def _teller(self, text: str) -> Callable[[str], None]:
        def tell(words: str) -> None:
            if self.is_attached and text == self._echoed:
                self._echo(f"= {words or text}")

        return tell

    def _echo(self, words: str, *, wrong: bool = False) -> None:
        echo = self.query_one("#date-echo", Static)
        echo.update(shown(words))
        echo.set_class(wrong, "-wrong")

    # -- what the person does

    def action_take(self) -> None:
        """Give the date back; where a part is missing or impossible, say which."""
        try:
            self.dismiss(to_text(self.parts()))
        except BadAnswer as error:
            self._echo(f"! {sentence(error)}", wrong=True)

    def action_close(self) -> None:
        """Leave the date as it was."""
        self.dismiss(None)

    @on(Input.Changed)
    @on(Cycle.Changed)
    def _changed(self) -> None:
        self._arrange()

    @on(Input.Submitted)
    @on(Cycle.Done)
    def _entered(self) -> None:
        chain = self.focus_chain
        if self.focused is chain[-1]:
            self.action_take()
        else:
            self._step(1)

    @on(TooMuch)
    def _too_much(self, event: TooMuch) -> None:
        event.stop()

    @on(Moved)
    @on(Cycle.Moved)
    def _moved(self, event: Moved | Cycle.Moved) -> None:
        event.stop()
        self._step(event.direction)

    def _step(self, direction: int) -> None:
        chain = self.focus_chain
        at = chain.index(self.focused) if self.focused in chain else 0
        self.set_focus(chain[max(0, min(at + direction, len(chain) - 1))])


def _plain(month: str) -> str:
    return month.lstrip("0")


def _label(part: str) -> str:
    match part.removeprefix("until_"):
        case "year":
            return _("Year")
        case "month":
            return _("Month")
        case "day":
            return _("Day")
    return _("Time")
