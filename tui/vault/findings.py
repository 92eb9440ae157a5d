"""What looking through a vault can find: the file's place, what is wrong, what to do.

Sentences are English msgids, translated where they are shown. None holds a word of what was
written.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tui.vault.errors import N_

Kind = Literal[
    "changed", "unreadable", "unknown", "missing", "double", "line", "sealed", "frame", "chain",
    "state", "ahead", "blank", "too-new", "slot", "receipt-rollback", "receipt-fork",
    "receipt-other", "case-gone", "case-behind", "case-back", "file", "file-unknown",
    "unfinished", "torn", "left-over", "aside", "system", "unerased",
]  # fmt: skip

_KEEP = N_("Keep a copy of the whole folder as it is now. An older copy may have this whole.")
_BY_ITSELF = N_("It goes by itself when the record is next opened.")

WRONG: dict[Kind, str] = {
    "changed": N_("Its bytes are not the ones that were written."),
    "unreadable": N_("The disk can't read it."),
    "unknown": N_("The program did not put this here."),
    "missing": N_("It is missing."),
    "double": N_("There are two files for the same part of the record."),
    "line": N_("This line can't be read."),
    "sealed": N_("The key of this record does not open it, or it does not belong here."),
    "frame": N_("What is in it was not written and signed for this record."),
    "chain": N_("It does not follow the change before it: something was moved, cut or put in."),
    "state": N_("It does not hold what the changes before it give."),
    "ahead": N_("It knows of later changes than there are. The newest ones are missing."),
    "blank": N_("What a change said was taken out or replaced, and nothing says who did that."),
    "too-new": N_("A newer version of the program wrote this."),
    "slot": N_("What opens the record was put here, changed or taken away by something else."),
    "receipt-rollback": N_(
        "There are fewer changes than when the receipt was made: this is an older copy, or "
        "something was cut off."
    ),
    "receipt-fork": N_("What was written before the receipt was made is not what it was then."),
    "receipt-other": N_("The receipt is not of this record."),
    "case-gone": N_("A whole record is missing that was here when this folder was last left."),
    "case-behind": N_(
        "It is not what it was when it was last left: it was put back to an older copy, cut off "
        "or written anew."
    ),
    "case-back": N_("It was deleted here once. It was put back, as from a backup."),
    "file": N_("It does not hold the file that was taken in."),
    "file-unknown": N_(
        "It is a file that no change of this record tells of. The newest changes may be missing."
    ),
    "unfinished": N_("It was left unfinished and holds nothing that was kept."),
    "torn": N_("Half a line at its end was never kept."),
    "left-over": N_("A newer file took its place."),
    "unerased": N_("It still holds something that was taken out for good."),
    "aside": N_("A last line that could not be read was put here. It is used for nothing."),
    "system": N_("The computer put this here by itself. It is no part of the record."),
}
"""What is wrong, by kind of finding."""

_ADVICE: dict[Kind, str] = {
    "unreadable": N_("Copy the whole folder to another disk, and check that copy."),
    "unknown": N_("It was not looked into. If you know what it is, keep it in another folder."),
    "state": N_("Keep a copy of the folder. The changes themselves count, not this file."),
    "too-new": N_("Check it with that version."),
    "slot": N_("Keep a copy of the whole folder. Look which ways to open it there are."),
    "receipt-rollback": N_("Keep this folder as it is, and look for a newer copy."),
    "receipt-fork": N_("Keep this folder and the receipt as they are. Show both to someone."),
    "receipt-other": N_("Look for the receipt of this record, or for the record of this receipt."),
    "case-gone": N_(
        "Keep a copy of the whole folder as it is now. A backup may hold it. If you removed it "
        "yourself, delete it by its name: the last part of this place."
    ),
    "case-behind": N_(
        "Keep this folder as it is, and look for a newer copy. If you go on writing, this one "
        "counts."
    ),
    "case-back": N_("Delete it again if it should not be here."),
    "unfinished": _BY_ITSELF,
    "torn": _BY_ITSELF,
    "left-over": _BY_ITSELF,
    "unerased": N_("It goes when the record is next opened, or when something else is taken out."),
    "aside": N_("Leave it where it is."),
    "system": N_("Leave it or remove it, as you like."),
}

_HARMLESS = {"case-back", "unfinished", "torn", "left-over", "aside", "system", "unerased"}


class Finding(msgspec.Struct, frozen=True):
    """One thing that was found.

    Attributes:
        kind: What sort of thing.
        place: The file as a path inside the vault, with forward slashes.
        line: The line of it, or the change in it, counted from 1; 0 where it is the whole.
    """

    kind: Kind
    place: str
    line: int = 0

    @property
    def harmless(self) -> bool:
        """Whether nothing is lost or wrong: a crash leaves such things."""
        return self.kind in _HARMLESS

    @property
    def wrong(self) -> str:
        """What is wrong: an English msgid."""
        return WRONG[self.kind]

    @property
    def advice(self) -> str:
        """What to do: an English msgid."""
        return _ADVICE.get(self.kind, _KEEP)
