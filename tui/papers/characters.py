"""What characters become on paper: cleaned, emoji named, scripts noted, long strings broken.

A judge and a screen reader must read the same thing, and no character may come out as an
empty box. So emoji are always words in brackets, and where no font has a letter the paper
says which script stood there. Names come from CLDR by the ``emoji`` package, which has
them in French too; Python's own character names cover the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from tui.papers import scripts
from tui.wording import gettext as _

BREAK: Final = "\u200b"
"""Where a layout may break a long string. A zero-width space: it prints as nothing."""

_LONGEST_WORD = 24
_PIECE = 10

# Controls, deletes, lone surrogates, non-characters and tags: no paper format may hold
# them or they show as boxes. Directional overrides and embeddings go as well: one left
# open would turn round the words that follow it. Single direction marks stay.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FLAG: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

# ©, ® and ™ count as emoji, but they are plain signs in everybody's text.
_PICTURE = "\u203c\u2049\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
_PICTURE += "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_EMOJI: Final = re.compile(
    f"(?:[0-9#*]\ufe0f?\u20e3|[{_PICTURE}][{_PICTURE}\ufe0e\ufe0f\u200d\u20e3"
    "\u2640\u2642\u2695\U000e0020-\U000e007f]*)+"
)
_WORD: Final = re.compile(rf"[^\s{BREAK}]{{{_LONGEST_WORD},}}")


def prepared(value: Any, change: Callable[[str], str]) -> Any:
    """Return a context with ``change`` made to every string in it, keys left alone."""
    # A long log has hundreds of thousands of values: asking for the exact type first halves
    # the time.
    kind = type(value)
    if kind is str:
        return change(value)
    if kind is dict:
        return {key: prepared(each, change) for key, each in value.items()}
    if kind is list:
        return [prepared(each, change) for each in value]
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: prepared(each, change) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [prepared(each, change) for each in value]
    return value


def clean(text: str) -> str:
    """Return text that any paper format may hold, with line feeds as its line ends."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text)
    if not _UNFIT.search(text):
        return text
    # England's, Scotland's and Wales's flags are spelt with tag characters.
    flags = _FLAG.findall(text)
    if not flags:
        return _UNFIT.sub("", text)
    kept = [_UNFIT.sub("", part) for part in _FLAG.split(text)]
    return "".join(part + flag for part, flag in zip(kept, [*flags, ""], strict=True))


def name_emoji(text: str, language: str) -> str:
    """Return text with emoji named: ``[face with tears of joy]``, ``[red heart ×3]``.

    Args:
        text: Cleaned text.
        language: As in ``fr-CA``; a language the names don't exist in gets English ones.
    """
    if text.isascii():
        return text
    short = language[:2]
    return _EMOJI.sub(lambda found: _named(found[0], short), text)


@lru_cache(maxsize=4096)
def _named(cluster: str, language: str) -> str:
    import emoji

    known = language in emoji.LANGUAGES
    if known and language != "en":
        emoji.config.load_language(language)
    names: list[str] = []
    for token in emoji.analyze(cluster, non_emoji=True):
        match = token.value
        if isinstance(match, str):
            names.append(_left_over(match))
            continue
        data = match.data or {}
        name = (data.get(language) if known else None) or data["en"]
        words = name.strip(":").replace("_", " ")
        if not (known and language != "en") and _is_flag(token.chars):
            # English names a flag by its country alone.
            words = _("flag: {place}").format(place=words)
        names.append(f"[{words}]")
    return _counted(names)


def _is_flag(characters: str) -> bool:
    first = characters[0]
    return "\U0001f1e6" <= first <= "\U0001f1ff" or _FLAG.fullmatch(characters) is not None


def _left_over(character: str) -> str:
    """Name what stands in a run of emoji and is none by itself."""
    if character in "\ufe0e\ufe0f\u200d\u20e3" or "\U000e0000" <= character <= "\U000e0fff":
        return ""
    if character < "\U0001f000":
        return character
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else "[" + _("unknown sign") + "]"


