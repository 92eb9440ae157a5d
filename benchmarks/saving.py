"""A stored save, beside a bare write of the same bytes and beside stock TinyDB."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import Any, cast

from benchmarks import made
from benchmarks.measure import Line, median, ms, times, worst_percent
from tui.vault.vault import Vault

SIZES = (100, 1_000, 5_000, 20_000)
ROUNDS = 300
PASSPHRASE = "four made up words"


def measure() -> list[Line]:
    """Return a save's time at each size, beside its peers."""
    lines = []
    middles = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            ours, written = _ours(Path(scratch, "vault"), size)
            bare = _bare(Path(scratch, "bare"), written)
            stock = _stock(Path(scratch, "stock.json"), size)
            lines.append(_reopened(Path(scratch, "vault"), size))
        middles[size] = median(ours)
        over = median(ours) - median(bare)
        tail = worst_percent(ours) - worst_percent(bare)
        lines.append(
            Line(
                f"save at {size:,} incidents",
                f"{ms(median(ours))}, 99 of 100 in {ms(worst_percent(ours))}",
                f"bare fsynced write of {written / 1024:,.0f} KiB {ms(median(bare))}",
                f"{median(ours) / median(bare):.2f} x, +{ms(over)}",
                "<= + 1 ms, + 5 ms at the 99th",
                over <= 0.001 and tail <= 0.005,
            )
        )
        ratio = median(ours) / median(stock)
        bar = "<= 0.02 x at 5,000" if size == 5_000 else ""
        lines.append(
            Line(
                f"the same beside TinyDB at {size:,}",
                ms(median(ours)),
                f"TinyDB, not fsynced {ms(median(stock))}",
                f"{ratio:.2f} x",
                bar,
                ratio <= 0.02 if bar else None,
            )
        )
    growth = middles[SIZES[-1]] / middles[SIZES[0]]
    lines.append(
        Line(
            f"save at {SIZES[-1]:,} beside {SIZES[0]}",
            ms(middles[SIZES[-1]]),
            ms(middles[SIZES[0]]),
            f"{growth:.1f} x",
            "<= 1.5 x at 20,000",
            growth <= 1.5,
        )
    )
    return lines


def _ours(folder: Path, size: int) -> tuple[list[float], int]:
    # The work factor of the passphrase is paid once, at opening; it is no part of a save.
    with Vault.create(folder, PASSPHRASE, log_n=10) as vault:
        case = vault.new_case("measured", "own")
        with case.change("me", "log@1") as change:
            for row, document in made.documents(size):
                change.put("incidents", row, document)
        rows = list(case.rows("incidents").items())
        turns = count()

        def save() -> None:
            turn = next(turns)
            row, document = rows[turn % len(rows)]
            document["fields"]["impact"]["v"] = f"Corrected for the {turn}th time."
            with case.change("me", "log@1") as change:
                change.put("incidents", row, document)

        save()
        before = _bytes(folder)
        taken = times(save, ROUNDS)
        return taken, _written(folder, before)


def _reopened(folder: Path, size: int) -> Line:
    """How long opening a case takes after a clean end."""

    def opening() -> None:
        vault.case(info.id)

    with Vault.open(folder, PASSPHRASE) as vault:
        (info,) = vault.cases()
        taken = times(opening, 1)
    bar = "<= 0.2 s at 5,000" if size == 5_000 else ""
    return Line(
        f"opening {size:,} incidents", ms(median(taken)), "", "", bar,
        median(taken) <= 0.2 if bar else None,
    )  # fmt: skip


def _bytes(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_size for file in folder.rglob("*") if file.is_file()}


def _written(folder: Path, before: dict[Path, int]) -> int:
    """Return the bytes of one save: what stands in files that it made or grew."""
    after = _bytes(folder)
    new = sum(size for file, size in after.items() if file not in before)
    grown = sum(size - before[file] for file, size in after.items() if file in before)
    return new + grown // ROUNDS


def _bare(file: Path, size: int) -> list[float]:
    data = os.urandom(size)
    with file.open("ab", buffering=0) as out:

        def write() -> None:
            out.write(data)
            os.fsync(out.fileno())

        write()
        return times(write, ROUNDS)


def _stock(file: Path, size: int) -> list[float]:
    from tinydb import TinyDB

    with TinyDB(file) as database:
        table = database.table("incidents")
        table.insert_multiple(document for _row, document in made.documents(size))
        turns = count()

        def save() -> None:
            turn = next(turns)
            document = cast(dict[str, Any], table.get(doc_id=turn % size + 1))
            document["fields"]["impact"]["v"] = f"Corrected for the {turn}th time."
            table.update(document, doc_ids=[turn % size + 1])

        return times(save, 10)
