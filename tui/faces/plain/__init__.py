"""The plain face: numbered questions in an append-only transcript.

For screen readers, dumb terminals and pipes. It prints lines and reads lines, and nothing
else: no escape sequence, no carriage return, no redrawing.
"""

from __future__ import annotations

from tui.faces.plain.loop import run

__all__ = ["run"]
