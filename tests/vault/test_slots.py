"""What opens a vault: adding, changing, taking away, and what was done to the folder."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, QUICK, clock, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay, states
from tests.vault.test_faults import FAULTS, failing
from tests.vault.test_power import every_state
from tui.vault import (
    NotStored,
    Vault,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    WrongPassphrase,
    durable,
    keyring,
    recovery,
    slots,
)
from tui.vault.agefile import Key, NotAge
from tui.vault.errors import InDoubt, LastSlot, NoSlots

NEW = "another seven plain words for the vault"
CODE = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
FIRST = Path(__file__).parent / "first_layout"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case and one passphrase."""
    path = tmp_path_factory.mktemp("slots") / "papers"
    with create(path) as vault, vault.new_case("Mine", "own").change("me", "log@3") as change:
        change.put("incidents", "a", {"n": 1})
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "papers")


def whole(vault: Vault) -> bool:
    """Whether the record is there, and nothing is said against what opens it."""
    (info,) = vault.cases()
    return vault.case(info.id).get("incidents", "a") == {"n": 1} and vault.damaged == ()


def opens(place: Path, secret: str) -> bool:
    try:
        with Vault.open(place, secret, clock=clock, look=True) as vault:
            assert whole(vault)
    except WrongPassphrase:
        return False
    return True


def sorts(vault: Vault) -> list[tuple[str, str]]:
    return [(slot.sort, slot.state) for slot in vault.slots.all()]


def change(vault: Vault, new: str = NEW) -> None:
    vault.slots.change_passphrase(new, log_n=QUICK)


# Passphrases


def test_another_passphrase_takes_the_place_of_the_first(place: Path) -> None:
    with reopen(place) as vault:
        change(vault)
        assert sorts(vault) == [("passphrase", "open")]
        assert [slot.used for slot in vault.slots.all()] == [True]
        change(vault, NEW + " again")
    assert [opens(place, one) for one in (PASSPHRASE, NEW, NEW + " again")] == [False, False, True]
    with Vault.open(place, NEW + " again") as vault:
        assert whole(vault)
        assert vault.slots.notes == ()
        assert len(list((place / "k").iterdir())) == 1


@pytest.mark.parametrize("bad", ["", " \t", "half \ud800"])
def test_what_is_no_passphrase_changes_nothing(place: Path, bad: str) -> None:
    with reopen(place) as vault, pytest.raises(ValueError):
        change(vault, bad)
    assert opens(place, PASSPHRASE)


