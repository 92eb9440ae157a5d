"""Locking the real program: nothing that was typed or answered stays in its memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import walking_screen
from homes import Home
from memory import holds
from terminal import Conversation, Terminal, pipe, program

from tui.vault.vault import Vault

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")

PASSPHRASE = "walnut ferry tangent oxide"
STORY = "zebrafish in the aquarium window"
DRAFT = "quokka under the balcony"

READABLE = "import tui.vault.harden as harden; harden.harden = lambda: None"
"""Only an administrator can read the memory of the program as it is; others of this one."""

AS_ON_WINDOWS = "import tui.commands.relock as relock; relock.IN_CHILDREN = True"


def after(*first: str) -> list[str]:
    """The command line of a program that does something else first."""
    lines = ("import sys", *first, "from tui.cli import main", "sys.exit(main())")
    return [sys.executable, "-P", "-c", "; ".join(lines)]


def command(*words: str) -> list[str]:
    """The command line of a program whose memory can be read."""
    if os.geteuid() == 0 and sys.platform == "linux":
        return program(*words)
    return [*after(READABLE), *words]


@pytest.fixture
def key(home: Home) -> bytes:
    """The secret key of a new record, which the passphrase opens, as memory holds it."""
    with Vault.create(home.vault, PASSPHRASE, log_n=10) as made:
        made.new_case("", "own")
        digits = made._secret().secret().rpartition("1")[2][:-6].lower()
    # Bech32: five bits a letter, six letters of checksum.
    bits = "".join(f"{'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.index(one):05b}" for one in digits)
    return int(bits[:256], 2).to_bytes(32, "big")


def unlock(terminal: Terminal) -> None:
    """Type the passphrase and answer the check of an opening, in lines."""
    terminal.wait(lambda text: text.rstrip().endswith("Type it:"), "the passphrase page")
    assert terminal.child.waitnoecho(timeout=60)
    terminal.keys(PASSPHRASE, "enter")
    terminal.wait_for("still all right for you?")
    terminal.keys("Yes", "enter")


def lock(terminal: Terminal) -> None:
    terminal.keys(":x", "enter")
    terminal.wait(lambda text: text.rstrip().endswith("Type it:"), "the passphrase page")


def write(terminal: Terminal) -> None:
    """Walk to the question after the story, which is answered."""
    unlock(terminal)
    terminal.wait_for("There are no entries yet.")
    terminal.keys("Keep a log", "enter")
    terminal.wait_for("press Enter.")
    terminal.keys("enter")
    terminal.wait_for("When did it happen?")
    terminal.keys("2026-03-03", "enter")
    terminal.wait_for("What kind of thing was it?")
    terminal.keys("1", "enter")
    terminal.wait_for("What happened?")
    terminal.keys(STORY, "enter", ".", "enter")
    terminal.wait_for("What do you have that shows it?")


@pytest.fixture
def opened(home: Home, key: bytes) -> Terminal:
    line = command("--face", "plain", "--vault", str(home.vault))
    return Terminal(home=home.path, command=line)


def test_keys_and_answers_are_gone_from_memory(opened: Terminal, home: Home, key: bytes) -> None:
    with opened as terminal:
        write(terminal)
        pid = terminal.child.pid
        # The passphrase itself is overwritten soon; what it opened stays.
        assert holds(pid, key, STORY) == {key: True, STORY: True}
        lock(terminal)
        secrets = (key, STORY, PASSPHRASE)
        assert holds(pid, *secrets) == dict.fromkeys(secrets, False)
        unlock(terminal)
        terminal.wait_for("What do you have that shows it?")
        assert terminal.child.pid == pid and terminal.child.isalive()
        assert holds(pid, key, STORY) == {key: True, STORY: True}
        terminal.keys(":q", "enter")
        assert terminal.end() == 0
    assert home.strayed() == []


def at_the_menu(terminal: Terminal) -> None:
    unlock(terminal)
    terminal.wait_for("There are no entries yet.")


F9 = "\x1b[20~"


@pytest.mark.parametrize(
    ("face", "yes", "lock"),
    [("screen", ("1", walking_screen.NEXT), (F9,)), ("prompts", ("y", "enter"), (":x", "enter"))],
)
def test_no_face_keeps_them(
    home: Home, key: bytes, face: str, yes: tuple[str, ...], lock: tuple[str, ...]
) -> None:
    with Vault.open(home.vault, PASSPHRASE) as vault:
        (case,) = vault.cases()
        with vault.case(case.id).change("me", "log@1") as change:
            change.put("incidents", "a" * 20, {"fields": {"what": {"v": STORY, "by": "log@1"}}})
    line = command("--face", face, "--vault", str(home.vault))
    with Terminal(home=home.path, command=line) as terminal:
        pid = terminal.child.pid
        for _ in range(2):
            terminal.wait(lambda text: "Passphrase" in text and "911" not in text, "its page")
            terminal.keys(PASSPHRASE, "enter")
            terminal.wait_for("still all right for you?")
            terminal.keys(*yes)
            terminal.wait_for("There is 1 entry.")
            assert holds(pid, key, STORY) == {key: True, STORY: True}
            terminal.keys(*lock)
            terminal.wait(lambda text: "Passphrase" in text and "entry" not in text, "locked")
            secrets = (key, STORY, PASSPHRASE)
            assert holds(pid, *secrets) == dict.fromkeys(secrets, False)
            assert terminal.child.pid == pid and terminal.child.isalive()
        terminal.keys("ctrl+q")
        assert terminal.end() == 0


def test_the_command_line_of_the_new_process_names_no_place(opened: Terminal, home: Home) -> None:
    with opened as terminal:
        at_the_menu(terminal)
        about = [Path(f"/proc/{terminal.child.pid}/{name}") for name in ("cmdline", "environ")]
        if not about[0].exists():
            pytest.skip("there is no /proc here")
        assert str(home.vault).encode() in about[0].read_bytes()
        lock(terminal)
        for file in about:
            assert str(home.vault).encode() not in file.read_bytes()
        assert b"--resume-fd" in about[0].read_bytes()


def test_the_terminal_is_as_it_was(opened: Terminal) -> None:
    import termios

    with opened as terminal:
        modes = termios.tcgetattr(terminal.child.child_fd)
        at_the_menu(terminal)
        lock(terminal)
        at_the_menu(terminal)
        assert termios.tcgetattr(terminal.child.child_fd) == modes
        # Keys that end a program do so again, and it says that it was ended by them.
        terminal.keys("ctrl+c")
        assert terminal.end() == 130
        assert termios.tcgetattr(terminal.child.child_fd) == modes


def test_what_is_typed_while_it_locks_is_no_passphrase(opened: Terminal) -> None:
    with opened as terminal:
        at_the_menu(terminal)
        terminal.keys(":x", "enter", "typed by whoever was there", "enter")
        at_the_menu(terminal)
        assert b"does not open it" not in terminal.raw


def test_what_was_asked_for_on_the_command_line_still_holds(home: Home, key: bytes) -> None:
    file = home.path / "work/passphrase"
    file.write_text(PASSPHRASE, encoding="utf-8")
    words = ("--face", "plain", "--lang", "fr-CA", "--passphrase-file", str(file))
    with Terminal(*words, "--vault", str(home.vault), home=home.path) as terminal:
        terminal.wait_for(":x")
        terminal.keys("1", "enter")
        terminal.wait(lambda text: text.rstrip().endswith(":"), "the menu")
        terminal.keys(":x", "enter")
        # The file opens it no more: then a lock would lock nothing.
        assert terminal.child.waitnoecho(timeout=60)
        terminal.wait_for("Phrase de passe")


def test_an_installed_script_finds_itself_again(home: Home, key: bytes) -> None:
    script = home.path / "work/fairhand"
    script.write_text("import sys\nfrom tui.cli import main\nsys.exit(main())\n")
    line = [sys.executable, "-X", "utf8", "work/fairhand", "--face", "plain"]
    with Terminal(
        home=home.path, cwd=home.path, command=[*line, "--vault", str(home.vault)]
    ) as terminal:
        at_the_menu(terminal)
        lock(terminal)
        at_the_menu(terminal)
        terminal.keys(":q", "enter")
        assert terminal.end() == 0


def test_through_a_pipe_it_locks_too(home: Home, key: bytes) -> None:
    with Conversation("--face", "plain", "--vault", str(home.vault), home=home.path) as talk:
        for _ in range(3):
            talk.until_one_of(("Type it: ",))
            talk.say(PASSPHRASE)
            talk.until_one_of(("Choose: ",))
            talk.say("Yes")
            talk.until_one_of(("Choose: ",))
            talk.say(":x")
        talk.until_one_of(("Type it: ",))
        assert talk.end()[0] == 0


@pytest.mark.parametrize("number", ["0", "99", "-1", str(2**80)])
def test_what_the_program_says_to_itself_can_not_be_typed(home: Home, number: str) -> None:
    done = pipe("--resume-fd", number, home=home.path)
    assert (done.code, done.out) == (2, "")
    assert "for the program itself" in done.err


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_where_a_process_can_not_be_replaced_each_lock_ends_one(home: Home, key: bytes) -> None:
    """As on Windows: a first process that never sees an answer, and one child after another."""
    if sys.platform != "linux":
        pytest.skip("there is no /proc here")
    line = [*after(READABLE, AS_ON_WINDOWS), "--face", "plain", "--vault", str(home.vault)]
    with Terminal(home=home.path, command=line) as terminal:
        write(terminal)
        pid = terminal.child.pid
        (first,) = children(pid)
        assert holds(first, key, STORY) == {key: True, STORY: True}
        lock(terminal)
        (second,) = children(pid)
        assert second != first
        secrets = (key, STORY, PASSPHRASE)
        for process in (pid, second):
            assert holds(process, *secrets) == dict.fromkeys(secrets, False)
        unlock(terminal)
        terminal.wait_for("What do you have that shows it?")
        lock(terminal)
        terminal.keys("ctrl+c")
        assert terminal.end() == 130
