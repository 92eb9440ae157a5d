"""Asking by a list: pick one, tick several, yes or no, or a name that completes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import questionary
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from tui.faces.prompts import clean, items
from tui.faces.prompts._prompt_toolkit_seams import (
    Dressing,
    Harmless,
    Prompter,
    bind,
    buffer_of,
    end,
    list_of,
    put,
    saying,
)
from tui.faces.prompts.below import Below
from tui.faces.prompts.commands import Command, Given, Unknown, answer
from tui.faces.prompts.items import Item
from tui.faces.prompts.lines import paste_in_one_line
from tui.wording import gettext as _

_NOBODY = -1
"""Where a list points while it points at nothing, so that Enter alone answers nothing."""


_MOST_DIGITS = 9
"""Lines that a digit alone stands for."""


@dataclass(frozen=True)
class Pointing:
    """What stands in a list: where it points, and what is ticked."""

    at: int = _NOBODY
    ticked: tuple[int, ...] = ()


class _List:
    """The keys of a list: arrows, numbers, letters that find, the bar that ticks."""

    def __init__(self, given: Sequence[Item], below: Below) -> None:
        self.items = given
        self.below = below
        self.sought = ""
        self.question: questionary.Question
        self.control: InquirerControl
        self.keys = KeyBindings()
        self._several = False

    def made(self, question: questionary.Question, start: Pointing, *, several: bool) -> None:
        """Take the prompt that was made, and point where it is to start."""
        self.question, self._several = question, several
        self.control = list_of(question)
        # Which line of the list each item is; lines that only part them are none.
        self._lines: dict[int, int] = {
            int(str(one.value)): line
            for line, one in enumerate(self.control.choices)
            if not isinstance(one, questionary.Separator)
        }
        self._places = list(self._lines)
        self.control.selected_options = list(start.ticked)
        self._point(start.at)
        bind(self.keys, ("down", "tab", "c-n"), lambda event: self._step(1))
        bind(self.keys, ("up", "s-tab", "c-p"), lambda event: self._step(-1))
        bind(self.keys, ("home",), lambda event: self._point(self._places[0]))
        bind(self.keys, ("end",), lambda event: self._point(self._places[-1]))
        bind(self.keys, ("pagedown",), lambda event: self._step(8, stop=True))
        bind(self.keys, ("pageup",), lambda event: self._step(-8, stop=True))
        bind(self.keys, ("enter", "c-j"), self._enter)
        bind(self.keys, ("backspace",), lambda event: self._seek(self.sought[:-1]))
        bind(self.keys, (Keys.BracketedPaste, "a", "i"), self._typed)
        # Not before anything else: Esc is a key, too.
        self.keys.add(Keys.Any)(self._typed)
        bind(self.keys, (" ",), self._bar)
        bind(self.keys, (":",), lambda event: end(event.app, Given(Command.LINE, self.state())))

    def at(self) -> int:
        """Return which item it points at."""
        at = self.control.pointed_at
        return next((place for place, line in self._lines.items() if line == at), _NOBODY)

    def state(self) -> Pointing:
        """Return what stands in it."""
        return Pointing(self.at(), tuple(self.control.selected_options))

    def _point(self, at: int) -> None:
        self.control.pointed_at = self._lines.get(at, _NOBODY)

    def _step(self, by: int, *, stop: bool = False) -> None:
        self.sought = ""
        at, count = self.at(), len(self._places)
        if at == _NOBODY:
            self._point(self._places[0 if by > 0 else -1])
            return
        to = self._places.index(at) + by
        self._point(self._places[min(max(to, 0), count - 1) if stop else to % count])

    def _typed(self, event: KeyPressEvent) -> None:
        key = event.key_sequence[0]
        if key.key == Keys.BracketedPaste or len(key.data) != 1 or not key.data.isprintable():
            return
        if self._several and self._short and key.data.isdecimal():
            self.sought = ""
            at = items.pointed(self.items, key.data)
            if at is not None:
                self._point(at)
                self._tick(at)
            return
        self._seek(self.sought + key.data)

    @property
    def _short(self) -> bool:
        """Whether one digit is always a whole number: in a long list 1 may begin a 12."""
        return all(one.number <= _MOST_DIGITS for one in self.items)

    def _seek(self, sought: str) -> None:
        at = items.pointed(self.items, sought)
        if at is None and sought:
            sought = sought[-1]
            at = items.pointed(self.items, sought)
        self.sought = sought if at is not None else ""
        if at is not None:
            self._point(at)

    def _bar(self, event: KeyPressEvent) -> None:
        if self.sought and not self.sought.isdecimal() and not self._several:
            self._seek(self.sought + " ")
            return
        self.sought = ""
        at = self.at()
        if not self._several or at == _NOBODY:
            self.below.notice = _enter_please(self._several)
            return
        self._tick(at)

    def _tick(self, at: int) -> None:
        ticked = self.control.selected_options
        if at in ticked:
            ticked.remove(at)
        else:
            ticked.append(at)

    def _enter(self, event: KeyPressEvent) -> None:
        if self._several:
            ticked = sorted(self.control.selected_options)
            if ticked:
                end(event.app, ticked)
                return
        elif self.at() != _NOBODY:
            end(event.app, self.at())
            return
        self.below.notice = _enter_please(self._several)


def _enter_please(several: bool) -> str:
    if several:
        return _("Tick what fits with the space bar, then press Enter.")
    return _("Point at one with the arrows or its number, then press Enter.")


def _choices(
    given: Sequence[Item], columns: int, ticked: Sequence[int] | None = None
) -> list[questionary.Choice]:
    """Return the items as questionary's, each in as many lines as it needs."""
    # What questionary draws at the left: the pointer, and the tick where there are ticks.
    left = " " * (3 if ticked is None else 5)
    numbers = max(len(str(one.number)) for one in given)
    found: list[questionary.Choice] = []
    for place, one in enumerate(given):
        if one.apart:
            found.append(questionary.Separator(" "))
        lead = f"{one.number or '':>{numbers}} " + "  " * one.depth
        if one.heading:
            found.append(questionary.Separator(clean.one_line(one.label, columns - 3) or " "))
            continue
        lines = clean.wrapped(one.words(), columns - len(left), lead, " " * len(lead))
        # A text is never read as markup by questionary; a list of pieces would be styled.
        title = f"\n{left}".join(lines)
        found.append(questionary.Choice(title, place, checked=place in (ticked or ())))
    return found


