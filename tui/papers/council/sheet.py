"""The sign-off sheet: who has to sign, with room to sign by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line
from tui.papers.council.parts import (
    approvals,
    cover,
    footer,
    lapses,
    overtaken,
    signer,
    state,
    subtitle,
)
from tui.wording import gettext as _

NEEDS: Final = frozenset({"council", "ref", "director", "sheets", "overtaken"})


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` and ``about`` as for the decision record."""
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle(), footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    decision = data["decision"]
    yield cover(
        data,
        about,
        (_("Final approval"), data["director"]),
        (_("Signed sheet kept at"), data["sheets"] or "_" * 40),
    )
    yield from overtaken(data)
    yield state(decision)
    yield blocks.heading(_("To be signed by hand"))
    yield blocks.text(
        _(
            "Officer and Director are two people. Each signs for the answers as they stand in the "
            "decision record made with this sheet. If an answer changes, sign again."
        )
    )
    yield blocks.table(
        (34, 26, 20, 32),
        [_("For"), _("Name in capitals"), _("Date"), _("Signature")],
        [[signer(each), "", "", ""] for each in decision["approvals"]],
        tall=True,
    )
    lifting = [each for each in decision["approvals"] if each["lifts"]]
    if lifting:
        yield blocks.text(
            _(
                "What only the policy stops, the Director may allow, with reasons. What the law "
                "stops, nobody at the council may allow."
            )
        )
    yield blocks.heading(_("As recorded so far"))
    if not any(line(each["name"]) for each in decision["approvals"]):
        yield blocks.quiet(_("Nobody’s agreement is recorded yet."))
        return
    yield blocks.quiet(
        _("Typed by whoever kept the record. Views and reasons stand in the decision record.")
    )
    yield approvals(decision)
    yield from lapses(decision)
