"""The files that open a vault: each is its identity, wrapped for one thing that opens it.

::

    k/passphrase-<sha>.age    for a passphrase
      recovery-<sha>.age      for a recovery code (``recovery``)
      share-<sha>.age         for somebody else's age key
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from tui.vault import agefile, durable, passphrases, recovery
from tui.vault.agefile import Key
from tui.vault.errors import NotAVault, VaultDamaged, WrongPassphrase

FOLDER = "k"

Sort = Literal["passphrase", "recovery", "share"]
TYPED: tuple[Sort, ...] = ("recovery", "passphrase")
"""What a person types to open the vault."""

ANY = "passphrase|recovery|share"
"""A pattern of all sorts."""

_LISTED = "# Listed in the log of this vault."
_NOTE = f"# The key of this vault. Whoever has it can read everything.\n{_LISTED}\n"


class Opened(msgspec.Struct, frozen=True):
    """A slot that opened.

    Attributes:
        key: The vault's identity.
        file: The slot's file.
        listed: Whether it was made with a log to list it.
    """

    key: Key
    file: str
    listed: bool


def names(path: Path) -> list[str]:
    """The files that open the vault in a folder.

    Raises:
        NotAVault: If there is no vault.
        VaultDamaged: If the folder of the keys can't be read.
    """
    try:
        found = durable.named(path / FOLDER, ANY)
    except (FileNotFoundError, NotADirectoryError):
        raise NotAVault from None
    except OSError:
        raise VaultDamaged(FOLDER) from None
    if not found:
        raise NotAVault
    return found


def wrapped(key: Key, secret: str, log_n: int) -> bytes:
    """The vault's identity for a passphrase, as the file's bytes."""
    return agefile.wrap(note(key), secret, log_n)


def note(key: Key) -> bytes:
    """What a slot holds."""
    return f"{_NOTE}{key.secret()}\n".encode()


def again(
    path: Path, file: str, key: Key, new: Key, secrets: Sequence[str], log_n: int
) -> bytes | None:
    """Another identity for what opens a slot now, as the file's bytes; None if none of it does.

    Args:
        path: The vault's folder.
        file: The slot's file.
        key: What the slot holds now.
        new: What it is to hold.
        secrets: What may open it.
        log_n: Work factor.
    """
    for secret in secrets:
        try:
            opened = unlock(path, [file], secret)
        except (WrongPassphrase, VaultDamaged):
            continue
        if opened.key.secret() == key.secret():
            code = file.startswith("recovery")
            typed = recovery.read_code(secret) if code else passphrases.normal(secret)
            sealed = wrapped(new, typed, log_n)
            # Perhaps nothing else will open the record, so this must.
            if agefile.unwrap(sealed, typed) == note(new):
                return sealed
    return None


def unlock(path: Path, files: list[str], secret: str) -> Opened:
    """The vault's identity from the first slot that a passphrase or a recovery code opens.

    Raises:
        WrongPassphrase: If it opens none of them.
        VaultDamaged: If a slot can't be read and no other opens.
    """
    try:
        typed: dict[str, str] = {"passphrase": passphrases.normal(secret)}
    except ValueError:
        raise WrongPassphrase from None
    with contextlib.suppress(recovery.NotACode):
        typed["recovery"] = recovery.read_code(secret)
    damaged = ""
    for sort in TYPED:
        for file in files:
            if sort not in typed or not file.startswith(f"{sort}-"):
                continue
            try:
                plain = agefile.unwrap(durable.read(path / FOLDER, file), typed[sort]).decode()
                lines = plain.splitlines()
                key = Key.of("".join(line for line in lines if not line.startswith("#")))
                return Opened(key, file, _LISTED in lines)
            except agefile.NotOpened:
                continue
            except (OSError, durable.Changed, agefile.NotAge, UnicodeDecodeError):
                damaged = f"{FOLDER}/{file}"
    if damaged:
        raise VaultDamaged(damaged)
    raise WrongPassphrase
