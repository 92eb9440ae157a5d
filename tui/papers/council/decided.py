"""A decision as plain data for papers: what holds and why, the checklist, who has agreed.

As with ``gather``, codes and row ids stay behind, and private answers come nowhere near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tui.interview.answers import ROOT
from tui.interview.grounds import grounds
from tui.interview.settling import Approval, Settled, decision
from tui.interview.walk import stored_answer
from tui.papers.council.outcome_words import (
    basis_name,
    code_words,
    section_words,
    sections_of,
    worst_words,
)
from tui.papers.gather import filled, plain_value, row_name
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.program import WalkSection, WalkStep
    from tui.interview.runs import Item, Key
    from tui.interview.schema import Section

_OK = "OK"


def decided(flow: Flow, script: str) -> dict[str, Any]:
    """Return where a journey's decision stands.

    ``worst`` and the verdicts' ``codes`` are the program's own words, for papers to judge by
    and not to print; everything else is for people.
    """
    if script not in {one.name for one in flow.scripts()}:
        return {"worst": "", "said": worst_words(""), "waits": "", "verdicts": [], "approvals": []}
    made = decision(flow, script)
    return {
        "worst": made.worst,
        "said": worst_words(made.worst),
        "waits": _waits(len(made.undecided)),
        "verdicts": [_verdict(flow, one) for one in made.settled if _counts(one)],
        "clear": str(sum(not _counts(one) for one in made.settled)),
        "approvals": [_approval(flow, one) for one in made.approvals],
    }


def _waits(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} check still waits for an answer.",
        "{count} checks still wait for an answer.",
        count,
    ).format(count=count)


def _counts(one: Settled) -> bool:
    return bool(one.by) or any(code.name != _OK for code in one.codes)


def _verdict(flow: Flow, one: Settled) -> dict[str, Any]:
    verdict = one.verdict
    holds = "; ".join(code_words(code) for code in one.codes)
    text = filled(flow, verdict.row, _(verdict.text)) if verdict.text else ""
    return {
        "row": verdict.row,
        "about": called(flow, verdict.row),
        "text": text or "; ".join(code_words(code) for code in verdict.codes),
        "holds": holds or (_("Lifted, with reasons") if one.lifted else _("Settled")),
        "codes": [str(code) for code in one.codes],
        "lifted": "yes" if one.lifted else "",
        "settled_by": [question(flow, key) for key in one.by],
        "basis": basis_name(verdict.basis),
        "section": section_words(sections_of(flow.program.duties, verdict.source)),
        "why": [
            {"question": question(flow, key), "answer": _ground(flow, key)}
            for key in grounds(flow, verdict)
            if not _private(flow, key)
        ],
    }


def _private(flow: Flow, key: Key) -> bool:
    item = flow.find(key)
    return item is None or item.step is None or item.step.private


def _ground(flow: Flow, key: Key) -> Any:
    """Return an answer behind an outcome; what somebody's view says is told elsewhere or not."""
    item = flow.find(key)
    signed = item is not None and item.step is not None and item.step.type == "sign-off"
    return "" if signed else answer(flow, key)


def _approval(flow: Flow, one: Approval) -> dict[str, Any]:
    given = {part: str(one.given.get(part, "")) for part in ("name", "role", "date", "view")}
    return {
        "question": question(flow, one.key),
        **given,
        "date": {"when": given["date"]} if given["date"] else "",
        "state": {
            "given": _("Recorded"),
            "lapsed": _("Lapsed"),
            "left": _("Left open"),
            "wanted": _("Not given yet"),
        }[one.state],
        "counts": "yes" if one.state == "given" else "",
        "lapse": _lapse(flow, one) if one.state == "lapsed" else "",
        "lifts": "yes" if one.lifts else "",
        "of": list(one.of),
    }


