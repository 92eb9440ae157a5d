"""What went out and when it comes down: the take-down diary, the removal record, the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Row, line, order, row, said
from tui.papers.council.parts import cover, footer
from tui.wording import gettext as _

_PUBLISHED: Final = frozenset(
    f"publications.{name}"
    for name in (
        "channel", "place", "first_shown", "online", "remove_by", "removed", "is_down",
        "removed_on", "removed_by",
    )
) | {"publications"}  # fmt: skip

DIARY_NEEDS: Final = _PUBLISHED | {"council", "ref", "first_day", "last_shown", "gone_by", "days"}
REMOVAL_NEEDS: Final = _PUBLISHED | {
    "council", "ref", "since", "nothing_since", "appeal_lodged_on", "appeal_won_on",
    "identified_on", "eliminated_on", "request_answer",
}  # fmt: skip
REPORT_NEEDS: Final = _PUBLISHED | {
    "council", "ref", "register_to", "policy_owner", "since", "nothing_since",
}  # fmt: skip


def diary(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the take-down diary."""
    return blocks.paper(about, list(_diary(data, about)), subtitle=_subtitle(), footer=footer())


def _subtitle() -> str:
    return _("From the council’s register of publications, as it stood when this was made.")


def _diary(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(
        data,
        about,
        (_("Days it may be shown"), data["days"]),
        (_("First shown, as planned"), data["first_day"]),
        (_("Last day it may be shown"), data["last_shown"]),
        (_("Gone by"), data["gone_by"]),
    )
    yield blocks.heading(_("What has to come down"))
    still = [each for each in _in_order(data["publications"]) if not each["is_down"]]
    if still:
        yield _listed(still, by_hand=True)
    else:
        yield blocks.quiet(_("Nothing is listed that has to come down."))
    yield blocks.heading(_("What is down"))
    down = [each for each in _in_order(data["publications"]) if each["is_down"]]
    yield _removed(down) if down else blocks.quiet(_("Nothing yet."))
    yield blocks.heading(_("How the days are counted"))
    yield blocks.points(
        [
            _("The first day it was shown online is day one. Posting again starts nothing anew."),
            _(
                "It comes down sooner where a conviction is spent sooner, and at once where an "
                "appeal is lodged or succeeds, or where a person in a picture is found or turns "
                "out to be somebody else."
            ),
            _("What the press prints and what was given out on paper can’t be taken back."),
        ]
    )


def _in_order(published: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(
        published, key=lambda each: (order(each["remove_by"]), order(each["first_shown"]))
    )


def _listed(published: Sequence[Mapping[str, Any]], *, by_hand: bool) -> Block:
    head = [_("Where"), _("Exactly where"), _("First shown"), _("Take down by"), _("Done, by whom")]
    body = [
        [
            line(each["channel"]),
            line(each["place"]),
            line(each["first_shown"]),
            _take_down_by(each) or _("Can’t be taken back"),
            "" if by_hand else line(each["removed"]),
        ]
        for each in published
    ]
    return blocks.table((20, 34, 19, 20, 24), head, body, tall=by_hand)


def _take_down_by(published: Mapping[str, Any]) -> str:
    """Return by when something online is taken down; nothing for what is not online."""
    if line(published["channel"]) and not published["online"]:
        return ""
    return line(published["remove_by"]) or _("Not known yet")


def _removed(published: Sequence[Mapping[str, Any]]) -> Block:
    head = [_("Where"), _("Exactly where"), _("First shown"), _("Taken down"), _("By whom")]
    body = [
        [
            line(each["channel"]),
            line(each["place"]),
            line(each["first_shown"]),
            line(each["removed_on"]),
            line(each["removed_by"]),
        ]
        for each in published
    ]
    return blocks.table((20, 34, 19, 19, 24), head, body)


def removal(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the removal record."""
    return blocks.paper(about, list(_removal(data, about)), subtitle=_subtitle(), footer=footer())


def _removal(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(data, about)
    yield blocks.heading(_("What was taken down"))
    down = [each for each in _in_order(data["publications"]) if each["is_down"]]
    yield _removed(down) if down else blocks.quiet(_("Nothing is recorded as taken down."))
    still = [each for each in _in_order(data["publications"]) if not each["is_down"]]
    if still:
        yield blocks.heading(_("What is still out"))
        yield _listed(still, by_hand=False)
    yield blocks.heading(_("Why"))
    if data["nothing_since"]:
        yield blocks.quiet(_("Nothing is recorded that would end it early."))
    found = [
        *happened(data),
        *(
            row(label, said(data[name]))
            for name, label in (
                ("appeal_lodged_on", _("Appeal lodged on")),
                ("appeal_won_on", _("Appeal succeeded on")),
                ("identified_on", _("Person found on")),
                ("eliminated_on", _("Known to be somebody else on")),
                ("request_answer", _("Request to take it out")),
            )
            if said(data[name])
        ),
    ]
    if found:
        yield blocks.rows(found)
    yield blocks.quiet(
        _("Copies made by others can’t be taken down. Say so to whoever asked for the removal.")
    )


def happened(data: Mapping[str, Any]) -> list[Row]:
    """Return what has happened since it went out, as a row; none where nothing has."""
    if data["nothing_since"]:
        return []
    return [row(_("What has happened since"), said(data["since"]))]


def report(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the register report. It names nobody."""
    return blocks.paper(about, list(_report(data, about)), subtitle=_subtitle(), footer=footer())


def _report(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    published = data["publications"]
    yield cover(
        data,
        about,
        (_("For"), data["register_to"]),
        (_("Owner of the policy"), data["policy_owner"]),
        *([(_("Cases"), data["cases"])] if data.get("cases") else []),
    )
    yield blocks.heading(_("Publications, by where they appeared"))
    counted = Counter(line(each["channel"]) or _("Not recorded") for each in published)
    if counted:
        yield blocks.chart(sorted(counted.items()), (_("Where"), _("How many")))
    else:
        yield blocks.quiet(_("Nothing was published."))
    yield blocks.heading(_("How they stand"))
    down = sum(bool(each["is_down"]) for each in published)
    online = sum(bool(each["online"]) and not each["is_down"] for each in published)
    yield blocks.table(
        (60, 20),
        [_("What"), _("How many")],
        [
            [_("Published in all"), str(len(published))],
            [_("Taken down"), str(down)],
            [_("Still online"), str(online)],
            [_("On paper, in the press or told, and not to be taken back"),
             str(len(published) - down - online)],
        ],
    )  # fmt: skip
    if published:
        yield blocks.heading(_("Each publication"))
        yield blocks.table(
            (24, 24, 24, 24),
            [_("Where"), _("First shown"), _("Take down by"), _("Taken down")],
            [
                [
                    line(each["channel"]),
                    line(each["first_shown"]),
                    _take_down_by(each),
                    line(each["removed_on"]),
                ]
                for each in _in_order(published)
            ],
        )
    if data.get("cases"):
        yield blocks.quiet(_("This is about every case in the register, and names nobody."))
        return
    if found := happened(data):
        yield blocks.rows(found)
    yield blocks.quiet(
        _("This is about one case, and names nobody. There is a report of all cases, too.")
    )


def together(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the data of several cases' reports as one, for a report of all of them.

    Args:
        found: The data of the report of each case, by the names of ``REPORT_NEEDS``.
    """

    def each(name: str) -> str:
        return "; ".join(dict.fromkeys(line(one[name]) for one in found if line(one[name])))

    return {
        "council": each("council"),
        "ref": _("All cases"),
        "register_to": each("register_to"),
        "policy_owner": each("policy_owner"),
        "since": "",
        "nothing_since": "",
        "cases": str(len(found)),
        "publications": [published for one in found for published in one["publications"]],
    }
