"""The two paper sizes, as each of the makers calls them."""

from __future__ import annotations

from typing import Final, Literal

Size = Literal["letter", "a4"]

TWIPS: Final[dict[Size, tuple[int, int]]] = {"letter": (12240, 15840), "a4": (11906, 16838)}
"""Width and height in twentieths of a point."""

TYPST: Final[dict[Size, str]] = {"letter": "us-letter", "a4": "a4"}