def test_several_passphrases(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.add_passphrase(NEW, "Ann", log_n=QUICK)
        assert [slot.name for slot in vault.slots.all()] == ["", "Ann"]
    assert opens(place, PASSPHRASE)
    assert opens(place, NEW)
    with Vault.open(place, NEW) as vault:
        change(vault, NEW + " again")  # its own, and nobody else's
    assert [opens(place, one) for one in (PASSPHRASE, NEW, NEW + " again")] == [True, False, True]


# Recovery codes


def test_a_recovery_code_opens_however_it_was_written(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
    numbered = ", ".join(f"{n}. {word[:4]}" for n, word in enumerate(CODE.split(), 1))
    for typed in (CODE, CODE.upper(), f"  {CODE.replace(' ', '  ')}\n", numbered):
        assert opens(place, typed), typed
    for wrong in (recovery.new_code(), CODE.replace("meat", "meet"), CODE.partition(" ")[2]):
        assert not opens(place, wrong)


def test_with_the_code_a_forgotten_passphrase_is_replaced(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
    with Vault.open(place, CODE) as vault:
        change(vault)
        assert sorts(vault) == [("recovery", "open"), ("passphrase", "open")]
    assert [opens(place, one) for one in (PASSPHRASE, NEW, CODE)] == [False, True, True]


def test_with_the_code_none_of_several_passphrases_is_replaced(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
        vault.slots.add_passphrase("two", log_n=QUICK)
    with Vault.open(place, CODE) as vault:
        change(vault)
    assert all(opens(place, one) for one in (PASSPHRASE, "two", NEW, CODE))


def test_twelve_words_can_be_a_passphrase_too(tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", CODE, log_n=QUICK).close()
    Vault.open(tmp_path / "v", CODE).close()
    with Vault.open(tmp_path / "v", CODE) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
    Vault.open(tmp_path / "v", CODE).close()


def test_what_is_no_code_is_not_taken(place: Path) -> None:
    with reopen(place) as vault, pytest.raises(recovery.NotACode):
        vault.slots.add_recovery(CODE + " more", log_n=QUICK)


# Somebody else's key


def test_somebody_elses_key_opens_it(place: Path) -> None:
    theirs = Key.new()
    with reopen(place) as vault:
        vault.slots.share(theirs.public(), "A. Lawyer")
        assert [(one.sort, one.name) for one in vault.slots.all()][1] == ("share", "A. Lawyer")
    (file,) = (place / "k").glob("share-*")
    note = theirs.unseal(file.read_bytes()).decode().splitlines()
    key = Key.of(note[-1])
    assert key.public() == keyring.unlock(place, keyring.names(place), PASSPHRASE).key.public()
    assert opens(place, PASSPHRASE)


@pytest.mark.parametrize("bad", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA", "a\ud800"])
def test_what_is_nobodys_key(place: Path, bad: str) -> None:
    with reopen(place) as vault, pytest.raises(NotAge):
        vault.slots.share(bad, "A. Lawyer")
    assert len(list((place / "k").iterdir())) == 1


# Taking away


def test_a_slot_is_taken_away(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
        (file,) = (slot.file for slot in vault.slots.all() if slot.sort == "recovery")
        vault.slots.drop(file)
        with pytest.raises(KeyError):
            vault.slots.drop(file)
        assert sorts(vault) == [("passphrase", "open")]
    assert not opens(place, CODE)
    assert opens(place, PASSPHRASE)


def test_the_last_one_that_can_be_typed_stays(place: Path) -> None:
    with reopen(place) as vault:
        vault.slots.share(Key.new().public(), "A. Lawyer")
        only, theirs = (slot.file for slot in vault.slots.all())
        with pytest.raises(LastSlot):
            vault.slots.drop(only)
        vault.slots.drop(theirs)
        with pytest.raises(LastSlot):
            vault.slots.drop(only)
    assert opens(place, PASSPHRASE)


# What was done to the folder


def told(place: Path, secret: str = PASSPHRASE) -> tuple[str, ...]:
    with Vault.open(place, secret, look=True) as vault:
        assert vault.cases()[0].name == "Mine"
        return vault.damaged


def both(place: Path) -> tuple[Path, Path]:
    """The files of the passphrase and of a recovery code."""
    with reopen(place) as vault:
        vault.slots.add_recovery(CODE, log_n=QUICK)
    (first,) = (place / "k").glob("passphrase-*")
    (second,) = (place / "k").glob("recovery-*")
    return first, second


def test_a_slot_that_was_taken_away_is_told(place: Path) -> None:
    _, code = both(place)
    code.unlink()
    assert told(place) == (f"k/{code.name}",)
    with reopen(place) as vault:  # and what is told can be settled
        assert sorts(vault) == [("passphrase", "open"), ("recovery", "missing")]
        vault.slots.drop(code.name)
    assert told(place) == ()


@pytest.mark.parametrize("at", [0, 90, -1])
def test_a_slot_that_was_changed_is_told(place: Path, at: int) -> None:
    _, code = both(place)
    data = bytearray(code.read_bytes())
    data[at] ^= 1
    code.write_bytes(data)
    assert told(place) == (f"k/{code.name}",)
    assert not opens_at_all(place, CODE)


def opens_at_all(place: Path, secret: str) -> bool:
    try:
        Vault.open(place, secret, look=True).close()
    except VaultError:
        return False
    return True


def test_an_old_slot_that_was_put_back_is_told(place: Path) -> None:
    (old,) = (place / "k").iterdir()
    data = old.read_bytes()
    with reopen(place) as vault:
        change(vault)
    old.write_bytes(data)
    assert told(place, NEW) == (f"k/{old.name}",)
    with Vault.open(place, NEW) as vault:
        assert sorts(vault) == [("passphrase", "open"), ("passphrase", "unknown")]
        vault.slots.drop(old.name)
        assert sorts(vault) == [("passphrase", "open")]
    assert told(place, NEW) == ()
    assert not opens(place, PASSPHRASE)


def test_a_slot_of_another_vault_is_told(place: Path, tmp_path: Path) -> None:
    Vault.create(tmp_path / "w", NEW, log_n=QUICK).close()
    (theirs,) = (tmp_path / "w" / "k").iterdir()
    shutil.copy(theirs, place / "k")
    assert told(place) == (f"k/{theirs.name}",)


def test_a_log_that_is_gone_is_told_and_not_made_again(place: Path) -> None:
    shutil.rmtree(place / "log")
    assert told(place) == ("log",)
    with reopen(place) as vault:
        assert vault.damaged == ("log",)
        with pytest.raises(NoSlots):
            change(vault)
    assert not (place / "log").exists()


def test_a_log_of_another_vault_is_told(place: Path, tmp_path: Path) -> None:
    create(tmp_path / "w").close()
    shutil.rmtree(place / "log")
    shutil.copytree(tmp_path / "w" / "log", place / "log")
    (named,) = told(place)
    assert named.startswith("log/sign-")


@pytest.mark.parametrize("pattern", ["sign-*", "open-*"])
@pytest.mark.parametrize("how", ["gone", "flipped", "emptied"])
def test_a_log_that_was_changed_is_told_and_keeps_no_one_out(
    place: Path, pattern: str, how: str
) -> None:
    (file,) = (place / "log").glob(pattern)
    data = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if how == "emptied" else data[:90] + b"!" + data[91:])
    (named,) = told(place)
    assert named.startswith("log")
    with reopen(place) as vault:
        assert vault.damaged != ()


def test_a_log_is_read_without_writing(place: Path) -> None:
    both(place)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert told(place) == ()
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        for work in (
            lambda: change(vault),
            lambda: vault.slots.add_recovery(CODE, log_n=QUICK),
            lambda: vault.slots.drop(vault.slots.all()[0].file),
        ):
            with pytest.raises(VaultReadOnly):
                work()
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_a_closed_vault_gives_nothing(place: Path) -> None:
    with reopen(place) as vault:
        pass
    with pytest.raises(VaultClosed):
        vault.slots.all()
    with pytest.raises(VaultClosed):
        change(vault)


def test_the_log_tells_who_opens_it_since_when(place: Path) -> None:
    both(place)
    with reopen(place) as vault:
        found = vault.slots.all()
    assert [(one.sort, one.at, one.used) for one in found] == [
        ("passphrase", "2026-03-03T17:46:05Z", True),
        ("recovery", "2026-03-03T17:46:05Z", False),
    ]


# Vaults that had no log


def test_an_older_vault_is_given_a_log(tmp_path: Path) -> None:
    path = shutil.copytree(FIRST, tmp_path / "v")
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        assert vault.damaged == ()
        assert sorts(vault) == [("passphrase", "open")]
        with pytest.raises(NoSlots):
            change(vault)
    assert not (path / "log").exists()
    with reopen(path) as vault:
        assert sorts(vault) == [("passphrase", "open")]
        change(vault)
    with Vault.open(path, NEW) as vault:
        assert vault.damaged == ()
        assert len(vault.cases()) == 2
    assert not opens_at_all(path, PASSPHRASE)


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_giving_it_one_that_fails_is_tried_again(tmp_path: Path, how: str) -> None:
    path = shutil.copytree(FIRST, tmp_path / "count")
    with failing(FaultyOs()) as counted:
        reopen(path).close()
    for at in range(len(counted.calls)):
        path = shutil.copytree(FIRST, tmp_path / str(at))
        with failing(FaultyOs(at, **FAULTS[how])):
            try:
                reopen(path).close()
            except VaultError as error:
                assert not isinstance(error, WrongPassphrase)
        with reopen(path) as vault:
            assert (vault.damaged, sorts(vault)) == ((), [("passphrase", "open")])
        assert not list(path.rglob("tmp-*"))
        shutil.rmtree(path)


# Faults


def recover(vault: Vault) -> None:
    vault.slots.add_recovery(CODE, log_n=QUICK)


def calls_of(base: Path, folder: Path, work: Callable[[Vault], object]) -> list[str]:
    path = shutil.copytree(base, folder / "count")
    with reopen(path) as vault, failing(FaultyOs()) as faulty:
        work(vault)
    return faulty.calls


@pytest.mark.parametrize("first", [PASSPHRASE, NEW])
@pytest.mark.parametrize("how", FAULTS)
def test_a_change_that_fails_leaves_the_old_or_the_new(
    base: Path, tmp_path: Path, how: str, first: str
) -> None:
    calls = calls_of(base, tmp_path, change)
    assert {"open", "write", "fsync", "rename", "unlink"} <= set(calls)
    seen = set()
    for at, name in enumerate(calls):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault, failing(FaultyOs(at, **FAULTS[how])):
            try:
                change(vault)
                said = "done"
            except InDoubt:
                said = "doubt"
            except (NotStored, VaultDamaged):
                said = "not stored"
        seen.add(said)
        old, new = opens(path, PASSPHRASE), opens(path, NEW)
        assert old or new, (at, name)
        if said == "done":
            assert (old, new) == (False, True), (at, name)
        if said == "not stored":
            assert old, (at, name)
        try:
            with Vault.open(path, first, clock=clock) as vault:  # whichever opens it, counts
                assert whole(vault)
                assert sorts(vault) == [("passphrase", "open")]
                counts = first
                if old and new:
                    assert vault.slots.notes == (
                        (slots.NEW_COUNTS,) if first == NEW else (slots.OLD_COUNTS,)
                    )
        except WrongPassphrase:
            counts = PASSPHRASE if first == NEW else NEW
            with Vault.open(path, counts, clock=clock) as vault:
                assert whole(vault)
                assert sorts(vault) == [("passphrase", "open")]
        assert [opens(path, one) for one in (PASSPHRASE, NEW)] == [
            counts == PASSPHRASE,
            counts == NEW,
        ]
        assert len(list((path / "k").iterdir())) == 1
        shutil.rmtree(path)
    assert seen >= {"done", "not stored"}


@pytest.mark.parametrize("how", ["once", "from then on, after the effect"])
def test_a_change_is_made_again_after_one_that_failed(base: Path, tmp_path: Path, how: str) -> None:
    for at, name in enumerate(calls_of(base, tmp_path, change)):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            with (
                failing(FaultyOs(at, **FAULTS[how])),
                contextlib.suppress(NotStored, VaultDamaged),
            ):
                change(vault)
            change(vault, "third")
            assert sorts(vault) == [("passphrase", "open")], (at, name)
        assert [opens(path, one) for one in (PASSPHRASE, NEW, "third")] == [False, False, True]
        shutil.rmtree(path)


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_a_code_that_could_not_be_kept_opens_nothing_or_all(
    base: Path, tmp_path: Path, how: str
) -> None:
    for at, name in enumerate(calls_of(base, tmp_path, recover)):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault, failing(FaultyOs(at, **FAULTS[how])):
            try:
                recover(vault)
                kept = True
            except (NotStored, VaultDamaged):
                kept = False
        with reopen(path) as vault:
            assert whole(vault), (at, name)
            assert all(state == "open" for _, state in sorts(vault))
            listed = len(sorts(vault)) == 2
        assert opens(path, CODE) == listed
        assert listed or not kept
        assert opens(path, PASSPHRASE)
        shutil.rmtree(path)


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_taking_away_that_fails_is_finished_or_was_not_begun(
    base: Path, tmp_path: Path, how: str
) -> None:
    with_code = shutil.copytree(base, tmp_path / "with")
    _, code = both(with_code)

    def drop(vault: Vault) -> None:
        vault.slots.drop(code.name)

    for at, name in enumerate(calls_of(with_code, tmp_path, drop)):
        path = shutil.copytree(with_code, tmp_path / str(at))
        with reopen(path) as vault, failing(FaultyOs(at, **FAULTS[how])):
            try:
                drop(vault)
                gone = True
            except (NotStored, VaultDamaged, LastSlot):
                gone = False
        with reopen(path) as vault:
            assert whole(vault), (at, name)
            left = sorts(vault)
        assert left in ([("passphrase", "open")], [("passphrase", "open"), ("recovery", "open")])
        assert opens(path, CODE) == (len(left) == 2)
        assert not gone or len(left) == 1, (at, name)
        shutil.rmtree(path)


# Power loss


def lost(path: Path, unsynced: int) -> tuple[int, int]:
    """How many states after and during a change aren't allowed, and how many fsyncs it took."""
    wrong = 0
    back = path.with_name("back")
    with reopen(path) as vault:
        model = PowerOs(path, unsynced)
        came_back = every_state(model, lambda: change(vault))
        assert len(came_back) > 5
        for state in came_back:
            wrong += not any(stands(lay(state, back), secret) for secret in (PASSPHRASE, NEW))
        for state in states(model.tree):  # acknowledged: the new one, and nothing to be said
            wrong += not stands(lay(state, back), NEW, silent=True)
            wrong += opens_at_all(lay(state, back), PASSPHRASE)
    return wrong, model.synced


def stands(place: Path, secret: str, *, silent: bool = False) -> bool:
    """Whether a secret opens the vault, which then is whole."""
    try:
        with Vault.open(place, secret, clock=clock) as vault:
            quiet = not silent or vault.slots.notes == ()
            return whole(vault) and sorts(vault) == [("passphrase", "open")] and quiet
    except VaultError:
        return False


SYNCS = 5


def test_when_the_power_goes_the_old_or_the_new_opens_it(place: Path) -> None:
    assert lost(place, -1) == (0, SYNCS)


@pytest.mark.parametrize("left_out", range(SYNCS))
def test_a_change_needs_each_of_its_fsyncs(place: Path, left_out: int) -> None:
    assert lost(place, left_out)[0] > 0


def test_nothing_of_it_is_in_clear(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    real: Callable[..., Any] = durable.write_all

    def write(handle: int, data: bytes) -> None:
        written.append(bytes(data))
        real(handle, data)

    monkeypatch.setattr(durable, "write_all", write)
    with reopen(place) as vault:
        change(vault)
        recover(vault)
        vault.slots.share(Key.new().public(), "A. Lawyer")
        seen = repr(vars(vault)) + repr(vars(vault.slots)) + repr(vault.slots.all())
    everything = b"".join(written) + seen.encode()
    for word in ("AGE-SECRET", NEW, CODE, "social meat"):
        assert word.encode() not in everything
    assert b"A. Lawyer" not in b"".join(written)
