"""When to lock: the clock that runs while nobody presses a key."""

from __future__ import annotations

import time
from collections.abc import Callable

TICK = 2.0
"""Seconds between two looks at the clock."""


class IdleClock:
    """How long nobody has been there.

    Both clocks of the system are read. The one that only counts up stands still while a
    laptop sleeps; the one on the wall can be set back. Whichever says longer is believed.
    """

    def __init__(
        self,
        counting: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Start now."""
        self._counting, self._wall = counting, wall
        self._since = (counting(), wall())

    def noticed(self) -> None:
        """Somebody is there."""
        self._since = (self._counting(), self._wall())

    def due(self, minutes: int) -> bool:
        """Whether nobody was there for ``minutes``; never where that is 0."""
        counted, on_the_wall = self._since
        gone = max(self._counting() - counted, self._wall() - on_the_wall)
        return minutes > 0 and gone >= minutes * 60
