"""Sittings with a clock and ids that repeat, and the ways through them that tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

from tests.driving import QUIET, Driver, Values
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Page
from tui.vault import Vault

PASSPHRASE = "seven plain words for a test vault"
QUICK = 2
"""A work factor that makes opening fast; real vaults have 18."""

PACIFIC = timezone(-timedelta(hours=8))


class Clock:
    """Tells the time it was told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 4, 9, 30, tzinfo=PACIFIC)

    def __call__(self) -> datetime:
        return self.now


_IDS = (f"{number:020x}" for number in count(1))


def new_id() -> str:
    """An id that no row of any sitting has yet."""
    return next(_IDS)


def start(program: Program, **more: Any) -> App:
    """An app with a clock and ids that repeat, and a vault that opens fast."""
    given: dict[str, Any] = {"clock": Clock(), "new_id": new_id, "kdf": QUICK}
    return App.start(program, **(given | more))


def go(app: App, until: Callable[[Page], bool], data: Mapping[str, Any] | None = None) -> Driver:
    """Answer pages from ``data`` until one is reached; the driver goes on from there."""
    driver = Driver(data or {})
    on(app, driver, until)
    return driver


def on(app: App, driver: Driver, until: Callable[[Page], bool], most: int = 2_000) -> Page:
    """Go on answering pages until one is reached."""
    for _ in range(most):
        if until(app.page):
            return app.page
        assert app.page.kind != "end", "the sitting came to its end"
        before = app.page
        values, choice = driver.turn(before)
        page = app.submit(values, choice)
        errors = [(one.name, values[one.name], one.error) for one in page.fields if one.error]
        assert not errors, (page.id, errors)
    raise AssertionError(f"never arrived; now at {app.page.id}")


def at(*ids: str) -> Callable[[Page], bool]:
    """Whether a page is one of these, by its id."""
    return lambda page: page.id in ids


def asks(name: str) -> Callable[[Page], bool]:
    """Whether a page asks for an answer of that name."""
    return lambda page: name in {one.name for one in page.fields}


def kept(app: App, folder: Path, data: Mapping[str, Any] | None = None) -> Driver:
    """Go from the first screen to the first question of a record kept in ``folder``."""
    app.submit({}, "own")
    driver = go(app, at("place"), data)
    seal(app, folder)
    on(app, driver, asks("occurred"))
    return driver


def seal(app: App, folder: Path, passphrase: str = PASSPHRASE) -> Page:
    """Choose a folder and a passphrase."""
    assert app.page.id == "place"
    assert app.submit({"folder": str(folder)}).id == "passphrase"
    typed: Values = {"passphrase": passphrase, "again": passphrase}
    page = app.submit(typed)
    return app.submit(typed, "anyway") if page.id == "passphrase" else page


def unlock(app: App, passphrase: str = PASSPHRASE) -> Page:
    """Type the passphrase, and say that the moment is fine."""
    assert app.page.id == "unlock"
    page = app.submit({"passphrase": passphrase})
    if asks("opening_safe")(page):
        page = app.submit({"opening_safe": QUIET["opening_safe"]})
    return page


def copied(folder: Path, to: Path, name: str = "") -> Kept:
    """The case as it is on the disk, read by another vault from a copy of the folder."""
    import shutil

    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(folder, to)
    with Vault.open(to, PASSPHRASE) as vault:
        cases = [vault.case(info.id) for info in vault.cases() if not name or info.name == name]
        # A disk that fails in a new case's last step may leave an empty one behind.
        cases = [case for case in cases if case.tables()]
        assert len(cases) == 1, [case.name for case in cases]
        return Kept({table: cases[0].rows(table) for table in cases[0].tables()})


class Kept:
    """What a vault held when it was read."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self._tables = tables

    def rows(self, table: str) -> dict[str, Any]:
        return self._tables.get(table, {})

    def answers(self, table: str) -> list[dict[str, Any]]:
        """The answers of a table's rows, each as its value or how it was left open."""
        return [
            {name: one.get("v", one.get("open")) for name, one in row["fields"].items()}
            for row in self.rows(table).values()
        ]


def files(*roots: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below some roots, with size and time of change."""
    found = {}
    for root in roots:
        for path in (root, *sorted(root.rglob("*"))):
            about = path.lstat()
            found[str(path)] = (about.st_size if path.is_file() else 0, about.st_mtime_ns)
    return found


def plain_texts(folder: Path) -> Iterable[bytes]:
    """The bytes of every file below a folder."""
    return (path.read_bytes() for path in folder.rglob("*") if path.is_file())


def skip_all(page: Page) -> Values:
    """Every field of a page skipped."""
    return {one.name: Left("skipped") for one in page.fields}
