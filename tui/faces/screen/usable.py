"""Whether this terminal can be drawn on; Textual would hang where it can't."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

_LEAST_COLUMNS = 30
_LEAST_ROWS = 10


def usable(environ: Mapping[str, str] | None = None) -> bool:
    """Return whether the screen face can run here; if not, the plain face can.

    Args:
        environ: The environment to judge by; the process's own when None.
    """
    environ = os.environ if environ is None else environ
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if not all(_is_terminal(stream) for stream in streams):
        return False
    if sys.platform != "win32" and environ.get("TERM", "") in ("", "dumb", "unknown"):
        return False
    if (getattr(sys.__stderr__, "encoding", None) or "").lower().replace("-", "") != "utf8":
        return False
    return _roomy()


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _roomy() -> bool:
    try:
        columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        return True
    # 0 by 0 is how a terminal says that it does not know.
    return columns == rows == 0 or (columns >= _LEAST_COLUMNS and rows >= _LEAST_ROWS)
