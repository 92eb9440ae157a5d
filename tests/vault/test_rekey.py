"""Taking away what opens a vault, with everything that takes: new identities, old ones kept."""

from __future__ import annotations

import base64
import contextlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.vault.backups import backed, rehearsed
from tests.vault.conftest import PASSPHRASE, QUICK, clock, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay, states
from tests.vault.test_faults import FAULTS, failing
from tests.vault.test_power import every_state
from tui.vault import (
    NotStored,
    SealedCase,
    Vault,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    VaultTooNew,
    WrongPassphrase,
    casefiles,
    durable,
    frames,
    keyring,
    rekeying,
    verify,
)
from tui.vault.agefile import Key, NotOpened
from tui.vault.errors import Broken, LastSlot, NeedsSecret
from tui.vault.frames import Point
from tui.vault.ops import put as op_put
from tui.vault.restoring import rehearse
from tui.vault.signing import Signer

CODE = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
OTHER = "another seven plain words for the vault"
THEIRS = Key.new()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with two cases, a passphrase, a recovery code and somebody else's key."""
    path = tmp_path_factory.mktemp("rekey") / "papers"
    with create(path) as vault:
        for name in ("Ann", "Bea"):
            put(vault.new_case(name, "client"), 1)
        case(vault).share(THEIRS.public(), "A. Lawyer", "me")
        vault.slots.add_recovery(CODE, log_n=QUICK)
        vault.slots.share(THEIRS.public(), "A. Lawyer")
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "papers")


def put(one: SealedCase, number: int) -> None:
    with one.change("me", "x@1") as change:
        change.put("t", "row", {"n": number})
        change.put("t", str(number), {"n": number})


def case(vault: Vault, name: str = "Ann") -> SealedCase:
    (info,) = (info for info in vault.cases() if info.name == name)
    return vault.case(info.id)


def slot(vault: Vault, sort: str) -> str:
    (file,) = (one.file for one in vault.slots.all() if one.sort == sort)
    return file


def revoke(vault: Vault, sort: str = "recovery", **options: Any) -> bool:
    secrets = options.pop("secrets", [PASSPHRASE])
    return vault.revoke([slot(vault, sort)], secrets, log_n=QUICK, **options)


def opens(place: Path, secret: str) -> bool:
    try:
        with Vault.open(place, secret, clock=clock, look=True) as vault:
            assert [info.name for info in vault.cases()] == ["Ann", "Bea"]
            assert vault.verify().findings == ()
    except WrongPassphrase:
        return False
    return True


def key_of(place: Path, secret: str = PASSPHRASE) -> Key:
    return keyring.unlock(place, keyring.names(place), secret).key


def test_what_was_taken_away_opens_nothing_any_more(place: Path) -> None:
    before = key_of(place)
    sealed = {file for file in place.rglob("*.age") if opened_by(before, file)}
    assert len(sealed) >= 5
    with reopen(place) as vault:
        assert revoke(vault)
        assert [one.sort for one in vault.slots.all()] == ["passphrase", "share"]
        assert [one.used for one in vault.slots.all()] == [True, False]
        put(case(vault), 2)  # the sitting goes on
        assert case(vault).get("t", "1") == {"n": 1}
    assert opens(place, PASSPHRASE)
    assert not opens(place, CODE)
    assert not any(opened_by(before, file) for file in place.rglob("*.age"))
    with reopen(place) as vault:
        assert case(vault).get("t", "2") == {"n": 2}
        assert case(vault, "Bea").get("t", "1") == {"n": 1}
        for name in ("Ann", "Bea"):
            kinds = [frame.head.kind for frame in case(vault, name).history()]
            assert kinds.count("rekey") == 1
        assert [one.name for one in vault.slots.all()] == ["", "A. Lawyer"]
        assert vault.damaged == ()
    theirs = next((place / "k").glob("share-*")).read_bytes()
    secret = THEIRS.unseal(theirs).decode().splitlines()[-1]
    assert Key.of(secret).public() == key_of(place).public()


def opened_by(key: Key, file: Path) -> bool:
    try:
        key.unseal(file.read_bytes())
    except NotOpened:
        return False
    return True


def identity(place: Path, name: str = "Ann") -> Key:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        folder = place / "c" / case(vault, name).id
    return casefiles.read_keys(folder, key_of(place)).identity


