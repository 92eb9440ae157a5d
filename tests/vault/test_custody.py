"""What is handed over opens with their key and with nothing here."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.vault.backups import on
from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.test_erase import case_of, plain
from tests.vault.test_tamper import keys
from tui.vault import (
    NotStored,
    SealedCase,
    Vault,
    VaultDamaged,
    blobs_sealing,
    custody,
    durable,
    journal,
)
from tui.vault.agefile import Key, NotAge
from tui.vault.backup import back_up
from tui.vault.blobs_folder import FolderBlobs
from tui.vault.custody import Content, HandedOver, To
from tui.vault.erase import Take
from tui.vault.errors import Cancelled

WORDS, PICTURE, OTHER = b"~the words~", b"~picture~" * 9000, b"~other~"
NAME = "../his\\face \u202e.jpg"


@pytest.fixture
def lawyer() -> Key:
    return Key.new()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(journal, "FULL", 3)
    with create(tmp_path / "papers") as vault:
        case = vault.new_case("Mine", "own")
        with case.change("me", "log@3") as change:
            change.put("t", "a", {"fields": {"what": WORDS.decode()}})
            change.put("t", "b", {"fields": {"what": OTHER.decode()}})
        case.files.take_in(io.BytesIO(PICTURE), NAME, "me", "evidence")
        case.files.take_in(io.BytesIO(OTHER), "other.txt", "me", "evidence")
    return tmp_path / "papers"


def hand(case: SealedCase, lawyer: Key, **more: Any) -> HandedOver:
    file = case.files.list()[0]
    return case.hand_over(
        [Take("t", "a"), Take("files", file.id)],
        Content({"record.txt": WORDS}, [file]),
        To(lawyer.public(), "Ms Wong"),
        "me",
        "not safe here",
        **more,
    )


def unpacked(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def everything(place: Path) -> bytes:
    """Every byte of the case that its key opens."""
    key = keys(place).identity
    found = plain(place)
    for blob in place.glob("c/*/b/*/*.age"):
        try:
            found += key.unseal(blob.read_bytes())
        except Exception as error:
            assert type(error).__name__ == "NotOpened"
    return found


def test_they_open_it_and_nobody_here_does(place: Path, lawyer: Key) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        given = hand(case, lawyer)
        assert given.finished
        assert (given.name, given.to, given.files) == ("Ms Wong", lawyer.public(), 1)
        assert case.handed_over() == [given]
        (taken,) = case.erased()
        assert (taken.custody, taken.why) == (given.id, "not safe here")
        sealed = [case.sealed_part(name).read_bytes() for name in given.parts]
        assert [file.name for file in case.files.list()] == ["other.txt"]
        assert list(case.rows("t")) == ["b"]
        case.files.copy(case.files.list()[0], None)
    found = everything(place)
    assert WORDS not in found
    assert PICTURE[:20] not in found
    assert NAME.encode() not in found
    assert found.count(OTHER) >= 2
    whole = b"".join(lawyer.unseal(one) for one in sealed)[: given.size]
    assert unpacked(whole) == {"record.txt": WORDS, "files/001 face _.jpg": PICTURE}
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()
        assert case_of(vault).handed_over() == [given]
    assert not list(place.rglob("tmp-*"))


def test_the_rest_of_a_padded_tar_does_no_harm(place: Path, lawyer: Key) -> None:
    """``age -d … | tar x`` reads it without ``head``."""
    with reopen(place) as vault:
        given = hand(case_of(vault), lawyer)
        (name,) = given.parts
        whole = lawyer.unseal(case_of(vault).sealed_part(name).read_bytes())
    assert len(whole) >= given.size
    assert unpacked(whole)["record.txt"] == WORDS


def test_words_alone_are_handed_over_where_no_file_was_ever_kept(
    tmp_path: Path, lawyer: Key
) -> None:
    with create(tmp_path / "v") as vault:
        case = vault.new_case("Mine", "own")
        with case.change("me", "log@3") as change:
            change.put("t", "a", {"fields": {"what": WORDS.decode(), "who": "x"}})
        take = Take("t", "a", ("fields", "what"))
        content, to = Content({"record.txt": WORDS}), To(lawyer.public(), "X")
        given = case.hand_over([take], content, to, "me", "")
    for _ in range(2):
        with reopen(tmp_path / "v") as vault:
            (name,) = case_of(vault).handed_over()[0].parts
            assert unpacked(lawyer.unseal(case_of(vault).sealed_part(name).read_bytes()))
            assert vault.verify().findings == ()
            case_of(vault).erase([], "me", "")
    assert given.finished


def test_no_other_file_goes_not_even_one_that_nothing_names(place: Path, lawyer: Key) -> None:
    """A line that could not be read may have named it: it is the only copy, then."""
    (case,) = (place / "c").iterdir()
    stray = keys(place).identity.seal(b"the only copy")
    name = durable.name_for("x", stray).removeprefix("x-")
    (case / "b" / name[:2]).mkdir(exist_ok=True)
    (case / "b" / name[:2] / name).write_bytes(stray)
    with reopen(place) as vault:
        file = case_of(vault).files.list()[0]
        assert case_of(vault).erase([Take("files", file.id)], "me", "")
        (taken,) = case_of(vault).erased()
        assert taken.blobs == file.parts
    assert (case / "b" / name[:2] / name).exists()
    assert not (case / "b" / file.parts[0][:2] / file.parts[0]).exists()
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert [one.kind for one in vault.verify().findings] == ["file-unknown"]


def test_a_file_that_has_two_names_goes_with_the_last_of_them(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        case.files.take_in(io.BytesIO(PICTURE), "again.jpg", "me", "evidence")
        one, _other, two = case.files.list()
        assert one.parts == two.parts
        for file, stays in ((one, True), (two, False)):
            assert case.erase([Take("files", file.id)], "me", "")
            assert case.sealed_part(one.parts[0]).exists() == stays
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()


def test_it_goes_with_backups_and_one_that_is_missing_is_told(
    place: Path, lawyer: Key, tmp_path: Path
) -> None:
    with reopen(place) as vault:
        (name,) = hand(case_of(vault), lawyer).parts
    back_up(place, tmp_path / "stick")
    (copied,) = (tmp_path / "stick" / "record").glob(f"c/*/b/*/{name}")
    (file,) = place.glob(f"c/*/b/*/{name}")
    assert copied.read_bytes() == file.read_bytes()
    file.unlink()
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert [(one.kind, Path(one.place).name) for one in vault.verify().findings] == [
            ("missing", name)
        ]


def test_no_key_is_refused_and_stopping_leaves_all_as_it_was(place: Path, lawyer: Key) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        before = case.rows("t")
        with pytest.raises(NotAge):
            case.hand_over([], Content({}), To("age1no", "X"), "me", "")
        with pytest.raises(Cancelled):
            hand(case, lawyer, cancelled=lambda: True)
        with pytest.raises(RuntimeError), case.change("me", "log@3"):
            hand(case, lawyer)
        assert case.rows("t") == before
        assert case.handed_over() == []
        told: list[tuple[int, int]] = []
        hand(case, lawyer, progress=lambda done, of: told.append((done, of)))
        assert told[-1][0] == told[-1][1]
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()
        with pytest.raises(NotStored):
            hand(case_of(vault), lawyer)


def test_a_file_that_is_damaged_is_not_handed_over(place: Path, lawyer: Key) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        file = case.files.list()[0]
        case.sealed_part(file.parts[0]).write_bytes(b"other")
        with pytest.raises(VaultDamaged):
            hand(case, lawyer)
        assert list(case.rows("t")) == ["a", "b"]


def test_what_was_written_short_is_noticed(
    place: Path, lawyer: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sealed can't be opened here, so its length is all there is to go by."""
    real = blobs_sealing._Writer.finish

    def short(self: Any) -> None:
        self._waiting = [b"".join(self._waiting)[:-7]]
        real(self)

    monkeypatch.setattr(blobs_sealing._Writer, "finish", short)
    with reopen(place) as vault:
        with pytest.raises(NotStored):
            hand(case_of(vault), lawyer)
        assert case_of(vault).handed_over() == []


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"late": late, "lasting": lasting}, marks=pytest.mark.system if late else ())
        for late in (False, True)
        for lasting in (False, True)
    ],
)
def test_any_call_may_fail(place: Path, lawyer: Key, tmp_path: Path, how: dict[str, Any]) -> None:
    path = shutil.copytree(place, tmp_path / "count")
    with reopen(path) as vault:
        case = case_of(vault)
        counted = FaultyOs()
        with on(counted):
            hand(case, lawyer)
    seen = set()
    step = 1 if not how["lasting"] else 3
    for at in range(0, len(counted.calls), step):
        shutil.rmtree(path)
        shutil.copytree(place, path)
        with reopen(path) as vault:
            case = case_of(vault)
            with on(FaultyOs(at, **how)):
                try:
                    hand(case, lawyer)
                    said = "given"
                except (NotStored, VaultDamaged):
                    said = "not stored"
                    assert list(case.rows("t")) == ["a", "b"]
        with Vault.open(path, PASSPHRASE, look=True) as vault:
            report = vault.verify()
            assert report.sound, (at, counted.calls[at], report.findings)
        with reopen(path) as vault:
            case = case_of(vault)
            out = list(case.rows("t")) == ["b"]
            assert out == bool(case.handed_over())
            for given in case.handed_over():
                whole = b"".join(
                    lawyer.unseal(case.sealed_part(name).read_bytes()) for name in given.parts
                )
                assert WORDS in whole
                assert PICTURE in whole
        assert (WORDS in everything(path)) == (not out)
        assert (PICTURE[:20] in everything(path)) == (not out)
        if said == "given":
            assert out
        elif not how["lasting"]:
            assert not out
        with Vault.open(path, PASSPHRASE, look=True) as vault:
            assert vault.verify().findings == ()
        seen.add(said)
    assert seen == {"given", "not stored"}


def test_sizes_of_parts(tmp_path: Path, lawyer: Key, place: Path) -> None:
    """One that is cut into parts opens as one."""
    with reopen(place) as vault:
        case = case_of(vault)
        file = case.files.list()[0]
        store = FolderBlobs(tmp_path)
        content = Content({"record.txt": WORDS}, [file])
        to = To(lawyer.public(), "X")
        with custody.sealed(
            case.files, store, content, to, lambda *_: None, lambda: False, part=30_000
        ) as given:
            assert len(given.parts) == 3
        whole = b"".join(
            lawyer.unseal((tmp_path / name[:2] / name).read_bytes()) for name in given.parts
        )
        assert PICTURE in whole[: given.size]
