"""Printing for the commands: harmless text, whatever it holds and wherever it goes."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from tui.faces.plain.clean import encodable, lines


def out(text: str = "") -> None:
    """Print a line of result."""
    _print(text, sys.stdout)


def err(text: str) -> None:
    """Print a line for the person, beside the result."""
    _print(text, sys.stderr)


def as_json(value: object) -> None:
    """Print a result for other programs: ASCII, so that nothing in it can act."""
    import json

    sys.stdout.write(json.dumps(value, indent=2) + "\n")
    sys.stdout.flush()


def hush(stream: TextIO) -> None:
    """Let go of an output that nobody reads, so that closing it can't fail again."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _print(text: str, stream: TextIO) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for number, line in enumerate(lines(text)):
        # Only our own lines start at the edge: a name with a line break in it is no problem.
        stream.write(encodable(line if number == 0 else f"  {line}", encoding) + "\n")
    stream.flush()
