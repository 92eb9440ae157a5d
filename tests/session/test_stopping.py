"""Stopping long work of a sitting: nothing of it is left, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.session.sittings import kept, start
from tui.interview.program import Program
from tui.papers import make as making
from tui.session.app import App
from tui.session.driver import Doing


@pytest.fixture
def paper(program: Program, tmp_path: Path) -> App:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.menu()
    app.submit({}, "papers")
    assert app.submit({}, "tfv-log").id == "paper|tfv-log"
    (tmp_path / "written").mkdir()
    return app


def write(app: App, tmp_path: Path):
    typed = {"forms": ["docx"], "size": "letter", "folder": str(tmp_path / "written")}
    return app.submit(typed, "write")


def test_how_far_a_paper_is_can_be_read_while_it_is_made(
    paper: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Doing | None] = []
    real = making._docx

    def draw(*args, **more) -> bytes:
        seen.append(paper.doing)
        return real(*args, **more)

    monkeypatch.setattr(making, "_docx", draw)
    assert paper.doing is None
    assert write(paper, tmp_path).id == "made"
    assert seen == [Doing(what="Making the paper", done=1, total=2)]
    assert paper.doing is None


def test_a_paper_that_is_stopped_is_not_written(
    paper: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = making._docx

    def draw(*args, **more) -> bytes:
        paper.cancel()
        return real(*args, **more)

    monkeypatch.setattr(making, "_docx", draw)
    page = write(paper, tmp_path)
    assert page.id == "paper|tfv-log" and page.text[0].text.startswith("It was stopped")
    assert not list((tmp_path / "written").iterdir())
    monkeypatch.setattr(making, "_docx", real)
    assert write(paper, tmp_path).id == "made"


def test_there_is_nothing_to_stop_where_nothing_goes_on(paper: App, tmp_path: Path) -> None:
    paper.cancel()
    assert write(paper, tmp_path).id == "made"
    paper.leave()
    paper.cancel()
    assert paper.doing is None
