"""Files that an answer names: a sealed copy is offered, kept with progress, and may be stopped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.every_type import program
from tests.every_type.walking import walk
from tests.session.sittings import PASSPHRASE, files, seal, start, unlock
from tui.interview.answers import ROOT
from tui.session.app import App
from tui.session.page import Page
from tui.vault import Vault, blobs_source
from tui.vault.blobs_files import File
from tui.vault.errors import NotStored


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "photo one.jpg"
    path.parent.mkdir()
    path.write_bytes(b"a photo" * 1000)
    return path


@pytest.fixture
def app(folder: Path) -> App:
    """A record that is kept, at the question that asks for files."""
    app = start(program())
    app.submit({}, "own")
    walk(app, "folder")
    seal(app, folder)
    walk(app, "papers")
    return app


def said(page: Page) -> str:
    choices = [f"{one.label} {one.note}" for one in page.choices]
    return "\n".join([page.title, *(one.text for one in page.text), *choices])


def in_record(folder: Path, to: Path) -> list[File]:
    """The files of the record, each read through, from a copy of its folder."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    with Vault.open(to, PASSPHRASE) as vault:
        case = vault.case(vault.cases()[0].id)
        for file in case.files.list():
            case.files.copy(file, None)
        return case.files.list()


def test_a_copy_is_offered_and_kept(app: App, photo: Path, folder: Path, tmp_path: Path) -> None:
    page = app.submit({"papers": str(photo)})
    assert page.id == "keep-files"
    assert "photo one.jpg, 7 kB" in said(page)
    assert "It stays where it is" in said(page)
    page = app.submit({}, "keep")
    assert {one.name for one in page.fields} == {"number"}
    assert "A sealed copy of 1 file is kept in the record." in said(page)
    (file,) = in_record(folder, tmp_path / "copy")
    assert (file.name, file.size, file.of) == ("photo one.jpg", 7000, f"{ROOT}/papers")
    assert photo.read_bytes() == b"a photo" * 1000
    assert b"a photo" not in b"".join(path.read_bytes() for path in folder.rglob("*.age"))


def test_the_answer_is_kept_without_a_copy(
    app: App, photo: Path, folder: Path, tmp_path: Path
) -> None:
    app.submit({"papers": str(photo)})
    page = app.submit({}, "not")
    assert {one.name for one in page.fields} == {"number"}
    assert in_record(folder, tmp_path / "copy") == []
    answer = app._sitting.open().flow.answers.get(ROOT, "papers")
    assert answer is not None
    assert answer.value == [str(photo)] or answer.value == (str(photo),)


@pytest.mark.parametrize("named", ["not there.jpg", "/", "//server/share/x.jpg", "\\\\s\\x.jpg"])
def test_nothing_is_offered_for_what_is_no_file_here(app: App, named: str) -> None:
    page = app.submit({"papers": named})
    assert {one.name for one in page.fields} == {"number"}


def test_back_leads_to_the_question_and_what_is_kept_is_not_offered_again(
    app: App, photo: Path
) -> None:
    app.submit({"papers": str(photo)})
    assert {one.name for one in app.back().fields} == {"papers"}
    app.submit({"papers": str(photo)})
    app.submit({}, "keep")
    assert {one.name for one in app.back().fields} == {"papers"}
    other = photo.with_name("other.jpg")
    other.write_bytes(b"other")
    page = app.submit({"papers": f"{photo}\n{other}"})
    assert "other.jpg" in said(page)
    assert "photo one.jpg" not in said(page)


