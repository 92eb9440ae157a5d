"""The keys that work everywhere, and all keys in words for the help."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from tui.faces.screen.keys import N_, bind
from tui.faces.screen.widgets.hints import key_words
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.faces.screen.screens.page import PageScreen

_ELSEWHERE_THAN_WINDOWS: list[BindingType] = [
    bind(
        "put-out",
        "ctrl+p",
        "put_out",
        N_("To the clipboard"),
        N_("Put selected text on this device's clipboard. It warns you first."),
    ),
    bind(
        "stand-still",
        "ctrl+z",
        "stand_still",
        N_("Pause"),
        N_("Go to the command line; fg brings you back. In a long text: undo typing."),
    ),
]

KEYS: Final[list[BindingType]] = [
    bind(
        "leave",
        "ctrl+q",
        "leave",
        N_("Leave now"),
        N_("Leave at once and clear the screen."),
        show=True,
        priority=True,
    ),
    bind(
        "lock",
        "f9",
        "lock",
        N_("Lock"),
        N_("Lock. Where nothing is kept, hide what is shown."),
        priority=True,
    ),
    bind(
        "how-to-leave",
        "ctrl+c",
        "how_to_leave",
        N_("How to leave"),
        N_("Says which key leaves."),
    ),
    bind("next-theme", "f8", "next_theme", N_("Colours"), N_("Dark, light or high contrast.")),
    *([] if sys.platform == "win32" else _ELSEWHERE_THAN_WINDOWS),
]


def key_list(screen: PageScreen) -> list[tuple[str, str]]:
    """Return the keys that do something on a page, and what: those of lists first.

    Args:
        screen: The screen with the page, while nothing is over it.
    """
    words = [
        (_("Arrows, Tab"), _("Move to what you want.")),
        (_("Space, 1 to 9"), _("Pick a line or tick it.")),
        (_("Enter"), _("Take what is highlighted and go on.")),
        (_("Letters"), _("In a long list: show only what has them in its name.")),
    ]
    keys: dict[str, list[str]] = {}
    nodes: list[DOMNode] = [screen, *screen.boxes, screen.app]
    for node in nodes:
        for binding in node.BINDINGS:
            if isinstance(binding, Binding) and _does(node, binding):
                names = keys.setdefault(_(binding.tooltip), [])
                if (name := key_words(binding.key)) not in names:
                    names.append(name)
    return [*words, *((", ".join(names), tip) for tip, names in keys.items())]


def _does(node: DOMNode, binding: Binding) -> bool:
    _namespace, name, parameters = parse(binding.action)
    return bool(node.check_action(name, parameters))
