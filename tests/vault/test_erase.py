"""What is taken out for good is in no byte any more; all else is as it was, and says so."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.conftest import PASSPHRASE, QUICK, create, reopen
from tests.vault.test_faults import leftovers
from tests.vault.test_tamper import keys
from tui.vault import SealedCase, Vault, VaultDamaged, durable, erase, frames, journal, receipt
from tui.vault.erase import Take
from tui.vault.frames import Point
from tui.vault.history import events

SECRET = "the words that go"
OTHER = "words that stay"


def case_of(vault: Vault) -> SealedCase:
    return vault.case(vault.cases()[0].id)


def put(case: SealedCase, rows: dict[str, dict[str, Any] | None], table: str = "t") -> None:
    with case.change("me", "log@3") as change:
        for row, document in rows.items():
            if document is None:
                change.remove(table, row)
            else:
                change.put(table, row, document)


def plain(place: Path) -> bytes:
    """Every byte of the case, opened: nothing may be left out."""
    key = keys(place).identity
    (case,) = (place / "c").iterdir()
    found = []
    for file in sorted((case / "j").iterdir()):
        data = file.read_bytes()
        if file.suffix == ".age":
            found.append(key.unseal(data))
        else:
            lines = data.splitlines()
            found += [key.unseal(base64.b64decode(line)) for line in lines]
    return b"".join(found)


def without_notes(case: SealedCase) -> dict[str, dict[str, Any]]:
    return {table: case.rows(table) for table in case.tables() if table != erase.TABLE}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two closed segments and an open one; the words are in all of them, and in the state."""
    monkeypatch.setattr(journal, "FULL", 3)
    path = tmp_path / "papers"
    with create(path) as vault:
        case = vault.new_case("Mine", "own")
        put(case, {"a": {"fields": {"what": SECRET, "who": OTHER}}, "b": {"fields": {"x": 1}}})
        put(case, {"a": {"fields": {"what": f"{SECRET} twice", "who": OTHER}}})
        put(case, {"b": None, "c": {"fields": {"x": OTHER}}})
        put(case, {"a": {"fields": {"what": "better", "who": OTHER}, "n": 1}})
        put(case, {"b": {"fields": {"x": SECRET}}})
        put(case, {"a": {"fields": {"what": "best", "who": OTHER}, "n": 2}})
    assert SECRET.encode() in plain(path)
    return path


def sound(place: Path) -> None:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()
    assert leftovers(place) == []


WHAT = Take("t", "a", ("fields", "what"))


