"""A person with an answers file in hand: gives each page what the file says.

It looks only at pages, so it can stand behind any face: ``turn`` returns what would be
typed and picked. Rows are added when the page asks for another one, people where the
question "who" offers to add somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tui.session.page import Field, Left, Page, Raw

Values = dict[str, Raw | Left]

QUIET = {
    "moment": "clear",
    "device_is": "mine",
    "can_reach": ["none"],
    "watched": "no",
    "could_find": ["none"],
    "could_alert": "no",
    "worse": "no",
    "other_place": "none",
    "opening_safe": "yes",
}
"""Answers to the safety check that lead to keeping the record on this device."""

SECTIONS = {
    "rows:entries": "incidents",
    "rows:pieces": "evidence",
    "rows:them": "people",
    "rows:each_witness": "people",
    "rows:moved": "transfers",
    "rows:given": "handovers",
    "rows:reports": "reports",
    "rows:requests": "requests",
}
"""The offers to add a row, and to which table."""


def read(path: Path) -> dict[str, Any]:
    """An answers file as text, lists and mappings."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


@dataclass
class Driver:
    """Answers pages from ``data``, an answers file; what it does not say is skipped.

    Attributes:
        data: The file: ``answers`` of the case and rows by table.
        safety: Answers to the safety check, which such files leave out.
    """

    data: Mapping[str, Any]
    safety: Mapping[str, Any] = field(default_factory=lambda: dict(QUIET))
    rows: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    added: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    waiting: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows["case"] = {**self.safety, **self.data.get("answers", {})}

    def turn(self, page: Page) -> tuple[Values, str]:
        """What is entered and chosen on ``page``."""
        self.pages.append(page.id)
        if page.id.startswith("add|"):
            return self._name(page)
        codes = [choice.code for choice in page.choices]
        if page.kind == "form":
            row = self._row(page)
            return {one.name: self._value(one, row) for one in page.fields}, codes[0]
        if "add" in codes and page.id.count("|") == 2:
            return {}, self._another(page)
        return {}, "later" if "later" in codes else codes[0]

    def _row(self, page: Page) -> Mapping[str, Any]:
        """The part of the file that the page is about."""
        uid, row, _name = page.id.split("|")
        if row not in self.rows:
            table = self._table_of(page, uid)
            if not self.waiting.get(table):
                # The first row was opened without asking.
                self._add(table, self.data[table][len(self.added.get(table, []))])
            self.rows[row] = self.waiting[table].pop(0)
        return self.rows[row]

    def _table_of(self, page: Page, uid: str) -> str:
        waiting = [table for table, rows in self.waiting.items() if rows]
        if "transfers" in waiting:
            return "transfers"
        if "evidence" in waiting or "incidents" in waiting:
            return "evidence" if "evidence" in waiting else "incidents"
        return "incidents" if page.fields[0].name == "occurred" else "people"

    def _add(self, table: str, row: Mapping[str, Any]) -> None:
        self.added.setdefault(table, []).append(row)
        self.waiting.setdefault(table, []).append(row)

    def _another(self, page: Page) -> str:
        """Whether the file has another row where the page offers to add one."""
        _uid, above, name = page.id.split("|")
        table = SECTIONS[name]
        wanted = (self.data if above == "case" else self.rows[above]).get(table, [])
        done = self.added.get(table, [])
        left = [row for row in wanted if not any(row is one for one in done)]
        if left:
            self._add(table, left[0])
        return "add" if left else "enough"

    def _value(self, asked: Field, row: Mapping[str, Any]) -> Raw | Left:
        found = row.get(asked.name)
        if found is None:
            return Left("skipped")
        if isinstance(found, dict):
            return Left(found["open"])
        if asked.type == "yes-no":
            return {"true": "yes", "false": "no"}.get(found, found)
        if asked.type == "rows":
            return self._picked(asked, found)
        return found

    def _picked(self, asked: Field, wanted: list[str]) -> Raw:
        """The options called like the rows wanted; ``+`` where one has to be added first."""
        codes = []
        for local in wanted:
            person = next(one for one in self.data["people"] if one["id"] == local)
            there = [one.code for one in asked.options if one.label == person["name"]]
            if not there:
                self._add("people", person)
                return [*codes, "+"]
            codes += there
        return codes

    def _name(self, page: Page) -> tuple[Values, str]:
        return {page.fields[0].name: self.waiting["people"][-1]["name"]}, "next"
