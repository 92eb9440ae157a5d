"""One person with much to tell gives the same answers and papers, whoever asks for them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

from entering import WAYS, Entering, Pages, Values
from fixed_clock import NOW
from hands import FACES, begun
from homes import Home, made_in
from persona import FIRST, SECOND, WRONG, Taken, as_file, as_typed
from terminal import Terminal

from tests.driving import QUIET, Driver
from tests.session.sittings import PASSPHRASE, start, unlock
from tui.commands.programs import loaded
from tui.faces.fill import Order, fill
from tui.faces.fill.filling import Shelf
from tui.session.page import Field, Left, Raw
from tui.vault import Vault


class Person(Driver):
    """Answers pages as the persona does."""

    def _value(self, asked: Field, row: Mapping[str, Any]) -> Raw | Left | Taken:  # type: ignore[override]
        found = row.get(asked.name)
        return found if isinstance(found, Taken) else super()._value(asked, row)


def told(entering: Entering, pages: Pages) -> None:
    """Tell it all, with a correction on the way back and one by undo."""
    person = Person(as_typed())
    page = pages.next()
    while "occurred" not in {field.name for field in page.fields}:
        page = pages.next()
    put_right: list[str] = []
    while page.id != "home":
        values, choice = person.turn(page)
        names = [field.name for field in page.fields]
        if names in (["occurred"], ["kind"]) and names[0] not in put_right:
            put_right += names
            wrong: Values = {names[0]: WRONG[names[0]]}
            entering.enter(page, wrong, choice)
            pages.next()
            (entering.back if names == ["occurred"] else entering.undo)()
            page = pages.next()
            assert [field.name for field in page.fields] == names
            continue
        for field in page.fields:
            if isinstance(value := values[field.name], Taken):  # type: ignore[index]
                assert field.suggested == value.kept
        entering.enter(page, values, choice)  # type: ignore[arg-type]
        page = pages.next()
        assert not [field.error for field in page.fields if field.error], page


def by_face(face: str, home: Home) -> None:
    begun(home)
    pages = home.path.parent / "pages"
    wrapper = str(Path(__file__).with_name("paged_app.py"))
    line = [sys.executable, "-P", wrapper, face, str(home.vault), str(pages)]
    env = {"PYTHONPATH": ":".join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])}
    with Terminal(home=home.path, command=line, columns=100, rows=46, env=env) as terminal:
        hands = FACES[face](terminal)
        hands.open()
        told(WAYS[type(hands)](hands), Pages(terminal, pages))
    assert home.strayed() == []


def by_file(home: Home) -> None:
    safety = {name: value for name, value in QUIET.items() if name != "opening_safe"}
    with Vault.create(home.vault, PASSPHRASE, log_n=2) as vault:
        shelf = Shelf(None, lambda: vault.new_case("My own record", "own"))
        order = Order(
            script="log",
            answers=as_file(safety, NOW.isoformat(timespec="minutes")),
            name="answers.yaml",
            out=home.papers,
            forms=("docx", "pdf"),
            size="letter",
            clock=lambda: NOW,
            shelf=lambda _kind: shelf,
        )
        assert fill(loaded(), order).problems == []


def kept(home: Home) -> dict[str, Any]:
    """What is stored, with the ids of rows told by their order."""
    with Vault.open(home.vault, PASSPHRASE) as vault:
        (info,) = vault.cases()
        case = vault.case(info.id)
        tables = {table: case.rows(table) for table in sorted(case.tables())}
    ids = [row for rows in tables.values() for row in rows if row != "case"]
    told = json.dumps(tables, ensure_ascii=False)
    for number, row in enumerate(ids):
        told = told.replace(json.dumps(row), f'"row {number}"')
    found = json.loads(told)
    assert isinstance(found, dict)
    return found


def answered(tables: dict[str, Any]) -> dict[str, Any]:
    """What of it is an answer: no marks of pages read, nor of questions that were passed."""
    return {
        table: {
            row: one
            | {
                "fields": {
                    name: field
                    for name, field in one["fields"].items()
                    if ":" not in name and field.get("open") != "skipped"
                }
            }
            for row, one in rows.items()
        }
        for table, rows in tables.items()
    }


def written(home: Home) -> dict[str, bytes]:
    """The log's files, made now if they have not been made yet."""
    if not any(home.papers.iterdir()):
        app = start(loaded(), clock=lambda: NOW, vault_path=home.vault)
        unlock(app)
        app.submit({}, "papers")
        app.submit({}, "tfv-log")
        order: dict[str, Raw | Left] = {
            "forms": ["docx", "pdf"],
            "size": "letter",
            "folder": str(home.papers),
        }
        assert app.submit(order, "write").id == "made"
        app.leave()
    return {file.name: file.read_bytes() for file in sorted(home.papers.iterdir())}


def test_every_face_stores_the_same_and_makes_the_same_papers(tmp_path: Path) -> None:
    homes = {face: made_in(tmp_path / face) for face in (*FACES, "fill")}
    for face in FACES:
        by_face(face, homes[face])
    by_file(homes["fill"])
    stored = {face: kept(home) for face, home in homes.items()}
    assert all(stored[face] == stored["plain"] for face in FACES)
    assert answered(stored["fill"]) == answered(stored["plain"])
    incidents = answered(stored["fill"])["incidents"].values()
    assert [one["fields"]["occurred"]["v"] for one in incidents] == [
        row["occurred"].kept for row in (FIRST, SECOND)
    ]
    made = {face: written(home) for face, home in homes.items()}
    # A file of answers gives all papers of the journey, and the log is one of them.
    log = {name: content for name, content in made["fill"].items() if name in made["plain"]}
    assert [Path(name).suffix for name in log] == [".docx", ".pdf"]
    for face in FACES:
        assert made[face] == log, face
