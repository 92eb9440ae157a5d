"""Taking back what was done: answers and documents are as they were, and the page says so."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.driving import Driver, read
from tests.session.sittings import Clock, asks, at, copied, go, kept, on, start
from tests.session.test_walking_pages import ENTRY, along, entry_lines, finished
from tests.session.test_walking_pages import given as answers_given
from tests.vault.faults import FaultyOs
from tui.interview.answers import ROOT, Add, Answer, Answers, Change, Put, Remove
from tui.interview.program import Program
from tui.session.app import App
from tui.session.book import _UNDOS, Book
from tui.session.page import Left, Page
from tui.vault import Case, MemoryCase, durable

EXAMPLES = Path(__file__).parents[2] / "examples"


def tree(answers: Answers) -> list[tuple[Any, ...]]:
    """Every row with its place and what it holds, rows in their order."""
    return [
        (row.id, row.table, above, dict(row.fields), row.written, row.changed)
        for row, above in answers.rows()
    ]


def table(row: tuple[Any, ...]) -> str:
    return row[1]


def documents(case: Case) -> dict[str, Any]:
    """What the case keeps, but for words that are no answers yet."""
    return {table: case.rows(table) for table in case.tables() if table != "drafts"}


def said(page: Page) -> str:
    return " ".join(one.text for one in page.text)


# A book: any changes, and back.


def changes_of(book: Book, op: tuple[str, int, str, object], new: str) -> list[Change]:
    """Make changes of an operation that fit the answers as they are."""
    kind, number, name, value = op
    rows = [row for row, _ in book.flow.answers.rows()]
    row = rows[number % len(rows)]
    incidents = [one for one in rows if one.table == "incidents"]
    if kind == "put":
        return [Put(row.id, name, value)]  # type: ignore[arg-type]
    if kind == "two":
        return [Put(row.id, name, value), Put(ROOT, "mood", Answer("x"))]  # type: ignore[arg-type]
    if kind == "evidence" and incidents:
        return [Add("evidence", incidents[number % len(incidents)].id, new, {"name": Answer("e")})]
    if kind == "remove" and row.id != ROOT:
        return [Remove(row.id)]
    if kind == "swap" and row.id != ROOT:
        return [Remove(row.id), Add("incidents", ROOT, new)]
    return [Put(ROOT, "rows:entries", None), Add("incidents", ROOT, new, {"kept": Answer(True)})]


ANSWERS = st.one_of(
    st.none(),
    st.sampled_from([Answer("call"), Answer("2026-03-03"), Answer(["notes"]), Answer(7)]),
    st.sampled_from([Answer(open="later"), Answer(open="not-sure"), Answer(True, by="log@1")]),
)
OPS = st.tuples(
    st.sampled_from(["put", "put", "put", "two", "add", "add", "evidence", "remove", "swap"]),
    st.integers(0, 30),
    st.sampled_from(["occurred", "kind", "what", "have", "more", "name", "state", "seen:x"]),
    ANSWERS,
)


@given(ops=st.lists(OPS, min_size=1, max_size=25), back=st.integers(0, 25))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_changes_and_all_taken_back_leave_nothing(
    program: Program, ops: list[tuple[str, int, str, object]], back: int
) -> None:
    clock = Clock()
    ids = (f"n{number}" for number in count())
    case = MemoryCase(name="", kind="own", clock=clock)
    book = Book(program, case, clock)
    book.apply([Put(ROOT, "started", Answer("2026-01-01"))], "log@1")
    book.settle()
    assert not book.can_undo
    pictures = [(tree(book.flow.answers), documents(case))]
    for op in ops:
        clock.now += timedelta(hours=9)
        book.apply(changes_of(book, op, next(ids)), "log@1")
        pictures.append((tree(book.flow.answers), documents(case)))
    # Some back, some others on top, then all.
    for _ in range(min(back, len(ops))):
        pictures.pop()
        book.undo()
    for op in ops[:3]:
        book.apply(changes_of(book, op, next(ids)), "log@1")
        pictures.append((tree(book.flow.answers), documents(case)))
    while book.can_undo:
        pictures.pop()
        book.undo()
        answers, kept_documents = pictures[-1]
        assert tree(book.flow.answers) == answers
        assert documents(case) == kept_documents
        # Read anew, every row stands where it stood.
        assert tree(Book(program, case, clock).flow.answers) == answers
        states = [(item.key, item.state) for item in book.flow.items()]
        assert states == [(item.key, item.state) for item in book.flow.fresh().items()]
    assert len(pictures) == 1
    with pytest.raises(IndexError):
        book.undo()


def test_the_first_answer_of_a_record_leaves_no_trace(program: Program) -> None:
    case = MemoryCase(name="", kind="own", clock=Clock())
    book = Book(program, case, Clock())
    before = documents(case)
    book.apply([Put(ROOT, "started", Answer("2026-01-01"))], "log@1")
    assert documents(case) != before
    book.undo()
    assert documents(case) == before


def test_only_so_many_changes_are_remembered(program: Program) -> None:
    book = Book(program, MemoryCase(name="", kind="own", clock=Clock()), Clock())
    for number in range(_UNDOS + 5):
        book.apply([Put(ROOT, "started", Answer(f"{1900 + number}"))], "log@1")
    for _ in range(_UNDOS):
        book.undo()
    assert not book.can_undo
    found = book.flow.answers.get(ROOT, "started")
    assert found is not None
    assert found.value == "1904"


# The app.


@pytest.fixture
def app(program: Program) -> App:
    """In memory, at the first question of the first entry."""
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    return app


def test_undo_asks_the_last_question_again_and_says_so(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    page = app.undo()
    assert asks("kind")(page)
    assert page.fields[0].value == ""
    assert "Taken back: your answer to “What kind of thing was it?”" in said(page)
    assert answers_given(app, "kind") == [None]
    # It is said once.
    assert "Taken back" not in said(app.submit({"kind": "nothing"}))
    page = app.undo()
    assert asks("occurred")(page)
    assert asks("kind")(app.submit({"occurred": "2026-03-04"}))
    assert asks("what")(app.submit({"kind": "message"}))
    assert asks("kind")(app.back())


def test_undo_of_a_changed_answer_shows_the_one_before(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.back()
    app.back()
    app.submit({"occurred": "2026-03-09"})
    page = app.undo()
    assert page.fields[0].value == "2026-03-03"
    assert "“When did it happen?” has the answer it had before." in said(page)


def test_before_the_check_is_over_and_right_after_there_is_nothing_to_undo(
    program: Program,
) -> None:
    app = start(program, memory_only=True)
    assert app.undo() == app.page
    app.submit({}, "own")
    driver = Driver({})
    for _ in range(40):
        assert not app.page.can_undo
        if app.page.has_menu:
            break
        before = app.page
        assert app.undo() == before
        values, choice = driver.turn(before)
        app.submit(values, choice)
    assert app.page.has_menu
    book = app._sitting.open()
    # The first entry opened by itself; what came before it can't be taken back.
    while book.can_undo:
        app.undo()
    assert book.flow.answers.get(ROOT, "moment") is not None


def test_undo_of_an_entry_just_begun_takes_it_out(app: App) -> None:
    finished(app, {**ENTRY, "more": "keep"})
    app.submit({}, "new:incidents")
    assert len(answers_given(app, "what")) == 2
    page = app.undo()
    assert len(answers_given(app, "what")) == 1
    assert "Taken back: Entry 2" in said(page)
    assert page.id == "home"


def test_undo_brings_an_entry_back_with_all_below_it_and_in_its_place(app: App) -> None:
    data = read(EXAMPLES / "three-entries.yaml")
    on(app, Driver(data), at("home"))
    book = app._sitting.open()
    before, stored = tree(book.flow.answers), documents(book.case)
    entry_lines(app, 3)
    page = app.submit({}, "remove")
    assert "you can bring it back with Undo" in said(page)
    app.submit({}, "remove")
    assert len(book.flow.rows("incidents")) == 2
    page = app.undo()
    assert said(page).startswith("Brought back: 20 March 2026")
    assert tree(book.flow.answers) == before
    assert documents(book.case) == stored
    again = tree(Book(book.program, book.case, book.clock).flow.answers)
    # Each table has its rows in their order; which table is read first does not matter.
    assert sorted(again, key=table) == sorted(before, key=table)


def test_undo_of_a_confirmed_edit_brings_back_what_it_set_aside(app: App) -> None:
    along(app, "alike_first")
    app.submit(
        {
            "alike_count": "3",
            "alike_first": "2026-03-01",
            "alike_last": "2026-03-03",
            "alike_words": "Move away.",
        }
    )
    app.back()
    app.back()
    assert asks("alike")(app.page)
    before = tree(app._sitting.open().flow.answers)
    page = app.submit({"platform": "sms", "alike": "one"})
    assert page.id == "confirm"
    app.submit({}, "change")
    book = app._sitting.open()
    row = book.flow.rows("incidents")[0].id
    assert book.flow.find((row, "alike_count")) is None
    page = app.undo()
    assert asks("alike")(page)
    assert tree(book.flow.answers) == before
    assert book.flow.find((row, "alike_count")) is not None


def test_undo_on_the_page_that_asks_before_an_edit_goes_to_the_question(app: App) -> None:
    along(app, "alike_first")
    app.back()
    page = app.submit({"platform": "sms", "alike": "one"})
    if page.id == "confirm":
        assert app.undo().kind == "form"
    assert app.page.id != "confirm"


def test_undo_of_a_person_added_in_a_question(app: App) -> None:
    along(app, "who")
    app.submit({"who": ["+"], "account": ""})
    page = app.submit({"name": "Colin"})
    book = app._sitting.open()
    assert len(book.flow.rows("people")) == 1
    assert app.undo().fields[0].name == "who"
    assert not book.flow.answers.root.kids.get("people")
    assert [one.code for one in app.page.fields[0].options] == ["+"]
    assert page.id == app.page.id


def test_undo_from_elsewhere_asks_it_and_comes_back_there(app: App) -> None:
    finished(app, {**ENTRY, "more": "keep"})
    for way in (app.outline, app.still_open, lambda: app.submit({}, "review")):
        app.menu()
        app.submit({}, "new:incidents")
        app.submit({"occurred": "2026-03-05"})
        app.menu()
        listed = way().id
        page = app.undo()
        assert asks("occurred")(page)
        assert app.back().id == listed
        assert not app.undo().fields or asks("occurred")(app.page)
        app.undo()


def test_undo_of_a_task_marked_done(app: App) -> None:
    finished(app, {**ENTRY, "more": "keep"})
    page = app.still_open()
    task = next(one for one in page.lines if one.code.startswith("t"))
    app.submit({}, task.code)
    assert app.submit({}, "done").id == "open"
    page = app.undo()
    assert page.kind == "message"
    assert [one.code for one in page.choices] == ["done", "later"]
    page = app.back()
    assert page.id == "open"
    assert "Done" not in {one.state for one in page.lines}


def test_drafts_stay_where_their_rows_are_and_go_with_them(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.keep_draft("what", "half a sent")
    drafts = app._sitting.drafts
    kept_at = next(iter(drafts))
    app.undo()
    assert drafts == {kept_at: "half a sent"}
    app.submit({"kind": "call"})
    assert app.page.fields[0].value == "half a sent"
    app.undo()
    app.undo()
    while app._sitting.can_undo:
        app.undo()
    assert set(drafts) <= {(row.id, "what") for row, _ in app._sitting.open().flow.answers.rows()}


def test_what_cannot_be_stored_is_not_taken_back(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    app = start(program)
    kept(app, folder)
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.menu()
    app.submit({}, "review")
    page = app.submit({}, "r0")
    app.submit({}, "remove")
    app.submit({}, "remove")
    book = app._sitting.open()
    before, stored = tree(book.flow.answers), copied(folder, tmp_path / "copy").rows("incidents")
    assert not stored
    with monkeypatch.context() as broken:
        broken.setattr(durable, "os", FaultyOs(0, lasting=True))
        page = app.undo()
    assert page.text[0].kind == "warning"
    assert "Brought back" not in said(page)
    assert tree(book.flow.answers) == before
    assert not copied(folder, tmp_path / "copy").rows("incidents")
    assert page.can_undo
    page = app.undo()
    assert "Brought back: 3 March 2026" in said(page)
    assert len(copied(folder, tmp_path / "copy").rows("incidents")) == 1
    app.leave()


def test_taking_everything_back_leaves_the_vault_as_it_was(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    app = start(program)
    kept(app, folder)
    book = app._sitting.open()
    before = {
        table: copied(folder, tmp_path / "copy").rows(table) for table in ("case", *program.tables)
    }
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.submit({"what": "It rang."})
    app.submit({"have": Left("later")})
    row = book.flow.rows("incidents")[0].id
    for _ in range(4):
        app.undo()
    assert book.flow.answers.row(row).fields == {}
    after = {
        table: copied(folder, tmp_path / "copy").rows(table) for table in ("case", *program.tables)
    }
    assert after == before
    app.leave()
