"""What a person sets up: where it is kept, what it changes, and whose record it follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driving import QUIET
from tests.session.sittings import (
    PASSPHRASE,
    asks,
    at,
    copied,
    files,
    go,
    kept,
    plain_texts,
    seal,
    start,
    unlock,
)
from tui import wording
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page, Raw
from tui.session.settings import SETTINGS, Settings, settings_of
from tui.vault import MemoryCase, Vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    """A record of one's own, at the menu."""
    app = start(program)
    kept(app, folder)
    app.menu()
    return app


def form(app: App) -> Page:
    """Open the settings from the menu."""
    app.menu()
    page = app.submit({}, "settings")
    assert page.id == "settings"
    return page


def set_up(app: App, **picked: Raw) -> Page:
    """Pick some settings; the others are entered as they stand."""
    page = form(app)
    return app.submit({one.name: one.value for one in page.fields} | picked)


def entered(app: App) -> str:
    """Answer the short check of an opening; where it leads."""
    assert asks("opening_safe")(app.page)
    return app.submit({"opening_safe": QUIET["opening_safe"]}).id


def values(page: Page) -> dict[str, Raw]:
    return {one.name: one.value for one in page.fields}


def test_at_first_the_form_says_how_it_is(app: App) -> None:
    page = form(app)
    assert values(page) == {
        "language": "en",
        "theme": "dark",
        "idle": "10",
        "size": "letter",
        "paper_language": "screen",
        "facts": "6",
        "folder": "",
    }
    for field in page.fields:
        if field.type == "choice":
            assert field.value in {one.code for one in field.options}
    labels = {one.label for one in page.fields[0].options}
    assert {"English", "Français (Canada)"} <= labels
    assert app.back().id == "home"


def test_going_on_without_a_change_stores_nothing(app: App, folder: Path) -> None:
    before = files(folder)
    assert set_up(app).id == "home"
    assert files(folder) == before
    assert app.settings == Settings()


def test_what_is_set_up_holds_at_once_and_at_the_next_opening(
    program: Program, app: App, folder: Path, tmp_path: Path
) -> None:
    papers = tmp_path / "stick"
    wanted = Settings(
        language="fr_CA",
        theme="contrast",
        idle_minutes=2,
        size="a4",
        paper_language="en",
        fact_months=24,
        folder=str(papers),
    )
    page = set_up(
        app, language="fr_CA", theme="contrast", idle="2", size="a4", paper_language="en",
        facts="24", folder=str(papers),
    )  # fmt: skip
    assert app.settings == wanted
    assert wording.current() == "fr_CA"
    assert page.id == "home" and page.title == wording.gettext("Your record")
    assert values(form(app))["language"] == "fr_CA"
    app.leave()
    assert app.settings == Settings(theme="contrast")
    (stored,) = copied(folder, tmp_path / "copy").rows(SETTINGS).values()
    assert stored["theme"] == "contrast"
    assert not any(b"contrast" in one or b"stick" in one for one in plain_texts(folder))

    wording.use("en")
    again = start(program, vault_path=folder)
    assert again.page.fields[0].label == "Passphrase"
    again.submit({"passphrase": "wrong"})
    assert (again.settings, wording.current()) == (Settings(), "en")
    again.submit({"passphrase": PASSPHRASE})
    # The check already speaks the language of the record.
    assert (again.settings, wording.current()) == (wanted, "fr_CA")
    assert entered(again) == "home"
    assert again.settings == wanted


def test_a_language_asked_for_on_the_command_line_beats_the_stored_one(
    program: Program, app: App, folder: Path
) -> None:
    set_up(app, language="fr_CA")
    app.leave()
    wording.use("en")
    again = start(program, vault_path=folder, language_asked=True)
    unlock(again)
    assert (wording.current(), again.settings.language) == ("en", "fr_CA")
    # Going on without touching it keeps what is stored for the next time.
    set_up(again, theme="light")
    assert (wording.current(), again.settings.language) == ("en", "fr_CA")
    set_up(again, language="en")
    assert (wording.current(), again.settings.language) == ("en", "en")
    set_up(again, language="fr_CA")
    assert wording.current() == "fr_CA"


def test_a_folder_that_can_not_be_is_said_so_and_nothing_changes(app: App, folder: Path) -> None:
    before = files(folder)
    for typed in ("~nobody-like-that/x", "x" * 5_000, str(folder / "lock" / "below")):
        page = set_up(app, folder=typed, theme="light")
        assert page.id == "settings"
        assert page.fields[-1].error
        assert page.fields[-1].value == typed
        app.back()
    assert app.settings == Settings()
    assert files(folder) == before


