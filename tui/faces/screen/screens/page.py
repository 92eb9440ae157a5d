"""The screen that shows one page and says what the person did with it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.screens.page_keys import KEYS, leads
from tui.faces.screen.widgets.beside import Beside
from tui.faces.screen.widgets.header import Header
from tui.faces.screen.widgets.hints import Hints
from tui.faces.screen.widgets.picker import Picker
from tui.faces.screen.widgets.prose import has_square, paragraphs, people
from tui.session.page import Choice, Left, Line, Page, Raw
from tui.wording import gettext as _

if TYPE_CHECKING:
    # Imported when there is a question to ask: the first page has none and is sooner there.
    from tui.faces.screen.widgets.field import FieldBox

BESIDE_FROM = 130
"""Columns from which there is room for the paper beside the page."""

NEXT = "next"
CLOSE = "close"


class PageScreen(Screen[None]):
    """One page: header, a column to read and answer in, what to do next, keys."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class Answered(Message):
        """The person goes on: what is entered, by field, and what was chosen."""

        values: dict[str, Raw | Left]
        choice: str

    @dataclass
    class Wanted(Message):
        """The person wants to be elsewhere: ``back``, ``menu``, ``outline`` and so on."""

        where: str

    @dataclass
    class Closed(Message):
        """The last page was closed."""

    @dataclass
    class BesideWanted(Message):
        """There is room for the paper beside the page."""

    header = getters.query_one("#header", Header)
    body = getters.query_one("#body", VerticalScroll)
    column = getters.query_one("#column", Vertical)
    foot = getters.query_one("#foot", Vertical)
    beside = getters.query_one("#beside", Beside)

    def __init__(self, page: Page) -> None:
        """Show ``page`` first."""
        super().__init__()
        self.page = page
        self.boxes: list[FieldBox] = []
        self.built = False

    # -- showing

    def compose(self) -> ComposeResult:
        """Stack the parts; the pages' own widgets come with each page."""
        yield Header()
        with Horizontal(id="middle"):
            with Vertical(id="page"):
                with VerticalScroll(id="body", can_focus=False):
                    yield Vertical(id="column")
                yield Vertical(id="foot")
            yield Beside()
        yield Hints()

    async def on_mount(self) -> None:
        """Show the first page, then make ready for the next."""
        await self._build(self.page)
        self.call_after_refresh(_make_ready)

    async def show(self, page: Page) -> None:
        """Show ``page``; when only errors are new, what was entered stays as it is."""
        before, self.page = self.page, page
        if _bare(before) == _bare(page):
            for box, field in zip(self.boxes, page.fields, strict=True):
                box.show_error(field.error)
            self.header.show(page)
            self._focus()
            self.refresh_bindings()
            self._ask_beside()
            return
        kept = {box.field.name: box for box in self.boxes} if before.id == page.id else {}
        with self.app.batch_update():
            await self._build(page, kept)

    async def _build(self, page: Page, kept: dict[str, FieldBox] | None = None) -> None:
        self.header.show(page)
        self.set_class(has_square(page), "-square")
        await self.column.remove_children()
        await self.foot.remove_children()
        self.boxes = _boxes(page)
        for box in self.boxes:
            if kept and (old := kept.get(box.field.name)) is not None:
                box.take_over(old)
        await self.column.mount_all(self._column(page))
        await self.foot.mount_all(self._foot(page))
        self.foot.display = bool(self.foot.children)
        self.body.scroll_home(animate=False, force=True)
        if not _has_beside(page):
            await self.beside.show(())
        self._focus()
        self.refresh_bindings()
        self._ask_beside()
        self.built = True

    @property
    def has_room_beside(self) -> bool:
        """Whether the paper could stand beside the page."""
        return _has_beside(self.page) and self.app.size.width >= BESIDE_FROM

    def _ask_beside(self) -> None:
        if self.has_room_beside and not self.beside.hidden:
            self.post_message(self.BesideWanted())

    def on_resize(self) -> None:
        """Show the paper too once there is room for it."""
        if self.built:
            self.refresh_bindings()
            if not self.beside.filled:
                self._ask_beside()

    def _column(self, page: Page) -> Iterator[Widget]:
        if page.title and page.title != page.section:
            # Where there are questions, they are what should stand out.
            loud = "-quiet" if page.fields else ""
            yield Static(shown(one_line(page.title)), markup=False, id="title", classes=loud)
        yield from paragraphs(page.text)
        yield from people(page.people)
        yield from self.boxes
        if page.lines:
            lines = [_line(line) for line in page.lines]
            below = any(not line.code for line in page.lines)  # below headings
            depths = [line.depth + (below and bool(line.code)) for line in page.lines]
            yield Picker(lines, "go", numbered=False, depths=depths, id="lines", classes="lines")
        if page.kind == "menu" and page.choices:
            yield Picker(page.choices, "go", id="actions")

    def _foot(self, page: Page) -> Iterator[Widget]:
        if page.kind == "menu":
            return
        choices = page.choices
        if not choices and page.kind == "end" and not page.fields:
            choices = (Choice(CLOSE, _("Close")),)
        elif not choices and not page.lines:
            choices = (Choice(NEXT, _("Continue")),)
        if page.fields and choices and not choices[0].note:
            # Enter means other things in a list to tick or a long text; this always works.
            choices = (msgspec.structs.replace(choices[0], note="Ctrl+N"), *choices[1:])
        if choices:
            yield Picker(choices, "go", numbered=len(choices) > 1, inline=True, id="actions")

    def _focus(self) -> None:
        wrong = [box for box in self.boxes if box.wrong]
        named = [box for box in self.boxes if box.field.name == self.page.focus]
        empty = [box for box in self.boxes if box.empty]
        for box in [*wrong, *named, *empty, *self.boxes][:1]:
            box.focus_control()
            return
        for picker in self.query("#lines, #actions").results(Picker):
            # At once, for keys may wait for it; and without scrolling, for text is read from
            # its top, which what follows it must not scroll away.
            self.set_focus(picker, scroll_visible=False)
            return

    # -- what is entered

    def values(self) -> dict[str, Raw | Left]:
        """Return what is entered in each field."""
        return {box.field.name: box.answer() for box in self.boxes}

    def drafts(self) -> dict[str, str]:
        """Return the unfinished texts, by field."""
        return {box.field.name: draft for box in self.boxes if (draft := box.draft()) is not None}

    # -- what the person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that lead nowhere from this page."""
        if action == "want":
            return leads(self.page, str(parameters[0]))
        if action == "beside":
            return self.has_room_beside
        if action == "scroll_beside":
            return self.has_room_beside and self.beside.filled and not self.beside.hidden
        return True

    def action_continue(self) -> None:
        """Go on, with what is highlighted where the page offers several ways."""
        picker = self.focused
        if isinstance(picker, Picker) and picker.id in ("lines", "actions"):
            picker.action_select()
            return
        choices = self.page.choices
        self._go(choices[0].code if choices else NEXT)

    def action_want(self, where: str) -> None:
        """Ask to be elsewhere."""
        self.post_message(self.Wanted(where))

    def action_beside(self) -> None:
        """Put the paper at the side away, or bring it back."""
        self.beside.toggle()
        self.refresh_bindings()
        self._ask_beside()

    def action_scroll_beside(self, direction: int) -> None:
        """Scroll the paper at the side; the question keeps the keys."""
        self.beside.scroll_lines(direction)

    def action_scroll_page(self, direction: int) -> None:
        """Scroll by a window's height, less two lines to find one's place again."""
        lines = max(self.body.size.height - 2, 1)
        self.body.scroll_relative(y=direction * lines, animate=False, force=True)

    def on_field_box_done(self, event: FieldBox.Done) -> None:
        """Go to the next question, or on from the last."""
        event.stop()
        at = self.boxes.index(event.box) if event.box in self.boxes else len(self.boxes)
        after = self.boxes[at + 1 :]
        if after:
            after[0].focus_control()
        else:
            self.action_continue_form()

    def on_field_box_adding(self, event: FieldBox.Adding) -> None:
        """Go to what has to be described; the session holds what else is entered here."""
        event.stop()
        self.action_continue_form()

    def action_continue_form(self) -> None:
        """Go on from a form, whatever is highlighted below it."""
        choices = self.page.choices
        self._go(choices[0].code if choices else NEXT)

    @on(Picker.Picked, "#lines")
    def _line_picked(self, event: Picker.Picked) -> None:
        event.stop()
        self._go(event.code)

    @on(Picker.Picked, "#actions")
    def _action_picked(self, event: Picker.Picked) -> None:
        event.stop()
        page = self.page
        if page.kind == "end" and not page.choices and not page.fields:
            self.post_message(self.Closed())
        else:
            self._go(event.code)

    def _go(self, choice: str) -> None:
        self.post_message(self.Answered(self.values(), choice))

    def on_field_box_stepped(self, event: FieldBox.Stepped) -> None:
        """Follow an arrow out of a question."""
        event.stop()
        self._step(event.direction)

    @on(Picker.Paged)
    def _paged(self, event: Picker.Paged) -> None:
        event.stop()
        if event.picker.id == "lines":
            event.picker.move_lines(event.direction * max(self.body.size.height - 2, 1))
        else:
            self.action_scroll_page(event.direction)

    @on(Picker.Edge)
    def _edge(self, event: Picker.Edge) -> None:
        event.stop()
        self._step(event.direction)

    def _step(self, direction: int) -> None:
        """Go to the next thing an arrow leads to; past the last one, scroll."""
        chain = self.focus_chain
        at = chain.index(self.focused) if self.focused in chain else -1
        if 0 <= at + direction < len(chain):
            self.set_focus(chain[at + direction])
        else:
            self.body.scroll_relative(y=direction * 2, animate=False, force=True)


