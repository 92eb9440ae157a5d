from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tests.interview.authoring import PAPERS, folder, steps
from tui.interview.content import (
    ContentError,
    check,
    check_folder,
    load,
    not_supplied,
    read_content,
)
from tui.interview.marks import Mark
from tui.interview.problems import Problem, problem
from tui.interview.schema import CaseDef, Content

LOG = "scripts/log.yaml"
SOUND = steps("- {ask: kind, type: choice, options: {post: A post}, question: Kind?}\n")


def codes(problems: list[Problem]) -> list[str]:
    return [f"{each.at} {each.code}" for each in problems]


def test_a_folder_is_read_in_an_order_that_never_changes(tmp_path: Path) -> None:
    script = "script: {}\ntitle: T\nsections: []\n"
    files = {
        "scripts/b.yaml": script.format("b"),
        "scripts/collect/c.yml": script.format("c"),
        "scripts/a.yaml": script.format("a"),
        "scripts/notes.txt": "not read",
        "scripts/fragments/f.yaml": "fragment: f\nsteps: []\n",
        "lists/z.yaml": "list: z\nrows: {}\n",
        "sources/tfv.csv": "id,source,text,kind\nA-1,p,T,rule\n",
        "names.lock": "# earlier\nold\n",
    }
    papers = tmp_path / "templates" / "papers.yaml"
    papers.parent.mkdir()
    papers.write_text(PAPERS + "    a: '1'\n")
    read, problems = read_content(folder(tmp_path, files), papers)
    assert problems == []
    assert [each.name for each in read.scripts] == ["a", "b", "c"]
    assert [each.name for each in read.fragments] == ["f"]
    assert [each.name for each in read.lists] == ["z"]
    assert [each.id for each in read.duties] == ["A-1"]
    assert [str(each.at) for each in read.papers] == ["templates/papers.yaml:1"]
    assert read.released == ((Mark("content/names.lock", 2), "old"),)
    assert [each.name for each in read.case.tables] == ["incidents", "evidence", "people"]


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    base = folder(tmp_path, {})
    (base / "case.yaml").unlink()
    (base / "scripts" / "x.yaml").mkdir(parents=True)
    _, problems = read_content(base, tmp_path / "templates" / "papers.yaml")
    assert [str(each) for each in problems] == [
        "content/case.yaml:1: E101 not-yaml: this file can't be read: it is not there. "
        "Write it, or check the path.",
        "templates/papers.yaml:1: E101 not-yaml: this file can't be read: it is not there. "
        "Write it, or check the path.",
    ]
    (base / "case.yaml").mkdir()
    _, problems = read_content(base)
    assert codes(problems) == ["content/case.yaml:1 E101"]


def test_a_duty_in_two_files(tmp_path: Path) -> None:
    duty = "id,source,text,kind\nA-1,p,T,rule\n"
    _, problems = read_content(folder(tmp_path, {"sources/a.csv": duty, "sources/b.csv": duty}))
    assert [str(each) for each in problems] == [
        "content/sources/b.csv:2: E102 duplicate-key: 'A-1' stands here a second time; the first "
        "is on line content/sources/a.csv:2. Keep one of the two."
    ]


def test_checking_stops_at_the_first_phase_with_problems(tmp_path: Path) -> None:
    unread = "script: log\n\ttitle: T\n"
    misshapen = "script: log\ntitle: T\nsection: []\n"
    misnamed = steps("- {ask: Kind, type: text, question: '{no}'}\n")
    both = {"scripts/a.yaml": unread, "scripts/b.yaml": misshapen, "scripts/c.yaml": misnamed}
    assert codes(check_folder(folder(tmp_path, both))[1]) == ["content/scripts/a.yaml:2 E101"]
    (tmp_path / "content/scripts/a.yaml").unlink()
    assert codes(check_folder(tmp_path / "content")[1]) == [
        "content/scripts/b.yaml:1 E104",
        "content/scripts/b.yaml:3 E105",
    ]
    (tmp_path / "content/scripts/b.yaml").unlink()
    program, problems = check_folder(tmp_path / "content")
    assert program is None
    assert codes(problems) == ["content/scripts/c.yaml:8 E203", "content/scripts/c.yaml:8 E306"]