def test_what_is_written_from_then_on_is_under_another_identity(place: Path) -> None:
    older = identity(place)
    with reopen(place) as vault:
        revoke(vault)
        put(case(vault), 2)
        folder = place / "c" / case(vault).id
    newer = identity(place)
    assert [key.public() for key in newer.older] == [older.public()]
    first, second = sorted(folder.glob("j/seg-*"))
    assert opened_by(older, first)
    assert not opened_by(older, second)
    for line in next(folder.glob("j/open-*")).read_bytes().splitlines():
        with pytest.raises(NotOpened):
            older.unseal(base64.b64decode(line))
    for file in (*folder.glob("j/state-*"), *folder.glob("name-*")):
        assert not opened_by(older, file)


def test_again_and_again(place: Path) -> None:
    for number in range(2, 5):
        with reopen(place) as vault:
            vault.slots.add_passphrase(OTHER, "Cee", log_n=QUICK)
            (file,) = (one.file for one in vault.slots.all() if one.name == "Cee")
            vault.revoke([file], [PASSPHRASE, CODE], log_n=QUICK)
            put(case(vault), number)
    assert len(identity(place).older) == 3
    assert [opens(place, one) for one in (PASSPHRASE, CODE, OTHER)] == [True, True, False]
    with reopen(place) as vault:
        assert [case(vault).get("t", str(n)) for n in range(1, 5)] == [
            {"n": n} for n in range(1, 5)
        ]


def test_old_data_is_sealed_again_if_asked(place: Path) -> None:
    older = identity(place)
    with reopen(place) as vault:
        heads = [frame.hash for frame in case(vault).history()]
        assert revoke(vault, seal_again=True)
        assert [frame.hash for frame in case(vault).history()][: len(heads)] == heads
        folder = place / "c" / case(vault).id
    assert not any(opened_by(older, file) for file in folder.rglob("*.age"))
    assert opens(place, PASSPHRASE)
    with reopen(place) as vault:
        assert case(vault).get("t", "row") == {"n": 1}


@pytest.mark.parametrize("again", [False, True])
def test_files_that_were_taken_in_still_open(place: Path, tmp_path: Path, again: bool) -> None:
    with reopen(place) as vault:
        for number, data in enumerate((b"before", b"after")):
            case(vault).files.take_in(io.BytesIO(data), f"{number}.jpg", "me", "x@1")
            if not number:
                assert revoke(vault, seal_again=again)
    with reopen(place) as vault:
        found = []
        for file in case(vault).files.list():
            with case(vault).files.open(file) as stream:
                found.append(stream.read())
        assert found == [b"before", b"after"]
        assert vault.verify().findings == ()
    backed(place, tmp_path / "stick")
    assert len(rehearsed(tmp_path / "stick").cases) == 2


def test_the_others_are_typed_or_go(place: Path) -> None:
    with reopen(place) as vault:
        with pytest.raises(NeedsSecret) as told:
            vault.revoke([], [PASSPHRASE], log_n=QUICK)
        assert told.value.files == (slot(vault, "recovery"),)
        with pytest.raises(NeedsSecret):
            vault.revoke([], [PASSPHRASE, CODE.replace("meat", "soap")], log_n=QUICK)
        with pytest.raises(LastSlot):
            vault.revoke([slot(vault, "recovery"), slot(vault, "passphrase")], [], log_n=QUICK)
        with pytest.raises(KeyError):
            vault.revoke(["passphrase-none.age"], [PASSPHRASE], log_n=QUICK)
        assert len(vault.slots.all()) == 3
        vault.revoke([slot(vault, "share")], [PASSPHRASE, f"  {CODE.upper()}"], log_n=QUICK)
        assert [one.sort for one in vault.slots.all()] == ["passphrase", "recovery"]
    assert opens(place, PASSPHRASE)
    assert opens(place, CODE)


def test_what_it_was_opened_with_can_go(place: Path) -> None:
    with reopen(place) as vault:
        revoke(vault, "passphrase", secrets=[CODE])
        assert [one.used for one in vault.slots.all()] == [True, False]
    assert opens(place, CODE)
    assert not opens(place, PASSPHRASE)


