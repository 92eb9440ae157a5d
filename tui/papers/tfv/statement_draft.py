"""A draft of what somebody can state about each piece: how it was taken, and nothing more.

Facts only, one to a paragraph, from the answers. What is not known stays a line to write on, as
do all places for the oath. Nothing here concludes anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.tfv.common import left_out
from tui.papers.tfv.court_parts import (
    COURT,
    LINE,
    SHORT_LINE,
    Piece,
    court_rows,
    fields,
    pieces,
    told,
)
from tui.wording import gettext as _
from tui.wording import ngettext

NEEDS: Final = COURT | fields(
    "known_court moved",
    "entries: occurred minor who account identity unknown_who why_them",
    """entries.pieces: name young kept chosen why_chosen whole captured method device link
    by_self by_other taken_by_name worked broken working untouched copied altered
    more there apart gone""",
)
"""The fields of ``data:`` that this paper is made from."""

MOST: Final = 20
"""Pieces that are stated without having been chosen."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the draft; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_("Facts about how each piece was taken, in the words of the person who knows."),
        footer=_("A draft. Nothing in it has been sworn or affirmed."),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    stated, told_why = _stated(data)
    yield blocks.strong(
        _("A draft to go over with a lawyer or the registry"),
        _(
            "It is not the form of any court. Read each line, mend what is not right, and cross "
            "out what you do not know yourself. Only state what you saw, heard or did."
        ),
    )
    yield blocks.rows([row(label, said(value)) for label, value in court_rows(data)])
    yield blocks.rows(
        [
            row(_("Between"), said(LINE)),
            row(_("and"), said(LINE)),
            row(_("Statement of"), said(about.get("whose") or LINE)),
        ]
    )
    yield blocks.heading(_("The statement"))
    yield blocks.quiet(told_why)
    yield blocks.text(_("I, {name}, say:").format(name=about.get("whose") or LINE))
    number = 1
    lines = [_("I know what is written here myself, except where I say who told me.")]
    if data["moved"]:
        lines.append(
            _("Some copies were moved from one device to another. A record of the steps is kept.")
        )
    yield blocks.numbered(lines, number)
    number += len(lines)
    each: list[Piece | None] = [*stated] or [None]
    for piece in each:
        # Translators: the number and the name of a piece of evidence.
        yield blocks.small_heading(
            _("Piece {number}: {name}").format(number=piece.no, name=piece.name)
            if piece is not None
            else _("Piece: {line}").format(line=SHORT_LINE)
        )
        lines = list(_facts(piece))
        yield blocks.numbered(lines, number)
        number += len(lines)
    yield from _oath()
    yield from left_out(
        data,
        _("Where copies are kept, how to reach anybody, and the answers about safety."),
        _("What the pieces mean. That is for the court to say."),
    )


def _stated(data: Mapping[str, Any]) -> tuple[list[Piece], str]:
    """Return the pieces it is about, and why these."""
    chosen = pieces(data, "chosen")
    if chosen:
        return chosen, _("These are the pieces of the short choice.")
    kept = pieces(data, "kept")
    if not kept:
        return [], _("No piece is recorded as kept yet. The lines can be filled in by hand.")
    if len(kept) <= MOST:
        return kept, _("No piece was chosen for the short choice, so all that are kept are here.")
    words = ngettext(
        "No piece was chosen for the short choice, and {count} is kept. Choose some first.",
        "No piece was chosen for the short choice, and {count} are kept. Choose some first.",
        len(kept),
    )
    return [], words.format(count=len(kept))


