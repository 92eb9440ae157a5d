"""The plain face at a real terminal: hidden typing, ctrl+d, ctrl+c, wrapping, long lines."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""What the face sends when it ends: the one sequence it has."""

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PROGRAM = """
import json, sys
from plain_scripted import END, Scripted, asking
from tui.faces.plain import run
from tui.session.page import Field
from tui.session.settings import Settings
kinds = sys.argv[4:]
fields = [
    Field(name=k + str(n), type=k, label="Question " + str(n) + " " + "long words " * 12)
    for n, k in enumerate(kinds)
]
app = Scripted(*[asking(field, has_menu=True) for field in fields], END)
app.kept = sys.argv[2] != "nowhere"
app.settings = Settings(idle_minutes=float(sys.argv[3]))
code = 99
try:
    code = run(app, sys.stdin, sys.stdout)
except KeyboardInterrupt:
    code = 130
finally:
    with open(sys.argv[1], "w") as file:
        json.dump([code, app.answers(), app.drafts, app.left], file)
"""


class Talk:
    def __init__(
        self,
        tmp_path: Path,
        *kinds: str,
        columns: int = 60,
        kept: str = "somewhere",
        idle: float = 0,
    ) -> None:
        self.result = tmp_path / "result.json"
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM, str(self.result), kept, str(idle), *kinds],
            env={
                **os.environ,
                "TERM": "xterm",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)]),
            },
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=30,
        )
        self.child.delaybeforesend = None

    def answer(self, prompt: str, text: str) -> str:
        self.child.expect_exact(prompt)
        if prompt == "Type it: ":
            self.child.waitnoecho(timeout=30)
        before = str(self.child.before)
        self.child.send(text)
        return before

    def end(self) -> tuple[list[object], str]:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return json.loads(self.result.read_text()), str(self.child.before)


def test_a_passphrase_does_not_show(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "secret", "text")
    talk.answer("Type it: ", "correct horse\r")
    shown = talk.answer("Answer: ", "plain\r")
    assert "correct horse" not in shown
    result, rest = talk.end()
    assert result == [0, {"secret0": "correct horse", "text1": "plain"}, {}, True]
    assert "\x1b" not in shown + rest.replace(CLEAR, "", 1)


def test_lines_wrap_before_the_edge(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "text", columns=40)
    shown = talk.answer("Answer: ", "x\r")
    assert all(len(line) < 40 for line in shown.split("\r\n"))
    assert "\r\n  words" in shown
    assert "\r" not in shown.replace("\r\n", "")
    assert talk.end()[0][0] == 0


def test_ctrl_d_ends_a_long_text_and_then_leaves(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "long-text", "text")
    talk.answer("only a dot.\r\n", "half a story\r\x04")
    talk.answer("Answer: ", "\x04")
    result, rest = talk.end()
    assert result == [0, {"long-text0": "half a story"}, {}, True]
    assert CLEAR in rest and "You have left." in rest.rpartition(CLEAR)[2]


def test_ctrl_c_leaves_and_keeps_the_draft(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "long-text")
    # Ctrl+c throws away what the program has not read yet; its help proves that it has.
    talk.answer("only a dot.\r\n", "half a story\r:?\r")
    talk.answer("or with :d.", "\x03")
    result, _ = talk.end()
    assert result == [130, {}, {"long-text0": "half a story"}, True]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is another elsewhere")
def test_a_line_that_the_terminal_cut_is_not_taken(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "text")
    talk.answer("Answer: ", "y" * 5000 + "\r")
    talk.answer("Answer: ", "short\r")
    result, _ = talk.end()
    assert result == [0, {"text0": "short"}, {}, True]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is another elsewhere")
def test_a_long_text_says_at_its_end_which_lines_it_lacks(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "long-text", "text")
    talk.answer("only a dot.\r\n", "one\r" + "y" * 5000 + "\rtwo\r.\r")
    talk.answer("1 line was too long", "1\r")
    talk.answer("Go on typing.", "three\r.\r")
    talk.answer("Answer: ", "x\r")
    assert talk.end()[0] == [0, {"long-text0": "one\ntwo\nthree", "text1": "x"}, {}, True]
    talk = Talk(tmp_path, "long-text")
    talk.answer("only a dot.\r\n", "y" * 5000 + "\rtwo\r.\r")
    talk.answer("1 line was too long", "2\r")
    assert talk.end()[0] == [0, {"long-text0": "two"}, {}, True]


@pytest.mark.parametrize("kind", ["long-text", "text", "when"])
def test_nobody_there_locks_it_with_what_was_begun(tmp_path: Path, kind: str) -> None:
    talk = Talk(tmp_path, kind, idle=0.01)
    talk.answer("Answer: " if kind != "long-text" else "only a dot.\r\n", "half a line")
    result, rest = talk.end()
    assert result == [-1, {}, {f"{kind}0": "half a line"}, True]
    # Nothing of it is left to see.
    assert rest.endswith(CLEAR)


def test_a_passphrase_begun_is_no_draft(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "secret", idle=0.01)
    talk.answer("Type it: ", "correct hor")
    result, rest = talk.end()
    assert result == [-1, {}, {}, True]
    assert "correct" not in rest


def test_what_is_kept_nowhere_is_covered_until_enter(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "text", "long-text", kept="nowhere")
    talk.answer("Answer: ", "Sam\r")
    talk.answer("only a dot.\r\n", "half a story\r:x\r")
    covered = talk.answer("Press Enter to show it again.", "\r")
    assert CLEAR in covered and "Question" not in covered.partition(CLEAR)[2]
    talk.answer("Now: half a story", "2\r")
    talk.answer("only a dot.\r\n", "and more\r.\r")
    answers = {"text0": "Sam", "long-text1": "half a story\nand more"}
    assert talk.end()[0] == [0, answers, {"long-text1": "half a story"}, True]


def test_an_idle_record_that_is_kept_nowhere_is_covered_too(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "text", kept="nowhere", idle=0.01)
    talk.answer("Answer: ", "half a line")
    talk.answer("Press Enter to show it again.", "\r")
    talk.answer("Now: half a line", "\x04")
    assert talk.end()[0] == [0, {}, {"text0": "half a line"}, True]
