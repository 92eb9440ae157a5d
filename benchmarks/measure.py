"""Timing and printing that every benchmark shares."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One line of the result.

    Attributes:
        what: What was measured.
        ours: As a person reads it, such as ``212 ms``.
        peer: What it is compared with, measured in the same run.
        ratio: The figure that the bar is about, such as ``1.3 x``.
        bar: The bar of the design, as text.
        holds: Whether the bar holds here; None where there is no bar.
    """

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    bar: str = ""
    holds: bool | None = None


def times(call: Callable[[], object], rounds: int) -> list[float]:
    """Return how long ``call`` took each time, in seconds, in the order of the rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return taken


def in_turn(calls: Sequence[Callable[[], float]], rounds: int) -> list[list[float]]:
    """Call each in turn, so that a slow moment of the machine slows them alike.

    Args:
        calls: Each returns the seconds it measured.
        rounds: How often; a first round that is not counted warms the caches.
    """
    for call in calls:
        call()
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for index, call in enumerate(calls):
            taken[index].append(call())
    return taken


def median(taken: Sequence[float]) -> float:
    """Return the middle of the times."""
    return statistics.median(taken)


def worst_percent(taken: Sequence[float]) -> float:
    """Return the time that 99 of 100 stay under."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.99))]


def ms(seconds: float) -> str:
    """Return ``212 ms``, or ``0.41 ms`` where it is less than ten."""
    value = seconds * 1000
    return f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def show(title: str, lines: Sequence[Line]) -> None:
    """Print a title and its lines as columns."""
    sys.stdout.write(f"\n{title}\n")
    widths = [max(len(str(line[column])) for line in lines) for column in range(5)]
    for line in lines:
        cells = "  ".join(str(line[column]).ljust(widths[column]) for column in range(5))
        verdict = "" if line.holds is None else ("holds" if line.holds else "OVER")
        sys.stdout.write(f"  {cells}  {verdict}".rstrip() + "\n")
    sys.stdout.flush()
