"""What a person has set up: sealed with the record, so that nothing of it lies open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from tui.wording.looked_up import MONTHS

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
        fact_months: A fact that was looked up more months ago is said to be old; 0 for never.
        folder: Where papers are proposed to go; empty for what the safety check led to.
        handover_days: After so many days a client's record is proposed to be handed over.
    """

    language: str = ""
    theme: Theme = "dark"
    idle_minutes: Annotated[int, msgspec.Meta(ge=0)] = 10
    size: Literal["letter", "a4"] = "letter"
    paper_language: str = ""
    fact_months: Annotated[int, msgspec.Meta(ge=0)] = MONTHS
    folder: str = ""
    handover_days: Annotated[int, msgspec.Meta(ge=1)] = 30


def settings_of(case: Case) -> Settings | None:
    """Return what is set up in a record; None where nothing ever was.

    What can't be read any more, as when a later version wrote it, is as it is at first.
    """
    kept: dict[str, object] = {}
    for document in case.documents(SETTINGS):
        kept |= document
    if not kept:
        return None
    found: dict[str, object] = {}
    for name in Settings.__struct_fields__:
        try:
            msgspec.convert({name: kept[name]}, Settings)
        except (KeyError, msgspec.ValidationError):
            continue
        found[name] = kept[name]
    return msgspec.convert(found, Settings)


def taken_over(before: Settings, own: Settings | None, *, switched: bool) -> Settings:
    """Return what holds once another record is open.

    A record in which nothing was set up, as when it is new, goes on like the one before;
    but for the folder, whose name may tell about somebody else. One with settings of its own
    has them back, and speaks the language it was set to: it may be there to be read along.
    The colours stay while the program runs: they are for one person's eyes.

    Args:
        before: What held so far.
        own: What is set up in the record.
        switched: Another record was open before in this sitting.
    """
    if own is None:
        return msgspec.structs.replace(before, folder="")
    return msgspec.structs.replace(
        own,
        theme=before.theme if switched else own.theme,
        language=own.language or before.language,
    )


def keep_settings(case: Case, settings: Settings) -> None:
    """Store what is set up.

    Raises:
        NotStored: It could not be stored.
    """
    with case.change("me", SETTINGS) as change:
        change.put(SETTINGS, SETTINGS, msgspec.to_builtins(settings))