def test_a_share_of_long_ago_can_only_go(place: Path) -> None:
    """Its public key was not kept then."""
    with reopen(place) as vault:
        log = vault.slots.writable()
        file = slot(vault, "share")
        with log.change("", "slots") as change:
            row = dict(change.get("slots", file) or {})
            del row["to"]
            change.put("slots", file, row)
        with pytest.raises(NeedsSecret) as told:
            revoke(vault)
        assert told.value.files == (file,)


def test_what_nobody_listed_does_not_stay(place: Path) -> None:
    with reopen(place) as vault:
        data = (place / "k" / slot(vault, "passphrase")).read_bytes()
        vault.slots.change_passphrase(OTHER, log_n=QUICK)
    (place / "k" / durable.name_for("passphrase", data)).write_bytes(data)  # brought back
    with Vault.open(place, OTHER) as vault:
        assert vault.damaged
        vault.revoke([slot(vault, "recovery")], [OTHER], log_n=QUICK)
        assert vault.damaged == ()
    assert not opens(place, PASSPHRASE)
    assert opens(place, OTHER)


def test_a_rehearsal_needs_no_more_than_the_code(place: Path, tmp_path: Path) -> None:
    """Also after keys were changed; and what was taken away proves nothing any more."""
    with reopen(place) as vault:
        vault.slots.add_passphrase(OTHER, "Cee", log_n=QUICK)
        (file,) = (one.file for one in vault.slots.all() if one.name == "Cee")
        vault.revoke([file], [PASSPHRASE, CODE], log_n=QUICK)
    backed(place, tmp_path / "stick")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    numbered = ", ".join(f"{n}. {word[:4].upper()}" for n, word in enumerate(CODE.split(), 1))
    for typed in (CODE, numbered):
        seen = rehearse(tmp_path / "stick", typed)
        assert [(one.name, one.rows["t"]) for one in seen.cases] == [("Ann", 2), ("Bea", 2)]
    with pytest.raises(WrongPassphrase):
        rehearse(tmp_path / "stick", OTHER)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_nothing_is_taken_away_where_it_cannot_be_done(place: Path) -> None:
    with Vault.open(place, PASSPHRASE, look=True) as vault, pytest.raises(VaultReadOnly):
        revoke(vault)
    with reopen(place) as vault, case(vault).change("me", "x@1") as change:
        change.put("t", "row", {"n": 5})
        with pytest.raises(RuntimeError):
            revoke(vault)
    for file in (place / "c").glob("*/name-*"):
        file.write_bytes(b"other")
    with reopen(place) as vault, pytest.raises(VaultDamaged):
        revoke(vault)


def test_it_can_be_stopped(place: Path) -> None:
    class Stopped(Exception):
        pass

    told: list[int] = []

    def stop(done: int, of: int) -> None:
        told.append(done)
        if done == of // 2:
            raise Stopped

    with reopen(place) as vault:
        with pytest.raises(Stopped):
            revoke(vault, progress=stop)
        put(case(vault), 2)  # and all goes on as it was
        assert len(vault.slots.all()) == 3
    assert told == list(range(len(told)))
    assert opens(place, CODE)
    assert not list(place.glob("rekey*"))


# Somebody's share of one case


def test_the_share_of_a_case_is_taken_away(place: Path) -> None:
    second, other = Key.new(), identity(place, "Bea")
    with reopen(place) as vault:
        case(vault).share(second.public(), "Someone else", "me")
        folder = place / "c" / case(vault).id
        file = next(one.file for one in case(vault).shares() if one.name == "A. Lawyer")
        before = THEIRS.unseal((folder / file).read_bytes()).decode().split()[-1]
        assert case(vault).unshare(file, "me")
        put(case(vault), 2)
        assert [(one.name, one.there) for one in case(vault).shares()] == [("Someone else", True)]
    assert opens(place, PASSPHRASE)
    assert identity(place, "Bea").public() == other.public()
    newest = max(folder.glob("j/seg-*"))
    for sealed in (newest, *folder.glob("j/state-*"), *folder.glob("name-*")):
        with pytest.raises(NotOpened):
            Key.of(before).unseal(sealed.read_bytes())
    (theirs,) = folder.glob("share-*")
    key = casefiles.read_note(second.unseal(theirs.read_bytes()).decode())
    assert key.newest.unseal(newest.read_bytes())
    assert key.unseal(min(folder.glob("j/seg-*")).read_bytes())


# Whoever kept the older key


