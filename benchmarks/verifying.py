"""Looking through a whole record, beside decrypting an age file for each of its changes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import made
from benchmarks.measure import Line, in_turn, median, ms
from tui.vault import durable, frames, journal, states
from tui.vault.agefile import Key
from tui.vault.casefiles import read_keys
from tui.vault.ops import apply, put
from tui.vault.rows import Tables, encode
from tui.vault.vault import Vault

FRAMES = 50_000
ENTRIES = 5_000
PASSPHRASE = "four made up words"


def measure() -> list[Line]:
    """Return how long verifying takes with and without the key."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "vault")
        _fill(folder)
        peer = _a_file_each()

        def whole() -> float:
            with Vault.open(folder, PASSPHRASE, look=True) as vault:
                start = time.perf_counter()
                report = vault.verify()
                taken = time.perf_counter() - start
            if not report.sound or (report.frames or 0) < FRAMES:
                raise RuntimeError(f"the record made for measuring is not whole: {report}")
            return taken

        ours, theirs = (median(one) for one in in_turn([whole, peer], 3))
        sealed = median(in_turn([lambda: _sealed(folder)], 3)[0])
    return [
        Line(
            f"verifying {FRAMES:,} changes",
            ms(ours),
            f"decrypting an age file each {ms(theirs)}",
            f"{ours / theirs:.2f} x",
            "<= 0.25 x",
            ours <= 0.25 * theirs,
        ),
        Line("the same without the key", ms(sealed)),
    ]


def _fill(folder: Path) -> None:
    """Make a record of many changes as a writer would, but for the waiting at each fsync."""
    with Vault.create(folder, PASSPHRASE, log_n=10) as vault:
        case = vault.new_case("measured", "own")
        (first,) = case.history()
        identifier = case.id
        inside = folder / "c" / identifier
        keys = read_keys(inside, vault._secret())
    documents = list(made.documents(ENTRIES))
    tables: Tables = {}
    lines, point, number = [first.lines], frames.after(first), 1
    for turn in range(FRAMES - 1):
        row, document = documents[turn % ENTRIES]
        document["fields"]["impact"]["v"] = f"Corrected for the {turn}th time."
        before = tables.get("incidents", {}).get(row)
        op = put("incidents", row, before, encode(document))
        frame = frames.make(
            keys.signer, case=identifier, before=point, at="2026-03-03T17:46:05Z",
            kind="save", who="me", script="log@1", ops=[op],
        )  # fmt: skip
        apply(tables, [op])
        lines.append(frame.lines)
        point = frames.after(frame)
        if len(lines) == journal.FULL:
            _write(inside / "j", f"seg-{number:06d}", keys.identity.seal(b"".join(lines)))
            lines, number = [], number + 1
    (opened,) = (inside / "j").glob("open-*.txt")
    opened.unlink()
    for old in (inside / "j").glob("state-*"):
        old.unlink()
    state = states.seal(states.State(point, None, tables), identifier, keys.identity, keys.signer)
    _write(inside / "j", f"state-{point.n:08d}", state)


def _write(folder: Path, prefix: str, sealed: bytes) -> None:
    (folder / durable.name_for(prefix, sealed)).write_bytes(sealed)


def _a_file_each() -> Callable[[], float]:
    key = Key.new()
    _row, document = next(made.documents(1))
    line = encode(document)
    sealed = [key.seal(frames.padded(line)) for _ in range(1_000)]

    def decrypt() -> float:
        start = time.perf_counter()
        for _ in range(FRAMES // len(sealed)):
            for one in sealed:
                key.unseal(one)
        return time.perf_counter() - start

    return decrypt


def _sealed(folder: Path) -> float:
    from tui.vault import verify

    start = time.perf_counter()
    verify.check(folder)
    return time.perf_counter() - start
