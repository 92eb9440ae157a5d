"""The review's filters: only what has no answer, each question asked and back in the list."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.driving import Driver, read
from tests.session.sittings import asks, at, go, on, start
from tests.session.test_walking_pages import along
from tui.interview.answers import Answer, Put
from tui.interview.program import Program
from tui.interview.schema import Ask
from tui.session.app import App
from tui.session.page import Left, Page
from tui.session.stages.filtering import _FILTERS

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def app(program: Program) -> App:
    """Three entries and all about them answered; at the menu."""
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    on(app, Driver(read(EXAMPLES / "three-entries.yaml")), at("home"))
    return app


def filters(app: App) -> dict[str, int]:
    app.menu()
    app.submit({}, "review")
    page = app.submit({}, "only")
    return {one.code: int(one.note) for one in page.choices if one.code != "done"}


def questions(page: Page) -> list[str]:
    return [one.label for one in page.lines if one.code]


def asked(app: App, name: str) -> str:
    """The words of a question about an entry."""
    node = app._sitting.program.asks["incidents", name].node
    assert isinstance(node, Ask)
    return node.question


def leave(app: App, name: str, how: Any) -> None:
    """Leave an answer of the first entry open, behind the pages."""
    book = app._sitting.open()
    row = book.flow.rows("incidents")[0].id
    book.apply([Put(row, name, Answer(open=how, by="log@1"))], "log@1")


def test_each_filter_has_its_number_and_shows_just_those(app: App) -> None:
    for name, how in (("occurred", "not-sure"), ("what", "later"), ("context", "skipped")):
        leave(app, name, how)
    numbers = filters(app)
    assert numbers["not-sure"] == 1
    for which, number in numbers.items():
        page = app.submit({}, which)
        assert len(questions(page)) == number, which
        app.back()
    page = app.submit({}, "not-sure")
    assert questions(page) == ["When did it happen?"]
    app.back()
    page = app.submit({}, "left")
    states = {one.label: one.state for one in page.lines if one.code}
    assert states["What happened?"] == "Later"
    assert "Skipped" in states.values()


def test_picking_one_asks_it_and_returns_to_the_list(app: App) -> None:
    leave(app, "occurred", "not-sure")
    leave(app, "what", "not-sure")
    filters(app)
    page = app.submit({}, "not-sure")
    assert len(questions(page)) == 2
    assert asks("occurred")(app.submit({}, "q0"))
    assert app.back().id == page.id
    app.submit({}, "q0")
    page = app.submit({"occurred": "2026-03-03"})
    assert questions(page) == ["What happened?"]
    app.submit({}, "q0")
    page = app.submit({"what": "He wrote."})
    assert questions(page) == []
    assert page.text[0].text == "There is no question you were not sure about."
    assert app.submit({}, "q0") == page
    assert app.submit({}, "done").id == "only"
    assert app.submit({}, "done").id.startswith("review")


@pytest.mark.parametrize("which", _FILTERS)
def test_an_empty_filter_says_so(app: App, which: str) -> None:
    numbers = filters(app)
    page = app.submit({}, which)
    assert bool(page.text) == (numbers[which] == 0)
    assert bool(page.lines) == (numbers[which] > 0)


def test_a_question_on_a_page_with_others_is_where_it_starts(app: App) -> None:
    leave(app, "talked", "not-sure")
    filters(app)
    app.submit({}, "not-sure")
    page = app.submit({}, "q0")
    assert page.fields[0].name == "context"
    assert page.focus == "talked"


def test_a_correction_that_opens_questions_shows_there(app: App) -> None:
    before = filters(app)["todo"]  # of a journey that was not begun
    app.menu()
    page = app.submit({}, "review")
    for words in ("3 March 2026", asked(app, "kind")):
        page = app.submit({}, next(one.code for one in page.lines if one.label.startswith(words)))
    app.submit({"kind": "image"})
    if app.page.id == "confirm":
        app.submit({}, "change")
    assert filters(app)["todo"] == before + 1
    page = app.submit({}, "todo")
    assert asked(app, "shows_minor") in questions(page)
    assert any(one.label.startswith("3 March 2026") for one in page.lines)


def test_what_no_longer_fits_shows_there(app: App) -> None:
    app.menu()
    page = app.outline()
    app.submit({}, next(one.code for one in page.lines if one.label.startswith("20 March")))
    app.submit({"occurred": "2026-04-09"})
    app.submit({}, "change")
    number = filters(app)["look"]
    assert number > 0
    page = app.submit({}, "look")
    page = app.submit({}, "q0")
    assert [one.error for one in page.fields if one.error]
    page = app.submit({one.name: Left("not-sure") for one in page.fields})
    assert page.id.startswith("only|look")
    assert len(questions(page)) == number - 1


def test_the_numbers_are_those_of_the_answers(app: App) -> None:
    chance = random.Random(7)
    book = app._sitting.open()
    for _ in range(40):
        keys = [item.key for item in book.flow.items("log") if item.kind == "ask"]
        row, name = chance.choice(keys)
        how = chance.choice(["skipped", "not-sure", "later", None])
        answer = Answer(open=how, by="log@1") if how else None
        book.apply([Put(row, name, answer)], "log@1")
        items = [item for item in book.flow.items() if item.kind == "ask"]
        opening = {one.name for one in book.flow.scripts() if one.node.once == "opening"}
        items = [item for item in items if item.section.script not in opening]
        left = [book.flow.answers.get(*item.key) for item in items if item.state == "left"]
        hows = [one.open for one in left if one is not None]
        assert filters(app) == {
            "todo": sum(item.state == "todo" for item in items),
            "not-sure": hows.count("not-sure"),
            "left": hows.count("skipped") + hows.count("later"),
            "look": sum(item.state == "look" for item in items),
        }


def test_an_entry_that_was_not_finished_shows_all_it_still_asks(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    along(app, "what", {"occurred": "2026-03-03", "kind": "call"})
    filters(app)
    page = app.submit({}, "todo")
    assert "What happened?" in questions(page)
    assert "When did it happen?" not in questions(page)
