"""What single companies need from the police before they keep data: a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.tfv.common import left_out
from tui.papers.tfv.preservation import LINE
from tui.papers.tfv.preservation_data import REQUESTS, Request, account, file_numbers, period
from tui.papers.tfv.preservation_data import services as asked_for
from tui.wording import gettext as _
from tui.wording.looked_up import MONTHS, day_of, long_ago

FACTS: Final = "platforms"
"""The list that the facts come from."""
NEEDS: Final = (
    frozenset({"file", "told", "told.officer", "told.badge", "told.file_number"})
    | {"apps", "apps.platform"}
    | REQUESTS
)
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_COLUMNS: Final = ("needs", "holds", "note")
_ROOM: Final = 4
"""Lines to write on, where nothing is known."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``, and ``facts``."""
    subtitle = _("For the officer: what each company asks for, where that is from, and how old.")
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=subtitle,
        footer=_("Looked up in public sources, not asked of the company. See the last part."),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    known = {each["label"]: each["facts"] for each in data["facts"]}
    wanted = [*asked_for(data["requests"])]
    yield blocks.strong(
        _("Before you use this"),
        _(
            "Only the police can use a company’s way in for the police. The owner of the account "
            "may be told about a request: please decide on that first."
        ),
        _("Rules of companies change. Look at the company’s own guide for police before you ask."),
    )
    if not wanted:
        # Nobody has said yet which company it is: those that the log names.
        wanted = [*dict.fromkeys(name for each in data["apps"] if (name := line(each["platform"])))]
    if not wanted:
        # Or else those of which anything is known.
        wanted = [name for name, facts in known.items() if any(each in facts for each in _COLUMNS)]
    for number, name in enumerate(wanted):
        if number:
            yield blocks.page_break()
        requests = [each for each in data["requests"] if line(each["service"]) == name]
        yield from _page(name, known.get(name, {}), requests, data, about)
    yield from left_out(
        data,
        _("What happened, and what shows it: the log says that."),
        _("What a company does that no source told: ask the company."),
    )


def _page(
    name: str,
    facts: Mapping[str, Mapping[str, str]],
    requests: Sequence[Request],
    data: Mapping[str, Any],
    about: Mapping[str, Any],
) -> Iterator[Block]:
    yield blocks.heading(name)
    labels = {
        "needs": _("What it needs"),
        "holds": _("What it says of keeping data"),
        "note": _("Good to know"),
    }
    found = [(labels[column], facts[column]) for column in _COLUMNS if column in facts]
    if found:
        yield blocks.rows([row(label, said(fact["text"])) for label, fact in found])
        yield from _sources([fact for _label, fact in found], about)
    if "needs" not in facts:
        yield blocks.quiet(
            _("What this company needs was found in no source. Please ask it, and note it here.")
        )
        yield blocks.rows([row(labels["needs"], *[said(LINE)] * _ROOM)])
    yield blocks.small_heading(_("The account"))
    if requests:
        head = [_("Account"), _("Address, user ID"), _("Days"), _("Which data")]
        body = [
            [
                account(each),
                "\n".join(
                    text
                    for text in (line(each["address"]), line(each["user_number"]))
                    if text and text != account(each)
                ),
                period(each),
                line(each["data_kinds"]),
            ]
            for each in requests
        ]
        yield blocks.table((26, 30, 26, 24), head, body)
    else:
        blank = [_("Account, page address or user ID"), _("From when to when, and the time zone")]
        yield blocks.rows([row(label, said(LINE)) for label in blank])
    yield blocks.rows(
        [
            row(_("Police file number"), said(file_numbers(data) or LINE)),
            row(_("Asked on, and by whom"), said(LINE)),
            row(_("Kept until"), said(LINE)),
            row(_("May the owner be told?"), said(LINE)),
        ]
    )


def _sources(facts: Sequence[Mapping[str, str]], about: Mapping[str, Any]) -> Iterator[Block]:
    found = dict.fromkeys((fact["source"], fact["checked"]) for fact in facts)
    yield blocks.quiet(
        *(
            _("From {source}, read on {date}.").format(source=source, date=day_of(checked))
            for source, checked in found
        )
    )
    months = about.get("fact_months", MONTHS)
    old = (long_ago(checked, about["made"].date(), months) for _source, checked in found)
    said_once = [*dict.fromkeys(each for each in old if each)]
    if said_once:
        yield blocks.text(*said_once)
