"""A volunteer with a client: coached first, files only once both agreed, handed over, let go."""

from __future__ import annotations

import io
import tarfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.agreements import AGREED, agree
from tests.driving import Driver
from tests.session.sittings import PASSPHRASE, Clock, asks, at, go, on, seal, start, unlock
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.program import Program
from tui.session.app import App
from tui.session.book import Book
from tui.session.page import Page
from tui.vault import Vault

ENTRY = {
    "occurred": "2026-02-01",
    "kind": "email",
    "shows_minor": "no",
    "what": "Threats from a private address.",
    "have": ["there"],
    "more": "more",
}
WORDS = {True: "yes", False: "no"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(program: Program, folder: Path, clock: Clock) -> App:
    """A volunteer with one client, Ann, at the first page of the first talk."""
    app = start(program, clock=clock)
    app.submit({}, "client")
    app.submit({"label": "Ann"})
    go(app, at("place"))
    seal(app, folder)
    return app


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "IMG_1.jpg"
    path.parent.mkdir()
    path.write_bytes(b"a photo" * 100)
    return path


def said(page: Page) -> str:
    parts = [page.title, *(one.text for one in page.text)]
    parts += [f"{one.label} {one.detail} {one.state}" for one in page.lines]
    parts += [f"{one.label} {one.note}" for one in page.choices]
    parts += [f"{one.label} {one.error}" for one in page.fields]
    return "\n".join(parts)


def answers(app: App, script: str, **values: object) -> None:
    """Answer something about the whole record, as though it had been walked."""
    by = f"{script}@1"
    app._sitting.open().apply(
        [Put(ROOT, name, Answer(value, by=by)) for name, value in values.items()],  # type: ignore[arg-type]
        by,
    )


def home(app: App) -> Page:
    app.outline()
    return app.menu()


def to_the_file(app: App, photo: Path) -> Driver:
    """Write an entry with a piece of evidence, up to the file that it is."""
    piece = {"name": "The email", "state": "kept", "place": ["computer"], "files": str(photo)}
    driver = Driver({"incidents": [{**ENTRY, "evidence": [piece]}]})
    home(app)
    app.submit({}, "go:log")
    on(app, driver, lambda page: page.id in ("not-taken", "keep-files"))
    return driver


# -- the first talk


def test_before_a_client_is_named_it_says_what_writing_can_lead_to(program: Program) -> None:
    app = start(program)
    page = app.submit({}, "client")
    assert "testify" in said(page)
    assert "ordered" in said(page)


def test_the_first_talk_begins_with_what_is_not_to_be_done(app: App) -> None:
    assert app.page.id.startswith("intake/")
    assert "You may be asked in court" in said(app.page)
    assert "Teach, and do not take." in said(app.submit({}))


def test_the_first_talk_is_short_and_all_of_it_may_be_skipped(app: App) -> None:
    driver = Driver({})
    on(app, driver, lambda page: not page.id.startswith("intake/"))
    assert len(driver.pages) <= 15
    assert app.page.id == "home"
    assert app._sitting.open().flow.next("intake") is None


def test_a_full_first_talk_has_no_more_than_sixteen_pages(app: App) -> None:
    talk: dict[str, Any] = {
        "contact_ways": ["call"],
        "danger_today": "yes",
        "happening": ["images", "posts"],
        "wants": ["down"],
        "has_there": ["messages"],
        "reached_by_other": "yes",
        "takes_home": ["numbers"],
        "next_what": "Show how to keep a post",
        "next_who": "Dana",
        "next_on": "2026-03-17",
        "handover_by": "2026-04-15",
    }
    driver = Driver({"answers": talk})
    on(app, driver, lambda page: not page.id.startswith("intake/"))
    assert len(driver.pages) <= 16
    people = [one for one in driver.pages if "danger_people" in one or "never_under_18" in one]
    assert len(people) == 2


def test_nothing_of_the_safety_check_is_asked_again(program: Program) -> None:
    names = {
        script: {step.name for step in program.scripts[script].all_steps() if step.kind == "ask"}
        for script in ("safety", "intake", "agreed")
    }
    assert not names["intake"] & names["safety"]
    assert not names["agreed"] & (names["safety"] | names["intake"])


def test_a_day_to_hand_over_is_proposed_and_is_the_persons_to_choose(app: App) -> None:
    page = on(app, Driver({}), asks("handover_by"))
    assert page.fields[0].suggested == "2026-04-03"
    assert page.fields[0].suggested_label == "3 April 2026"
    assert page.fields[0].value == ""
    app.menu()
    app.submit({}, "settings")
    app.submit({"days": "14"})
    app.submit({}, "go:intake")
    page = on(app, Driver({}), asks("handover_by"))
    assert page.fields[0].suggested == "2026-03-18"


def test_who_only_goes_on_marks_nothing_as_done_that_is_still_to_come(app: App) -> None:
    driver = Driver({"answers": {"next_what": "Call the clinic", "next_on": "2026-03-17"}})
    page = on(app, driver, lambda page: "done:next_step" in page.id)
    assert "Call the clinic" in said(page)
    assert [one.code for one in page.choices] == ["later", "done"]


# -- files


def test_no_copy_of_a_file_is_taken_and_it_says_why(app: App, photo: Path) -> None:
    to_the_file(app, photo)
    assert app.page.id == "not-taken"
    assert "it is not written down that the clinic has agreed" in said(app.page)
    assert "on their own device" in said(app.page)
    app.submit({})
    assert app._sitting.open().case.files.list() == []


def test_once_both_have_agreed_the_copy_is_offered_again(app: App, photo: Path) -> None:
    to_the_file(app, photo)
    given = {name: WORDS.get(value, value) for name, value in AGREED.items()}  # type: ignore[call-overload]
    app.submit({}, "agreed")
    page = on(app, Driver({"answers": given}), lambda page: page.id == "keep-files")
    assert "have agreed to it, until 30 June 2099." in said(page)
    app.submit({}, "keep")
    assert [one.name for one in app._sitting.open().case.files.list()] == ["IMG_1.jpg"]
    home(app)
    app.submit({}, "after")
    assert "until 30 June 2099" in said(app.submit({}, "files"))
    page = app.submit({}, "agreed")
    assert [one.name for one in page.fields] == ["taken_back"]
    page = app.submit({"taken_back": "client"})
    assert "has taken their agreement back" in said(page)
    assert [one.label for one in page.lines] == ["IMG_1.jpg"]


def test_where_it_is_taken_back_while_it_is_offered_nothing_comes_in(app: App, photo: Path) -> None:
    agree(app._sitting.open())
    to_the_file(app, photo)
    assert app.page.id == "keep-files"
    answers(app, "agreed", taken_back="clinic")
    page = app.submit({}, "keep")
    assert "the clinic has taken its agreement back" in said(page)
    assert app._sitting.open().case.files.list() == []


def test_the_day_that_passes_closes_it(app: App, photo: Path, clock: Clock) -> None:
    agree(app._sitting.open(), consent_until="2026-03-04")
    to_the_file(app, photo)
    assert app.page.id == "keep-files"
    clock.now += timedelta(days=1)
    assert "is past" in said(app.submit({}, "keep"))
    assert app._sitting.open().case.files.list() == []


# -- handing over


def to_what(app: App) -> Page:
    home(app)
    app.submit({}, "handover")
    app.submit({}, "pack")
    return app.submit({"to": "lawyer", "name": "Me Tremblay", "by": "Dana"})


def test_it_is_written_as_plain_files_and_recorded(app: App, tmp_path: Path) -> None:
    go(app, asks("handover_by"))
    app.submit({"handover_by": "2026-04-15"})
    page = to_what(app)
    assert page.id == "hand-over-what"
    assert "cover" not in str(page.fields[0].options)
    page = app.submit({"papers": ["tfv-log"]})
    assert any(one.kind == "warning" for one in page.text)
    out = tmp_path / "given"
    page = app.submit({"how": "plain", "folder": str(out)})
    assert page.id == "hand-over-given", said(page)
    assert sorted(one.name for one in out.iterdir()) == [
        "cover-2026-03.docx", "cover-2026-03.pdf", "notes-2026-03.docx", "notes-2026-03.pdf",
    ]  # fmt: skip
    page = app.submit({})
    assert "4 March 2026: Me Tremblay" in said(page)
    assert "15 April 2026" in said(page)
    (row,) = app._sitting.open().flow.rows("handovers")
    given = {name: one.value for name, one in row.fields.items()}
    assert (given["given_to"], given["given_how"], given["given_by"]) == ("lawyer", "plain", "Dana")
    assert "violence log" in str(given["given_what"]).lower()
    assert "The notes of the first talk" in str(given["given_left"])


def test_it_is_sealed_so_that_only_their_key_opens_it(
    app: App, photo: Path, tmp_path: Path
) -> None:
    agree(app._sitting.open())
    to_the_file(app, photo)
    app.submit({}, "keep")
    to_what(app)
    app.submit({"papers": ["files"]})
    out = tmp_path / "given"
    theirs = pyrage.x25519.Identity.generate()
    page = app.submit({"how": "sealed", "folder": str(out)})
    assert page.id == "hand-over-key"
    assert app.submit({"key": ""}, "write").fields[0].error
    assert "secret" in app.submit({"key": str(theirs)}, "write").fields[0].error
    assert app.submit({"key": "age1nothing"}, "write").fields[0].error
    assert not out.exists() or not list(out.iterdir())
    app.submit({"key": str(theirs.to_public())}, "write")
    (file,) = out.iterdir()
    assert file.name == "notes-2026-03.tar.age"
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(file.read_bytes(), [theirs]))) as tar:
        assert tar.getnames() == ["cover.docx", "cover.pdf", "files/001 IMG_1.jpg"]
        member = tar.extractfile("files/001 IMG_1.jpg")
        assert member is not None and member.read() == photo.read_bytes()
    (row,) = app._sitting.open().flow.rows("handovers")
    assert row.fields["given_how"].value == "sealed"


