"""The real program, from the first screen to finished papers, as a person would use it."""

from __future__ import annotations

import zipfile

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

import walking_plain
from homes import Home
from journey import PASSPHRASE, WORDS, Story, first_run
from terminal import Conversation, Terminal
from walking_screen import answer, go, read, skip

from tui.vault.vault import Vault

LEFT = "Close this window to clear what it shows.\n"


def told_on_screen(terminal: Terminal, story: Story) -> None:
    go(terminal, "Welcome", "Start a record of my own")
    read(terminal, "You can leave at any moment")
    answer(terminal, story, "Is this a good moment")
    answer(terminal, story, "Whose device is this?", "What can the person you worry about do")
    answer(terminal, story, "see what you do on this device")
    answer(terminal, story, "Where could they come across a record?")
    answer(
        terminal,
        story,
        "Could they find out that you took a copy",
        "Could things get worse for you",
    )
    read(terminal, "A browser keeps a list of the pages")
    answer(terminal, story, "Is there another place")
    skip(terminal, "Which province or territory", "help lines for young people")
    read(terminal, "Here are people you can talk to")
    read(terminal, "These are for young people")
    read(terminal, "you can keep the record on this device")
    answer(terminal, story, "Which folder?")
    answer(terminal, story, "Your passphrase", "The same once more")
    read(terminal, "Four short questions are enough")
    for question in (
        "When did it happen?",
        "How did it reach you?",
        "What happened?",
        "What do you have that shows it?",
        "This entry can be kept as it is",
    ):
        answer(terminal, story, question)
    go(terminal, "Come back to this entry", "This is done")
    go(terminal, "Write down another thing that happened?", "No, go on")
    answer(terminal, story, "There are some questions about the whole story")
    go(terminal, "once, when it suits you", "This is done")
    read(terminal, "From the menu you can make your log")
    go(terminal, "There is 1 entry.", "Make a paper")
    go(terminal, "Back to the menu", "Technology-Facilitated Violence log")
    answer(terminal, story, "Which kinds of file?", "Which paper size?", "Into which folder?")
    read(terminal, "Move them or delete them")
    go(terminal, "There is 1 entry.", "Leave")
    go(terminal, "You can close this window now.", "Leave")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_on_the_screen(home: Home, columns: int, rows: int) -> None:
    story = first_run(home.vault, home.papers)
    with Terminal(home=home.path, cwd=home.cwd, columns=columns, rows=rows) as terminal:
        told_on_screen(terminal, story)
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
            assert file.read_bytes().startswith(b"age-encryption.org/v1\n"), file
