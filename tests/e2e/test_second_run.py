"""Leaving half-way and coming back: by a command, a closed window, another copy."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import walking_plain
from homes import Home
from journey import PASSPHRASE, first_run
from terminal import Conversation, pipe

LEFT = "Close this window to clear what it shows.\n"


def half_way(home: Home) -> Conversation:
    """Walk a first run to the question what happened, and type one line of it."""
    talk = Conversation("--face", "plain", home=home.path, cwd=home.cwd)
    story = first_run(home.vault, home.papers)
    del story.answers["What happened?"]
    walking_plain.walk(talk, story, until="only a dot.\n")
    # Its help proves that it has read the line before.
    talk.say("Half a story", ":?")
    talk.until_one_of(("or with :d.\n",))
    return talk


def unlocked(home: Home, *words: str) -> Conversation:
    talk = Conversation("--face", "plain", *words, home=home.path, cwd=home.cwd)
    talk.until_one_of(("Type it: ",))
    talk.say(PASSPHRASE)
    assert "still all right for you?" in talk.until_one_of(("Choose: ",))
    talk.say("Yes")
    return talk


def resumed(talk: Conversation) -> str:
    """Go on from the menu; return the page where the story was left."""
    assert "There is 1 entry." in talk.until_one_of(("Choose: ",))
    talk.say("Keep a log")
    return talk.until_one_of(("Choose: ",))


@pytest.mark.parametrize("how", ["command", "end of input", "SIGTERM", "SIGHUP", "SIGINT"])
def test_half_a_story_is_there_again(home: Home, how: str) -> None:
    if how.startswith("SIG") and not hasattr(signal, how):
        pytest.skip("there is no such signal here")
    with half_way(home) as talk:
        if how == "command":
            talk.say(":q")
        elif how.startswith("SIG"):
            talk.process.send_signal(getattr(signal, how))
        if how == "end of input":
            # It ends the text, which is then an answer like any other.
            assert talk.end()[0] == 0
        elif how == "command":
            assert talk.end()[0] == 0
        else:
            assert talk.process.wait(timeout=60) == 128 + getattr(signal, how)
    assert home.strayed() == []
    with unlocked(home, "--vault", str(home.vault)) as talk:
        shown = resumed(talk)
        if how == "end of input":
            assert "What do you have that shows it?" in shown
            return
        assert "What happened?" in shown and "Now: Half a story" in shown
        talk.say("Add to it")
        talk.until_one_of(("only a dot.\n",))
        talk.say("and the rest", ".")
        assert "What do you have that shows it?" in talk.until_one_of(("Choose: ",))


def test_a_second_copy_is_told_that_the_first_is_open(home: Home, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(PASSPHRASE, encoding="utf-8")
    where = ("--vault", str(home.vault), "--passphrase-file", str(key))
    with half_way(home) as first:
        second = pipe("case", "list", *where, home=home.path)
        assert (second.code, second.out) == (3, "")
        assert "already open in another window" in second.err
        third = pipe("--face", "plain", *where, home=home.path)
        assert third.code == 3 and "already open in another window" in third.err
        first.say(":q")
        assert first.end()[0] == 0
    assert pipe("case", "list", *where, home=home.path).out == "My own record (own)\n"


def test_a_wrong_passphrase_is_asked_again_or_ends_it(home: Home, tmp_path: Path) -> None:
    with half_way(home) as talk:
        talk.say(":q")
        talk.end()
    with Conversation("--vault", str(home.vault), home=home.path) as talk:
        talk.until_one_of(("Type it: ",))
        talk.say("a wrong one")
        assert "does not open it" in talk.until_one_of(("Type it: ",))
        assert talk.end()[0] == 1
        assert "a wrong one" not in talk.transcript
    key = tmp_path / "key"
    key.write_text("a wrong one", encoding="utf-8")
    done = pipe("--vault", str(home.vault), "--passphrase-file", str(key), home=home.path)
    assert done.code == 3 and "does not open it" in done.err


def test_in_memory_nothing_is_written_at_all(home: Home) -> None:
    story = first_run(home.vault, home.papers)
    for name in ("Which folder?", "Your passphrase", "The same once more", "Into which folder?"):
        del story.answers[name]
    with Conversation("--memory-only", "--face", "plain", home=home.path, cwd=home.cwd) as talk:
        since = walking_plain.walk(talk, story, until="What do you have that shows it?")
        assert "Which folder?" not in talk.transcript + since
        talk.say(":q")
        assert talk.end()[0] == 0
    assert home.strayed() == [] and not home.vault.exists() and not list(home.papers.iterdir())
