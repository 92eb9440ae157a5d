"""What can go wrong with a vault, each with a plain sentence for the person.

``sentence`` is an English msgid, translated where it is shown; ``words`` fills its
placeholders. No error carries an answer, a passphrase or a key.
"""

from __future__ import annotations

import errno
from typing import Literal

Kind = Literal["full", "read-only", "gone", "other"]
"""Why something could not be stored."""


def N_(text: str) -> str:
    """Mark ``text`` as a msgid; it is translated where it is shown."""
    return text


class VaultError(Exception):
    """Anything a vault refuses or cannot do.

    Attributes:
        sentence: What to tell the person: an English msgid with ``{placeholders}``.
        words: What fills the placeholders.
    """

    sentence: str = N_("Something went wrong with the place your record is kept.")

    def __init__(self, **words: str) -> None:
        """Remember what fills the sentence's placeholders."""
        self.words = words
        super().__init__(self.sentence.format_map(words))


class Cancelled(VaultError):
    """The person asked for long work to be stopped; all is as before it began."""

    sentence = N_("It was stopped before it was done. Nothing was changed.")


class WrongPassphrase(VaultError):
    """The passphrase does not open this vault."""

    sentence = N_("That passphrase does not open it. Check capital letters and spaces.")


class NotAVault(VaultError):
    """The folder holds no vault, or isn't there."""

    sentence = N_("There is no record in that folder.")


class FolderInUse(VaultError):
    """A vault cannot be made in a folder that already holds something."""

    sentence = N_("That folder already has something in it. Pick an empty or a new one.")


class VaultBusy(VaultError):
    """Another running copy of the program has this vault open."""

    sentence = N_("This record is already open in another window. Leave that one first.")


class VaultDamaged(VaultError):
    """A file of the vault is missing, or is not what was written.

    Attributes:
        file: Its path inside the vault, with forward slashes.
    """

    sentence = N_("A file of the record is damaged or missing: {file}. Nothing was changed.")

    def __init__(self, file: str) -> None:
        """Name the file, as a path inside the vault."""
        self.file = file
        super().__init__(file=file)


class VaultTooNew(VaultError):
    """The vault was written by a later version of the program."""

    sentence = N_("A newer version of the program wrote this record. Open it with that version.")


class VaultClosed(VaultError):
    """The vault was closed; nothing can be read from it until it is opened again."""

    sentence = N_("The record is closed. Open it again to go on.")


class NoSuchCase(VaultError):
    """The vault has no case of that id."""

    sentence = N_("There is no such record in that folder.")


class NotABackup(VaultError):
    """The folder holds no backup that was finished."""

    sentence = N_("There is no finished backup in that folder.")


class BackupOfAnother(VaultError):
    """The folder holds the backup of another vault."""

    sentence = N_("That folder holds the backup of another record. Pick another folder.")


class BackupAhead(VaultError):
    """The backup holds changes that the vault does not; making it anew would lose them."""

    sentence = N_(
        "That backup holds changes that the record here does not have. Was the record put back "
        "from an older copy? The backup was left as it is."
    )


class BackupInside(VaultError):
    """A backup can't be in the vault's own folder, nor the vault in the backup's."""

    sentence = N_(
        "A backup can't be in the folder of the record itself, or around it. Pick another folder."
    )


class BackupDamaged(VaultError):
    """Files of a backup are missing, or are not what was written.

    Attributes:
        files: Their paths inside the vault, with forward slashes.
    """

    sentence = N_("Files of the backup are damaged or missing: {files}. Nothing was changed.")

    def __init__(self, files: tuple[str, ...]) -> None:
        """Name the files, as paths inside the vault."""
        self.files = files
        super().__init__(files=", ".join(files))


_NOT_STORED: dict[Kind, str] = {
    "full": N_(
        "This was not stored: there is no room left. What was stored before is still there."
    ),
    "read-only": N_(
        "This was not stored: nothing can be written there. What was stored before is still there."
    ),
    "gone": N_(
        "This was not stored: the folder is gone, or was changed from elsewhere. "
        "Was a stick taken out?"
    ),
    "other": N_(
        "This was not stored: the disk gave an error. What was stored before is still there."
    ),
}