class Lists:
    """Asks by lists, on one terminal."""

    def __init__(self, prompter: Prompter) -> None:
        """Ask by ``prompter``."""
        self._prompter = prompter

    def _columns(self) -> int:
        # Room for the bar that shows what is out of sight.
        return max(self._prompter.screen.get_size().columns - 2, 20)

    def _dressing(self, below: Below, listed: _List) -> Dressing:
        rows = self._prompter.screen.get_size().rows
        return Dressing(
            under=below.drawn,
            keys=listed.keys,
            state=listed.state,
            rows=max(rows - 7, 3),
            on_key=below.forget,
        )

    async def pick(self, given: Sequence[Item], below: Below, start: Pointing | None = None) -> int:
        """Ask for one of ``given``; return its place.

        Raises:
            Given: A command came instead.
        """
        listed = _List(given, below)
        question = questionary.select(
            "",
            _choices(given, self._columns()),
            qmark="",
            instruction=_("Arrows or number, then Enter") if len(given) > 1 else _("Press Enter"),
            use_jk_keys=False,
            use_emacs_keys=False,
            **self._prompter.settings(),
        )
        listed.made(question, start or Pointing(), several=False)
        found: int = await self._prompter.run(question, self._dressing(below, listed))
        return found

    async def tick(self, given: Sequence[Item], below: Below, start: Pointing) -> list[int]:
        """Ask for some of ``given``; return their places in order.

        Raises:
            Given: A command came instead.
        """
        listed = _List(given, below)
        question = questionary.checkbox(
            "",
            _choices(given, self._columns(), start.ticked),
            qmark="",
            instruction=_("Space or a number ticks, Enter goes on")
            if len(given) <= _MOST_DIGITS
            else _("Space ticks, Enter goes on"),
            use_jk_keys=False,
            use_emacs_keys=False,
            **self._prompter.settings(),
        )
        if start.at == _NOBODY:
            start = replace(start, at=min(start.ticked, default=0))
        listed.made(question, start, several=True)
        found: list[int] = await self._prompter.run(question, self._dressing(below, listed))
        return found

    async def confirm(
        self, yes: Item, no: Item, below: Below, standing: bool | None = None
    ) -> bool:
        """Ask for yes or no.

        Raises:
            Given: A command came instead.
        """
        y, n = yes.key or "y", no.key or "n"
        while True:
            question = questionary.confirm(
                "",
                default=standing,  # type: ignore[arg-type]  # None: Enter alone is no answer.
                qmark="",
                auto_enter=False,
                instruction=f"{y} = {yes.words()}, {n} = {no.words()}:  ",
                **self._prompter.settings(),
            )
            keys = KeyBindings()
            for item, key in ((yes, "y"), (no, "n")):
                for name in {item.key, clean.one_line(item.label)[:1].casefold()} - {"y", "n", ""}:
                    if items.pointed((yes, no), name) == (0 if item is yes else 1):
                        bind(keys, (name,), _feeding(key))
            bind(keys, (":",), lambda event: end(event.app, Given(Command.LINE)))
            bind(keys, (Keys.BracketedPaste,), lambda event: None)
            dressing = Dressing(under=below.drawn, keys=keys, on_key=below.forget)
            with saying(yes.words(), no.words()):
                found = await self._prompter.run(question, dressing)
            if found is not None:
                return bool(found)
            below.notice = _("Press {yes} or {no}, then Enter.").format(yes=y, no=n)

    async def complete(
        self,
        given: Sequence[Item],
        below: Below,
        *,
        typed: str = "",
        empty: int | None = None,
        others: int = 0,
    ) -> int:
        """Ask for one of many by typing a part of it; return its place.

        Args:
            given: What there is.
            below: What stands under it.
            typed: What stands there at first.
            empty: What Enter alone takes.
            others: How many other ways on there are, as ``:2``.

        Raises:
            Given: A command came instead.
        """
        names = items.unlike(given)
        named = [replace(one, label=name) for one, name in zip(given, names, strict=True)]

        def judge(text: str) -> bool | str:
            try:
                text = answer(text, others)
            except Given:
                return True
            except Unknown:
                return _("That is not a command. Press F1 to see the commands.")
            if not text.strip():
                return True if empty is not None else _("Type a part of it, then pick with ↓.")
            if items.meant(named, text) is not None:
                return True
            near = [names[place] for place in items.matching(named, text)][:1]
            if not near:
                return _("Nothing in the list is like that.")
            return _("Not in the list as it stands. Near to it: {name}. Pick with ↓.").format(
                name=clean.one_line(near[0], 60)
            )

        size = self._prompter.screen.get_size()
        question = questionary.autocomplete(
            "",
            names,
            qmark=">",
            completer=_Named(named),
            validate=judge,
            reserve_space_for_menu=min(8, max(size.rows - 8, 3)),
            validate_while_typing=False,
            input_processors=[Harmless()],
            **self._prompter.settings(),
        )
        buffer = buffer_of(question)
        put(buffer, typed)

        def opened() -> None:
            buffer.start_completion(select_first=False)

        keys = KeyBindings()
        bind(keys, (Keys.BracketedPaste,), paste_in_one_line)
        dressing = Dressing(
            under=below.drawn,
            keys=keys,
            state=lambda: buffer.text,
            at_start=opened,
            on_key=below.forget,
        )
        text = answer(await self._prompter.run(question, dressing), others)
        found = empty if not text.strip() else items.meant(named, text)
        if found is None:
            raise LookupError("the list took what it does not hold")
        return found


def _feeding(key: str) -> Callable[[KeyPressEvent], None]:
    from prompt_toolkit.key_binding.key_processor import KeyPress

    def feed(event: KeyPressEvent) -> None:
        event.key_processor.feed(KeyPress(key, key), first=True)

    return feed


class _Named(Completer):
    """Completes names by any part of them; what is shown is plain text, never markup."""

    def __init__(self, given: Sequence[Item]) -> None:
        self._given = given

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Return what the text may stand for."""
        typed = document.text
        if typed.lstrip().startswith(":"):
            return
        for place in items.matching(self._given, typed):
            one = self._given[place]
            yield Completion(
                # Two colons stand for one that is no command.
                f":{one.label}" if one.label.startswith(":") else one.label,
                start_position=-len(document.text_before_cursor),
                display=[("", clean.one_line(one.label, 70))],
                display_meta=[("", clean.one_line(one.note, 60))] if one.note else None,
            )
