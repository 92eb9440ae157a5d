"""Collecting goes along the entries that were picked: the way to pick others after those."""

from __future__ import annotations

from typing import Final

from tui.interview.answers import ROOT
from tui.session.page import Choice
from tui.session.sitting import Sitting
from tui.wording import gettext as _

COLLECT_FOR: Final = (ROOT, "collect_for")
"""The question that picks the entries that the journey ``collect`` goes along."""


def collecting_choices(sitting: Sitting) -> list[Choice]:
    """Return the way to pick other entries, where collecting is done and some are left."""
    flow = sitting.open().flow
    item = flow.find(COLLECT_FOR)
    if item is None or flow.next("collect") is not None:
        return []
    value = flow.value(*COLLECT_FOR)
    picked = {str(one) for one in value} if isinstance(value, tuple | list) else set()
    left = [
        row
        for row in flow.options(item)
        if row not in picked and (live := flow.walk.live(row)) is not None and not live.ended
    ]
    return [Choice("collect", _("Collect for other entries"))] if left else []