def _lapse(flow: Flow, one: Approval) -> str:
    if one.same:
        return _("It has the same name as somebody who may not give it.")
    asked = dict.fromkeys(question(flow, key) for key in one.changed)
    named = "; ".join(f"“{each}”" for each in asked if each)
    if not named:
        return _("Something it was given on has changed since.")
    return _("This has changed since: {questions}").format(questions=named)


def checklist(flow: Flow, script: str) -> list[dict[str, Any]]:
    """Return the questions of a journey that were asked, with their answers, by section.

    Sign-offs stand among the approvals; private answers are left out.
    """
    parts: list[dict[str, Any]] = []
    if script not in {one.name for one in flow.scripts()}:
        return parts
    last: tuple[str, str] | None = None
    for item in flow.items(script):
        step = item.step
        if step is None or item.kind != "ask" or step.private or step.type == "sign-off":
            continue
        top = item.section.uid.split("/")[1]
        place = (top, item.row)
        if place != last:
            parts.append({"title": _title(flow, item), "rows": []})
            last = place
        parts[-1]["rows"].append(
            {"question": question(flow, item.key), "answer": answer(flow, item.key)}
        )
    return parts


def _title(flow: Flow, item: Item) -> str:
    script = flow.program.scripts[item.section.script]
    top = item.section.uid.split("/")[1]
    section = next(one for one in script.sections if one.node.id == top)
    title = filled(flow, item.row, _words(flow, section.node, "title"))
    names: list[str] = []
    row = item.row
    while row != ROOT:
        names.insert(0, called(flow, row))
        row = flow.answers.parent(row)
    # Translators: the heading of a part of the checklist: its title, then whom it is about.
    return _("{title}: {name}").format(title=title, name=", ".join(names)) if names else title


def called(flow: Flow, row: str) -> str:
    """Return what a row is called: by its name, else as lists have it; empty for the case."""
    if row == ROOT:
        return ""
    table = flow.answers.row(row).table
    if (table, "name") in flow.program.asks:
        return row_name(flow, row)
    for script in flow.scripts():
        for section in _every(script.sections):
            if section.table == table and section.repeat is not None and section.repeat.row:
                return filled(flow, row, _(section.repeat.row))
    return _("Number {number}").format(number=flow.answers.index(row) + 1)


def _every(sections: Iterable[WalkSection]) -> Iterator[WalkSection]:
    for section in sections:
        yield section
        yield from (step.section for step in section.all_steps() if step.section is not None)


def question(flow: Flow, key: Key) -> str:
    """Return a question as it is asked, also one that is not asked now."""
    row = key[0] if key[0] in flow.answers else ROOT
    item = flow.find(key)
    step = item.step if item is not None else None
    if step is None:
        step = flow.program.asks.get((flow.answers.row(row).table, key[1]))
    return filled(flow, row, _words(flow, step.node, "question")) if step is not None else ""


def answer(flow: Flow, key: Key) -> Any:
    """Return an answer as plain data; how it was left open where it was."""
    item = flow.find(key)
    if item is None or item.step is None:
        return ""
    kept = stored_answer(item.step, flow.answers.row(item.row))
    if kept is None:
        return ""
    if kept.open:
        return {"open": kept.open}
    return plain_value(flow, _typed(flow, item), flow.value(*key))


def _typed(flow: Flow, item: Item) -> WalkStep | None:
    table = flow.answers.row(item.row).table
    return flow.program.asks.get((table, item.name), item.step)


def _words(flow: Flow, node: Any | Section, part: str) -> str:
    chosen = getattr(node, part, "")
    for audience, variant in node.variants:
        if audience == flow.audience:
            chosen = getattr(variant, part) or chosen
    return _(chosen) if chosen else ""


def left_out(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the questions of a checklist that have no answer that counts."""
    for part in data["checklist"]:
        for row in part["rows"]:
            if row["answer"] == "" or (
                isinstance(row["answer"], Mapping) and "open" in row["answer"]
            ):
                yield row["question"]
