"""What may be typed for each type of answer, how it is stored, and what conditions see."""

from __future__ import annotations

import copy
import json
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interview.codec import (
    LONG_TEXT_LIMIT,
    TEXT_LIMIT,
    BadAnswer,
    Money,
    bad_characters,
    clean,
    to_stored,
    to_value,
)
from tui.interview.currencies import CURRENCIES
from tui.interview.dates import When

CODES = ("post", "call")
WAS = {"phone": "call"}


@pytest.mark.parametrize(
    ("kind", "raw", "stored", "value"),
    [
        ("choice", "post", "post", "post"),
        ("choice", "phone", "call", "call"),
        ("choices", ["phone", "post", "call"], ["call", "post"], ("call", "post")),
        ("choices", "post", ["post"], ("post",)),
        ("choices", [], [], ()),
        ("yes-no", True, True, True),
        ("yes-no", "no", False, False),
        ("yes-no", " YES ", True, True),
        ("yes-no", "false", False, False),
        ("number", 7, 7, 7),
        ("number", " -12 ", -12, -12),
        ("money", "45", "CAD 45.00", 4500),
        ("money", 45, "CAD 45.00", 4500),
        ("money", "$1,234.5", "CAD 1234.50", 123450),
        ("money", "usd 12.50", "USD 12.50", 1250),
        ("money", "12.50 eur", "EUR 12.50", 1250),
        ("money", "-3.05", "CAD -3.05", -305),
        ("money", "0.29", "CAD 0.29", 29),
        ("when", "2026-03-03T17:46-08:00", "2026-03-03T17:46-08:00", None),
        ("when", " 2025-11~ ", "2025-11~", None),
        ("when", 2026, "2026", None),
        ("when", "2026-03/2026-05", "2026-03/2026-05", None),
        ("text", "  two words ", "two words", "two words"),
        ("text", 604, "604", "604"),
        ("long-text", "a\r\nb\rc", "a\nb\nc", "a\nb\nc"),
        ("long-text", 12, "12", "12"),
        ("handle", "@sam", "@sam", "@sam"),
        ("link", "https://x.example/{{ 1 }}", "https://x.example/{{ 1 }}", None),
        ("phone", "(604) 555 0123", "604-555-0123", "604-555-0123"),
        ("phone", "1.604.555.0123", "1-604-555-0123", "1-604-555-0123"),
        ("phone", 6045550123, "604-555-0123", "604-555-0123"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958", None),
        ("phone", "911 ext. 4", "911 ext. 4", None),
        ("rows", ["post"], ["post"], ("post",)),
        ("files", "post", ["post"], ("post",)),
        ("files", ["b.png", "a b.png", "b.png"], ["b.png", "a b.png"], ("b.png", "a b.png")),
        ("money", "45 USD", "USD 45.00", 4500),
        ("phone", "06 12 34 56 78", "06 12 34 56 78", None),
        ("phone", "604-555-0123 ext. 4", "604-555-0123 ext. 4", None),
        ("handle", "\uff20name", "@name", "@name"),
        ("handle", "\uff20 \uff20", "\uff20 \uff20", None),
        ("link", "https://example.org/a", "https://example.org/a", None),
        ("link", "example.org", "example.org", None),
    ],
)
def test_taken(kind: str, raw: object, stored: object, value: object) -> None:
    codes = CODES if kind in {"choice", "choices", "rows"} else None
    found = to_stored(kind, raw, codes=codes, was=WAS)
    assert found == stored
    assert type(found) is type(stored)
    assert json.loads(json.dumps(found)) == found
    seen = to_value(kind, found, codes=codes, was=WAS)
    if kind == "when":
        assert seen == When.parse(str(stored))
    elif value is not None:
        assert seen == value
    again = to_stored(kind, found, codes=codes, was=WAS)
    assert again == found


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("choice", "letter"),
        ("choice", ["post"]),
        ("choice", None),
        ("choice", ""),
        ("choices", ["post", "letter"]),
        ("choices", {"post": True}),
        ("choices", [1]),
        ("choices", None),
        ("yes-no", "maybe"),
        ("yes-no", 1),
        ("yes-no", None),
        ("number", "3.5"),
        ("number", "1e3"),
        ("number", "٣"),
        ("number", True),
        ("number", "9" * 16),
        ("number", None),
        ("money", "much"),
        ("money", ""),
        ("money", True),
        ("money", 3.5),
        ("money", "12.345"),
        ("money", "1 " * 30),
        ("when", "2026-02-31"),
        ("when", "yesterday"),
        ("when", True),
        ("when", None),
        ("text", "   "),
        ("text", None),
        ("text", ["a"]),
        ("text", "x" * (TEXT_LIMIT + 1)),
        ("text", "nul \0"),
        ("text", "escape \x1b[31m"),
        ("text", "override \u202e"),
        ("text", "lone \ud800"),
        ("long-text", "x" * (LONG_TEXT_LIMIT + 1)),
        ("long-text", None),
        ("text", True),
        ("phone", False),
        ("handle", "\u2066"),
        ("phone", "call me"),
        ("phone", "+"),
        ("money", "45 QQQ"),
        ("files", ["nul \0"]),
        ("files", ["x" * (TEXT_LIMIT + 1)]),
        ("files", {"a": "b"}),
        ("link", "two words"),
        ("link", "javascript:alert(1)"),
        ("sign-off", {"role": "Lead"}),
        ("sign-off", {"name": "Sam", "date": "yesterday"}),
        ("sign-off", "Sam"),
        ("sign-off", {"name": "Sam", "shoe": "42"}),
        ("sign-off", {"name": ["Sam"]}),
    ],
)
def test_refused_with_a_sentence(kind: str, raw: object) -> None:
    with pytest.raises(BadAnswer) as refused:
        to_stored(kind, raw, codes=CODES)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert len(sentence) < 200
    assert sentence.isprintable()


