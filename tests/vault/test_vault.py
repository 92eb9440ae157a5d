"""A vault as a whole: opening, refusing, damage, one writer, nothing in clear."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.vault.conftest import PASSPHRASE, QUICK, clock, create, reopen
from tui.vault import (
    CaseInfo,
    FolderInUse,
    NoSuchCase,
    NotAVault,
    NotStored,
    SealedCase,
    Vault,
    VaultBusy,
    VaultClosed,
    VaultDamaged,
    VaultReadOnly,
    WrongPassphrase,
    durable,
    frames,
    sealed,
)
from tui.vault import journal as journal_module
from tui.vault.keyring import names, unlock

SECRET = "Zebra-Quartz-Plaintext"


def write(case: SealedCase, number: int = 1) -> None:
    with case.change("me " + SECRET, "log@3") as change:
        change.put("incidents", "a", {"what": SECRET, "n": number})
        change.put("drafts", "note", {"text": f"half of {SECRET}"})


def filled(path: Path) -> tuple[str, Path]:
    """A closed vault with one case: the case's id and its journal."""
    with create(path) as vault:
        case = vault.new_case(SECRET, "client")
        write(case)
        case_id = case.id
    return case_id, path / "c" / case_id / "j"


def test_everything_is_there_after_closing_and_opening(place: Path) -> None:
    case_id, _ = filled(place)
    with reopen(place) as vault:
        assert vault.cases() == [CaseInfo(case_id, SECRET, "client")]
        case = vault.case(case_id)
        assert case is vault.case(case_id)
        assert (case.name, case.kind, case.damaged) == (SECRET, "client", ())
        assert case.get("incidents", "a") == {"what": SECRET, "n": 1}
        assert case.last is not None
        assert case.last.at == "2026-03-03T17:46:05Z"


def test_cases_are_listed_by_label(vault: Vault) -> None:
    for name in ("bea", "Zoé", "Ann"):
        vault.new_case(name, "client")
    assert [info.name for info in vault.cases()] == ["Ann", "bea", "Zoé"]
    with pytest.raises(NoSuchCase):
        vault.case("../k")


def test_a_new_label_is_stored(vault: Vault) -> None:
    case = vault.new_case("Ann", "client")
    write(case)
    vault.rename(case.id, "A. B.", "volunteer")
    assert vault.cases()[0].name == case.name == "A. B."
    assert case.last is not None
    assert (case.last.who, case.last.script) == ("volunteer", "rename")
    with pytest.raises(RuntimeError), case.change("me", "x@1"):
        case.rename("C", "me")
    vault.close()
    with reopen(vault.path) as again:
        assert again.cases()[0].name == "A. B."
        assert again.case(case.id).documents("incidents") != []


def test_a_change_that_changes_nothing_writes_nothing(vault: Vault) -> None:
    case = vault.new_case("Ann", "own")
    write(case)
    before = sorted(vault.path.rglob("*")), case.last
    with case.change("other", "log@4") as change:
        change.put("incidents", "a", {"what": SECRET, "n": 1})
        change.table("incidents").update({"n": 1})
        change.put("incidents", "b", {})
        change.remove("incidents", "b")
    assert (sorted(vault.path.rglob("*")), case.last) == before


def test_a_change_is_a_line_and_nothing_else_is_touched(vault: Vault) -> None:
    case = vault.new_case("Ann", "own")
    journal = vault.path / "c" / case.id / "j" / "open-000001.txt"
    before = {path: path.read_bytes() for path in vault.path.rglob("*") if path.is_file()}
    for number in range(5):
        write(case, number)
    after = {path: path.read_bytes() for path in vault.path.rglob("*") if path.is_file()}
    assert before.keys() == after.keys()
    assert [path for path in after if before[path] != after[path]] == [journal]
    assert after[journal].startswith(before[journal])
    assert after[journal].count(b"\n") == 6


# What the folder gives away


