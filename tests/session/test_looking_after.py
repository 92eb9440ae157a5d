"""Looking after a record from its menu: where that is offered, and what opens it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.driving import QUIET
from tests.session.sittings import (
    PASSPHRASE,
    Clock,
    asks,
    at,
    files,
    go,
    kept,
    on,
    plain_texts,
    start,
    unlock,
)
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page
from tui.vault import Vault, WrongPassphrase
from tui.vault.agefile import Key
from tui.vault.errors import NotStored

NEW = "umbrella kettle forest magnet plenty orbit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(program: Program, folder: Path, clock: Clock) -> App:
    """A record of one's own, at the page of looking after it."""
    app = start(program, clock=clock)
    kept(app, folder)
    app.menu()
    assert app.submit({}, "after").id == "looking-after"
    return app


def said(page: Page) -> str:
    """All that a page says."""
    lines = [f"{one.label} {one.detail} {one.state}" for one in page.lines]
    errors = [one.error for one in page.fields]
    choices = [f"{one.label} {one.note}" for one in page.choices]
    return "\n".join([page.title, *(one.text for one in page.text), *lines, *errors, *choices])


def codes(page: Page) -> list[str]:
    return [one.code for one in page.choices]


def words(app: App) -> list[str]:
    """The twelve words on the page."""
    (code,) = (one.text for one in app.page.text if one.kind == "code")
    return [word for word in code.split() if not word[0].isdigit()]


def shows(page: Page, code: list[str]) -> bool:
    """Whether a page shows some of a code; single words of it may well be words of ours."""
    numbered = [f"{number}. {word}" for number, word in enumerate(code, 1)]
    text = " ".join(said(page).split())
    return any(one.kind in ("code", "square") for one in page.text) or any(
        one in text for one in numbered
    )


def copy_back(app: App, code: list[str]) -> Page:
    """Type what is asked of the words."""
    page = app.submit({}, "next")
    assert page.id == "code-back"
    typed = {one.name: code[int(one.name.removeprefix("word-")) - 1] for one in page.fields}
    return app.submit(dict(typed))


def opens(folder: Path, secret: str) -> bool:
    try:
        Vault.open(folder, secret).close()
    except WrongPassphrase:
        return False
    return True


# -- where it is offered


def test_only_a_record_that_is_kept_offers_it(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, lambda page: page.id == "memory")
    app.submit({}, "next")
    app.menu()
    assert "after" not in codes(app.page)
    assert app.submit({}, "after").id == "home"


