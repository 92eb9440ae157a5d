"""Passphrases: how they are read, judged and made."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui.vault import generate_passphrase, passphrase_bits, strength
from tui.vault.passphrases import normal, word_list
from tui.vault.unkind import UNKIND


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  one   two ", "one two"),
        ("one\u00a0two\u3000three\tfour\n", "one two three four"),
        ("cafe\u0301", "caf\u00e9"),
        ("mot²ﬁn", "mot²ﬁn"),  # NFC, not NFKC: what a key types stays what it is
        ("ABC abc", "ABC abc"),
    ],
)
def test_one_form_however_it_was_typed(typed: str, read: str) -> None:
    assert normal(typed) == read


def test_strength_tells_good_from_bad() -> None:
    assert strength("").score == strength("  ").score == 0
    assert strength("password1").score <= 1
    assert strength("correcthorse").score in {1, 2, 3}
    assert strength("quilt lantern mosaic tundra pebble").score == 4
    assert strength("half \ud800").score == 0
    assert len({strength(p).sentence for p in ("", "password", "half \ud800")}) == 3


def test_what_a_person_near_would_try_counts_against_it() -> None:
    assert strength("Marguerite Tremblay").score > 2
    assert strength("Marguerite Tremblay", ["Marguerite Tremblay", "Rex"]).score <= 1
    assert strength("tremblaymarguerite", ["Marguerite Tremblay"]).score <= 1


def test_five_megabytes_are_judged_at_once() -> None:
    start = time.perf_counter()
    assert strength("aB3 é" * 1_000_000, ["x" * 1_000_000] * 1000).score >= 0
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(("language", "least"), [("en", 65), ("fr", 63)])
def test_generated_ones_are_as_good_as_they_say(language, least) -> None:  # type: ignore[no-untyped-def]
    words = word_list(language)
    assert len(words) == len(set(words))
    assert passphrase_bits(language=language) == least
    made = {generate_passphrase(language=language) for _ in range(50)}
    assert len(made) == 50
    for passphrase in made:
        assert len(passphrase.split(" ")) == 6
        assert set(passphrase.split(" ")) <= set(words)
        assert passphrase == normal(passphrase)
        assert passphrase.isascii()
        assert strength(passphrase).score == 4


def test_asked_for_too_few_words() -> None:
    assert len(generate_passphrase(8).split()) == 8
    with pytest.raises(ValueError, match="four words"):
        generate_passphrase(3)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_one_has_to_type_what_hurt_them(language) -> None:  # type: ignore[no-untyped-def]
    from mnemonic import Mnemonic

    unkind = set(UNKIND[language].split())
    assert unkind <= set(Mnemonic({"en": "english", "fr": "french"}[language]).wordlist)
    assert not unkind & set(word_list(language))


def test_importing_the_room_imports_nothing_heavy() -> None:
    heavy = "tinydb zxcvbn pyrage cryptography mnemonic filelock"
    script = f"import sys, tui.vault; print([m for m in {heavy!r}.split() if m in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
