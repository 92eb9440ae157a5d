"""What is typed is said back as it would be kept, in the person's language, and quickly."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.every_type import program
from tests.every_type.walking import walk
from tests.session.sittings import start
from tui import wording
from tui.session.page import Choice, Field
from tui.session.understood import understood

TODAY = date(2026, 3, 4)


def said(kind: str, text: str) -> str:
    return understood(Field(name="q", type=kind, label="?"), text, TODAY)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("when", "2026-03-03T17:46", "3 March 2026, 5:46 p.m."),
        ("when", "3/15/2026", "15 March 2026"),
        ("when", "yesterday", "3 March 2026"),
        ("when", "about 3/2026", "about March 2026"),
        ("when", "3 July 2025 5 pm pacific", "3 July 2025, 5:00 p.m. (UTC\u221207:00)"),
        ("when", "don't know", "date not known"),
        ("when", "3 March 2026", ""),
        ("money", "45.5", "$45.50"),
        ("money", "1 234,50", "$1,234.50"),
        ("money", "us$45", "US$45.00"),
        ("number", "about 20", "20"),
        ("number", "20", ""),
        ("phone", "6045550123", "604-555-0123"),
        ("phone", "604-555-0123", ""),
        ("phone", "+44 20 7946 0958", ""),
        ("handle", "\uff20name", "@name"),
        ("handle", "@name", ""),
        ("link", "https://example.org", ""),
        ("text", "about 20", ""),
        ("long-text", "3/3/2026", ""),
        ("secret", "6045550123", ""),
        ("sign-off", "Sam", ""),
    ],
)
def test_it_says_how_it_would_be_kept(kind: str, typed: str, words: str) -> None:
    assert said(kind, typed) == words


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("when", "03/04/2026", "This could be 3 April 2026 or 4 March 2026."),
        ("when", "the 3rd", "Please write the month and the year"),
        ("number", "20-30", "Please write one number"),
        ("money", "about 50", "Please write one amount"),
        ("phone", "nobody", "Write a phone number"),
        ("link", "example", "Write a web address"),
    ],
)
def test_what_cannot_be_read_is_said_so(kind: str, typed: str, words: str) -> None:
    assert words in said(kind, typed)


@pytest.mark.parametrize("kind", ["when", "money", "number", "phone", "handle", "link", "files"])
def test_nothing_typed_says_nothing(kind: str) -> None:
    assert said(kind, "") == said(kind, "  \n ") == ""


def test_what_is_picked_says_it_all() -> None:
    field = Field(name="q", type="choice", label="?", options=(Choice("a", "A"),))
    assert understood(field, "a", TODAY) == ""


@pytest.mark.parametrize("kind", ["handle", "link"])
def test_an_address_is_kept_as_pasted_and_what_tells_on_people_is_said(kind: str) -> None:
    words = said(kind, "https://example.com/name?igsh=MTIz")
    assert "may tell who shared it" in words
    assert said(kind, "https://example.com/name?page=2") == ""


def test_it_speaks_the_persons_language() -> None:
    with wording.using("fr-CA"):
        assert said("when", "3/15/2026") == "15 mars 2026"
        assert said("money", "45.5") == "45,50\u00a0$"


def test_files_are_looked_for_and_nothing_else(tmp_path: Path) -> None:
    there = tmp_path / "some notes.txt"
    there.write_text("x" * 2_400, encoding="utf-8")
    changed = datetime(2026, 3, 3, 12, tzinfo=UTC).timestamp()
    os.utime(there, (changed, changed))
    before = there.stat()
    words = said("files", f"'{there}'\n{tmp_path / 'gone.png'}\n{tmp_path}")
    assert words == (
        "some notes.txt: 2.4 KB, changed 3 March 2026; gone.png: not found from here; "
        f"{tmp_path.name}: a folder"
    )
    after = there.stat()
    assert (before.st_atime_ns, before.st_mtime_ns) == (after.st_atime_ns, after.st_mtime_ns)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["some notes.txt"]


@pytest.mark.parametrize(
    "name", ["nul \u2400", "x" * 5_000, "~nobody-such/x", "\\\\server\\share\\x.png", "//server/x"]
)
def test_any_trouble_with_a_name_is_just_not_found(name: str) -> None:
    assert said("files", name).endswith("not found from here")


def test_a_place_on_a_network_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr(Path, "stat", lambda self, **more: looked.append(self))
    said("files", "\\\\server\\share\\x.png\n//server/share/x.png")
    assert looked == []


def test_many_files_are_told_of_in_a_few_words() -> None:
    words = said("files", "\n".join(f"{number}.png" for number in range(300)))
    assert words.count("not found") == 5
    assert words.endswith("and 295 more")


@given(
    st.sampled_from(["when", "money", "number", "phone", "handle", "link"]), st.text(max_size=60)
)
def test_whatever_is_typed_is_answered_in_plain_words(kind: str, typed: str) -> None:
    words = said(kind, typed)
    assert "\n" not in words
    assert "{" not in words or "{" in typed


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("when", "between 8 pm and 10 pm on 3 May 2026 Pacific"),
        ("when", "entre le 3 mars 2026 \u00e0 17 h et le 4 mars 2026 \u00e0 18 h (heure de l'Est)"),
        ("when", "3 " * 5_000),
        ("when", "x" * 200_000),
        ("money", "1 " * 5_000),
        ("number", "twenty " * 1_000),
        ("phone", "1 " * 5_000),
        ("link", "a." * 5_000),
        ("handle", "\uff20" * 5_000),
    ],
)
def test_it_is_quick(kind: str, typed: str) -> None:
    said(kind, typed)
    quickest = min(_timed(kind, typed) for _ in range(5))
    assert quickest < 0.02  # 2 ms, and room for a busy machine.


def _timed(kind: str, typed: str) -> float:
    begun = perf_counter()
    said(kind, typed)
    return perf_counter() - begun


def test_a_session_says_it_for_the_fields_of_its_page() -> None:
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    walk(app, "signed")
    assert app.understood("signed.date", "yesterday") == "3 March 2026"
    assert app.understood("signed.name", "yesterday") == ""
    assert app.understood("not there", "yesterday") == ""