def test_that_it_was_given_is_not_taken_back_with_the_last_answer(app: App, tmp_path: Path) -> None:
    to_what(app)
    app.submit({"papers": ["none"]})
    app.submit({"how": "plain", "folder": str(tmp_path / "given")})
    app.undo()
    assert len(app._sitting.open().flow.rows("handovers")) == 1


def test_told_to_stop_it_leaves_nothing_and_records_nothing(
    app: App, photo: Path, tmp_path: Path
) -> None:
    agree(app._sitting.open())
    to_the_file(app, photo)
    app.submit({}, "keep")
    to_what(app)
    app.submit({"papers": ["files"]})
    files = app._sitting.open().case.files
    copy = files.copy

    def stopped(*given: Any, **options: Any) -> None:
        app.cancel()
        copy(*given, **options)

    files.copy = stopped  # type: ignore[method-assign]
    out = tmp_path / "given"
    page = app.submit({"how": "plain", "folder": str(out)})
    assert "stopped" in said(page)
    assert list(out.iterdir()) == []
    assert app._sitting.open().flow.rows("handovers") == ()


def test_what_cannot_be_written_is_not_recorded(app: App, tmp_path: Path) -> None:
    to_what(app)
    app.submit({"papers": []})
    (tmp_path / "file").write_text("x")
    page = app.submit({"how": "plain", "folder": str(tmp_path / "file")})
    assert page.fields[1].error
    assert app._sitting.open().flow.rows("handovers") == ()
    assert (tmp_path / "file").read_text() == "x"


