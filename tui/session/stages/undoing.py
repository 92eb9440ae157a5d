"""Taking the last answer back, and going to where it was given."""

from __future__ import annotations

from tui.interview.flow import Flow
from tui.session.book import Undone
from tui.session.phrasing import row_label, step_words, words
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.adding import Adding
from tui.session.stages.base import Stage
from tui.session.stages.confirming import Confirming
from tui.session.stages.following import Doing
from tui.session.stages.reviewing import Removing, edit
from tui.session.stages.walking import Walking
from tui.wording import gettext as _


def undone(sitting: Sitting, here: Stage) -> Stage:
    """Take the last change of this sitting back; return the stage that asks it again.

    What the next page says of it is left in ``sitting.told``.

    Raises:
        NotStored: It could not be stored; nothing has changed.
    """
    book = sitting.open()
    before = book.flow
    done = book.undo()
    flow = book.flow
    sitting.told = _told(before, flow, done)
    for draft in [one for one in sitting.drafts if one[0] not in flow.answers]:
        del sitting.drafts[draft]
    here = _behind(here)
    key = done.answered
    if key is None or flow.find(key) is None:
        return here
    if isinstance(here, Walking):
        if here.at == key:
            here.forget_typed()
            return here
        # Where it was given not long ago, the journey goes on from there; else it is an edit.
        same = here.script == done.script.partition("@")[0]
        inside = not here.within or top_row(flow, key[0]) == here.within
        if same and inside and not here.once:
            here.go_to(key)
            return here
    return edit(sitting, key, here)


def _behind(here: Stage) -> Stage:
    """Return the stage behind a page that was about answers as they no longer are."""
    if isinstance(here, (Confirming, Adding)):
        return here.walking
    if isinstance(here, Removing):
        return here.review
    return here.before if isinstance(here, Doing) else here


def _told(before: Flow, flow: Flow, done: Undone) -> str:
    """Return what was taken back, in words."""
    if done.back:
        return _("Brought back: {entry}").format(entry=row_label(flow, done.back[0]))
    if done.answered is None:
        if done.gone:
            return _("Taken back: {entry}").format(entry=row_label(before, done.gone[0]))
        return _("Your last step was taken back.")
    item = flow.find(done.answered) or before.find(done.answered)
    asked = step_words(flow, item, "question") if item is not None else ""
    if item is not None and item.step is not None and not asked:
        asked = words(flow, item.step.node, "question")
    if not asked:
        return _("Your last step was taken back.")
    if flow.answers.get(*done.answered) is None:
        return _("Taken back: your answer to “{question}”").format(question=asked)
    return _("“{question}” has the answer it had before.").format(question=asked)
