"""Files that were taken in before a key was taken away, and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vault.conftest import create, reopen
from tests.vault.test_blobs_verify import case_of, looked, take
from tui.vault import SealedCase
from tui.vault.agefile import Key, NotOpened

THEIRS = Key.new()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with create(tmp_path / "v") as vault:
        case = vault.new_case("Ann", "own")
        take(case, b"before", "before.txt")
        case.share(THEIRS.public(), "A. Lawyer", "me")
    return tmp_path / "v"


def test_older_files_still_open_and_newer_ones_are_closed_to_the_older_key(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        older = case._open().keys.identity.newest
        case.unshare(case.shares()[0].file, "me", seal_again=True)
        take(case, b"after", "after.txt")
        assert older.unseal(blob_of(place, case, "before.txt").read_bytes())[:6] == b"before"
        with pytest.raises(NotOpened):
            older.unseal(blob_of(place, case, "after.txt").read_bytes())
    with reopen(place) as vault:
        case = case_of(vault)
        found = []
        for file in case.files.list():
            with case.files.open(file) as stream:
                found.append(stream.read())
    assert found == [b"before", b"after"]
    assert looked(place) == []


def blob_of(place: Path, case: SealedCase, name: str) -> Path:
    (file,) = (file for file in case.files.list() if file.name == name)
    return place / "c" / case.id / "b" / file.parts[0][:2] / file.parts[0]
