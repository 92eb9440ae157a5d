"""The same answers give the same papers, byte for byte, whichever face took them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")

import walking_plain
import walking_prompts
from fixed_clock import NOW
from homes import Home, made_in
from journey import WORDS, first_run
from terminal import Conversation, Terminal
from walking_screen import told

from tui.commands.programs import loaded
from tui.faces.fill import Order, fill

ANSWERS = f"""
script: log
answers:
  moment: clear
  device_is: mine
  can_reach: [none]
  watched: 'no'
  could_find: [none]
  could_alert: 'no'
  worse: 'no'
  other_place: none
  province: {{open: skipped}}
  young: {{open: skipped}}
  background_now: later
incidents:
  - occurred: 2026-03-03T17:46
    kind: message
    what: |-
      {WORDS.replace(chr(10), chr(10) + "      ")}
    have: [screenshot, printed]
    more: keep
"""


def command(face: str) -> list[str]:
    return [sys.executable, "-P", str(Path(__file__).with_name("fixed_clock.py")), face]


def papers(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def by_screen(home: Home) -> None:
    story = first_run(home.vault, home.papers)
    with Terminal(home=home.path, command=command("screen"), rows=40) as terminal:
        told(terminal, story)
        assert terminal.end() == 0


def by_line(home: Home) -> None:
    story = first_run(home.vault, home.papers)
    with Conversation(home=home.path, command=command("plain")) as talk:
        walking_plain.walk(talk, story, until="to clear what it shows.\n")
        assert talk.end()[0] == 0


def by_prompts(home: Home) -> None:
    story = first_run(home.vault, home.papers)
    with Terminal(home=home.path, command=command("prompts"), rows=40) as terminal:
        walking_prompts.told(terminal, story)
        assert terminal.end() == 0


def by_file(home: Home) -> None:
    order = Order(
        script="log",
        answers=ANSWERS.encode(),
        name="answers.yaml",
        out=home.papers,
        forms=("docx", "pdf"),
        size="a4",
        clock=lambda: NOW,
    )
    assert fill(loaded(), order).problems == []


def test_every_face_leads_to_the_same_papers(tmp_path: Path) -> None:
    written = {}
    for way in (by_file, by_line, by_screen, by_prompts):
        home = made_in(tmp_path / way.__name__)
        way(home)
        written[way.__name__] = papers(home.papers)
    # A file of answers gives all papers of the journey; the other ways ask for the log alone.
    first = {name: made for name, made in written["by_file"].items() if name in written["by_line"]}
    assert [Path(name).suffix for name in first] == [".docx", ".pdf"]
    for name, content in first.items():
        for way in ("by_line", "by_screen", "by_prompts"):
            assert written[way][name] == content, f"{way}: {name} differs"
