"""What belongs to a case beside its journal: its keys and its private label.

::

    id-<sha>.age      the case's own age identities, newest last, sealed to the vault's
    sign-<sha>.age    its writer's signing key, sealed to the vault's identity
    name-<sha>.age    the label and the kind, sealed to the case's identity
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from tui.vault import durable, frames
from tui.vault.agefile import Key, NotAge, NotOpened
from tui.vault.case import CaseKind
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.signing import Signer

IDENTITY, SIGNING, LABEL = "id", "sign", "name"
RENEWED = f"{IDENTITY}|{SIGNING}|{LABEL}|share"
"""A pattern of what is made anew with another identity."""

VERSION = 1

_LEAST = 1024
_SINCE = "# The next one alone opens what was written from this change on: "
_json = msgspec.json.Encoder().encode


class Label(msgspec.Struct, frozen=True):
    """A case's private label.

    Attributes:
        name: The label.
        kind: Whose case it is.
        case: The case's id, so that a label can't be put beside another case.
        number: Grows with every renaming; the file with the highest counts.
        v: Version of the format.
    """

    name: str
    kind: CaseKind
    case: str
    number: int = 1
    v: Literal[1] = 1


class Keys(msgspec.Struct, frozen=True):
    """A case's keys: the identity that opens it, with older ones, and the key that signs in it."""

    identity: Key
    signer: Signer

    @classmethod
    def new(cls) -> Keys:
        """New ones, from the operating system's randomness."""
        return cls(Key.new(), Signer.new())


class _Version(msgspec.Struct):
    v: int


_label = msgspec.json.Decoder(Label).decode
_version = msgspec.json.Decoder(_Version).decode


def put_keys(folder: Path, vault: Key, keys: Keys) -> None:
    """Keep a case's keys, sealed to the vault's identity. The folder is to be synced after.

    Raises:
        OSError: If they could not be kept.
    """
    durable.add(folder, IDENTITY, sealed_identity(vault, keys.identity), settle=False)
    put_signer(folder, vault, keys.signer)


def put_signer(folder: Path, vault: Key, signer: Signer) -> None:
    """Keep a signing key, sealed to the vault's identity. The folder is to be synced after.

    Raises:
        OSError: If it could not be kept.
    """
    durable.add(folder, SIGNING, sealed_signer(vault, signer), settle=False)


def sealed_identity(vault: Key, identity: Key) -> bytes:
    """A case's identities for the vault's, as the file's bytes."""
    return vault.seal(note(identity, "Opens one case of this vault."))


def sealed_signer(vault: Key, signer: Signer) -> bytes:
    """A signing key for the vault's identity, as the file's bytes."""
    return vault.seal(f"{signer.secret()}\n".encode())


def sealed_label(key: Key, label: Label) -> bytes:
    """A label for a case's identity, as the file's bytes."""
    return key.seal(frames.padded(_json(label) + b"\n", _LEAST))


def note(identity: Key, what: str) -> bytes:
    """An identity as ``age`` reads one from a file: the older ones first."""
    lines = [f"# {what}", *(key.secret() for key in identity.older)]
    if identity.older:
        lines.append(f"{_SINCE}{identity.since}")
    return "\n".join([*lines, identity.secret(), ""]).encode()


def read_note(text: str) -> Key:
    """The identity that :func:`note` was given.

    Raises:
        NotAge: If there is none.
    """
    lines = text.splitlines()
    secrets = [line for line in lines if line and not line.startswith("#")]
    since = [line.removeprefix(_SINCE) for line in lines if line.startswith(_SINCE)] or ["0"]
    if not secrets or not since[-1].isdecimal():
        raise NotAge
    *older, newest = secrets
    return Key.of(newest, [Key.of(one) for one in older], int(since[-1]))


def read_keys(folder: Path, vault: Key) -> Keys:
    """A case's keys.

    Raises:
        FileNotFoundError: If a file went away meanwhile.
        VaultDamaged: If they can't be read.
    """
    identity, name = _only(folder, IDENTITY, vault)
    try:
        key = read_note(identity)
    except NotAge:
        raise VaultDamaged(name) from None
    return Keys(key, read_signer(folder, vault))


def read_signer(folder: Path, vault: Key, inside: str = "") -> Signer:
    """A signing key; ``inside`` is the folder as a path inside the vault, if no case's.

    Raises:
        FileNotFoundError: If a file went away meanwhile.
        VaultDamaged: If it can't be read.
    """
    signing, name = _only(folder, SIGNING, vault, inside)
    try:
        return Signer.of(signing.strip())
    except ValueError:
        raise VaultDamaged(name) from None


def put_label(folder: Path, key: Key, label: Label, *, settle: bool = True) -> str:
    """Keep a case's label; returns the file's name. ``settle`` is as for ``durable.add``.

    Raises:
        OSError: If it could not be kept; the one before counts.
    """
    return durable.add(folder, LABEL, sealed_label(key, label), settle=settle)


def read_label(folder: Path, key: Key) -> tuple[Label, list[str]]:
    """The label that counts, and the names of older files.

    Raises:
        FileNotFoundError: If a file went away meanwhile.
        VaultDamaged: If there is none, or none can be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    found: list[tuple[int, str, Label]] = []
    names = _named(folder, LABEL)
    for name in names:
        try:
            plain = key.newest.unseal(durable.read(folder, name))
            if _version(plain).v > VERSION:
                raise VaultTooNew
            label = _label(plain)
        except FileNotFoundError:
            raise
        except (OSError, durable.Changed, NotOpened, msgspec.MsgspecError):
            continue
        if label.case == folder.name:
            found.append((label.number, name, label))
    if not found:
        raise VaultDamaged(_place(folder, names[-1] if names else LABEL))
    *old, (_, _, newest) = sorted(found, key=lambda one: one[:2])
    return newest, [name for _, name, _ in old]


def _only(folder: Path, prefix: str, vault: Key, inside: str = "") -> tuple[str, str]:
    """The text of the one file of a sort, and the file's place for people."""
    inside = inside or f"c/{folder.name}"
    names = _named(folder, prefix, inside)
    if not names:
        raise VaultDamaged(f"{inside}/{prefix}")
    place = f"{inside}/{names[-1]}"
    if len(names) > 1:
        raise VaultDamaged(place)
    try:
        return vault.unseal(durable.read(folder, names[0])).decode(), place
    except FileNotFoundError:
        raise
    except (OSError, durable.Changed, NotOpened, UnicodeDecodeError):
        raise VaultDamaged(place) from None


def _named(folder: Path, prefix: str, inside: str = "") -> list[str]:
    try:
        return durable.named(folder, prefix)
    except FileNotFoundError:
        raise
    except OSError:
        raise VaultDamaged(inside or f"c/{folder.name}") from None


def _place(folder: Path, name: str) -> str:
    return f"c/{folder.name}/{name}"
