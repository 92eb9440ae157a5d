"""The same few things done in each interactive face, by a person at a real terminal.

A record is prepared without a terminal: it stands at the question when something happened.
What is left of it is looked at in the same way, so that every face is held to the same.
"""

from __future__ import annotations

import os
import signal
from typing import Any

import walking_screen
from homes import Home
from journey import Pick, Story
from terminal import Terminal

from tests.session.sittings import PASSPHRASE, kept, start, unlock
from tui.commands.programs import loaded
from tui.session.page import Page
from tui.vault import Vault

WHEN, KIND, WHAT = "When did it happen?", "What kind of thing was it?", "What happened?"
DATE, LABEL, NUMBER = "2026-03-03 17:46", "A voicemail", "6"
HALF = "Half a story of a heron"
"""Words that no part of the program has: they would be seen wherever they are."""


def begun(home: Home) -> None:
    """Make a record that stands at the question when something happened."""
    app = start(loaded())
    kept(app, home.vault)
    app.leave()


class Hands:
    """What a person does in one face; each waits until the program has taken it."""

    face = ""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def open(self) -> None:
        """Open the record and go on where it stands."""
        raise NotImplementedError

    def date(self) -> None:
        """Say when it happened."""
        raise NotImplementedError

    def kind(self) -> None:
        """Pick how it came."""
        raise NotImplementedError

    def asked(self) -> None:
        """Wait for the question what happened."""
        raise NotImplementedError

    def begin(self, words: str) -> None:
        """Begin to say what happened."""
        self.asked()
        self.terminal.keys(words)
        self.terminal.wait_for(words)

    def paste(self, words: str) -> None:
        """Say what happened with words copied from elsewhere."""
        self.asked()
        self.terminal.paste(f"\x1b[200~{words}\x1b[201~")

    def go_on(self, words: str) -> None:
        """Say more of what happened."""
        self.terminal.keys(words)
        self.terminal.wait_for(words)

    def finish(self) -> None:
        """End what is said there and go on to the next question."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop the program, to go on with it later."""
        self.terminal.keys("\x1a")

    def up_to_half(self) -> None:
        """Answer two questions, and half of the third."""
        self.open()
        self.date()
        self.kind()
        self.begin(HALF)


class Plain(Hands):
    """Lines."""

    face = "plain"

    def open(self) -> None:
        self.unlocked()
        # A small window shows the end of the menu only.
        self.terminal.wait_for("Leave")
        self.terminal.wait(lambda text: text.rstrip().endswith("Choose:"), "the menu")
        self.terminal.keys("Keep a log", "enter")

    def unlocked(self) -> None:
        self.terminal.wait(lambda text: text.rstrip().endswith("Type it:"), "the passphrase page")
        assert self.terminal.child.waitnoecho(timeout=60)
        self.terminal.keys(PASSPHRASE, "enter")
        self.terminal.wait_for("still all right for you?")
        self.terminal.keys("Yes", "enter")

    def date(self) -> None:
        self._asked(WHEN, "Answer:")
        self.terminal.keys(DATE, "enter")

    def kind(self) -> None:
        self._asked(KIND, "Choose:")
        self.terminal.keys(LABEL, "enter")

    def asked(self) -> None:
        self._asked(WHAT, "only a dot.")

    def begin(self, words: str) -> None:
        super().begin(words)
        # The help proves that it has read the line before.
        self.terminal.keys("enter", ":?", "enter")
        self.terminal.wait_for("or with :d.")

    def paste(self, words: str) -> None:
        self.asked()
        self.terminal.paste(f"{words}\n")

    def go_on(self, words: str) -> None:
        super().go_on(words)
        self.terminal.keys("enter")

    def finish(self) -> None:
        self.terminal.keys(".", "enter")
        self.terminal.wait_for("What do you have that shows it?")

    def _asked(self, question: str, prompt: str) -> None:
        """Wait for a question; of a small window its first lines may be gone already."""

        def asks(_: str) -> bool:
            said = flat(bytes(self.terminal.raw).decode(errors="replace"))
            return said.endswith(prompt) and question in said.rpartition("Answered so far")[2]

        self.terminal.wait(asks, question)