def _counted(names: Sequence[str]) -> str:
    """Return names in a row, equal neighbours once with how many there were."""
    parts: list[str] = []
    count, last = 0, ""
    for name in (*(name for name in names if name), ""):
        if name == last:
            count += 1
            continue
        if count > 1 and last.startswith("["):
            last = f"{last[:-1]} ×{count}]"
            count = 1
        parts.append(last * count)
        count, last = 1, name
    return "".join(parts)


def note_unprintable(text: str, printable: Collection[str]) -> str:
    """Return text with what no font has replaced by a note that names it.

    A run of letters becomes ``[text in Gurmukhi script; see the original]``, letters in
    fancy dress ``[styled letters: Hello]``, a sign its name.

    Args:
        text: Cleaned text, emoji named.
        printable: The characters that the fonts at hand cover.
    """
    missing = set(text).difference(printable)
    missing -= {"\n", "\t", BREAK}
    if not missing:
        return text
    one = "[" + "".join(map(re.escape, sorted(missing))) + "]"
    runs = re.compile(f"{one}(?:[ .,;:!?'\"’()\\-\u200c\u200d]*{one})*")
    return runs.sub(lambda found: _noted(found[0]), text)


@lru_cache(maxsize=4096)
def _noted(run: str) -> str:
    parts: list[tuple[str, str]] = []
    for each in run:
        kind = _kind(each)
        if parts and (kind in (parts[-1][0], "between")):
            parts[-1] = (parts[-1][0], parts[-1][1] + each)
        else:
            parts.append((kind, each))
    if {"CJK", "JAPANESE"} <= {kind for kind, _part in parts}:
        # Japanese mixes its own letters with the characters it shares with Chinese.
        parts = _joined(parts, "CJK", "JAPANESE")
    return "".join(_note(kind, part) for kind, part in parts)


def _kind(character: str) -> str:
    """Return ``styled``, ``sign``, ``nothing``, ``between`` or the key of a script."""
    category = unicodedata.category(character)
    if character.isascii() or character == "’" or category == "Zs":
        return "between"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii():
        return "styled"
    if category[0] in "LM" or character in "\u200c\u200d":
        return scripts.key_of(character) or "between"
    return "nothing" if category == "Cf" else "sign"


def _joined(parts: list[tuple[str, str]], one: str, other: str) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for kind, part in parts:
        name = other if kind == one else kind
        if joined and joined[-1][0] == name:
            joined[-1] = (name, joined[-1][1] + part)
        else:
            joined.append((name, part))
    return joined


def _note(kind: str, part: str) -> str:
    if kind == "nothing":
        return ""
    # What stands between two scripts belongs to neither.
    kept = part.rstrip(" .,;:!?'\"’()-")
    after = part[len(kept) :]
    if kind == "between":
        return "".join(" " if unicodedata.category(each) == "Zs" else each for each in part)
    if kind == "styled":
        plain = unicodedata.normalize("NFKC", kept)
        return "[" + _("styled letters: {letters}").format(letters=plain) + "]" + after
    if kind == "sign":
        return "".join(_sign(each) for each in part)
    name = scripts.name_of(kind)
    if name:
        said = _("text in {script} script; see the original").format(script=name)
    else:
        said = _("text in a script that could not be printed; see the original")
    return f"[{said}]{after}"


def _sign(character: str) -> str:
    if character.isascii() or unicodedata.category(character) == "Zs":
        return character if character.isascii() else " "
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else "[" + _("unknown sign") + "]"


def breakable(text: str) -> str:
    """Return text with ``BREAK`` inside strings too long for a line, such as addresses."""
    if len(text) < _LONGEST_WORD:
        return text
    return _WORD.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    pieces = re.findall(rf"[^/?&=_.@-]{{1,{_PIECE}}}[/?&=_.@-]*|[/?&=_.@-]{{1,{_PIECE}}}", word)
    return BREAK.join(pieces)