def test_one_tab_is_one_problem(tmp_path: Path) -> None:
    base = folder(tmp_path, {LOG: SOUND.replace("    steps:", "\tsteps:")})
    assert codes(check_folder(base)[1]) == ["content/scripts/log.yaml:7 E101"]


def phases(
    monkeypatch: pytest.MonkeyPatch,
    typed: list[Problem],
    proved: list[Problem],
) -> list[str]:
    """Stand in for the later phases and note which of them run."""
    ran: list[str] = []
    program, proof = ModuleType("tui.interview.program"), ModuleType("tui.interview.proof")

    def build(content: Content, rules: object = ()) -> tuple[object, list[Problem]]:
        ran.append("types")
        return content, typed

    def prove(built: object) -> list[Problem]:
        ran.append("proof")
        return proved

    program.build, proof.prove = build, prove  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui.interview.program", program)
    monkeypatch.setitem(sys.modules, "tui.interview.proof", proof)
    return ran


HERE = Mark("content/scripts/log.yaml", 3)
CLASH = problem("E204", HERE, type="text")
NEVER = problem("E501", HERE, name="a")
UNPROVEN = problem("W503", HERE, name="a", why="b")


def test_types_then_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = phases(monkeypatch, [], [])
    content = Content(case=CaseDef())
    assert check(content) == (content, [])
    assert ran == ["types", "proof"]


def test_a_type_clash_stops_before_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = phases(monkeypatch, [CLASH], [NEVER])
    assert check(Content(case=CaseDef())) == (None, [CLASH])
    assert ran == ["types"]


def test_a_failed_proof_gives_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    phases(monkeypatch, [], [NEVER, UNPROVEN])
    assert check(Content(case=CaseDef())) == (None, [NEVER, UNPROVEN])


def test_warnings_stop_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = phases(monkeypatch, [], [UNPROVEN])
    facts = (
        "list: a\ncolumns: {b: text}\n"
        "rows: {c: {label: C, b: {value: D, source: e, checked: 2020-01-01}}}\n"
    )
    base = folder(tmp_path, {LOG: SOUND, "lists/a.yaml": facts})
    program, problems = check_folder(base, today=date(2026, 1, 1))
    assert program is not None
    assert ran == ["types", "proof"]
    assert codes(problems) == ["content/lists/a.yaml:3 W804", "content/scripts/log.yaml:3 W503"]
    assert load(base) is not None


def test_load_raises_every_problem(tmp_path: Path) -> None:
    base = folder(tmp_path, {LOG: SOUND.replace("type: choice", "type: choise")})
    with pytest.raises(ContentError) as caught:
        load(base)
    assert codes(list(caught.value.problems)) == ["content/scripts/log.yaml:8 E308"]
    assert "Did you mean 'choice'?" in str(caught.value)


def test_translations_are_checked_with_the_names(tmp_path: Path) -> None:
    base = folder(tmp_path, {LOG: SOUND})
    _, problems = check_folder(base, translations={"fr": {"Kind?": "{x}"}})
    assert codes(problems) == ["content/scripts/log.yaml:8 E403"]


def test_e702_not_supplied(tmp_path: Path) -> None:
    papers = tmp_path / "papers.yaml"
    papers.write_text(f"{PAPERS}    entries: '1'\n    started: '1'\n")
    read, _ = read_content(folder(tmp_path, {}), papers)
    assert not_supplied(read, {"tfv-log": {"entries"}, "another": {"x"}}) == []
    found = not_supplied(read, {"tfv-log": ["entrys", "started"]})
    assert [str(each) for each in found] == [
        f"{tmp_path.name}/papers.yaml:1: E702 not-supplied: the paper 'tfv-log' uses 'entrys' in "
        "tfv-log.docx, and nothing supplies it. Did you mean 'entries'? "
        "Add 'entrys' to the data: of the paper, or correct the template."
    ]


def test_a_field_of_a_row_must_be_supplied_too(tmp_path: Path) -> None:
    papers = tmp_path / "papers.yaml"
    papers.write_text(
        f"{PAPERS}    entries: {{each: incidents, fields: {{kind: incident.kind}}}}\n"
    )
    read, _ = read_content(folder(tmp_path, {}), papers)
    assert not_supplied(read, {"tfv-log": {"entries", "entries.kind"}}) == []
    found = not_supplied(read, {"tfv-log": ["entries.kind", "entries.what"]})
    assert ["'entries.what'" in str(each) for each in found] == [True]
