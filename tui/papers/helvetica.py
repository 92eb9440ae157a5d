"""How wide Helvetica is: the font of what stands in a form's fields.

Every PDF viewer has Helvetica or its like, so a field goes on in the same letters where
somebody types in it. The widths are those of Adobe's metrics, in thousandths of the size;
the letters are those of the encoding that forms use (Windows code page 1252).
"""

# ruff: noqa: RUF001  (it is a table of letters, some of which look alike)

from __future__ import annotations

from typing import Final

ENCODING: Final = "cp1252"

_BY_WIDTH: Final = {
    191: "'",
    222: "ijl‚‘’",
    260: "|¦",
    278: " \N{NO-BREAK SPACE}!,./:;I[\\]ft·ÌÍÎÏìíîï",
    333: "()-`r„ˆ‹“”˜›¡¨¯²³´¸¹",
    334: "{}",
    350: "•",
    355: '"',
    365: "º",
    370: "ª",
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyzšžçýÿ",
    537: "¶",
    556: "#$0123456789?L_abdeghnopqu€ƒ†‡–¢£¤¥§«µ»àáâãäåèéêëðñòóôõöùúûüþ",
    584: "+<=>~¬±×÷",
    611: "FTZŽ¿ßø",
    667: "&ABEKPSVXYŠŸÀÁÂÃÄÅÈÉÊËÝÞ",
    722: "CDHNRUwÇÐÑÙÚÛÜ",
    737: "©®",
    778: "GOQÒÓÔÕÖØ",
    833: "Mm",
    834: "¼½¾",
    889: "%æ",
    944: "Wœ",
    1000: "…‰Œ—™Æ",
    1015: "@",
}
_WIDTHS: Final = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}


def can_show(text: str) -> bool:
    """Return whether the font has every character; line feeds part lines."""
    return _WIDTHS.keys() >= set(text) - {"\n"}


def width(text: str, size: float) -> float:
    """Return how wide a line is, in the unit of ``size``."""
    return sum(_WIDTHS[letter] for letter in text) * size / 1000


def wrapped(text: str, size: float, room: float, most: int) -> list[str] | None:
    """Return the lines that a text takes in a field, or None where it does not fit.

    Args:
        text: Only characters that the font has.
        size: Of the font.
        room: How wide a line may be, in the same unit.
        most: How many lines there is room for.
    """
    lines: list[str] = []
    for each in text.split("\n"):
        start = 0
        while True:
            end = _line_end(each, start, size, room)
            if len(lines) == most or (end == start and end < len(each)):
                return None
            lines.append(each[start:end].rstrip(" "))
            if end >= len(each):
                break
            start = end
    return lines


def _line_end(text: str, start: int, size: float, room: float) -> int:
    """Return where a line that begins at ``start`` ends: after its last space, if it can."""
    left = room * 1000 / size
    space = -1
    for place in range(start, len(text)):
        letter = text[place]
        if letter == " ":
            # A space may hang over the edge.
            space = place + 1
        left -= _WIDTHS[letter]
        if left < 0 and letter != " ":
            return space if space > start else place
    return len(text)
