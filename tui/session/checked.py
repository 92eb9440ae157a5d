"""What looking through a record found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.findings import Finding
    from tui.vault.verify import Report


def place_words(one: Finding) -> str:
    """Return where something was found: the file, and the line or the change in it."""
    place = one.place or "."
    if one.line and place.endswith(".txt"):
        place = _("{file}, line {number}").format(file=place, number=one.line)
    elif one.line:
        place = _("{file}, change {number} in it").format(file=place, number=one.line)
    return _("{place} (does no harm)").format(place=place) if one.harmless else place


def summary(report: Report) -> str:
    """Return in a few sentences what was looked at, and how it is."""
    bad = sum(not one.harmless for one in report.findings)
    looked = ngettext(
        "Looked at {count} file.", "Looked at {count} files.", report.files
    ).format(count=report.files)  # fmt: skip
    if report.frames is not None:
        looked += " " + ngettext(
            "Read {count} change.", "Read {count} changes.", report.frames
        ).format(count=report.frames)  # fmt: skip
    if bad:
        return f"{looked} " + ngettext(
            "{count} thing is not as it should be.",
            "{count} things are not as they should be.",
            bad,
        ).format(count=bad)
    if report.frames is None:
        return f"{looked} " + _(
            "Every file is as it was written. Whether they belong together, only the passphrase "
            "can tell."
        )
    return f"{looked} " + _("All is as it was written.")


def receipts_fit(count: int) -> str:
    """Return that what receipts say is still so."""
    return ngettext(
        "The receipt fits: all that was written before it is there unchanged.",
        "The receipts fit: all that was written before them is there unchanged.",
        count,
    )
