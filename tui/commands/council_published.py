"""What the council's records of a vault say was published; for ``council due`` and ``register``."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.case import called
from tui.commands.programs import loaded
from tui.commands.vaults import Refused, find_case, opened
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.case.register import Publication
    from tui.interview.flow import Flow
    from tui.interview.program import Program
    from tui.vault.vault import CaseInfo, Vault


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says.

    Attributes:
        case: Its id.
        name: What it is called.
        publications: What was published.
        corrections: When a correction was due, for each that is still to come.
        flow: Where its answers lead.
    """

    case: str
    name: str
    publications: tuple[Publication, ...]
    corrections: tuple[date | None, ...]
    flow: Flow


def records(args: Namespace) -> tuple[Program, list[Record], bool]:
    """Return what each council's record says, or the one that was named.

    Returns:
        The program, the records, and whether one of them could not be read (it was said).

    Raises:
        Refused: If there is no such record.
        VaultError: If the vault does not open.
    """
    from tui.vault.errors import VaultDamaged

    program = loaded()
    found: list[Record] = []
    damaged = False
    with opened(args.vault, args.passphrase_file) as vault:
        for info in _named(vault, args.case) if args.case is not None else vault.cases():
            if info.damaged:
                sentence = _("A record can't be read: {file} is damaged or missing.")
                say.err(sentence.format(file=info.damaged))
                damaged = True
            elif info.kind == "council":
                try:
                    found.append(_record(program, vault, info))
                except VaultDamaged as error:  # The others are due all the same.
                    say.err(f"{called(info.name)}: {_(error.sentence).format_map(error.words)}")
                    damaged = True
    return program, found, damaged


def _named(vault: Vault, name: str) -> list[CaseInfo]:
    info = find_case(vault, name)
    if info.kind and info.kind != "council":
        raise Refused(codes.PROBLEMS, _("This is no record of a council."))
    return [info]


def _record(program: Program, vault: Vault, info: CaseInfo) -> Record:
    from tui.case.register import corrections, register
    from tui.session.app import local_clock
    from tui.session.book import Book

    flow = Book(program, vault.case(info.id), local_clock).flow
    return Record(info.id, called(info.name), register(flow), corrections(flow), flow)


def reference(case: str, what: str) -> str:
    """Return a short name that says nothing, the same each time."""
    return hashlib.sha256(f"{case}/{what}".encode()).hexdigest()[:6].upper()


def described(program: Program, one: Publication) -> str:
    """Return what was published where, in words."""
    from tui.session.phrasing import label

    channel = program.asks[("publications", "channel")]
    parts = (label(channel, one.channel) if one.channel else "", one.place)
    return ", ".join(_filled(parts)) or _("something whose place was not said")


def _filled(parts: tuple[str, ...]) -> Iterator[str]:
    return (part for part in parts if part)
