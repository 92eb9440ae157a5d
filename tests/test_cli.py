from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest

import tui
from tui import cli
from tui.commands import codes, doctor, guard, vaults
from tui.vault.vault import Vault

PASSPHRASE = "four plain words here"
ROOT = Path(__file__).parents[1]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    place = tmp_path / "kept"
    with Vault.create(place, PASSPHRASE, log_n=10) as made:
        made.new_case("Mine", "own")
        made.new_case("M\x1b[2J\nSam", "client")
    return place


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nsecond line\r\n")
    return file


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_version_is_said_without_importing_anything_else() -> None:
    code = (
        "import sys; before = set(sys.modules); from tui.cli import main; "
        "main(['--version']); "
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('tui')"
        " and m not in ('collections.abc', '__future__')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    said, imported = done.stdout.splitlines()
    assert said == f"fairhand {tui.__version__}"
    assert imported == "[]"


def test_opening_writes_no_compiled_files(tmp_path: Path) -> None:
    place = {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-m", "tui", "--face", "plain", "--memory-only"],
        input="1\n\n:q\n", text=True, encoding="utf-8", capture_output=True, check=True,
        cwd=ROOT, env={**os.environ, **place},
    )  # fmt: skip
    ours = tmp_path.joinpath(*(ROOT / "tui").parts[1:])
    written = {file.name.split(".")[0] for file in ours.rglob("*.pyc")}
    # These are read before the first of our own lines can run; installing compiles them.
    assert written <= {"__init__", "__main__", "cli"}
    assert len([*ours.rglob("*.pyc")]) <= 3


def test_the_readme_compiles_the_program_before_opening_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    opening = re.findall(r"^(?:python3|py) -m venv .*-m tui$", readme, re.M)
    assert len(opening) == 2
    assert all("-m compileall -q tui && " in command for command in opening)


def test_help_names_the_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "--help")
    assert code == 0
    for word in ("start", "fill", "case", "paper", "check", "trace", "doctor", "--memory-only"):
        assert word in out


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["case"],
        ["case", "new"],
        ["fill", "log"],
        ["fill", "log", "--answers", "a", "--out", "b", "--formats", "odt"],
        ["fill", "log", "--answers", "a", "--out", "b", "--size", "a5"],
        ["--face", "paintings"],
        ["--ca", "x"],
        ["--memory-only", "--vault", "x"],
        ["case", "list"],
        ["case", "new", "  ", "--vault", "x"],
        ["case", "list", "\x1b[2J"],
    ],
)
def test_a_line_that_cannot_be_followed_is_code_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, *words)
    assert (code, out) == (codes.USAGE, "")
    assert err and "\x1b" not in err


def test_a_line_that_cannot_be_followed_is_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in (
        ["nonsense"],
        ["fill", "log"],
        ["case", "list", "--nonsense"],
        ["fill", "log", "--answers"],
        ["--memory-only=1"],
        ["fill", "log", "--answers", "a", "--out", "b", "--formats", "odt"],
        ["fill", "log", "--answers", "a", "--out", "b", "--size", "a5"],
    ):
        # The made-up language puts everything that was marked in brackets.
        _, _, err = told(capsys, "--lang", "xx", *words)
        usage, *_more, last = err.splitlines()
        assert usage.startswith("⟦") and last.startswith("⟦") and last.endswith("⟧"), err
    _, out, _ = told(capsys, "--lang", "xx", "fill", "--help")
    assert "show this help message" not in out and "positional" not in out


