"""Recovery codes: twelve plain words that open a vault when its passphrase is gone.

They are words of BIP 39, with its checksum that tells a slip of the pen: 126 random bits in
English, 123 in French. Written in small letters with single spaces they are the passphrase of
their slot, so that ``age -d`` alone opens it.
"""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from tui.vault.errors import N_, VaultError
from tui.vault.passphrases import Language

if TYPE_CHECKING:
    from mnemonic import Mnemonic

WORDS = 12
"""How many words a code has."""

GROUP = 3
"""How many words are shown side by side, to copy them by hand."""

_BYTES = 16
_NEAR = 3
_LISTS: dict[Language, str] = {"en": "english", "fr": "french"}
_NOT_A_LETTER = re.compile(r"[^a-z]+")

Slip = Literal["count", "word", "order"]
"""What may be wrong with a code: how many words there are, one of them, or all together."""

_SLIPS: dict[Slip, str] = {
    "count": N_("A recovery code has {of} words. There are {count} here."),
    "word": N_("Word {place} is not one of the words that codes are made of."),
    "order": N_("These words don't belong together like this. Is one misread, or out of place?"),
}


class NotACode(VaultError):
    """What was typed is no recovery code.

    Attributes:
        slip: What is wrong.
        place: Which word, from 1; 0 where it is none in particular.
        near: Words of the list that look like what was typed. Only for the person's own screen.
    """

    def __init__(
        self, slip: Slip, *, count: int = WORDS, place: int = 0, near: tuple[str, ...] = ()
    ) -> None:
        """Choose the sentence."""
        self.slip: Slip = slip
        self.place = place
        self.near = near
        self.sentence = _SLIPS[slip]
        super().__init__(of=str(WORDS), count=str(count), place=str(place))


def new_code(language: Language = "en") -> str:
    """A new recovery code, from the operating system's randomness.

    A code with a word that nobody should have to write down, or that some keyboards can't type,
    is thrown away and made again. That costs one bit of the 128 in English and five in French.
    """
    from tui.vault.passphrases import word_list

    allowed = set(word_list(language))
    while True:
        code = str(_mnemonic(language).to_mnemonic(secrets.token_bytes(_BYTES)))
        if allowed.issuperset(code.split()):
            return code


def groups(code: str) -> list[str]:
    """The words of a code in rows of three, to show and to copy."""
    words = code.split()
    return [" ".join(words[at : at + GROUP]) for at in range(0, len(words), GROUP)]


def ask_back(code: str, count: int = 2) -> dict[int, str]:
    """Some words of a code, by their place from 1, to ask for before the code counts."""
    words = code.split()
    places = sorted(secrets.SystemRandom().sample(range(len(words)), count))
    return {place + 1: words[place] for place in places}


def same_word(typed: str, word: str) -> bool:
    """Whether a word was typed, in whatever letters."""
    return _plain(typed).strip() == word


def read_code(typed: str) -> str:
    """The code in what was typed: capital letters, accents, numbers and commas don't count.

    Args:
        typed: What was typed. Four letters are enough for a word, as no two begin with the same.

    Raises:
        NotACode: If it is none, with what is wrong.
    """
    words = _plain(typed).split()
    lists = {language: _words(language) for language in _LISTS}
    fitting = max(
        lists.values(), key=lambda known: sum(_whole(word, known) != "" for word in words)
    )
    if len(words) != WORDS:
        raise NotACode("count", count=len(words))
    found = []
    for place, word in enumerate(words, 1):
        whole = _whole(word, fitting)
        if not whole:
            near = difflib.get_close_matches(word, set(fitting.values()), _NEAR, 0.6)
            raise NotACode("word", place=place, near=tuple(near))
        found.append(whole)
    code = " ".join(found)
    for language, known in lists.items():
        if known is fitting and _mnemonic(language).check(_spelled(code, language)):
            return code
    raise NotACode("order")


def looks_like_code(typed: str) -> bool:
    """Whether somebody meant to type a recovery code: most of its words are of one list."""
    words = _plain(typed).split()
    if not WORDS - 3 <= len(words) <= WORDS + 3:
        return False
    return any(
        sum(_whole(word, _words(language)) != "" for word in words) >= len(words) - 3
        for language in _LISTS
    )


def _plain(typed: str) -> str:
    """Small letters without accents, with single blanks between words."""
    parted = unicodedata.normalize("NFKD", typed.casefold())
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return _NOT_A_LETTER.sub(" ", bare)


def _whole(word: str, known: dict[str, str]) -> str:
    """The word of a list that was meant by it, or by its first four letters; or nothing."""
    if word in known:
        return word
    return known.get(f"{word}…", "") if len(word) == 4 else ""


@cache
def _words(language: Language) -> dict[str, str]:
    """The words of a list without their accents, and what their first four letters stand for."""
    plain = [_plain(word).strip() for word in _mnemonic(language).wordlist]
    return {word: word for word in plain} | {f"{word[:4]}…": word for word in plain}


@cache
def _mnemonic(language: Language) -> Mnemonic:
    from mnemonic import Mnemonic

    return Mnemonic(_LISTS[language])


def _spelled(code: str, language: Language) -> str:
    """The code with the accents of its list, which its checksum is counted over."""
    spelled = {_plain(word).strip(): word for word in _mnemonic(language).wordlist}
    return " ".join(spelled[word] for word in code.split())
