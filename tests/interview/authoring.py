"""Content folders for tests: written as files, read as an author's would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from tui.interview.problems import Problem
from tui.interview.reading import Tree, read_yaml

CASE = """\
incidents: {row: incident}
evidence: {row: item, in: incidents}
people: {row: person}
"""

SCRIPT = """\
script: log
title: Keep a log
sections:
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
"""
"""The steps begin on line 8."""

PAPERS = """\
tfv-log:
  title: The log
  docx: tfv-log.docx
  data:
"""


def steps(text: str) -> str:
    """Put steps, written from the margin, into a script that repeats over incidents."""
    lines = dedent(text).strip("\n").splitlines()
    return SCRIPT + "".join(f"      {line}\n" for line in lines)


def folder(root: Path, files: dict[str, str]) -> Path:
    """Write a content folder; ``case.yaml`` is there unless it is given."""
    base = root / "content"
    for name, text in {"case.yaml": CASE, **files}.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return base


def shaped(
    text: str, make: Callable[[Tree, list[Problem]], object], file: str = "content/x.yaml"
) -> tuple[object, list[Problem]]:
    """Read and shape a text that is sound YAML."""
    tree, problems = read_yaml(text.encode(), file)
    assert tree is not None, problems
    return make(tree, problems), sorted(problems)


def said(problems: list[Problem]) -> list[str]:
    """Return each problem as ``file:line code``."""
    return [f"{each.at} {each.code}" for each in problems]
