"""Walking a story through the prompts face, with the keys a person would press."""

from __future__ import annotations

import re

from journey import Pick, Story, Type
from terminal import Terminal

CLEAR_LINE = "\x15"  # ctrl+u
ENDS_TEXT = "\x1b\r"  # Alt+Enter
MORE = "There is more. Press any key."
ONE_WAY, LIST, TICKS = "  Press Enter", "Arrows or number, then Enter", "ticks, Enter goes on"
TEXT, FIELD = "Enter makes a new line.", "Esc goes back · F1 help · ctrl+q leaves"
YES_OR_NO = "y = Yes, n = No:"
_IN_LINE = (
    f"  {LIST}",
    f"  Space {TICKS}",
    f"  Space or a number {TICKS}",
    f"  {YES_OR_NO}",
    f" {MORE}",
)
DRAWN = b"\x1b[?25h"
"""What ends each drawing: the cursor shows again."""

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


def told(terminal: Terminal, story: Story) -> None:
    """Answer what is asked until the last page was read; the rest is skipped."""
    mark = 0
    while True:
        terminal.wait(lambda _, mark=mark: _asked(terminal, mark) is not None, "a prompt")  # type: ignore[misc]
        said, prompt = _asked(terminal, mark) or ("", "")
        mark = len(terminal.raw)
        question = story.question(f"{said}\n{prompt}")
        if "You can close this window now." in said:
            terminal.keys("enter")
            return
        if MORE in prompt:
            terminal.keys(" ")
        elif question is None and FIELD in prompt:
            _skip(terminal, prompt)
        elif question is None and not prompt.startswith(ONE_WAY):
            terminal.keys("1")
            terminal.wait(lambda text: re.search(r"» +1 ", text) is not None, "the first")
            terminal.keys("enter")
        elif prompt.startswith(ONE_WAY):
            terminal.keys("enter")
        else:
            _answer(terminal, prompt, story.answer(question))


def _asked(terminal: Terminal, mark: int) -> tuple[str, str] | None:
    """Return what was said since ``mark``, and the prompt under it once it is drawn whole.

    A prompt that was answered may be drawn once more before it is taken away: above such a
    one nothing is said.
    """
    if not terminal.raw.endswith(DRAWN):
        return None
    plain = _SEQUENCE.sub(b"", bytes(terminal.raw[mark:])).decode(errors="replace")
    lines = [line for line in plain.replace("\r", "").split("\n") if line.strip()]
    starts = [place for place, line in enumerate(lines) if _starts(line)]
    if not starts or all(_starts(line) for line in lines[: starts[-1]]):
        return None
    return "\n".join(lines[: starts[-1]]), "\n".join(lines[starts[-1] :])


def _starts(line: str) -> bool:
    return line in (">", "> ") or line.startswith((">  ", ONE_WAY, *_IN_LINE))


def _skip(terminal: Terminal, prompt: str) -> None:
    if LIST in prompt:
        _point(terminal, "Skip this question", "Skip")
        terminal.keys("enter")
    elif TICKS in prompt or YES_OR_NO in prompt:
        terminal.keys(":")
        terminal.wait_for("A letter, then Enter.")
        terminal.keys("s", "enter")
    else:
        terminal.keys(":s", "enter")


def _answer(terminal: Terminal, prompt: str, wanted: Pick | Type) -> None:
    if isinstance(wanted, Type):
        if "Nothing shows while you type." not in prompt:
            terminal.keys(CLEAR_LINE)
        terminal.keys(wanted.words.replace("\n", "\r"))
        terminal.keys(ENDS_TEXT if TEXT in prompt else "enter")
    elif YES_OR_NO in prompt:
        terminal.keys("y" if wanted.labels == ("Yes",) else "n")
        terminal.keys("enter")
    elif TICKS in prompt:
        for label in wanted.labels:
            while not _is_pointed_at(terminal, label):
                _press(terminal, "down")
            if "» ○" in terminal.text():
                _press(terminal, " ")
        terminal.keys("enter")
    else:
        (label,) = wanted.labels
        if LIST in prompt:
            _point(terminal, label, label)
        else:
            terminal.keys(label)
        terminal.keys("enter")


def _press(terminal: Terminal, key: str) -> None:
    """Press a key, and wait until what it changes is drawn whole."""
    before = terminal.text()
    terminal.keys(key)
    terminal.wait(lambda text: text != before and terminal.raw.endswith(DRAWN), key)


def _point(terminal: Terminal, label: str, keys: str) -> None:
    terminal.keys(keys)
    terminal.wait(lambda _: _is_pointed_at(terminal, label), label)


def _is_pointed_at(terminal: Terminal, label: str) -> bool:
    start = re.escape(label[:30])
    return re.search(rf"» [○●]? *\d* *{start}", terminal.text()) is not None
