"""How the main states look, as plain text at 80 by 24.

The pictures are in ``states/``. To draw them again after a change that is meant, run this
file's tests with ``FAIRHAND_REDRAW=1`` and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fake_pages import DANGER, END, MENU, REVIEW, SIGN_OFF, TEXT, TOGETHER, TOWNS, WHAT, WHEN, WHOLE
from fake_session import Session

STATES = Path(__file__).parent / "states"

CASES = {
    "message": (DANGER, ()),
    "choice": (WHAT, ()),
    "choice-picked": (WHAT, ("3",)),
    "choice-left-open": (WHAT, ("tab", "right", "space")),
    "date-with-suggestion": (WHEN, ()),
    "date-with-error": (WHEN, (*"wrong", "enter")),
    "group": (TOGETHER, ("2", "4")),
    "group-further-down": (TOGETHER, ("2", "enter", "@", "enter")),
    "long-text": (TEXT, (*"He wrote", "space", "[", "enter")),
    "review": (REVIEW, ("down", "down")),
    "menu": (MENU, ()),
    "help": (WHAT, ("f1",)),
    "end": (END, ()),
    "open-record": (WHOLE, ()),
    "sign-off": (SIGN_OFF, ()),
    "date-understood": (WHEN, tuple("2026-03-03")),
    "date-by-parts": (WHEN, (*"2026-03-03", "ctrl+t")),
    "date-by-parts-between": (WHEN, ("ctrl+t", "right", "right", "down", *"2026")),
    "found-in-a-list": (TOWNS, tuple("to")),
    "cover": (WHOLE, ("f9",)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_state_looks_as_drawn(play, name):
    page, keys = CASES[name]
    drawn = []

    async def act(stage):
        await stage.press(*keys)
        if name == "date-with-error":
            await stage.shows("There is no such day.")
        if name == "date-understood":
            await stage.shows("3 March 2026 Ctrl+T")
        if name == "date-by-parts":
            await stage.shows("= 3 March 2026")
        await stage.settle()
        drawn.append(stage.text() + "\n")

    play(act, Session((page, END) if page is not END else (END,), lockable=False))
    file = STATES / f"{name}.txt"
    if os.environ.get("FAIRHAND_REDRAW"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn[0], encoding="utf-8")
    assert drawn[0] == file.read_text(encoding="utf-8")