def test_a_record_that_can_only_be_read_does_not(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(start(program), folder)  # left open on purpose: its lock is not let go
    from tui.vault.lock import Lock

    def refused(path: Path) -> Lock:
        raise OSError(30, "nothing can be written there")

    monkeypatch.setattr(Lock, "take", refused)
    app = start(program, vault_path=folder)
    unlock(app)
    assert app.page.id == "home" and "after" not in codes(app.page)
    assert app.submit({}, "after").id == "home"


def test_every_way_leads_somewhere_and_back(app: App) -> None:
    before = app.page
    for code in codes(before):
        if code == "done":
            continue
        page = app.submit({}, code)
        assert page.id != "looking-after" and page.can_back, code
        assert app.back() == before, code
    assert app.submit({}, "done").id == "home"


def test_looking_at_the_pages_writes_nothing(app: App, folder: Path) -> None:
    before = files(folder)
    for code in codes(app.page)[:-1]:
        app.submit({}, code)
        app.submit({}, codes(app.page)[-1] if code == "code" else "check-nothing")
        app.menu()
        app.submit({}, "after")
    app.submit({}, "code")
    app.submit({}, "next")
    copied = words(app)
    app.submit({}, "next")
    app.submit({one.name: "wrong" for one in app.page.fields})
    app.back()
    assert words(app) == copied
    assert files(folder) == before


# -- the passphrase


def to_the_new_one(app: App, present: str = PASSPHRASE) -> Page:
    app.submit({}, "passphrase")
    return app.submit({"passphrase": present})


def test_the_passphrase_is_changed(app: App, folder: Path) -> None:
    page = to_the_new_one(app)
    assert page.id == "new-passphrase"
    page = app.submit({"passphrase": NEW, "again": NEW})
    assert page.id == "passphrase-changed"
    assert "before still opens with the old one" in said(page)
    assert app.submit({}, "next").id == "looking-after"
    app.leave()
    assert opens(folder, NEW) and not opens(folder, PASSPHRASE)


def test_the_present_one_is_asked_first(app: App, folder: Path) -> None:
    first = app.submit({}, "passphrase").id
    page = app.submit({"passphrase": "not this one"})
    assert page.id != first and "does not open it" in page.fields[0].error
    assert not page.fields[0].value
    page = app.submit({"passphrase": "  "})
    assert page.fields[0].error == "Type the passphrase."
    assert app.back().id == "looking-after"
    app.leave()
    assert opens(folder, PASSPHRASE)


def test_a_weak_one_is_told_so_and_may_be_had(app: App, folder: Path) -> None:
    to_the_new_one(app)
    page = app.submit({"passphrase": "dog", "again": "dog"})
    assert "guess" in said(page) and "anyway" in codes(page)
    assert app.submit({"passphrase": "", "again": ""}, "anyway").id == "passphrase-changed"
    app.leave()
    assert opens(folder, "dog")


def test_one_can_be_made_up(app: App, folder: Path) -> None:
    to_the_new_one(app)
    page = app.submit({}, "offered")
    assert page.fleeting
    offered = page.text[0].text
    assert app.submit({"again": offered}).id == "passphrase-changed"
    app.leave()
    assert opens(folder, offered)


def test_two_that_differ_change_nothing(app: App, folder: Path) -> None:
    to_the_new_one(app)
    assert app.submit({"passphrase": NEW, "again": NEW + "x"}).fields[0].error
    assert app.back().id == "looking-after"
    app.leave()
    assert opens(folder, PASSPHRASE)


def test_known_backups_are_named_that_still_open_with_the_old_one(
    app: App, tmp_path: Path, clock: Clock
) -> None:
    back_up(app, tmp_path / "stick")
    clock.now += timedelta(days=3)
    to_the_new_one(app)
    page = app.submit({"passphrase": NEW, "again": NEW})
    assert f"{tmp_path / 'stick'}: from 3 days ago" in said(page)
    assert app.submit({}, "backups").id == "backups"
    app.submit({}, str(tmp_path / "stick"))
    assert app.submit({}, "update").id == "backed-up"
    page = app.submit({}, "try")
    assert "does not open it" in app.submit({"passphrase": PASSPHRASE}).fields[0].error
    assert app.submit({"passphrase": NEW}).id == "rehearsed"


def back_up(app: App, folder: Path) -> Page:
    """Make a backup and return to the ways on."""
    app.menu()
    app.submit({}, "after")
    app.submit({}, "backups")
    app.submit({}, "new")
    page = app.submit({"folder": str(folder)})
    if page.id == "backup-new" and "anyway" in codes(page):
        page = app.submit({"folder": str(folder)}, "anyway")
    assert page.id == "backed-up", said(page)
    app.menu()
    return app.submit({}, "after")


def test_what_the_disk_refuses_is_said_and_can_be_tried_again(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_new_one(app)
    from tui.vault.slots import Slots

    real = Slots.change_passphrase

    def full(self: Slots, *_: Any, **__: Any) -> None:
        raise NotStored("full")

    monkeypatch.setattr(Slots, "change_passphrase", full)
    page = app.submit({"passphrase": NEW, "again": NEW})
    assert page.id == "new-passphrase" and "no room left" in said(page)
    monkeypatch.setattr(Slots, "change_passphrase", real)
    assert app.submit({"passphrase": NEW, "again": NEW}).id == "passphrase-changed"


# -- a recovery code


def test_a_code_counts_once_some_of_it_was_typed(app: App, folder: Path) -> None:
    app.submit({}, "code")
    assert app.page.id == "code-why" and not app.page.fleeting
    page = app.submit({}, "next")
    assert page.fleeting
    code = words(app)
    assert len(code) == 12
    page = app.submit({}, "next")
    assert page.fleeting and len(page.fields) == 3
    asked = [one.name for one in page.fields]
    page = app.submit({one.name: "nothing" for one in page.fields})
    assert [one.name for one in page.fields] == asked and all(one.error for one in page.fields)
    assert app.back().id == "code-words" and words(app) == code
    page = copy_back(app, [word[:4].upper() for word in code])
    assert page.id == "code-counts"
    assert not shows(page, code)
    assert app.submit({}, "next").id == "looking-after"
    app.leave()
    assert opens(folder, " ".join(code)) and opens(folder, PASSPHRASE)
    assert not any(" ".join(code).encode() in data for data in plain_texts(folder))


def test_a_code_that_was_left_opens_nothing_and_is_not_shown_again(app: App, folder: Path) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    app.back()
    app.submit({}, "next")
    assert words(app) != code
    app.leave()
    assert not opens(folder, " ".join(code))


def test_a_code_replaces_a_passphrase_that_was_forgotten(
    app: App, program: Program, folder: Path
) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    copy_back(app, code)
    app.leave()
    again = start(program, vault_path=folder)
    unlock(again, " ".join(code))
    assert "opened it with a recovery code now" in said(again.submit({}, "after"))
    again.submit({}, "passphrase")
    assert again.submit({"passphrase": " ".join(code).upper()}).id == "new-passphrase"
    page = again.submit({"passphrase": NEW, "again": NEW})
    assert "recovery code opens it, too" in said(page)
    again.leave()
    assert opens(folder, NEW) and opens(folder, " ".join(code)) and not opens(folder, PASSPHRASE)


def test_the_square_is_shown_after_a_warning(app: App) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    page = app.submit({}, "square")
    assert any(one.kind == "warning" for one in page.text)
    page = app.submit({}, "next")
    assert page.fleeting and [one.kind for one in page.text] == ["square"]
    rows = page.text[0].text.split("\n")
    assert len(rows) <= 21 and {len(row) for row in rows} <= {37, 41}
    assert app.submit({}, "next").id == "code-words" and words(app) == code


def test_the_words_go_into_a_plain_file_when_asked_to(
    app: App, folder: Path, tmp_path: Path
) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    page = app.submit({}, "file")
    assert page.text[0].kind == "warning" and page.fields[0].value == str(folder.parent)
    before = files(tmp_path)
    assert app.submit({"folder": str(folder / "c")}, "write").fields[0].error
    assert app.submit({"folder": str(tmp_path / "missing")}, "write").fields[0].error
    assert app.submit({"folder": ""}, "write").fields[0].error
    assert files(tmp_path) == before
    (tmp_path / "sheet").mkdir()
    page = app.submit({"folder": str(tmp_path / "sheet")}, "write")
    assert page.id == "code-words" and "notes-2026-03.txt" in said(page)
    written = (tmp_path / "sheet/notes-2026-03.txt").read_text(encoding="utf-8")
    assert written.split() == [
        part for number, word in enumerate(code, 1) for part in (f"{number}.", word)
    ]
    page = app.back()
    assert "notes-2026-03.txt" in said(page) and "open nothing" in said(page)


@pytest.mark.parametrize("way", [(), ("next",), ("square",), ("square", "next"), ("file",)])
def test_locking_in_the_middle_lets_go_of_the_words(
    app: App, program: Program, folder: Path, way: tuple[str, ...]
) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    for choice in way:
        app.submit({}, choice)
    assert app.lock()
    resume = app.resume
    assert resume is not None and not set(code) & set(str(resume).split("'"))
    again = start(program, vault_path=folder, resume=resume)
    unlock(again)
    assert again.page.id == "home"
    assert not shows(again.page, code)
    again.leave()
    assert not opens(folder, " ".join(code))


# -- somebody else


def let_in(app: App, key: str, how: str = "one", name: str = "Sam at the clinic") -> Page:
    app.submit({}, "openers")
    app.submit({}, "add")
    app.submit({}, how)
    page = app.submit({"name": name, "key": key})
    return app.submit({}, "let") if page.id == "let-in-sure" else page


def test_somebody_may_read_this_record_until_it_is_taken_away(app: App, folder: Path) -> None:
    key = Key.new()
    page = let_in(app, key.public())
    assert page.id == "let-in-done"
    (case,) = (folder / "c").iterdir()
    assert str(case) in said(page)
    page = app.submit({}, "next")
    assert (
        page.id == "openers" and "Sam at the clinic" in said(page) and "this record" in said(page)
    )
    (share,) = case.glob("share-*.age")
    assert b"AGE-SECRET" in key.unseal(share.read_bytes())
    (line,) = (one.code for one in page.lines if one.label == "Sam at the clinic")
    page = app.submit({}, line)
    assert "takes nothing back" in said(page)
    assert app.submit({}, "keep").id == "openers" and share.exists()
    app.submit({}, line)
    assert app.submit({}, "away").id == "opener-away"
    assert not share.exists()
    assert "Sam" not in said(app.submit({}, "next"))


def test_somebody_may_read_everything(app: App, folder: Path) -> None:
    key = Key.new()
    page = let_in(app, key.public(), "all")
    assert page.id == "let-in-done" and str(folder) in said(page)
    (share,) = (folder / "k").glob("share-*.age")
    assert b"AGE-SECRET" in key.unseal(share.read_bytes())
    page = app.submit({}, "next")
    (line,) = (one.code for one in page.lines if one.label == "Sam at the clinic")
    app.submit({}, line)
    page = app.submit({}, "away")
    (field,) = page.fields
    assert app.submit({field.name: PASSPHRASE}, "away").id == "opener-away"
    assert not share.exists() and not list((folder / "k").glob("share-*.age"))
    write_something(app)
    app.leave()
    assert opens(folder, PASSPHRASE)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "begins with age1"),
        ("age1nothing", "begins with age1"),
        ("ssh-ed25519 AAAA", "begins with age1"),
        pytest.param(Key.new().secret(), "secret key", id="a secret one"),
    ],
)
def test_what_is_no_public_key_is_not_taken(app: App, folder: Path, key: str, words: str) -> None:
    before = files(folder)
    page = let_in(app, key)
    assert page.id == "let-in-who" and words in page.fields[1].error
    assert "AGE-SECRET-KEY-1" not in str(page.fields[1].value)
    assert files(folder) == before


