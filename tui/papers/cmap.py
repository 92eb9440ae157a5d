"""Which characters a font file has: its Unicode ``cmap`` table, formats 4 and 12.

Read with our own few lines because that is all we ask of a font: fontTools would add 23 MB
to an installation that has to stay small. The layout is the OpenType specification's.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
_LARGEST_TABLE = 4_000_000


def characters(path: Path, index: int = 0) -> frozenset[str]:
    """Return the characters a font has.

    Args:
        path: A TrueType or OpenType font, or a collection of them.
        index: Which font of a collection.

    Returns:
        None of them when the file is no font that can be read.
    """
    try:
        with path.open("rb") as file:
            return frozenset(map(chr, _code_points(_table(file, index))))
    except (OSError, ValueError, struct.error):
        return frozenset()


def _table(file: BinaryIO, index: int) -> bytes:
    """Return the bytes of the cmap table."""
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(8)
        count = struct.unpack(">I", file.read(4))[0]
        if index >= count:
            raise ValueError("no such font in the collection")
        file.seek(12 + 4 * index)
        start = struct.unpack(">I", file.read(4))[0]
    file.seek(start + 4)
    for _each in range(struct.unpack(">H6x", file.read(8))[0]):
        tag, _sum, offset, length = struct.unpack(">4sIII", file.read(16))
        if tag == b"cmap":
            file.seek(offset)
            return file.read(min(length, _LARGEST_TABLE))
    raise ValueError("a font without characters")


def _code_points(table: bytes) -> set[int]:
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (platform, encoding) not in _UNICODE:
            continue
        form = struct.unpack_from(">H", table, offset)[0]
        if form == 12:
            found |= _groups(table, offset)
        elif form == 4:
            found |= _segments(table, offset)
    return {each for each in found if not 0xD800 <= each <= 0xDFFF}


def _groups(table: bytes, offset: int) -> set[int]:
    found: set[int] = set()
    count = struct.unpack_from(">I", table, offset + 12)[0]
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        if first <= last <= 0x10FFFF:
            # Glyph 0 is the box that stands for a missing character.
            found.update(range(first + (glyph == 0), last + 1))
    return found


def _segments(table: bytes, offset: int) -> set[int]:
    twice = struct.unpack_from(">H", table, offset + 6)[0]
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", table, offset + 16 + 2 * twice)
    at = offset + 16 + 3 * twice
    steps = struct.unpack_from(f">{count}H", table, at)
    found: set[int] = set()
    for number, (first, last, delta, step) in enumerate(
        zip(starts, ends, deltas, steps, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            if step:
                place = at + 2 * number + step + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found.add(code)
    return found
