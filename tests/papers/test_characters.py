from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.papers import fonts
from tui.papers.characters import BREAK, breakable, clean, name_emoji, note_unprintable

# "Hello" in the mathematical script letters that people decorate names with.
STYLED = "\U0001d4d7\U0001d4ee\U0001d4f5\U0001d4f5\U0001d4f8"


@pytest.fixture(scope="module")
def printable() -> frozenset[str]:
    return fonts.for_characters([], borrow=False).printable


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b\x1bc\x7fd\x9be", "abcde"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("pay \u202e100\u202c now\u2066x\u2069", "pay 100 nowx"),
        ("\ufeffa\ud800b\ufffec\U000e0041", "abc"),
        ("tab\tstays, so does \u200f this", "tab\tstays, so does \u200f this"),
    ],
)
def test_what_no_paper_can_hold_is_taken_out(written: str, kept: str) -> None:
    assert clean(written) == kept


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("\U0001f602", "[face with tears of joy]"),
        ("\U0001f602\U0001f602\U0001f602!", "[face with tears of joy ×3]!"),
        ("I ❤️ you ❤", "I [red heart] you [red heart]"),
        ("\U0001f469\U0001f3fd‍⚖️", "[woman judge medium skin tone]"),
        ("\U0001f1e8\U0001f1e6", "[flag: Canada]"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "[flag: England]",
        ),
        ("call 1️⃣ now", "call [keycap 1] now"),
        ("\U0001f1e6", "[regional indicator symbol letter a]"),
        ("© 2026 Name™, 5 * 3 # 1", "© 2026 Name™, 5 * 3 # 1"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_emoji_are_named(written: str, named: str) -> None:
    assert name_emoji(clean(written), "en-CA") == named


def test_emoji_are_named_in_french() -> None:
    assert name_emoji("\U0001f602", "fr-CA") == "[visage riant aux larmes]"
    assert name_emoji("\U0001f1e8\U0001f1e6", "fr-CA") == "[drapeau canada]"
    assert name_emoji("\U0001f602", "tlh") == "[face with tears of joy]"


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        ("ਹਰਪ੍ਰੀਤ ਕੌਰ, hi", "[text in Gurmukhi script; see the original], hi"),
        ("(你好)", "([text in Chinese script; see the original])"),
        ("こんにちは世界", "[text in Japanese script; see the original]"),
        (
            "안녕 שלום",
            "[text in Korean script; see the original] [text in Hebrew script; see the original]",
        ),
        (f"{STYLED} \U0001d502", "[styled letters: Hello y]"),
        ("a → b ✓", "a [rightwards arrow] b [check mark]"),
        ("x\ue000y", "x[unknown sign]y"),
        ("हिन्दी, Ελλάδα, Україна", "हिन्दी, Ελλάδα, Україна"),
        ("line\nline\ttab", "line\nline\ttab"),
    ],
)
def test_what_no_font_has_is_noted(written: str, noted: str, printable: frozenset[str]) -> None:
    assert note_unprintable(written, printable) == noted


@given(st.text())
def test_whatever_is_written_comes_out_printable(written: str) -> None:
    covered = fonts.for_characters([], borrow=False).printable
    shown = note_unprintable(name_emoji(clean(written), "en"), covered)
    assert set(shown) - covered <= {"\n", "\t", BREAK, "\u200c", "\u200d"}


@given(st.text(alphabet="ab/?&=.-_@ \n", max_size=300))
def test_breaking_long_strings_adds_marks_and_changes_nothing(written: str) -> None:
    broken = breakable(written)
    assert broken.replace(BREAK, "") == written
    assert max(map(len, broken.replace(BREAK, " ").split()), default=0) < 60


def test_an_address_is_broken_after_its_marks() -> None:
    address = "https://example.com/a/very/long/address?with=parts"
    assert breakable("see " + address).replace(BREAK, "|").startswith("see https://|example.|com/|")
