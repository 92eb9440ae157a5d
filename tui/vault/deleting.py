"""Deleting a case, so that a crash at any moment leaves it whole or lets it be finished.

::

    c/gone-<id>    empty; this case is being deleted. Written first, removed last

Then go the keys, without which the rest can't be read, then the rest. Whatever is left is
removed when the vault is next opened. The mark stays until the vault's log knows, too. A case
without keys and without the mark is damage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tui.vault import casefiles, durable

_MARK = re.compile(r"gone-(?P<case>.+)")
Note = Callable[[str], bool]
"""Told the id of a case that is gone; gives whether that is noted."""

_KEYS = f"(?:{casefiles.IDENTITY}|{casefiles.SIGNING})"


def begun(cases: Path) -> frozenset[str]:
    """The ids of cases that are being deleted; they count as gone.

    Raises:
        OSError: If the folder can't be read.
    """
    return frozenset(found["case"] for name in durable.names(cases) if (found := _mark(name)))


def delete(cases: Path, case_id: str, note: Note = lambda case: True) -> bool:
    """Delete a case; gives whether all of it is removed. What isn't goes at a later opening.

    Args:
        cases: The folder of all cases.
        case_id: Its id.
        note: Notes it in the vault's log.

    Raises:
        OSError: If the mark could not be written; the case is as before.
    """
    mark = f"gone-{case_id}"
    if mark not in durable.names(cases):
        durable.begin(cases, mark, b"")
    finish(cases, note)
    try:
        return mark not in durable.names(cases)
    except OSError:
        return False  # it counts as gone all the same


def finish(cases: Path, note: Note = lambda case: True) -> None:
    """Finish every deletion that was begun, as far as the disk lets us."""
    try:
        for case_id in begun(cases):
            _finish(cases, case_id, note)
    except OSError:
        return


def _finish(cases: Path, case_id: str, note: Note) -> None:
    folder = cases / case_id
    if case_id in durable.names(cases):
        for name in durable.named(folder, _KEYS):
            durable.remove(folder, name)
        # No key may come back once the rest is going.
        durable.sync_folder(folder)
        durable.discard_folder(folder)
        if case_id in durable.names(cases):
            return
    durable.sync_folder(cases)
    if note(case_id):
        durable.remove(cases, f"gone-{case_id}")


def _mark(name: str) -> re.Match[str] | None:
    return _MARK.fullmatch(name)
