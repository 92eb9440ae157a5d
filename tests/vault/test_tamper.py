"""One fault a fixture: each is found, at the latest by looking through everything, and named.

In the manner of the CCTV vectors: a good case is made once, then one thing is done to it.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tui.vault import CaseInfo, SealedCase, VaultDamaged, VaultTooNew, durable, frames, journal
from tui.vault.agefile import Key
from tui.vault.casefiles import Keys, read_keys
from tui.vault.frames import Point
from tui.vault.keyring import names, unlock

FULL = 3
FRAMES = 8
"""Two closed segments of three and two frames in the open one: one save, one close."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a vault with one case that has closed segments, an open one and a state."""
    path = tmp_path_factory.mktemp("good") / "papers"
    with pytest.MonkeyPatch.context() as patch, create(path) as vault:
        patch.setattr(journal, "FULL", FULL)
        case = vault.new_case("Mine", "own")
        for number in range(6):
            save(case, number)
    return path


@pytest.fixture
def place(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "papers")


def save(case: SealedCase, number: int) -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", "a", {"n": number})
        change.put("incidents", f"r{number}", {"n": number})


def folder(place: Path) -> Path:
    (found,) = (place / "c").iterdir()
    return found


def one(place: Path, pattern: str) -> Path:
    (found,) = folder(place).glob(pattern)
    return found


def keys(place: Path) -> Keys:
    return read_keys(folder(place), vault_key(place))


def vault_key(place: Path) -> Key:
    return unlock(place, names(place), PASSPHRASE).key


def told(place: Path) -> str:
    """Which file is named when the vault is opened and the case is looked through."""
    try:
        with reopen(place) as vault:
            (info,) = vault.cases()
            case = vault.case(info.id)
            aside = list(case.damaged)
            count = sum(1 for _ in case.history())
            assert count == FRAMES, f"only {count} frames, and nobody said so"
            return " ".join(aside)
    except VaultDamaged as damage:
        return damage.file
    except VaultTooNew:
        return "too new"


def test_what_is_good_is_good(place: Path) -> None:
    assert sorted(path.name.split("-")[0] for path in (folder(place) / "j").iterdir()) == [
        "open", "seg", "seg", "state",
    ]  # fmt: skip
    assert told(place) == ""
    with reopen(place) as vault:
        (info,) = vault.cases()
        case = vault.case(info.id)
        assert len(case.documents("incidents")) == 7
        kinds = [(frame.head.n, frame.head.kind) for frame in case.history()]
        assert kinds == [(n, "save") for n in range(1, 8)] + [(8, "close")]


FILES = ["id-*", "sign-*", "name-*", "j/seg-000001-*", "j/seg-000002-*", "j/open-000003.txt"]


@pytest.mark.parametrize("pattern", FILES)
def test_flipped(place: Path, pattern: str) -> None:
    file = one(place, pattern)
    data = file.read_bytes()
    for at in {0, len(data) // 3, len(data) // 2, len(data) - 2}:
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        again = shutil.copytree(place, place.with_name(f"at-{at}"))
        named = told(again)
        assert named.startswith((f"c/{folder(place).name}/", "aside-")), (pattern, at)
        if file.suffix == ".age":
            assert named == file.relative_to(place).as_posix()


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("left", [0, 0.5, -1])
def test_cut(place: Path, pattern: str, left: float) -> None:
    file = one(place, pattern)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * left) if left >= 0 else -1])
    named = told(place)
    assert named.startswith(file.relative_to(place).as_posix()) or named.endswith(
        "j/open-000003.txt"
    )


@pytest.mark.parametrize("pattern", FILES)
def test_gone(place: Path, pattern: str) -> None:
    file = one(place, pattern)
    file.unlink()
    name = file.name.partition("-" + "0" * 3)[0] if "open" in pattern else file.name
    sort = file.name.rpartition("-")[0] if file.suffix == ".age" else name
    named = told(place)
    assert sort.split("-")[0] in named or "open-000003" in named


def test_a_state_that_was_changed_is_told_and_the_frames_give_it_again(place: Path) -> None:
    file = one(place, "j/state-*")
    data = file.read_bytes()
    file.write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
    assert told(place) == file.name
    with reopen(place) as vault:
        (info,) = vault.cases()
        assert len(vault.case(info.id).documents("incidents")) == 7


def test_a_state_that_is_gone_costs_only_time(place: Path) -> None:
    one(place, "j/state-*").unlink()
    assert told(place) == ""


def lines(place: Path) -> tuple[Path, list[bytes]]:
    file = one(place, "j/open-000003.txt")
    return file, file.read_bytes().splitlines(keepends=True)


