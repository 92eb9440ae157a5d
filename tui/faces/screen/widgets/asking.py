"""What fields ask the app while something is typed, and where the answer goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.faces.screen.paths import Completion


@dataclass
class Understanding(Message):
    """How would ``text`` in the field ``name`` be read? ``tell`` is called with the words."""

    name: str
    text: str
    tell: Callable[[str], None]


@dataclass
class Completing(Message):
    """What may the path ``text`` become? ``tell`` is called with it and the answer."""

    text: str
    tell: Callable[[str, Completion], Awaitable[None]]
