"""Tasks with their dates, gaps over rows and over the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, folder, program_of
from tui.interview.answers import ROOT
from tui.interview.content import check_folder
from tui.interview.dates import Span, When
from tui.interview.follows import Task

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: began, type: when, question: Began?}
      - {ask: court, type: when, question: Court?}
      - {ask: unsure, type: yes-no, question: Unsure?}
      - {do: ring, text: Ring them., source: []}
      - do: again
        when: unsure
        due: began + weeks(2)
        every: months(1)
        until: court - days(3)
        text: Look again.
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: what, type: text, question: What?}
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: captured, type: when, question: When?}
          - {ask: kept, type: yes-no, question: Kept?}
          - do: fetch
            when: not item.kept
            due: item.captured + days(1)
            every: days(7)
            text: Get it.
gaps:
  - {id: no-date, when: not known(began), text: No date., step: began}
  - {id: unkept, each: item, when: not item.kept, text: Not kept., step: kept}
  - id: unsaid
    each: incident
    when: not known(incident.what)
    text: Nothing said.
    step: incident.what
  - {id: far, each: item, when: not known(began), text: Far., step: began}
  - {id: none, when: count(incidents) == 0, text: Nothing.}
"""
OTHER = """\
script: other
title: Other
for: [council]
sections:
  - id: start
    title: Start
    steps:
      - {do: file, text: File it.}
gaps:
  - {id: always, when: true, text: Always.}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    files = {"scripts/log.yaml": LOG, "scripts/other.yaml": OTHER}
    return Person(program_of(tmp_path, files))


def tasks(person: Person) -> dict[str, Task]:
    return {f"{task.key[0]} {task.step.node.name}": task for task in person.flow.tasks()}  # type: ignore[union-attr]


def gaps(person: Person) -> list[tuple[str, str, object]]:
    return [(gap.gap.id, gap.row, gap.key) for gap in person.flow.gaps()]


def test_a_task_is_there_until_it_is_done_and_then_still_there(person: Person) -> None:
    assert tasks(person)["case ring"].done is False
    assert person.next() == (ROOT, "began")
    person.see("done:ring")
    assert tasks(person)["case ring"].done is True
    person.leave("done:ring", how="later")
    assert tasks(person)["case ring"].done is False


def test_a_task_with_its_dates(person: Person) -> None:
    person.put(began="2026-03-03", court="2026-05-20", unsure=True)
    task = tasks(person)["case again"]
    assert task.due == When.parse("2026-03-17")
    assert task.every == Span(months=1)
    assert task.until == When.parse("2026-05-17")
    plain = tasks(person)["case ring"]
    assert (plain.due, plain.every, plain.until) == (None, None, None)


def test_a_date_that_is_not_known_gives_no_date(person: Person) -> None:
    person.put(unsure=True)
    person.leave("began")
    task = tasks(person)["case again"]
    assert (task.due, task.until) == (None, None)
    person.put(began="2026-03")
    due = tasks(person)["case again"].due
    assert due is not None
    assert due.approximate or due.start != due.end


def test_a_task_that_does_not_apply_is_none(person: Person) -> None:
    person.leave("unsure")
    assert "case again" not in tasks(person)
    person.put(unsure=False)
    assert "case again" not in tasks(person)


def test_a_task_in_each_row(person: Person) -> None:
    for row in ("e1", "e2"):
        if row == "e1":
            person.add("incidents", "i1")
        person.add("evidence", row, "i1")
        person.put(row, captured=f"2026-03-0{row[1]}", kept=False)
    found = tasks(person)
    assert found["e1 fetch"].due == When.parse("2026-03-02")
    assert found["e2 fetch"].due == When.parse("2026-03-03")
    assert found["e2 fetch"].every == Span(days=7)
    person.see("done:fetch", "e1")
    assert [tasks(person)[f"{row} fetch"].done for row in ("e1", "e2")] == [True, False]
    person.put("e2", kept=True)
    assert "e2 fetch" not in tasks(person)


def test_tasks_of_one_journey_and_of_one_audience(person: Person) -> None:
    assert [task.step.name for task in person.flow.tasks("log")] == ["done:ring"]
    assert person.flow.tasks("other") == ()
    assert gaps(person) == []
    council = Person(person.flow.program, "council")
    assert [task.step.name for task in council.flow.tasks("other")] == ["done:file"]
    assert [gap.gap.id for gap in council.flow.gaps("other")] == ["always"]


def test_a_gap_waits_for_what_is_not_reached(person: Person) -> None:
    assert gaps(person) == []
    person.see("rows:incident")
    assert gaps(person) == [("none", ROOT, None)]
    person.leave("began")
    assert gaps(person) == [("no-date", ROOT, (ROOT, "began")), ("none", ROOT, None)]


def test_gaps_in_rows_in_the_order_of_the_rows(person: Person) -> None:
    for row in ("i1", "i2"):
        person.add("incidents", row)
        person.leave("what", row)
        person.add("evidence", f"e{row}", row)
    person.put("ei1", kept=False)
    person.leave("kept", "ei2")
    assert gaps(person) == [
        ("unsaid", "i1", ("i1", "what")),
        ("unkept", "ei1", ("ei1", "kept")),
        ("unsaid", "i2", ("i2", "what")),
        ("unkept", "ei2", ("ei2", "kept")),
    ]
    person.put("i1", what="That")
    person.put("ei2", kept=True)
    assert gaps(person) == [("unkept", "ei1", ("ei1", "kept")), ("unsaid", "i2", ("i2", "what"))]
    person.leave("began")
    assert ("far", "ei1", (ROOT, "began")) in gaps(person)
    person.remove("i1")
    assert [row for _, row, _ in gaps(person) if row != ROOT] == ["i2", "ei2"]


SO_FAR = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: told, type: yes-no, question: Told?}
      - {ask: kept, type: yes-no, when: WHEN, question: Kept?}
gaps:
  - {id: unkept, when: not so_far(kept), text: Not kept., step: kept}
"""


def test_a_gap_may_look_at_what_there_is_so_far(tmp_path: Path) -> None:
    person = Person(program_of(tmp_path, {"scripts/log.yaml": SO_FAR.replace("WHEN", "told")}))

    def found() -> list[str]:
        return [gap.gap.id for gap in person.flow.gaps()]

    assert found() == ["unkept"]
    person.put(told=True)
    assert found() == ["unkept"]
    person.put(kept=True)
    assert found() == []
    person.leave("kept")
    assert found() == ["unkept"]
    person.put(told=False)
    assert found() == ["unkept"]


def test_a_step_may_not(tmp_path: Path) -> None:
    wrong = SO_FAR.replace("when: WHEN", "when: so_far(told)")
    _program, problems = check_folder(folder(tmp_path, {"scripts/log.yaml": wrong}))
    assert [one.code for one in problems] == ["E208"]