def test_nothing_is_handed_over_into_the_records_own_folder(app: App, folder: Path) -> None:
    to_what(app)
    app.submit({"papers": []})
    page = app.submit({"how": "plain", "folder": str(folder / "x")})
    assert "folder of the record" in page.fields[1].error


def test_ones_own_record_is_not_handed_over(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    assert "handover" not in {one.code for one in app.menu().choices}


# -- and then letting it go


def test_the_day_is_a_task_that_leads_to_deleting(app: App, clock: Clock, folder: Path) -> None:
    answers(app, "intake", handover_by="2026-03-20")
    assert "handed over and deleted by" not in said(home(app))
    clock.now += timedelta(days=10)
    assert "is to be handed over and deleted by 20 March 2026" in said(home(app))
    clock.now += timedelta(days=10)
    assert "was to be handed over and deleted by 20 March 2026" in said(home(app))
    page = app.submit({}, "open")
    task = next(one for one in page.lines if "Hand this record over" in one.label)
    assert task.state == "Open since 20 March 2026"
    page = app.submit({}, task.code)
    assert "handover" in {one.code for one in page.choices}
    assert app.submit({}, "handover").id == "hand-over"
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": "Ann"}, "delete")
    assert "Deleted the record Ann." in said(page)
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.cases() == []


def test_nothing_is_deleted_by_itself(app: App, clock: Clock, folder: Path) -> None:
    answers(app, "intake", handover_by="2026-03-20")
    app.leave()
    clock.now += timedelta(days=400)
    again = start(app._sitting.program, vault_path=folder, clock=clock)
    unlock(again)
    assert "Ann" in again.page.title
    assert "was to be handed over" in said(again.page)


# -- many of them


@pytest.fixture
def many(program: Program, folder: Path) -> App:
    """Twelve clients, some with days, and one record of one's own."""
    days = {3: ("2026-04-15", ""), 5: ("2026-02-01", ""), 7: ("2026-02-20", "2026-03-09"),
            9: ("", "2026-03-04")}  # fmt: skip
    with Vault.create(folder, PASSPHRASE, clock=Clock(), log_n=2) as vault:
        for number in range(1, 13):
            case = vault.new_case(f"R {number}", "client")
            until, following = days.get(number, ("", ""))
            found = {"handover_by": until, "next_on": following}
            book = Book(program, case, Clock())
            changes = [
                Put(ROOT, name, Answer(day, by="intake@1")) for name, day in found.items() if day
            ]
            if changes:
                book.apply(changes, "intake@1")
    app = start(program, vault_path=folder)
    assert app.submit({"passphrase": PASSPHRASE}).id == "cases"
    return app


def test_the_list_has_what_is_overdue_first_then_names(many: App) -> None:
    assert "12 people you help. 2 are overdue." in said(many.page)
    shown = [(one.label, one.detail, one.state) for one in many.page.lines]
    assert shown[:3] == [
        ("R 5", "Hand over and delete by 1 February 2026", "Overdue"),
        ("R 7", "Hand over and delete by 20 February 2026", "Overdue"),
        ("R 9", "Next step on 4 March 2026", "Today"),
    ]
    assert [one[0] for one in shown[3:]] == ["R 1", "R 2", "R 3", "R 4", "R 6", "R 8", "R 10",
                                             "R 11", "R 12"]  # fmt: skip
    assert shown[5] == ("R 3", "Hand over and delete by 15 April 2026", "")


def test_where_kinds_differ_each_says_whose_it_is(many: App, folder: Path) -> None:
    vault = many._sitting.vault
    assert vault is not None
    vault.new_case("", "own")
    many.submit({}, "find")
    many.submit({"label": "r 7"})
    many.submit({}, "all")
    lines = {one.label: one.detail for one in many.page.lines}
    assert lines["R 7"] == "somebody else's · Hand over and delete by 20 February 2026"
    assert lines["R 1"] == "somebody else's"
    assert "people you help" not in said(many.page)


def test_a_step_that_is_done_is_no_longer_ahead(many: App) -> None:
    line = next(one for one in many.page.lines if one.label == "R 9")
    many.submit({}, line.code)
    many.submit({"opening_safe": "yes"})
    answers(many, "intake", **{"done:next_step": date(2026, 3, 4).isoformat()})
    many.menu()
    page = many.submit({}, "cases")
    assert [one.label for one in page.lines][:3] == ["R 5", "R 7", "R 1"]


def test_looking_at_the_list_writes_nothing(many: App, folder: Path, program: Program) -> None:
    many.leave()
    before = {path: path.stat().st_mtime_ns for path in (folder / "c").rglob("*")}
    again = start(program, vault_path=folder)
    assert len(again.submit({"passphrase": PASSPHRASE}).lines) == 12
    assert {path: path.stat().st_mtime_ns for path in (folder / "c").rglob("*")} == before
