"""A numbered list to pick from: one, several, or somewhere to go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Literal

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets.option_list import Option

from tui.faces.screen._textual_seams import GutterList
from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.widgets.finding import LONG, finds, found_words
from tui.faces.screen.widgets.stacked import Stacked
from tui.session.page import Choice

Mode = Literal["one", "many", "go"]

_TYPING = 1.0
"""Seconds in which digits typed one after another make one number."""


class Picker(GutterList):
    """Choices with numbers, for arrows, digits, letters and a mouse.

    ``one`` marks a single choice, ``many`` ticks several, ``go`` leads somewhere at once.
    In a long list letters leave only the lines they are found in; its numbers have two
    digits, so where several can be ticked a number only points: 1 and then 2 might be 12.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("pick", "space", "mark", N_("Pick"), N_("Pick or unpick the highlighted line.")),
    ]

    @dataclass
    class Picked(Message):
        """Enter was pressed: on ``code``, or on nothing."""

        picker: Picker
        code: str

        @property
        def control(self) -> Picker:
            """The list this came from."""
            return self.picker

    @dataclass
    class Marked(Message):
        """What is marked has changed."""

        picker: Picker

        @property
        def control(self) -> Picker:
            """The list this came from."""
            return self.picker

    @dataclass
    class Edge(Message):
        """An arrow went past the end of the list: 1 downwards, -1 upwards."""

        picker: Picker
        direction: int

    @dataclass
    class Paged(Message):
        """A page key was pressed in a list that shows all its lines: 1 down, -1 up."""

        picker: Picker
        direction: int

    def __init__(
        self,
        choices: Sequence[Choice],
        mode: Mode,
        *,
        marked: Iterable[str] = (),
        numbered: bool = True,
        inline: bool = False,
        depths: Sequence[int] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show ``choices``.

        Args:
            choices: What to pick from; one without a code is a heading.
            mode: How many can be picked.
            marked: Codes that are picked already.
            numbered: Whether the lines carry numbers.
            inline: Whether notes stand beside the labels rather than below.
            depths: How deep each choice stands below a heading, for lists to look through;
                their notes stand deeper still.
            id: The widget's id.
            classes: Its style classes.
        """
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self.all = tuple(choices)
        self.choices = self.all
        """Those that show now."""
        self.mode: Mode = mode
        self._inline, self._depths = inline, depths
        self._numbered = numbered
        self._marked: set[str] = set(marked)
        self._typed, self._typed_at = "", 0.0
        self.looked_for = ""
        self._show(range(len(self.all)))
        self.highlighted = self._start()

    @property
    def long(self) -> bool:
        """Whether lines can be looked for by letters."""
        picked = [choice for choice in self.all if choice.code]
        return len(picked) >= LONG and not any(choice.key for choice in picked)

    def _show(self, which: Iterable[int], head: str = "") -> None:
        """Show those of all choices, below a line that says what is looked for."""
        at = [-1] * bool(head) + list(which)
        self._at = at
        self.choices = tuple(self.all[index] if index >= 0 else Choice("", head) for index in at)
        self._pickable = [index for index, choice in enumerate(self.choices) if choice.code]
        deep = self._depths
        self.show_options(
            Option(
                _prompt(
                    choice,
                    self._inline,
                    deep[at[index]] if deep and at[index] >= 0 else None,
                    first=not index,
                ),
                disabled=not choice.code,
            )
            for index, choice in enumerate(self.choices)
        )

    def look_for(self, typed: str) -> None:
        """Leave only the lines that ``typed`` is found in; all of them where it is empty."""
        if typed == self.looked_for:
            return
        here = "" if self.highlighted is None else self.choices[self.highlighted].code
        self.looked_for = typed
        if typed:
            by_code = self.mode != "go"
            which = [at for at, one in enumerate(self.all) if finds(typed, one, by_code=by_code)]
            self._show(which, found_words(typed, len(which), sum(bool(c.code) for c in self.all)))
            self.highlighted = next(iter(self._pickable), None)
        else:
            self._show(range(len(self.all)))
            codes = [choice.code for choice in self.choices]
            self.highlighted = codes.index(here) if here else self._start()
        if self.highlighted is not None and self.has_focus:
            self.call_after_refresh(self.reveal)

    @property
    def marked(self) -> list[str]:
        """The codes that are picked, in the order of the list."""
        return [choice.code for choice in self.all if choice.code in self._marked]

    def put(self, codes: Iterable[str]) -> None:
        """Pick exactly ``codes``."""
        self._marked = set(codes)
        self.highlighted = self._start()
        self.refresh()

    def _start(self) -> int | None:
        # Nothing is highlighted in an unanswered question: a stray Enter answers nothing.
        for index in self._pickable:
            if self.choices[index].code in self._marked:
                return index
        return self._pickable[0] if self.mode == "go" and self._pickable else None

    # -- drawing

    @property
    def gutter_width(self) -> int:
        """Room for the pointer, the mark and the number."""
        width = 2 if self.mode == "go" else 6
        if self._numbered:
            width += max(len(_number(self.all, at)) for at in range(len(self.all) or 1)) + 2
        return width

    def mark_of(self, index: int) -> str:
        """Return the pointer, the mark and the number of a line."""
        if not self.choices[index].code:
            return ""
        on = self.has_focus and index == self.highlighted
        text = "› " if on else "  "  # noqa: RUF001 - a pointer, not a quotation mark
        picked = self.choices[index].code in self._marked
        if self.mode == "one":
            text += "(•) " if picked else "( ) "
        elif self.mode == "many":
            text += "[x] " if picked else "[ ] "
        return text + (_number(self.all, self._at[index]) if self._numbered else "")

    # -- picking

    def action_mark(self) -> None:
        """Pick or unpick the highlighted line; in a ``go`` list, go."""
        if self.highlighted is None:
            return
        if self.mode == "go":
            self.action_select()
            return
        code = self.choices[self.highlighted].code
        if self.mode == "one":
            self._marked = {code}
        else:
            self._marked ^= {code}
        self.look_for("")
        self.refresh()
        self.post_message(self.Marked(self))

    def action_select(self) -> None:
        """Take what Enter (or a click) means in this kind of list."""
        if self.mode == "many" and (not self._marked or self.looked_for):
            # Nothing is ticked yet, or this line was looked for: Enter on it is surely meant
            # to tick it.
            code = "" if self.highlighted is None else self.choices[self.highlighted].code
            if code in self._marked:
                self.look_for("")
                return
            self.action_mark()
            if self._marked:
                return
        if self.mode == "one" and self.highlighted is not None:
            self.action_mark()
        code = "" if self.highlighted is None else self.choices[self.highlighted].code
        self.post_message(self.Picked(self, code))

    def on_key(self, event: events.Key) -> None:
        """Take digits as line numbers; letters as shortcuts or first letters, or look for them."""
        character = event.character or ""
        looking = self.looked_for
        if looking and event.key in ("escape", "backspace"):
            event.stop()
            event.prevent_default()
            self.look_for(looking[:-1] if event.key == "backspace" else "")
            return
        if event.key == "space" or not character.isprintable() or not character:
            return
        is_number = character.isdecimal() and self._numbered and not looking
        if self.long and not is_number:
            event.stop()
            event.prevent_default()
            self.look_for(looking + character)
            return
        index = self._by_number(character) if character.isdecimal() else self._by_letter(character)
        if index is None:
            return
        event.stop()
        event.prevent_default()
        self.highlighted = index
        has_key = self.choices[index].key.casefold() == character.casefold()
        # In a list that leads somewhere a key only points: Enter pressed after it out of habit
        # would answer the next page. So does a number that may be the first of two digits,
        # where a tick by mistake would stay.
        if self.mode == "go" or (self.mode == "many" and is_number and len(self.all) > 9):
            return
        if character.isdecimal() or has_key:
            self.action_mark()

    def _by_number(self, digit: str) -> int | None:
        now = monotonic()
        self._typed = self._typed + digit if now - self._typed_at < _TYPING else digit
        self._typed_at = now
        for typed in (self._typed, digit):
            number = int(typed)
            if 1 <= number <= len(self.choices) and self._numbered:
                return number - 1
        return None

    def _by_letter(self, letter: str) -> int | None:
        folded = letter.casefold()
        after: int = (self.highlighted if self.highlighted is not None else -1) + 1
        order = [at for at in self._pickable if at >= after]
        order += [at for at in self._pickable if at < after]
        for index in order:
            if self.choices[index].key.casefold() == folded:
                return index
        for index in order:
            if self.choices[index].label.casefold().startswith(folded):
                return index
        return None

    # -- moving

    def action_cursor_down(self) -> None:
        """Go down a line, or past the end."""
        if self.highlighted in self._pickable[-1:]:
            self.post_message(self.Edge(self, 1))
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up a line, or past the top."""
        if self.highlighted is None or self.highlighted in self._pickable[:1]:
            self.scroll_home(animate=False)  # a heading may stand above
            self.post_message(self.Edge(self, -1))
        else:
            super().action_cursor_up()

    def action_page_down(self) -> None:
        """Go down by a list's height, or leave it to the page where all lines show."""
        if not self.page(1):
            self.post_message(self.Paged(self, 1))

    def action_page_up(self) -> None:
        """Go up by a list's height, or leave it to the page where all lines show."""
        if not self.page(-1):
            self.post_message(self.Paged(self, -1))

    def move_lines(self, lines: int) -> None:
        """Highlight what stands about so many lines further down, or up where negative."""
        if self.highlighted is None or not self._pickable:
            return
        here = self.lines_of(self.highlighted)[0]
        rest = [at for at in self._pickable if abs(self.lines_of(at)[0] - here) <= abs(lines)]
        self.highlighted = rest[-1] if lines > 0 else rest[0]

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keep the highlighted line in sight when the page around the list scrolls."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and self.is_mounted and self.has_focus:
            self.call_after_refresh(self.reveal)

    def on_focus(self) -> None:
        """Show where the list was left."""
        self.refresh()
        if self.highlighted is not None:
            self.call_after_refresh(self.reveal)

    def on_blur(self) -> None:
        """Take the pointer away, and show all lines again."""
        self.look_for("")
        self.refresh()

    def reveal(self) -> None:
        """Scroll the page so that the highlighted line is on it."""
        page = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if page is None or self.highlighted is None or not self.is_attached:
            return
        start, height = self.lines_of(self.highlighted)
        if self.highlighted in self._pickable[:1]:
            start, height = 0, start + height  # what stands above it says what it is part of
        top = self.region.y - page.content_region.y + page.scroll_offset.y
        region = Region(0, top + start - self.scroll_offset.y, 1, height)
        page.scroll_to_region(region, animate=False, force=True)


def _number(choices: Sequence[Choice], at: int) -> str:
    key = choices[at].key if 0 <= at < len(choices) else ""
    return one_line(key)[:1] or (str(at + 1) if at >= 0 else "")


def _prompt(choice: Choice, inline: bool, depth: int | None, first: bool) -> Content | Stacked:
    if not choice.code:
        heading = shown(one_line(choice.label), "bold")
        return heading if first else Content.assemble("\n", heading)
    label = shown(one_line(choice.label))
    note = shown(one_line(choice.note), "dim")
    if inline and note.plain:
        return Content.assemble(label, "  ", note)
    if depth is None:
        return Stacked([(0, label), (0, note)])
    return Stacked([(2 * depth, label), (2 * depth + 2, note)])
