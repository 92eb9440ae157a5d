"""Tables of rows, each row kept as the JSON bytes it is stored as.

Keeping bytes makes every reading a deep copy and every comparison one of encodings, so that
``1`` and ``True`` never pass for each other and no caller can reach into what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import msgspec

from tui.vault.errors import Unstorable

Document = dict[str, Any]
"""A JSON object: text keys; values are text, numbers, true, false, null, lists and objects."""

Rows = dict[str, bytes]
"""Row id to the row's JSON, in order of insertion."""

Tables = dict[str, Rows]
"""Table name to its rows. Those of a case change only when a change of it was stored."""

DEEPEST = 64
"""Levels of lists and objects a document may have: far more than any script makes."""

_INTEGERS = range(-(2**63), 2**63)
"""What every reader of the stored JSON gives back unchanged as an integer."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Document).decode


def encode(document: Mapping[str, Any]) -> bytes:
    """The JSON of ``document``, in UTF-8.

    Raises:
        Unstorable: If it holds anything JSON can't hold and give back the same: NaN and
            infinities, bytes, tuples, keys that aren't text, lone surrogates, integers beyond
            64 bits, or nesting without end.
    """
    if not isinstance(document, Mapping):
        raise Unstorable("", "not an object")
    return _encode(_plain(dict(document), "", DEEPEST))


def decode(row: bytes) -> Document:
    """A fresh document from a row's bytes: changing it changes nothing stored."""
    return _decode(row)


def text(value: str, place: str) -> str:
    """``value`` as plain text that UTF-8 can hold.

    Raises:
        Unstorable: If it isn't text, or holds a lone surrogate.
    """
    if not isinstance(value, str):
        raise Unstorable(place, f"a name must be text, not {type(value).__name__}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unstorable(place, "text with half a character in it") from None
    return str.__str__(value)


def _plain(value: object, place: str, depth: int) -> object:
    """``value`` checked and made of plain types only."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return text(value, place)
    if isinstance(value, int):
        if value not in _INTEGERS:
            raise Unstorable(place, "an integer beyond 64 bits")
        return int(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise Unstorable(place, "not a number")
        return float(value)
    if not isinstance(value, dict | list):
        raise Unstorable(place, f"a value of type {type(value).__name__}")
    if not depth:
        raise Unstorable(place, "nested too deep")
    if isinstance(value, list):
        return [_plain(item, f"{place}[{i}]", depth - 1) for i, item in enumerate(value)]
    return {
        text(key, f"{place}: a key"): _plain(item, f"{place}.{key}" if place else key, depth - 1)
        for key, item in value.items()
    }
