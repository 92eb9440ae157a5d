"""Which facts a step shows, or is shown because of."""

from __future__ import annotations

from tui.interview.facts import read_by, shown_in
from tui.interview.flow import Flow
from tui.interview.runs import Item
from tui.interview.schema import Do, Say, Stop
from tui.session.page import Fact
from tui.session.phrasing import words


def facts_of(flow: Flow, item: Item) -> tuple[Fact, ...]:
    """Return the facts that a say, a stop or a task rests on, each source once."""
    if item.step is None or not isinstance(item.step.node, Say | Stop | Do):
        return ()
    shown = [*shown_in(flow, words(flow, item.step.node, "text"), item.row)]
    # A wording that shows a day of its own says already when it was looked up.
    said = any(one.dated for one in shown)
    when = item.step.when
    read = [*shown, *(read_by(flow, when.tree, item.row) if when is not None else ())]
    return tuple(dict.fromkeys(Fact(one.fact.source, one.fact.checked, said=said) for one in read))
