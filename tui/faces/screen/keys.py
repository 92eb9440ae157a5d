"""How key bindings are written down: each with an id, so that it can be moved, and a tooltip.

The words are marked here and translated where they are shown, since bindings are read
when a module is imported and the language may still change.
"""

from __future__ import annotations

from textual.binding import Binding


def N_(message: str) -> str:
    """Return ``message`` as it is; extractors of messages know this name."""
    return message


def bind(
    id: str,
    keys: str,
    action: str,
    words: str,
    tooltip: str,
    *,
    show: bool = False,
    priority: bool = False,
) -> Binding:
    """Return a binding.

    Args:
        id: Its name, unique in the face.
        keys: The keys, with commas between them.
        action: What Textual runs.
        words: One or two words for the row of hints, marked with ``N_``.
        tooltip: A sentence for the help, marked with ``N_``.
        show: Whether it belongs in the row of hints.
        priority: Whether it works whatever has the focus.
    """
    return Binding(keys, action, words, id=id, tooltip=tooltip, show=show, priority=priority)