def test_what_is_asked_at_each_opening_is_no_journey(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("safety_opening", "nonsense"):
        code, _, err = told(capsys, "start", name, "--face", "plain")
        assert code == codes.USAGE and "There are: safety, intake, log, " in err


def test_cases_are_listed_harmlessly(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--vault", vault, "--passphrase-file", key)
    code, out, err = told(capsys, "case", "list", *where)
    assert (code, err) == (0, "")
    assert out == "M<U+001B>[2J\n  Sam (client)\nMine (own)\n"
    code, out, _ = told(capsys, "case", "list", "--json", *where)
    assert [case["name"] for case in json.loads(out)] == ["M\x1b[2J\nSam", "Mine"]
    assert "\x1b" not in out


def test_a_case_is_made_once_and_shown(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--vault", vault, "--passphrase-file", key)
    code, _, err = told(capsys, "case", "new", " New  one ", "--kind", "client", *where)
    assert code == 0 and "safety check" in err
    code, _, err = told(capsys, "case", "new", "new one", *where)
    assert (code, err) == (codes.PROBLEMS, "There is a record of that name already.\n")
    with Vault.open(vault, PASSPHRASE) as opened:
        made = next(case for case in opened.cases() if case.name == "New one")
        assert made.kind == "client"
        with opened.case(made.id).change("me", "log@1") as change:
            change.put("incidents", "a" * 20, {"fields": {"what": {"v": "a secret"}}})
    code, out, _ = told(capsys, "case", "show", "--case", "NEW ONE", *where)
    assert code == 0
    assert "New one (client)" in out and "  What happened: 1\n" in out
    assert "incidents" not in out
    assert "a secret" not in out
    code, out, _ = told(capsys, "case", "show", "--json", "--case", "New one", *where)
    assert json.loads(out)["tables"] == {"incidents": 1}


def test_which_case_is_meant_must_be_clear(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--vault", vault, "--passphrase-file", key)
    assert told(capsys, "case", "show", *where)[0] == codes.USAGE
    assert told(capsys, "case", "show", "--case", "Nobody", *where)[0] == codes.PROBLEMS


@pytest.mark.parametrize(
    "words", [("case", "list", "--vault"), ("--face", "plain", "--vault"), ("check",)]
)
def test_a_name_that_no_folder_can_have_is_a_sentence(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, *words, "a" * 5000)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "folder" in err


def test_why_a_vault_does_not_open_is_in_the_exit_code(
    vault: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("something else", encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"\n")
    for place, file, code in (
        (vault, wrong, codes.LOCKED),
        (vault, empty, codes.PROBLEMS),
        (vault, tmp_path / "absent.txt", codes.PROBLEMS),
        (tmp_path / "nowhere", key, codes.PROBLEMS),
        (tmp_path, key, codes.PROBLEMS),
    ):
        got, out, err = told(capsys, "case", "list", "--vault", place, "--passphrase-file", file)
        assert (got, out) == (code, "")
        assert err.count("\n") == 1
    with Vault.open(vault, PASSPHRASE):
        got, _, err = told(capsys, "case", "list", "--vault", vault, "--passphrase-file", key)
        assert got == codes.LOCKED and "already open" in err


def test_without_a_terminal_a_passphrase_must_come_from_a_file(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("/dev/null", encoding="utf-8") as nothing:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdin", nothing)
        code, _, err = told(capsys, "case", "list", "--vault", vault)
    assert code == codes.LOCKED and "--passphrase-file" in err


def test_damage_is_code_4_and_names_the_file(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(vault.glob("c/*/name-*"))
    file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    code, _, err = told(capsys, "case", "list", "--vault", vault, "--passphrase-file", key)
    assert code == codes.DAMAGED
    assert file.name in err


SECRET = "what he wrote to me"


def _fail() -> int:
    story = SECRET
    raise ValueError(f"cannot read {story}")


def test_a_failure_never_prints_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    for debug in (False, True):
        assert guard.guarded(_fail, debug=debug) == codes.FAILED
        out, err = capsys.readouterr()
        assert out == "" and "went wrong" in err
        assert SECRET not in err and "story" not in err and "cannot read" not in err
        assert ("_fail" in err and "ValueError" in err) is debug


def test_failures_in_threads_and_at_the_end_are_as_quiet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    guard.install()
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    try:
        _fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    _, err = capsys.readouterr()
    assert err.count("went wrong") == 2 and SECRET not in err


def test_being_stopped_has_its_own_codes(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> int:
        raise guard.Stopped(15)

    def interrupted() -> int:
        raise KeyboardInterrupt

    assert guard.guarded(stopped) == 143
    assert guard.guarded(interrupted) == 130
    assert capsys.readouterr().err == ""


def test_an_output_that_closes_is_no_failure() -> None:
    done = subprocess.run(
        f"{sys.executable} -m tui --help | true; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "0"
    assert done.stderr == ""


def test_the_doctor_finds_what_the_tests_run_with(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(out)}
    assert findings["fairhand"]["found"] == tui.__version__
    assert all(findings[name]["fine"] for name in ("python", "content", "templates", "locales"))
    assert (code == 0) == all(finding["fine"] for finding in findings.values())
    assert (err == "") == (code == 0)


def test_the_doctor_asks_for_every_package_that_is_needed() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[<>=;\[ ]", line)[0] for line in needed["project"]["dependencies"]}
    assert {name for name, _ in doctor._PACKAGES} | {"tzdata"} == names


def test_the_doctor_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tui.resources._HERE", tmp_path / "tui")
    code, _, err = told(capsys, "doctor")
    assert code == codes.PROBLEMS
    assert err.count("install the program again") == 3


def test_a_refusal_is_a_sentence_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> int:
        raise vaults.Refused(codes.USAGE, "No.")

    assert vaults.refusing(refused) == codes.USAGE
    assert capsys.readouterr().err == "No.\n"
