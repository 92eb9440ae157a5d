"""The words survivors read are easy: measured, not guessed.

Grades are Flesch-Kincaid's: how many years of school a text asks for. Eight or under on
average and none over eleven, as a person under stress reads some years below their best.
What is measured is all that the program, the questions, the lists and the papers say to
survivors and volunteers. Names of two or three words make no sentence: the grade says nothing
of them. What is filled in counts as one short word.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from pathlib import Path
from statistics import fmean

import pytest
import yaml

from tui.wording.extract import messages

ROOT = Path(__file__).resolve().parents[2]
MEAN, MOST = 8, 11
FEWEST = 4
"""Words from which on something is read as a sentence."""

NAME = "the name of a service or place, which can't be said in another way"
EXCEPTIONS = {
    "Canadian Human Trafficking Hotline": NAME,
    "Weekdays only: see translifeline.org": "an address, which has to be given as it is",
    "Alberta Family Violence Info Line": NAME,
    "Manitoba domestic abuse crisis line": NAME,
    "PEI Family Violence Prevention Services": NAME,
    "Civil Resolution Tribunal, civilresolutionbc.ca": NAME,
    "Facebook, Instagram and Messenger": NAME,
    "Atlantic: Halifax, Moncton, Charlottetown": NAME,
    "Mountain: Edmonton, Calgary, Yellowknife": NAME,
    "Legal support after sexual or intimate partner violence": "its own words for its help",
    "For Indigenous women, in several Indigenous languages.": "no other word does",
    "The file is named after the document and its form number": "the rule of a court",
    "Other information (police officer, witnesses)": "a heading of the known log",
}
"""A wording's first words, and why it may be harder."""

PROGRAM = ("tui/papers/tfv/", "tui/papers/", "tui/session/", "tui/evidence/", "tui/faces/")


def _content(folder: str) -> list[str]:
    """Return the files of scripts or of lists that are for survivors and volunteers."""
    found = sorted((ROOT / "content" / folder).rglob("*.yaml"))
    files = [path.relative_to(ROOT).as_posix() for path in found]
    return [one for one in files if "council" not in one]


@lru_cache(maxsize=1)
def _said() -> dict[str, tuple[str, ...]]:
    """Return every wording by its file."""
    found: dict[str, list[str]] = {}
    for one in messages(ROOT):
        found.setdefault(one.file, []).extend(text for text in (one.text, one.plural) if text)
    return {file: tuple(texts) for file, texts in found.items()}


def _of_papers() -> list[str]:
    """Return what the list of papers says of those for survivors."""
    papers = yaml.safe_load((ROOT / "templates/papers.yaml").read_text(encoding="utf-8"))["papers"]
    return [
        paper[key]
        for paper in papers.values()
        if paper.get("for", ["self"]) != ["council"]
        for key in ("title", "about")
    ]


def _of_program(folder: str) -> list[str]:
    """Return what is said in a folder, without those below it that are measured apart."""
    apart = [one for one in PROGRAM if one != folder and one.startswith(folder)]
    return [
        text
        for file, texts in _said().items()
        if file.startswith(folder) and not file.startswith((*apart, "tui/papers/council/"))
        for text in texts
    ]


def grades(texts: list[str]) -> dict[str, float]:
    """Return the grade of each wording that is long enough to have one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat's own, about how it finds its word list
        import textstat

        plain = {" ".join(re.sub(r"\{[^}]*\}", "it", text).split()) for text in texts}
        return {
            one: textstat.flesch_kincaid_grade(one) for one in plain if len(one.split()) >= FEWEST
        }


def check(texts: list[str]) -> None:
    found = grades(texts)
    excepted = {one for one in found if any(one.startswith(each) for each in EXCEPTIONS)}
    if found:
        assert fmean(found.values()) <= MEAN
    assert [
        (one, grade) for one, grade in found.items() if grade > MOST and one not in excepted
    ] == []


@pytest.mark.parametrize("file", _content("scripts"))
def test_what_survivors_are_asked_and_told_is_easy(file: str) -> None:
    check(list(_said()[file]))


def test_what_the_lists_say_is_easy() -> None:
    check([text for file in _content("lists") for text in _said().get(file, ())])


@pytest.mark.parametrize("folder", PROGRAM)
def test_what_the_program_and_its_papers_say_is_easy(folder: str) -> None:
    texts = _of_program(folder)
    assert len(texts) > 3
    check(texts)


def test_what_is_said_of_the_papers_is_easy() -> None:
    check(_of_papers())


def test_no_exception_is_left_over() -> None:
    hard = {
        one
        for texts in (*_said().values(), _of_papers())
        for one, grade in grades(list(texts)).items()
        if grade > MOST
    }
    assert [one for one in EXCEPTIONS if not any(each.startswith(one) for each in hard)] == []


def test_a_hard_sentence_would_be_found() -> None:
    hard = (
        "Notwithstanding the aforementioned considerations, individuals experiencing "
        "victimization should endeavour to document contemporaneously every manifestation."
    )
    with pytest.raises(AssertionError):
        check([hard])
