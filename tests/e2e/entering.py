"""Entering what belongs on a page, in each interactive face, with the page known as data."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import walking_prompts
import walking_screen
from hands import Hands, Plain, Prompts, Screen, flat
from journey import Pick, Story, Type
from persona import Taken
from terminal import PATIENCE, Terminal

from tui.session.page import Field, Left, Page, Raw

Values = dict[str, Raw | Left | Taken]
_LEFT = ("skipped", "not-sure", "later")


class Pages:
    """The pages that a program in a terminal tells on the side."""

    def __init__(self, terminal: Terminal, file: Path) -> None:
        self.terminal = terminal
        self.file = file
        self.seen = 0

    def next(self) -> Page:
        """Wait for the next page."""
        end = time.monotonic() + PATIENCE
        while True:
            open_ = self.terminal.pump(0.02)
            lines = self.file.read_bytes().split(b"\n") if self.file.exists() else [b""]
            if len(lines) - 1 > self.seen:
                self.seen += 1
                return msgspec.json.decode(lines[self.seen - 1], type=Page)
            if not open_ or time.monotonic() > end:
                raise AssertionError(f"no other page came\n{self.terminal.text()}")


def label_of(field: Field, code: str) -> str:
    return next(one.label for one in field.options if one.code == code)


class Entering:
    """Enters values on pages, in one face."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.terminal = hands.terminal

    def enter(self, page: Page, values: Values, choice: str) -> None:
        raise NotImplementedError

    def back(self) -> None:
        raise NotImplementedError

    def undo(self) -> None:
        raise NotImplementedError


class InLines(Entering):
    """Everything is a line, so all of a page can be typed at once."""

    def enter(self, page: Page, values: Values, choice: str) -> None:
        lines: list[str] = []
        for field in page.fields:
            lines += self._lines(field, values[field.name])
        ways = [one.code for one in (*page.lines, *page.choices) if one.code]
        if not page.fields:
            lines.append("" if len(ways) == 1 else str(ways.index(choice) + 1))
        else:
            assert choice == ways[0] == "next"
        for line in lines:
            self.terminal.keys(line, "enter")

    def _lines(self, field: Field, value: Raw | Left | Taken) -> list[str]:
        if isinstance(value, Taken):
            return [":y"]
        if isinstance(value, Left):
            return [{"skipped": ":s", "not-sure": ":n", "later": ":l"}[value.how]]
        if field.options:
            codes = [one.code for one in field.options]
            picked = [value] if isinstance(value, str) else value
            return [", ".join(str(codes.index(one) + 1) for one in picked)]
        assert isinstance(value, str)
        if field.type == "long-text":
            return [*(f":{line}" if line[0] == ":" else line for line in value.split("\n")), "."]
        return [value]

    def back(self) -> None:
        self.terminal.keys(":b", "enter")

    def undo(self) -> None:
        self.terminal.keys(":u", "enter")


