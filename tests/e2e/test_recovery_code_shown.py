"""A recovery code in the real program: shown once, then nowhere to be found."""

from __future__ import annotations

import re
from functools import partial

import pytest
import walking_screen
from homes import Home
from memory import holds
from terminal import Terminal

from tui.vault import Vault

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")

PASSPHRASE = "walnut ferry tangent oxide"
FACES = {
    "screen": (("1", walking_screen.NEXT), ("f9",)),
    "prompts": (("y", "enter"), (":x", "enter")),
    "plain": (("Yes", "enter"), (":x", "enter")),
}
"""What says yes to the check of an opening, and what locks."""


@pytest.fixture
def kept(home: Home) -> Home:
    with Vault.create(home.vault, PASSPHRASE, log_n=10) as made:
        made.new_case("", "own")
    return home


def unlock(terminal: Terminal, face: str) -> None:
    terminal.wait(lambda text: "Passphrase" in text and "911" not in text, "its page")
    if face == "plain":
        terminal.wait(lambda text: text.rstrip().endswith("Type it:"), "the passphrase page")
        assert terminal.child.waitnoecho(timeout=60)
    terminal.keys(PASSPHRASE, "enter")
    terminal.wait_for("still all right for you?")
    terminal.keys(*FACES[face][0])
    terminal.wait_for("There are no entries yet.")


def pick(terminal: Terminal, label: str) -> None:
    """Pick a way on by the number before it."""
    text = terminal.wait_for(label)
    (number,) = set(re.findall(rf"(\d+)\.? +{re.escape(label)}", text))
    terminal.keys(*number, "enter")


def to_the_words(terminal: Terminal) -> list[str]:
    """Go from the menu to the twelve words."""
    pick(terminal, "Look after this record")
    pick(terminal, "Make a recovery code")
    pick(terminal, "Make one, and show it")
    text = terminal.wait_for("I have copied them")
    found = dict(re.findall(r"\b(\d+)\. ([a-z]{3,})\b", text))
    assert sorted(map(int, found)) == list(range(1, 13)), text
    return [found[str(number)] for number in range(1, 13)]


def type_back(terminal: Terminal, code: list[str], face: str) -> None:
    """Type the words that are asked for; they are asked in their order."""
    last = 0
    for _ in range(3):
        terminal.wait(partial(_asks_beyond, last), "another word")
        if face == "prompts":
            # The question is printed first; only then is there a line to type into.
            terminal.wait(_can_be_typed_into, "a line to type into")
        last = _asked(last, terminal.text())[0]
        terminal.keys(code[last - 1], "enter")


def _asked(last: int, text: str) -> list[int]:
    asked = {int(one) for one in re.findall(r"Which is word (\d+)\?", text)}
    return sorted(one for one in asked if one > last)


def _asks_beyond(last: int, text: str) -> bool:
    return _asked(last, text) != []


def _can_be_typed_into(text: str) -> bool:
    after = text[text.rindex("Which is word") :].splitlines()[1:]
    return any(line.rstrip() == ">" for line in after)


def seen(terminal: Terminal) -> str:
    """What the window shows, and what can be scrolled back to."""
    past = ["".join(line[at].data for at in sorted(line)) for line in terminal.screen.history.top]
    return "\n".join([*past, terminal.text()])


def shown(code: list[str], text: str) -> list[str]:
    """Words of the code that stand there with their numbers."""
    return [
        f"{number}. {word}"
        for number, word in enumerate(code, 1)
        if re.search(rf"\b{number}\. +{word}\b", text)
    ]


def lies_in(home: Home, code: list[str]) -> list[str]:
    """Files that hold the code."""
    wanted = [" ".join(code).encode(), " ".join(code[:3]).encode()]
    return [
        str(path)
        for path in home.path.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


@pytest.mark.parametrize("face", FACES)
def test_a_code_is_gone_from_the_window_once_it_counts(kept: Home, face: str) -> None:
    with Terminal("--face", face, "--vault", str(kept.vault), home=kept.path, rows=40) as terminal:
        unlock(terminal, face)
        code = to_the_words(terminal)
        assert shown(code, terminal.text()) != []
        pick(terminal, "I have copied them")
        type_back(terminal, code, face)
        terminal.wait_for("The code counts now")
        terminal.wait_gone("Which is word")  # a window is drawn a piece at a time
        assert shown(code, seen(terminal)) == []
        assert "Which is word" not in seen(terminal)
        terminal.keys(*((":q", "enter") if face == "plain" else ("ctrl+q",)))
        assert terminal.end() == 0
        assert shown(code, seen(terminal)) == []
    assert kept.strayed() == [] and lies_in(kept, code) == []
    Vault.open(kept.vault, " ".join(code)).close()


@pytest.mark.parametrize("face", FACES)
def test_a_lock_takes_a_code_away_that_did_not_count_yet(kept: Home, face: str) -> None:
    with Terminal("--face", face, "--vault", str(kept.vault), home=kept.path, rows=40) as terminal:
        unlock(terminal, face)
        code = to_the_words(terminal)
        assert holds(terminal.child.pid, " ".join(code)) == {" ".join(code): True}
        terminal.keys(*FACES[face][1])
        terminal.wait(
            lambda text: "Passphrase" in text and "copied" not in text and "entries" not in text,
            "locked",
        )
        assert shown(code, seen(terminal)) == []
        assert holds(terminal.child.pid, " ".join(code)) == {" ".join(code): False}
        unlock(terminal, face)
        assert shown(code, seen(terminal)) == []
        terminal.keys(*((":q", "enter") if face == "plain" else ("ctrl+q",)))
        assert terminal.end() == 0
    assert kept.strayed() == [] and lies_in(kept, code) == []
    with Vault.open(kept.vault, PASSPHRASE) as vault:
        assert [slot.sort for slot in vault.slots.all()] == ["passphrase"]
