"""Taking the last answer back, and going to where it was given."""

from __future__ import annotations

from tui.session.sitting import Sitting
from tui.session.stages.base import Stage
from tui.session.stages.reviewing import edit
from tui.session.stages.walking import Walking


def undone(sitting: Sitting, here: Stage) -> Stage:
    """Take the last change of this sitting back; return the stage that asks it again.

    Raises:
        NotStored: It could not be stored; nothing has changed.
    """
    script, key = sitting.open().undo()
    flow = sitting.open().flow
    item = flow.find(key) if key is not None else None
    if key is None or item is None:
        return here
    # Where it was given not long ago, the journey goes on from there; else it is an edit.
    name = script.partition("@")[0]
    if isinstance(here, Walking) and not here.once and here.script == name:
        here.go_to(key)
        return here
    return edit(sitting, key, here)
