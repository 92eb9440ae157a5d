"""What is wrong with an answers file: a sentence that can be said in any language, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui.interview.marks import Mark
from tui.interview.problems import nearest


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """Something in an answers file that cannot be taken, and its place.

    Attributes:
        at: The file and line.
        sentence: What is wrong, a message id with ``{placeholders}``.
        words: What the placeholders stand for, from the file or the content.
        about: The question's name, said first; an empty string where there is none.
        guess: The known word nearest to the one given, or an empty string.
    """

    at: Mark
    sentence: str
    words: tuple[tuple[str, str], ...] = ()
    about: str = ""
    guess: str = ""

    def told(self, translate: Callable[[str], str]) -> str:
        """Return what is wrong in the language of ``translate``."""
        text = translate(self.sentence)
        if self.words:
            text = text.format_map(dict(self.words))
        if self.guess:
            text += " " + translate(N_("Did you mean '{word}'?")).format(word=self.guess)
        return f"{self.about}: {text}" if self.about else text

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return self.told(str)

    def __str__(self) -> str:
        """Return ``file:line: what``, in English."""
        return f"{self.at}: {self.what}"


def N_(sentence: str) -> str:
    """Return ``sentence`` as it is; extractors of messages know this name."""
    return sentence


__all__ = ["N_", "FileProblem", "nearest"]
