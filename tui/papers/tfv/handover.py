"""The cover sheet of what a volunteer hands over: what is in it, what is not, and who gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Plain, line, row, said
from tui.wording import format_datetime
from tui.wording import gettext as _

_GIVEN: Final = ("to", "name", "by", "on", "how", "what", "left")
_AGREED: Final = (
    "clinic_by", "clinic_role", "clinic_on", "clinic_paper",
    "consent_for", "consent_until", "consent_on", "consent_how", "taken_back", "taken_back_on",
)  # fmt: skip
NEEDS: Final = frozenset({*_AGREED, "given", *(f"given.{name}" for name in _GIVEN), "until"})
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_ROOM: Final = 3
"""Empty lines to write on, where nothing is recorded."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_("What was given to whom, and when."),
        footer=_("For the person it is about, and whoever they choose."),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    given: Sequence[Mapping[str, Plain]] = data["given"]
    last = given[-1] if given else dict.fromkeys(_GIVEN, "")
    yield blocks.rows(
        [
            row(_("Given to"), _or_a_line(last["name"])),
            row(_("Who that is"), _or_a_line(last["to"])),
            row(_("Given by"), _or_a_line(last["by"])),
            row(_("Given on"), _or_a_line(last["on"])),
            row(_("How"), _or_a_line(last["how"])),
            row(_("This copy was made"), said(format_datetime(about["made"]))),
        ]
    )
    yield blocks.heading(_("What is in it"))
    yield _list(last["what"])
    yield blocks.heading(_("What was left out"))
    yield _list(last["left"])
    yield blocks.quiet(
        _(
            "Never in it: how and when to reach somebody, private notes, the safety check, and the "
            "history of changes."
        )
    )
    yield from _agreed(data)
    yield blocks.heading(_("Everything that was handed over"))
    yield _table(given)
    yield blocks.heading(_("Received: I have what is listed here"))
    yield blocks.table(
        (40, 24, 40), [_("Name"), _("Day"), _("Signature")], [["", "", ""]], tall=True
    )
    yield blocks.quiet(*_after(data))


def _or_a_line(value: Plain) -> Any:
    """Return a value, or a line to write it on."""
    return said(value if line(value) else "_" * 40)


def _list(value: Plain) -> Block:
    """Return what somebody listed a line each, or lines to write on."""
    lines = [each.strip() for each in str(value).splitlines() if each.strip()]
    return blocks.points(lines if isinstance(value, str) and lines else ["_" * 48] * _ROOM)


def _agreed(data: Mapping[str, Any]) -> Iterator[Block]:
    """What was agreed about files, where anything was."""
    if not any(line(data[name]) for name in _AGREED):
        return
    yield blocks.heading(_("What was agreed about files"))
    clinic = [line(data[name]) for name in ("clinic_by", "clinic_role", "clinic_on")]
    yield blocks.rows(
        [
            row(_("For the clinic"), said(", ".join(each for each in clinic if each))),
            row(_("Where the signed paper is"), said(data["clinic_paper"])),
            row(_("Files may be used for"), said(data["consent_for"])),
            row(_("Until"), said(data["consent_until"])),
            row(_("The person agreed on"), said(data["consent_on"]), said(data["consent_how"])),
            *_taken_back(data),
        ]
    )


def _taken_back(data: Mapping[str, Any]) -> Iterator[Any]:
    if line(data["taken_back_on"]):
        yield row(_("Taken back"), said(data["taken_back"]), said(data["taken_back_on"]))


def _table(given: Sequence[Mapping[str, Plain]]) -> Block:
    head = [_("When"), _("To whom"), _("By whom"), _("How"), _("What")]
    body = [
        [
            line(each["on"]),
            "\n".join(part for part in (line(each["name"]), line(each["to"])) if part),
            line(each["by"]),
            line(each["how"]),
            str(each["what"]) if isinstance(each["what"], str) else line(each["what"]),
        ]
        for each in given
    ]
    return blocks.table((17, 24, 18, 18, 40), head, body or [[""] * 5] * (_ROOM - 1), tall=not body)


def _after(data: Mapping[str, Any]) -> Iterator[str]:
    if line(data["until"]):
        words = _("The volunteer’s own record is to be handed over and deleted by {date}.")
        yield words.format(date=line(data["until"]))
    yield _("Plain files can be read by anyone who finds them. Keep them where nobody looks.")
