"""Long work of a sitting: how far it is, and stopping it, while one call of the session runs.

A stage opens ``on`` around what takes long and hands ``progress`` and ``cancelled`` on to
what does it. Another thread reads ``doing`` meanwhile, and may call ``cancel``::

    with sitting.work.on(_("Adding {name}").format(name=name), "bytes", size) as work:
        take_in(path, progress=work.progress, cancelled=work.cancelled)

What is told to stop leaves all as it was and raises ``Cancelled``. Where a stage doesn't take
that itself, the page stays and says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from tui.session.driver import Doing
from tui.vault.errors import Cancelled

Unit = Literal["bytes", "files", "changes", "parts"]

_TELLING = 2.0
"""Seconds after which what it took so far tells how long it takes."""


class Work:
    """Says how far long work is, and whether it is to stop.

    Without locks, since a signal may stop it in the middle of any line: what other threads
    read is one value each, put in place whole.
    """

    def __init__(self, counting: Callable[[], float] = time.monotonic) -> None:
        """Nothing goes on yet.

        Args:
            counting: Tells seconds that only count up.
        """
        self._counting = counting
        self._doing: Doing | None = None
        self._stop = self._last = False
        self._since = (0.0, 0)

    @property
    def doing(self) -> Doing | None:
        """What goes on now. For any thread."""
        doing = self._doing
        if doing is not None and self.cancelled():
            return msgspec.structs.replace(doing, stopping=True)
        return doing

    @contextmanager
    def on(
        self, what: str, unit: Unit = "parts", total: int = 0, *, may_stop: bool = True
    ) -> Iterator[Work]:
        """Have it known, while the context lasts, that something takes long.

        Args:
            what: What is done, in words, translated.
            unit: What ``progress`` counts.
            total: How much it is in all; 0 where that is not known yet.
            may_stop: Whether it asks ``cancelled`` now and then.
        """
        self._stop, self._last = False, not may_stop
        self._since = (self._counting(), 0)
        self._doing = Doing(what=what, unit=unit, total=total, may_stop=may_stop)
        try:
            yield self
        finally:
            self._doing = None

    def progress(self, done: int, of: int = 0) -> None:
        """Say how far it is: ``done`` so far, ``of`` in all; 0 where that is as before."""
        if (doing := self._doing) is None:
            return
        total = of or doing.total
        began, first = self._since
        if done < doing.done or total != doing.total:
            # Another part of it, of which nothing is known but what is still to come.
            began, first = self._since = (self._counting(), done)
        took = self._counting() - began
        left = None
        if took >= _TELLING and first < done <= total:
            left = took / (done - first) * (total - done)
        self._doing = msgspec.structs.replace(doing, done=done, total=total, left=left)

    def step(self, done: int, of: int = 0) -> None:
        """Say how far it is, and go on unless it is to stop.

        For what asks nobody whether to stop, and breaks off where its progress raises.

        Raises:
            Cancelled: It is to stop.
        """
        self.progress(done, of)
        self.go_on()

    def cancelled(self) -> bool:
        """Whether it is to stop."""
        return self._stop and not self._last

    def go_on(self) -> None:
        """Go on to the next part, unless it is to stop.

        Raises:
            Cancelled: It is.
        """
        if self.cancelled():
            raise Cancelled

    def last_step(self) -> None:
        """From here on it is done whole: what asks to stop comes too late.

        Raises:
            Cancelled: It was to stop before.
        """
        self.go_on()
        self._last = True
        if self._doing is not None:
            self._doing = msgspec.structs.replace(self._doing, may_stop=False)

    def cancel(self) -> None:
        """Have what goes on stopped, where it may be. For any thread; it never waits."""
        if self._doing is not None:
            self._stop = True
