"""The words survivors read are easy: measured, not guessed.

Grades are Flesch-Kincaid's: how many years of school a text asks for. Eight or under on
average and none over eleven, as a person under stress reads some years below their best.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
import yaml

from tui.resources import content_folder

MEAN, MOST = 8, 11
WORDS = {"text", "question", "help", "why", "else"}
EXCEPTIONS: dict[str, str] = {}
"""A wording's first words, and why it may be harder."""


def scripts() -> list[Path]:
    """Return the files of every script and fragment that is for survivors and volunteers."""
    found = sorted((content_folder() / "scripts").rglob("*.yaml"))
    return [
        path for path in found if "council" not in path.relative_to(content_folder()).as_posix()
    ]


def wordings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str):
                if key in WORDS:
                    yield " ".join(value.split())
            else:
                yield from wordings(value)
    elif isinstance(node, list):
        for value in node:
            yield from wordings(value)


def grades(path: Path) -> dict[str, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat's own, about how it finds its word list
        import textstat

        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return {one: textstat.flesch_kincaid_grade(one) for one in wordings(data)}


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.stem)
def test_what_survivors_read_is_easy(path: Path) -> None:
    found = grades(path)
    assert found
    assert fmean(found.values()) <= MEAN
    hard = {one: grade for one, grade in found.items() if grade > MOST}
    assert not [one for one in hard if not any(one.startswith(each) for each in EXCEPTIONS)]


def test_a_hard_sentence_would_be_found(tmp_path: Path) -> None:
    hard = tmp_path / "hard.yaml"
    hard.write_text(
        "text: Notwithstanding the aforementioned considerations, individuals experiencing "
        "victimization should endeavour to document contemporaneously every manifestation.\n",
        encoding="utf-8",
    )
    assert max(grades(hard).values()) > MOST
