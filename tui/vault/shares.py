"""One case, sealed for somebody else: a lawyer, an advocate.

::

    c/<id>/share-<sha>.age    the case's identity, sealed to their age key

Who has their key and a copy of the case's folder reads all of that case and nothing else of the
vault. The case's journal has a ``share`` frame for each, and a row in its table ``shares``.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from tui.vault import agefile, casefiles, durable
from tui.vault.agefile import Key
from tui.vault.rows import Tables, decode

PREFIX = "share"
TABLE = "shares"


class Share(msgspec.Struct, frozen=True):
    """Somebody who can open a case with a key of their own.

    Attributes:
        file: The name of the file.
        name: What the person called them.
        to: Their public key.
        at: Since when, in ISO 8601.
        there: Whether the file is there as it was written.
    """

    file: str
    name: str
    to: str
    at: str
    there: bool


def add(folder: Path, identity: Key, recipient: str) -> str:
    """Seal a case's identity for somebody, durably; gives the file's name.

    Raises:
        NotAge: If ``recipient`` is no age key (``age1…``).
        OSError: If it could not be written.
    """
    return durable.add(folder, PREFIX, sealed(identity, recipient))


def sealed(identity: Key, recipient: str) -> bytes:
    """A case's identity for somebody, as the file's bytes.

    Raises:
        NotAge: If ``recipient`` is no age key (``age1…``).
    """
    return agefile.seal_to(recipient, casefiles.note(identity, "Opens one case."))


def listed(folder: Path, tables: Tables) -> list[Share]:
    """Those who can open the case, by what its journal says."""
    return [
        Share(file, row["name"], row["to"], row["at"], _reads(folder, file))
        for file, row in ((file, decode(data)) for file, data in tables.get(TABLE, {}).items())
    ]


def settle(folder: Path, tables: Tables, *, read_only: bool) -> tuple[str, ...]:
    """Remove what was broken off before the journal had it; gives what is missing or changed."""
    known = tables.get(TABLE, {})
    if not read_only:
        with contextlib.suppress(OSError):
            for name in durable.named(folder, PREFIX):
                if name not in known:
                    durable.discard(folder, name)
    return tuple(name for name in known if not _reads(folder, name))


def _reads(folder: Path, name: str) -> bool:
    try:
        durable.read(folder, name)
    except (OSError, durable.Changed):
        return False
    return True
