"""Bytes that look almost like a frame, a state or a step, and are none."""

from __future__ import annotations

import msgspec
import pytest

from tui.vault import casefiles, frames, states
from tui.vault.agefile import Key
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.frames import BlankBody, NotAFrame, Point
from tui.vault.ops import Misfit, Op, apply
from tui.vault.rows import Tables
from tui.vault.signing import Signer, Verifier

SIGNER = Signer.new()
KEY = Key.new()


def frame(case: str = "c", *, signer: Signer = SIGNER) -> bytes:
    return frames.make(
        signer, case=case, before=Point(), at="", kind="save", who="", script=""
    ).lines  # fmt: skip


def test_a_frame_reads_back_with_padding_behind_it() -> None:
    found = frames.read(frames.padded(frame()), "c", SIGNER)
    assert (found.head.n, found.head.after, found.ops) == (1, [], [])
    assert frames.after(found) == Point(1, found.hash)


@pytest.mark.parametrize("each", [True, False])
def test_what_is_none_is_refused(each: bool) -> None:
    first, second, third = frame().split(b"\n")[:3]
    other = frame(signer=Signer.new()).split(b"\n")
    for bad in (
        b"x", b"\n\n\n", first + b"\n" + second, frame() + b"x",
        b"\n".join((first, second, other[2], b"")), b"\n".join((other[0], second, third, b"")),
        b"\n".join((first, b'{"salt":"","ops":[]}', third, b"")), frame("d"),
        b"\n".join((first, second, b'"?"', b"")),
    ):  # fmt: skip
        with pytest.raises(NotAFrame):
            list(frames.read_all(bad, "c", SIGNER, each=each))
    with pytest.raises(NotAFrame):
        frames.read(frame() + frame(), "c", SIGNER)
    with pytest.raises(NotAFrame):
        frames.read(b"  ", "c", SIGNER)
    with pytest.raises(BlankBody):
        frames.read(b"\n".join((first, b"   ", third, b"")), "c", SIGNER)
    with pytest.raises(VaultTooNew):
        frames.read(b'{"v":3}\n{}\n""\n', "c", SIGNER)


def test_only_the_last_signature_is_asked_for_where_it_vouches() -> None:
    one = frames.make(SIGNER, case="c", before=Point(), at="", kind="save", who="", script="")
    two = frames.make(
        SIGNER, case="c", before=frames.after(one), at="", kind="save", who="", script=""
    )
    first = one.lines.split(b"\n")
    unsigned = b"\n".join((first[0], first[1], two.lines.split(b"\n")[2], b""))
    plain = unsigned + two.lines
    assert len(list(frames.read_all(plain, "c", SIGNER, each=False))) == 2
    with pytest.raises(NotAFrame):
        list(frames.read_all(plain, "c", SIGNER))
    with pytest.raises(NotAFrame):
        list(frames.read_all(two.lines + unsigned, "c", SIGNER, each=False))


def test_sizes_tell_little() -> None:
    assert {len(frames.padded(b"x" * size)) for size in range(0, 1024, 7)} == {1024}
    for size in range(1024, 40_000, 311):
        assert size <= frames.padme(size) <= size * 1.125


def test_a_state_that_is_none_is_refused() -> None:
    state = states.State(Point(3, "h"), None, {"t": {"a": b'{"n":1}'}})
    good = states.seal(state, "c", KEY, SIGNER)
    assert states.unseal(good, "c", KEY, SIGNER) == state
    first, body, third, _rest = KEY.unseal(good).split(b"\n")
    for bad in (
        b"x", b"\n".join((first, body, third, b"x")), b"\n".join((first, b"{}", third, b"")),
        b"\n".join((first.replace(b'"n":3', b'"n":4'), body, third, b"")),
        b"\n".join((first, body, b'"AAAA"', b"")),
    ):  # fmt: skip
        with pytest.raises(states.NotAState):
            states.unseal(KEY.seal(bad), "c", KEY, SIGNER)
    for case, key, verifier in (
        ("d", KEY, SIGNER), ("c", Key.new(), SIGNER), ("c", KEY, Signer.new()),
    ):  # fmt: skip
        with pytest.raises(states.NotAState):
            states.unseal(good, case, key, verifier)
    with pytest.raises(VaultTooNew):
        states.unseal(KEY.seal(b'{"v":2}\n{}\n""\n'), "c", KEY, SIGNER)


@pytest.mark.parametrize(
    "op",
    [
        Op("t", "b", gone=True),
        Op("t", "b", set={"n": msgspec.Raw(b"1")}),
        Op("t", "a", new=msgspec.Raw(b"[1]")),
        Op("t", "a", del_=["m"]),
    ],
)
def test_a_step_that_does_not_fit_is_refused(op: Op) -> None:
    tables: Tables = {"t": {"a": b'{"n":1}'}}
    with pytest.raises(Misfit):
        apply(tables, [op])
    assert tables == {"t": {"a": b'{"n":1}'}}


def test_a_table_goes_with_its_last_row() -> None:
    tables: Tables = {"t": {"a": b"{}", "b": b"{}"}}
    apply(tables, [Op("t", "a", gone=True)])
    assert tables == {"t": {"b": b"{}"}}
    apply(tables, [Op("t", "b", gone=True)])
    assert tables == {}


def test_a_signing_key_that_is_none_is_refused() -> None:
    assert Signer.of(SIGNER.secret()).public == SIGNER.public
    assert Verifier.of(SIGNER.public).fits(SIGNER.sign(b"x"), b"x")
    for bad in ("?", "AAAA", ""):
        with pytest.raises(ValueError):
            Signer.of(bad)
        with pytest.raises(ValueError):
            Verifier.of(bad)


def test_keys_that_are_none_are_named(tmp_path: object) -> None:
    from pathlib import Path

    from tui.vault import durable

    vault = Key.new()
    for number, (identity, signing) in enumerate(
        ((b"# nothing\n", b"x"), (b"no key\n", b"x"), (KEY.secret().encode(), b"?!"),
         (b"\xff\xfe", b"x"))
    ):  # fmt: skip
        folder = Path(str(tmp_path)) / f"case{number}"
        folder.mkdir()
        durable.add(folder, "id", vault.seal(identity))
        durable.add(folder, "sign", vault.seal(signing))
        with pytest.raises(VaultDamaged) as told:
            casefiles.read_keys(folder, vault)
        assert told.value.file.startswith(f"c/case{number}/{'sign' if number == 2 else 'id'}-")
        durable.add(folder, "id", vault.seal(b"a second one"))
        with pytest.raises(VaultDamaged):
            casefiles.read_keys(folder, vault)
