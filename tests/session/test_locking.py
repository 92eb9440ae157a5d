"""Locking: what is let go, and going on after the passphrase where the person was."""

from __future__ import annotations

import errno
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.driving import QUIET, read
from tests.session.sittings import PASSPHRASE, asks, at, copied, go, kept, on, seal, start, unlock
from tests.session.test_leaving import reachable, texts
from tests.vault.faults import FaultyOs
from tui.interview.program import Program
from tui.session.app import App
from tui.session.driver import Resume
from tui.session.front import Front, unlock_page
from tui.session.page import Page
from tui.session.settings import Settings
from tui.vault import Vault, durable

EXAMPLES = Path(__file__).parents[2] / "examples"
MARK = "zebrafish in the aquarium"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    """A record of one's own, at the question what happened."""
    app = start(program)
    kept(app, folder)
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    assert asks("what")(app.page)
    return app


def locked(app: App) -> Resume:
    assert app.lock()
    assert app.done
    assert app.resume is not None
    return app.resume


def again(program: Program, resume: Resume | None, **more: Any) -> App:
    """The program started anew after a lock, as its own process would be."""
    return start(program, resume=resume, **more)


def test_it_goes_on_at_the_same_question_with_what_was_being_written(
    program: Program, app: App
) -> None:
    page = app.page
    app.keep_draft("what", MARK)
    resume = locked(app)
    assert (resume.script, resume.name) == ("log", "what")
    after = again(program, resume)
    assert after.page == unlock_page()
    checked = after.submit({"passphrase": PASSPHRASE})
    assert asks("opening_safe")(checked)
    assert after.menu() == checked
    back = after.submit({"opening_safe": "yes"})
    assert back.id == page.id
    assert back.fields[0].value == MARK
    assert after.resume is None
    assert asks("have")(after.submit({"what": MARK}))
    assert after.back().id == page.id
    after.leave()
    assert after.resume is None


def test_nothing_that_was_answered_is_left_or_handed_over(
    app: App, folder: Path, tmp_path: Path
) -> None:
    app.submit({"what": MARK})
    app.back()
    app.keep_draft("what", f"{MARK} draft")
    resume = locked(app)
    handed = msgspec.json.encode(resume).decode()
    left = texts(reachable(app))
    for secret in (MARK, PASSPHRASE, "2026-03-03"):
        assert secret not in handed
        assert secret not in left
    assert app.page.kind == "end"
    assert not app.lock()
    (draft,) = copied(folder, tmp_path / "copy").rows("drafts").values()
    assert draft["text"] == f"{MARK} draft"
    with Vault.open(folder, PASSPHRASE) as vault:  # and nobody holds it
        assert not vault.read_only


def told(program: Program, folder: Path, *, locking: bool) -> None:
    """Tell a story to its end, with a lock before every page if asked to."""
    ids = (f"{number:020x}" for number in count(1))
    more = {"new_id": lambda: next(ids)}
    app = start(program, **more)
    driver = kept(app, folder, read(EXAMPLES / "three-entries.yaml"))
    locks = 0
    while app.page.id != "home":
        page = app.page
        # Somebody being added has no answer yet; that goes on at the question that added them.
        if locking and not page.id.startswith("add|"):
            app = again(program, locked(app), **more)
            assert unlock(app).id == page.id
            assert (app.page.title, app.page.text) == (page.title, page.text)
            assert [one.value for one in app.page.fields] == [one.value for one in page.fields]
            locks += 1
        values, choice = driver.turn(app.page)
        app.submit(values, choice)
    assert (locks > 20) is locking
    app.leave()


def test_a_story_with_a_lock_before_every_page_is_the_same_story(
    program: Program, tmp_path: Path
) -> None:
    answers = []
    for locking in (False, True):
        place = tmp_path / f"kept-{locking}"
        told(program, place, locking=locking)
        there = copied(place, tmp_path / "copy")
        answers.append([there.answers(table) for table in ("case", "incidents", "evidence")])
    assert answers[0] == answers[1]
    assert len(answers[0][1]) == 3


