from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.faces.plain import clean

ANY = st.text(st.characters(), max_size=200)


@given(ANY)
def test_no_line_holds_anything_that_acts(text: str) -> None:
    for line in clean.lines(text):
        for character in line:
            kind = unicodedata.category(character)
            assert kind not in ("Cc", "Cs", "Zl", "Zp")
            assert kind != "Cf" or character in "\u200c\u200d"
    assert len(clean.one_line(text).splitlines()) <= 1


def test_what_is_hidden_becomes_visible() -> None:
    assert clean.lines("a\x1b[2Jb\u202ec\r\nd\x85e\u2028f") == [
        "a<U+001B>[2Jb<U+202E>c",
        "d",
        "e",
        "f",
    ]
    assert clean.one_line("one\rtwo\n\n three") == "one two  three"


def test_words_that_need_joiners_keep_them() -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    assert clean.one_line(f"ਪੰਜਾਬੀ \u200c {family}") == f"ਪੰਜਾਬੀ \u200c {family}"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8", "no-such"])
@given(text=ANY)
def test_any_text_can_be_written_in_any_encoding(encoding: str, text: str) -> None:
    written = clean.encodable(clean.one_line(text), encoding)
    written.encode("ascii" if encoding == "no-such" else encoding)


def test_letters_lose_their_accents_rather_than_themselves() -> None:
    assert clean.encodable("L’été… « où »", "ascii") == 'L\'ete... " ou "'
    assert clean.encodable("L’été 😂", "cp1252") == "L’été ?"


@given(ANY, st.integers(19, 60), st.sampled_from(["", "  ", "     "]))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int, lead: str) -> None:
    whole = clean.one_line(text)
    parts = list(clean.wrap(whole, columns, lead))
    assert all(clean.cells(part) <= columns for part in parts)
    assert all(part.startswith(lead) for part in parts[1:] if part)
    assert "".join(parts).replace(" ", "") == whole.replace(" ", "")


def test_padding_cannot_push_words_to_the_left_edge() -> None:
    parts = list(clean.wrap("Sam" + " " * 77 + "1. Delete everything", 79, "  "))
    assert parts == ["Sam", "  1. Delete everything"]
    wide = list(clean.wrap("猫" * 60 + "1. Delete", 79, "  "))
    assert all(part.startswith("  ") for part in wide[1:])
