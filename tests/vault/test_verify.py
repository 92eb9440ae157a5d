"""Looking through a vault finds what was done to it, names the file, and writes nothing."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.test_tamper import FILES, FRAMES, LINES, folder, good, keys, lines, one, save
from tui.vault import Vault, durable, findings, frames, journal, states, verify
from tui.vault.findings import Finding
from tui.vault.frames import Point
from tui.vault.ops import Op
from tui.vault.verify import Report

__all__ = ["good"]


@pytest.fixture
def place(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "papers")


def picture(place: Path) -> dict[str, bytes]:
    return {
        file.relative_to(place).as_posix(): file.read_bytes()
        for file in place.rglob("*")
        if file.is_file()
    }


def opened(place: Path) -> Report:
    before = picture(place)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        found = vault.verify()
    assert picture(place) == before
    return found


def inside(place: Path, file: Path) -> str:
    return file.relative_to(place).as_posix()


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(one.kind, one.place) for one in report.findings]


def test_what_is_good_is_good(place: Path) -> None:
    sealed = verify.check(place)
    assert (sealed.findings, sealed.cases, sealed.frames) == ((), 1, None)
    assert sealed.files == len(list(place.rglob("*-*")))
    told: list[tuple[int, int]] = []
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        found = vault.verify(progress=lambda done, of: told.append((done, of)))
    assert (found.findings, found.frames, found.sound) == ((), FRAMES, True)
    assert all(0 <= done <= of for done, of in told)
    assert len(told) > 4


@pytest.mark.parametrize("pattern", ["../../k/*", *FILES[:5], "j/state-*"])
def test_bytes_that_are_not_those_of_the_name_are_found_without_a_key(
    place: Path, pattern: str
) -> None:
    (file,) = folder(place).glob(pattern)
    file = file.resolve()
    data = file.read_bytes()
    for changed in (b"", data[:-1], data + b"x", data[:60] + bytes([data[60] ^ 1]) + data[61:]):
        file.write_bytes(changed)
        found = verify.check(place)
        assert kinds(found) == [("changed", inside(place, file))]
        assert not found.sound


@pytest.mark.parametrize("pattern", FILES)
def test_a_file_that_is_gone_is_found_without_a_key(place: Path, pattern: str) -> None:
    file = one(place, pattern)
    file.unlink()
    (found,) = verify.check(place).findings or opened(place).findings
    assert found.kind == ("ahead" if "open" in pattern else "missing")
    assert found.place.startswith(inside(place, file).split("-")[0]) or found.kind == "ahead"


@pytest.mark.parametrize("pattern", [*FILES, "j/state-*"])
def test_every_flip_is_found_and_named_with_the_key(place: Path, pattern: str) -> None:
    file = one(place, pattern)
    data = file.read_bytes()
    for at in {0, len(data) // 3, len(data) // 2, len(data) - 2}:
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert inside(place, file) in [one.place for one in opened(place).findings], at
    file.write_bytes(data)
    assert opened(place).findings == ()


@pytest.mark.parametrize("how", LINES)
def test_lines_that_were_touched(place: Path, how: str) -> None:
    LINES[how](place)
    found = opened(place)
    assert not found.sound
    assert all(one.place.startswith(f"c/{folder(place).name}/j/") for one in found.findings)
    if how != "swapped segments":
        # What was done to sealed lines can't be seen without the key.
        assert verify.check(place).findings == ()


def reseal(place: Path, pattern: str, work: Callable[[bytes], bytes]) -> Path:
    """Change what is in a sealed file, as someone with the passphrase can."""
    file = one(place, pattern)
    key = keys(place).identity
    sealed = key.seal(work(key.unseal(file.read_bytes())))
    prefix = file.name[: -len("-.age") - 64]
    file.unlink()
    new = file.with_name(durable.name_for(prefix, sealed))
    new.write_bytes(sealed)
    return new


def blanked(plain: bytes) -> bytes:
    found = plain.split(b"\n")
    found[4] = b" " * len(found[4])
    return b"\n".join(found)


def test_a_body_that_was_blanked_is_found(place: Path) -> None:
    file = reseal(place, "j/seg-000001-*", blanked)
    (found,) = [one for one in opened(place).findings if one.kind != "chain"]
    assert found == Finding("blank", inside(place, file), 2)


def test_a_body_that_was_rewritten_is_found(place: Path) -> None:
    file = reseal(place, "j/seg-000001-*", lambda plain: plain.replace(b'"n":0', b'"n":7', 1))
    assert ("frame", inside(place, file)) in kinds(opened(place))


def test_a_signature_that_is_another_ones_is_found_at_a_segment_end(place: Path) -> None:
    def forged(plain: bytes) -> bytes:
        found = plain.split(b"\n")
        found[8] = found[5]
        return b"\n".join(found)

    file = reseal(place, "j/seg-000002-*", forged)
    found = opened(place).findings
    assert Finding("frame", inside(place, file), 3) in found


def test_frames_that_were_moved_inside_a_segment_are_found(place: Path) -> None:
    def moved(plain: bytes) -> bytes:
        found = plain.split(b"\n")
        return b"\n".join([*found[3:6], *found[:3], *found[6:]])

    file = reseal(place, "j/seg-000001-*", moved)
    assert Finding("chain", inside(place, file), 1) in opened(place).findings


def test_an_emptied_segment_is_found(place: Path) -> None:
    file = reseal(place, "j/seg-000001-*", lambda plain: b" " * 1024)
    assert ("frame", inside(place, file)) in kinds(opened(place))


def test_a_state_that_the_changes_do_not_give_is_found(place: Path) -> None:
    old = one(place, "j/state-*")
    mine = keys(place)
    state = states.unseal(old.read_bytes(), folder(place).name, mine.identity, mine.signer)
    state.tables["incidents"]["a"] = b'{"n":77}'
    sealed = states.seal(state, folder(place).name, mine.identity, mine.signer)
    old.unlink()
    new = old.with_name(durable.name_for("state-00000008", sealed))
    new.write_bytes(sealed)
    assert kinds(opened(place)) == [("state", inside(place, new))]
    # One that was put elsewhere in the chain is found, too.
    new.unlink()
    moved = states.seal(
        states.State(Point(8, "0" * 64), None, state.tables), folder(place).name,
        mine.identity, mine.signer,
    )  # fmt: skip
    other = old.with_name(durable.name_for("state-00000008", moved))
    other.write_bytes(moved)
    assert kinds(opened(place)) == [("state", inside(place, other))]


def test_steps_that_do_not_fit_are_found(place: Path) -> None:
    file, found = lines(place)
    with reopen(shutil.copytree(place, place.with_name("end"))) as vault:
        *_, last = vault.case(vault.cases()[0].id).history()
    made = frames.make(
        keys(place).signer, case=folder(place).name, before=frames.after(last), at="",
        kind="save", who="", script="", ops=[Op("incidents", "nobody", gone=True)],
    )  # fmt: skip
    line = base64.b64encode(keys(place).identity.seal(made.lines)) + b"\n"
    file.write_bytes(b"".join(found) + line)
    assert opened(place).findings == (Finding("frame", inside(place, file), 3),)


def test_an_unreadable_line_is_named_by_its_number(place: Path) -> None:
    file, found = lines(place)
    file.write_bytes(b"not base64\n" + found[1])
    assert verify.check(place).findings == (Finding("line", inside(place, file), 1),)
    file.write_bytes(found[0] + base64.b64encode(b"age-encryption.org/v1\nno") + b"\n")
    assert verify.check(place).findings == ()
    assert Finding("line", inside(place, file), 2) in opened(place).findings


def test_what_a_crash_leaves_is_told_and_harmless(place: Path) -> None:
    case = folder(place)
    file, found = lines(place)
    file.write_bytes(b"".join(found) + b"YWdl")
    (case / "j" / "tmp-1").write_bytes(b"half")
    (case / "j" / "open-000002.txt").write_bytes(found[0])
    (place / "c" / f"tmp-{case.name}").mkdir()
    (case / "j" / durable.name_for("aside", b"x\n", ".txt")).write_bytes(b"x\n")
    found_then = opened(place)
    assert sorted(one.kind for one in found_then.findings) == [
        "aside", "left-over", "torn", "unfinished", "unfinished",
    ]  # fmt: skip
    assert found_then.sound
    assert all(one.advice for one in found_then.findings)
    with reopen(place) as vault:
        vault.case(vault.cases()[0].id)
    assert [one.kind for one in opened(place).findings] == ["aside"]


def test_what_the_program_did_not_put_there_is_listed(place: Path) -> None:
    strays = ["notes.docx", "k/key.txt", "c/Holiday", f"c/{folder(place).name}/more.age",
              f"c/{folder(place).name}/j/seg-1.age"]  # fmt: skip
    for stray in strays:
        (place / stray).write_bytes(b"")
    found = verify.check(place)
    assert kinds(found) == [("unknown", stray) for stray in sorted(strays)]
    assert not found.sound


def test_segments_that_are_missing_or_there_twice_are_named(place: Path) -> None:
    journal_of = f"c/{folder(place).name}/j"
    first = one(place, "j/seg-000001-*")
    again = keys(place).identity.seal(keys(place).identity.unseal(first.read_bytes()))
    twice = first.with_name(durable.name_for("seg-000001", again))
    twice.write_bytes(again)
    assert kinds(verify.check(place)) == [("double", f"{journal_of}/seg-000001")]
    twice.unlink()
    last = one(place, "j/open-000003.txt")
    last.rename(last.with_name("open-000004.txt"))
    assert kinds(verify.check(place)) == [("missing", f"{journal_of}/seg-000003")]
    for file in (folder(place) / "j").glob("*"):
        file.unlink()
    assert kinds(verify.check(place)) == [("missing", f"{journal_of}/open-000001.txt")]
    (folder(place) / "j").rmdir()
    assert ("missing", journal_of) in kinds(verify.check(place))


def test_a_missing_segment_hides_nothing_that_comes_after_it(place: Path) -> None:
    one(place, "j/seg-000001-*").unlink()
    file = reseal(place, "j/seg-000002-*", blanked)
    found = opened(place)
    assert ("blank", inside(place, file)) in kinds(found)
    assert found.frames == FRAMES - 3 - 2


def test_a_frame_of_a_later_version_is_said_to_be_one(place: Path) -> None:
    file, found = lines(place)
    newer = b'{"v":3,"new":"way"}\n{}\n""\n'
    file.write_bytes(found[0] + base64.b64encode(keys(place).identity.seal(newer)) + b"\n")
    assert Finding("too-new", inside(place, file), 2) in opened(place).findings


def test_keys_and_labels_of_another_case_are_found(tmp_path: Path) -> None:
    with create(tmp_path / "v") as vault:
        ids = [vault.new_case(name, "client").id for name in ("One", "Two")]
    for sort in ("id-*", "name-*", "sign-*", "j"):
        place = shutil.copytree(tmp_path / "v", tmp_path / sort.strip("-*"))
        (a,), (b,) = ((place / "c" / case).glob(sort) for case in ids)
        shutil.move(a, place / "kept")
        shutil.move(b, a.parent / b.name)
        shutil.move(place / "kept", b.parent / a.name)
        assert verify.check(place).findings == ()
        found = opened(place)
        assert {one.place.split("/")[1] for one in found.findings} == set(ids), sort


def test_an_older_label_is_left_over(place: Path) -> None:
    old = one(place, "name-*")
    data = old.read_bytes()
    with reopen(place) as vault:
        vault.rename(folder(place).name, "Other", "me")
    old.write_bytes(data)
    found = opened(place)
    assert kinds(found) == [("left-over", inside(place, old))]
    assert found.sound


def test_a_record_of_the_first_layout_is_looked_at_by_its_files(tmp_path: Path) -> None:
    place = shutil.copytree(Path(__file__).parent / "first_layout", tmp_path / "v")
    file = sorted((place / "c").glob("*/case-*.age"))[0]
    assert verify.check(place).findings == ()
    file.write_bytes(file.read_bytes()[:-1])
    assert kinds(verify.check(place)) == [("changed", inside(place, file))]


def test_what_the_disk_cannot_read_is_said(place: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        faulty = FaultyOs()
        patch.setattr(durable, "os", faulty)
        verify.check(place)
    reads = [at for at, name in enumerate(faulty.calls) if name in ("open", "read", "listdir")]
    for at in reads:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(durable, "os", FaultyOs(at))
            found = verify.check(place)
        assert "unreadable" in [one.kind for one in found.findings], faulty.calls[at]


def test_a_file_that_is_replaced_while_it_is_looked_at_is_no_damage(place: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        real = durable.names

        def stale(path: Path) -> list[str]:
            names = real(path)
            if path.name == "j":
                names.append(durable.name_for("state-00000007", b"replaced"))
            return names

        patch.setattr(durable, "names", stale)
        assert verify.check(place).findings == ()


def test_each_finding_has_its_sentences() -> None:
    assert set(findings.WRONG) == set(findings.Kind.__args__)  # type: ignore[attr-defined]
    for kind in findings.WRONG:
        found = Finding(kind, "c/x")
        assert found.wrong.endswith(".")
        assert found.advice.endswith(".")


def test_looking_mends_nothing_and_refuses_to_write(place: Path) -> None:
    from tui.vault import VaultBusy, VaultReadOnly

    with Vault.open(place, PASSPHRASE, look=True) as vault:
        case = vault.case(vault.cases()[0].id)
        with pytest.raises(VaultReadOnly):
            save(case, 1)
        with pytest.raises(VaultBusy):
            reopen(place)


def test_the_whole_of_many_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", 2)
    with create(tmp_path / "v") as vault:
        for name in ("One", "Two"):
            case = vault.new_case(name, "client")
            for number in range(9):
                save(case, number)
    with reopen(tmp_path / "v") as vault:
        save(vault.case(vault.cases()[1].id), 10)
    found = opened(tmp_path / "v")
    assert (found.findings, found.cases) == ((), 2)
    assert found.frames == 2 * 11 + 2


def test_the_log_is_looked_through_too(place: Path) -> None:
    (file,) = (place / "log").glob("open-*.txt")
    data = file.read_bytes()
    file.write_bytes(data + data.splitlines(keepends=True)[0])
    assert kinds(opened(place)) == [("chain", "log/open-000001.txt")]
    file.write_bytes(data)
    (signing,) = (place / "log").glob("sign-*")
    signing.write_bytes(signing.read_bytes()[:-1])
    assert ("changed", inside(place, signing)) in kinds(opened(place))
    shutil.rmtree(place / "log")
    assert kinds(opened(place)) == [("slot", "log")]


def test_what_else_opens_it_is_told(place: Path) -> None:
    (slot,) = (place / "k").iterdir()
    from tui.vault import agefile

    more = agefile.wrap(b"AGE-SECRET-KEY-1", "guess", 2)
    other = slot.with_name(durable.name_for("recovery", more))
    other.write_bytes(more)
    assert kinds(opened(place)) == [("slot", inside(place, other))]


def test_a_label_or_a_case_of_a_later_version_is_said_to_be_one(place: Path) -> None:
    file = reseal(place, "name-*", lambda plain: plain.replace(b'"v":1', b'"v":2'))
    assert kinds(opened(place)) == [("too-new", f"c/{folder(place).name}/name")]
    file.write_bytes(b"")
    assert ("sealed", inside(place, file)) not in kinds(opened(place))


def test_a_state_of_a_later_version_or_of_another_case_is_told(place: Path) -> None:
    newer = reseal(place, "j/state-*", lambda plain: b'{"v":2}\n{}\n""\n')
    assert kinds(opened(place)) == [("too-new", inside(place, newer))]
    newer.unlink()
    none = newer.with_name(durable.name_for("state-00000008", keys(place).identity.seal(b"x")))
    none.write_bytes(keys(place).identity.seal(b"x"))
    assert ("changed", inside(place, none)) in kinds(opened(place))
    sealed = keys(place).identity.seal(b"no state at all")
    none.unlink()
    other = newer.with_name(durable.name_for("state-00000008", sealed))
    other.write_bytes(sealed)
    assert kinds(opened(place)) == [("sealed", inside(place, other))]


def test_a_segment_sealed_to_somebody_else_is_told(place: Path) -> None:
    from tui.vault.agefile import Key

    old = one(place, "j/seg-000001-*")
    sealed = Key.new().seal(b"anything")
    old.unlink()
    new = old.with_name(durable.name_for("seg-000001", sealed))
    new.write_bytes(sealed)
    assert ("sealed", inside(place, new)) in kinds(opened(place))


def test_a_case_of_the_first_layout_of_a_later_version_is_told(place: Path) -> None:
    from tests.vault.test_tamper import vault_key

    case = folder(place)
    for file in [*case.glob("id-*"), *case.glob("sign-*"), *case.glob("name-*")]:
        file.unlink()
    sealed = vault_key(place).seal(b'{"format":"fairhand-case","version":9}')
    (case / durable.name_for("case", sealed)).write_bytes(sealed)
    assert kinds(opened(place)) == [("too-new", f"c/{case.name}")]


def test_everything_the_disk_cannot_read_with_the_key_is_said(place: Path) -> None:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        with pytest.MonkeyPatch.context() as patch:
            faulty = FaultyOs()
            patch.setattr(durable, "os", faulty)
            vault.verify()
        for at, name in enumerate(faulty.calls):
            if name in ("open", "read", "listdir"):
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(durable, "os", FaultyOs(at))
                    found = vault.verify()
                assert not found.sound, (at, name)


def test_what_backups_sharing_and_deleting_leave_is_known(place: Path, tmp_path: Path) -> None:
    from tui.vault import backup

    backup.back_up(place, tmp_path / "stick")
    case = folder(place).name
    (place / "c" / f"gone-{case[:-1]}q").write_bytes(b"")
    assert [one.kind for one in opened(place).findings] == ["unfinished"]
    assert [one.kind for one in verify.check(place).findings] == ["unfinished"]


def test_a_folder_that_is_gone_is_missing(place: Path) -> None:
    shutil.rmtree(place / "c")
    assert kinds(verify.check(place)) == [("missing", "c")]
