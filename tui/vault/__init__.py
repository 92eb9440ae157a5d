"""Where a record is kept: sealed on the disk, or in memory only.

Every stored byte is an ordinary age file. ``Vault`` holds the cases of one passphrase,
``SealedCase`` is one of them, ``MemoryCase`` keeps the same promises and writes nothing.
``Case`` is what both can do, and all that the rooms above should ask for.
"""

from __future__ import annotations

from tui.vault.case import Case, CaseKind, Stamp
from tui.vault.change import Change, RowTable
from tui.vault.errors import (
    FolderInUse,
    NoSuchCase,
    NotAVault,
    NotStored,
    Unstorable,
    VaultBusy,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    VaultTooNew,
    WrongPassphrase,
)
from tui.vault.harden import harden
from tui.vault.memory import MemoryCase
from tui.vault.passphrases import Strength, generate_passphrase, passphrase_bits, strength
from tui.vault.sealed import SealedCase
from tui.vault.vault import CaseInfo, Vault

__all__ = [
    "Case",
    "CaseInfo",
    "CaseKind",
    "Change",
    "FolderInUse",
    "MemoryCase",
    "NoSuchCase",
    "NotAVault",
    "NotStored",
    "RowTable",
    "SealedCase",
    "Stamp",
    "Strength",
    "Unstorable",
    "Vault",
    "VaultBusy",
    "VaultClosed",
    "VaultDamaged",
    "VaultError",
    "VaultReadOnly",
    "VaultTooNew",
    "WrongPassphrase",
    "generate_passphrase",
    "harden",
    "passphrase_bits",
    "strength",
]
