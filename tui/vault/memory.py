"""A case in memory only: it writes nothing, and is lost when the program ends."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cached_property

from tui.vault.agefile import Key
from tui.vault.blobs import TABLE
from tui.vault.blobs_files import Files
from tui.vault.blobs_memory import MemoryBlobs
from tui.vault.case import Case, CaseKind, Clock, Stamp, TableCase, system_clock
from tui.vault.change import Random, random_id
from tui.vault.ops import Op


class MemoryCase(TableCase):
    """A case with the same promises as a stored one, except that nothing is stored."""

    def __init__(
        self,
        name: str = "",
        kind: CaseKind = "own",
        *,
        clock: Clock = system_clock,
        random: Random = secrets.token_bytes,
    ) -> None:
        """Begin an empty case.

        Args:
            name: A private label.
            kind: Whose case it is.
            clock: Tells when a change was made.
            random: Random bytes for ids.
        """
        super().__init__(tables={}, last=None, clock=clock, random=random)
        self.id = random_id(random)
        self.name = name
        self.kind: CaseKind = kind

    @property
    def stored(self) -> bool:
        """False: leaving loses everything."""
        return False

    @cached_property
    def files(self) -> Files:
        """Its files, in memory: there is a limit, and they are sealed to a key nobody keeps."""
        return Files(self, MemoryBlobs(), _Passing(Key.new()), clock=self._clock)

    def copy_into(self, case: Case, who: str, script: str) -> None:
        """Put everything here into ``case``, in one change, under the same row ids.

        Its files are taken in there one by one before, so under ids of their own.

        Args:
            case: Where to; a row of the same id there is replaced.
            who: The person, as the case knows them.
            script: The script that does it, with its version.

        Raises:
            NotStored: If it could not be stored; both cases are as before.
        """
        for file in self.files.list():
            with self.files.open(file) as stream:
                case.files.take_in(stream, file.name, who, script, of=file.of)
        with case.change(who, script) as change:
            for table in self.tables():
                if table == TABLE:
                    continue
                for row, document in self.rows(table).items():
                    change.put(table, row, document)

    def _keep(self, ops: list[Op], stamp: Stamp) -> None:
        """Keep nothing but the memory the case itself holds."""


class _Passing:
    """A key that is gone with the case."""

    def __init__(self, key: Key) -> None:
        self._key = key

    def to(self) -> Key:
        return self._key

    def any(self) -> Sequence[Key]:
        return [self._key]