def test_in_memory_nothing_is_offered_and_nothing_is_read(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(blobs_source.FileSource, "__init__", never)
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    walk(app, "papers", {})
    page = app.submit({"papers": str(photo)})
    assert {one.name for one in page.fields} == {"number"}


def test_what_cannot_be_kept_is_said_and_the_others_are(
    app: App, photo: Path, folder: Path, tmp_path: Path
) -> None:
    gone = photo.with_name("gone.jpg")
    gone.write_bytes(b"x")
    app.submit({"papers": f"{gone}\n{photo}"})
    gone.unlink()
    page = app.submit({}, "keep")
    assert page.id == "keep-files"
    assert "gone.jpg: That file is not there" in said(page)
    assert "A sealed copy of 1 file is kept" in said(page)
    gone.write_bytes(b"x")
    page = app.submit({}, "keep")
    assert {one.name for one in page.fields} == {"number"}
    assert [file.name for file in in_record(folder, tmp_path / "copy")] == [photo.name, gone.name]


def test_it_says_how_far_it_is_and_stops_when_told_to(
    app: App, photo: Path, folder: Path, tmp_path: Path
) -> None:
    large = photo.with_name("large.mp4")
    large.write_bytes(bytes(6 << 20))
    app.submit({"papers": f"{photo}\n{large}"})
    seen = []
    taken = app._sitting.open().case.files.take_in

    def watched(*args: object, **options: object) -> File:
        tell = options["progress"]

        def progress(done: int, of: int) -> None:
            tell(done, of)  # type: ignore[operator]
            assert app.doing is not None
            seen.append((app.doing.what, app.doing.done, app.doing.total, app.doing.unit))
            if app.doing.total > 1 << 20:
                app.cancel()

        return taken(*args, **{**options, "progress": progress})  # type: ignore[arg-type]

    app._sitting.open().case.files.take_in = watched  # type: ignore[method-assign]
    page = app.submit({}, "keep")
    assert app.doing is None
    assert page.id == "keep-files"
    assert "What was kept before that stays." in said(page)
    assert [one[0] for one in seen] == ["Keeping a copy of photo one.jpg"] * 2 + [
        "Keeping a copy of large.mp4"
    ]
    assert seen[-1][2:] == (6 << 20, "bytes")
    assert [file.name for file in in_record(folder, tmp_path / "copy")] == [photo.name]
    app._sitting.open().case.files.take_in = taken  # type: ignore[method-assign]
    app.submit({}, "keep")
    assert len(in_record(folder, tmp_path / "copy")) == 2


def test_after_unlocking_the_copies_are_still_there(
    app: App, photo: Path, folder: Path, tmp_path: Path
) -> None:
    app.submit({"papers": str(photo)})
    app.submit({}, "keep")
    app.leave()
    again = start(program(), vault_path=folder)
    unlock(again)
    case = again._sitting.open().case
    (file,) = case.files.list()
    with case.files.open(file) as stream:
        assert stream.read() == photo.read_bytes()


def test_looking_at_a_file_writes_nothing_beside_the_record(app: App, photo: Path) -> None:
    before = files(photo.parent)
    app.submit({"papers": str(photo)})
    app.submit({}, "keep")
    assert files(photo.parent) == before


@pytest.fixture
def looking(app: App, photo: Path) -> App:
    """A record with a file in it, at the page of looking after it."""
    app.submit({"papers": str(photo)})
    app.submit({}, "keep")
    app.menu()
    assert app.submit({}, "after").id == "looking-after"
    return app


def test_the_files_are_listed_and_copied_out(looking: App, photo: Path, tmp_path: Path) -> None:
    assert "1 file" in said(looking.page)
    page = looking.submit({}, "files")
    ((code, label, detail),) = [(one.code, one.label, one.detail) for one in page.lines]
    assert (label, detail.split(",")[0]) == ("photo one.jpg", "7 kB")
    page = looking.submit({}, code)
    assert "can be read by anyone" in said(page)
    page = looking.submit({"folder": str(tmp_path / "plain")}, "copy")
    assert (tmp_path / "plain" / "photo one.jpg").read_bytes() == photo.read_bytes()
    assert f"Written: {tmp_path / 'plain' / 'photo one.jpg'}" in said(page)
    assert looking.submit({}, "done").id == "kept-files"
    assert looking.back().id == "looking-after"


def test_no_plain_copy_goes_into_the_record_or_to_where_nothing_can_be_written(
    looking: App, photo: Path, folder: Path
) -> None:
    looking.submit({}, "files")
    looking.submit({}, looking.page.lines[0].code)
    for wrong in (str(folder / "x"), str(photo / "x"), ""):
        (field,) = looking.submit({"folder": wrong}, "copy").fields
        assert field.error
    assert [path.name for path in photo.parent.iterdir()] == [photo.name]


def test_a_damaged_copy_is_told_and_none_is_written(
    looking: App, folder: Path, tmp_path: Path
) -> None:
    (blob,) = folder.glob("c/*/b/*/*.age")
    blob.write_bytes(blob.read_bytes()[:-9])
    looking.submit({}, "files")
    looking.submit({}, looking.page.lines[0].code)
    page = looking.submit({"folder": str(tmp_path / "plain")}, "copy")
    assert blob.name in said(page)
    assert list((tmp_path / "plain").iterdir()) == []


def test_without_files_there_is_no_way_to_them(app: App) -> None:
    app.menu()
    page = app.submit({}, "after")
    assert page.id == "looking-after"
    assert "files" not in {one.code for one in page.choices}


def test_a_full_disk_is_said_and_what_is_left_may_be_tried_again(
    app: App, photo: Path, folder: Path, tmp_path: Path
) -> None:
    other = photo.with_name("other.jpg")
    other.write_bytes(b"other")
    app.submit({"papers": f"{photo}\n{other}"})
    taken = app._sitting.open().case.files.take_in

    def full(path: Path, *args: object, **options: object) -> File:
        if path == other:
            raise NotStored("full")
        return taken(path, *args, **options)  # type: ignore[arg-type]

    app._sitting.open().case.files.take_in = full  # type: ignore[method-assign, assignment]
    page = app.submit({}, "keep")
    assert page.id == "keep-files"
    assert "there is no room left" in said(page)
    assert "photo one.jpg" not in said(page)
    app._sitting.open().case.files.take_in = taken  # type: ignore[method-assign]
    app.submit({}, "keep")
    assert [file.name for file in in_record(folder, tmp_path / "copy")] == [photo.name, other.name]
