"""One invented person's way through the app, told once and walked in any face.

The story says what is answered to which question, by the words on the screen. Pages that
only tell are read and left; questions that the story does not name are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Pick:
    """Pick options by their labels, in the order they stand."""

    labels: tuple[str, ...]

    def __init__(self, *labels: str) -> None:
        object.__setattr__(self, "labels", labels)


@dataclass(frozen=True)
class Type:
    """Type words; in a long text, several lines."""

    words: str


Answer = Pick | Type

PASSPHRASE = "lantern orbit mustard cello pebble thirteen"
WORDS = "She wrote from a number I do not know.\nIt came again the next morning."


@dataclass
class Story:
    """What is answered, by question; several answers are for meeting it several times."""

    answers: dict[str, tuple[Answer, ...]]
    met: dict[str, int] = field(default_factory=dict)

    def question(self, text: str) -> str | None:
        """Return which of our questions ``text`` holds, the longest first."""
        words = " ".join(text.split())
        for name in sorted(self.answers, key=len, reverse=True):
            if name in words:
                return name
        return None

    def answer(self, question: str) -> Answer:
        """Return the answer to one of our questions, the next one each time."""
        times = self.met.get(question, 0)
        self.met[question] = times + 1
        answers = self.answers[question]
        return answers[min(times, len(answers) - 1)]

    def untold(self) -> set[str]:
        """Return the questions that were never met."""
        return self.answers.keys() - self.met.keys()


def first_run(vault: Path, papers: Path) -> Story:
    """From the first screen through the safety check and one entry to a finished paper."""
    return Story(
        {
            "Here you can keep a record": (Pick("Start a record of my own"),),
            "Is this a good moment": (Pick("Yes"),),
            "Whose device is this?": (Pick("A personal one that nobody else uses"),),
            "What can the person you worry about do": (Pick("None of these"),),
            "see what you do on this device": (Pick("No"),),
            "Where could they come across a record?": (Pick("None of these"),),
            "Could they find out that you took a copy": (Pick("No"),),
            "Could things get worse for you": (Pick("No"),),
            "Is there another place": (Pick("Neither"),),
            "Which folder?": (Type(str(vault)),),
            "Your passphrase": (Type(PASSPHRASE),),
            "The same once more": (Type(PASSPHRASE),),
            "When did it happen?": (Type("2026-03-03 17:46"),),
            "What kind of thing was it?": (Pick("A text or chat message, words only"),),
            "What happened?": (Type(WORDS),),
            "What do you have that shows it?": (Pick("A screenshot", "A printout"),),
            "This entry can be kept as it is": (Pick("Keep it now and stop here"),),
            "Write down another thing that happened?": (Pick("No, go on"),),
            "There are some questions about the whole story": (Pick("Another time"),),
            "Everything you answered is kept, sealed.": (Pick("Make a paper"), Pick("Leave")),
            "A form for one thing that happened": (Pick("Technology-Facilitated Violence log"),),
            "Which kinds of file?": (
                Pick("A document you can change (DOCX)", "A document to hand over or print (PDF)"),
            ),
            "Which paper size?": (Pick("A4"),),
            "Into which folder?": (Type(str(papers)),),
        }
    )
