"""The record of reports: to whom, when, with which number, what came of it, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Row, line, order, row, said, when
from tui.papers.tfv.common import cover, footer, left_out, listed, when_of
from tui.wording import gettext as _

Report = Mapping[str, Any]

_FIELDS: Final = (
    "to", "app", "about", "copies", "reported_on", "ticket", "copy_kept", "outcome",
    "outcome_words", "is_made", "has_copy", "look_again", "is_waiting", "is_refused", "all_copies",
)  # fmt: skip
NEEDS: Final = frozenset({"reports", *(f"reports.{name}" for name in _FIELDS)})
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_ROOM: Final = 8
"""Empty rows to write in, where nothing is recorded."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    subtitle = _("What was reported to whom, when, and what came of it.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    made = sorted(
        (each for each in data["reports"] if each["is_made"]),
        key=lambda each: order(each["reported_on"]),
    )
    planned = [each for each in data["reports"] if not each["is_made"]]
    yield cover(
        about,
        (_("Reports that were made"), str(len(made))),
        (_("Still to be made"), str(len(planned))),
    )
    yield blocks.heading(_("Reports that were made"))
    if made:
        head = [_("No."), _("To"), _("When"), _("Number"), _("What came of it")]
        yield blocks.table(
            (7, 30, 22, 22, 32),
            head,
            [
                [
                    str(number),
                    _to(each),
                    line(each["reported_on"]),
                    line(each["ticket"]),
                    line(each["outcome"]),
                ]
                for number, each in enumerate(made, 1)
            ],
        )
        for number, each in enumerate(made, 1):
            yield blocks.small_heading(
                _("{number}. {to}").format(number=number, to=_to(each) or _("A report"))
            )
            yield blocks.rows(list(_rows(each)))
    else:
        yield blocks.quiet(_("None is recorded. There is room here to write by hand."))
        yield _by_hand()
    if planned:
        yield blocks.heading(_("Still to be made"))
        yield blocks.table(
            (30, 24, 44),
            [_("To"), _("About"), _("What is next")],
            [[_to(each), line(each["about"]), _next(each)] for each in planned],
        )
    yield from left_out(
        data,
        _("What happened in each entry: the log says that. Only the numbers of entries are here."),
        _("Where copies are kept, how to reach people, and the answers about safety."),
    )


def _by_hand() -> Block:
    head = [_("To"), _("When"), _("Number"), _("Copy kept?"), _("What came of it, and what next")]
    return blocks.table((22, 16, 20, 14, 34), head, [[""] * 5] * _ROOM, tall=True)


def _to(report: Report) -> str:
    """Return whom it was made to: the app where it is known, else what kind of place."""
    app = report["app"]
    return line(app) if isinstance(app, str) and app else line(report["to"])


def _rows(report: Report) -> Iterator[Row]:
    yield row(_("To"), said(listed([line(report["app"]), line(report["to"])])))
    yield row(_("About"), said(report["about"]))
    yield row(_("Reported on"), said(report["reported_on"]))
    yield row(_("Number of the report"), said(report["ticket"]))
    if report["copies"]:
        yield row(_("Copies taken before"), said(report["copies"]))
    yield row(_("Copy of the report kept"), said(report["copy_kept"]))
    yield row(_("What came of it"), said(report["outcome"]), said(report["outcome_words"]))
    yield row(_("What is next"), said(_next(report)))


def _next(report: Report) -> str:
    """Return what can be done next, in a few words."""
    found: Sequence[str] = [
        *([] if report["all_copies"] or not line(report["copies"]) else [
            _("Take the copies that are missing, if they can still be taken safely."),
        ]),
        *([] if report["is_made"] else [_("Make the report, when it is a good moment.")]),
        *([] if report["has_copy"] or not report["is_made"] else [
            _("Keep a copy of the report itself."),
        ]),
        *([_look_again(report)] if report["is_waiting"] else []),
        *([_("Ask again, or ask a service or a lawyer what else there is.")]
          if report["is_refused"] else []),
    ]  # fmt: skip
    return " ".join(found) or _("Nothing that is known here.")


def _look_again(report: Report) -> str:
    """Return from when to look for an answer: a week after, as the task of the journey has it."""
    if when_of(report["look_again"]) is None:
        return _("Look whether there is an answer.")
    day = when(report["look_again"])
    return _("Look whether there is an answer, from {date} on.").format(date=day)
