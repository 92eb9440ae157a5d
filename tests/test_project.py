"""What the repository says of itself holds: locks, versions, commands, links."""

from __future__ import annotations

import re
import socket
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import tui

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Each package's version and how many hashes it has."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        pin = re.match(r"([a-z0-9._-]+)==(\S+)", line)
        assert pin is not None, line
        found[pin[1]] = (pin[2], line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|://|index-url|find-links|trusted-host|file:|^#|/", text, re.M)
    assert all(hashes >= 1 for _version, hashes in pins(name).values())


def test_both_locks_agree() -> None:
    run, test = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (LOCKS[0], PROJECT["project"]["dependencies"]),
        (
            LOCKS[1],
            [
                *PROJECT["project"]["optional-dependencies"]["test"],
                *PROJECT["project"]["optional-dependencies"]["dev"][1:],
                *PROJECT["build-system"]["requires"],
            ],
        ),
    ],
)
def test_locks_hold_all_that_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    held = pins(lock)
    names = {re.split(r"[<>=; ]", entry)[0].lower() for entry in wanted}
    assert names - set(held) == set()


def test_textual_is_pinned_as_it_is_locked() -> None:
    version, _hashes = pins(LOCKS[0])["textual"]
    assert f"textual=={version}" in PROJECT["project"]["dependencies"]


def test_the_readme_installs_by_hash_and_keeps_no_cache() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(?:python3|py) -m venv .*$", readme, re.M)
    assert len(commands) == 4
    for command in commands:
        assert "--no-cache-dir" in command
        assert "--require-hashes" in command
    assert sum(command.endswith("-m pytest -n auto") for command in commands) == 2
    assert sum(command.endswith("-m tui") for command in commands) == 2
    warning = readme.index("## Before you install")
    assert warning < readme.index(commands[0])


@pytest.mark.parametrize(
    "attempt",
    [
        lambda plug: socket.create_connection(("example.invalid", 80)),
        lambda plug: plug.connect(("192.0.2.1", 80)),
        lambda plug: plug.connect_ex(("192.0.2.1", 80)),
        lambda plug: plug.sendto(b"", ("192.0.2.1", 53)),
    ],
)
def test_no_test_gets_out_to_a_network(attempt: Callable[[socket.socket], object]) -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as plug,
        pytest.raises(pytest.fail.Exception, match="something"),
    ):
        attempt(plug)


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog
    assert re.fullmatch(r"\d+\.\d+\.\d+", tui.__version__)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_links_between_the_documents_lead_somewhere() -> None:
    broken = []
    for page in tracked():
        if page.suffix != ".md" or not page.is_file():
            continue
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_text_files_are_utf8_with_plain_line_ends() -> None:
    suffixes = {".py", ".md", ".yaml", ".yml", ".toml", ".po", ".pot", ".tcss", ".typ", ".lock"}
    wrong = []
    for file in tracked():
        # Content that is wrong on purpose is kept with the tests that find it out.
        if file.suffix not in suffixes or "bad" in file.parts or not file.is_file():
            continue
        data = file.read_bytes()
        data.decode("utf-8")
        if b"\r" in data or (data and not data.endswith(b"\n")):
            wrong.append(str(file.relative_to(ROOT)))
    assert wrong == []


def test_the_answers_file_in_the_documentation_can_be_filled() -> None:
    from datetime import UTC, datetime

    from tui.interview.content import load
    from tui.policy.rules import RULES
    from tui.resources import content_folder, templates_folder
    from tui.session.filing import read_file

    page = (ROOT / "docs" / "answers.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.S)
    assert example is not None
    program = load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)
    filled = read_file(program, example[1].encode(), "answers.md", "log", datetime.now(UTC))
    assert [str(problem) for problem in (*filled.problems, *filled.notes)] == []
    assert filled.flow is not None
    assert len(filled.flow.rows("incidents")) == 2