def test_nobody_is_let_in_before_the_last_step(app: App, folder: Path) -> None:
    before = files(folder)
    app.submit({}, "openers")
    app.submit({}, "add")
    app.submit({}, "one")
    page = app.submit({"name": "", "key": Key.new().public()})
    assert page.fields[0].error
    page = app.submit({"name": "Sam", "key": Key.new().public()})
    assert page.id == "let-in-sure"
    assert app.back().id == "let-in-who" and app.page.fields[0].value == "Sam"
    app.submit({"name": "Sam", "key": Key.new().public()})
    assert app.submit({}, "not").id == "openers"
    assert files(folder) == before


def test_the_last_thing_that_opens_it_stays(app: App, folder: Path) -> None:
    page = app.submit({}, "openers")
    (only,) = page.lines
    assert "you opened it with this now" in only.state
    page = app.submit({}, only.code)
    assert "away" not in codes(page)
    assert app.submit({}, "away").id == "openers"
    app.leave()
    assert opens(folder, PASSPHRASE)


def test_a_code_can_be_taken_away(app: App, folder: Path) -> None:
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    copy_back(app, code)
    app.submit({}, "next")
    page = app.submit({}, "openers")
    (line,) = (one.code for one in page.lines if one.label == "A recovery code")
    app.submit({}, line)
    page = app.submit({}, "away")
    page = app.submit({page.fields[0].name: PASSPHRASE}, "away")
    assert page.id == "opener-away" and "A recovery code" in said(page)
    assert [one.label for one in app.submit({}, "next").lines] == ["A passphrase"]
    app.leave()
    assert opens(folder, PASSPHRASE) and not opens(folder, " ".join(code))


