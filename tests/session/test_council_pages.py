"""An officer answers page by page: the decision is the one that a file of answers leads to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.driving import Driver, read
from tests.session.sittings import start
from tui.interview.answers import ROOT
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.settling import decision
from tui.session.app import App
from tui.session.page import Field, Left, Page, Raw

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TABLES = {
    "rows:subjects": "subjects",
    "rows:sentences": "sentences",
    "rows:pictures": "images",
    "rows:out": "publications",
}


class Officer(Driver):
    """Answers the council's pages from an answers file."""

    program: Program

    def _table_of(self, page: Page, uid: str) -> str:
        names = {one.name for one in page.fields}
        if self.waiting.get("sentences") or "kind" in names:
            return "sentences"
        return "publications" if "channel" in names else "subjects"

    def _row(self, page: Page) -> Mapping[str, Any]:
        _uid, row, _name = page.id.split("|")
        if row not in self.rows and self._table_of(page, "") == "sentences":
            # A sentence's first row opens by itself below the person that is being walked.
            person = self.added["subjects"][-1]
            if not self.waiting.get("sentences"):
                self._add("sentences", person["sentences"][0])
            self.rows[row] = self.waiting["sentences"].pop(0)
        return super()._row(page)

    def _another(self, page: Page) -> str:
        _uid, above, name = page.id.split("|")
        wanted = (self.data if above == "case" else self.rows[above]).get(TABLES[name], [])
        done = self.added.get(TABLES[name], [])
        left = [row for row in wanted if not any(row is one for one in done)]
        if left:
            self._add(TABLES[name], left[0])
        return "add" if left else "enough"

    def _value(self, asked: Field, row: Mapping[str, Any]) -> Raw | Left:
        found = row.get(asked.name)
        if asked.parts and isinstance(found, dict):
            return [found.get(part, "") for part in ("name", "role", "date", "view")]
        return super()._value(asked, row)


def walked(app: App, officer: Officer, most: int = 400) -> App:
    """Answer until the menu is reached, then the other journey until it is reached again."""
    for _ in range(most):
        page = app.page
        if page.id == "home":
            more = [one.code for one in page.choices if one.code == "go:council_register"]
            if not more or "again" in officer.rows:
                return app
            officer.rows["again"] = {}
            app.submit({}, more[0])
            continue
        values, choice = officer.turn(page)
        page = app.submit(values, choice)
        wrong = [(one.name, one.error) for one in page.fields if one.error]
        assert not wrong, (page.id, wrong)
    raise AssertionError(f"never arrived; now at {app.page.id}")


def picture(flow: Flow) -> dict[str, Any]:
    """Return what the answers lead to, without the rows' own ids."""
    found = decision(flow, "council")
    rows = [(row.id, str(flow.value(row.id, "name"))) for row in flow.rows("subjects")]
    names = dict(rows)
    return {
        "worst": found.worst,
        "holds": sorted(
            (one.verdict.rule, names.get(one.verdict.row, ""), tuple(map(str, one.codes)))
            for one in found.settled
        ),
        "approvals": [(one.key[1], one.state) for one in found.approvals],
        "waits": [one.rule for one in found.undecided],
        "down": [str(flow.value(row.id, "remove_by")) for row in flow.rows("publications")],
        "until": str(flow.value(ROOT, "last_shown")),
    }


@pytest.mark.parametrize("name", ["council-fly-tipping", "council-behaviour-order"])
def test_pages_lead_where_the_file_leads(program: Program, name: str) -> None:
    path = EXAMPLES / f"{name}.yaml"
    app = start(program, memory_only=True)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    app.submit({}, "next")
    officer = Officer(read(path), safety={})
    walked(app, officer)
    ids = iter(range(1000))
    filled = read_answers(
        path.read_bytes(), path.name, program, "council", new_id=lambda table: f"{next(ids)}"
    )
    assert filled.flow is not None
    assert picture(app._sitting.open().flow) == picture(filled.flow)
