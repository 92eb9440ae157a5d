"""A text as a square that a camera reads (a QR code), drawn with characters.

One character is one dot wide and two dots high, which comes out about square in a terminal. So
twelve words with the blank rim that cameras need are at most 41 columns by 21 lines.
"""

from __future__ import annotations

_RIM = 4
"""Blank dots around it: what the standard asks for."""

_DRAWN = {
    (False, False): " ",
    (True, False): "\N{UPPER HALF BLOCK}",
    (False, True): "\N{LOWER HALF BLOCK}",
    (True, True): "\N{FULL BLOCK}",
}
"""By whether the upper and the lower dot are dark."""


def square(text: str) -> str:
    """Return a text as the lines of a square, blank rim included; blocks are its dark dots.

    Args:
        text: The text, in capital letters: those need less room than small ones. Only letters
            without accents, digits, blanks and ``$%*+-./:`` fit.
    """
    import segno

    made = segno.make(text, error="l", mode="alphanumeric", micro=False, boost_error=True)
    dots = [[dot == 1 for dot in row] for row in made.matrix_iter(border=_RIM)]
    if len(dots) % 2:
        dots.append([False] * len(dots[0]))
    return "\n".join(
        "".join(_DRAWN[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(dots[::2], dots[1::2], strict=True)
    )


_TURNED = str.maketrans({drawn: _DRAWN[not up, not low] for (up, low), drawn in _DRAWN.items()})


def turned(lines: str) -> str:
    """Return a square with its light dots as blocks: for light letters on a dark window."""
    return lines.translate(_TURNED)
