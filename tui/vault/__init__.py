"""Where a record is kept: sealed on the disk, or in memory only.

Every stored byte is an ordinary age file. ``Vault`` holds the cases of one passphrase,
``SealedCase`` is one of them, ``MemoryCase`` keeps the same promises and writes nothing.
``Case`` is what both can do, and all that the rooms above should ask for.

What is named here is imported when it is first asked for, so that hardening the process, the
first thing of all, waits for none of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    "passphrase_bits",
    "strength",
]

_HOMES = {
    "case": ("Case", "CaseKind", "Stamp"),
    "change": ("Change", "RowTable"),
    "errors": (
        "FolderInUse",
        "NoSuchCase",
        "NotAVault",
        "NotStored",
        "Unstorable",
        "VaultBusy",
        "VaultClosed",
        "VaultDamaged",
        "VaultError",
        "VaultReadOnly",
        "VaultTooNew",
        "WrongPassphrase",
    ),
    "memory": ("MemoryCase",),
    "passphrases": ("Strength", "generate_passphrase", "passphrase_bits", "strength"),
    "sealed": ("SealedCase",),
    "vault": ("CaseInfo", "Vault"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Return what is named here, from the module where it is at home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
