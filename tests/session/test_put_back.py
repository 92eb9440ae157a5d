"""What was done to the folder between two sittings is said in the menu."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.session.sittings import PASSPHRASE, kept, start
from tests.session.test_locking import again, locked
from tui.interview.program import Program
from tui.session.app import App
from tui.vault import Vault

BEHIND = "an older copy was put in its place"
LOST = "is gone"


def menu(program: Program, app: App) -> str:
    """Lock, open again, and read what stands in the menu."""
    after = again(program, locked(app))
    after.submit({"passphrase": PASSPHRASE})
    after.submit({"opening_safe": "yes"})
    after.menu()
    assert after.page.id == "home"
    said = " ".join(one.text for one in after.page.text)
    after.leave()
    return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    app = start(program)
    kept(app, folder)
    app.submit({"occurred": "2026-03-03"})
    return app


def test_nothing_is_said_where_nothing_was_done(program: Program, app: App) -> None:
    said = menu(program, app)
    assert BEHIND not in said
    assert LOST not in said


def test_an_older_copy_is_said(program: Program, app: App, folder: Path, tmp_path: Path) -> None:
    (inside,) = (folder / "c").iterdir()
    older = shutil.copytree(inside, tmp_path / "older")
    app.submit({"kind": "call"})
    resume = locked(app)
    shutil.rmtree(inside)
    shutil.copytree(older, inside)
    after = again(program, resume)
    after.submit({"passphrase": PASSPHRASE})
    after.submit({"opening_safe": "yes"})
    after.menu()
    assert BEHIND in " ".join(one.text for one in after.page.text)
    after.leave()


def test_a_record_that_is_gone_is_said(program: Program, app: App, folder: Path) -> None:
    resume = locked(app)
    with Vault.open(folder, PASSPHRASE) as vault:
        gone = vault.new_case("Other", "client").id
    shutil.rmtree(folder / "c" / gone)
    after = again(program, resume)
    after.submit({"passphrase": PASSPHRASE})
    after.submit({"opening_safe": "yes"})
    after.menu()
    said = " ".join(one.text for one in after.page.text)
    assert f"is gone: {gone}." in said
    after.leave()
