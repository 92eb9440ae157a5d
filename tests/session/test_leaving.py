"""The menu from anywhere and back; and leaving, after which nothing is left."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from tests.driving import read
from tests.session.sittings import PASSPHRASE, asks, at, go, kept, on, start, unlock
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page

EXAMPLES = Path(__file__).parents[2] / "examples"
MARK = "zebrafish in the aquarium"


def test_before_a_place_is_chosen_the_menu_does_nothing(program: Program, tmp_path: Path) -> None:
    app = start(program)

    def same() -> None:
        before = app.page
        assert app.menu() == before

    same()
    app.submit({}, "people")
    same()
    app.submit({})
    app.submit({}, "open")
    same()
    app.back()
    app.submit({}, "client")
    same()
    app.submit({"label": "Ann"})
    go(app, lambda page: same() or page.id == "place")  # type: ignore[func-returns-value]
    same()
    app.submit({"folder": str(tmp_path / "kept")})
    same()
    app.submit({}, "offered")
    same()
    app.back()
    app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert app.menu().id == "home"


def test_back_and_forward_are_harmless_where_there_is_nothing(program: Program) -> None:
    app = start(program)
    for _ in range(3):
        assert app.back().id == "begin"
        assert app.forward().id == "begin"
    app.submit({}, "leave")
    assert app.back().id == "end"
    assert app.forward().id == "end"
    assert app.menu().id == "end"


def everywhere(app: App) -> dict[str, Page]:
    """Every page that can be reached from the menu by choosing, each by its id."""
    found: dict[str, Page] = {}
    paths: list[list[str]] = [[]]
    while paths:
        path = paths.pop(0)
        app.menu()
        while app.page.id != "home":
            app.back()
        for choice in path:
            app.submit({}, choice)
        page = app.page
        if page.id in found or page.kind == "end":
            continue
        found[page.id] = page
        if len(path) == 4:
            continue
        rows = [one.code for one in page.lines if one.code.startswith("r")]
        lines = [one.code for one in page.lines[:8]]
        codes = [*(one.code for one in page.choices), *lines, *rows[-1:]]
        careful = {"leave", "", "write", "cases", "safety", "next", "new:incidents"}
        if page.id == "remove":
            careful.add("remove")
        paths += [[*path, code] for code in codes if code not in careful]
    return found


def test_from_every_page_the_menu_and_back_lead_to_it_again(
    program: Program, tmp_path: Path
) -> None:
    app = start(program)
    driver = kept(app, tmp_path / "kept", read(EXAMPLES / "three-entries.yaml"))
    on(app, driver, at("home"))
    pages = everywhere(app)
    assert {"home", "open", "papers", "people", "paper|tfv-log", "remove"} <= set(pages)
    assert sum(page.kind == "form" for page in pages.values()) > 10
    for page in pages.values():
        if page.id == "home":
            continue
        assert page.can_back, page.id
    # One of each kind, with the menu opened over it.
    app.menu()
    app.submit({}, "review")
    here = app.submit({}, next(one.code for one in app.page.lines if one.code.startswith("r")))
    for step in (here.id, "remove"):
        if step == "remove":
            app.submit({}, "remove")
        assert app.menu().id == "home"
        assert app.back().id == step


def reachable(root: object, most: int = 2_000_000) -> list[Any]:
    """Everything an object leads to, without the program it was given and modules."""
    seen: dict[int, Any] = {}
    queue: list[Any] = [root]
    while queue and len(seen) < most:
        one = queue.pop()
        if id(one) in seen or isinstance(one, type | Program) or type(one).__name__ == "module":
            continue
        seen[id(one)] = one
        if callable(one) and not hasattr(one, "__closure__"):
            continue
        queue += [
            other
            for other in gc.get_referents(one)
            if not (isinstance(other, dict) and "__builtins__" in other)
        ]
    return list(seen.values())


def texts(things: list[Any]) -> str:
    return "\n".join(str(one) for one in things if isinstance(one, str | bytes))


@pytest.mark.parametrize("stored", [True, False])
def test_after_leaving_no_answer_can_be_reached(
    program: Program, tmp_path: Path, stored: bool
) -> None:
    app = start(program, memory_only=not stored)
    if stored:
        kept(app, tmp_path / "kept")
    else:
        app.submit({}, "own")
        go(app, asks("occurred"))
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.submit({"what": MARK})
    app.back()
    app.keep_draft("what", f"{MARK} draft")
    assert texts(reachable(app)).count(MARK) >= 2
    app.leave()
    left = reachable(app)
    assert MARK not in texts(left)
    assert PASSPHRASE not in texts(left)
    assert str(tmp_path / "kept") not in texts(left)
    assert app._sitting.book is None
    assert app._sitting.vault is None
    assert app.page.kind == "end"
    assert not app.page.fields


def test_leaving_twice_and_going_on_after_it_is_harmless(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.leave()
    assert app.done
    app.leave()
    for call in (app.back, app.forward, app.menu, lambda: app.submit({"occurred": "x"})):
        assert call().kind == "end"
    app.keep_draft("occurred", "x")
    assert app._sitting.drafts == {}
    again = start(program, vault_path=tmp_path / "kept")
    unlock(again)


def test_leaving_by_the_menu_ends_the_sitting(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.menu()
    page = app.submit({}, "leave")
    assert page.kind == "end"
    assert not app.done
    app.submit({}, "leave")
    assert app.done
    second = start(program, vault_path=tmp_path / "kept")
    unlock(second)


def test_drafts_may_be_kept_on_any_page(program: Program, tmp_path: Path) -> None:
    """A face hands over what is typed without knowing what it is for."""
    app = start(program)
    for _ in range(400):
        for name in ("what", "passphrase", "folder", "", "occurred", "no such field"):
            app.keep_draft(name, "typed")
        if app.page.kind == "end" or app.page.id in {"place", "home"}:
            break
        app.submit({}, "own" if app.page.id == "begin" else "next")
    assert all(name != "passphrase" for _row, name in app._sitting.drafts)
    app.leave()
