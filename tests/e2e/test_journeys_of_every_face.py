"""Somebody whose pictures were put online collects, reports and gets ready for court.

The record is prepared without a terminal: it holds one entry. From its menu on, all is done in
a real terminal, in each face, to the end of each journey; then a paper of it is written.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

import walking_screen
from entering import WAYS, Entering, InLines, OnScreen, Pages, Values
from hands import FACES
from homes import Home
from pypdf import PdfReader
from terminal import Terminal

from tests.content.walking import PERSONAS
from tests.driving import read
from tests.session.sittings import at, kept, on, start
from tui.commands.programs import loaded
from tui.session.page import Field, Left, Page, Raw

PERSON = read(PERSONAS / "stranger-with-pictures.yaml")
JOURNEYS = ("collect", "report", "court")
ENTRY = {
    "occurred": "2026-04-04",
    "kind": "fake",
    "shows_minor": "no",
    "what": "An account sent the link to eleven of my friends.",
    "have": ["there"],
    "more": "keep",
}
ADDED = ("rows:reports", "rows:requests")


def told() -> dict[str, Any]:
    """What the person says, by question: of all, and of one piece, one report, one account."""
    entry = PERSON["incidents"][1]
    parts = (
        PERSON["answers"],
        {name: value for name, value in entry.items() if name not in ENTRY},
        entry["evidence"][0],
        PERSON["reports"][1],
        PERSON["requests"][0],
    )
    said = {name: value for part in parts for name, value in part.items()}
    return said | {"taken_by": "self"}  # With a friend, the same page would come again.


class Somebody:
    """Answers what is asked, adds a row where one is told of, and skips the rest."""

    def __init__(self) -> None:
        self.says = told()
        self.added: set[str] = set()

    def turn(self, page: Page) -> tuple[Values, str]:
        codes = [one.code for one in page.choices]
        if page.kind == "form":
            return {one.name: self._value(one) for one in page.fields}, codes[0]
        if "add" in codes:
            name = page.id.rpartition("|")[2]
            more = name in ADDED and name not in self.added
            self.added.add(name)
            return {}, "add" if more else "enough"
        return {}, "later" if "later" in codes else codes[0]

    def _value(self, asked: Field) -> Raw | Left:
        found = self.says.get(asked.name)
        if found is None or isinstance(found, dict):
            return Left(found["open"] if found else "skipped")
        return [asked.options[-1].code] if asked.type == "rows" else found


def prepared(home: Home) -> None:
    """Make a record with one entry that stands at its menu."""
    app = start(loaded())
    driver = kept(app, home.vault, {"answers": PERSON["answers"], "incidents": [ENTRY]})
    on(app, driver, at("home"))
    app.leave()


def walked(entering: Entering, pages: Pages, home: Page) -> Page:
    """Go through the journeys, each from the menu to its end; return the menu."""
    somebody, page = Somebody(), home
    for journey in JOURNEYS:
        assert page.id == "home"
        entering.enter(page, {}, f"go:{journey}")
        page = pages.next()
        while page.id != "home":
            values, choice = somebody.turn(page)
            entering.enter(page, values, choice)
            page = pages.next()
            assert not [one.error for one in page.fields if one.error], page
    return page


def written(entering: Entering, pages: Pages, home: Page, paper: str) -> None:
    """Write a paper as it is proposed."""
    entering.enter(home, {}, "papers")
    entering.enter(pages.next(), {}, paper)
    page = pages.next()
    if isinstance(entering, OnScreen):
        entering.terminal.wait_for(page.title)
        entering.terminal.keys(walking_screen.NEXT)
    elif isinstance(entering, InLines):
        for _field in page.fields:
            entering.terminal.keys("", "enter")
        entering.terminal.keys("1", "enter")
    else:
        for _asked in (*page.fields, "Write it"):
            entering._prompt()  # type: ignore[attr-defined]
            entering.terminal.keys("enter")
    assert pages.next().id == "made"


@pytest.mark.system
@pytest.mark.parametrize("face", sorted(FACES))
def test_collecting_reporting_and_court_lead_to_a_paper(face: str, home: Home) -> None:
    prepared(home)
    told_pages = home.path.parent / "pages"
    wrapper = str(Path(__file__).with_name("paged_app.py"))
    line = [sys.executable, "-P", wrapper, face, str(home.vault), str(told_pages)]
    env = {"PYTHONPATH": ":".join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])}
    with Terminal(home=home.path, command=line, columns=100, rows=46, env=env) as terminal:
        hands = FACES[face](terminal)
        hands.unlocked()  # type: ignore[attr-defined]
        entering, pages = WAYS[type(hands)](hands), Pages(terminal, told_pages)
        page = pages.next()
        while page.id != "home":
            page = pages.next()
        written(entering, pages, walked(entering, pages, page), "preservation-request")
    made = {file.suffix: file for file in (home.path / "Documents").glob("*.*") if file.is_file()}
    assert made.keys() >= {".docx", ".pdf"}
    reader = PdfReader(io.BytesIO(made[".pdf"].read_bytes()))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "@example.looking.4.t",
        "17841400000000000",
        "Who set up the account.",
        "4 April",
    ):
        assert words in said
