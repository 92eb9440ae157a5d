"""What opens a vault (``keyring``), and changing that.

Each slot has a row in the vault's log. One that comes is noted as ``coming`` before its file is
there, and one that goes as ``going`` before its file is removed; so what a crash left can be
told from what somebody did to the folder.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal, cast

import msgspec

from tui.vault import agefile, durable, keyring, passphrases, recovery
from tui.vault.agefile import Key
from tui.vault.case import Clock, moment
from tui.vault.change import Change
from tui.vault.errors import (
    N_,
    InDoubt,
    LastSlot,
    NeedsSecret,
    NoSlots,
    NotStored,
    VaultClosed,
    VaultDamaged,
    VaultReadOnly,
)
from tui.vault.keyring import Opened, Sort
from tui.vault.log import Log
from tui.vault.rekeying import Piece
from tui.vault.renewing import Renewal
from tui.vault.rows import Document, text

State = Literal["open", "coming", "going", "missing", "damaged", "unknown"]

_TABLE, _SCRIPT = "slots", "slots"

NEW_COUNTS = N_(
    "A change of the passphrase was broken off. You opened the record with the new one: it "
    "counts, and the old one does not open it any more."
)
OLD_COUNTS = N_(
    "A change of the passphrase was broken off. The old one counts, and the new one does not "
    "open the record."
)
NOT_ADDED = N_(
    "Something that was to open the record was broken off while it was made. It does not open "
    "it. If it is still wanted, make it again."
)
ADDED = N_("Something new opens the record. Making it was broken off, but it is whole.")
TAKEN_AWAY = N_("What was to be taken away from what opens the record is gone now.")


class Slot(msgspec.Struct, frozen=True):
    """Something that opens the vault.

    Attributes:
        file: The name of its file.
        sort: What opens it.
        name: What the person called it; empty for most.
        at: Since when, in ISO 8601; empty where nobody knows.
        state: ``open`` when all is well; ``coming`` or ``going`` when that was broken off;
            ``missing`` and ``damaged`` for its file; ``unknown`` when it was put there from
            elsewhere.
        used: Whether the vault was opened with it this time.
    """

    file: str
    sort: Sort
    name: str
    at: str
    state: State
    used: bool


def row(sort: str, at: str, *, name: str = "", state: State = "open", to: str = "") -> Document:
    """A slot's row in the log; ``to`` is the public key of somebody else's."""
    found: Document = {"sort": sort, "name": name, "at": at, "state": state}
    return {**found, "to": to} if to else found


def rows(files: list[str], at: str) -> dict[str, Document]:
    """The rows of files that no log knew yet."""
    return {file: row(file.partition("-")[0], at) for file in files}


class Slots:
    """The slots of an open vault. Made by :class:`tui.vault.Vault`.

    Attributes:
        notes: What had to be finished or undone at this opening: English msgids. Say so.
    """

    def __init__(self, path: Path, opened: Opened, log: Log | None, clock: Clock) -> None:
        """Take the vault's folder, and what opened it."""
        self._folder = path / keyring.FOLDER
        self._key: Key | None = opened.key
        self._used = opened.file
        self._log = log
        self._clock = clock
        self.notes: tuple[str, ...] = ()

    def all(self) -> list[Slot]:
        """All slots, in the order they were made; those that no one listed come last.

        Raises:
            VaultDamaged: If the folder can't be read.
        """
        self._secret()
        files = self._files()
        listed = {} if self._log is None else self._log.rows(_TABLE)
        replaced = {one.get("replaces") for one in listed.values()}
        found = [
            Slot(
                file,
                one["sort"],
                one["name"],
                one["at"],
                self._state(file, files, "going" if file in replaced else one["state"]),
                file == self._used,
            )
            for file, one in listed.items()
        ]
        state: State = "open" if self._log is None else "unknown"
        return found + [
            Slot(file, cast(Sort, file.partition("-")[0]), "", "", state, file == self._used)
            for file in files
            if file not in listed
        ]

    @property
    def damaged(self) -> tuple[str, ...]:
        """Files of slots that are missing, changed, or were put there from elsewhere."""
        wrong = {"missing", "damaged", "unknown"}
        return tuple(f"{keyring.FOLDER}/{slot.file}" for slot in self.all() if slot.state in wrong)

    def change_passphrase(self, new: str, *, log_n: int = agefile.LOG_N) -> None:
        """Put another passphrase in the place of the one that opened the vault.

        Where the vault was opened with a recovery code, it takes the place of the only
        passphrase there is; of several, none: see :meth:`drop`.

        Args:
            new: The passphrase.
            log_n: Work factor. Only tests may ask for less, to save time.

        Raises:
            ValueError: If it is empty or not proper text.
            InDoubt: If the disk failed half-way: the old or the new one opens the vault.
            NotStored: If nothing was changed.
        """
        self.writable()
        self.settle()
        old = [slot.file for slot in self.all() if slot.sort == "passphrase"]
        if self._used in old:
            old = [self._used]
        sealed = keyring.wrapped(self._secret(), _proper(new), log_n)
        self._add("passphrase", sealed, "", old[0] if len(old) == 1 else "")

    def add_passphrase(self, new: str, name: str = "", *, log_n: int = agefile.LOG_N) -> None:
        """Let another passphrase open the vault, too. Raises as :meth:`change_passphrase`."""
        self._add("passphrase", keyring.wrapped(self._secret(), _proper(new), log_n), name)

    def add_recovery(self, code: str, name: str = "", *, log_n: int = agefile.LOG_N) -> None:
        """Let a recovery code open the vault. Ask some of its words back before.

        Raises:
            NotACode: If it is none.
            NotStored: As :meth:`change_passphrase`.
        """
        sealed = keyring.wrapped(self._secret(), recovery.read_code(code), log_n)
        self._add("recovery", sealed, name)

    def share(self, recipient: str, name: str) -> None:
        """Let somebody else's age key (``age1…``) open the whole vault.

        Raises:
            NotAge: If it is no such key.
            NotStored: As :meth:`change_passphrase`.
        """
        sealed = agefile.seal_to(recipient, keyring.note(self._secret()))
        self._add("share", sealed, name, to=recipient)

    def drop(self, file: str) -> None:
        """Take a slot away. What was opened or copied with it before is not taken back.

        Raises:
            LastSlot: If nothing else would open the vault.
            KeyError: If there is no such slot.
            NotStored: If it could not be done.
        """
        log = self.writable()
        self.settle()
        slots = {slot.file: slot for slot in self.all()}
        slot = slots[file]
        if not self._others_open(file):
            raise LastSlot
        with self._in_doubt(False):
            if slot.state != "unknown":
                self._note(log, file, "going")
            if slot.state != "missing":
                self._remove(file)
        if slot.state != "unknown":
            self._forget(log, file)

    def again(
        self, key: Key, gone: Collection[str], secrets: Sequence[str], log_n: int = agefile.LOG_N
    ) -> list[tuple[Piece, Document]]:
        """What stays, wrapped for another identity: the files and their rows. Writes nothing.

        Files that are missing, were changed or that no one listed don't stay. For the rest see
        :meth:`tui.vault.Vault.revoke`.

        Raises:
            KeyError: If there is no such slot.
            NeedsSecret: If one can't stay without what opens it being typed.
            LastSlot: If nothing that can be typed would stay.
            VaultReadOnly: If nothing can be written there.
        """
        log = self.writable()
        self.settle()
        slots = {slot.file: slot for slot in self.all()}
        for file in gone:
            slots[file]
        stay = [one for one in slots.values() if one.state == "open" and one.file not in gone]
        if not any(slot.sort in keyring.TYPED for slot in stay):
            raise LastSlot
        listed = log.rows(_TABLE)
        found: list[tuple[Piece, Document]] = []
        lacking: list[str] = []
        for slot in stay:
            sealed = self._again(slot, listed[slot.file], key, secrets, log_n)
            if sealed is None:
                lacking.append(slot.file)
            else:
                found.append((Piece(keyring.FOLDER, slot.sort, sealed), listed[slot.file]))
        if lacking:
            raise NeedsSecret(tuple(lacking))
        return found

    def _again(
        self, slot: Slot, listed: Document, key: Key, secrets: Sequence[str], log_n: int
    ) -> bytes | None:
        if slot.sort == "share":
            to = str(listed.get("to", ""))
            return agefile.seal_to(to, keyring.note(key)) if to else None
        return keyring.again(self._folder.parent, slot.file, self._secret(), key, secrets, log_n)

    def renewal(self, key: Key, who: str, stay: Sequence[tuple[Piece, Document]]) -> Renewal:
        """Prepare to go on with another identity of the vault, and what opens it then.

        Raises:
            NotStored: If it can't be done.
            VaultDamaged: If part of the log can't be read.
        """
        log = self.writable()

        def work(change: Change) -> None:
            for file in log.rows(_TABLE):
                change.remove(_TABLE, file)
            for piece, listed in stay:
                change.put(_TABLE, piece.name, listed)

        found = log.renewal(key, who, work)
        old = [f"{keyring.FOLDER}/{file}" for file in self._files()]
        pieces = [*(piece for piece, _ in stay), *found.pieces]
        return found._replace(pieces=pieces, old=[*old, *found.old])

    def renewed(self, renewal: Renewal, used: str) -> None:
        """Go on with another identity: all that was prepared is on the disk.

        ``used`` is the file of the slot that stands for the one that opened the vault.
        """
        self.writable().renewed(renewal)
        self._key, self._used = renewal.keys.identity, used

    def settle(self) -> None:
        """Finish or undo what was broken off; whatever opened the vault now, counts.

        A disk that fails meanwhile is no error: it is tried again at the next opening.
        """
        if self._log is None or self._log.read_only:
            return
        with contextlib.suppress(NotStored, OSError, VaultDamaged):
            for file, one in self._log.rows(_TABLE).items():
                if one["state"] == "coming":
                    self._settle_coming(self._log, file, one)
                elif one["state"] == "going":
                    self._settle_going(self._log, file)

    def writable(self) -> Log:
        """See that something can be changed; gives the log.

        Raises:
            VaultClosed: If the vault was closed.
            NoSlots: If its log can't be read.
            VaultReadOnly: If nothing can be written there.
        """
        self._secret()
        if self._log is None:
            raise NoSlots
        if self._log.read_only:
            raise VaultReadOnly
        return self._log

    def forget(self) -> None:
        """Let go of the key and the log, and write nothing more."""
        self._key = None
        if self._log is not None:
            self._log.forget()

    def close(self) -> None:
        """Let go of the key."""
        self._key = None
        if self._log is not None:
            self._log.close()

    # -- one step each

    def _add(
        self, sort: Sort, sealed: bytes, name: str, replaces: str = "", *, to: str = ""
    ) -> None:
        log = self.writable()
        self.settle()
        file = durable.name_for(sort, sealed)
        at = moment(self._clock)
        coming = row(sort, at, name=text(name, "name"), state="coming", to=to)
        with log.change("", _SCRIPT) as change:
            change.put(_TABLE, file, {**coming, "replaces": replaces})
        with self._in_doubt(False):
            durable.add(self._folder, sort, sealed)
        with self._in_doubt(bool(replaces)):
            self._finish(log, file, replaces)

    def _finish(self, log: Log, file: str, replaces: str) -> None:
        """The new file is on the disk: remove the old one, then note that all is done."""
        if replaces:
            self._remove(replaces)
            if self._used == replaces:
                self._used = file
        with log.change("", _SCRIPT) as change:
            done = change.get(_TABLE, file) or {}
            done.pop("replaces", None)
            change.put(_TABLE, file, {**done, "state": "open"})
            change.remove(_TABLE, replaces)

    def _settle_coming(self, log: Log, file: str, one: Document) -> None:
        replaces = str(one.get("replaces", ""))
        mine = self._used == file
        if file in self._files() and (mine or (replaces and not self._reads(replaces))):
            if mine or self._reads(file):  # else neither can be read now: both stay
                self._finish(log, file, replaces)
                self._say(NEW_COUNTS if replaces else ADDED)
            return
        self._remove(file)
        self._forget(log, file)
        self._say(OLD_COUNTS if replaces else NOT_ADDED)

    def _settle_going(self, log: Log, file: str) -> None:
        if not self._others_open(file):
            self._note(log, file, "open")
            return
        self._remove(file)
        self._forget(log, file)
        self._say(TAKEN_AWAY)

    def _say(self, note: str) -> None:
        self.notes = (*self.notes, note)

    def _note(self, log: Log, file: str, state: State) -> None:
        with log.change("", _SCRIPT) as change:
            change.put(_TABLE, file, {**(change.get(_TABLE, file) or {}), "state": state})

    def _forget(self, log: Log, file: str) -> None:
        with log.change("", _SCRIPT) as change:
            change.remove(_TABLE, file)

    def _remove(self, file: str) -> None:
        """Remove a slot's file, durably; it may be gone already."""
        with contextlib.suppress(FileNotFoundError):
            durable.remove(self._folder, file)
        durable.sync_folder(self._folder)

    # -- looking

    def _others_open(self, file: str) -> bool:
        """Whether something that can be typed opens the vault besides this file."""
        return any(
            slot.file != file and slot.sort in keyring.TYPED and slot.state == "open"
            for slot in self.all()
        )

    def _files(self) -> list[str]:
        try:
            return durable.named(self._folder, keyring.ANY)
        except OSError:
            raise VaultDamaged(keyring.FOLDER) from None

    def _state(self, file: str, files: list[str], state: State) -> State:
        if state == "coming" or (state == "going" and file not in files):
            return state
        if file not in files:
            return "missing"
        return state if self._reads(file) else "damaged"

    def _reads(self, file: str) -> bool:
        try:
            durable.read(self._folder, file)
        except (OSError, durable.Changed):
            return False
        return True

    def _secret(self) -> Key:
        if self._key is None:
            raise VaultClosed
        return self._key

    @contextlib.contextmanager
    def _in_doubt(self, doubt: bool) -> Iterator[None]:
        """Turn what the disk answers into what to tell."""
        try:
            yield
        except OSError as error:
            raise (InDoubt() if doubt else NotStored.because(error)) from error
        except NotStored as error:
            if doubt:
                raise InDoubt from error
            raise


def _proper(passphrase: str) -> str:
    secret = passphrases.normal(passphrase)
    if not secret:
        raise ValueError("a vault needs a passphrase")
    return secret
