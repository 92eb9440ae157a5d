"""Which blobs the changes of a case ever named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import UNSET

from tui.vault import durable
from tui.vault.blobs import NAMING
from tui.vault.errors import VaultDamaged, VaultTooNew

if TYPE_CHECKING:
    from tui.vault.frames import Frame
    from tui.vault.journal import Journal

_NAMED = re.compile(rb'"([0-9a-f]{64}\.age)"')
_ASIDE = "aside-"


def in_frame(frame: Frame) -> set[str]:
    """The names of blobs in a change."""
    found: set[str] = set()
    for op in frame.ops:
        if op.t in NAMING:  # what was let go is listed elsewhere, and is named no more
            raws = [*(op.set or {}).values(), *([op.new] if op.new is not UNSET else [])]
            found.update(name.decode() for raw in raws for name in _NAMED.findall(bytes(raw)))
    return found


def ever(journal: Journal) -> set[str] | None:
    """Every blob that any change ever named; None where not every change can be read.

    What a newer change undid may still be wanted, so all of them count.
    """
    found: set[str] = set()
    try:
        if any(name.startswith(_ASIDE) for name in durable.names(journal.folder)):
            return None  # what was put aside may have named one
        for frame in journal.all():
            found |= in_frame(frame)
    except (VaultDamaged, VaultTooNew, OSError):
        return None
    return found
