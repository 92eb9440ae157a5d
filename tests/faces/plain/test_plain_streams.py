"""Streams of all kinds: closed, interrupted, cut, of any encoding."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from plain_scripted import END, Scripted, asking, talk

from tui.faces.plain import run
from tui.session.page import Choice, Field, Left, Page, Raw

LANGUAGES = (Choice("it", "Italian"), Choice("el", "Greek"), Choice("pa", "Punjabi, India"))


def pick(name: str = "lang", type: str = "choice", **more: object) -> Field:
    return Field(name=name, type=type, label="Which language?", options=LANGUAGES, **more)  # type: ignore[arg-type]


def text(name: str = "name", type: str = "text", **more: object) -> Field:
    return Field(name=name, type=type, label=f"What is the {name}?", **more)  # type: ignore[arg-type]


class Closing(io.StringIO):
    """An output whose reader goes away after some lines."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def write(self, text: str) -> int:
        self.after -= 1
        if self.after < 0:
            raise BrokenPipeError
        return len(text)


@pytest.mark.parametrize("after", [0, 1, 5, 9])
def test_an_output_that_closes_ends_it_quietly(after: int) -> None:
    app = Scripted(asking(text("a", "long-text")), asking(pick()), END)
    assert run(app, io.StringIO("one\ntwo\n.\n1\n"), Closing(after)) == 0
    assert app.left


class Interrupted(io.StringIO):
    """An input where ctrl+c is pressed after the lines it holds."""

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        line = super().readline()
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_keeps_the_draft_and_lets_go() -> None:
    app = Scripted(asking(text("a", "long-text")), END)
    with pytest.raises(KeyboardInterrupt):
        run(app, Interrupted("half a story\n"), io.StringIO())
    assert app.left
    assert app.drafts == {"a": "half a story"}


def test_a_failure_inside_still_lets_go() -> None:
    def judge(page: Page, values: Mapping[str, Raw | Left], choice: str) -> Page | None:
        raise RuntimeError

    app = Scripted(asking(text()), END, judge=judge)
    with pytest.raises(RuntimeError):
        run(app, io.StringIO("x\n"), io.StringIO())
    assert app.left


def test_a_line_longer_than_any_answer_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.faces.plain.reading.LONGEST", 100)
    app = Scripted(asking(text("a")), asking(text("b", "long-text")), END)
    _, shown = talk(app, "x" * 250, "short", "y" * 101, "kept", ".")
    assert app.answers() == {"a": "short", "b": "kept"}
    assert shown.count("longer than this window can pass on") == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_any_encoding_of_the_streams_will_do(encoding: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff\xfe bytes\n"), encoding="utf-8")
    app = Scripted(asking(Field(name="a", type="text", label="Où ? 😂 ਪੰਜਾਬੀ")), END)
    assert run(app, stdin, out) == 0
    assert app.answers() == {"a": "\ufffd\ufffd bytes"}
    assert b" ? ?" in raw.getvalue()


def test_the_face_imports_nothing_but_the_standard_library_and_the_pages() -> None:
    code = (
        "import sys, tui.faces.plain\n"
        "print([m for m in ('textual','questionary','rich','babel','readline','curses')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "[]"