def test_a_sentence_can_be_translated() -> None:
    with pytest.raises(BadAnswer) as refused:
        to_stored("text", "x" * (TEXT_LIMIT + 1))
    assert "{length}" in refused.value.sentence
    assert refused.value.words == {"length": str(TEXT_LIMIT + 1), "limit": str(TEXT_LIMIT)}


def test_a_bad_code_is_shown_short_and_clean() -> None:
    with pytest.raises(BadAnswer) as refused:
        to_stored("choice", "\x1b[31m" + "x" * 500, codes=CODES)
    assert refused.value.words["code"] == "[31m" + "x" * 36


def test_a_code_with_braces_is_only_words() -> None:
    with pytest.raises(BadAnswer, match=r"\{code\}"):
        to_stored("choice", "{code}", codes=CODES)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("choice", "letter"),
        ("choices", ["letter"]),
        ("choices", 3),
        ("yes-no", "yes"),
        ("number", "many"),
        ("when", "2026-02-31"),
        ("when", 3),
        ("money", "much"),
        ("text", 3),
        ("sign-off", "x"),
    ],
)
def test_what_is_stored_may_no_longer_fit(kind: str, stored: object) -> None:
    with pytest.raises(BadAnswer):
        to_value(kind, stored, codes=CODES)


def test_a_sign_off_keeps_what_is_given() -> None:
    given = {"name": "Sam", "role": "Lead", "date": "2026-03-03", "view": "", "fingerprint": "ab"}
    stored = to_stored("sign-off", given)
    assert stored == {"name": "Sam", "role": "Lead", "date": "2026-03-03", "fingerprint": "ab"}
    assert to_value("sign-off", stored) == stored


def test_cleaning_keeps_words_and_drops_the_rest() -> None:
    assert clean("a\r\nb\tc\x00\x1b[0m\u202ed\u2069\ud800") == "a\nb\tc[0md"
    assert clean("e\u0301") == "é"
    assert clean("👩‍👩‍👧 ਸਤ ਸ੍ਰੀ ਅਕਾਲ") == "👩‍👩‍👧 ਸਤ ਸ੍ਰੀ ਅਕਾਲ"
    assert bad_characters("a\r\n\tb") == []
    assert bad_characters("\x00\x00\x7f\u202a") == ["U+0000", "U+007F", "U+202A"]


@given(st.text())
def test_what_is_kept_is_clean_and_stays_as_it_is(text: str) -> None:
    try:
        stored = to_stored("long-text", text)
    except BadAnswer:
        return
    assert isinstance(stored, str)
    assert bad_characters(stored) == []
    assert clean(stored) == stored
    assert to_stored("long-text", stored) == stored


@pytest.mark.parametrize(
    "kind",
    ["money", "number", "when", "phone", "choice", "yes-no", "text", "handle", "link", "files"],
)
@pytest.mark.parametrize("filler", [" ", "1", "1 ", "$", "-", "(", "\u202e"])
def test_five_megabytes_are_refused_at_once(kind: str, filler: str) -> None:
    text = "1" + filler * (5_000_000 // len(filler)) + "!"
    begun = perf_counter()
    with pytest.raises(BadAnswer) as refused:
        to_stored(kind, text, codes=CODES)
    assert len(str(refused.value)) < 300
    assert perf_counter() - begun < 20


def test_money_keeps_its_currency_and_compares_as_cents() -> None:
    value = to_value("money", "USD 12.50")
    assert isinstance(value, Money)
    assert value == 1250
    assert value.currency == "USD"
    assert copy.copy(value).currency == "USD"


def test_every_currency_that_somebody_pays_with_today_is_known() -> None:
    from babel.core import get_global
    from babel.numbers import is_currency

    today = {
        code
        for spans in get_global("territory_currencies").values()
        for code, _start, end, tender in spans
        if end is None and tender
    }
    assert today <= CURRENCIES
    assert all(is_currency(code) for code in CURRENCIES)
