"""What a case on the disk lets go of for good, and what it hands over to somebody before that.

``erase`` says how words go out of the history, ``custody`` how something is sealed for somebody
else before that.
"""

from __future__ import annotations

import errno
import os
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from tui.vault import blobs_folder, blobs_named, custody, erase
from tui.vault.blobs import Cancelled, Progress
from tui.vault.blobs_files import Files
from tui.vault.blobs_folder import FolderBlobs
from tui.vault.case import Stamp
from tui.vault.change import Change
from tui.vault.erase import Take, Taken
from tui.vault.errors import VaultReadOnly
from tui.vault.journaled import Journaled
from tui.vault.rows import Document, text


class LettingGo(Journaled):
    """A case that can let go of something for good."""

    _folder: Path

    @property
    @abstractmethod
    def files(self) -> Files:
        """Its files."""

    def erased(self) -> list[Taken]:
        """What was taken out of this case for good: when, by whom, why and where."""
        return erase.taken(self.documents(erase.TABLE))

    def handed_over(self) -> list[custody.HandedOver]:
        """What was sealed for somebody else only, and taken out of here, the earliest first."""
        return [custody.handed_over(*row) for row in self.rows(custody.TABLE).items()]

    def sealed_part(self, name: str) -> Path:
        """Where a sealed file of something that was handed over is, to be copied for them."""
        return self._folder / blobs_folder.FOLDER / name[:2] / name

    def erase(self, takes: Sequence[Take], who: str, why: str) -> bool:
        """Take words out for good, out of the history, too. That something went stays visible.

        Backups keep what they hold. What shows answers of this case must read them anew, and
        can take no earlier change back.

        Args:
            takes: What goes.
            who: Who does this.
            why: Why, as the person says it; may be empty.

        Returns:
            Whether it is in no file any more. If not, that is finished when the case is closed
            or next opened.

        Raises:
            NotStored: If it could not be stored; all is as before.
            VaultDamaged: If the history can't be read; all is as before.
            RuntimeError: If a change of this case is under way.
        """
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        return self._erased(takes, self._stamp(who, "erase"), why)

    def hand_over(
        self,
        takes: Sequence[Take],
        content: custody.Content,
        to: custody.To,
        who: str,
        why: str,
        *,
        progress: Progress = lambda done, of: None,
        cancelled: Cancelled = lambda: False,
    ) -> custody.HandedOver:
        """Seal something for somebody else only, then take it out of here for good.

        It stays in the case's folder and goes with backups, and nobody but them can open it. It
        is sealed, on the disk and compared before anything is taken out.

        Args:
            takes: What goes.
            content: What they get: texts, and files of this case.
            to: Who.
            who: Who does this.
            why: Why, as the person says it; may be empty.
            progress: Told how many bytes are done.
            cancelled: Asked at least once a piece whether to stop.

        Raises:
            NotAge: If their key is none.
            Cancelled: If it was told to stop; all is as before.
            NotStored: If it could not be stored; all is as before.
            VaultDamaged: If a file or the history can't be read; all is as before.
            RuntimeError: If a change of this case is under way.
        """
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        if self.read_only:
            raise VaultReadOnly
        stamp = self._stamp(who, custody.TABLE)
        store = FolderBlobs(self._folder / blobs_folder.FOLDER)
        with custody.sealed(self.files, store, content, to, progress, cancelled) as given:
            row = custody.note(given, to, stamp.at, content)
            done = self._erased(takes, stamp, why, row)
        return custody.handed_over(*row, finished=done)

    def _erased(
        self,
        takes: Sequence[Take],
        stamp: Stamp,
        why: str,
        given: tuple[str, Document] | None = None,
    ) -> bool:
        """Take something out for good; ``given`` is the row of what it was sealed in."""
        change = Change(self._now(), self._random)
        journal, plan = self._planned(takes)
        in_custody = given[0] if given else ""
        found = Taken(stamp.at, stamp.who, text(why, "why"), plan.takes, in_custody, plan.blobs)
        erase.draft(change, takes)
        if given is not None:
            change.put(custody.TABLE, *given)
        change.put(erase.TABLE, change.new_id(), erase.note(found))
        return self._take_out(journal, plan, stamp, change.finish())

    def _let_go(self) -> None:
        """Remove the blobs of files that were taken out for good, and of no other."""
        gone = {name for one in self.erased() for name in one.blobs}
        if not gone:
            return
        journal = self._open().journal
        named = blobs_named.ever(journal) if journal else None
        if named is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        store = FolderBlobs(self._folder / blobs_folder.FOLDER)
        for name in sorted(gone - named):
            store.delete(name)
