"""Which sealed copies a record keeps, and which copies there are of it, for papers that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.ages import moment_words
from tui.vault import Case
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.schema import Paper
    from tui.vault.vault import Vault


def backups_for(paper: Paper, vault: Vault | None) -> list[dict[str, str]]:
    """Return the copies of a vault that are known: ``folder`` and ``at``, in ISO 8601.

    Args:
        paper: The paper it is for.
        vault: The vault; None where nothing is kept.

    Returns:
        None of them where the paper prints none, or where they can't be read.
    """
    from tui.papers.make import tells_backups

    if vault is None or not vault.id or not tells_backups(paper.name):
        return []
    return [{"folder": one.folder, "at": one.at} for one in vault.backups.all()]


def kept_for(paper: Paper, case: Case) -> list[dict[str, str]]:
    """Return the sealed copies in a record that belong to an answer, in the order they came in.

    Args:
        paper: The paper it is for.
        case: The record.

    Returns:
        None of them where the paper prints none.
    """
    from tui.papers.make import tells_files

    if not tells_files(paper.name):
        return []
    return [
        {
            "row": file.of.partition("/")[0],
            "name": file.name,
            "sha256": file.sha256,
            "when": _("Kept on {when}").format(when=moment_words(file.at)),
        }
        for file in case.files.list()
        if file.of
    ]
