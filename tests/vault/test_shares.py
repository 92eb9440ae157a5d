"""One case for somebody else's key: what they can read, and what is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay, states
from tests.vault.test_faults import FAULTS, failing
from tests.vault.test_power import every_state
from tests.vault.test_recovery import commands, tool
from tui.vault import NotStored, SealedCase, Vault, VaultError, VaultReadOnly, journaled
from tui.vault.agefile import Key, NotAge, NotOpened
from tui.vault.journal import Journal
from tui.vault.signing import Signer

THEIRS = Key.new()
NAME = "A. Lawyer \u202e"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shares") / "papers"
    with create(path) as vault:
        for name in ("Ann", "Bea"):
            with vault.new_case(name, "client").change("me", "log@3") as change:
                change.put("incidents", "a", {"n": 1, "of": name})
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "papers")


def ann(vault: Vault) -> SealedCase:
    case = vault.case(vault.cases()[0].id)
    assert case.get("incidents", "a") == {"n": 1, "of": "Ann"}
    return case


def share(vault: Vault) -> None:
    ann(vault).share(THEIRS.public(), NAME, "me")


def names(vault: Vault) -> list[tuple[str, bool]]:
    return [(one.name, one.there) for one in ann(vault).shares()]


def test_they_read_that_case_and_nothing_else(place: Path) -> None:
    with reopen(place) as vault:
        share(vault)
        first, second = (place / "c" / info.id for info in vault.cases())
    (file,) = first.glob("share-*")
    key = Key.of(THEIRS.unseal(file.read_bytes()).decode().splitlines()[-1])
    lines = (first / "j" / "open-000001.txt").read_bytes().splitlines()
    assert len(lines) == 5  # new, saved, left; shared, left
    journal = Journal(first / "j", first.name, key, Signer.new())
    assert journal.look().open == {1: "open-000001.txt"}
    for other in (*second.rglob("*.age"), *first.glob("sign-*"), *(place / "k").iterdir()):
        for opener in (key, THEIRS):
            with pytest.raises(NotOpened):
                opener.unseal(other.read_bytes())
    assert key.unseal(next(first.glob("name-*")).read_bytes()).startswith(b'{"name":"Ann"')


def test_who_can_open_it_is_kept_and_can_be_taken_away(place: Path) -> None:
    with reopen(place) as vault:
        share(vault)
        ann(vault).share(Key.new().public(), "Someone else", "me")
        assert [name for name, _ in names(vault)] == [NAME, "Someone else"]
        last = ann(vault).last
        assert last is not None
        assert last.script == "log@3"  # no answer was changed
    with reopen(place) as vault:
        case = ann(vault)
        one, _other = case.shares()
        assert (one.to, one.at, one.there) == (THEIRS.public(), "2026-03-03T17:46:05Z", True)
        assert vault.cases()[1].name == "Bea"
        assert vault.case(vault.cases()[1].id).shares() == []
        case.unshare(one.file, "me")
        with pytest.raises(KeyError):
            case.unshare(one.file, "me")
    with reopen(place) as vault:
        assert names(vault) == [("Someone else", True)]
        assert len(list((place / "c").glob("*/share-*"))) == 1
        kinds = [frame.head.kind for frame in ann(vault).history()]
        assert (kinds.count("share"), kinds.count("rekey")) == (2, 1)
        assert vault.verify().sound


@pytest.mark.parametrize("bad", ["", "age1", "AGE-SECRET-KEY-1QQ", "ssh-ed25519 AAAA", "\ud8ff"])
def test_what_is_no_public_key(place: Path, bad: str) -> None:
    with reopen(place) as vault:
        with pytest.raises(NotAge) as told:
            ann(vault).share(bad, NAME, "me")
        assert str(told.value) == ""
        assert names(vault) == []
    assert not list((place / "c").glob("*/share-*"))


def test_nothing_is_shared_where_nothing_can_be_written(place: Path) -> None:
    with Vault.open(place, PASSPHRASE, look=True) as vault, pytest.raises(VaultReadOnly):
        share(vault)
    assert not list((place / "c").glob("*/share-*"))


def test_a_share_that_is_gone_or_changed_is_told(place: Path) -> None:
    with reopen(place) as vault:
        share(vault)
    (file,) = (place / "c").glob("*/share-*")
    data = file.read_bytes()
    for spoiled in (data[:-1], None):
        file.unlink()
        if spoiled is not None:
            file.write_bytes(spoiled)
        with reopen(place) as vault:
            assert ann(vault).damaged == (file.name,)
            assert names(vault) == [(NAME, False)]


def test_one_that_no_one_noted_goes(place: Path) -> None:
    with reopen(place) as vault:
        share(vault)
        folder = place / "c" / ann(vault).id
    from tui.vault import durable

    left = durable.add(folder, "share", b"broken off")
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        ann(vault)
    assert (folder / left).exists()
    with reopen(place) as vault:
        assert names(vault) == [(NAME, True)]
        assert ann(vault).damaged == ()
    assert not (folder / left).exists()


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("away", [False, True])
def test_faults_leave_it_shared_or_not(base: Path, tmp_path: Path, how: str, away: bool) -> None:
    start = shutil.copytree(base, tmp_path / "start")
    if away:
        with reopen(start) as vault:
            share(vault)

    def work(vault: Vault) -> None:
        if away:
            ann(vault).unshare(ann(vault).shares()[0].file, "me")
        else:
            share(vault)

    counted = shutil.copytree(start, tmp_path / "count")
    with reopen(counted) as vault:
        ann(vault)
        with failing(FaultyOs()) as faulty:
            work(vault)
    for at, call in enumerate(faulty.calls):
        path = shutil.copytree(start, tmp_path / str(at))
        with reopen(path) as vault:
            ann(vault)
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    work(vault)
                    done = True
                except NotStored:
                    done = False
        with reopen(path) as vault:
            case = ann(vault)
            assert case.damaged in ((), tuple(one.file for one in case.shares() if not one.there))
            assert not done or (len(names(vault)) == 0) == away, (at, call)
            files = {file.name for file in (path / "c" / case.id).glob("share-*")}
            assert files <= {one.file for one in case.shares()}
        shutil.rmtree(path)


def losses(path: Path, unsynced: int) -> tuple[int, int]:
    wrong, back = 0, path.with_name("back")
    with reopen(path) as vault:
        ann(vault)
        model = PowerOs(path, unsynced)
        for state in every_state(model, lambda: share(vault)):
            wrong += not stands(lay(state, back), sure=False)
        for state in states(model.tree):
            wrong += not stands(lay(state, back), sure=True)
    return wrong, model.synced


def stands(place: Path, *, sure: bool) -> bool:
    try:
        with reopen(place) as vault:
            found = names(vault)
            return not ann(vault).damaged and (found == [(NAME, True)] or (not sure and not found))
    except VaultError:
        return False


def test_when_the_power_goes_it_is_shared_or_not(place: Path) -> None:
    assert losses(place, -1) == (0, 3)


@pytest.mark.parametrize("left_out", range(3))
def test_each_fsync_is_needed(place: Path, left_out: int) -> None:
    assert losses(place, left_out)[0] > 0


def test_the_names_are_in_no_file_in_clear(place: Path) -> None:
    with reopen(place) as vault:
        share(vault)
    for file in place.rglob("*"):
        if file.is_file():
            assert b"Lawyer" not in file.read_bytes()
            assert THEIRS.public().encode() not in file.read_bytes()
    assert journaled.NEW == "new"


@pytest.mark.system
def test_the_lawyer_opens_it_with_age_alone(place: Path, tmp_path: Path) -> None:
    """What docs/recovery.md says to somebody who was given a copy of one case."""
    with reopen(place) as vault:
        ann(vault).share(Key.new().public(), "Someone else", "me")
        share(vault)
        case = ann(vault).id
    for name in ("age", "jq", "base64", "sed"):
        tool(name)
    copy = shutil.copytree(place / "c" / case, tmp_path / "COPY-OF-THE-RECORD")
    (tmp_path / "my.key").write_text(THEIRS.secret() + "\n")
    (block,) = (one for one in commands() if "share-" in one)
    done = subprocess.run(["sh", "-c", block], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Ann" in done.stdout
    (tables,) = (line for one in commands() for line in [one] if "jq -s" in one)
    found = subprocess.run(["sh", "-c", tables], cwd=copy, capture_output=True, text=True)
    assert re.search(r'"of": "Ann"', found.stdout)
