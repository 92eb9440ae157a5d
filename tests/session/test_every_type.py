"""Every type of answer in a sitting: what is typed, what is stored, edited and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.every_type import ANSWERS, KEPT, program
from tests.every_type.walking import PLACE, entered, walk
from tests.session.sittings import copied, seal, start, unlock
from tui.interview.answers import ROOT
from tui.session.app import App
from tui.session.page import Field, Left, Page, Raw

LEFT = ("skipped", "not-sure", "later")


@pytest.fixture
def app() -> App:
    """In memory, at the first question."""
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    walk(app, "colour", {})
    return app


def stored(app: App, name: str, row: str = ROOT) -> Any:
    answer = app._sitting.open().flow.answers.row(row).fields.get(name)
    return answer.value if answer is not None else None


def rows(app: App, table: str) -> list[str]:
    return [row.id for row, _ in app._sitting.open().flow.answers.rows() if row.table == table]


def field(page: Page, name: str) -> Field:
    return next(one for one in page.fields if one.name == name)


def test_each_type_is_stored_as_it_should_be(app: App) -> None:
    walk(app, "home")
    for name, value in KEPT.items():
        if name != "signed":
            assert (name, stored(app, name)) == (name, value)
    signed = stored(app, "signed")
    assert {name: signed[name] for name in ("name", "role", "date", "view")} == {
        "name": "Ana",
        "role": "a friend",
        "date": "2026-03-04",
        "view": "it is all there",
    }
    assert len(signed["fingerprint"]) == 64


def test_every_type_is_tried() -> None:
    from tui.interview.names import TYPES

    asked = {step.type for (table, _), step in program().asks.items()}
    assert asked == set(TYPES)


def test_it_is_the_same_after_it_was_locked_away(tmp_path: Path) -> None:
    app = start(program())
    app.submit({}, "own")
    walk(app, "place", PLACE)
    page = app.submit({"place": "here"}) if field_names(app) == ["place"] else app.page
    assert page.id == "place"
    seal(app, tmp_path / "kept")
    walk(app, "home")
    app.leave()
    (answers,) = copied(tmp_path / "kept", tmp_path / "copy").answers("case")
    assert {name: answers[name] for name in KEPT if name != "signed"} == {
        name: value for name, value in KEPT.items() if name != "signed"
    }
    again = start(program(), vault_path=tmp_path / "kept")
    unlock(again)
    assert stored(again, "cost") == KEPT["cost"]


def field_names(app: App) -> list[str]:
    return [one.name for one in app.page.fields]


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in ("colour",)])
def test_what_stands_there_can_be_given_again_and_stays_the_same(app: App, name: str) -> None:
    walk(app, name)
    before = {one.name: entered(one, dict(ANSWERS)) for one in app.page.fields}
    app.submit(before)
    kept = stored(app, name)
    page = back_to(app, name)
    assert page.fields
    values = {one.name: one.value for one in page.fields}
    after = app.submit(values)
    assert not [one.error for one in after.fields if one.error]
    assert stored(app, name) == kept


def back_to(app: App, name: str) -> Page:
    if app.page.id == "home":
        return lines(app, program().asks["", name].node.question)
    for _ in range(10):
        if name in field_names(app):
            return app.page
        app.back()
    raise AssertionError(f"no way back to {name}")


@pytest.mark.parametrize("name", list(ANSWERS))
def test_an_answer_can_be_taken_back(app: App, name: str) -> None:
    walk(app, name)
    app.submit({one.name: entered(one, dict(ANSWERS)) for one in app.page.fields})
    assert stored(app, name) is not None
    assert app.page.can_undo
    page = app.undo()
    assert stored(app, name) is None
    assert name in {one.name for one in page.fields}


@pytest.mark.parametrize("how", LEFT)
@pytest.mark.parametrize("name", list(ANSWERS))
def test_each_may_be_left_open(app: App, name: str, how: Any) -> None:
    page = walk(app, name)
    assert field(page, name).may_open == LEFT
    values: dict[str, Raw | Left] = {one.name: Left(how) for one in page.fields}
    app.submit(values)
    answer = app._sitting.open().flow.answers.get(ROOT, name)
    assert answer is not None
    assert answer.open == how


def test_a_question_that_only_steers_offers_no_way_to_leave_it_open(app: App) -> None:
    page = thing(app)
    assert field(page, "next").may_open == ()
    page = app.submit({"next": ""})
    assert field(page, "next").error == "Please pick one of these. You can change it later."


def thing(app: App, name: str = "A ring") -> Page:
    """Add a thing and go to the question that only steers."""
    walk(app, "rows:things")
    app.submit({}, "add")
    app.submit({"name": name})
    return app.submit({"tint": "red"})


def test_a_suggestion_is_offered_and_not_assumed(app: App) -> None:
    page = walk(app, "ended")
    asked = field(page, "ended")
    assert asked.value == ""
    assert asked.suggested == "2026-03~"
    assert asked.suggested_label == "about March 2026"
    assert stored(app, "ended") is None
    app.submit({"ended": asked.suggested})
    assert stored(app, "ended") == "2026-03~"
    thing(app)
    app.submit({"next": "stop"})
    page = app.submit({}, "add")
    page = app.submit({"name": "A hat"})
    assert field(page, "tint").suggested == "red"
    assert field(page, "tint").suggested_label == "Red"


def test_a_check_of_the_content_is_told_under_the_field(app: App) -> None:
    page = walk(app, "many")
    page = app.submit({"many": "-3"})
    assert field(page, "many").error == "Please write 0 or more."
    assert field(page, "many").value == "-3"
    page = walk(app, "ended", {**ANSWERS, "began": "3 March 2026"})
    page = app.submit({"ended": "1 March 2026"})
    assert field(page, "ended").error == "That is before it began."


def test_a_group_keeps_what_fits_and_says_what_does_not(app: App) -> None:
    page = walk(app, "first")
    assert [one.name for one in page.fields] == ["first", "second", "third", "fourth", "fifth"]
    typed: dict[str, Raw | Left] = {
        "first": "one",
        "second": "yes",
        "third": "03/04/2026",
        "fourth": ["a", "b"],
        "fifth": "about 50",
    }
    page = app.submit(typed)
    assert [one.name for one in page.fields if one.error] == ["third", "fifth"]
    assert {one.name: one.value for one in page.fields} == typed
    assert not app.submit(typed | {"third": "3 April 2026", "fifth": "50"}).fields
    assert stored(app, "fourth") == ["a", "b"]
    assert stored(app, "fifth") == "CAD 50.00"


def test_people_are_added_where_they_are_asked_for_and_picked_again(app: App) -> None:
    page = walk(app, "who")
    assert [one.label for one in field(page, "who").options] == ["Add somebody new"]
    app.submit({"who": ["+"]})
    page = app.submit({"name": "Ana"})
    (ana,) = rows(app, "people")
    assert field(page, "who").value == [ana]
    app.submit({"who": [ana, "+"]})
    app.submit({"name": "Ben"})
    ana, ben = rows(app, "people")
    app.submit({"who": [ana, ben]})
    assert stored(app, "who") == [ana, ben]


def test_people_of_one_name_are_told_apart(app: App) -> None:
    walk(app, "who")
    for name in ("Sam", "Sam", "sam", "Ana"):
        app.submit({"who": [*rows(app, "people"), "+"]})
        app.submit({"name": name})
    labels = [one.label for one in field(app.page, "who").options]
    assert labels[:4] == ["Sam, no. 1", "Sam, no. 2", "sam, no. 3", "Ana"]
    # An answer that tells them apart says more than a number.
    app.submit({"who": rows(app, "people")})
    walk(app, "reach")
    for account in ("@one", "@two", "@three", "@four"):
        app.submit({"reach": account})
        if "reach" not in field_names(app):
            walk(app, "reach") if account != "@four" else None
    app.menu()
    flow = app._sitting.open().flow
    from tui.session.apart import told_apart

    assert list(told_apart(flow, rows(app, "people")).values()) == [
        "Sam (@one)",
        "Sam (@two)",
        "sam (@three)",
        "Ana",
    ]


def test_a_row_in_a_row_has_answers_of_its_own(app: App) -> None:
    thing(app)
    app.submit({"next": "go"})
    app.submit({"dangerous": "no"})
    walk(app, "rows:parts")
    app.submit({}, "add")
    app.submit({"label": "A stone"})
    app.submit({"made": "summer 2025"})
    app.submit({}, "add")
    app.submit({"label": "A clasp"})
    stone, clasp = rows(app, "pieces")
    assert stored(app, "made", stone) == "2025-06~/2025-09~"
    assert stored(app, "made", clasp) is None
    # What a new row starts with is there, and not asked.
    assert stored(app, "kept", stone) is stored(app, "kept", clasp) is True


def test_a_stop_ends_its_row_and_no_more(app: App) -> None:
    thing(app)
    app.submit({"next": "go"})
    page = app.submit({"dangerous": "yes"})
    assert [one.kind for one in page.text] == ["stop"]
    assert page.people
    page = app.submit({}, page.choices[0].code)
    assert page.id.endswith("|rows:things")


# The sign-off.


def signing(app: App) -> Page:
    return walk(app, "signed")


def test_a_sign_off_is_asked_part_by_part(app: App) -> None:
    asked = field(signing(app), "signed")
    assert [one.label for one in asked.parts] == ["Name", "Role", "Date", "View"]
    assert [one.name for one in asked.parts] == [
        "signed.name",
        "signed.role",
        "signed.date",
        "signed.view",
    ]
    assert asked.value == ["", "", "", ""]
    # A typed name must not be taken for a signature.
    assert "no signature" in asked.parts[0].hint


@pytest.mark.parametrize("typed", [["Ana", "", "", ""], "Ana", ["Ana"]])
def test_a_name_is_enough(app: App, typed: Raw) -> None:
    signing(app)
    page = app.submit({"signed": typed})
    assert page.id == "home"
    assert stored(app, "signed")["name"] == "Ana"


def test_what_does_not_fit_a_sign_off_is_said_and_the_rest_stays(app: App) -> None:
    signing(app)
    page = app.submit({"signed": ["Ana", "a friend", "the 3rd", ""]})
    asked = field(page, "signed")
    assert "the month and the year" in asked.error
    assert [one.value for one in asked.parts] == ["Ana", "a friend", "the 3rd", ""]
    assert "a name" in field(app.submit({"signed": ["", "a friend", "", ""]}), "signed").error


def test_a_sign_off_stands_until_an_answer_changes(app: App) -> None:
    signing(app)
    app.submit({"signed": ANSWERS["signed"]})
    flow = app._sitting.open().flow
    assert flow.find((ROOT, "signed")).state == "answered"  # type: ignore[union-attr]
    assert "fingerprint" not in reviewed(app, "Who has looked through this?")
    assert reviewed(app, "Who has looked through this?") == (
        "Name as typed: Ana; a friend; 4 March 2026; it is all there"
    )
    change(app, "What is it called?", "line", "another one")
    item = app._sitting.open().flow.find((ROOT, "signed"))
    assert item is not None
    assert item.state == "look"
    page = lines(app, "Who has looked through this?")
    asked = field(page, "signed")
    assert asked.value == ["Ana", "a friend", "2026-03-04", "it is all there"]
    assert asked.error == (
        "An answer has changed since: “What is it called?”. Please look through and give it again."
    )
    app.submit({"signed": asked.value})
    item = app._sitting.open().flow.find((ROOT, "signed"))
    assert item is not None
    assert item.state == "answered"


def test_a_sign_off_taken_back_with_the_change_stands_again(app: App) -> None:
    signing(app)
    app.submit({"signed": ANSWERS["signed"]})
    change(app, "What is it called?", "line", "another one")
    app.undo()
    item = app._sitting.open().flow.find((ROOT, "signed"))
    assert item is not None
    assert item.state == "answered"


def lines(app: App, label: str) -> Page:
    """Open the question of a line in the review."""
    app.menu()
    page = app.submit({}, "review")
    for _ in range(20):
        for one in page.lines:
            if one.label == label:
                return app.submit({}, one.code)
        page = app.submit({}, "next" if "next" in {one.code for one in page.choices} else "later")
    raise AssertionError(f"no line {label}")


def reviewed(app: App, label: str) -> str:
    app.menu()
    page = app.submit({}, "review")
    return next(one.detail for one in page.lines if one.label == label)


def change(app: App, label: str, name: str, value: str) -> None:
    page = lines(app, label)
    page = app.submit({name: value})
    if page.id.startswith("confirm"):
        app.submit({}, page.choices[0].code)


def test_several_answers_are_parted_by_semicolons(app: App) -> None:
    walk(app, "home")
    assert reviewed(app, "Which ways fit?") == "Talking; Drawing"
    assert reviewed(app, "Which files belong to it?") == "notes.txt; scan 2.pdf"


def test_a_long_paste_is_taken_whole(app: App) -> None:
    walk(app, "story")
    text = ("One line of it.\n" * 12_500).strip()
    assert 199_000 < len(text) <= 200_000
    app.submit({"story": text})
    assert stored(app, "story") == text


def test_a_longer_one_is_better_kept_as_a_file(app: App) -> None:
    walk(app, "story")
    page = app.submit({"story": "x" * 200_001})
    assert "Keep the long text as a file" in field(page, "story").error
    assert len(field(page, "story").value) == 200_001
