"""What one sitting with the app holds: the open case, the words not finished, the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.program import Program
from tui.session.book import Book
from tui.vault import MemoryCase

if TYPE_CHECKING:
    from tui.vault import CaseKind
    from tui.vault.vault import Vault


@dataclass
class Sitting:
    """State shared by the stages of one sitting. Only ``leave`` ends it.

    Attributes:
        wanted: The vault folder named on the command line, if any.
        journey: The journey asked for on the command line, or an empty string.
        memory_only: Never offer a place on disk.
        place: What the safety check led to: here, elsewhere, memory or stop.
        drafts: Unfinished text by row and answer name.
        papers: The folder papers are proposed to go to, once the person chose one.
        kdf: log2 of the passphrase work factor; None for the vault's own.
    """

    program: Program
    clock: Callable[[], datetime]
    wanted: Path | None = None
    journey: str = ""
    case_name: str = ""
    memory_only: bool = False
    new_id: Callable[[], str] | None = None
    kdf: int | None = None
    book: Book | None = None
    vault: Vault | None = None
    place: str = ""
    drafts: dict[tuple[str, str], str] = field(default_factory=dict)
    papers: Path | None = None
    over: bool = False
    saved: bool = False

    def open(self) -> Book:
        """Return the open case.

        Raises:
            RuntimeError: None is open yet.
        """
        if self.book is None:
            raise RuntimeError("no case is open")
        return self.book

    def today(self) -> date:
        """Return the local date."""
        return self.clock().date()

    def begin(self, kind: CaseKind, name: str = "") -> Book:
        """Start a case in memory; nothing is written until a place is chosen."""
        case = MemoryCase(name=name, kind=kind, clock=self.clock)
        self.book = Book(self.program, case, self.clock, self.new_id)
        return self.book

    @property
    def stored(self) -> bool:
        """Whether answers reach the disk."""
        return self.book is not None and self.book.case.stored

    def seal_drafts(self) -> None:
        """Keep unfinished text with the case, sealed, for the next opening."""
        if self.book is None or not self.book.case.stored:
            return
        with self.book.case.change("me", "drafts") as change:
            for old in self.book.case.rows("drafts"):
                change.remove("drafts", old)
            for (row, name), text in self.drafts.items():
                change.put("drafts", f"{row}/{name}", {"row": row, "name": name, "text": text})

    def read_drafts(self) -> None:
        """Bring back text that was not finished."""
        if self.book is None:
            return
        for kept in self.book.case.documents("drafts"):
            self.drafts[(kept["row"], kept["name"])] = kept["text"]

    def leave(self) -> None:
        """Seal drafts, close the vault, let go of the case. Never raises."""
        from contextlib import suppress

        with suppress(Exception):
            self.seal_drafts()
        self.drafts.clear()
        with suppress(Exception):
            if self.vault is not None:
                self.vault.close()
        self.vault = None
        self.book = None
        self.over = True
