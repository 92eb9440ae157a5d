"""The private labels that people give their records: finding one by it, and giving one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.vault import CaseInfo

_LONGEST = 100

_COUNTED = re.compile(r"(\D*)([0-9]{0,18})")
"""Words and the number after them."""


def called(infos: Iterable[CaseInfo], name: str) -> list[CaseInfo]:
    """Return the records of that label or id; where none is, those that differ in capitals.

    Spaces at the ends and between words don't count either, and accents may be typed in
    either of their two forms.
    """
    infos = [*infos]
    exact = [info for info in infos if name in (info.name, info.id)]
    return exact or [info for info in infos if folded(info.name) == folded(name)]


def holding(infos: Iterable[CaseInfo], wanted: str) -> list[CaseInfo]:
    """Return the records that have ``wanted`` in their label, without capitals and accents."""
    wanted = _bare(wanted)
    return [info for info in infos if wanted in _bare(label_of(info))]


def label_of(info: CaseInfo) -> str:
    """Return what a record is called for people: one's own has no label, a damaged one an id."""
    return info.name or (info.id if info.damaged else _("My own record"))


def sorted_by_label(infos: Iterable[CaseInfo]) -> list[CaseInfo]:
    """Return one's own record first, then the others as in a list of names."""
    return sorted(infos, key=lambda info: (bool(info.damaged), bool(info.name), _order(info.name)))


def refused(label: str, infos: Iterable[CaseInfo]) -> str:
    """Return why a record can't be given a label, in words; empty where it can.

    Args:
        label: What was typed, without spaces to spare.
        infos: The other records.
    """
    if not label:
        return _("A word or two is enough.")
    if len(label) > _LONGEST:
        return _("Please choose a shorter one.")
    if folded(label) in {folded(info.name) for info in infos}:
        return _("There is a record of that name already. Please choose another one.")
    return ""


def folded(name: str) -> str:
    """Return a label as it is compared: no capitals, no spaces to spare, accents in one form."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _order(name: str) -> list[tuple[str, int]]:
    """Return what to sort a label by: ``R 9`` stands before ``R 10``."""
    return [(text, int(number or 0)) for text, number in _COUNTED.findall(_bare(name))]


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