def _make_ready() -> None:
    """Read in what questions are asked with, so that none has to wait for it."""
    importlib.import_module("tui.faces.screen.widgets.field")


def _boxes(page: Page) -> list[FieldBox]:
    if not page.fields:
        return []  # The first page has none, and must not wait for what others are asked with.
    from tui.faces.screen.widgets.field import FieldBox

    boxes = []
    for field in page.fields:
        kind: type[FieldBox] = FieldBox
        if field.parts:
            from tui.faces.screen.widgets.parted import PartedBox

            kind = PartedBox
        titled = not (field.label == page.title and len(page.fields) == 1)
        boxes.append(kind(field, titled=titled))
    return boxes


def _has_beside(page: Page) -> bool:
    """Whether the paper belongs at the side: of questions, not of menus or the paper itself."""
    return page.has_paper and page.kind == "form"


def _bare(page: Page) -> Page:
    """Return the page without what may change when it comes back with errors."""
    fields = tuple(
        msgspec.structs.replace(field, error="", value="", open="") for field in page.fields
    )
    return msgspec.structs.replace(
        page, fields=fields, progress=None, saved="", focus="", can_undo=False, has_paper=False
    )


def _line(line: Line) -> Choice:
    label = line.label
    if line.state and line.state != line.detail:
        label = f"{label}  ({line.state})"
    return Choice(line.code, label, line.detail)
