"""The first page is there before anything is loaded, and is the one the program shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.interview.content import load
from tui.interview.program import Program
from tui.interview.schema import Say
from tui.resources import content_folder, templates_folder
from tui.session.app import App, local_clock
from tui.session.front import SLOTS, Front, first_page, unlock_page
from tui.vault.vault import Vault

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml")


def test_it_says_what_the_safety_check_begins_with(program: Program) -> None:
    first = program.scripts["safety"].sections[0].steps[0].node
    assert isinstance(first, Say)
    assert first_page().text[0].text == first.text


@pytest.mark.parametrize("memory_only", [False, True])
def test_the_session_shows_the_same_page(
    program: Program, tmp_path: Path, memory_only: bool
) -> None:
    made: list[App] = []

    def start() -> App:
        made.append(App.start(program, vault_path=tmp_path / "v", memory_only=memory_only))
        return made[0]

    front = Front(start, vault_path=tmp_path / "v", memory_only=memory_only)
    before = front.page
    assert not made
    front.warm()
    assert front.page == before == made[0].page
    assert front.submit({}, "own").id != "begin"


def test_a_folder_that_only_looks_like_a_vault_leads_to_the_real_first_page(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / SLOTS).mkdir()
    front = Front(lambda: App.start(program, vault_path=tmp_path), vault_path=tmp_path)
    assert front.page == unlock_page()
    assert front.submit({"passphrase": "x"}).id == front.page.id == "begin"


def test_a_record_in_another_folder_opens_from_the_first_page(
    program: Program, tmp_path: Path
) -> None:
    Vault.create(tmp_path / "stick", "candle river", clock=local_clock, log_n=4).close()
    nowhere = tmp_path / "v"
    front = Front(lambda: App.start(program, vault_path=nowhere), vault_path=nowhere)
    assert front.submit({}, "open").id == "find"
    assert front.submit({"folder": str(tmp_path / "stick")}).id == "unlock"
    assert front.submit({"passphrase": "wrong"}).fields[0].error
    assert front.submit({"passphrase": "candle river"}).id == "cases"


def test_the_first_page_works_when_it_is_gone_back_to(program: Program, tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", "candle river", clock=local_clock, log_n=4).close()
    front = Front(lambda: App.start(program, vault_path=tmp_path / "v"), vault_path=tmp_path / "v")
    assert front.page.id == "unlock"
    assert front.back().id == "begin"
    assert front.submit({}, "people").id != "begin"


def test_leaving_before_anything_is_loaded(program: Program, tmp_path: Path) -> None:
    front = Front(lambda: pytest.fail("nothing was needed"), vault_path=tmp_path / "v")
    front.keep_draft("a", "b")
    front.leave()
    front.warm()
    assert front.done


def test_the_unlock_page_gives_nothing_away() -> None:
    page = unlock_page()
    words = " ".join([page.title, page.section, page.why, *(one.text for one in page.text)])
    assert words.split() == ["Passphrase"]


def test_the_first_page_needs_no_engine() -> None:
    code = (
        "import sys, tui.session.front as front; front.first_page(); "
        "print([name for name in sys.modules if name.startswith('tui.interview')"
        " or name in ('yaml', 'tinydb', 'pyrage', 'babel')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == "[]"