def test_an_edit_goes_on_as_an_edit(program: Program, app: App) -> None:
    app.submit({"what": MARK})
    app.menu()
    app.submit({}, "review")
    row = next(one.code for one in app.page.lines if one.code.startswith("r"))
    app.submit({}, row)
    edit = next(one.code for one in app.page.lines if one.detail == MARK)
    app.submit({}, edit)
    assert asks("what")(app.page)
    after = again(program, locked(app))
    assert asks("what")(unlock(after))
    assert after.page.fields[0].value == MARK
    assert after.submit({"what": "Other words."}).id == "home"


@pytest.mark.parametrize("where", ["menu", "review", "still_open", "papers", "people"])
def test_from_elsewhere_it_goes_on_at_the_menu(program: Program, app: App, where: str) -> None:
    app.menu()
    if where == "still_open":
        app.still_open()
    elif where != "menu":
        app.submit({}, where)
    assert unlock(again(program, locked(app))).id == "home"


def test_the_safety_check_goes_on_as_the_safety_check(program: Program, app: App) -> None:
    app.menu()
    app.submit({}, "safety")
    while not asks("watched")(app.page):
        values = {one.name: QUIET[one.name] for one in app.page.fields}
        app.submit(values)
    after = again(program, locked(app))
    assert asks("watched")(unlock(after))
    go(after, lambda page: not page.id.startswith("safety/"))
    assert after.page.id == "home"


