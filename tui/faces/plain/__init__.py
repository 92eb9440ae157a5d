"""The plain face: numbered questions in an append-only transcript.

For screen readers, dumb terminals and pipes. It prints lines and reads lines: no carriage
return, no redrawing, and one escape sequence. Where it ends or locks at a terminal that knows
it, it clears the window, because a lock that leaves everything to read would be none. Into
pipes and dumb terminals it never sends one.

A terminal gives no sign of keys before Enter, so the idle lock counts from the last line, and
gives whoever is in the middle of one a minute more. Windows can't be waited on in this way:
there it locks only when asked to.
"""

from __future__ import annotations

from tui.faces.plain.loop import run

__all__ = ["run"]