class NotStored(VaultError):
    """A change could not be written. The case in memory is as it was before.

    Attributes:
        kind: ``full``, ``read-only``, ``gone`` or ``other``.
    """

    def __init__(self, kind: Kind) -> None:
        """Choose the sentence for ``kind``."""
        self.kind: Kind = kind
        self.sentence = _NOT_STORED[kind]
        super().__init__()

    @classmethod
    def because(cls, error: OSError) -> NotStored:
        """The error for what the operating system answered."""
        if error.errno in _FULL:
            return cls("full")
        if error.errno in _READ_ONLY:
            return cls("read-only")
        if error.errno in _GONE:
            return cls("gone")
        return cls("other")


class VaultReadOnly(NotStored):
    """The vault was opened for reading only, because nothing can be written there."""

    def __init__(self) -> None:
        """Say that nothing can be written there."""
        super().__init__("read-only")


class InDoubt(NotStored):
    """A way to open the vault was being changed when the disk failed. Opening it settles that."""

    def __init__(self) -> None:
        """Say that the old or the new one opens it."""
        super().__init__("other")
        self.sentence = N_(
            "The disk gave an error half-way. Either the old or the new one opens the record; "
            "try both. Whichever opens it counts from then on."
        )


class Broken(NotStored):
    """The disk failed while keys were being changed. The next opening finishes or undoes it."""

    def __init__(self) -> None:
        """Say that opening it settles that."""
        super().__init__("other")
        self.sentence = N_(
            "The disk gave an error half-way. Open the record again: this is then either "
            "finished or as if it had not been begun. Look then what opens it."
        )


class NeedsSecret(VaultError):
    """What stays must be sealed anew, and that takes what opens it.

    Attributes:
        files: The slots that can't be sealed anew without.
    """

    sentence = N_(
        "Something else opens the record, and can only stay if it is typed now. Nothing was "
        "changed."
    )

    def __init__(self, files: tuple[str, ...]) -> None:
        """Name the slots."""
        self.files = files
        super().__init__()


class LastSlot(VaultError):
    """What is to be taken away is the last thing that opens the vault."""

    sentence = N_("Nothing else opens the record, so this stays.")


class NoSlots(VaultError):
    """Nothing can be said or changed about what opens the vault: its list can't be read."""

    sentence = N_("The list of what opens this record can't be read, so this was not changed.")


class SourceUnreadable(VaultError):
    """A file that was to be taken in can't be read."""

    sentence = N_("That file is not there or can't be read. Nothing of it was kept.")


class SourceNotAFile(VaultError):
    """What was to be taken in is a folder, or something else that is no file."""

    sentence = N_("That is a folder or something else that is not a file. Nothing was kept.")


class SourceChanged(VaultError):
    """A file changed while it was being taken in."""

    sentence = N_(
        "The file changed while it was being copied. Nothing of it was kept. Close what is "
        "writing to it, then try again."
    )


class TooBigForMemory(VaultError):
    """Nothing is stored in this sitting, and memory has no room for so much."""

    sentence = N_(
        "There is no room for this file as long as nothing is stored. Choose a place for the "
        "record first, then try again."
    )


class Unstorable(VaultError, ValueError):
    """A document holds something JSON can't hold and give back the same.

    Attributes:
        place: Where in the document, such as ``quotes[2].text``. Never the value itself.
    """

    sentence = N_("This can't be stored as it is.")

    def __init__(self, place: str, what: str) -> None:
        """Name the place and the kind of thing, never the value."""
        self.place = place
        super().__init__()
        self.args = (f"{place or 'document'}: {what}",)


def _codes(*names: str) -> frozenset[int]:
    """The error numbers of ``names`` that this operating system has."""
    return frozenset(code for name in names if (code := getattr(errno, name, None)) is not None)


_FULL = _codes("ENOSPC", "EDQUOT", "EFBIG")
_READ_ONLY = _codes("EROFS", "EACCES", "EPERM")
_GONE = _codes("ENOENT", "ENODEV", "ENXIO", "ENOTDIR", "ESTALE", "ENOTCONN", "EHOSTDOWN")