def test_nothing_on_the_disk_is_in_clear(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written: list[bytes] = []
    real = os.write

    def write(handle: int, data: bytes) -> int:
        written.append(bytes(data))
        return real(handle, data)

    monkeypatch.setattr(os, "write", write)
    filled(place)
    everything = b"".join(written) + b"".join(
        str(path.relative_to(place)).encode() + (path.read_bytes() if path.is_file() else b"")
        for path in place.rglob("*")
    )
    assert len(everything) > 8000
    for word in (SECRET, "incidents", "drafts", "client", "log@3", "AGE-SECRET", PASSPHRASE):
        assert word.encode() not in everything
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_may_look(place: Path) -> None:
    mask = os.umask(0)
    try:
        filled(place)
    finally:
        os.umask(mask)
    for path in (place, *place.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_lock_holds_nothing(vault: Vault) -> None:
    assert (vault.path / "lock").read_bytes() == b""


def test_sizes_are_rounded_up() -> None:
    sizes = {frames.padme(size) for size in range(1024, 100_000)}
    assert len(sizes) < 120
    assert all(size <= frames.padme(size) <= size * 9 // 8 for size in range(1024, 99_999))
    assert {len(frames.padded(b"x" * size)) for size in (1, 300, 1024)} == {1024}


# Passphrases


def test_a_wrong_passphrase_is_told(place: Path) -> None:
    filled(place)
    for wrong in ("", "wrong", PASSPHRASE.upper(), PASSPHRASE + "s", "half \ud800"):
        with pytest.raises(WrongPassphrase):
            Vault.open(place, wrong)
    with reopen(place) as vault:  # nothing was changed, nothing stays locked
        assert len(vault.cases()) == 1


def test_a_passphrase_opens_however_it_was_typed(place: Path) -> None:
    Vault.create(place, "café  au\u00a0lait 😂 ", log_n=QUICK).close()
    Vault.open(place, unicodedata.normalize("NFD", " café au lait 😂")).close()
    with pytest.raises(WrongPassphrase):
        Vault.open(place, "cafe au lait 😂")


@pytest.mark.parametrize("bad", ["", " \t", "half \ud800"])
def test_no_vault_without_a_proper_passphrase(place: Path, bad: str) -> None:
    with pytest.raises(ValueError):
        Vault.create(place, bad, log_n=QUICK)
    assert not place.exists()


# Folders that are none


def test_what_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty" / "k").mkdir(parents=True)
    for path in (tmp_path / "none", tmp_path / "file", tmp_path / "empty", tmp_path):
        assert not Vault.there(path)
        with pytest.raises(NotAVault):
            Vault.open(path, PASSPHRASE)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty", "file", "k"]


def test_a_vault_is_never_made_over_something(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "k").write_text("mine")
    filled(tmp_path / "vault")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    for name in ("full", "file", "odd", "vault", "file/below"):
        with pytest.raises((FolderInUse, NotStored)):
            create(tmp_path / name)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_two_that_make_a_vault_at_once_make_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = durable.open_lock

    def late(path: Path) -> int:
        monkeypatch.setattr(durable, "open_lock", real)
        create(place).close()  # somebody was quicker, after the first look
        return real(path)

    monkeypatch.setattr(durable, "open_lock", late)
    with pytest.raises(FolderInUse):
        create(place)
    assert len(list((place / "k").iterdir())) == 1
    reopen(place).close()


def test_what_an_interrupted_making_left_is_cleared(place: Path) -> None:
    (place / "k").mkdir(parents=True)
    (place / "k" / "tmp-1").write_bytes(b"half")
    create(place).close()
    assert len(list((place / "k").iterdir())) == 1


def test_a_vault_in_an_empty_folder_and_deep_in_new_ones(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(0o755)
    for path in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        create(path).close()
        assert Vault.there(path)


# Damage: see also test_tamper.py


def test_every_flipped_bit_of_the_key_file_is_found(place: Path) -> None:
    filled(place)
    (file,) = (place / "k").iterdir()
    inside = file.relative_to(place).as_posix()
    data = file.read_bytes()
    for at in {0, 1, len(data) - 1, *range(0, len(data), len(data) // 40)}:
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(VaultDamaged) as told:
            reopen(place)
        assert told.value.file == inside
        assert inside in str(told.value)
    file.write_bytes(data)
    reopen(place).close()


@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_a_cut_key_file_is_found(place: Path, left: int) -> None:
    filled(place)
    (file,) = (place / "k").iterdir()
    data = file.read_bytes()[:left]
    for name in (file.name, durable.name_for("passphrase", data)):  # and where its name fits
        file.unlink()
        file = file.with_name(name)
        file.write_bytes(data)
        with pytest.raises(VaultDamaged):
            reopen(place)


def test_a_case_that_is_not_there_whole_is_damage_not_an_empty_case(place: Path) -> None:
    case_id, journal = filled(place)
    shutil.rmtree(journal)
    with reopen(place) as vault:
        assert vault.cases() == [CaseInfo(case_id, SECRET, "client")]
        with pytest.raises(VaultDamaged):
            vault.case(case_id)
    journal.mkdir()
    with reopen(place) as vault, pytest.raises(VaultDamaged, match="open-000001"):
        vault.case(case_id)
    shutil.rmtree(place / "c")
    with pytest.raises(VaultDamaged) as told:
        reopen(place)
    assert told.value.file == "c"


def test_two_damaged_cases_keep_no_other_shut(place: Path) -> None:
    with create(place) as vault:
        bad = [vault.new_case(name, "client") for name in ("One", "Two")]
        good = vault.new_case("Three", "client")
        write(good)
    for case in bad:
        for file in (place / "c" / case.id).glob("name-*"):
            file.unlink()
    with reopen(place) as vault:
        infos = vault.cases()
        assert [info.name for info in infos if not info.damaged] == ["Three"]
        assert sorted(info.damaged for info in infos if info.damaged) == sorted(
            f"c/{case.id}/name" for case in bad
        )
        assert vault.case(good.id).get("incidents", "a") is not None


def test_what_a_crash_left_over_is_cleared(place: Path) -> None:
    case_id, journal = filled(place)
    for path in (journal / "tmp-1", journal.parent / "tmp-5", place / "k" / "tmp-2"):
        path.write_bytes(b"half")
    (place / "c" / "tmp-3" / "j").mkdir(parents=True)
    (place / "c" / "tmp-3" / "j" / "open-000001.txt").write_bytes(b"half")
    (journal / "letter.txt").write_bytes(b"somebody's")
    with reopen(place) as vault:
        assert vault.case(case_id).damaged == ()
    assert not list(place.rglob("tmp-*"))
    assert (journal / "letter.txt").exists()  # not ours: left alone


# One writer


def test_a_second_opening_is_refused(vault: Vault) -> None:
    for _ in range(2):
        with pytest.raises(VaultBusy, match="already open"):
            reopen(vault.path)
    vault.close()
    vault.close()
    reopen(vault.path).close()


def test_a_second_process_is_refused(vault: Vault) -> None:
    script = (
        "import sys; from pathlib import Path; from tui.vault import Vault, VaultBusy\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except VaultBusy: print('busy')\n"
    )
    command = [sys.executable, "-c", script, str(vault.path), PASSPHRASE]
    root = Path(__file__).parents[2]
    run = lambda: subprocess.run(command, cwd=root, capture_output=True, text=True)  # noqa: E731
    assert run().stdout == "busy\n"
    vault.close()
    freed = run()
    assert (freed.stdout, freed.returncode) == ("", 0), freed.stderr


def test_after_closing_nothing_is_left_in_reach(vault: Vault) -> None:
    case = vault.new_case(SECRET, "own")
    write(case)
    with pytest.raises(VaultClosed), case.change("me", "log@3") as change:
        change.put("incidents", "b", {})
        vault.close()
    for late in (
        vault.cases,
        lambda: vault.case(case.id),
        lambda: vault.new_case("x", "own"),
        lambda: case.documents("incidents"),
        case.tables,
        lambda: write(case),
    ):
        with pytest.raises(VaultClosed):
            late()
    assert SECRET not in repr(vars(case)) + repr(vars(vault))


# Reading only


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_disk_that_cannot_be_written_still_opens_for_reading(
    place: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    case_id, journal = filled(place)
    (journal / "tmp-1").write_bytes(b"half")

    def refuse(path: Path) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(durable, "open_lock", refuse)
    with reopen(place) as vault, reopen(place) as beside:
        assert vault.read_only
        assert beside.case(case_id).get("incidents", "a") == {"what": SECRET, "n": 1}
        case = vault.case(case_id)
        for work in (
            lambda: write(case, 2),
            lambda: vault.new_case("Second", "own"),
            lambda: vault.rename(case_id, "Other", "me"),
        ):
            with pytest.raises(VaultReadOnly) as told:
                work()
            assert told.value.kind == "read-only"
        assert case.get("incidents", "a") == {"what": SECRET, "n": 1}
        assert case.name == SECRET
    assert (journal / "tmp-1").exists()  # and nothing was cleared


def test_reading_only_while_another_writes_looks_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _journal = filled(place)
    real, moved = durable.read_any, []

    def read(folder: Path, name: str) -> bytes:
        if not moved:
            moved.append(name)
            with reopen(place) as other:
                monkeypatch.setattr(journal_module, "FULL", 1)
                write(other.case(case_id), 7)
        return real(folder, name)

    monkeypatch.setattr(durable, "read_any", read)
    key = unlock(place, names(place), PASSPHRASE).key
    found = sealed.find(place / "c" / case_id, key, read_only=True, at="")
    assert found.kept.tables["incidents"]["a"] == b'{"what":"%b","n":7}' % SECRET.encode()
    assert moved == ["open-000001.txt"]


def test_a_case_that_keeps_going_away_is_damage(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _ = filled(place)
    with reopen(place) as vault:
        vault.cases()
        shutil.rmtree(place / "c" / case_id)
        with pytest.raises(VaultDamaged):
            vault.case(case_id)


def test_production_settings() -> None:
    """What a person gets without asking: age's own work factor."""
    from inspect import signature

    from tui.vault.agefile import LOG_N

    assert LOG_N == signature(Vault.create).parameters["log_n"].default == 18
    assert clock().tzinfo is not None
