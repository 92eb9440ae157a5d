"""The keys of a page, and from which pages they lead somewhere."""

from __future__ import annotations

from typing import Final

from textual.binding import BindingType

from tui.faces.screen.keys import N_, bind
from tui.session.page import Page

BACK = N_("Go to the page before. Nothing is lost.")
MENU = N_("Open the menu: look through, change, papers, people to call.")

KEYS: Final[list[BindingType]] = [
    bind("continue", "ctrl+n", "continue", N_("Continue"), N_("Go on with what is entered.")),
    bind("back", "escape", "want('back')", N_("Back"), BACK, show=True),
    bind("back-too", "ctrl+b", "want('back')", N_("Back"), BACK),
    bind("forward", "ctrl+f", "want('forward')", N_("Forward"), N_("Go forward again.")),
    bind("help", "f1", "want('help')", N_("Help"), N_("Help, and why we ask."), show=True),
    bind("outline", "f2", "want('outline')", N_("Parts"), N_("Show the parts, and go to one.")),
    bind("open", "f3", "want('still_open')", N_("Open"), N_("Show what is still open.")),
    bind("paper", "f4", "want('preview')", N_("Paper"), N_("Read the paper as it is so far.")),
    bind("undo", "f5", "want('undo')", N_("Undo"), N_("Take back the last answer.")),
    bind(
        "beside",
        "f6",
        "beside",
        N_("Beside"),
        N_("Hide or show the paper at the side."),
        priority=True,  # in a text it would mark a line
    ),
    bind("beside-up", "alt+up", "scroll_beside(-1)", N_("Paper up"), N_("Scroll the paper up.")),
    bind(
        "beside-down",
        "alt+down",
        "scroll_beside(1)",
        N_("Paper down"),
        N_("Scroll the paper down."),
    ),
    bind("menu", "f10", "want('menu')", N_("Menu"), MENU, show=True),
    bind("menu-too", "ctrl+o", "want('menu')", N_("Menu"), MENU),
    bind("page-up", "pageup", "scroll_page(-1)", N_("Up"), N_("Scroll the page up.")),
    bind("page-down", "pagedown", "scroll_page(1)", N_("Down"), N_("Scroll the page down.")),
]


def leads(page: Page, where: str) -> bool:
    """Return whether that key leads somewhere from ``page``."""
    match where:
        case "back":
            return page.can_back
        case "forward":
            return page.can_forward
        case "menu" | "outline" | "still_open":
            return page.has_menu
        case "lock":
            return page.has_menu or page.can_lock
        case "preview":
            return page.has_paper
        case "undo":
            return page.can_undo
    return True