def with_code_and_key(app: App) -> tuple[list[str], Page]:
    """Make a code and let somebody read everything; at the page that asks what is to stay."""
    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    copy_back(app, code)
    app.submit({}, "next")
    let_in(app, Key.new().public(), "all")
    page = app.submit({}, "next")
    (line,) = (one.code for one in page.lines if one.label == "Sam at the clinic")
    app.submit({}, line)
    page = app.submit({}, "away")
    assert [one.label for one in page.fields] == ["A passphrase", "A recovery code"]
    assert {one.type for one in page.fields} == {"secret"}
    return code, page


def test_what_is_typed_stays_when_somebody_is_shut_out(app: App, folder: Path) -> None:
    code, page = with_code_and_key(app)
    passphrase, recovery = (one.name for one in page.fields)
    page = app.submit({passphrase: PASSPHRASE, recovery: " ".join(code)}, "away")
    assert page.id == "opener-away"
    page = app.submit({}, "next")
    assert [one.label for one in page.lines] == ["A passphrase", "A recovery code"]
    app.leave()
    assert opens(folder, PASSPHRASE) and opens(folder, " ".join(code))
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.verify().sound


def test_what_is_left_empty_goes_too(app: App, folder: Path) -> None:
    code, page = with_code_and_key(app)
    page = app.submit({page.fields[0].name: PASSPHRASE}, "away")
    assert page.id == "opener-away" and "A recovery code" in said(page)
    app.leave()
    assert opens(folder, PASSPHRASE) and not opens(folder, " ".join(code))


