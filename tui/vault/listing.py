"""Which cases there are in a vault's folder, by their ids and labels."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from tui.vault import deleting, durable, sealed
from tui.vault.agefile import Key
from tui.vault.case import CaseKind
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.strays import is_stray


class CaseInfo(msgspec.Struct, frozen=True):
    """A line of the list of cases.

    Attributes:
        id: The case's id.
        name: Its private label.
        kind: Whose case it is; empty when it can't be read.
        damaged: What can't be read, as a path inside the vault; empty when all is well. Opening
            the case says why.
    """

    id: str
    name: str
    kind: CaseKind | Literal[""]
    damaged: str = ""


def there(cases: Path, *, going: bool = False) -> list[str]:
    """The ids of the cases that have a folder that can be looked at.

    Args:
        cases: The folder of all cases.
        going: Give those that are being deleted, too, with a folder or without.

    Raises:
        OSError: If they can't be listed.
    """
    found = _cases(
        cases, (name for name in durable.names(cases) if durable.is_folder(cases / name))
    )
    return [*found, *deleting.begun(cases)] if going else found


def sure(cases: Path) -> list[str]:
    """The same, where none may be passed over.

    Raises:
        OSError: If something can't be looked at: it might be a case.
    """
    return _cases(cases, durable.folders(cases))


def info(cases: Path, case_id: str, key: Key) -> CaseInfo:
    """A line of the list.

    Args:
        cases: The folder of all cases.
        case_id: The case's id.
        key: The vault's identity.
    """
    try:
        found = sealed.label_of(cases / case_id, key)
    except VaultDamaged as error:
        return CaseInfo(case_id, "", "", error.file)
    except VaultTooNew:
        return CaseInfo(case_id, "", "", f"{cases.name}/{case_id}")
    return CaseInfo(case_id, found.name, found.kind)


def _cases(cases: Path, names: Iterable[str]) -> list[str]:
    going = deleting.begun(cases)
    return [
        name
        for name in names
        if name not in going
        and not name.startswith((durable.TEMPORARY, "."))
        and not is_stray(name)
    ]