def test_what_is_not_offered_is_not_taken(app: App) -> None:
    set_up(
        app, language="xx_YY", theme="<b>", idle="1e9", size="a5", paper_language="../..", folder=""
    )
    assert app.settings == Settings()


def test_a_wait_set_elsewhere_is_offered_too(app: App) -> None:
    app._sitting.set_up(Settings(idle_minutes=7))
    field = next(one for one in form(app).fields if one.name == "idle")
    assert field.value == "7"
    assert [one.code for one in field.options] == ["2", "5", "7", "10", "20", "60", "0"]


def test_where_nothing_is_kept_they_hold_until_leaving(program: Program, home: Path) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, at("memory"))
    app.submit({})
    app.menu()
    before = files(home)
    set_up(app, theme="light", idle="0", folder=str(home))
    assert app.settings == Settings(theme="light", idle_minutes=0, folder=str(home))
    assert files(home) == before
    app.leave()
    assert app.settings == Settings(theme="light")


def test_set_up_in_memory_they_are_sealed_with_the_record(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    app = start(program)
    app.submit({}, "own")
    go(app, at("place"))
    app._sitting.set_up(Settings(size="a4"))
    seal(app, folder)
    app.leave()
    (stored,) = copied(folder, tmp_path / "copy").rows(SETTINGS).values()
    assert stored["size"] == "a4"


def test_where_nothing_can_be_written_they_hold_for_this_sitting(
    program: Program, app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.leave()
    monkeypatch.setattr("tui.vault.lock.Lock.take", _refused)
    again = start(program, vault_path=folder)
    unlock(again)
    before = files(folder)
    assert "leave" in form(again).text[0].text
    again.back()
    set_up(again, theme="light", folder=str(folder))
    assert again.settings == Settings(theme="light", folder=str(folder))
    assert files(folder) == before


def _refused(path: Path) -> None:
    raise PermissionError(path)


def test_what_can_not_be_stored_changes_nothing(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from tests.vault.faults import FaultyOs
    from tui.vault import durable

    form(app)
    monkeypatch.setattr(durable, "os", FaultyOs(0, errno.ENOSPC, lasting=True))
    page = app.submit({"language": "fr_CA", "theme": "light"})
    assert page.id == "settings"
    assert any("no room left" in one.text for one in page.text)
    assert (app.settings, wording.current()) == (Settings(), "en")


# -- a volunteer with several records


@pytest.fixture
def volunteer(program: Program, folder: Path) -> App:
    """Ann's record, and Bea's, which was begun from Ann's."""
    app = start(program)
    app.submit({}, "client")
    app.submit({"label": "Ann"})
    go(app, at("place"))
    seal(app, folder)
    app.menu()
    set_up(app, theme="contrast", idle="5", size="a4", language="fr_CA", folder=str(folder.parent))
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Bea"})
    go(app, asks("occurred"))
    app.menu()
    return app


def switched(app: App, name: str) -> None:
    app.menu()
    app.submit({}, "cases")
    app.submit({}, next(one.code for one in app.page.lines if one.label == name))
    assert entered(app) == "home"


def test_a_new_record_goes_on_like_the_one_before_but_for_the_folder(
    program: Program, volunteer: App, folder: Path
) -> None:
    like_ann = Settings(theme="contrast", idle_minutes=5, size="a4", language="fr_CA")
    assert volunteer.settings == like_ann
    volunteer.leave()
    wording.use("en")
    again = start(program, vault_path=folder, case="Bea")
    unlock(again)
    assert again.settings == like_ann


def test_another_record_has_its_own_back_and_the_colours_stay(volunteer: App, folder: Path) -> None:
    set_up(volunteer, language="en", theme="light", size="letter", idle="20")
    switched(volunteer, "Ann")
    assert volunteer.settings == Settings(
        theme="light", idle_minutes=5, size="a4", language="fr_CA", folder=str(folder.parent)
    )
    assert wording.current() == "fr_CA"
    switched(volunteer, "Bea")
    assert volunteer.settings == Settings(theme="light", idle_minutes=20, language="en")
    assert wording.current() == "en"


def test_a_record_in_which_nothing_was_set_up_stays_so(
    program: Program, app: App, folder: Path
) -> None:
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Cleo"})
    go(app, asks("occurred"))
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [settings_of(vault.case(info.id)) for info in vault.cases()] == [None, None]


def test_what_a_later_version_wrote_is_read_as_far_as_it_can_be() -> None:
    case = MemoryCase()
    with case.change("me", SETTINGS) as change:
        change.put(
            SETTINGS, SETTINGS,
            {"theme": "sepia", "size": "a4", "idle_minutes": -3, "shape": "round", "folder": 7},
        )  # fmt: skip
    assert settings_of(case) == Settings(size="a4")
    assert settings_of(MemoryCase()) is None
