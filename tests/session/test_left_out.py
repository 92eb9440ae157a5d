"""What no paper may show: pictures of anyone under 18, and notes that are private."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.driving import Driver
from tests.session.sittings import asks, at, kept, on, start
from tui.interview.program import Program
from tui.session.app import App

MARK = "zebrafish"
"""A word that is in no text of ours."""

MINOR: dict[str, Any] = {
    "occurred": "2026-03-01",
    "kind": "image",
    "shows_minor": "yes",
    "what": f"{MARK} what",
    "have": ["saved"],
    "more": "more",
}
FULL: dict[str, Any] = {
    "occurred": "2026-03-02",
    "kind": "image",
    "shows_minor": "no",
    "what": "A picture of my window.",
    "have": ["saved"],
    "more": "more",
    "platform": "instagram",
    "alike": "one",
    "account": "@example",
    "context": "More words.",
    "private_notes": f"{MARK} notes",
    "evidence": [{"name": "The picture", "state": "kept", "place_more": f"{MARK} place"}],
}


def written(app: App, folder: Path) -> dict[str, str]:
    """The text of the log as DOCX and as PDF, made from the menu."""
    from pypdf import PdfReader

    folder.mkdir()
    app.menu()
    app.submit({}, "papers")
    app.submit({}, "tfv-log")
    page = app.submit({"forms": ["docx", "pdf"], "size": "letter", "folder": str(folder)}, "write")
    assert page.id == "made", page.fields
    app.submit({})
    found = {}
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".docx":
            with ZipFile(io.BytesIO(data)) as parts:
                found["docx"] = "".join(
                    parts.read(name).decode() for name in parts.namelist() if ".xml" in name
                )
        else:
            reader = PdfReader(io.BytesIO(data))
            found["pdf"] = "".join(page.extract_text() for page in reader.pages)
            found["about"] = str(reader.metadata) + str(reader.xmp_metadata)
    assert set(found) == {"docx", "pdf", "about"}
    return found


@pytest.fixture
def app(program: Program, tmp_path: Path) -> App:
    app = start(program)
    kept(app, tmp_path / "kept")
    return app


@pytest.mark.parametrize("said", ["yes", {"open": "not-sure"}, {"open": "skipped"}], ids=str)
def test_nothing_is_asked_about_such_a_picture(
    program: Program, app: App, tmp_path: Path, said: Any
) -> None:
    row = app.page.id.split("|")[1]
    driver = Driver({"incidents": []})
    driver.rows[row] = {**MINOR, "shows_minor": said}
    asked = set()
    shown = []
    while app.page.id != "home":
        if f"|{row}|" in app.page.id:
            asked |= {field.name for field in app.page.fields}
            shown.append(app.page)
        values, choice = driver.turn(app.page)
        app.submit(values, choice)
    assert asked == {"occurred", "kind", "shows_minor"}
    assert shown[-1].text[0].kind == "stop"
    assert shown[-1].people
    # Nor later: not from what is open, not from the entry, not as a thing to do.
    page = app.submit({}, "open")
    assert not [one for one in page.lines if one.code.startswith("g")]
    assert not [one for one in page.lines if "entry" in one.label]
    app.back()
    page = app.submit({}, "review")
    code = next(one.code for one in page.lines if one.code.startswith("r"))
    page = app.submit({}, code)
    labels = [one.label for one in page.lines if one.code]
    assert len(labels) == 3
    assert "more" not in {one.code for one in page.choices}
    assert not any(word in str(labels) for word in ("have", "shows it", "kept"))
    for text in written(app, tmp_path / "papers").values():
        assert MARK not in text
        assert "sexual picture" not in text.lower().replace("sexual pictures of anyone", "")


def test_a_stop_found_later_takes_the_rest_out_of_the_papers(
    program: Program, app: App, tmp_path: Path
) -> None:
    """The entry was written in full before the person knew what the picture is."""
    full = {**FULL, "what": f"{MARK} what", "comments": f"{MARK} comments"}
    full["evidence"] = [{"name": f"{MARK} name", "state": "kept"}]
    driver = Driver({"incidents": []})
    driver.rows[app.page.id.split("|")[1]] = full
    on(app, driver, at("home"))
    page = app.submit({}, "review")
    page = app.submit({}, next(one.code for one in page.lines if one.code.startswith("r")))
    code = next(one.code for one in page.lines if "under 18" in one.label)
    app.submit({}, code)
    page = app.submit({"shows_minor": "yes"})
    assert page.id == "confirm"
    page = app.submit({}, "change")
    assert not any(MARK in f"{one.label}{one.detail}" for one in page.lines)
    assert not any(one.code.startswith("r") for one in page.lines)
    for text in written(app, tmp_path / "papers").values():
        assert MARK not in text
    page = app.submit({}, "open")
    assert not [one for one in page.lines if one.code.startswith("g")]
    # The stop is shown before the journey goes on.
    app.back()
    page = app.submit({}, "go:log")
    assert page.text[0].kind == "stop"


def test_private_notes_are_in_no_paper(program: Program, app: App, tmp_path: Path) -> None:
    driver = Driver({"incidents": []})
    driver.rows[app.page.id.split("|")[1]] = FULL
    on(app, driver, at("home"))
    notes = [
        one.value
        for row, _ in app._sitting.open().flow.answers.rows()
        for name, one in row.fields.items()
        if name in ("private_notes", "place_more")
    ]
    assert [bool(one) and MARK in str(one) for one in notes] == [True, True]
    for kind, text in written(app, tmp_path / "papers").items():
        assert MARK not in text
        if kind != "about":
            assert "A picture of my window." in text
    assert "Private notes" in written(app, tmp_path / "again")["pdf"]


def test_what_is_said_of_the_check_is_in_no_paper(
    program: Program, app: App, tmp_path: Path
) -> None:
    driver = Driver({"incidents": []})
    driver.rows[app.page.id.split("|")[1]] = FULL
    on(app, driver, at("home"))
    labels = {
        label
        for step in program.scripts["safety"].all_steps()
        if step.kind == "ask"
        for label in step.labels.values()
        if len(label) > 12
    }
    assert len(labels) > 10
    for text in written(app, tmp_path / "papers").values():
        assert not [label for label in labels if label in text]


def test_the_stop_comes_before_anything_that_could_be_kept(program: Program, app: App) -> None:
    app.submit({"occurred": "2026-03-01"})
    page = app.submit({"kind": "image"})
    assert asks("shows_minor")(page)
    page = app.submit({"shows_minor": "yes"})
    assert page.text[0].kind == "stop"
    assert not page.fields
