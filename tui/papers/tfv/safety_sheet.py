"""The person's own plan to stay safer around devices, from the safety check: for them alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import row, said
from tui.papers.tfv.court_parts import LINE
from tui.wording import format_datetime
from tui.wording import gettext as _
from tui.wording.looked_up import MONTHS, day_of, long_ago

_DEVICE: Final = ("not_mine", "know_code", "sign_in", "pick_up", "managed", "watched")
_SHOWS: Final = ("files", "cloud", "printer", "mail", "bag", "alert", "worse")
_PLACE: Final = ("stick", "friend")
NEEDS: Final = frozenset({*_DEVICE, *_SHOWS, *_PLACE, "young"})
"""The fields of ``data:`` that this paper is made from."""

HELPS: Final = "helps"
"""What else comes with the data: lists of people to call, ``name`` and ``facts`` of each."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the sheet.

    Args:
        data: Plain data by the names of ``NEEDS``; ``helps`` has the people to call.
        about: As for ``log.arrange``.
    """
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_("What you want to remember before you use a device, and whom you can call."),
        footer=_("For you alone."),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield blocks.strong(
        _("For you alone"),
        _(
            "Paper can be found. Keep this where the person you worry about does not come, such as "
            "with somebody you trust. Or keep only the page with the numbers, and destroy this one."
        ),
        _("If you are in danger now, call 911. In Nunavut, call your local RCMP station."),
    )
    yield blocks.heading(_("Before you use a device"))
    yield blocks.points(list(_before(data)))
    yield blocks.heading(_("Before you take a copy"))
    yield blocks.points(list(_copy(data)))
    yield blocks.heading(_("If you have to stop at once"))
    yield blocks.points(
        [
            _("On the screen: hold Ctrl and press Q. In plain mode: type :q and press Enter."),
            _("That closes this program. It does not clear what other programs keep."),
            _("Take the stick out if you used one. You can go on another day."),
        ]
    )
    yield blocks.heading(_("To fill in by hand"))
    yield blocks.rows([row(label, said(LINE)) for label in _own()])
    yield blocks.quiet(
        _(
            "Left out: what happened, who did it, where the record is, and private notes. Do not "
            "write passphrases here."
        )
    )
    # A page of its own: it tells nobody why somebody has it.
    yield blocks.page_break()
    yield blocks.heading(_("People to call"))
    yield from _people(data, about)
    yield blocks.quiet(_("This copy was made: {date}").format(date=format_datetime(about["made"])))


def _before(data: Mapping[str, Any]) -> Iterator[str]:
    if data["watched"]:
        yield _("You think this device is watched. Use another one for all that matters.")
    else:
        yield _("If you think a device is watched, use another one: of a friend, or at a library.")
    yield _("Look who is near, and who could come in. Turn the screen away.")
    if data["not_mine"]:
        yield _("The device is not yours alone. Keep nothing on it that could be found.")
    if data["know_code"] or data["pick_up"]:
        yield _(
            "They can unlock it or pick it up. Leave nothing open on it, not even for a minute."
        )
    if data["sign_in"] or data["cloud"]:
        yield _("They can sign in to an account. What is copied there by itself, they may see.")
    if data["managed"]:
        yield _("They set it up or manage it. They may see what is installed and done on it.")
    yield _(
        "A browser keeps a list of pages. Take out only the pages you looked up. An empty list may "
        "be noticed."
    )


def _copy(data: Mapping[str, Any]) -> Iterator[str]:
    yield _("Ask yourself each time whether this is a good moment. “No” is a good answer.")
    if data["alert"]:
        yield _("They could find out that you took a copy. Some apps tell about a screenshot.")
    yield _("A photo from a second phone or camera does not use the app’s screenshot button.")
    if data["worse"]:
        yield _("It could get worse if they learned of it. Plan it with a support worker first.")
    if data["files"]:
        yield _("They look through files and photos. Move copies from there soon.")
    if data["printer"]:
        yield _("They see what is printed. Print somewhere else.")
    if data["mail"]:
        yield _("They read the mail. Send no copies to that address.")
    if data["bag"]:
        yield _("They go through bags or rooms. Paper and sticks are better kept with a friend.")
    if data["stick"]:
        yield _("You have a stick or drive out of their reach: a place for the record.")
    if data["friend"]:
        yield _("There is the device of somebody you trust: a place to write.")
    yield _("Take no copy of a sexual picture of anyone under 18, not even of yourself.")


def _people(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    months = about.get("fact_months", MONTHS)
    found = [each for listed in data.get(HELPS) or () for each in listed]
    if not found:
        yield blocks.quiet(_("sheltersafe.ca lists shelters, and 211 finds services near you."))
        return
    yield blocks.table(
        (34, 36, 30),
        [_("Who"), _("How"), _("When")],
        [[each["label"], _fact(each, "how"), _fact(each, "hours")] for each in found],
    )
    checked = sorted({day for each in found for day in _days(each)})
    stale = [said for day in checked if (said := long_ago(day, about["made"].date(), months))]
    yield blocks.quiet(
        *stale[:1],
        _("Numbers can change: sheltersafe.ca and 211 keep theirs up to date."),
    )
    for day in checked:
        sources = [f"{each['label']}: {source}" for each in found if (source := _source(each, day))]
        if sources:
            yield blocks.quiet(
                _("Where these numbers are from, read on {date}: {sources}.").format(
                    date=day_of(day), sources="; ".join(sources)
                )
            )


def _fact(row_: Mapping[str, Any], column: str) -> str:
    fact = row_["facts"].get(column)
    return str(fact["text"]) if fact else ""


def _days(row_: Mapping[str, Any]) -> Sequence[str]:
    return [fact["checked"] for fact in row_["facts"].values() if fact["checked"]]


def _source(row_: Mapping[str, Any], day: str) -> str:
    """Return where a number is from, if it was read on that day."""
    fact = row_["facts"].get("how")
    return str(fact["source"]) if fact and fact["checked"] == day else ""


def _own() -> list[str]:
    return [
        _("Somebody I can call"),
        _("A place I can go to"),
        _("A device nobody watches"),
        _("A word we agreed on"),
    ]
