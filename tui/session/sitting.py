"""What one sitting with the app holds: the open case, the words not finished, the place."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui.interview.program import Program
from tui.session.book import Book
from tui.session.driver import Resume
from tui.session.page import Raw
from tui.session.settings import Settings, keep_settings, taken_over
from tui.session.work import Work
from tui.vault import MemoryCase
from tui.wording import current, use

if TYPE_CHECKING:
    from tui.vault import CaseKind
    from tui.vault.vault import Vault

DRAFTS = "drafts"
"""The table of unfinished text, beside the answers and sealed like them."""

_LONGEST_DRAFT = 1_000_000
"""Characters of unfinished text worth sealing; what is longer was pasted from somewhere."""


@dataclass
class Sitting:
    """State shared by the stages of one sitting. Only ``leave`` ends it.

    Attributes:
        wanted: The vault folder named on the command line, if any.
        journey: The journey asked for on the command line, or an empty string.
        memory_only: Never offer a place on disk.
        started: The safety check is behind the open case, so its menu may be shown.
        place: What the safety check led to: here, elsewhere, memory or stop.
        drafts: What was entered and could not be kept as an answer yet, by row and name.
        papers: The folder papers are proposed to go to, once the person chose one.
        kdf: log2 of the passphrase work factor; None for the vault's own.
        settings: What the person has set up, of the record that is open.
        language_asked: The language was asked for when the program was started, which
            beats the one of a record.
        checking: The id of the record whose opening is being checked, or an empty string.
        resume: Where to go on once it is unlocked: what a lock before left, or leaves now.
        told: What the next page says was just done; it is said once.
        work: Long work, which faces watch and may stop while a call runs.
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
    started: bool = False
    place: str = ""
    drafts: dict[tuple[str, str], Raw] = field(default_factory=dict)
    papers: Path | None = None
    settings: Settings = field(default_factory=Settings)
    language_asked: bool = False
    checking: str = ""
    resume: Resume | None = None
    over: bool = False
    saved: bool = False
    told: str = ""
    work: Work = field(default_factory=Work)
    _switched: bool = False

    def __post_init__(self) -> None:
        """Remember how it is set up where no record says otherwise."""
        self._first = self.settings

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
        self.resume = None
        self.dress(None)
        if self.settings != Settings():
            keep_settings(case, self.settings)
        self.turn_to(Book(self.program, case, self.clock, self.new_id))
        return self.open()

    def turn_to(self, book: Book) -> None:
        """Go on with another case, whose safety check is still to come."""
        self.book = book
        # A long record is hundreds of thousands of objects that stay. Looking through all of
        # them for cycles would stop the screen for a tenth of a second every few answers.
        gc.freeze()
        self.drafts.clear()
        self.started = self.saved = False
        self.place = self.checking = ""

    def close_case(self) -> None:
        """Let go of the case that is open, and of what was typed in it; the vault stays open."""
        self.drafts.clear()
        self.book = None
        self.started = self.saved = False
        self.place = self.checking = ""

    def dress(self, own: Settings | None) -> None:
        """Look and propose as a record that is opened says; ``own`` is what is set up in it."""
        self.settings = taken_over(self.settings, own, switched=self._switched)
        self._switched = True
        if self.settings.language and not self.language_asked:
            use(self.settings.language)

    def set_up(self, settings: Settings) -> None:
        """Take over what the person has just set up, and keep it where answers are kept.

        Raises:
            NotStored: It could not be stored; all is as before.
        """
        before = self.settings
        if settings == before:
            return
        if self.book is not None and not self.read_only:
            keep_settings(self.book.case, settings)
        self.settings = settings
        if settings.language != before.language:
            self.language_asked = False
            use(settings.language or current())

    def take(self, vault: Vault) -> None:
        """Hold an open vault, and let another one go."""
        if self.vault is not None and self.vault is not vault:
            self.vault.close()
        self.vault = vault

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this sitting that can be taken back."""
        return self.book is not None and self.book.can_undo and not self.read_only

    def has_papers(self) -> bool:
        """Return whether there are papers for this kind of record."""
        from tui.session.printing import papers_of

        return self.book is not None and bool(papers_of(self.book.flow))

    @property
    def stored(self) -> bool:
        """Whether answers reach the disk."""
        return self.book is not None and self.book.case.stored

    @property
    def lockable(self) -> str | None:
        """The id of the record to unlock again, empty for none yet; None where nothing can be.

        What is only in memory would be gone: it can't be locked.
        """
        if self.over or self.vault is None:
            return None
        if self.book is None or self.checking:
            return self.checking
        return self.book.case.id if self.stored else None

    @property
    def read_only(self) -> bool:
        """Whether the record can be read and not written."""
        return self.stored and self.vault is not None and self.vault.read_only

    def seal_drafts(self) -> None:
        """Keep unfinished text with the case, sealed, for the next opening.

        Raises:
            NotStored: It could not be stored; it is still in memory.
        """
        book = self.book
        if book is None or not book.case.stored:
            return
        with book.case.change("me", DRAFTS) as change:
            for old in book.case.rows(DRAFTS):
                change.remove(DRAFTS, old)
            for (row, name), text in self.drafts.items():
                if row in book.flow.answers and sum(map(len, text)) <= _LONGEST_DRAFT:
                    change.put(DRAFTS, f"{row}/{name}", {"row": row, "name": name, "text": text})

    def read_drafts(self) -> None:
        """Bring back text that was not finished."""
        self.drafts.clear()
        if self.book is None:
            return
        for kept in self.book.case.documents(DRAFTS):
            self.drafts[(kept["row"], kept["name"])] = kept["text"]

    def let_go(self) -> None:
        """Close the vault and forget the case and all that was typed. Never raises."""
        self.drafts.clear()
        with suppress(Exception):
            if self.vault is not None:
                self.vault.close()
        self.vault = self.book = self.wanted = self.papers = None
        gc.unfreeze()
        self.started = self.saved = self._switched = False
        self.place = self.case_name = self.checking = ""
        # The colours tell nothing, and changing them under a last page would startle.
        self.settings = msgspec.structs.replace(self._first, theme=self.settings.theme)
        self.resume = None

    def leave(self) -> bool:
        """Seal drafts, close the vault, let go of the case. Never raises.

        Returns:
            Whether all that was not finished is kept.
        """
        sealed = not self.drafts
        with suppress(Exception):
            self.seal_drafts()
            sealed = sealed or self.stored
        self.let_go()
        self.over = True
        return sealed