def test_locked_during_the_check_of_an_opening_it_asks_again(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    opening = start(program, vault_path=folder)
    opening.submit({"passphrase": PASSPHRASE})
    assert asks("opening_safe")(opening.page)
    assert not opening.page.has_menu
    assert opening.page.can_lock
    after = again(program, locked(opening))
    assert unlock(after).id == "home"


def test_locked_twice_it_still_goes_on_where_the_first_came_between(
    program: Program, app: App
) -> None:
    page = app.page
    opening = again(program, locked(app))
    opening.submit({"passphrase": PASSPHRASE})
    assert unlock(again(program, locked(opening))).id == page.id


def test_locked_at_the_list_of_records_it_shows_the_list(program: Program, folder: Path) -> None:
    with Vault.create(folder, PASSPHRASE, log_n=2) as vault:
        vault.new_case("Ann", "client")
        vault.new_case("Bea", "client")
    app = start(program, vault_path=folder)
    listed = app.submit({"passphrase": PASSPHRASE})
    assert listed.id == "cases"
    after = again(program, locked(app))
    assert after.submit({"passphrase": PASSPHRASE}) == listed


def test_the_record_that_was_open_is_the_one_that_opens(program: Program, folder: Path) -> None:
    with Vault.create(folder, PASSPHRASE, log_n=2) as vault:
        vault.new_case("Ann", "client")
        vault.new_case("Bea", "client")
    app = start(program, vault_path=folder, case="Bea")
    unlock(app)
    after = again(program, locked(app))
    assert "Bea" in unlock(after).title


@pytest.mark.parametrize("others", [0, 1])
def test_a_record_that_is_gone_is_said_so_and_no_other_one_opens(
    program: Program, app: App, folder: Path, others: int
) -> None:
    resume = locked(app)
    shutil.rmtree(folder / "c" / resume.case)
    with Vault.open(folder, PASSPHRASE) as vault:
        for number in range(others):
            vault.new_case(f"Other {number}", "client")
    after = again(program, resume)
    page = after.submit({"passphrase": PASSPHRASE})
    assert page.id == "cases"
    assert "not here any more" in page.text[0].text
    assert len(page.lines) == others
    if others:
        after.submit({}, page.lines[0].code)
        assert after.submit({"opening_safe": "yes"}).id == "home"


def test_a_damaged_record_is_listed_and_not_opened(
    program: Program, app: App, folder: Path
) -> None:
    resume = locked(app)
    (file,) = (folder / "c" / resume.case).glob("name-*")
    file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    page = again(program, resume).submit({"passphrase": PASSPHRASE})
    assert page.id == "cases"
    assert page.lines[0].state == "Can't be read"
    assert not any("not here" in one.text for one in page.text)


def test_a_step_that_is_gone_leads_to_the_menu(program: Program, app: App) -> None:
    resume = locked(app)
    for other in (
        msgspec.structs.replace(resume, row="nobody"),
        msgspec.structs.replace(resume, name="nothing"),
        msgspec.structs.replace(resume, script="other"),
    ):
        after = again(program, other)
        assert unlock(after).id == "home"
        after.leave()


def test_a_folder_that_is_gone_shows_the_same_page_and_says_what_may_help(
    program: Program, app: App, folder: Path, tmp_path: Path
) -> None:
    resume = locked(app)
    folder.rename(tmp_path / "pulled out")
    front = Front(lambda: again(program, resume), locked=True)
    assert front.page == unlock_page()
    front.warm()
    assert front.page == unlock_page()
    page = front.submit({"passphrase": PASSPHRASE})
    assert "stick" in page.fields[0].error
    assert str(folder) not in str(page)
    (tmp_path / "pulled out").rename(folder)
    assert asks("opening_safe")(front.submit({"passphrase": PASSPHRASE}))


def test_words_that_could_not_be_stored_are_locked_away_and_spoken_of(
    program: Program, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that is pulled out, a full disk: that somebody comes matters more."""
    assert not locked(app).lost
    again_open = again(program, app.resume)
    unlock(again_open)
    again_open.keep_draft("what", MARK)
    monkeypatch.setattr(durable, "os", FaultyOs(0, errno.ENOSPC, lasting=True))
    resume = locked(again_open)
    monkeypatch.undo()
    assert resume.lost
    assert MARK not in texts(reachable(again_open))
    after = again(program, resume)
    page = unlock(after)
    assert asks("what")(page)
    said = "What you were writing when it was locked could not be stored."
    assert said in {one.text for one in page.text}
    assert said not in {one.text for one in after.menu().text}


def test_the_page_after_a_lock_is_the_one_of_any_start(program: Program, app: App) -> None:
    resume = locked(app)
    front = Front(lambda: again(program, resume), locked=True)
    assert front.page == unlock_page()
    assert (front.page.id, front.page.text, front.page.why) == ("unlock", (), "")
    after = again(program, resume)
    for number, wrong in enumerate(("wrong", "wronger"), 1):
        page = after.submit({"passphrase": wrong})
        # Another page each time, so that no face keeps the wrong one in its field.
        assert page.id == f"unlock|{number}"
        assert page.fields[0].error
    # The way back leads to help for anybody, and to no place where something is kept.
    after.back()
    assert resume.vault not in str(after.submit({}, "open"))


def test_after_a_lock_another_record_is_not_taken_to_the_old_place(
    program: Program, app: App, tmp_path: Path
) -> None:
    resume = locked(app)
    after = again(program, resume)
    after.back()
    after.submit({}, "own")
    go(after, at("place"))
    seal(after, tmp_path / "another")
    on(after, go(after, asks("occurred")), asks("occurred"))
    other = locked(after)
    assert other.vault == str(tmp_path / "another")
    assert other.case != resume.case


def test_the_colours_stay_and_the_rest_comes_with_the_record(program: Program, app: App) -> None:
    app._sitting.set_up(Settings(theme="contrast", idle_minutes=2, folder="/somewhere"))
    resume = locked(app)
    assert app.settings == Settings(theme="contrast")
    after = again(program, resume, settings=app.settings)
    assert after.settings == Settings(theme="contrast")
    unlock(after)
    assert after.settings == Settings(theme="contrast", idle_minutes=2, folder="/somewhere")


# -- where there is nothing to unlock


def test_nothing_is_locked_before_there_is_something_to_lock(
    program: Program, folder: Path
) -> None:
    app = start(program)

    def refused(page: Page) -> bool:
        assert not app.lock()
        assert not app.done
        assert not page.has_menu
        assert not page.can_lock
        return page.id == "place"

    refused(app.page)
    app.submit({}, "own")
    go(app, refused)
    app.submit({"folder": str(folder)})
    assert not app.lock()
    assert not Front(lambda: app).lock()


def test_what_is_in_memory_only_is_not_let_go(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    page = app.submit({"occurred": "2026-03-03"})
    assert page.has_menu
    assert not app.lock()
    assert app.page == page
    assert app.submit({"kind": "call"}).id != page.id


def test_a_new_record_of_a_client_is_not_lost_by_a_lock(program: Program, app: App) -> None:
    app.menu()
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Bea"})
    go(app, asks("watched"))
    assert not app.lock()
    go(app, asks("occurred"))
    assert app.lock()
