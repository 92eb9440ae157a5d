"""Long work in the prompts: one line that changes, ctrl+c to stop it, and covering it."""

from __future__ import annotations

import pytest
from prompts_app import DANGER, STORY, Sitting, asking

from tests.faces.long_work import FAR, WHAT, LongWork
from tui.session.driver import LOCKED
from tui.session.page import Field

A = Field(name="a", type="text", label="The first?")


def long_sitting(*pages, may_stop=True) -> Sitting:
    app = Sitting(*(pages or (DANGER, asking(A))))
    app.long = LongWork(may_stop=may_stop)
    return app


def begin(stage, app):
    shown = stage(app)
    shown.wait_for("1 Carry on")
    shown.keys("1", "enter")
    shown.wait_for(f"{WHAT}: {FAR}")
    return shown


def test_it_says_what_goes_on_and_how_far_it_is(stage):
    app = long_sitting()
    shown = begin(stage, app)
    shown.wait_for("Ctrl+C stops it.")
    app.long.progress(900_000_000)
    shown.wait_for("900 MB of 1.2 GB")
    assert FAR not in shown.text()
    shown.keys("typed ahead")
    app.long.go.set()
    shown.asked("The first?")
    shown.wait_for("> typed ahead")
    assert WHAT not in shown.text()


def test_ctrl_c_stops_it_and_the_page_is_there_again(stage):
    app = long_sitting()
    shown = begin(stage, app)
    shown.keys("ctrl+c")
    shown.wait_for("It was stopped. Nothing was changed.")
    shown.wait_for("1 Carry on")
    assert app.long.stopped == 1 and not app.left


def test_what_can_not_be_stopped_goes_on(stage):
    app = long_sitting(may_stop=False)
    shown = begin(stage, app)
    assert "Ctrl+C stops" not in shown.text()
    shown.keys("ctrl+c")
    app.long.go.set()
    shown.asked("The first?")
    assert app.long.stopped == 0


def test_names_in_it_are_only_text(stage):
    app = long_sitting()
    shown = begin(stage, app)
    with app.long.on("Adding \x1b[2J\nno", "bytes", 10):
        shown.wait_for("Adding <U+001B>[2J no")
    app.long.go.set()
    shown.asked("The first?")


@pytest.mark.parametrize("lockable", [True, False])
def test_it_is_covered_at_once_and_locked_afterwards(stage, lockable):
    app = long_sitting(STORY, STORY)
    app.lockable = lockable
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("half", "ctrl+n")
    shown.wait_for(FAR)
    shown.keys("f9")
    shown.wait(lambda text: "Notes" in text and "video" not in text and "say?" not in text)
    assert "lock" not in app.calls
    shown.keys("x")
    app.long.go.set()
    if lockable:
        assert shown.end() == LOCKED
        assert shown.text().strip() == ""
        return
    shown.wait_for("Press any key to go on.")
    assert "say?" not in shown.text()
    shown.keys(" ")
    shown.asked("What did it say?")
    shown.wait(lambda text: "> x" not in text)


def test_leaving_stops_it(stage):
    app = long_sitting()
    shown = begin(stage, app)
    shown.keys("ctrl+q")
    assert shown.end() == 0 and app.left and app.long.stopped == 1
