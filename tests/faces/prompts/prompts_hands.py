"""Answering pages of a real session with the keys a person would press."""

from __future__ import annotations

import re
from typing import Any

from prompts_stage import Stage, paste

from tui.session.page import Field, Left, Page, Raw

DRAWN = "\x1b[?25h"
"""What ends each drawing: the cursor shows again."""
_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LETTERS = {"skipped": "s", "not-sure": "n", "later": "l"}
_LISTED = 12


class Hands:
    """Gives each page what is to be entered and chosen there."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.mark = 0

    def turn(self, page: Page, values: dict[str, Raw | Left], choice: str) -> None:
        """Enter ``values`` on ``page`` and go on by ``choice``."""
        for field in page.fields:
            self._asked(field.label)
            for part in field.parts:
                self._asked(part.label)
                texts = values[field.name]
                assert isinstance(texts, list)
                self._last(texts[field.parts.index(part)], "enter")
            if not field.parts:
                self._enter(field, values[field.name])
        codes = [one.code for one in page.choices]
        if page.fields and (len(codes) <= 1 or codes[0] == "next"):
            assert choice in (*codes[:1], "next")
            return
        label = next((one.label for one in page.choices if one.code == choice), "Go on")
        self._asked(label, hint="")
        if len(codes) > 1:
            self._press(label)
            self.stage.wait(
                lambda text: re.search(rf"» *\d* *{re.escape(label[:30])}", text), label
            )
        self._last("enter")

    def _asked(self, label: str, hint: str = "ctrl+q leaves") -> None:
        """Wait until ``label`` was asked since the last answer, and all of it is drawn."""
        wanted = " ".join(label.split())

        def asks(_text: str) -> bool:
            since = " ".join(_SEQUENCE.sub("", self.stage.raw[self.mark :]).split())
            more = "There is more. Press any key." in since
            asked = wanted in since and hint in since.rpartition(wanted)[2]
            return self.stage.raw.endswith(DRAWN) and (asked or more)

        self.stage.wait(asks, label)
        since = _SEQUENCE.sub("", self.stage.raw[self.mark :])
        if "There is more. Press any key." in since:
            self._last(" ")
            self._asked(label, hint)

    def _press(self, key: str) -> None:
        before = self.stage.raw
        self.stage.keys(key)
        self.stage.wait(lambda _: self.stage.raw != before and self.stage.raw.endswith(DRAWN), key)

    def _last(self, *keys: str) -> None:
        """Press the keys that end a prompt; what is written from now on is the next one's."""
        self.mark = len(self.stage.raw)
        self.stage.keys(*keys)

    def _enter(self, field: Field, value: Raw | Left) -> None:
        listed = bool(field.options) or field.type == "yes-no"
        if isinstance(value, Left):
            if listed and (field.type != "choice" or len(field.options) <= _LISTED):
                self._press(":")
                self.stage.wait_for("A letter, then Enter.")
                self._last(_LETTERS[value.how], "enter")
            else:
                self._last(f":{_LETTERS[value.how]}", "enter")
        elif field.type == "yes-no":
            self._last("y" if value == "yes" else "n", "enter")
        elif field.options:
            self._pick(field, [value] if isinstance(value, str) else value)
        elif field.type == "long-text":
            self._last("ctrl+u", paste(_text(value)), "ctrl+n")
        elif field.type == "files":
            names = value.split("\n") if isinstance(value, str) else value
            self._last(*(key for name in names for key in (name, "enter")), "enter")
        else:
            self._last("ctrl+u", _text(value), "enter")

    def _pick(self, field: Field, codes: list[str]) -> None:
        places = [one.code for one in field.options]
        for code in codes:
            number = places.index(code) + 1
            if field.type == "choice" and len(field.options) > _LISTED:
                self._last(field.options[number - 1].label, "enter")
                return
            self._press(str(number))
            self.stage.wait(lambda text, n=number: re.search(rf"» [○●]? *{n} ", text))
            if field.type != "choice" and not re.search("» ●", self.stage.text()):
                self._press(" ")
                self.stage.wait(lambda text: "» ●" in text)
        self._last("enter")


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def drive(stage: Stage, app: Any, turn: Any, most: int = 400) -> None:
    """Go from page to page until the menu."""
    hands = Hands(stage)
    for _ in range(most):
        page = app.page
        if page.id == "home":
            return
        values, choice = turn(page)
        hands.turn(page, values, choice)
        stage.wait(lambda _, page=page: app.page is not page, page.id)
        wrong = [(one.name, one.error) for one in app.page.fields if one.error]
        assert app.page.id != page.id or not wrong, wrong
    raise AssertionError(f"never came home; now at {app.page.id}")
