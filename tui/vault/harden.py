"""Keep the program's memory out of files that others can read."""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Ask the system for no core dumps of this process, as far as it can be asked.

    On Linux it also keeps other programs of the same person from reading the memory. What an
    administrator can do, and what the system swaps to disk, is beyond this.
    """
    try:
        import resource
    except ImportError:  # Windows writes no core dumps unless it was set up to
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
