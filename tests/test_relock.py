"""Starting anew after a lock: what is handed over, on which command line, and when it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tui import cli, wording
from tui.commands import codes, relock, start
from tui.commands.relock import Again
from tui.commands.vaults import Refused
from tui.session.driver import LOCKED, App, Resume
from tui.vault.vault import Vault

STATE = Again(
    resume=Resume(vault="/nowhere/\udcff", case="a" * 20, script="log", row="b", name="what"),
    face="plain",
    language="fr_CA",
    language_asked=True,
    theme="contrast",
)


@pytest.fixture(autouse=True)
def undisturbed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the language and the signals of the tests as they were."""
    monkeypatch.setattr(start, "stop_on_signals", lambda: None)
    before = wording.current()
    yield
    wording.use(before)


class Execed(Exception):
    """Stands in for what never returns."""

    def __init__(self, path: str, line: list[str]) -> None:
        super().__init__()
        self.path, self.line = path, line

    @property
    def handed(self) -> Again:
        """What the new process would read."""
        return relock.received(int(self.line[-1]))


@pytest.fixture
def execed(monkeypatch: pytest.MonkeyPatch) -> None:
    def execv(path: str, line: list[str]) -> NoReturn:
        raise Execed(path, line)

    monkeypatch.setattr(os, "execv", execv)


def test_what_is_handed_over_arrives_whole_and_is_inherited(execed: None) -> None:
    with pytest.raises(Execed) as new:
        relock.anew(STATE, None)
    assert os.get_inheritable(int(new.value.line[-1]))
    assert new.value.path == sys.executable
    assert new.value.handed == STATE


@pytest.mark.parametrize(
    ("started", "words", "wanted"),
    [
        (["python", "-P", "-m", "tui"], ["--vault", "v", "--face", "plain"], ["-P", "-m", "tui"]),
        (["py", "-I", "-X", "utf8", "bin/fairhand"], [], ["-I", "-X", "utf8", "bin/fairhand"]),
        (["python", "-m", "tui"], ["start", "log", "--debug"], ["-m", "tui"]),
        (["fairhand"], ["--case", "Ann"], []),
    ],
)
def test_the_new_command_line_starts_the_same_program_and_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, started: list[str], words: list[str], wanted: list[str]
) -> None:
    monkeypatch.setattr(sys, "orig_argv", [*started, *words])
    monkeypatch.setattr(sys, "argv", ["whatever", *words])
    more = ["--debug"] if "--debug" in words else []
    line = relock._line(["--resume-fd", "7"])
    assert line == [sys.executable, *wanted, "--resume-fd", "7", *more]


def test_where_it_can_not_start_anew_it_says_so_and_stays_locked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise FileNotFoundError

    monkeypatch.setattr(os, "execv", refuse)
    assert relock.anew(STATE, None) == codes.LOCKED
    out, err = capsys.readouterr()
    assert out == "" and err == "It is locked. Start the program again to go on.\n"


def test_a_child_hands_it_to_its_parent_and_ends(execed: None) -> None:
    reading, writing = os.pipe()
    assert relock.anew(STATE, writing) == codes.DONE
    assert relock.received(reading) == STATE


def test_what_is_no_state_is_refused() -> None:
    for data in (b"", b"{}", b"[1]", b"\xff"):
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        with pytest.raises(Refused) as refused:
            relock.received(reading)
        assert refused.value.code == codes.USAGE


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Path]:
    with Vault.create(tmp_path / "kept", "some words to open it", log_n=4) as made:
        made.new_case("", "own")
    yield tmp_path / "kept"


def test_a_face_that_was_locked_starts_anew(
    vault: Path, execed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlocked_and_locked(app: App, face: str) -> int:
        app.submit({"passphrase": "some words to open it"})
        assert app.lock()
        return LOCKED

    monkeypatch.setattr(relock, "IN_CHILDREN", False)
    monkeypatch.setattr(start, "_shown", unlocked_and_locked)
    line = ["--vault", str(vault), "--face", "plain", "--lang", "fr-CA"]
    caught: list[Execed] = []

    def guarded(command: object, **_: object) -> int:
        try:
            command()  # type: ignore[operator]
        except Execed as new:
            caught.append(new)
        return 0

    monkeypatch.setattr("tui.commands.guard.guarded", guarded)
    cli.main(line)
    handed = caught[0].handed
    assert (handed.resume.vault, handed.face) == (str(vault), "plain")
    assert (handed.language, handed.language_asked) == ("fr_CA", True)
    # The keys were let go of before: another one may open it.
    with Vault.open(vault, "some words to open it") as opened:
        assert not opened.read_only


def test_a_face_that_ends_otherwise_ends_the_program(
    vault: Path, execed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relock, "IN_CHILDREN", False)
    # Also where it says that it was locked, and was not.
    for code, wanted in ((0, 0), (70, 70), (LOCKED, codes.DONE)):
        monkeypatch.setattr(start, "_shown", lambda app, face, code=code: code)
        assert cli.main(["--vault", str(vault), "--face", "plain"]) == wanted
