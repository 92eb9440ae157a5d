"""How long ago something was kept, in words, by this computer's clock."""

from __future__ import annotations

from datetime import datetime

from tui.wording import format_datetime, ngettext
from tui.wording import gettext as _

OLD = 31
"""Days after which a backup is worth a word."""


def days_since(at: str, now: datetime) -> int:
    """Return how many whole days ago that was; less than 0 where it is still to come.

    Args:
        at: When, in ISO 8601 with a zone.
        now: Now, with its zone.
    """
    return (now - datetime.fromisoformat(at)).days


def age(at: str, now: datetime) -> str:
    """Return how long ago that was, in words."""
    days = days_since(at, now)
    if days < 0:
        return _("later than this computer's clock says it is now")
    if days == 0:
        return _("less than a day ago")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def moment_words(at: str) -> str:
    """Return when that was, in the local zone; empty where nobody knows."""
    return format_datetime(datetime.fromisoformat(at).astimezone()) if at else ""
