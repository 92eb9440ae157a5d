"""What is wrong with an answers file: a sentence that can be said in any language, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui.interview.marks import Mark
from tui.interview.problems import N_, Problem, nearest


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """Something in an answers file that cannot be taken, and its place.

    Attributes:
        at: The file and line.
        sentence: What is wrong, a message id with ``{placeholders}``.
        words: What the placeholders stand for, from the file or the content.
        about: The question's name, said first; an empty string where there is none.
        guess: The known word nearest to the one given, or an empty string.
        inner: What stands for placeholders and is a message itself.
    """

    at: Mark
    sentence: str
    words: tuple[tuple[str, str], ...] = ()
    about: str = ""
    guess: str = ""
    inner: tuple[tuple[str, str], ...] = ()

    def told(self, translate: Callable[[str], str]) -> str:
        """Return what is wrong in the language of ``translate``."""
        text = translate(self.sentence)
        words = dict(self.words)
        for name, message in self.inner:
            words[name] = translate(message).replace("{thing}", words.get("thing", ""))
        if words:
            text = text.format_map(words)
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


def of_yaml(found: Problem) -> FileProblem:
    """Return what kept a file from being read at all, as it can be said in any language."""
    words = dict(found.words)
    match found.code:
        case "E102":
            sentence = N_("'{key}' stands here a second time; the first is on line {first}.")
        case "E103":
            sentence = N_(
                "'{token}' makes one part of the file stand in for another. Write it out in "
                "full. If it should be plain words, put quotes around it."
            )
        case _:
            sentence = N_("this file can't be read: {why}. {fix}")
            thing = (("thing", words.pop("thing", "")),)
            return FileProblem(found.at, sentence, thing, inner=tuple(words.items()))
    return FileProblem(found.at, sentence, found.words)


__all__ = ["N_", "FileProblem", "nearest", "of_yaml"]
