"""Giving a vault another identity, and with it each case: see :meth:`tui.vault.Vault.revoke`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from tui.vault import keyring, rekeying
from tui.vault.agefile import Key
from tui.vault.rekeying import Progress
from tui.vault.sealed import SealedCase
from tui.vault.slots import Slots


def revoke(
    path: Path,
    slots: Slots,
    cases: Sequence[SealedCase],
    gone: Collection[str],
    secrets: Sequence[str],
    who: str,
    progress: Progress,
    log_n: int,
) -> Key:
    """Do it; gives the new identity. All that is open goes on under it.

    Args:
        path: The vault's folder.
        slots: What opens it.
        cases: All cases there are.
        gone: As for the vault's method, as are the others.
        secrets: What is to open it.
        who: Who does this.
        progress: Told how far it is.
        log_n: Work factor.
    """
    key = Key.new()
    stay = slots.again(key, gone, secrets, log_n)
    renewals = [case.renewal(key, who) for case in cases]
    listed = slots.renewal(key, who, stay)
    every = [listed, *renewals]  # what opens it goes first
    rekeying.exchange(
        path,
        [piece for one in every for piece in one.pieces],
        [file for one in every for file in one.old],
        progress,
    )
    used = (piece.name for piece, row in stay if row["sort"] in keyring.TYPED)
    slots.renewed(listed, next(used))
    for case, renewal in zip(cases, renewals, strict=True):
        case.renewed(renewal)
    return key
