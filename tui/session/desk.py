"""The one thread that talks to the session, so that the screen stays alive meanwhile.

Sealing, a passphrase or papers can take seconds. A daemon thread of our own rather than
an executor's: those are waited for when the program ends, and leaving must not wait.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

_Job = Callable[[], None]


class Desk:
    """Makes calls one after another, never two at the same time."""

    def __init__(self) -> None:
        """Start the thread."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="desk", daemon=True)
        self._thread.start()

    def ask(self, call: Callable[[], T]) -> Future[T]:
        """Have ``call`` made after all that were asked before.

        Returns:
            Its result, or the exception it raised, when it has been made.
        """
        answer: Future[T] = Future()

        def job() -> None:
            try:
                answer.set_result(call())
            except BaseException as error:
                answer.set_exception(error)

        self._jobs.put(job)
        return answer

    def close(self, wait: float) -> bool:
        """Make what was asked, then stop.

        Args:
            wait: Seconds to wait at most; a call that hangs is abandoned.

        Returns:
            Whether everything was done in time.
        """
        self._jobs.put(None)
        self._thread.join(wait)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