def older_line(place: Path, older: Key) -> bytes:
    """A frame that goes on behind the last one, signed as it should be, under an older key."""
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        folder = place / "c" / case(vault).id
        last = [*case(vault).history()][-1]
    signer: Signer = casefiles.read_keys(folder, key_of(place)).signer
    frame = frames.make(
        signer, case=folder.name, before=Point(last.head.n, last.hash), at="2026-01-01T00:00:00Z",
        kind="save", who="me", script="x@1", ops=[op_put("t", "row", None, b'{"n":666}')],
    )  # fmt: skip
    return base64.b64encode(older.seal(frames.padded(frame.lines))) + b"\n"


def test_whoever_kept_the_older_key_can_add_nothing(place: Path) -> None:
    older = identity(place)
    with reopen(place) as vault:
        revoke(vault)
        put(case(vault), 2)
        folder = place / "c" / case(vault).id
    line = older_line(place, older)
    (opened,) = folder.glob("j/open-*")
    opened.write_bytes(opened.read_bytes() + line)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert case(vault).get("t", "row") == {"n": 2}
        assert not vault.verify().sound
    opened.unlink()
    number = max(int(one.name.split("-")[1]) for one in folder.glob("j/seg-*")) + 1
    durable.add(folder / "j", f"seg-{number:06d}", older.seal(older.unseal(base64.b64decode(line))))
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert not vault.verify().sound
        with pytest.raises(VaultDamaged):
            case(vault)


@pytest.mark.parametrize("what", ["state", "name"])
def test_whoever_kept_the_older_key_can_put_nothing_in_its_place(place: Path, what: str) -> None:
    older = identity(place)
    old = shutil.copytree(place, place.with_name("old"))
    with reopen(place) as vault:
        revoke(vault)
        folder = place / "c" / case(vault).id
    pattern = "j/state-*" if what == "state" else "name-*"
    for file in (old / "c" / folder.name).glob(pattern):
        assert opened_by(older, file)
        for mine in folder.glob(pattern):
            mine.unlink()
        shutil.copy(file, folder / ("j" if what == "state" else "."))
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert not vault.verify().sound
        if what == "name":
            assert any(info.damaged for info in vault.cases())
        else:
            assert case(vault).damaged
            assert case(vault).get("t", "row") == {"n": 1}


# Backups


def test_a_backup_follows_and_an_older_one_opens_as_it_did(place: Path, tmp_path: Path) -> None:
    backed(place, tmp_path / "one")
    backed(place, tmp_path / "two")
    with reopen(place) as vault:
        revoke(vault, seal_again=True)
        put(case(vault), 2)
    backed(place, tmp_path / "one")
    assert opens(tmp_path / "one" / "record", PASSPHRASE)
    assert not opens(tmp_path / "one" / "record", CODE)
    assert opens(tmp_path / "two" / "record", CODE)
    assert len(rehearsed(tmp_path / "one").cases) == 2


# Faults


def seen(path: Path, secret: str) -> str:
    """What came of it: the vault as it was, or without the code; anything else raises."""
    with Vault.open(path, secret, clock=clock) as vault:
        assert not vault.read_only
        assert [info.name for info in vault.cases()] == ["Ann", "Bea"]
        assert vault.damaged == ()
        for name in ("Ann", "Bea"):
            assert case(vault, name).damaged == ()
            assert case(vault, name).get("t", "row") == {"n": 1}
        put(case(vault), 7)
        report = vault.verify()
        assert report.findings == (), report.findings
        count = len(vault.slots.all())
    assert not list(path.glob("rekey*"))
    assert not list(path.rglob("tmp-*"))
    return "before" if count == 3 else "after"


