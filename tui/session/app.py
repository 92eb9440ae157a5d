"""A sitting with the app, as every face sees it: a page, and a few things to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from tui.interview.codec import clean
from tui.interview.program import Program
from tui.session.page import Left, Page, Paragraph, Raw
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Stage, sentence
from tui.session.stages.home import Home
from tui.session.stages.opening import first_stage
from tui.vault.errors import VaultError


def local_clock() -> datetime:
    """Return the time now with the local zone."""
    return datetime.now().astimezone()


class App:
    """One sitting. Every call that returns a page has kept what was answered before it.

    Calls must not overlap; a face that works in threads makes them one at a time.
    """

    def __init__(self, sitting: Sitting) -> None:
        """Start where the sitting says: with the first screen, or with the passphrase."""
        self._sitting = sitting
        self._stage: Stage = first_stage(sitting)
        self._page = self._stage.page()

    @classmethod
    def start(
        cls,
        program: Program,
        *,
        script: str = "",
        vault_path: Path | None = None,
        case: str = "",
        memory_only: bool = False,
        clock: Callable[[], datetime] = local_clock,
        new_id: Callable[[], str] | None = None,
        kdf: int | None = None,
    ) -> App:
        """Start a sitting. Nothing is read but the vault's presence, and nothing is written.

        Args:
            program: The content.
            script: The journey to go to after the safety check; empty for the usual one.
            vault_path: The vault's folder; None for the one proposed on this device.
            case: The private label or id of a case in the vault.
            memory_only: Never offer a place on disk, and open none; ``vault_path`` is not used.
            clock: Tells the local time, with its zone.
            new_id: Gives row ids; random ones when None.
            kdf: log2 of a new vault's work factor; only tests ask for less.
        """
        return cls(
            Sitting(
                program,
                clock,
                wanted=None if memory_only else vault_path,
                journey=script,
                case_name=case,
                memory_only=memory_only,
                new_id=new_id,
                kdf=kdf,
            )
        )

    @property
    def page(self) -> Page:
        """The page to show now."""
        return self._page

    @property
    def done(self) -> bool:
        """Whether the sitting is over and the face should end."""
        return self._sitting.over

    def submit(self, values: Mapping[str, Raw | Left], choice: str = "next") -> Page:
        """Take what was entered, by field name, and what was chosen."""
        secret = {one.name for one in self._page.fields if one.type == "secret"}
        entered = {
            name: value if name in secret else _cleaned(value) for name, value in values.items()
        }
        return self._turn(lambda: self._stage.submit(entered, choice))

    def back(self) -> Page:
        """Go to the page before."""
        return self._turn(self._stage.back)

    def forward(self) -> Page:
        """Go to the page that ``back`` came from."""
        return self._turn(self._stage.forward)

    def menu(self) -> Page:
        """Open the menu of the case; where none is open yet, stay."""
        sitting = self._sitting
        if not sitting.started or sitting.book is None or isinstance(self._stage, (Home, Ended)):
            return self._page
        return self._turn(lambda: Home(sitting, self._stage))

    def keep_draft(self, name: str, text: str) -> None:
        """Remember unfinished text of the field ``name``; it is sealed on leaving."""
        key = self._stage.draft_key(name)
        if key is None:
            return
        text = clean(text)
        if text.strip():
            self._sitting.drafts[key] = text
        else:
            self._sitting.drafts.pop(key, None)

    def warm(self) -> None:
        """Everything is loaded already: see ``front`` for the session that starts light."""

    def leave(self) -> None:
        """Seal drafts and let go of everything. May be called again; never raises."""
        if not self._sitting.over:
            self._sitting.leave()
        self._end()

    def _turn(self, call: Callable[[], Stage]) -> Page:
        """Make a step. Where something could not be stored, stay and say so."""
        trouble = ""
        try:
            self._stage = call()
        except VaultError as error:
            trouble = sentence(error)
        if self._sitting.over:
            return self._end()
        if not self._stage.stands():
            sitting = self._sitting
            self._stage = Home(sitting) if sitting.started else first_stage(sitting)
        page = self._stage.page()
        if trouble:
            page = msgspec.structs.replace(page, text=(Paragraph(trouble, "warning"), *page.text))
        self._page = page
        return page

    def _end(self) -> Page:
        """Hold nothing but the last page."""
        self._stage = Ended(self._sitting)
        self._page = self._stage.page()
        return self._page


def _cleaned(value: Raw | Left) -> Raw | Left:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value
