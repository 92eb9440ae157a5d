"""An officer's case: asked where to keep it, never what a survivor is asked."""

from __future__ import annotations

from pathlib import Path

from tests.driving import Driver
from tests.session.sittings import asks, at, copied, on, seal, start, unlock
from tests.session.watching import disk
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.schema import Ask
from tui.session.questions import policy_sections

FIRST = "council"
"""The first question of the journey."""


def test_an_officer_is_asked_where_to_keep_it_and_not_about_abuse(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    app = start(program)
    seen = [app.submit({}, "council").id]
    app.submit({"label": "ENV 14"})
    seen.append(app.page.id)
    seal(app, folder)
    on(app, Driver({}), asks(FIRST))
    assert seen == ["council-name", "place"]
    app.submit({FIRST: "dartford", "matter": ["story"]})
    app.menu()
    home = app.page
    assert home.title == "Case: ENV 14"
    codes = {one.code for one in home.choices}
    assert not {"safety", "people"} & codes
    assert not any("entr" in one.text for one in home.text)
    app.leave()
    kept = copied(folder, tmp_path / "copy")
    assert {"council": "dartford", "matter": ["story"]}.items() <= kept.answers("case")[0].items()


def test_opened_again_an_officer_goes_on_where_they_were(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    app = start(program)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    seal(app, folder)
    on(app, Driver({}), asks(FIRST))
    app.submit({FIRST: "dartford", "matter": ["story"]})
    app.leave()
    again = start(program, vault_path=folder)
    page = unlock(again)
    assert "opening_safe" not in {one.name for one in page.fields}
    assert again.menu().title == "Case: ENV 14"
    assert "go:council" in {one.code for one in again.page.choices}


def test_each_question_says_which_section_of_the_policy_is_behind_it(program: Program) -> None:
    asks_of = [
        step
        for name in ("council", "council_register")
        for step in program.scripts[name].all_steps()
        if isinstance(step.node, Ask)
    ]
    assert len(asks_of) > 80
    flow = Flow(program, "council")
    unsaid = [
        step.name
        for step in asks_of
        if isinstance(step.node, Ask) and not policy_sections(flow, step.node)
    ]
    assert unsaid == []
    app = start(program, memory_only=True)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    page = on(app, Driver({}), asks("matter"))
    hints = {one.name: one.hint for one in page.fields}
    assert hints["matter"].endswith("The council's policy, sections 1.6, 2.1, 2.2.")


def test_back_from_the_place_the_case_can_be_named_anew_or_let_go(program: Program) -> None:
    app = start(program)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    assert app.page.can_back
    assert app.back().fields[0].value == "ENV 14"
    assert app.back().id == "begin"


def test_nothing_is_written_before_a_place_was_chosen(program: Program) -> None:
    with disk() as tried:
        app = start(program)
        app.submit({}, "council")
        app.submit({"label": "ENV 14"})
        assert at("place")(app.page)
    assert tried == []


def test_an_officer_s_case_can_be_worked_out_in_memory(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    assert app.page.id == "memory"
    on(app, Driver({}), asks(FIRST))
