"""What ``fill`` and ``paper write`` share: where papers go, and why they could not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.commands import codes
from tui.commands.vaults import Refused
from tui.wording import gettext as _


def writable(folder: Path) -> Path:
    """Return ``folder`` if papers can be put there. Nothing is made yet.

    Raises:
        Refused: If it is no folder, or nothing can be written there.
    """
    there = folder.absolute()
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise Refused(codes.PROBLEMS, _("The place for the papers is not a folder."))
    if not os.access(there, os.W_OK | os.X_OK):
        raise Refused(codes.PROBLEMS, _("Nothing can be written in the folder for the papers."))
    return folder


@contextmanager
def papers_refused() -> Iterator[None]:
    """Turn what can go wrong with a paper into a refusal.

    Raises:
        Refused: If a paper could not be made or written.
    """
    from tui.papers.errors import NotWritten, PaperFailed
    from tui.session.printing import not_written

    try:
        yield
    except NotWritten as error:
        raise Refused(codes.PROBLEMS, not_written(error.reason)) from None
    except PaperFailed as error:
        sentence = _("The paper could not be made: its template {template} does not fit it.")
        raise Refused(codes.PROBLEMS, sentence.format(template=error.template)) from None
    except OSError:
        sentence = _("The papers could not be written there. Is the disk full or read-only?")
        raise Refused(codes.PROBLEMS, sentence) from None


def notice() -> str:
    """Return what to know about papers before one lies on a disk."""
    return _(
        "A paper is a plain file that anyone who finds it can read. It may also show in a list "
        "of recent files, as a small picture, or in a cloud folder."
    )
