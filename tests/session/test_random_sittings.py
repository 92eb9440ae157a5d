"""Whatever a person does, in whatever order: no page breaks, and the disk holds what is shown."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.driving import Driver
from tests.session.sittings import PASSPHRASE, Clock, at, kept, on, start, unlock
from tests.session.test_before_the_disk import entered
from tui.interview.answers import Answers
from tui.interview.program import Program
from tui.session.app import App
from tui.session.book import Book
from tui.session.page import Page
from tui.vault import Vault

AVOIDED = {"leave", "write", "cases", "safety", "again"}
"""Choices that end the walk, write papers or turn to another record."""


def seen(answers: Answers) -> list[object]:
    return [
        (row.id, row.table, above, dict(row.fields), row.written, row.changed)
        for row, above in answers.rows()
    ]


def sound(page: Page) -> None:
    """What every face takes for granted of a page."""
    assert page.title or page.text or page.fields or page.lines
    names = [one.name for one in page.fields]
    assert len(names) == len(set(names))
    codes = [one.code for one in (*page.choices, *page.lines) if one.code]
    assert len(codes) == len(set(codes))
    assert page.choices or page.lines
    for field in page.fields:
        options = {one.code for one in field.options}
        if field.type in {"choice", "choices", "rows", "yes-no"}:
            assert options
            values = [field.value] if isinstance(field.value, str) else field.value
            assert {one for one in values if one} <= options, field.name
        assert field.open in {"", "skipped", "not-sure", "later"}
        assert set(field.may_open) <= {"skipped", "not-sure", "later"}
    if page.progress is not None:
        assert 0 <= page.progress.done <= page.progress.least <= page.progress.most
    assert not any("\x1b" in one.text or "not known: not known" in one.text for one in page.text)


def step(app: App, chance: random.Random, clock: Clock) -> None:
    page = app.page
    way = chance.random()
    if way < 0.08:
        app.back()
    elif way < 0.12:
        app.forward()
    elif way < 0.16:
        app.menu()
    elif way < 0.2:
        for field in page.fields:
            app.keep_draft(field.name, chance.choice(["", "half", "a typed \x1b word"]))
    elif way < 0.28:
        chance.choice([app.outline, app.still_open, app.undo, app.undo])()
    else:
        codes = [one.code for one in (*page.choices, *page.lines) if one.code not in AVOIDED]
        values = {field.name: entered(field, chance) for field in page.fields}
        if chance.random() < 0.1:
            values.pop(next(iter(values), ""), None)
        app.submit(values, chance.choice(codes) if codes else "next")
    if chance.random() < 0.02:
        clock.now = clock.now.replace(day=min(clock.now.day + 1, 31))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shown_is_what_is_kept(program: Program, seed: int) -> None:
    chance = random.Random(seed)
    clock = Clock()
    with TemporaryDirectory() as place:
        folder = Path(place) / "kept"
        app = start(program, clock=clock)
        kept(app, folder)
        for _ in range(150):
            step(app, chance, clock)
            sound(app.page)
            if app.page.kind == "end":
                break
        book = app._sitting.open()
        held, fresh = seen(book.flow.answers), book.flow.fresh()
        states = [(item.key, item.state) for item in book.flow.items()]
        assert states == [(item.key, item.state) for item in fresh.items()]
        drafts = dict(app._sitting.drafts)
        app.leave()
        with Vault.open(folder, PASSPHRASE) as vault:
            case = vault.case(vault.cases()[0].id)
            again = Book(program, case, clock)
            assert sorted(map(str, seen(again.flow.answers))) == sorted(map(str, held))
            rows = {row[0] for row in held}
            assert {(one["row"], one["name"]) for one in case.documents("drafts")} == {
                key for key in drafts if key[0] in rows
            }
            # Going on from the disk leads to the same place as going on here.
            assert [(item.key, item.state) for item in again.flow.items()] == states


@pytest.mark.parametrize("seed", range(100, 112))
def test_no_way_through_the_pages_breaks(program: Program, seed: int) -> None:
    chance = random.Random(seed)
    clock = Clock()
    app = start(program, clock=clock, memory_only=True)
    app.submit({}, "own")
    on(app, Driver({}), at("memory"))
    app.submit({})
    for _ in range(400):
        step(app, chance, clock)
        sound(app.page)
        if app.page.kind == "end":
            break
    app.leave()
    assert app.done


@pytest.mark.parametrize("seed", range(4))
def test_a_random_sitting_can_be_gone_on_with(program: Program, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    clock = Clock()
    app = start(program, clock=clock)
    kept(app, tmp_path / "kept")
    for _ in range(3):
        for _ in range(60):
            step(app, chance, clock)
        app.leave()
        app = start(program, clock=clock, vault_path=tmp_path / "kept")
        unlock(app)
        assert app.page.id == "home"
    app.leave()


def test_random_sittings_get_about(program: Program) -> None:
    """Were they to turn in a circle, they would find nothing and pass."""
    kinds: Counter[str] = Counter()
    for seed in range(18):
        clock, chance = Clock(), random.Random(seed)
        app = start(program, clock=clock, memory_only=True)
        app.submit({}, "own")
        on(app, Driver({}), at("memory"))
        app.submit({})
        for _ in range(500):
            step(app, chance, clock)
            kinds[app.page.id.split("|")[0]] += 1
        app.leave()
    wanted = {"home", "review", "open", "remove", "confirm", "add", "people", "papers", "paper"}
    wanted |= {"outline", "only", "settings"}
    assert wanted <= set(kinds), wanted - set(kinds)
    assert len(kinds) > 25
