"""The square that a camera reads: its dots, its rim, its size."""

from __future__ import annotations

import pytest
import segno

from tui.session.squares import square, turned
from tui.vault.passphrases import Language
from tui.vault.recovery import new_code

LONGEST = " ".join(["ABCDEFGH"] * 12)
DOTS = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def dots(drawn: str) -> list[list[int]]:
    """The dots of a drawing, row by row; 1 is dark."""
    rows = []
    for line in drawn.split("\n"):
        rows.append([DOTS[one][0] for one in line])
        rows.append([DOTS[one][1] for one in line])
    return rows


@pytest.mark.parametrize("text", ["A", "PINK DESK ENACT", LONGEST])
def test_its_dots_are_those_of_the_code_with_a_blank_rim(text: str) -> None:
    made = segno.make(text, error="l", mode="alphanumeric", micro=False)
    want = [[int(dot == 1) for dot in row] for row in made.matrix_iter(border=0)]
    found = dots(square(text))
    size = len(want)
    assert [row[4 : 4 + size] for row in found[4 : 4 + size]] == want
    rim = [*found[:4], *found[4 + size :], *(row[:4] + row[4 + size :] for row in found)]
    assert len(found[4 + size :]) >= 4 and not any(map(any, rim))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_code_fits_a_small_window(language: Language) -> None:
    for text in (LONGEST, *(new_code(language).upper() for _ in range(20))):
        lines = square(text).split("\n")
        assert len(lines) <= 21 and {len(line) for line in lines} <= {37, 41}


def test_turned_around_light_is_dark() -> None:
    drawn = square(LONGEST)
    assert dots(turned(drawn)) == [[1 - dot for dot in row] for row in dots(drawn)]
    assert turned(turned(drawn)) == drawn
