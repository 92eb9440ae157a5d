"""Finding a record by the private label a person gave it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.vault.vault import CaseInfo


def called(infos: Iterable[CaseInfo], name: str) -> list[CaseInfo]:
    """Return the records of that label or id; where none is, those that differ in capitals.

    Spaces at the ends and between words don't count either, and accents may be typed in
    either of their two forms.
    """
    infos = [*infos]
    exact = [info for info in infos if name in (info.name, info.id)]
    return exact or [info for info in infos if _folded(info.name) == _folded(name)]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
