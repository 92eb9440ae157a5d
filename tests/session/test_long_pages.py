"""Pages with several questions: the rest can be skipped at once, and each can be started at."""

from __future__ import annotations

import pytest

from tests.session.sittings import asks, go, start
from tests.session.test_walking_pages import along
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left

MORE = {"occurred": "2026-03-03", "kind": "call", "what": "It rang.", "have": ["notes"]}


@pytest.fixture
def app(program: Program) -> App:
    """In memory, at a page of one entry with four questions."""
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    along(app, "context", {**MORE, "more": "more"})
    return app


def stored(app: App) -> dict[str, object]:
    book = app._sitting.open()
    row = book.flow.rows("incidents")[0]
    return {
        name: one.open or one.value
        for name in ("context", "witnesses", "talked", "told")
        if (one := row.fields.get(name)) is not None
    }


def test_going_on_is_first_and_skipping_the_rest_comes_after(app: App) -> None:
    assert [one.code for one in app.page.choices] == ["next", "rest"]
    assert app.page.choices[1].label == "Keep what is here, skip the rest"


def test_a_page_with_few_questions_does_not_offer_it(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    assert [one.code for one in app.page.choices] == ["next"]
    along(app, "platform", {**MORE, "more": "more"})
    assert len(app.page.fields) == 2
    assert [one.code for one in app.page.choices] == ["next"]


def test_what_is_there_is_kept_and_the_rest_is_skipped(app: App) -> None:
    page = app.submit({"context": "A court date.", "told": "", "talked": []}, "rest")
    assert asks("police")(page)
    assert stored(app) == {
        "context": "A court date.",
        "witnesses": "skipped",
        "talked": "skipped",
        "told": "skipped",
    }


def test_what_was_left_another_way_stays_so(app: App) -> None:
    page = app.page
    values = {one.name: Left("skipped") for one in page.fields}
    app.submit({**values, "witnesses": Left("not-sure"), "told": Left("later")})
    page = app.back()
    assert {one.name: one.open for one in page.fields}["told"] == "later"
    app.submit({"context": "A court date.", "talked": Left("not-sure")}, "rest")
    assert stored(app) == {
        "context": "A court date.",
        "witnesses": "not-sure",
        "talked": "not-sure",
        "told": "later",
    }


def test_an_answer_that_does_not_fit_keeps_the_page(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    along(app, "platform", {**MORE, "kind": "message", "more": "more"})
    page = app.submit({"platform": "sms", "alike": "many"})
    assert asks("alike_count")(page)
    page = app.submit({"alike_count": "one"}, "rest")
    assert [one.name for one in page.fields if one.error] == ["alike_count"]
    assert page.focus == "alike_count"
    page = app.submit({"alike_count": "3"}, "rest")
    assert not asks("alike_count")(page)


def test_going_on_still_asks_for_every_answer(app: App) -> None:
    page = app.submit({"context": "A court date."}, "next")
    assert [one.name for one in page.fields if one.error] == ["witnesses", "talked", "told"]
    assert page.focus == "witnesses"
    assert stored(app) == {}


def test_a_question_that_only_steers_is_not_skipped(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    page = along(app, "more", {**MORE})
    assert page.fields[0].may_open == ()
    page = app.submit({}, "rest")
    assert page.fields[0].error
