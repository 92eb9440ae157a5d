"""Passphrases: how they are read, how good they are, and making one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

import msgspec

from tui.vault.errors import N_
from tui.vault.unkind import UNKIND

Language = Literal["en", "fr"]

WORDS = 6
"""How many words a generated passphrase has: 65 bits in English, 63 in French."""

_LONGEST = 72
"""Characters that are judged; zxcvbn takes no more, and more would only be better."""

_MOST_HINTS = 100

_LISTS: dict[Language, str] = {"en": "english", "fr": "french"}

_SENTENCES = (
    N_("This could be guessed very quickly."),
    N_("This could be guessed quickly, above all by someone who knows you."),
    N_("This would hold someone up, but not for long. A few more words would help."),
    N_("This is hard to guess."),
    N_("This is very hard to guess."),
)
_EMPTY = N_("There is nothing here yet.")
_BROKEN = N_("There is a character in this that can't be kept. Please type it another way.")


class Strength(msgspec.Struct, frozen=True):
    """How hard a passphrase is to guess.

    Attributes:
        score: 0 to 4. Below 3 a person should be told plainly, and may still go on.
        sentence: What to tell them: an English msgid.
    """

    score: int
    sentence: str


def normal(passphrase: str) -> str:
    """The form of a passphrase that opens the vault, however it was typed.

    Unicode NFC, as RFC 8265 (OpaqueString) has it, so that one letter typed on two systems is
    one letter; every sort of space is a plain one, runs of them are one, none at the ends.
    Capital letters count. To open the vault with ``age`` itself, type it so.

    Raises:
        ValueError: If it holds half a character (a lone surrogate).
    """
    passphrase.encode()
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def strength(passphrase: str, hints: Sequence[str] = ()) -> Strength:
    """How hard a passphrase is to guess, by zxcvbn's estimate of its first 72 characters.

    Args:
        passphrase: As typed.
        hints: What a person who knows the typist would try: names, places, dates.
    """
    try:
        secret = normal(passphrase)
    except ValueError:
        return Strength(0, _BROKEN)
    if not secret:
        return Strength(0, _EMPTY)
    from zxcvbn import zxcvbn

    known = [hint[:_LONGEST] for hint in hints[:_MOST_HINTS]]
    known += [word for hint in known for word in hint.split()]
    score: int = zxcvbn(secret[:_LONGEST], user_inputs=known)["score"]
    return Strength(score, _SENTENCES[score])


def generate_passphrase(words: int = WORDS, language: Language = "en") -> str:
    """A passphrase of words picked by the operating system's randomness.

    The words are those of BIP 39: short, common, and no two that begin with the same four
    letters. Accented ones are left out, so that any keyboard can type them.

    Args:
        words: How many. :func:`passphrase_bits` says what they are worth.
        language: Of the words.

    Raises:
        ValueError: If fewer than four are asked for.
    """
    import secrets

    if words < 4:
        raise ValueError("a passphrase needs four words or more")
    choices = word_list(language)
    return " ".join(secrets.choice(choices) for _ in range(words))


def passphrase_bits(words: int = WORDS, language: Language = "en") -> int:
    """How many bits of randomness a generated passphrase has, rounded down."""
    from math import log2

    return int(words * log2(len(word_list(language))))


def word_list(language: Language) -> list[str]:
    """The words that generated passphrases are made of."""
    from mnemonic import Mnemonic

    unkind = set(UNKIND[language].split())
    words = Mnemonic(_LISTS[language]).wordlist
    return [word for word in words if word.isascii() and word not in unkind]
