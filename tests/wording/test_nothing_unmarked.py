"""With the made-up language on, text without brackets is text nobody marked for translation."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from itertools import count
from typing import Any

import pytest

from tui import wording
from tui.interview.content import load
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.app import App
from tui.session.page import Field, Left, Page, Raw
from tui.wording.pseudo import CLOSING, OPENING, untranslated

# What a person would type, with nothing in it that could pass for text of ours.
TYPED = {
    "when": "2026-03-03 17:46",
    "number": "3",
    "money": "45.50",
    "phone": "604-555-0123",
    "secret": f"{OPENING}four made up words{CLOSING}",
}
OWN_WORDS = f"{OPENING}words{CLOSING}"


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def started(program: Program) -> App:
    ids = (f"{number:020x}" for number in count(1))
    now = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    return App.start(program, memory_only=True, clock=lambda: now, new_id=lambda: next(ids))


def shown(page: Page) -> Iterator[tuple[str, str]]:
    """Every text of a page, with where it stands."""
    yield "title", page.title
    yield "section", page.section
    yield "help", page.help
    yield "why", page.why
    yield "saved", page.saved
    for paragraph in page.text:
        yield "text", paragraph.text
    for field in page.fields:
        yield "field", field.label
        yield "hint", field.hint
        yield "error", field.error
        yield "suggested", field.suggested_label
        for option in field.options:
            if field.name in {"language", "paper_language"} and option.code != "screen":
                continue  # a language is called by its own name
            yield "option", option.label
            yield "option", option.note
    for choice in page.choices:
        yield "choice", choice.label
        yield "choice", choice.note
    for line in page.lines:
        yield "line", line.label
        yield "line", line.detail
        yield "line", line.state
    for person in page.people:
        # Where a number was found is quoted as it is written there.
        for part in (person.name, person.how, person.hours, person.about, person.checked):
            yield "person", part


def unmarked(page: Page) -> set[str]:
    return {
        f"{page.id}: {place}: {left}" for place, text in shown(page) if (left := untranslated(text))
    }


def entered(field: Field, chance: random.Random) -> Raw | Left:
    if field.name == "language":  # of the screen: it stays the made-up one
        return field.value
    if field.name == "language":
        return field.value  # another one would have no brackets
    if field.may_open and chance.random() < 0.1:
        return Left(chance.choice(field.may_open))  # type: ignore[arg-type]
    codes = [option.code for option in field.options]
    if field.type in {"choices", "rows", "files"}:
        return [chance.choice(codes)] if codes else []
    if codes:
        return chance.choice(codes)
    return TYPED.get(field.type, OWN_WORDS)


def walk(app: App, chance: random.Random, pages: int) -> Iterator[Page]:
    for _ in range(pages):
        page = app.page
        yield page
        if app.done:
            return
        values = {field.name: entered(field, chance) for field in page.fields}
        codes = [*(choice.code for choice in page.choices), *(line.code for line in page.lines)]
        # There is no vault here to open, and leaving ends the walk.
        nowhere = {"leave", "open"} if "client" in codes else {"leave"}
        codes = [code for code in codes if code not in nowhere]
        app.submit(values, chance.choice(codes) if codes else "next")
        if chance.random() < 0.05:
            app.menu()


@pytest.mark.parametrize("seed", range(12))
def test_every_page_is_marked_for_translation(program: Program, seed: int) -> None:
    with wording.using("xx"):
        app = started(program)
        found: set[str] = set()
        seen: set[str] = set()
        for page in walk(app, random.Random(seed), 160):
            found |= unmarked(page)
            seen.add(page.title)
        app.leave()
    assert found == set()
    assert len(seen) > 3


def test_the_plain_face_is_marked_for_translation(program: Program) -> None:
    from tui.faces.plain import run

    script = [":?", "wrong", "1", "", "", ":n", "", "3", ":s", ":l", "1", "2,3", "9", ":b", ":m"]
    with wording.using("xx"):
        out = StringIO()
        run(started(program), StringIO("\n".join([*script * 4, ":q"]) + "\n"), out)
    # The face names its own commands, and quotes where a number was found.
    quoted = re.compile(r":[a-z?]\b")
    lines = (quoted.sub("", line) for line in out.getvalue().splitlines())
    assert {left for line in lines if (left := untranslated(line))} == set()


KEY_NAMES = re.compile(r"\b(Ctrl\+[A-Z]|Esc|Tab|Page Up|Page Down|F\d+)\b")


async def screens(app: App) -> list[str]:
    """What the screen face shows for the session's page, and on F1 over it."""
    from tui.faces.screen.app import ScreenFace
    from tui.faces.screen.screens.help import HelpScreen
    from tui.session.desk import Desk

    desk = Desk()
    face = ScreenFace(app, desk)
    found = []

    async def until(true: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not true():
            assert time.monotonic() < end, "the screen never came"
            await asyncio.sleep(0.005)
        await pilot.pause()
        rows = face.screen._compositor.render_strips()
        found.append(" ".join("".join(part.text for part in row).strip() for row in rows))

    try:
        async with face.run_test(size=(120, 200)) as pilot:
            await until(lambda: face.page_screen is not None and face.page_screen.built)
            await pilot.press("f1")
            await until(lambda: isinstance(face.screen, HelpScreen))
    finally:
        desk.close(20)
    return found


def reached(program: Program, kind: str) -> App:
    """A session that has come to a page of that kind, by whichever walk leads there."""
    for seed in range(50):
        app = started(program)
        if any(page.kind == kind for page in walk(app, random.Random(seed), 160)):
            return app
    raise AssertionError(f"no walk came to a page of the kind {kind}")


@pytest.mark.parametrize("kind", ["form", "message", "menu", "list"])
def test_the_screen_face_is_marked_for_translation(program: Program, kind: str) -> None:
    with wording.using("xx"):
        seen = asyncio.run(screens(reached(program, kind)))
    assert len(seen) == 2
    assert [untranslated(KEY_NAMES.sub("", each)) for each in seen] == ["", ""]


def test_the_check_finds_what_is_not_marked() -> None:
    page = Page(id="x", kind="message", title="Not marked", section=f"{OPENING}märked{CLOSING}")
    assert unmarked(page) == {"x: title: Not marked"}


def test_every_walk_meets_the_questions(program: Program) -> None:
    """Were the walks to stop at the first page, they would find nothing and pass."""
    kinds: set[Any] = set()
    for seed in range(20):
        app = started(program)
        for page in walk(app, random.Random(seed), 160):
            kinds |= {page.kind, *(field.type for field in page.fields)}
        app.leave()
    assert {"form", "message", "menu", "list", "choice", "choices", "when", "long-text"} <= kinds
