"""A sitting with the app, as every face sees it: a page, and a few things to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from tui.interview.codec import clean
from tui.interview.program import Program
from tui.session.dated import dated
from tui.session.driver import Doing, Resume
from tui.session.page import Left, Page, Paragraph, Raw
from tui.session.settings import Settings
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Stage, sentence
from tui.session.stages.home import Home
from tui.session.stages.opening import first_stage
from tui.session.stages.walking import Walking
from tui.vault.errors import Cancelled, VaultError


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
        self._page = self._dated(self._stage.page())

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
        settings: Settings | None = None,
        language_asked: bool = False,
        resume: Resume | None = None,
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
            settings: How it looks until a record is open.
            language_asked: The language was asked for, and beats the one of a record.
            resume: Where to go on once it is unlocked, after a lock.
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
                settings=settings or Settings(),
                language_asked=language_asked,
                resume=resume,
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

    @property
    def settings(self) -> Settings:
        """What the person has set up; how it is at first until a record is open."""
        return self._sitting.settings

    @property
    def resume(self) -> Resume | None:
        """Where to go on after ``lock``; None where it was not locked."""
        return self._sitting.resume if self._sitting.over else None

    @property
    def doing(self) -> Doing | None:
        """The long work of the call that runs now; None where it has none. For any thread."""
        return self._sitting.work.doing

    def cancel(self) -> None:
        """Have long work stopped; for any thread."""
        self._sitting.work.cancel()

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
        return self._aside(Home)

    def outline(self) -> Page:
        """Open the list of parts, each leading to where it can be answered now."""
        from tui.session.stages.outline import Outline

        return self._aside(Outline)

    def still_open(self) -> Page:
        """Open the list of what is still open: gaps, things to do, questions left open."""
        from tui.session.stages.following import Open

        return self._aside(Open)

    def preview(self) -> Page:
        """Show a paper as text, as it would be written now; nothing is written."""
        from tui.session.stages.previewing import Preview

        return self._aside(Preview)

    def _aside(self, stage: Callable[[Sitting, Stage], Stage]) -> Page:
        """Open a stage beside the one that stands, which it goes back to."""
        sitting, here = self._sitting, self._stage
        if not self._has_menu() or type(here) is stage:
            return self._page
        return self._turn(lambda: stage(sitting, here))

    def _has_menu(self) -> bool:
        """Whether a record is open and the safety check is behind it."""
        sitting = self._sitting
        return sitting.started and sitting.book is not None and not isinstance(self._stage, Ended)

    def undo(self) -> Page:
        """Take back the last answer of this sitting and go to where it was given."""
        from tui.session.stages.undoing import undone

        if not self._page.can_undo:
            return self._page
        return self._turn(lambda: undone(self._sitting, self._stage))

    def beside(self) -> tuple[Paragraph, ...]:
        """Return the paper's text about what the page is about; empty where there is none."""
        from tui.session.previews import text_beside

        return text_beside(self._sitting, self._stage.row()) if self._page.has_paper else ()

    def understood(self, name: str, text: str) -> str:
        """Return how ``text`` in the field ``name`` would be read, in words."""
        from tui.session.understood import understood

        for field in self._page.fields:
            for one in (field, *field.parts):
                if one.name == name:
                    return understood(one, clean(text), self._sitting.today())
        return ""

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

    def lock(self) -> bool:
        """Seal drafts and let go of everything, to go on after the passphrase."""
        sitting = self._sitting
        case = sitting.lockable
        if case is None or sitting.vault is None:
            return False
        resume = Resume(vault=str(sitting.vault.path), case=case)
        if not sitting.checking:
            resume = _placed(resume, self._stage)
        elif sitting.resume is not None:
            # Not in again yet: where the lock before this one came between still waits.
            resume = sitting.resume
        kept = sitting.leave()
        sitting.resume = msgspec.structs.replace(resume, lost=resume.lost or not kept)
        self._end()
        return True

    def leave(self) -> None:
        """Seal drafts and let go of everything. May be called again; never raises."""
        if not self._sitting.over:
            self._sitting.leave()
        self._end()

    def _turn(self, call: Callable[[], Stage]) -> Page:
        """Make a step. Where something could not be stored, stay and say so."""
        notes: list[Paragraph] = []
        try:
            self._stage = call()
        except Cancelled as error:
            notes.append(Paragraph(sentence(error), "note"))
        except VaultError as error:
            notes.append(Paragraph(sentence(error), "warning"))
        if self._sitting.over:
            return self._end()
        if not self._stage.stands():
            sitting = self._sitting
            self._stage = Home(sitting) if sitting.started else first_stage(sitting)
        page = msgspec.structs.replace(
            self._dated(self._stage.page()),
            whose=self._stage.whose(),
            has_menu=self._has_menu(),
            can_lock=self._has_menu() or self._sitting.lockable is not None,
            has_paper=self._has_menu() and self._stage.sitting.has_papers(),
            can_undo=self._has_menu() and self._stage.sitting.can_undo,
        )
        if self._sitting.told:
            notes.append(Paragraph(self._sitting.told, "quiet"))
            self._sitting.told = ""
        if notes:
            page = msgspec.structs.replace(page, text=(*notes, *page.text))
        self._page = page
        return page

    def _end(self) -> Page:
        """Hold nothing but the last page."""
        self._stage = Ended(self._sitting)
        self._page = self._dated(self._stage.page())
        return self._page

    def _dated(self, page: Page) -> Page:
        """Return a page that says of its facts where they are from, and which are old."""
        sitting = self._sitting
        return dated(page, sitting.today(), sitting.settings.fact_months)


def _placed(resume: Resume, stage: Stage) -> Resume:
    """Return where to go on, with the step that a stage shows."""
    script, row, name = stage.place()
    resume = msgspec.structs.replace(resume, script=script, row=row, name=name)
    if isinstance(stage, Walking):
        resume = msgspec.structs.replace(resume, once=stage.once, within=stage.within)
    return resume


def _cleaned(value: Raw | Left) -> Raw | Left:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value