def changed(work: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def do(place: Path) -> None:
        file, found = lines(place)
        file.write_bytes(b"".join(work(found)))

    return do


def frame(place: Path, before: Point, **more: object) -> bytes:
    """A line of the open segment, well sealed and, but for what is asked, well signed."""
    given = {"kind": "save", "who": "me", "script": "log@3", "at": "", "case": folder(place).name}
    made = frames.make(keys(place).signer, before=before, **{**given, **more})  # type: ignore[arg-type]
    return base64.b64encode(keys(place).identity.seal(made.lines)) + b"\n"


def forged(place: Path) -> None:
    """A frame in the right place, signed with another key."""
    file, found = lines(place)
    other = Keys.new().signer
    made = frames.make(
        other, case=folder(place).name, before=end(place), at="", kind="save", who="", script=""
    )
    file.write_bytes(
        b"".join(found) + base64.b64encode(keys(place).identity.seal(made.lines)) + b"\n"
    )


def end(place: Path) -> Point:
    with reopen(shutil.copytree(place, place.with_name("end"))) as vault:
        (info,) = vault.cases()
        *_, last = vault.case(info.id).history()
    shutil.rmtree(place.with_name("end"))
    return frames.after(last)


def skipping(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"".join(found) + frame(place, Point(end(place).n + 1, end(place).hash)))


def elsewhere(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"".join(found) + frame(place, Point(end(place).n, "0" * 64)))


def of_another_case(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"".join(found) + frame(place, end(place), case="other"))


def swapped_segments(place: Path) -> None:
    first, second = one(place, "j/seg-000001-*"), one(place, "j/seg-000002-*")
    a, b = first.read_bytes(), second.read_bytes()
    first.unlink()
    second.unlink()
    for number, data in ((1, b), (2, a)):
        first.with_name(durable.name_for(f"seg-{number:06d}", data)).write_bytes(data)


def rolled_back(place: Path) -> None:
    """The last save and its close are gone, but the state knows of them."""
    file, _found = lines(place)
    file.write_bytes(b"")


LINES: dict[str, Callable[[Path], None]] = {
    "swapped": changed(lambda found: found[::-1]),
    "doubled": changed(lambda found: [*found, found[-1]]),
    "replayed": changed(lambda found: [*found, found[0]]),
    "first gone": changed(lambda found: found[1:]),
    "rolled back": rolled_back,
    "one gone at the end": changed(lambda found: found[:-1]),
    "forged": forged,
    "skipping": skipping,
    "elsewhere": elsewhere,
    "of another case": of_another_case,
    "swapped segments": swapped_segments,
}


@pytest.mark.parametrize("how", LINES)
def test_lines_that_were_touched(place: Path, how: str) -> None:
    LINES[how](place)
    named = told(place)
    assert named, how
    assert named.startswith((f"c/{folder(place).name}/j", "aside-"))


def test_a_last_line_that_cannot_be_read_is_kept_aside(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"".join(found) + b"bm90IGFnZQ==\n")
    with reopen(place) as vault:
        (info,) = vault.cases()
        case = vault.case(info.id)
        (aside,) = case.damaged
        assert (file.parent / aside).read_bytes() == b"bm90IGFnZQ==\n"
        save(case, 9)
    with reopen(place) as vault:
        case = vault.case(info.id)
        assert case.damaged == ()
        assert case.get("incidents", "a") == {"n": 9}


def test_half_a_last_line_was_never_kept_and_goes(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"".join(found) + b"bm90IGFn")
    with reopen(place) as vault:
        (info,) = vault.cases()
        case = vault.case(info.id)
        assert case.damaged == ()
        save(case, 9)
    with reopen(place) as vault:
        assert vault.case(info.id).get("incidents", "a") == {"n": 9}
        assert sum(1 for _ in vault.case(info.id).history()) == FRAMES + 2


def test_a_line_before_a_good_one_is_named_by_its_number(place: Path) -> None:
    file, found = lines(place)
    one(place, "j/state-*").unlink()
    file.write_bytes(b"bm90IGFnZQ==\n" + b"".join(found[1:]))
    assert told(place) == f"c/{folder(place).name}/j/open-000003.txt, line 1"


def test_swapped_cases_are_found(tmp_path: Path) -> None:
    with create(tmp_path / "v") as vault:
        one, two = vault.new_case("One", "client"), vault.new_case("Two", "client")
        save(one, 1)
        save(two, 2)
    for sort in ("id-*", "name-*", "sign-*", "j"):
        place = shutil.copytree(tmp_path / "v", tmp_path / sort.strip("-*"))
        first, second = (place / "c" / case.id for case in (one, two))
        (a,), (b,) = first.glob(sort), second.glob(sort)
        shutil.move(a, place / "kept")
        shutil.move(b, first / b.name)
        shutil.move(place / "kept", second / a.name)
        with reopen(place) as vault:
            for case in (one, two):
                with pytest.raises(VaultDamaged) as damage:
                    vault.case(case.id)
                assert damage.value.file.startswith(f"c/{case.id}/")


def test_a_frame_of_a_later_version_is_left_alone(place: Path) -> None:
    file, found = lines(place)
    newer = b'{"v":3,"new":"way"}\n{}\n""\n'
    file.write_bytes(b"".join(found) + base64.b64encode(keys(place).identity.seal(newer)) + b"\n")
    before = file.read_bytes()
    assert told(place) == "too new"
    assert file.read_bytes() == before


def test_a_damaged_label_is_listed_by_its_file(place: Path) -> None:
    file = one(place, "name-*")
    file.write_bytes(file.read_bytes()[:-1])
    with reopen(place) as vault:
        inside = file.relative_to(place).as_posix()
        assert vault.cases() == [CaseInfo(folder(place).name, "", "", inside)]
