"""The content as it ships, and a home folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui import wording
from tui.interview.content import load
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder


@pytest.fixture(scope="session")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for the person's own home, and for where the program was started."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("USER", "nobody-in-particular")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """A sitting may pick another language; the next test starts as this one did."""
    before = wording.current()
    yield
    wording.use(before)
