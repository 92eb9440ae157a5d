"""Where a record is kept: sealed on the disk, or in memory only.

Every stored byte is an ordinary age file. ``Vault`` holds the cases of one passphrase,
``SealedCase`` is one of them, ``MemoryCase`` keeps the same promises and writes nothing.
"""

from __future__ import annotations

from tui.vault.case import Case, CaseKind, Stamp
from tui.vault.change import Change, RowTable
from tui.vault.memory import MemoryCase

__all__ = ["Case", "CaseKind", "Change", "MemoryCase", "RowTable", "Stamp"]