def test_what_is_typed_wrong_shuts_nobody_out(app: App, folder: Path) -> None:
    code, page = with_code_and_key(app)
    before = files(folder / "k", folder / "c")
    passphrase, recovery = (one.name for one in page.fields)
    page = app.submit({}, "away")
    assert "Type at least one" in page.fields[0].error
    page = app.submit({passphrase: PASSPHRASE, recovery: "not the code"}, "away")
    assert page.id.startswith("opener-staying") and not any(one.value for one in page.fields)
    assert ["does not open it" in one.error for one in page.fields] == [False, True]
    assert app.submit({}, "not").id == "openers"
    assert files(folder / "k", folder / "c") == before
    app.leave()
    assert opens(folder, PASSPHRASE) and opens(folder, " ".join(code))


def test_a_disk_that_fails_half_way_asks_for_the_passphrase_again(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.vault.errors import Broken
    from tui.vault.sealed import SealedCase

    def broken(*_: Any, **__: Any) -> bool:
        raise Broken

    _code, page = with_code_and_key(app)
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "revoke", broken)
        page = app.submit({page.fields[0].name: PASSPHRASE}, "away")
    assert page.id == "unlock" and "half-way" in page.fields[0].error and not page.has_menu
    assert unlock(app).id == "home"
    app.submit({}, "after")
    let_in(app, Key.new().public(), name="Bo")
    page = app.submit({}, "next")
    (line,) = (one.code for one in page.lines if one.label == "Bo")
    app.submit({}, line)
    monkeypatch.setattr(SealedCase, "unshare", broken)
    assert app.submit({}, "away").id == "unlock"
    assert opens(folder, PASSPHRASE)