def test_an_answer_is_taken_out_with_all_its_wordings(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        before = case.receipt()
        assert case.erase([WHAT, Take("t", "b")], "me", "it names my sister")
        assert without_notes(case) == {
            "t": {"a": {"fields": {"who": OTHER}, "n": 2}, "c": {"fields": {"x": OTHER}}}
        }
        (found,) = case.erased()
        assert (found.who, found.why, found.at) == (
            "me",
            "it names my sister",
            "2026-03-03T17:46:05Z",
        )
        assert found.holds("t", "a", ("fields", "what"))
        assert found.holds("t", "b", ("fields", "x"))
        assert not found.holds("t", "a", ("fields", "who"))
        assert [one.said for one in found.what] == [(2, 3, 5, 7), (2, 6)]
        assert [n for n in range(9) if found.said_in(n)] == [2, 3, 5, 6, 7]
        assert case.receipt() != before
    found_bytes = plain(place)
    for words in (SECRET, "better", "best"):
        assert words.encode() not in found_bytes
    assert found_bytes.count(OTHER.encode()) > 3
    sound(place)
    with reopen(place) as vault:
        case = case_of(vault)
        assert case.damaged == ()
        assert vault.verify(receipts=[receipt.read(before)]).findings == ()
        assert [one.head.kind for one in case.history()].count("erase") == 1
        put(case, {"d": {"n": 1}})
    sound(place)


def test_earlier_wordings_go_and_what_stands_now_stays(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        rows = case.rows("t")
        last = [event.n for event in events(case.history()) if event.rows][-1]
        earlier = Take("t", "a", ("fields", "what"), last=last - 1)
        assert case.erase([earlier], "me", "")
        assert case.rows("t") == rows
    found = plain(place)
    assert b"twice" not in found
    assert b"better" not in found
    assert found.count(b"best") == 2  # the change that wrote it, and the state
    sound(place)


def test_the_rest_is_as_it_was_to_the_byte_also_without_a_state(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        case.erase([WHAT], "me", "")
        rows = list(case.rows("t").items())
        hashes = [frame.hash for frame in case.history()]
    (inside,) = (place / "c").iterdir()
    for state in inside.glob("j/state-*"):
        state.unlink()
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        case = case_of(vault)
        assert list(case.rows("t").items()) == rows
        assert [frame.hash for frame in case.history()][: len(hashes)] == hashes
        assert vault.verify().findings == ()


def test_something_can_be_taken_out_again_and_what_took_it_out_too(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        assert case.erase([WHAT], "me", "one")
        assert case.erase([Take("t", "a", ("fields", "who"))], "me", "two")
        assert case.erase([Take("t", "a")], "me", "three")
        assert [one.why for one in case.erased()] == ["one", "two", "three"]
        assert without_notes(case) == {
            "t": {"c": {"fields": {"x": OTHER}}, "b": {"fields": {"x": SECRET}}}
        }
    found = plain(place)
    assert b"best" not in found
    assert found.count(OTHER.encode()) == 2
    sound(place)
    (inside,) = (place / "c").iterdir()
    assert {name.name.count("-") for name in inside.glob("j/seg-*")} >= {3}


def test_what_is_not_there_takes_nothing_out_and_is_noted_all_the_same(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        rows = without_notes(case)
        assert case.erase([Take("t", "zz"), Take("t", "a", ("n", "deep"))], "me", "")
        assert without_notes(case) == rows
    sound(place)


def test_a_line_that_was_put_aside_goes_too(place: Path) -> None:
    (inside,) = (place / "c").iterdir()
    (opened,) = inside.glob("j/open-*")
    opened.write_bytes(opened.read_bytes() + b"bm90IGFnZQ==\n")
    with reopen(place) as vault:
        assert case_of(vault).damaged
    with reopen(place) as vault:
        assert list(inside.glob("j/aside-*"))
        case_of(vault).erase([WHAT], "me", "")
    assert not list(inside.glob("j/aside-*"))
    sound(place)


def test_a_change_under_way_and_a_vault_that_is_only_read_refuse(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        with pytest.raises(RuntimeError), case.change("me", "log@3"):
            case.erase([WHAT], "me", "")
    with Vault.open(place, PASSPHRASE, look=True) as vault, pytest.raises(Exception) as told:
        case_of(vault).erase([WHAT], "me", "")
    assert type(told.value).__name__ == "VaultReadOnly"


# -- what was not taken out properly


def forged(place: Path, n: int, *, vouch: bool = False) -> None:
    """Replace what change ``n`` said, well sealed; ``vouch``: by somebody with the signing key."""
    mine = keys(place)
    (inside,) = (place / "c").iterdir()
    chain = journal.Journal(inside / "j", inside.name, mine.identity, mine.signer)
    listing = chain.look()
    for name in listing.segments.values():
        found = chain.segment(name)
        if not any(frame.head.n == n for frame in found):
            continue
        new = [frames.without(one, []) if one.head.n == n else one for one in found]
        sealed = mine.identity.seal(frames.padded(b"".join(one.lines for one in new)))
        (inside / "j" / name).unlink()
        durable.add(inside / "j", name.rpartition("-")[0], sealed)
    if vouch:
        every = [frame for frame in _unchecked(chain)]
        made = frames.make(
            mine.signer, case=inside.name, before=frames.after(every[-1]), at="", kind="save",
            who="", script="", bodies={one.head.n: one.altered for one in every if one.altered},
        )  # fmt: skip
        (opened,) = inside.glob("j/open-*")
        line = base64.b64encode(mine.identity.seal(frames.padded(made.lines)))
        opened.write_bytes(opened.read_bytes() + line + b"\n")


def _unchecked(chain: journal.Journal) -> Any:
    try:
        yield from chain.all()
    except VaultDamaged:
        return


@pytest.mark.parametrize("vouch", [False, True], ids=["by nobody", "by a save"])
def test_what_was_taken_out_without_a_mark_is_refused_and_named(place: Path, vouch: bool) -> None:
    forged(place, 2, vouch=vouch)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        findings = vault.verify().findings
        assert "blank" in {one.kind for one in findings}
        assert all("seg-000001" in one.place for one in findings if one.kind == "blank")
        assert not vault.verify().sound
        case = case_of(vault)
        with pytest.raises(VaultDamaged) as told:
            list(case.history())
        assert "seg-000001" in told.value.file
        with pytest.raises(VaultDamaged):
            case.receipt()
    (inside,) = (place / "c").iterdir()
    for state in inside.glob("j/state-*"):
        state.unlink()
    with reopen(place) as vault, pytest.raises(VaultDamaged):
        case_of(vault)


def test_an_earlier_mark_does_not_vouch(place: Path) -> None:
    """Something is named by an ``erase`` frame before it, which cannot be."""
    mine = keys(place)
    with reopen(place) as vault:
        case_of(vault).erase([WHAT], "me", "")
        last = list(case_of(vault).history())[-1]
    vouching = frames.Vouching()
    one = frames.without(last, [])
    before = frames.make(
        mine.signer, case=last.head.case, before=Point(), at="", kind="erase", who="", script="",
        bodies={one.head.n: one.altered},
    )  # fmt: skip
    vouching.saw(before)
    vouching.saw(one)
    assert vouching.unvouched() == [one.head.n]


def test_another_body_under_a_mark_is_refused(place: Path) -> None:
    with reopen(place) as vault:
        case_of(vault).erase([WHAT], "me", "")
    forged(place, 2)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert "blank" in {one.kind for one in vault.verify().findings}


def test_an_older_segment_put_back_is_told_and_goes_when_something_else_is_taken_out(
    place: Path,
) -> None:
    (inside,) = (place / "c").iterdir()
    (old,) = inside.glob("j/seg-000001-*")
    kept = old.read_bytes()
    with reopen(place) as vault:
        case_of(vault).erase([WHAT], "me", "")
    (new,) = inside.glob("j/seg-000001-*")
    new.unlink()
    old.write_bytes(kept)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert {(one.kind, one.place) for one in report.findings} == {
            ("unerased", old.relative_to(place).as_posix())
        }
        assert report.sound
    with reopen(place) as vault:
        assert case_of(vault).erase([], "me", "")
    assert SECRET.encode() not in plain(place).replace(b'"x":"' + SECRET.encode(), b"")
    sound(place)


def test_two_of_one_turn_are_told(place: Path) -> None:
    with reopen(place) as vault:
        case_of(vault).erase([WHAT], "me", "")
    (inside,) = (place / "c").iterdir()
    (name,) = inside.glob("j/seg-000001-2-*")
    durable.add(inside / "j", "seg-000001-2", keys(place).identity.seal(b"other"))
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert "double" in {one.kind for one in vault.verify().findings}
    assert name.exists()


# -- any history

VALUES = st.sampled_from(["", "plain", "ü", 'with "quotes"', "null", 3, None, True, {"v": "x"}])
FIELDS = st.dictionaries(st.sampled_from("pqr"), VALUES, max_size=3)
DOCUMENTS = st.one_of(
    st.none(), st.builds(lambda fields, extra: {"fields": fields, **extra}, FIELDS, FIELDS)
)
CHANGES = st.lists(st.dictionaries(st.sampled_from("abc"), DOCUMENTS, max_size=2), max_size=9)
TAKES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([(), ("fields", "p"), ("p",), ("fields",)])),
    min_size=1, max_size=3,
)  # fmt: skip


def secret(document: Any, word: str) -> Any:
    """A document whose texts all carry a word, so that none can be there by chance."""
    if isinstance(document, dict):
        return {name: secret(value, word) for name, value in document.items()}
    return f"{word}{document}" if isinstance(document, str) else document


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES, takes=TAKES, more=CHANGES)
def test_after_it_all_is_as_if_the_words_had_never_been(
    tmp_path_factory: pytest.TempPathFactory, changes: Any, takes: Any, more: Any
) -> None:
    path = tmp_path_factory.mktemp("v") / "papers"
    wanted = [Take("t", row, path_) for row, path_ in takes]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "FULL", 3)
        with create(path) as vault:
            case = vault.new_case("Mine", "own")
            for number, change in enumerate(changes):
                put(case, {row: secret(new, f"~{row}{number}~") for row, new in change.items()})
            before = case.receipt()
            expected = case.rows("t")
            assert case.erase(wanted, "me", "why")
            for one in wanted:
                if not one.path:
                    expected.pop(one.row, None)
                elif one.row in expected:
                    inside = expected[one.row]
                    for name in one.path[:-1]:
                        inside = inside.get(name, {})
                    inside.pop(one.path[-1], None)
            assert list(case.rows("t").items()) == list(expected.items())
            history = list(case.history())
        sound(path)
        whole = {one.row for one in wanted if not one.path}
        found = plain(path)
        for row in whole:
            assert f"~{row}".encode() not in found
        for frame in history:
            for op in frame.ops:
                if op.t == "t" and op.i in whole:
                    assert op.gone or bytes(op.new) == b"{}"  # type: ignore[arg-type]
        for state in path.glob("c/*/j/state-*"):
            state.unlink()
        with reopen(path) as vault:
            case = case_of(vault)
            assert list(case.rows("t").items()) == list(expected.items())
            assert vault.verify(receipts=[receipt.read(before)]).findings == ()
            for change in more:
                put(case, change)
        sound(path)
    shutil.rmtree(path)


@pytest.mark.parametrize("again", [False, True], ids=["old key", "sealed again"])
def test_what_an_older_key_sealed_goes_too(place: Path, again: bool) -> None:
    code = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
    with reopen(place) as vault:
        vault.slots.add_recovery(code, log_n=QUICK)
        (file,) = (slot.file for slot in vault.slots.all() if slot.sort == "recovery")
        vault.revoke([file], [PASSPHRASE], log_n=QUICK, seal_again=again)
        case = case_of(vault)
        before = case.receipt()
        put(case, {"e": {"n": 1}})
        assert case.erase([WHAT, Take("t", "b")], "me", "")
    assert SECRET.encode() not in plain(place)
    sound(place)
    with reopen(place) as vault:
        assert vault.verify(receipts=[receipt.read(before)]).findings == ()
        assert "b" not in case_of(vault).rows("t")
