"""Content folders for tests: written as files, read as an author's would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from tui.interview.answers import ROOT, Add, Answer, Change, Put, Remove
from tui.interview.content import check_folder
from tui.interview.flow import Flow
from tui.interview.problems import Problem
from tui.interview.program import Program
from tui.interview.reading import Tree, read_yaml
from tui.interview.runs import Item, Key
from tui.interview.schema import Audience, OpenHow

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


def program_of(root: Path, files: dict[str, str], papers: str = "") -> Program:
    """Write, read and check content that has to be right, warnings aside."""
    where = None
    if papers:
        where = root / "papers.yaml"
        root.mkdir(parents=True, exist_ok=True)
        where.write_text(dedent(papers), encoding="utf-8")
    base = folder(root, {name: dedent(text) for name, text in files.items()})
    program, problems = check_folder(base, where)
    assert program is not None, [str(each) for each in problems]
    return program


class Person:
    """Somebody who answers: each step is checked as a face would, and against a fresh flow."""

    def __init__(self, program: Program, audience: Audience = "self") -> None:
        """Start with nothing answered."""
        self.flow = Flow(program, audience)

    def change(self, *changes: Change) -> None:
        """Make changes as they are."""
        self.flow = self.flow.after(changes)
        assert picture(self.flow) == picture(self.flow.fresh())

    def item(self, name: str, row: str = ROOT) -> Item:
        """Return a step that has to apply now."""
        item = self.flow.find((row, name))
        assert item is not None, f"{name} does not apply"
        return item

    def put(self, row: str = ROOT, **answers: object) -> None:
        """Answer questions that apply, one after the other."""
        for name, raw in answers.items():
            item = self.item(name, row)
            assert item.step is not None
            stored = self.flow.check(item, raw)
            self.change(Put(row, name, Answer(stored, by=item.step.by)))  # type: ignore[arg-type]

    def leave(self, name: str, row: str = ROOT, how: OpenHow = "not-sure") -> None:
        """Leave a question open."""
        self.item(name, row)
        self.change(Put(row, name, Answer(open=how)))

    def take_back(self, name: str, row: str = ROOT) -> None:
        """Take an answer away."""
        self.change(Put(row, name, None))

    def see(self, name: str, row: str = ROOT) -> None:
        """Read a message (``seen:x``), do a task (``done:x``), end a list (``rows:x``)."""
        self.item(name, row)
        self.change(Put(row, name, Answer(True)))

    def add(self, table: str, row: str, above: str = ROOT, **preset: Answer) -> str:
        """Add a row called ``row``."""
        self.change(Add(table, above, row, preset))
        return row

    def remove(self, row: str) -> None:
        """Take a row out."""
        self.change(Remove(row))

    def shown(self, row: str | None = None, script: str | None = None) -> list[str]:
        """Return the names of the steps that apply, in order, of one row or of all."""
        return [one.name for one in self.flow.items(script) if row is None or one.row == row]

    def state(self, name: str, row: str = ROOT) -> str:
        """Return the state of a step, or an empty string where it does not apply."""
        item = self.flow.find((row, name))
        return item.state if item is not None else ""

    def value(self, name: str, row: str = ROOT) -> object:
        """Return what an answer or compute counts as."""
        return self.flow.value(row, name)

    def next(self, script: str = "log") -> Key | None:
        """Return where the journey leads next."""
        item = self.flow.next(script)
        return item.key if item is not None else None


def picture(flow: Flow) -> object:
    """Everything a flow tells."""
    values = {
        row.id: {
            step.name: repr(flow.value(row.id, step.name))
            for script in flow.scripts()
            for step in script.all_steps()
            if step.kind in {"ask", "compute"} and step.table == row.table
        }
        for row, _ in flow.answers.rows()
    }
    below = [
        (row.id, table.name, [one.id for one in flow.rows(table.name, row.id)])
        for row, _ in flow.answers.rows()
        for table in flow.program.tables.values()
        if table.parent == row.table
    ]
    return (
        [(one.key, one.state, one.kind) for one in flow.items()],
        values,
        below,
        [(gap.gap.id, gap.row, gap.key) for gap in flow.gaps()],
        [(task.key, task.done, task.due, task.every, task.until) for task in flow.tasks()],
        [(flow.standing(one.name), flow.ended(one.name)) for one in flow.scripts()],
        {name: repr(flow.data(name)) for name in flow.program.papers},
    )
