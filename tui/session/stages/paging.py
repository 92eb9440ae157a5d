"""Long lists a window at a time: nobody reads five thousand lines, and no face draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tui.session.page import Choice
from tui.wording import gettext as _

WINDOW = 50
"""Lines of a list that are shown at once."""

EARLIER, LATER = "<", ">"

T = TypeVar("T")


class Window:
    """Which part of a list is shown."""

    def __init__(self) -> None:
        """Start at the beginning."""
        self.start = 0

    def of(self, lines: Sequence[T]) -> Sequence[T]:
        """Return the part to show; where the list became shorter, its last part."""
        while self.start and self.start >= len(lines):
            self.start -= WINDOW
        return lines[self.start : self.start + WINDOW]

    def ways(self, count: int) -> list[Choice]:
        """Return the choices that lead to other parts of a list of ``count`` lines."""
        ways = []
        if self.start:
            ways.append(Choice(EARLIER, _("Earlier in the list"), self._words(-WINDOW, count)))
        if self.start + WINDOW < count:
            ways.append(Choice(LATER, _("Further in the list"), self._words(WINDOW, count)))
        return ways

    def _words(self, by: int, count: int) -> str:
        first = self.start + by + 1
        last = min(first + WINDOW - 1, count)
        return _("{first} to {last} of {count}").format(first=first, last=last, count=count)

    def turned(self, choice: str) -> bool:
        """Go to the part a choice leads to; tell whether it was such a choice."""
        if choice == LATER:
            self.start += WINDOW
        elif choice == EARLIER:
            self.start = max(self.start - WINDOW, 0)
        return choice in (EARLIER, LATER)
