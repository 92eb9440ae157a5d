"""The power goes while a segment is closed, a sitting ends, a label changes or a crash is mended.

Each is looked at with every fsync, and again with each one left out, which must be missed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.power import File, PowerOs, lay, states
from tests.vault.test_power import every_state, put
from tui.vault import Vault, journal


class Seen(NamedTuple):
    """What a folder that came back holds."""

    label: str
    number: int
    has_state: bool
    renamed: bool
    torn: bool
    aside: bool
    noted: bool


def seen(path: Path) -> Seen:
    """Open what came back; anything that is missing or unreadable raises."""
    (inside,) = (path / "c").iterdir()
    opened = [file.read_bytes() for file in sorted(inside.glob("j/open-*.txt"))]
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert report.sound, report.findings
    with reopen(path) as vault:
        (info,) = vault.cases()
        case = vault.case(info.id)
        if case.damaged:
            raise LookupError(case.damaged)
        history = list(case.history())
        return Seen(
            info.name,
            case.documents("t")[0]["n"],
            any(inside.glob("j/state-*")),
            any(frame.head.script == "rename" for frame in history),
            any(data and not data.endswith(b"\n") for data in opened),
            any(inside.glob("j/aside-*")),
            vault.roll.of(info.id).n == history[-1].head.n,
        )


def wrongs(
    path: Path, model: PowerOs, work: Callable[[], None],
    during: Callable[[Seen], bool], after: Callable[[Seen], bool],
) -> int:  # fmt: skip
    """How many states that may come back hold what they may not."""
    back = path.with_name("back")

    def wrong(state: dict[str, Any], holds: Callable[[Seen], bool]) -> bool:
        try:
            return not holds(seen(lay(state, back)))
        except Exception:
            return True

    came_back = every_state(model, work)
    assert len(came_back) >= 3
    return sum(wrong(state, during) for state in came_back) + sum(
        wrong(state, after) for state in states(model.tree)
    )


class Work(NamedTuple):
    """One operation: what is done before it, it, and what may be seen during and after."""

    before: Callable[[Vault], object]
    do: Callable[[Vault], object]
    during: Callable[[Seen], bool]
    after: Callable[[Seen], bool]
    fsyncs: int


def case_of(vault: Vault) -> Any:
    return vault.case(vault.cases()[0].id)


WORKS = {
    "closing a segment": Work(
        case_of, lambda vault: put(vault, 2),
        lambda one: one.number in (1, 2), lambda one: one.number == 2, 4,
    ),
    "a state after closing it": Work(
        lambda vault: put(vault, 2), lambda vault: put(vault, 3),
        lambda one: one.number in (2, 3) and one.has_state,
        lambda one: one.number == 3 and one.has_state, 3,
    ),
    "leaving": Work(
        lambda vault: put(vault, 2), lambda vault: vault.close(),
        lambda one: one.number == 2 and one.has_state,
        lambda one: one.number == 2 and one.has_state and one.noted, 4,
    ),
    "rename": Work(
        case_of, lambda vault: vault.rename(case_of(vault).id, "B", "me"),
        lambda one: one.label in "AB" and one.number == 1,
        lambda one: one.label == "B" and one.renamed, 3,
    ),
}  # fmt: skip


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    with create(tmp_path / "v") as vault:
        vault.new_case("A", "own")
        put(vault, 1)
    return tmp_path / "v"


def losses(saved: Path, name: str, left_out: int) -> tuple[int, int]:
    work = WORKS[name]
    with pytest.MonkeyPatch.context() as patch:
        if name in ("closing a segment", "a state after closing it"):
            patch.setattr(journal, "FULL", 2)
        vault = reopen(saved)
        work.before(vault)
        model = PowerOs(saved, left_out)
        with vault:
            return wrongs(
                saved, model, lambda: work.do(vault) and None, work.during, work.after
            ), model.synced


@pytest.mark.parametrize("name", WORKS)
def test_nothing_is_lost(saved: Path, name: str) -> None:
    assert losses(saved, name, -1) == (0, WORKS[name].fsyncs)


@pytest.mark.parametrize(
    ("name", "left_out"),
    [(name, number) for name, work in WORKS.items() for number in range(work.fsyncs)],
)
def test_each_fsync_is_needed(saved: Path, name: str, left_out: int) -> None:
    assert losses(saved, name, left_out)[0] > 0


def crashed(saved: Path, tail: bytes) -> Path:
    """A copy whose last line is torn or can't be read."""
    path = shutil.copytree(saved, saved.with_name("crashed"))
    (name,) = path.glob("c/*/j/open-*.txt")
    name.write_bytes(name.read_bytes() + tail)
    return path


def mended(saved: Path, tail: bytes, left_out: int) -> tuple[bool, int]:
    """Whether what opening mends holds in every state, and how many fsyncs it took."""
    path = crashed(saved, tail)
    model = PowerOs(path, left_out)

    def work() -> None:
        with reopen(path) as vault:
            case_of(vault)

    good = True
    bad = tail.strip()
    for state in every_state(model, work):
        kept = re.findall(re.escape(repr(bad)[2:-1]), repr(state))
        good = good and (not tail.endswith(b"\n") or bool(kept))  # never lost on the way
    for state in states(model.tree):
        back = lay(state, path.with_name("back"))
        (opened,) = back.glob("c/*/j/open-*.txt")
        asides = [file.read_bytes() for file in back.glob("c/*/j/aside-*")]
        good = good and tail not in opened.read_bytes()  # what was cut does not come back
        good = good and (asides == [tail] or not tail.endswith(b"\n"))
    return good, model.synced


TAILS = {"torn": (b"!half a line", 1), "unreadable": (b"bm90IGFnZQ==\n", 3)}


@pytest.mark.parametrize("what", TAILS)
def test_what_opening_mends_stays_mended(saved: Path, what: str) -> None:
    tail, fsyncs = TAILS[what]
    assert mended(saved, tail, -1) == (True, fsyncs)


@pytest.mark.parametrize(
    ("what", "left_out"),
    [(what, number) for what, (_tail, fsyncs) in TAILS.items() for number in range(fsyncs)],
)
def test_each_fsync_of_mending_is_needed(saved: Path, what: str, left_out: int) -> None:
    assert not mended(saved, TAILS[what][0], left_out)[0]


@pytest.mark.parametrize("left_out", [-1, 0, 1])
def test_a_segment_begun_before_a_crash_is_settled_at_opening(
    saved: Path, monkeypatch: pytest.MonkeyPatch, left_out: int
) -> None:
    """Its first line was written, but neither the line nor the name is sure yet."""
    monkeypatch.setattr(journal, "FULL", 2)
    vault = reopen(saved)
    put(vault, 2)
    (case,) = (saved / "c").iterdir()
    (new,) = case.glob("j/open-*.txt")
    line = new.read_bytes()
    path = shutil.copytree(saved, saved.with_name("before"))
    vault.close()
    name = path / new.relative_to(saved)
    name.unlink()
    model = PowerOs(path, left_out)
    name.write_bytes(line)
    folder = model.find(name.parent)[2]
    folder.pending.append({name.name: File(line, b"")})  # type: ignore[union-attr]
    shown: list[int] = []

    def look() -> None:
        with reopen(path) as opened:
            shown.append(case_of(opened).documents("t")[0]["n"])

    every_state(model, look)
    assert shown == [2]
    back = []
    for state in states(model.tree):
        try:
            back.append(seen(lay(state, path.with_name("back"))).number)
        except Exception:
            back.append(0)
    assert all(number == 2 for number in back) == (left_out == -1)
