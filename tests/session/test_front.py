"""The first page is there before anything is loaded, and is the one the program shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.interview.content import load
from tui.interview.program import Program
from tui.interview.schema import Say
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.app import App, local_clock
from tui.session.front import SLOTS, Front, first_page, unlock_page
from tui.vault.vault import Vault

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


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


def test_a_folder_without_a_record_is_not_spoken_of_once_another_was_named(
    program: Program, tmp_path: Path
) -> None:
    Vault.create(tmp_path / "stick", "candle river", clock=local_clock, log_n=4).close()
    app = App.start(program, vault_path=tmp_path / "v")
    app.submit({}, "open")
    assert app.submit({"folder": str(tmp_path)}).fields[0].error
    assert app.submit({"folder": str(tmp_path / "stick")}).id == "unlock"
    page = app.back()
    assert (page.id, page.fields[0].error) == ("find", "")
    assert page.fields[0].value == str(tmp_path / "stick")


def test_a_wrong_passphrase_is_not_left_in_its_field(program: Program, tmp_path: Path) -> None:
    """Faces keep what stands in a field as long as its page is the same."""
    Vault.create(tmp_path / "v", "candle river", clock=local_clock, log_n=4).close()
    app = App.start(program, vault_path=tmp_path / "v")
    met = {app.page.id}
    for wrong in ("candle", "candle rive", "candle  River"):
        page = app.submit({"passphrase": wrong})
        assert page.fields[0].error
        assert page.id not in met
        met.add(page.id)
    # Nothing was typed, so there is nothing to clear.
    assert app.submit({"passphrase": ""}).id == page.id


def test_two_passphrases_that_differ_are_both_typed_again(program: Program, tmp_path: Path) -> None:
    from tui.session.sitting import Sitting
    from tui.session.stages.opening import Begin
    from tui.session.stages.sealing import Passphrase, Written

    sitting = Sitting(program, local_clock)
    stage = Passphrase(sitting, tmp_path / "new", Begin(sitting))
    first = stage.page()
    assert stage.submit({"passphrase": "candle river", "again": "candle rivet"}, "next") is stage
    page = stage.page()
    assert page.id != first.id
    assert [one.value for one in page.fields] == ["", ""]
    assert "type both again" in page.fields[0].error and not page.fields[1].error
    # The one that was made up: what was typed wrong is gone too.
    made_up = Written(sitting, tmp_path / "new", stage)
    first = made_up.page()
    made_up.submit({"again": "something else"}, "next")
    assert made_up.page().id != first.id
    assert made_up.page().text == first.text


@pytest.mark.parametrize("asked", ["Zoé B", "zoé b", " ZOÉ  B ", "Zoe\u0301 b"])
def test_a_record_is_found_by_its_name_in_any_capitals(
    program: Program, tmp_path: Path, asked: str
) -> None:
    with Vault.create(tmp_path / "v", "candle river", clock=local_clock, log_n=4) as vault:
        for name in ("Zoé B", "Ann"):
            vault.new_case(name, "client")
    app = App.start(program, vault_path=tmp_path / "v", case=asked)
    app.submit({"passphrase": "candle river"})
    app.submit({"opening_safe": "yes"})
    assert app.page.title == "Record: Zoé B"
    app.leave()


def test_where_capitals_tell_two_records_apart_they_do(tmp_path: Path) -> None:
    from tui.session.naming import called

    with Vault.create(tmp_path / "v", "candle river", clock=local_clock, log_n=4) as vault:
        for name in ("Ann", "ANN", "Bea"):
            vault.new_case(name, "client")
        infos = vault.cases()
        assert [one.name for one in called(infos, "ANN")] == ["ANN"]
        assert {one.name for one in called(infos, "ann")} == {"Ann", "ANN"}
        assert called(infos, infos[0].id) == [infos[0]]
        assert called(infos, "An") == []


def test_a_folder_that_holds_a_record_is_not_proposed_for_a_new_one(
    program: Program, tmp_path: Path
) -> None:
    from tests.session.sittings import at, go

    Vault.create(tmp_path / "v", "candle river", clock=local_clock, log_n=4).close()
    app = App.start(program, vault_path=tmp_path / "v")
    app.back()
    app.submit({}, "own")
    go(app, at("place"))
    assert app.page.fields[0].value != str(tmp_path / "v")
    page = app.submit({"folder": app.page.fields[0].value})
    assert page.id == "passphrase"