def test_shutting_somebody_out_can_be_stopped_but_not_after_it_is_done(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, page = with_code_and_key(app)
    passphrase, recovery = (one.name for one in page.fields)
    typed = {passphrase: PASSPHRASE, recovery: " ".join(code)}
    work = app._sitting.work
    real = work.progress

    def stopping(at_the_end: bool) -> Any:
        def progress(done: int, of: int = 0) -> None:
            real(done, of)
            if (done == of) is at_the_end:
                app.cancel()

        return progress

    before = files(folder / "k")
    with monkeypatch.context() as patch:
        patch.setattr(work, "progress", stopping(False))
        page = app.submit(dict(typed), "away")
        assert page.id.startswith("opener-staying") and "stopped before it was done" in said(page)
    assert set(files(folder / "k")) == set(before)
    monkeypatch.setattr(work, "progress", stopping(True))
    assert app.submit(dict(typed), "away").id == "opener-away"
    write_something(app)
    app.leave()
    assert opens(folder, " ".join(code))


def test_somebody_who_knew_the_old_passphrase_is_shut_out_with_new_keys(
    app: App, folder: Path, tmp_path: Path
) -> None:
    older = shutil.copytree(folder, tmp_path / "older")
    to_the_new_one(app)
    app.submit({"passphrase": NEW, "again": NEW})
    page = app.submit({}, "keys")
    assert page.id.startswith("opener-staying") and len(page.fields) == 1
    page = app.submit({page.fields[0].name: NEW}, "away")
    assert page.title == "Sealed with new keys"
    assert app.submit({}, "next").id == "looking-after"
    app.leave()
    with Vault.open(older, PASSPHRASE) as was, Vault.open(folder, NEW) as vault:
        assert was._secret().public() != vault._secret().public()
        assert vault.verify().sound


def test_a_backup_follows_once_somebody_was_shut_out(app: App, tmp_path: Path) -> None:
    back_up(app, tmp_path / "stick")
    _code, page = with_code_and_key(app)
    app.submit({page.fields[0].name: PASSPHRASE}, "away")
    app.menu()
    app.submit({}, "after")
    page = app.submit({}, "backups")
    app.submit({}, page.lines[0].code)
    page = app.submit({}, "update")
    assert page.id == "backed-up", said(page)
    app.submit({}, "try")
    assert app.submit({"passphrase": PASSPHRASE}).id == "rehearsed"


def test_who_can_open_another_record_is_not_told_here(
    program: Program, folder: Path, clock: Clock
) -> None:
    app = start(program, clock=clock)
    kept(app, folder)
    app.menu()
    app.submit({}, "after")
    let_in(app, Key.new().public(), name="Sam")
    app.menu()
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Bea"})
    go(app, asks("occurred"))
    app.menu()
    app.submit({}, "after")
    assert "Sam" not in said(app.submit({}, "openers"))


# -- what goes wrong, and what is left alone


def refusing(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise NotStored("full")

    monkeypatch.setattr(owner, name, full)


def test_a_code_that_could_not_be_stored_is_still_there_to_try_again(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.vault.slots import Slots

    app.submit({}, "code")
    app.submit({}, "next")
    code = words(app)
    with monkeypatch.context() as patch:
        refusing(patch, Slots, "add_recovery")
        page = copy_back(app, code)
    assert page.id == "code-back" and "no room left" in said(page)
    assert app.submit({one.name: one.value for one in page.fields}).id == "code-counts"
    app.leave()
    assert opens(folder, " ".join(code))


@pytest.mark.parametrize("how", ["one", "all"])
def test_somebody_who_could_not_be_let_in_is_not_said_to_be(
    app: App, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    from tui.vault.sealed import SealedCase
    from tui.vault.slots import Slots

    with monkeypatch.context() as patch:
        refusing(patch, Slots, "share")
        refusing(patch, SealedCase, "share")
        page = let_in(app, Key.new().public(), how)
        assert page.id == "let-in-sure" and "no room left" in said(page)
    assert app.submit({}, "let").id == "let-in-done"


@pytest.mark.parametrize(
    "way",
    [
        ("code", "not"),
        ("code", "next", "square", "not"),
        ("code", "next", "file", "not"),
        ("openers", "add", "not"),
        ("openers", "done"),
        ("backups", "new", "not"),
        ("backups", "done"),
        ("check", "receipt", "not"),
        ("check", "compare", "not"),
        ("check", "done"),
    ],
)
def test_not_now_leads_back_and_does_nothing(app: App, folder: Path, way: tuple[str, ...]) -> None:
    before = files(folder.parent)
    seen = [app.page.id]
    for choice in way:
        seen.append(app.submit({}, choice).id)
    assert seen[-1] == seen[-3]
    assert files(folder.parent) == before


def test_several_codes_and_several_passphrases_are_told_apart(app: App, folder: Path) -> None:
    for _ in range(2):
        app.submit({}, "code")
        app.submit({}, "next")
        copy_back(app, words(app))
        app.submit({}, "next")
    page = app.submit({}, "code")
    assert said(page).count("There is a code already, since") == 2
    app.back()
    page = to_the_new_one(app)
    page = app.submit({"passphrase": NEW, "again": NEW})
    assert "recovery code opens it, too" in said(page)


# -- a word in the menu


def write_something(app: App) -> None:
    if not asks("occurred")(app.page):
        app.menu()
        app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-03"})
    app.menu()


def test_the_menu_has_one_quiet_line_about_backups(
    program: Program, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    app = start(program, clock=clock)
    kept(app, folder)
    page = app.menu()
    assert "backup" not in said(page), "nothing is written that could be lost"
    app.back()
    write_something(app)
    lines = [one for one in app.page.text if "backup" in one.text]
    assert [one.kind for one in lines] == ["quiet"]
    back_up(app, tmp_path / "stick")
    assert "backup" not in said(app.menu())
    clock.now += timedelta(days=31)
    assert "backup" not in said(app.menu())
    clock.now += timedelta(days=1)
    app.submit({}, "parts")
    assert "The newest backup is more than a month old." in said(app.menu())


@pytest.mark.parametrize(
    ("other_place", "told"), [("stick", True), ("friend", True), ("none", False)]
)
def test_no_copy_is_asked_for_where_there_is_no_place_for_one(
    program: Program, folder: Path, tmp_path: Path, other_place: str, told: bool
) -> None:
    app = start(program)
    app.submit({}, "own")
    shared = {**QUIET, "device_is": "shared", "can_reach": ["live"], "other_place": other_place}
    driver = go(app, at("place", "memory"), {"answers": shared})
    if app.page.id == "memory":
        app.submit({}, "place")
    app.submit({"folder": str(folder)})
    app.submit({"folder": str(folder)}, "anyway")
    app.submit({"passphrase": NEW, "again": NEW})
    on(app, driver, asks("occurred"))
    write_something(app)
    assert ("There is no backup of it yet." in said(app.page)) is told
