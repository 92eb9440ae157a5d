"""Papers as text, and forms of one entry, as they are reached from any page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from tests.driving import Driver, read
from tests.session.sittings import asks, at, files, kept, on, start
from tui.interview.answers import Add, Answer, Put
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page
from tui.session.previews import text_beside
from tui.session.sitting import Sitting

EXAMPLES = Path(__file__).parents[2] / "examples"
MARK = "zebrafish"
"""A word that is in no text of ours."""


@pytest.fixture(scope="module")
def answered() -> dict[str, Any]:
    data = read(EXAMPLES / "three-entries.yaml")
    first, *others = data["incidents"]
    hidden = {"private_notes": f"{MARK} notes"}
    pieces = [{**one, "place_more": f"{MARK} place"} for one in first.get("evidence", [])]
    return {**data, "incidents": [{**first, **hidden, "evidence": pieces}, *others]}


@pytest.fixture
def app(program: Program, tmp_path: Path, answered: dict[str, Any]) -> App:
    app = start(program)
    driver = kept(app, tmp_path / "kept", answered)
    on(app, driver, at("home"))
    return app


def sitting(app: App) -> Sitting:
    return app._sitting


def entries(app: App) -> list[str]:
    flow = sitting(app).open().flow
    return [row.id for row in flow.rows("incidents")]


def words(page: Page) -> list[str]:
    return [page.title, *(one.text for one in page.text)]


def pages(app: App) -> Iterator[Page]:
    """Every page of a preview, from its first part on."""
    page = app.submit({}, "parts")
    page = app.submit({}, page.lines[0].code)
    while True:
        yield page
        codes = [one.code for one in page.choices]
        if ">" not in codes and "next" not in codes:
            return
        page = app.submit({}, ">" if ">" in codes else "next")


def docx_lines(content: bytes) -> set[str]:
    import docx

    found: set[str] = set()
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if hasattr(block, "rows"):
            cells = (cell for row in block.rows for cell in row.cells)
            found |= {one.text for cell in cells for one in cell.paragraphs}
        else:
            found.add(block.text)
    return found


def made_papers(app: App, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    page = app.submit({"forms": ["docx", "pdf"], "size": "letter", "folder": str(folder)}, "write")
    assert page.id == "made", [one.error for one in page.fields]
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


def test_it_says_line_for_line_what_the_paper_says(app: App, tmp_path: Path) -> None:
    before = files(tmp_path)
    app.preview()
    said = [line for page in pages(app) for line in words(page)]
    assert files(tmp_path) == before
    page = app.submit({}, "make")
    assert page.id == "paper|tfv-log"
    paper = docx_lines(made_papers(app, tmp_path / "papers")[".docx"])
    assert "Not recorded" in said
    # The entries in a line each are columns on paper, and headings of columns are not said.
    lines = {line for line in said if line.partition(".")[0].isdigit() and " · " in line}
    cells = {cell for line in lines for cell in line.partition(". ")[2].split(" · ")}
    numbers = {line.partition(".")[0] for line in lines}
    assert len(numbers) == len(entries(app))
    assert not {*said, *cells, *numbers} - lines - paper
    heads = {"Question", "What is recorded", "No.", "When", "Where", "What kind", "Entry", ""}
    heads |= {"What is still needed", "The entries", *(f"Entry {each}" for each in numbers)}
    assert not paper - set(said) - cells - numbers - heads


def reviewed(app: App, row: str) -> Page:
    """The page that reads a row back."""
    app.menu()
    for line in app.submit({}, "review").lines:
        if line.code.startswith("r"):
            page = app.submit({}, line.code)
            if app._stage.row() == row:
                return page
            app.back()
    raise AssertionError("it is not in the list")


def test_no_private_answer_is_in_it(app: App) -> None:
    kept_rows = str(sitting(app).open().flow.answers.root)
    assert f"{MARK} notes" in kept_rows and f"{MARK} place" in kept_rows
    app.preview()
    assert not [line for page in pages(app) for line in words(page) if MARK in line]
    for row in (*entries(app), "case"):
        beside = text_beside(sitting(app), row)
        assert beside and MARK not in str(beside)


def test_it_starts_at_the_entry_one_was_at_and_leads_back_there(app: App) -> None:
    row = entries(app)[1]
    there = reviewed(app, row)
    assert app.page.has_paper
    page = app.preview()
    assert page.id.split("|")[2] == row
    assert page.kind == "message" and page.title.startswith("Entry ")
    # Once more leads nowhere else.
    assert app.preview() == page
    following = app.submit({}, "next")
    assert following.title != page.title
    assert app.back() == page
    app.submit({}, "next")
    page = app.submit({}, "done")
    assert (page.id, page.title) == (there.id, there.title)
    app.preview()
    assert app.back().id == there.id


def test_the_parts_can_be_picked_from_a_list(app: App) -> None:
    app.preview()
    page = app.submit({}, "parts")
    assert page.kind == "list"
    titles = [one.label for one in page.lines]
    assert len(titles) == len(entries(app)) + 4
    assert [each.partition(":")[0] for each in titles[2:-2]] == ["Entry 1", "Entry 2", "Entry 3"]
    for line in page.lines:
        assert app.submit({}, line.code).title == line.label
        app.submit({}, "parts")


def test_beside_a_question_stands_its_entry_as_the_paper_has_it(app: App) -> None:
    app.preview()
    by_row = {page.id.split("|")[2]: page for page in pages(app)}
    for row in entries(app):
        beside = text_beside(sitting(app), row)
        assert beside[0].kind == "heading"
        assert [one.text for one in beside] == words(by_row[row])
        assert beside[1:] == by_row[row].text
        for kids in sitting(app).open().flow.answers.row(row).kids.values():
            for kid in kids:
                assert text_beside(sitting(app), kid.id) == beside
    case = text_beside(sitting(app), "case")
    assert case[0].text == "The whole situation"
    assert set(case) <= set(by_row["opening"].text)


def test_beside_follows_an_answer_and_a_piece_just_begun_is_not_there(app: App) -> None:
    row = entries(app)[0]
    book = sitting(app).open()
    before = text_beside(sitting(app), row)
    book.apply([Put(row, "context", Answer("Two words"))], "log")
    after = text_beside(sitting(app), row)
    assert "Also good to know: Two words" in [one.text for one in after]
    assert "Also good to know: Two words" not in [one.text for one in before]
    book.apply([Add("evidence", row, "begun")], "log")
    assert len(text_beside(sitting(app), row)) == len(after)
    assert text_beside(sitting(app), "begun") == text_beside(sitting(app), row)


def test_the_number_beside_is_the_papers_number_after_every_change(app: App) -> None:
    book = sitting(app).open()
    for date in ("1999-01-01", "2099-01-01", "XXXX"):
        row = entries(app)[1]
        book.apply([Put(row, "occurred", Answer(date))], "log")
        app.menu()
        app.preview()
        headings = {page.id.split("|")[2]: page.title for page in pages(app)}
        for each in entries(app):
            assert text_beside(sitting(app), each)[0].text == headings[each]
        numbers = [headings[each].split(":")[0] for each in entries(app)]
        assert sorted(numbers) == ["Entry 1", "Entry 2", "Entry 3"]


def test_only_the_one_entry_is_worked_out(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object, **_more: object) -> None:
        raise AssertionError("gathered everything")

    monkeypatch.setattr("tui.papers.tfv.text.gather", never)
    monkeypatch.setattr("tui.interview.follows.gaps", never)
    assert all(text_beside(sitting(app), row) for row in entries(app))


def test_it_never_fails(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text_beside(sitting(app), "no-such-row")

    def broken(*_given: object, **_more: object) -> None:
        raise RuntimeError("very private words")

    monkeypatch.setattr("tui.papers.tfv.text.gather_row", broken)
    assert text_beside(sitting(app), entries(app)[0]) == ()
    sitting(app).leave()
    assert text_beside(sitting(app), "case") == ()


def test_there_is_none_before_a_record_is_open(program: Program, tmp_path: Path) -> None:
    app = start(program)
    while app.page.id != "place":
        assert not app.page.has_paper
        assert app.beside() == ()
        assert app.preview() == app.page
        app.submit({}, "own") if app.page.kind == "menu" else app.submit(*Driver({}).turn(app.page))


def test_it_is_in_the_language_of_papers(app: App) -> None:
    sitting(app).settings = msgspec.structs.replace(sitting(app).settings, paper_language="fr_CA")
    assert "Conséquences" in [one.text for one in text_beside(sitting(app), entries(app)[0])]
    page = app.preview()
    assert "Toute la situation" in str(page.text) or "situation" in str(page.text)
    assert "Make this paper" in [one.label for one in page.choices]


def test_a_long_entry_comes_a_window_at_a_time(app: App) -> None:
    row = entries(app)[0]
    text = "\n\n".join(f"Line {number}." for number in range(120))
    sitting(app).open().apply([Put(row, "what", Answer(text))], "log")
    app.preview()
    found = [page for page in pages(app) if page.id.split("|")[2] == row]
    assert len(found) > 2
    assert all(len(page.text) <= 50 for page in found)
    said = [one.text for page in found for one in page.text]
    assert [each for each in said if each.startswith("Line ")] == text.split("\n\n")


# ---------------------------------------------------------------- one entry as a form


def picking(app: App) -> Page:
    app.menu()
    app.submit({}, "papers")
    return app.submit({}, "tfv-entry")


def test_a_form_is_asked_which_entry_it_is_for(app: App, tmp_path: Path) -> None:
    page = picking(app)
    assert page.kind == "list"
    assert {one.code for one in page.lines} == set(entries(app))
    flow = sitting(app).open().flow
    first, *others = [one.code for one in page.lines]
    assert page.lines[0].state
    dates = [flow.value(row, "occurred").start for row in others]  # type: ignore[attr-defined]
    assert dates == sorted(dates, reverse=True)
    page = app.submit({}, first)
    assert page.kind == "form"
    assert [one.name for one in page.fields] == ["size", "folder"]
    assert any(one.kind == "warning" and "plain file" in one.text for one in page.text)
    before = files(tmp_path / "kept")
    made = made_papers(app, tmp_path / "papers")
    assert set(made) == {".pdf"} and files(tmp_path / "kept") == before
    fields = PdfReader(io.BytesIO(made[".pdf"])).get_fields()
    assert fields is not None
    what = flow.value(first, "what")
    assert isinstance(what, str)
    shown = str(fields["what"]["/V"])
    assert shown.split() == what.split() or shown.startswith("See sheet")
    assert MARK not in str(fields)


def test_the_entry_one_was_at_is_offered_first(app: App) -> None:
    for row in entries(app):
        reviewed(app, row)
        assert picking(app).lines[0].code == row


def test_a_blank_form_holds_nothing(app: App, tmp_path: Path) -> None:
    picking(app)
    page = app.submit({}, "blank")
    assert "blank" in page.text[0].text.lower()
    assert app.submit({}, "not").id.startswith("picking|")
    app.submit({}, "blank")
    content = made_papers(app, tmp_path / "papers")[".pdf"]
    fields = PdfReader(io.BytesIO(content)).get_fields()
    assert fields is not None and len(fields) > 30
    assert not any(field.get("/V") for field in fields.values())


def test_what_was_set_up_is_proposed(app: App, tmp_path: Path) -> None:
    sitting(app).settings = msgspec.structs.replace(
        sitting(app).settings, size="a4", folder=str(tmp_path / "mine"), paper_language="fr_CA"
    )
    picking(app)
    page = app.submit({}, "blank")
    assert {one.name: one.value for one in page.fields} == {
        "size": "a4",
        "folder": str(tmp_path / "mine"),
    }
    (tmp_path / "mine").mkdir()
    page = app.submit({"size": "a4", "folder": str(tmp_path / "mine")}, "write")
    assert page.title == "Written"
    (path,) = (tmp_path / "mine").iterdir()
    found = PdfReader(path)
    assert found.trailer["/Root"]["/Lang"] == "fr-CA"  # type: ignore[index]
    assert "Conséquences" in found.pages[1].extract_text()
    assert round(float(found.pages[0].mediabox.width)) == 595


def test_an_entry_with_nothing_in_it_is_not_offered(app: App) -> None:
    sitting(app).open().apply([Add("incidents", "case", "begun")], "log")
    assert "begun" not in {one.code for one in picking(app).lines}


def test_the_preview_is_there_from_the_first_question_on(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept", {})
    assert asks("occurred")(app.page) and app.page.has_paper
    assert app.beside()[0].kind == "heading"
    page = app.preview()
    assert page.kind == "message"
    assert asks("occurred")(app.back())


def test_the_log_is_read_at_once_and_the_other_papers_are_a_step_away(app: App) -> None:
    page = app.preview()
    assert page.id.startswith("preview|tfv-log|")
    page = app.submit({}, "papers")
    assert page.id == "previews" and len(page.lines) > 1
    page = app.submit({}, "chronology")
    assert page.id.startswith("preview|chronology|")
    assert app.back().id == "previews"
    assert app.back().id == "home"
