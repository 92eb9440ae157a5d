"""What stands under a prompt: how it is read, what went wrong, which keys there are."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import StyleAndTextTuples

from tui.faces.prompts import clean


class Below:
    """A few lines that are drawn anew with each key.

    Attributes:
        notice: Something to be told, until the next key.
        typed: What is typed into, where the prompt has a line.
    """

    def __init__(
        self,
        columns: Callable[[], int],
        hints: tuple[str, ...] = (),
        *,
        notice: str = "",
        echo: Callable[[str], str] = lambda text: "",
    ) -> None:
        """Begin with ``notice``.

        Args:
            columns: Returns how wide the terminal is.
            hints: Which keys there are, a line each.
            notice: Something to be told at once.
            echo: Returns how a text that is typed is read.
        """
        self.notice = notice
        self.typed: Buffer | None = None
        self._columns, self._hints, self._echo = columns, hints, echo

    def forget(self) -> None:
        """Let go of what was told: a key was pressed."""
        self.notice = ""

    def drawn(self) -> StyleAndTextTuples:
        """Return the lines as pieces of plain text."""
        columns = max(self._columns() - 1, 10)
        found: StyleAndTextTuples = []
        echo = self._echo(self.typed.text) if self.typed is not None else ""
        told = [("class:echo", f"= {echo}")] if echo else []
        told += [("class:notice", self.notice)] if self.notice else []
        told += [("class:quiet", hint) for hint in self._hints]
        for style, text in told:
            for line in clean.wrapped(clean.one_line(text, 500), columns, "  ", "  "):
                found.append((style, ("\n" if found else "") + line))
        return found
