"""Outcomes and approvals in words: what each code means, what stands behind it, who settles it."""

from __future__ import annotations

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.grounds import Clearing
from tui.interview.runs import Key
from tui.interview.settling import Approval, Decision, Settled
from tui.interview.verdicts import Verdict
from tui.interview.walk import stored_answer
from tui.papers.council.outcome_words import basis_name, code_words, section_words, sections_of
from tui.session.phrasing import display, label, row_label, said, step_words, words
from tui.wording import gettext as _
from tui.wording import ngettext


def waiting_words(decision: Decision) -> str:
    """Return how many rules still wait for an answer; empty where none does."""
    count = len(decision.undecided)
    if not count:
        return ""
    return ngettext(
        "That is not the last word: {count} check still waits for an answer.",
        "That is not the last word: {count} checks still wait for an answer.",
        count,
    ).format(count=count)


def codes_words(one: Settled) -> str:
    """Return what of a verdict still holds, in a few words."""
    if one.lifted and not one.codes:
        return _("Lifted, with reasons")
    if not one.codes:
        return _("Settled")
    return "; ".join(code_words(code) for code in one.codes)


def basis_words(verdict: Verdict, *, lifts: bool) -> str:
    """Return whether law or policy says so, and whether it can be lifted.

    Args:
        verdict: What the rule says.
        lifts: Whether there is a sign-off that lifts what only policy stops.
    """
    stops = {code.name for code in verdict.codes} & {"STOP", "STOP_ALL"}
    if verdict.basis == "law":
        if not stops:
            return _("The law says so.")
        return _("The law says so. Nobody at the council can lift it.")
    if verdict.basis == "policy":
        if "STOP" not in stops or not lifts:
            return _("The council’s policy says so.")
        return _(
            "The council’s policy says so. The Director may lift it, with reasons. The officer "
            "may not."
        )
    return ""


def short_basis(flow: Flow, verdict: Verdict) -> str:
    """Return basis and sections in a few words, for a line of a list."""
    found = (
        basis_name(verdict.basis),
        section_words(sections_of(flow.program.duties, verdict.source)),
    )
    return ", ".join(one for one in found if one)


def verdict_words(flow: Flow, verdict: Verdict) -> str:
    """Return the sentence of a verdict; what it leads to where its author wrote none."""
    if verdict.text:
        return said(flow, verdict.row, _(verdict.text))
    return "; ".join(code_words(code) for code in verdict.codes)


def about_row(flow: Flow, row: str) -> str:
    """Return whom or what a verdict is about; empty for the case."""
    return row_label(flow, row) if row != ROOT else ""


def question_words(flow: Flow, key: Key) -> str:
    """Return the question of an answer, also of one that is not asked now."""
    item = flow.find(key)
    if item is not None:
        return step_words(flow, item, "question")
    table = flow.answers.row(key[0]).table if key[0] in flow.answers else ""
    step = flow.program.asks.get((table, key[1]))
    return said(flow, key[0], words(flow, step.node, "question")) if step is not None else ""


def answer_words(flow: Flow, key: Key) -> str:
    """Return an answer in words, or how it was left open."""
    from tui.session.stages.reviewing import mark_words

    item = flow.find(key)
    if item is None or item.step is None:
        return ""
    answer = stored_answer(item.step, flow.answers.row(item.row))
    if answer is None:
        return mark_words("todo")
    if answer.open:
        return mark_words(answer.open)
    return display(flow, item.step, flow.value(*item.key))


def clearing_words(flow: Flow, clearing: Clearing) -> str:
    """Return which answers would clear a verdict."""
    item = flow.find(clearing.key)
    step = item.step if item is not None else None
    if step is None:
        return ""
    if step.type == "yes-no":
        labels = [_("Yes") if word == "yes" else _("No") for word in clearing.words]
    else:
        labels = [label(step, word) for word in clearing.words]
    asked = question_words(flow, clearing.key)
    # Translators: what would clear a hold: a question and the answers to it that would.
    return _("{question} – {answers}").format(question=asked, answers="; ".join(labels))


def approval_state(approval: Approval) -> str:
    """Return how an approval stands, in a word or two."""
    return {
        "given": _("Recorded"),
        "lapsed": _("Lapsed"),
        "left": _("Left open"),
        "wanted": _("Not given yet"),
    }[approval.state]


def why_lapsed(flow: Flow, approval: Approval) -> str:
    """Return why an approval counts no more."""
    if approval.same:
        return _("It has the same name as somebody who may not give it.")
    asked = [one for key in approval.changed if (one := question_words(flow, key))]
    asked = list(dict.fromkeys(asked))
    if not asked:
        return _("Something it was given on has changed since.")
    shown = asked[:3]
    more = len(asked) - len(shown)
    found = "; ".join(f"“{one}”" for one in shown)
    if more:
        rest = ngettext("and {count} more", "and {count} more", more).format(count=more)
        found = f"{found} {rest}"
    # Translators: why an approval counts no more; questions in quotation marks follow.
    return ngettext(
        "An answer has changed since: {questions}",
        "Answers have changed since: {questions}",
        len(asked),
    ).format(questions=found)