def _facts(piece: Piece | None) -> Iterator[str]:
    made: Mapping[str, Any] = piece.data if piece is not None else {}
    entry: Mapping[str, Any] = piece.entry.entry if piece is not None else {}

    def given(name: str, of: Mapping[str, Any] = made) -> str:
        return told(of.get(name, "")) or SHORT_LINE

    taken = [_taken_by(made)]
    if not made.get("by_other"):
        taken += [
            _("It was taken or saved: {when}.").format(when=given("captured")),
            _("How: {how}.").format(how=given("method")),
            _("Device: {device}.").format(device=given("device")),
            _worked(made),
        ]
    yield " ".join(taken)
    shown = [
        _("What it shows happened: {when}.").format(when=given("occurred", entry)),
        _("What can be seen or heard in it: {words}").format(words=_ended(given("why_chosen"))),
        _("It is the whole of it, and not a part.")
        if made.get("whole")
        else _("Whether it is the whole of it, or a part: {line}.").format(line=SHORT_LINE),
    ]
    yield " ".join(shown)
    whose = [
        _("The account, number or address it came from: {account}.").format(
            account=given("account", entry)
        ),
        _("The person it is about: {person}.").format(person=given("who", entry)),
        _("What I know that points to that person: {words}").format(words=_ended(_whose(entry))),
    ]
    yield " ".join(whose)
    if told(made.get("link", "")):
        yield _("The address of the page: {address}").format(address=told(made["link"]))
    since = [_touched(made), _original(made)]
    if told(made.get("more", "")):
        since.append(
            _("More about how it was taken, or what was changed: {words}").format(
                words=_ended(told(made["more"]))
            )
        )
    yield " ".join(since)
    yield _("It is attached and marked: {line}").format(line=SHORT_LINE)


def _taken_by(made: Mapping[str, Any]) -> str:
    if made.get("by_self"):
        return _("I took this copy myself.")
    name = told(made.get("taken_by_name", "")) or SHORT_LINE
    if made.get("by_other"):
        return _(
            "I did not take this copy. It was taken by {name}, who can state when, how and with "
            "which device."
        ).format(name=name)
    return _("This copy was taken by {name}.").format(name=name)


def _worked(made: Mapping[str, Any]) -> str:
    if made.get("worked"):
        return _("The device was working as it should.")
    if made.get("broken"):
        return _("The device was not working as it should: {line}.").format(line=SHORT_LINE)
    if made.get("working") == {"open": "not-sure"}:
        return _("I do not know whether the device was working as it should.")
    return _("Whether the device was working as it should: {line}.").format(line=SHORT_LINE)


def _touched(made: Mapping[str, Any]) -> str:
    if made.get("untouched"):
        return _("Nothing has been changed in it since.")
    if made.get("copied"):
        return _("It has been copied or moved since, and not changed.")
    if made.get("altered"):
        return _("Something has been changed in it since: {line}.").format(line=SHORT_LINE)
    return _("Whether anything has been changed in it since: {line}.").format(line=SHORT_LINE)


def _original(made: Mapping[str, Any]) -> str:
    if made.get("there"):
        return _("The message, post or file it was taken from is still where it was.")
    if made.get("apart"):
        return _("The first copy is kept apart.")
    if made.get("gone"):
        return _("The message, post or file it was taken from is gone.")
    return _("Where the first copy is: {line}.").format(line=SHORT_LINE)


def _whose(entry: Mapping[str, Any]) -> str:
    # That nothing points to them is no fact about the piece: there the blank stays.
    names = ("why_them",) if entry.get("unknown_who") else ("identity", "why_them")
    words = [line(entry.get(name, "")) for name in names if _is_told(entry, name)]
    return " ".join(_ended(each) for each in words if each) or SHORT_LINE


def _is_told(entry: Mapping[str, Any], name: str) -> bool:
    value = entry.get(name, "")
    return bool(value) and not (isinstance(value, Mapping) and "open" in value)


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "”", '"', "_", "…")) else f"{words}."


def _oath() -> Iterator[Block]:
    yield blocks.heading(_("For the oath or affirmation"))
    yield blocks.rows(
        [
            row(_("Sworn or affirmed at (place)"), said(LINE)),
            row(_("On (day)"), said(LINE)),
            row(_("Signature of the person who states this"), said(LINE)),
            row(_("Signature of the person who takes the oath"), said(LINE)),
            row(_("Their name and office"), said(LINE)),
        ],
        whole=True,
    )
    yield blocks.quiet(
        _(
            "Leave this empty until you are in front of a person who may take an oath, such as a "
            "commissioner or a notary. Sign only there."
        )
    )
