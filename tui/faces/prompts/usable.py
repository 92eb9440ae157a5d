"""Whether this terminal can show prompts: it must take keys, and move its cursor."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


def usable(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str] | None = None) -> bool:
    """Return whether prompts can be shown on these streams; if not, the plain face can ask.

    Args:
        stdin: Where keys come from.
        stdout: What is drawn on.
        environ: The environment to judge by; the process's own when None.
    """
    environ = os.environ if environ is None else environ
    try:
        if not (stdin.isatty() and stdout.isatty()):
            return False
    except (AttributeError, ValueError):
        return False
    if sys.platform != "win32" and environ.get("TERM", "") in ("", "dumb", "unknown"):
        return False
    # The marks of lists are no letters of older encodings.
    return (stdout.encoding or "").lower().replace("-", "") == "utf8"
