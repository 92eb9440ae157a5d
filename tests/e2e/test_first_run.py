"""The real program, from the first screen to finished papers, as a person would use it."""

from __future__ import annotations

import base64
import zipfile

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

import walking_plain
import walking_prompts
from homes import Home
from journey import PASSPHRASE, WORDS, first_run
from terminal import Conversation, Terminal
from walking_screen import told

from tui.vault.vault import Vault

LEFT = "Close this window to clear what it shows.\n"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_on_the_screen(home: Home, columns: int, rows: int) -> None:
    story = first_run(home.vault, home.papers)
    with Terminal(home=home.path, cwd=home.cwd, columns=columns, rows=rows) as terminal:
        told(terminal, story)
        assert terminal.end() == 0
        # What is left in the window is blank, its scrollback too.
        after = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2]
        assert b"\x1b[3J" in after
        assert not any(word.encode() in after for word in WORDS.split("\n"))
        assert PASSPHRASE.encode() not in terminal.raw
    finished(home)


def test_line_by_line(home: Home) -> None:
    story = first_run(home.vault, home.papers)
    with Conversation("--face", "plain", home=home.path, cwd=home.cwd) as talk:
        walking_plain.walk(talk, story, until=LEFT)
        assert talk.end() == (0, "")
        assert story.untold() == set()
        assert "\x1b" not in talk.transcript and "\r" not in talk.transcript
        assert PASSPHRASE not in talk.transcript
    finished(home)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_by_prompts(home: Home, columns: int, rows: int) -> None:
    story = first_run(home.vault, home.papers)
    size = {"columns": columns, "rows": rows}
    with Terminal("--face", "prompts", home=home.path, cwd=home.cwd, **size) as terminal:
        walking_prompts.told(terminal, story)
        assert terminal.end() == 0
        assert story.untold() == set()
        # What is left in the window is blank, its scrollback too.
        assert b"\x1b[3J" in terminal.raw and terminal.text().strip() == ""
        assert PASSPHRASE.encode() not in terminal.raw
    finished(home)


def finished(home: Home) -> None:
    """The papers are there and say what was told, the rest is sealed, nothing else is new."""
    kinds = sorted(file.suffix for file in home.papers.iterdir())
    assert kinds == [".docx", ".pdf"]
    (docx,) = home.papers.glob("*.docx")
    with zipfile.ZipFile(docx) as inside:
        text = inside.read("word/document.xml").decode()
    for line in WORDS.split("\n"):
        assert line in text
    assert home.strayed() == []
    with Vault.open(home.vault, PASSPHRASE) as vault:
        (info,) = vault.cases()
        assert len(vault.case(info.id).rows("incidents")) == 1
    for file in home.vault.rglob("*"):
        if file.is_file() and file.name != "lock":
            data = file.read_bytes()
            sealed = (
                [base64.b64decode(line, validate=True) for line in data.splitlines()]
                if file.suffix == ".txt"
                else [data]
            )
            assert all(one.startswith(b"age-encryption.org/v1\n") for one in sealed), file
