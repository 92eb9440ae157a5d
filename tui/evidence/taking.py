"""Taking a file into a record: the only way in, and closed where nobody has agreed to it.

In one's own record anything may come in. In somebody else's, a volunteer's, a file comes in only
while the clinic's agreement and the client's consent are recorded and stand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.case.consent import Consent
from tui.vault.blobs import Cancelled, Progress
from tui.vault.errors import N_, VaultError

if TYPE_CHECKING:
    from tui.vault.blobs_files import File
    from tui.vault.case import Case


class NotAgreed(VaultError):
    """Somebody else's record may hold no files as it stands.

    Attributes:
        consent: How it stands.
    """

    sentence = N_(
        "No file can come into this record yet. First write down what the clinic and the person "
        "you are helping have agreed to."
    )

    def __init__(self, found: Consent) -> None:
        """Say why."""
        self.consent = found
        self.sentence = _SENTENCES.get(found.why, type(self).sentence)
        super().__init__()


_SENTENCES = {
    "clinic": N_(
        "No file can come into this record: it is not written down that the clinic has agreed."
    ),
    "client": N_(
        "No file can come into this record: it is not written down that the person you are "
        "helping has agreed."
    ),
    "not-recorded": N_(
        "No file can come into this record: something about what was agreed is not written down "
        "yet."
    ),
    "over": N_(
        "No file can come into this record any more: the day until which the person you are "
        "helping agreed is past."
    ),
    "clinic-back": N_(
        "No file can come into this record any more: the clinic has taken its agreement back."
    ),
    "client-back": N_(
        "No file can come into this record any more: the person you are helping has taken their "
        "agreement back."
    ),
}


def take_in(
    case: Case,
    agreed: Consent,
    source: Path,
    script: str,
    *,
    of: str = "",
    progress: Progress = lambda done, of: None,
    cancelled: Cancelled = lambda: False,
) -> File:
    """Keep a sealed copy of a file in a record, where that may be.

    Args:
        case: The record.
        agreed: How it stands today with what was agreed in it (``consent``).
        source: The file; it is only read.
        script: What takes it in, with its version.
        of: The answer that it belongs to, as ``row/field``.
        progress: Told how many bytes are done, of how many.
        cancelled: Asked at least once a piece whether to stop.

    Raises:
        NotAgreed: It is somebody else's record, and nobody has agreed; the file was not read.
        VaultError: It could not be read, or not be kept; see ``Files.take_in``.
    """
    see_agreed(case, agreed)
    return case.files.take_in(
        source, "", "me", script, of=of, progress=progress, cancelled=cancelled
    )


def see_agreed(case: Case, agreed: Consent) -> None:
    """See that files may come into a record.

    What the record is by itself counts: one that is somebody else's is never open to files for
    want of answers that say so.

    Raises:
        NotAgreed: They may not.
    """
    if case.kind == "client" and not (agreed.needed and agreed.given):
        raise NotAgreed(agreed)
