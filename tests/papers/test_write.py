from __future__ import annotations

import errno
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tui.papers import write as writing
from tui.papers.errors import NotWritten
from tui.papers.write import proposed_name, renew, write

FILES = {"docx": b"one", "pdf": b"two"}


def test_files_lie_side_by_side_under_one_new_name(tmp_path: Path) -> None:
    first = write(tmp_path, "notes", FILES)
    assert [each.name for each in first] == ["notes.docx", "notes.pdf"]
    (tmp_path / "notes-2.pdf").write_bytes(b"mine")
    third = write(tmp_path, "notes", FILES)
    assert [each.name for each in third] == ["notes-3.docx", "notes-3.pdf"]
    assert (tmp_path / "notes-2.pdf").read_bytes() == b"mine"
    assert third[1].read_bytes() == b"two"
    assert len(list(tmp_path.iterdir())) == 5


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("links need a privilege there")
    (tmp_path / "notes.pdf").symlink_to(tmp_path / "elsewhere")
    assert write(tmp_path, "notes", FILES)[0].name == "notes-2.docx"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["../notes", "a/b", "", ".", ".."])
def test_a_name_can_not_lead_out_of_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="not-allowed"):
        write(tmp_path, name, FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="no-folder"):
        write(tmp_path / "absent", "notes", FILES)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EACCES, "not-allowed"),
        (errno.EROFS, "not-allowed"),
        (errno.EIO, "failed"),
    ],
)
@pytest.mark.parametrize("after", [0, 1])
def test_a_failure_leaves_nothing_half_written(
    number: int, reason: str, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    fsync = os.fsync

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) > after:
            raise OSError(number, "injected")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(NotWritten) as failed:
        write(tmp_path, "notes", FILES)
    assert failed.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_a_stick_without_links_takes_a_paper_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert [each.name for each in write(tmp_path, "notes", FILES)] == ["notes.docx", "notes.pdf"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["notes.docx", "notes.pdf"]


def test_a_name_taken_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing._write_one
    taken = tmp_path / "notes.pdf"

    def race(target: Path, content: bytes) -> None:
        if target == taken and not taken.exists():
            taken.write_bytes(b"theirs")
        real(target, content)

    monkeypatch.setattr(writing, "_write_one", race)
    assert [each.name for each in write(tmp_path, "notes", FILES)] == [
        "notes-2.docx",
        "notes-2.pdf",
    ]
    assert taken.read_bytes() == b"theirs"
    assert not (tmp_path / "notes.docx").exists()


def test_the_proposed_name_gives_nothing_away() -> None:
    assert proposed_name("notes", datetime(2026, 3, 8, tzinfo=UTC)) == "notes-2026-03"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_only_its_owner_may_read_a_paper(tmp_path: Path) -> None:
    (path,) = write(tmp_path, "notes", {"pdf": b"words"})
    assert path.stat().st_mode & 0o777 == 0o600


# A file that its maker brings up to date.


def test_a_file_is_written_anew_whole(tmp_path: Path) -> None:
    target = tmp_path / "diary.ics"
    renew(target, b"one")
    renew(target, b"two")
    assert target.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["diary.ics"]
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o077 == 0


def test_where_it_can_not_be_the_older_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "diary.ics"
    renew(target, b"one")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(NotWritten, match="full"):
        renew(target, b"two")
    assert target.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["diary.ics"]


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("links need a privilege there")
    (tmp_path / "else").write_bytes(b"mine")
    (tmp_path / "diary.ics").symlink_to(tmp_path / "else")
    renew(tmp_path / "diary.ics", b"one")
    assert (tmp_path / "else").read_bytes() == b"mine"