class OnScreen(Entering):
    """Field by field, each seen before it is filled."""

    def enter(self, page: Page, values: Values, choice: str) -> None:
        if not page.fields:
            (words,) = [one.text for one in page.text][-1:] or [page.title]
            ways = (*page.lines, *page.choices)
            label = next(one.label for one in ways if one.code == choice)
            walking_screen.go(self.terminal, words[:40], label)
            return
        assert choice == page.choices[0].code
        start = self._start(page)
        assert all(one.value == values[one.name] for one in page.fields[:start])
        for number, field in [*enumerate(page.fields)][start:]:
            self._at(page, field)
            last = number == len(page.fields) - 1
            value = values[field.name]
            goes_on = self._fill(field, value)
            if isinstance(value, list) and "+" in value:
                return  # It asks for the name at once.
            if last and not goes_on:
                self.terminal.keys(walking_screen.NEXT)
            elif not last and not goes_on:
                self._leave(field)

    def _start(self, page: Page) -> int:
        """Return the number of the field that has the focus: where it stands already, go on."""
        labels = [one.label for one in page.fields]
        if labels == [page.title]:
            return 0
        found: list[int] = []

        def focused(_: str) -> bool:
            text = flat(walking_screen.focused(self.terminal))
            found[:] = [number for number, label in enumerate(labels) if label in text]
            return bool(found)

        self.terminal.wait(focused, " or ".join(labels))
        return found[0]

    def _at(self, page: Page, field: Field) -> None:
        title = [one.label for one in page.fields] == [page.title]
        self.terminal.wait(
            lambda text: (
                field.label in flat(text if title else walking_screen.focused(self.terminal))
            ),
            field.label,
        )

    def _leave(self, field: Field) -> None:
        """Go to the next field, past the ways to leave this one open."""
        if field.type != "long-text":
            self.terminal.keys("enter")
            return
        self.terminal.keys("tab")
        self._lit("Skip")
        self.terminal.keys("tab")

    def _fill(self, field: Field, value: Raw | Left | Taken) -> bool:
        """Fill a field; return whether that went on to the next one."""
        if isinstance(value, Taken):
            self.terminal.keys("tab")
            self.terminal.wait_for("› Use:")  # noqa: RUF001 - the face's pointer
            self.terminal.keys("enter")
            self.terminal.wait_gone("› Use:")  # noqa: RUF001
            return False
        if isinstance(value, Left):
            if field.suggested:
                self.terminal.keys("tab")
                self.terminal.wait_for("› Use:")  # noqa: RUF001
            self.terminal.keys("tab")
            self._lit("Skip")
            for word in ("Not sure", "Later")[: _LEFT.index(value.how)]:
                self.terminal.keys("right")
                self._lit(word)
            self.terminal.keys("enter")
            return True
        if not field.options:
            assert isinstance(value, str)
            walking_screen._fill(self.terminal, Story({field.label: (Type(value),)}), field.label)
            return False
        codes = [one.code for one in field.options]
        for code in [value] if isinstance(value, str) else value:
            label = label_of(field, code)
            long = len(codes) >= 12
            self.terminal.keys(
                f"{codes.index(code) + 1:02d}" if long else str(codes.index(code) + 1)
            )
            self.terminal.wait(
                lambda _, label=label: (
                    walking_screen._option(self.terminal, label)[0]  # type: ignore[misc]
                    in walking_screen.MARKED
                ),
                label,
            )
        return False

    def _lit(self, word: str) -> None:
        self.terminal.wait(lambda _: walking_screen._is_lit(self.terminal, word), f"{word}, lit")

    def back(self) -> None:
        self.terminal.keys("escape")

    def undo(self) -> None:
        self.terminal.keys("f5")


class ByPrompts(Entering):
    """Prompt by prompt, each drawn before it is answered."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self.mark = 0

    def enter(self, page: Page, values: Values, choice: str) -> None:
        for field in page.fields:
            self._field(field, values[field.name])
        if not page.fields:
            prompt = self._prompt()
            ways = (*page.lines, *page.choices)
            label = next(one.label for one in ways if one.code == choice)
            if walking_prompts.ONE_WAY in prompt:
                self.terminal.keys("enter")
            else:
                walking_prompts._answer(self.terminal, prompt, Pick(label))

    def _prompt(self) -> str:
        found: list[tuple[str, str]] = []

        def asked(_: str) -> bool:
            one = walking_prompts._asked(self.terminal, self.mark)
            found[:] = [one] if one else []
            return bool(found)

        self.terminal.wait(asked, "a prompt")
        self.mark = len(self.terminal.raw)
        return found[0][1]

    def _field(self, field: Field, value: Raw | Left | Taken) -> None:
        prompt = self._prompt()
        if isinstance(value, Taken):
            self.terminal.keys(":y", "enter")
        elif isinstance(value, Left) and value.how == "skipped":
            walking_prompts._skip(self.terminal, prompt)
        elif isinstance(value, Left):
            self.terminal.keys({"not-sure": ":n", "later": ":l"}[value.how], "enter")
        elif field.options:
            labels = [
                label_of(field, one) for one in ([value] if isinstance(value, str) else value)
            ]
            walking_prompts._answer(self.terminal, prompt, Pick(*labels))
        elif field.type == "long-text":
            # Typed, a colon at the start of a line would be a command.
            self.terminal.keys(f"\x1b[200~{value}\x1b[201~", walking_prompts.ENDS_TEXT)
        else:
            assert isinstance(value, str)
            walking_prompts._answer(self.terminal, prompt, Type(value))

    def back(self) -> None:
        self._prompt()
        self.terminal.keys("escape")

    def undo(self) -> None:
        self._prompt()
        self.terminal.keys("f5")


WAYS: dict[type[Hands], type[Entering]] = {Plain: InLines, Screen: OnScreen, Prompts: ByPrompts}
