"""The same answers give the same papers, page by page or from a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.driving import read
from tests.session.sittings import Clock, at, kept, on, start, unlock
from tui.faces.fill import Order, fill
from tui.interview.program import Program

EXAMPLES = Path(__file__).parents[2] / "examples"


def without_times(path: Path) -> bytes:
    """The file with no times of writing, so that both ways take the clock's."""
    return re.sub(rb"(?m)^( +- )written: .*\n +", rb"\1", path.read_bytes())


@pytest.mark.parametrize("stops", [False, True], ids=["at once", "with breaks"])
def test_page_by_page_gives_the_papers_of_the_file(
    program: Program, tmp_path: Path, stops: bool
) -> None:
    example = EXAMPLES / "three-entries.yaml"
    data = without_times(example)
    assert b"written:" not in data
    clock = Clock()
    order = Order("log", data, "x.yaml", tmp_path / "filled", ("docx", "pdf"), "letter", clock)
    filled = fill(program, order)
    assert filled.problems == []

    app = start(program, clock=clock)
    driver = kept(app, tmp_path / "kept", read(example))
    turns = 0
    while app.page.id != "home":
        turns += 1
        if stops and turns % 7 == 0:
            app.leave()
            app = start(program, clock=clock, vault_path=tmp_path / "kept")
            unlock(app)
            app.submit({}, "go:log")
        on(app, driver, lambda page, before=app.page: page is not before or page.id == "home")
    written = tmp_path / "written"
    written.mkdir()
    papers = program.scripts["log"].node.papers
    for paper in papers:
        app.submit({}, "papers")
        app.submit({}, paper)
        entered = {"forms": ["docx", "pdf"], "size": "letter", "folder": str(written)}
        assert app.submit(entered, "write").id == "made"
        app.submit({}, "next")
    app.leave()

    assert len(filled.files) == 2 * len(papers)
    for path in filled.files:
        assert (written / path.name).read_bytes() == path.read_bytes()


def test_the_driver_answers_every_question_of_the_file(program: Program, tmp_path: Path) -> None:
    """Were pages left out, both papers could be the same for the wrong reason."""
    data = read(EXAMPLES / "three-entries.yaml")
    app = start(program)
    driver = kept(app, tmp_path / "kept", data)
    on(app, driver, at("home"))
    answers = app._sitting.open().flow.answers
    assert [row.fields["name"].value for row, _ in answers.rows() if row.table == "people"] == [
        person["name"] for person in data["people"]
    ]
    incidents = [row for row, _ in answers.rows() if row.table == "incidents"]
    for row, wanted in zip(incidents, data["incidents"], strict=True):
        given = {name for name, one in row.fields.items() if one.open is None and ":" not in name}
        assert given >= wanted.keys() - {"evidence", "written"}
        assert len(row.kids.get("evidence", ())) == len(wanted.get("evidence", ()))
