"""What every place for blobs promises, and a case's files on it: on the disk and in memory."""

from __future__ import annotations

import hashlib
import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.vault.conftest import clock, create
from tui.vault import Case, MemoryCase
from tui.vault.blobs import PIECE, TABLE, BlobStore
from tui.vault.blobs_files import File
from tui.vault.blobs_folder import FolderBlobs
from tui.vault.blobs_memory import MemoryBlobs
from tui.vault.errors import (
    Cancelled,
    SourceChanged,
    SourceNotAFile,
    SourceUnreadable,
    VaultClosed,
    VaultDamaged,
)


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return FolderBlobs(tmp_path / "b") if request.param == "folder" else MemoryBlobs()


@pytest.fixture(params=["folder", "memory"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    if request.param == "memory":
        yield MemoryCase(clock=clock)
        return
    with create(tmp_path / "v") as vault:
        yield vault.new_case("A", "own")


def name_of(data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()}.age"


def put(store: BlobStore, *pieces: bytes) -> str:
    with store.create() as sink:
        for piece in pieces:
            sink.write(piece)
        back = sink.read_back()
        assert back.read(1 << 24) == b"".join(pieces)
        back.close()
        return sink.commit()


def all_of(store: BlobStore, name: str) -> bytes:
    file = store.open(name)
    try:
        found = b""
        while piece := file.read(PIECE):
            found += piece
        return found
    finally:
        file.close()


# -- the store


def test_a_blob_is_named_by_its_bytes_and_given_back(store: BlobStore) -> None:
    name = put(store, b"some", b" bytes")
    assert name == name_of(b"some bytes")
    assert all_of(store, name) == b"some bytes"
    assert list(store.names()) == [(name, 10)]


def test_an_empty_store_has_no_blobs(store: BlobStore) -> None:
    assert list(store.names()) == []


def test_large_blobs_and_empty_ones_are_kept(store: BlobStore) -> None:
    data = random.Random(1).randbytes(3 * PIECE + 17)
    large, empty = put(store, data[:PIECE], data[PIECE:]), put(store)
    assert all_of(store, large) == data
    assert all_of(store, empty) == b""
    assert dict(store.names()) == {large: len(data), empty: 0}


@pytest.mark.parametrize("read_back", [True, False])
def test_what_is_not_committed_is_gone(store: BlobStore, read_back: bool) -> None:
    with store.create() as sink:
        sink.write(b"some")
        if read_back:
            sink.read_back().close()
    assert list(store.names()) == []


def test_what_breaks_off_is_gone_even_after_its_commit(store: BlobStore) -> None:
    with pytest.raises(ZeroDivisionError), store.create() as sink:
        sink.write(b"some")
        sink.read_back().close()
        sink.commit()
        raise ZeroDivisionError
    assert list(store.names()) == []


def test_several_are_written_side_by_side(store: BlobStore) -> None:
    with ExitStack() as held:
        sinks = [held.enter_context(store.create()) for _ in range(3)]
        for number, sink in enumerate(sinks):
            sink.write(bytes([number]) * 10)
        for sink in sinks:
            sink.read_back().close()
        names = [sink.commit() for sink in sinks]
    assert names == [name_of(bytes([number]) * 10) for number in range(3)]
    assert sorted(name for name, _ in store.names()) == sorted(names)


def test_a_deleted_blob_is_gone_and_may_be_deleted_again(store: BlobStore) -> None:
    name, other = put(store, b"one"), put(store, b"other")
    store.delete(name)
    store.delete(name)
    assert [found for found, _ in store.names()] == [other]
    with pytest.raises(FileNotFoundError):
        store.open(name)


@pytest.mark.parametrize(
    "name", ["", "x", "../../lock", "0" * 64, f"{'0' * 64}.age", "/etc/passwd"]
)
def test_what_is_no_blob_is_not_found(store: BlobStore, name: str) -> None:
    put(store, b"one")
    with pytest.raises(FileNotFoundError):
        store.open(name)


# -- the files of a case


def taken(case: Case, data: bytes, name: str = "photo.jpg", **options: object) -> File:
    return case.files.take_in(io.BytesIO(data), name, "me", "log@1", **options)  # type: ignore[arg-type]


def given_back(case: Case, file: File) -> bytes:
    with case.files.open(file) as stream:
        return stream.read()


SIZES = [0, 1, 1023, 1024, 1025, 65536, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 12345]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_given_back_as_it_was(case: Case, size: int) -> None:
    data = random.Random(size).randbytes(size)
    file = taken(case, data)
    assert given_back(case, file) == data
    assert (file.size, file.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert (file.name, file.who, file.at) == ("photo.jpg", "me", "2026-03-03T17:46:05Z")
    assert case.files.list() == [file]
    assert case.files.get(file.id) == file
    assert case.files.get("other") is None


@pytest.mark.parametrize("size", [0, 4095, 4096, 4097, 8192, 10_000, 3 * PIECE])
@pytest.mark.parametrize("part", [4096, 5000])
def test_a_long_file_is_cut_into_parts(case: Case, size: int, part: int) -> None:
    part = part if size < PIECE else PIECE
    data = random.Random(size).randbytes(size)
    file = taken(case, data, part=part)
    assert len(file.parts) == max(1, -(-size // part))
    assert given_back(case, file) == data


def test_few_sizes_tell_files_apart(case: Case) -> None:
    sizes = {}
    for size, full in ((10, 1024), (1024, 1024), (100_400, 102_400), (102_001, 102_400)):
        (name,) = taken(case, random.Random(size).randbytes(size), str(size)).parts
        sizes[size] = dict(case.files._store.names())[name] - full
    assert all(0 < beyond < 400 for beyond in sizes.values()), sizes  # age's own part varies


def test_the_same_file_under_the_same_name_is_the_one_that_is_there(case: Case) -> None:
    first = taken(case, b"the same")
    assert taken(case, b"the same") == first
    assert case.files.list() == [first]


def test_the_same_file_under_another_name_has_one_blob_and_two_rows(case: Case) -> None:
    first, second = taken(case, b"the same"), taken(case, b"the same", "other.jpg")
    assert first.parts == second.parts
    assert [file.name for file in case.files.list()] == ["photo.jpg", "other.jpg"]
    assert len(list(case.files._store.names())) == 1
    assert given_back(case, second) == b"the same"


def test_a_file_may_belong_to_an_answer(case: Case) -> None:
    first = taken(case, b"the same")
    second = taken(case, b"the same", of="row1/files")
    assert taken(case, b"the same", of="row1/files") == second
    assert (first.of, second.of, first.parts) == ("", "row1/files", second.parts)
    assert case.files.list() == [first, second]
    document = case.get(TABLE, second.id)
    assert document
    assert document["of"] == "row1/files"


def test_a_file_of_which_the_blob_is_gone_is_kept_anew(case: Case) -> None:
    first = taken(case, b"the same")
    case.files._store.delete(first.parts[0])
    second = taken(case, b"the same")
    assert second.parts != first.parts
    assert given_back(case, second) == b"the same"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/home/me/a b.jpg", "a b.jpg"),
        ("C:\\Users\\me\\a.jpg", "a.jpg"),
        ("a\udcff.jpg", "a\ufffd.jpg"),
        ("\x1b[31mred\n.jpg", "\x1b[31mred\n.jpg"),
        ("../..", ".."),
        ("x" * 999, "x" * 255),
    ],
)
def test_a_name_is_data_without_its_folders(case: Case, given: str, kept: str) -> None:
    file = taken(case, b"x", given)
    assert file.name == kept
    assert case.files.list()[0].name == kept


def test_how_far_it_is_is_told_up_to_the_end(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(random.Random(1).randbytes(3 * PIECE))
    told: list[tuple[int, int]] = []
    case.files.take_in(path, "", "me", "x@1", progress=lambda *now: told.append(now))
    assert told == sorted(told)
    assert told[-1] == (3 * PIECE, 3 * PIECE)
    assert len(told) >= 6


@pytest.mark.parametrize("after", range(8))
def test_told_to_stop_it_keeps_nothing(case: Case, after: int) -> None:
    asked = iter([False] * after + [True] * 99)
    data = random.Random(1).randbytes(4 * PIECE)
    with pytest.raises(Cancelled):
        taken(case, data, cancelled=lambda: next(asked))
    assert case.files.list() == []
    assert list(case.files._store.names()) == []
    assert case.tables() == []


def test_it_stops_within_one_piece(case: Case) -> None:
    read: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            read.append(len(found))
            return found

    stream = Watched(bytes(20 * PIECE))
    with pytest.raises(Cancelled):
        case.files.take_in(stream, "n", "me", "x@1", cancelled=lambda: sum(read) >= 3 * PIECE)
    assert sum(read) == 3 * PIECE


def test_what_reading_raises_is_raised_and_nothing_is_kept(case: Case) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= PIECE:
                raise ZeroDivisionError
            return super().read(size)

    with pytest.raises(ZeroDivisionError):
        case.files.take_in(Broken(bytes(3 * PIECE)), "n", "me", "x@1")
    assert list(case.files._store.names()) == []


def test_a_file_that_grows_while_it_is_read_is_refused(case: Case, tmp_path: Path) -> None:
    _refused(case, tmp_path, lambda path: path.write_bytes(bytes(4 * PIECE)))


def test_a_file_written_over_while_it_is_read_is_refused(case: Case, tmp_path: Path) -> None:
    def again(path: Path) -> None:
        with path.open("r+b") as file:
            file.write(b"other")

    _refused(case, tmp_path, again)


def test_a_file_cut_while_it_is_read_is_refused(case: Case, tmp_path: Path) -> None:
    _refused(case, tmp_path, lambda path: path.write_bytes(b""))


def test_a_file_swapped_while_it_is_read_is_refused(case: Case, tmp_path: Path) -> None:
    def swap(path: Path) -> None:
        other = path.with_name("other")
        other.write_bytes(bytes(3 * PIECE))
        other.replace(path)

    _refused(case, tmp_path, swap)


def test_a_file_removed_while_it_is_read_is_refused(case: Case, tmp_path: Path) -> None:
    _refused(case, tmp_path, lambda path: path.unlink())


def _refused(case: Case, folder: Path, work: Callable[[Path], object]) -> None:
    path = folder / "f"
    path.write_bytes(bytes(3 * PIECE))
    pieces = iter([False, True])

    def at_the_second(done: int, of: int) -> None:
        if next(pieces, False):
            work(path)

    with pytest.raises(SourceChanged):
        case.files.take_in(path, "", "me", "x@1", progress=at_the_second)
    assert case.files.list() == []
    assert list(case.files._store.names()) == []


def test_what_is_no_file_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(SourceNotAFile):
        case.files.take_in(tmp_path, "", "me", "x@1")
    with pytest.raises(SourceUnreadable):
        case.files.take_in(tmp_path / "gone", "", "me", "x@1")
    with pytest.raises(SourceUnreadable):
        case.files.take_in(tmp_path / "no\0name", "", "me", "x@1")


def test_reading_may_stop_in_the_middle(case: Case) -> None:
    data = random.Random(1).randbytes(9 * PIECE)
    file = taken(case, data)
    with case.files.open(file) as stream:
        assert stream.read(10) == data[:10]
    stream.close()
    with case.files.open(file) as stream:
        assert stream.read(0) == b""
    assert given_back(case, file) == data


def test_a_closed_case_takes_nothing_in(case: Case) -> None:
    file = taken(case, b"x")
    files = case.files
    case.forget()  # type: ignore[attr-defined]
    with pytest.raises(VaultClosed):
        files.take_in(io.BytesIO(b"y"), "n", "me", "x@1")
    with pytest.raises(VaultClosed), files.open(file) as stream:
        stream.read()


def test_taking_in_is_one_change_that_says_who_and_by_what(case: Case) -> None:
    file = taken(case, b"x")
    assert case.tables() == [TABLE]
    last = case.last
    assert last is not None
    assert (last.who, last.script) == ("me", "log@1")
    assert case.get(TABLE, file.id) == {
        "name": "photo.jpg",
        "size": 1,
        "sha256": hashlib.sha256(b"x").hexdigest(),
        "parts": list(file.parts),
        "at": "2026-03-03T17:46:05Z",
        "who": "me",
    }


def test_nothing_is_kept_while_another_change_is_under_way(case: Case) -> None:
    with case.change("me", "x@1"), pytest.raises(RuntimeError):
        taken(case, b"x")
    assert case.files.list() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe")
def test_a_pipe_is_refused_at_once(case: Case, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceNotAFile):
        case.files.take_in(tmp_path / "pipe", "", "me", "x@1")


def test_a_row_that_describes_no_file_is_damage(case: Case) -> None:
    with case.change("me", "x@1") as change:
        change.put(TABLE, "odd", {"name": "x"})
    with pytest.raises(VaultDamaged):
        case.files.list()


def test_a_blob_that_cannot_be_read_is_named(case: Case) -> None:
    class Unreadable(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "bad sector")

    file = taken(case, b"x")
    case.files._store.open = lambda name: Unreadable()  # type: ignore[method-assign]
    with pytest.raises(VaultDamaged) as raised, case.files.open(file) as stream:
        stream.read()
    assert file.parts[0] in raised.value.file