def looked(path: Path) -> None:
    """Whatever is there now, it can be looked at without writing."""
    before = {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        assert case(vault).get("t", "row") == {"n": 1}
        report = vault.verify()
        assert report.sound, report.findings
    assert {file: file.read_bytes() for file in path.rglob("*") if file.is_file()} == before


def calls_of(base: Path, folder: Path, work: Callable[[Vault], object]) -> list[str]:
    path = shutil.copytree(base, folder / "count")
    with reopen(path) as vault, failing(FaultyOs()) as faulty:
        work(vault)
        calls = list(faulty.calls)
    return calls


@pytest.mark.parametrize("how", FAULTS)
def test_a_disk_that_fails_leaves_it_done_or_not_begun(
    base: Path, tmp_path: Path, how: str
) -> None:
    faults(base, tmp_path, how, step=23)


@pytest.mark.system
@pytest.mark.parametrize("how", FAULTS)
def test_a_disk_that_fails_at_any_call(base: Path, tmp_path: Path, how: str) -> None:
    outcomes = faults(base, tmp_path, how, step=1)
    assert outcomes >= {"after", "before"}
    assert ("either" in outcomes) == (how != "once, with short writes")


def faults(base: Path, tmp_path: Path, how: str, step: int) -> set[str]:
    calls = calls_of(base, tmp_path, revoke)
    assert {"open", "write", "fsync", "rename", "unlink"} <= set(calls)
    outcomes = set()
    for at in range(len(how) % step, len(calls), step):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            for name in ("Ann", "Bea"):
                case(vault, name)
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    revoke(vault)
                    said = "after"
                except Broken:
                    said = "either"
                except (NotStored, VaultDamaged, VaultError, NeedsSecret):
                    said = "before"
            if said == "either":
                with pytest.raises(VaultClosed):
                    vault.cases()
            elif at % 7 == 0:
                assert case(vault).get("t", "1") == {"n": 1}
        outcomes.add(said)
        looked(path)
        came = seen(path, PASSPHRASE)
        assert said in ("either", came), (at, calls[at])
        assert opens(path, PASSPHRASE)
        assert opens(path, CODE) == (came == "before")
        shutil.rmtree(path)
    return outcomes


@pytest.mark.parametrize("counts", [False, True])
@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_settling_that_is_broken_off_is_settled_later(
    base: Path, tmp_path: Path, how: str, counts: bool
) -> None:
    """Interrupted before it counts or after, and interrupted again while that is settled."""
    broken = shutil.copytree(base, tmp_path / "broken")
    real = durable.rename

    def rename(*names: Any) -> None:
        if counts:
            real(*names)
        raise OSError

    with pytest.MonkeyPatch.context() as patch, reopen(broken) as vault:
        patch.setattr(durable, "rename", rename)
        patch.setattr(rekeying, "settle", rename)
        with pytest.raises(Broken):
            revoke(vault)
    (plan,) = broken.glob("rekey*.json")
    assert plan.name.startswith("rekeyed-" if counts else "rekey-")
    looked(broken)
    path = shutil.copytree(broken, tmp_path / "count")
    with failing(FaultyOs()) as faulty:
        reopen(path).close()
    for at in range(len(how) % 5, len(faulty.calls), 5):
        path = shutil.copytree(broken, tmp_path / str(at))
        with failing(FaultyOs(at, **FAULTS[how])), contextlib.suppress(VaultError, OSError):
            reopen(path).close()
        looked(path)
        assert seen(path, PASSPHRASE) == ("after" if counts else "before")
        shutil.rmtree(path)


@pytest.mark.parametrize("how", FAULTS)
def test_sealing_again_that_fails_loses_nothing(base: Path, tmp_path: Path, how: str) -> None:
    start = shutil.copytree(base, tmp_path / "start")
    with reopen(start) as vault:
        revoke(vault)
    path = shutil.copytree(start, tmp_path / "count")
    with reopen(path) as vault:
        case(vault)
        with failing(FaultyOs()) as faulty:
            assert case(vault).seal_again()
    outcomes = set()
    for at in range(0, len(faulty.calls), 2):
        path = shutil.copytree(start, tmp_path / str(at))
        with reopen(path) as vault:
            one = case(vault)
            with failing(FaultyOs(at, **FAULTS[how])):
                done = one.seal_again()
            outcomes.add(done)
            put(one, 1)  # the sitting goes on
        looked(path)
        assert seen(path, PASSPHRASE) == "after"
        with reopen(path) as vault:
            assert case(vault).seal_again()  # and it can be asked for again
            older = case(vault)._open().keys.identity.older
            folder = path / "c" / case(vault).id
        for file in folder.glob("j/*.age"):
            assert not any(opened_by(key, file) for key in older)
        assert opens(path, PASSPHRASE)
        shutil.rmtree(path)
    assert outcomes >= ({True, False} if how == "once" else {False})


@pytest.mark.parametrize("how", ["flipped", "cut", "forged"])
def test_a_list_that_is_not_ours_does_nothing(place: Path, how: str) -> None:
    slots = [f"k/{file.name}" for file in (place / "k").iterdir()]
    plans = {
        "flipped": rekeying.Plan((), tuple(slots)),
        "cut": rekeying.Plan((), tuple(slots)),
        "forged": rekeying.Plan((), ("lock", "../outside", "c/../k/x")),
    }
    data = msgspec.json.encode(plans[how])
    name = durable.add(place, rekeying.DONE, data, ".json")
    if how != "forged":
        (place / name).write_bytes(data[:-1] + (b"" if how == "cut" else b" "))
    before = sorted(place.rglob("*"))
    with pytest.raises(VaultDamaged) as told:
        reopen(place)
    assert told.value.file == name
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("folder", ["k", "log", "c"])
def test_nothing_goes_before_what_stands_in_its_place(place: Path, folder: str) -> None:
    """A copy that is half done, or somebody's forgery."""
    inside = next((place / "c").iterdir()) if folder == "c" else place / folder
    old = [file.relative_to(place).as_posix() for file in inside.glob("*.age")]
    durable.add(place, rekeying.DONE, msgspec.json.encode(rekeying.Plan((), tuple(old))), ".json")
    before = sorted(place.rglob("*"))
    with pytest.raises(VaultDamaged) as told:
        reopen(place)
    assert told.value.file.startswith(inside.relative_to(place).as_posix())
    assert sorted(place.rglob("*")) == before


def test_a_list_of_a_later_version_is_left_alone(place: Path) -> None:
    durable.add(place, rekeying.COMING, b'{"v":2,"new":[],"old":[]}', ".json")
    with pytest.raises(VaultTooNew):
        reopen(place)


def test_a_list_is_told_without_a_key(place: Path) -> None:
    durable.add(place, rekeying.COMING, b'{"v":1,"new":[],"old":[]}', ".json")
    report = verify.check(place)
    assert report.sound
    assert [one.kind for one in report.findings] == ["unfinished"]
    reopen(place).close()
    assert verify.check(place).findings == ()


def power(path: Path, unsynced: int) -> tuple[int, int]:
    """How many states that may come back aren't allowed, and how many fsyncs it took."""
    wrong, back = 0, path.with_name("back")
    with reopen(path) as vault:
        case(vault)
        model = PowerOs(path, unsynced)
        came_back = every_state(model, lambda: revoke(vault) and None)
        assert len(came_back) > 20
        for state in came_back:
            wrong += not stands(lay(state, back))
            if wrong and unsynced >= 0:
                return wrong, model.synced
        for state in states(model.tree):
            wrong += not stands(lay(state, back), "after")
    return wrong, model.synced


def stands(place: Path, only: str = "") -> bool:
    try:
        with Vault.open(place, PASSPHRASE, clock=clock) as vault:
            (info,) = vault.cases()
            fine = (
                vault.case(info.id).get("t", "row") == {"n": 1} and not vault.case(info.id).damaged
            )
            fine = fine and vault.damaged == () and vault.verify().findings == ()
            came = "before" if len(vault.slots.all()) == 2 else "after"
        return fine and (not only or came == only) and opens_code(place) == (came == "before")
    except (VaultError, OSError):
        return False


def opens_code(place: Path) -> bool:
    with contextlib.suppress(WrongPassphrase):
        Vault.open(place, CODE, look=True).close()
        return True
    return False


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """As little as there can be, so that every state of the disk is tried."""
    path = tmp_path / "small"
    with create(path) as vault:
        put(vault.new_case("Ann", "own"), 1)
        vault.slots.add_recovery(CODE, log_n=QUICK)
    with reopen(path) as vault:
        case(vault)  # its segment is closed, so that only changing the keys is looked at
        for one in (case(vault), vault.slots.writable()):
            kept = one._open().journal
            assert kept is not None
            kept.close_segment()
    for state in path.rglob("state-*"):
        state.unlink()
    return path


SYNCS = 20


@pytest.mark.system
def test_when_the_power_goes_it_is_done_or_not_begun(small: Path) -> None:
    assert power(small, -1) == (0, SYNCS)


@pytest.mark.system
@pytest.mark.parametrize("left_out", range(SYNCS))
def test_each_fsync_is_needed(small: Path, left_out: int) -> None:
    assert power(small, left_out)[0] > 0