class Screen(Hands):
    """The whole screen."""

    face = "screen"

    def open(self) -> None:
        self.unlocked()
        walking_screen.go(self.terminal, "Everything you answered is kept", "Go on: Keep a log")

    def unlocked(self) -> None:
        self.terminal.wait_for("Continue")
        self.terminal.keys(PASSPHRASE)
        self.terminal.wait_for("•" * 20)
        self.terminal.keys(walking_screen.NEXT)
        story = Story({"still all right for you?": (Pick("Yes"),)})
        walking_screen.answer(self.terminal, story, "still all right for you?")

    def date(self) -> None:
        # A small window has no room for the frame that a story's walk looks for.
        self.terminal.wait(lambda _: WHEN in flat(walking_screen.focused(self.terminal)), WHEN)
        self.terminal.keys(DATE)
        self.terminal.wait_for(DATE)
        self.terminal.keys(walking_screen.NEXT)

    def kind(self) -> None:
        self.terminal.wait(lambda _: KIND in flat(walking_screen.focused(self.terminal)), KIND)
        self.terminal.keys(NUMBER)
        self.terminal.wait_for(f"(•) {NUMBER} {LABEL}")
        self.terminal.keys(walking_screen.NEXT)

    def asked(self) -> None:
        self.terminal.wait(lambda _: WHAT in flat(walking_screen.focused(self.terminal)), WHAT)

    def finish(self) -> None:
        self.terminal.keys(walking_screen.NEXT)
        self.terminal.wait_for("What do you have that shows it?")

    def stop(self) -> None:
        # In a text, ctrl+z takes back what was typed.
        os.killpg(os.tcgetpgrp(self.terminal.child.child_fd), signal.SIGTSTP)


class Prompts(Hands):
    """Quick line prompts."""

    face = "prompts"

    def open(self) -> None:
        self.unlocked()
        self._asked("Everything you answered is kept", "Arrows or number, then Enter")
        self.terminal.keys("1", "enter")

    def unlocked(self) -> None:
        self._asked("Passphrase", "ctrl+q leaves")
        self.terminal.keys(PASSPHRASE, "enter")
        self._asked("still all right for you?", "ctrl+q leaves")
        self.terminal.keys("y", "enter")

    def date(self) -> None:
        self._asked(WHEN, "ctrl+q leaves")
        self.terminal.keys(DATE)
        self.terminal.wait_for("= 3 March 2026")
        self.terminal.keys("enter")

    def kind(self) -> None:
        self._asked(KIND, "ctrl+q leaves")
        self.terminal.keys(LABEL, "enter")

    def asked(self) -> None:
        self._asked(WHAT, "ctrl+q leaves")

    def finish(self) -> None:
        self.terminal.keys("\x1b\r")
        self.terminal.wait_for("What do you have that shows it?")

    def _asked(self, question: str, hint: str) -> None:
        self.terminal.wait(lambda text: hint in flat(text).rpartition(question)[2], question)


FACES: dict[str, type[Hands]] = {one.face: one for one in (Screen, Plain, Prompts)}


def flat(text: str) -> str:
    """Return what a screen shows as one line."""
    return " ".join(text.split())


def opened(home: Home) -> Page:
    """Open the record again, without a terminal, and go on where it stands."""
    app = start(loaded(), vault_path=home.vault)
    try:
        page = unlock(app)
        (go_on,) = (one.code for one in page.choices if one.label.endswith("Keep a log"))
        return app.submit({}, go_on)
    finally:
        app.leave()


def entries(home: Home) -> list[dict[str, Any]]:
    """Return what is kept of each entry."""
    with Vault.open(home.vault, PASSPHRASE) as vault:
        (info,) = vault.cases()
        rows = vault.case(info.id).rows("incidents").values()
        return [{name: one.get("v") for name, one in row["fields"].items()} for row in rows]


def spilled(home: Home, *words: str) -> list[str]:
    """Return which files of a home hold any of ``words``, in any usual coding."""
    forms = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        str(file)
        for file in home.path.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in forms)
    ]
