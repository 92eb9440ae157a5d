"""What a person has set up: sealed with the record, so that nothing of it lies open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from tui.vault import Case

SETTINGS = "settings"
"""The table of a record that holds them, beside the answers and sealed like them."""

Theme = Literal["dark", "light", "contrast"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the program looks and what it proposes, for one record.

    Attributes:
        language: Of the screen, such as ``fr_CA``; empty for what the terminal speaks.
        theme: The colours of the whole-screen face.
        idle_minutes: After so many minutes without a key it locks; 0 for never.
        size: The page size that papers are proposed with.
        paper_language: Of papers; empty for the language of the screen.
        folder: Where papers are proposed to go; empty for what the safety check led to.
    """

    language: str = ""
    theme: Theme = "dark"
    idle_minutes: int = 10
    size: Literal["letter", "a4"] = "letter"
    paper_language: str = ""
    folder: str = ""


def settings_of(case: Case) -> Settings:
    """Return what is set up in a record; what can't be read any more is as it is at first."""
    known = {name for name in Settings.__struct_fields__}
    found: dict[str, object] = {}
    for kept in case.documents(SETTINGS):
        found |= {name: value for name, value in kept.items() if name in known}
    try:
        return msgspec.convert(found, Settings)
    except msgspec.ValidationError:
        return Settings()


def keep_settings(case: Case, settings: Settings) -> None:
    """Store what is set up.

    Raises:
        NotStored: It could not be stored.
    """
    with case.change("me", SETTINGS) as change:
        change.put(SETTINGS, SETTINGS, msgspec.to_builtins(settings))
