"""Steps as pages, and what was typed as answers: the same for every face."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tui.interview.answers import ROOT, Answer
from tui.interview.codec import BadAnswer
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.interview.program import WalkStep
from tui.interview.runs import Item
from tui.interview.schema import Ask, Do, Say, Stop
from tui.interview.walk import stored_answer
from tui.session.apart import told_apart
from tui.session.facts import facts_of
from tui.session.page import Choice, Field, Left, Page, Paragraph, Person, Progress, Raw
from tui.session.phrasing import (
    SIGN_OFF,
    label,
    people,
    row_label,
    said,
    sentence,
    step_words,
    words,
)
from tui.session.rows import top_row
from tui.session.typed import sign_off_parts
from tui.wording import gettext as _
from tui.wording import ngettext

_SECTION = re.compile(r"s(\d+(?:\.\d+)*(?: ?\([a-z]\))?)")
"""The section at the beginning of a duty's source: ``s5.7.2 (a)``, ``s5.2 + fn3``."""

_LONG_NAME = 40
"""Characters of a row's name in a heading."""

Drafts = Mapping[tuple[str, str], Raw]


def field_for(
    flow: Flow,
    item: Item,
    drafts: Drafts,
    error: str = "",
    typed: Raw | Left | None = None,
) -> Field:
    """Return the field that asks ``item``.

    Args:
        flow: The case.
        item: The ask.
        drafts: What was entered earlier and is no answer yet.
        error: Why what was just entered could not be taken.
        typed: What was just entered; None where the page is new.
    """
    step = item.step
    if step is None:
        raise ValueError("only an ask has a field")
    answer = stored_answer(step, flow.answers.row(item.row))
    left = answer.open or "" if answer is not None else ""
    value: Raw = drafts.get(item.key, "") or _raw(answer)
    if isinstance(typed, Left):
        value, left = "", typed.how
    elif typed is not None:
        value, left = typed, ""
    if item.state == "look" and typed is None and not error:
        error = why_look(flow, item)
    options = _options(flow, item)
    if options:
        # What was picked may be gone, and what was half typed is no code.
        codes = {one.code for one in options}
        picked = [value] if isinstance(value, str) else value
        there = [one for one in picked if one in codes]
        value = there if isinstance(value, list) else next(iter(there), "")
    parts: tuple[Field, ...] = ()
    if step.type == "sign-off":
        value = sign_off_parts(value)
        parts = _parts(flow, item.name, value)
    suggested = flow.suggestion(item) if answer is None else None
    raw = _suggested(suggested)
    return Field(
        name=item.name,
        type=step.type,
        label=step_words(flow, item, "question"),
        hint=_hints(flow, step),
        options=options,
        value=value,
        suggested=raw,
        suggested_label=_suggested_label(flow, item, raw),
        open=left,
        may_open=() if steers(step) else ("skipped", "not-sure", "later"),
        error=error,
        parts=parts,
    )


def _parts(flow: Flow, name: str, given: list[str]) -> tuple[Field, ...]:
    """Return what a sign-off is asked as, each with what stands there."""
    role = _("Such as friend, support worker or lawyer.")
    if flow.audience == "council":
        role = _("What they do at the council, or elsewhere.")
    asked = (
        ("text", _("Name"), _("Typed here it is a name, and no signature.")),
        ("text", _("Role"), role),
        ("when", _("Date"), _("Such as today, or 3 March 2026.")),
        ("text", _("View"), _("What they think of it, such as: I agree.")),
    )
    return tuple(
        Field(name=f"{name}.{part}", type=kind, label=label, hint=hint, value=value)
        for part, (kind, label, hint), value in zip(SIGN_OFF, asked, given, strict=True)
    )


def why_look(flow: Flow, item: Item) -> str:
    """Return why an answer that is there does not fit."""
    if item.step is not None and item.step.type == "sign-off":
        return why_lapsed(flow, item)
    row = flow.answers.row(item.row)
    answer = stored_answer(item.step, row) if item.step is not None else None
    try:
        flow.check(item, answer.value if answer is not None else None)
    except BadAnswer as error:
        return sentence(error)
    return ""


def why_lapsed(flow: Flow, item: Item) -> str:
    """Return why a sign-off counts no more, and which answers have changed since."""
    from tui.interview.settling import approval_of
    from tui.session import verdicts_said

    why = verdicts_said.why_lapsed(flow, approval_of(flow, item))
    # Translators: {why} is a sentence or a list of questions.
    return _("{why} Please look through and give it again.").format(why=_sentence(why))


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _raw(answer: Answer | None) -> Raw:
    value = answer.value if answer is not None else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    if isinstance(value, dict):
        return [str(value.get(part, "")) for part in SIGN_OFF]
    return "" if value is None else str(value)


def _suggested(value: object) -> Raw:
    if isinstance(value, When):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return "" if value is None else str(value)


def _suggested_label(flow: Flow, item: Item, raw: Raw) -> str:
    if not raw or item.step is None:
        return ""
    from tui.interview.codec import to_value
    from tui.session.phrasing import display

    try:
        value = to_value(item.step.type, raw, codes=item.step.codes, was=item.step.was)
    except BadAnswer:
        return ""
    return display(flow, item.step, value)


def _options(flow: Flow, item: Item) -> tuple[Choice, ...]:
    step = item.step
    if step is None:
        return ()
    if step.type == "yes-no":
        return (_keyed("yes", _("Yes"), "y"), _keyed("no", _("No"), "n"))
    if step.rows is not None:
        found = [Choice(one, said) for one, said in told_apart(flow, flow.options(item)).items()]
        if step.rows.add:
            people = step.rows.table == "people"
            found.append(Choice("+", _("Add somebody new") if people else _("Add something new")))
        return tuple(found)
    return tuple(Choice(code, label(step, code)) for code in step.codes or ())


def steers(step: WalkStep) -> bool:
    """Return whether a question only says how to go on, so that it can't be left open."""
    return isinstance(step.node, Ask) and step.node.steers


def _example(step: WalkStep) -> str:
    example = getattr(step.node, "example", "")
    return _("Such as {example}.").format(example=example) if example else ""


def _hints(flow: Flow, step: WalkStep) -> str:
    """Return what stands under a question; for an officer, also where it comes from."""
    hint = _hint(step.type) or _example(step)
    if step.sign_off is not None and step.sign_off.needs:
        hint = ""  # More than a name is needed; what is, is said where it is missing.
    if flow.audience != "council" or not isinstance(step.node, Ask):
        return hint
    found = policy_sections(flow, step.node)
    behind = ngettext(
        "The council's policy, section {sections}.",
        "The council's policy, sections {sections}.",
        len(found),
    ).format(sections=", ".join(found))
    if not found:
        return hint
    return " ".join(one for one in (hint, behind) if one)


def policy_sections(flow: Flow, ask: Ask) -> list[str]:
    """Return the sections of the policy that the duties of a question stand in, in order."""
    duties = (flow.program.duties[one] for one in ask.source if one in flow.program.duties)
    found = (_SECTION.match(duty.source) for duty in duties)
    names = (one[1].replace(" ", "") for one in found if one is not None)
    return sorted(dict.fromkeys(names), key=_in_order)


def _in_order(section: str) -> tuple[list[int], str]:
    number, _bracket, letter = section.partition("(")
    return [int(one) for one in number.split(".")], letter


def _hint(kind: str) -> str:
    match kind:
        case "when":
            return _(
                "Such as 2026-03-03 17:46, 3 March 2026, about March 2026, "
                "between 3 and 5 May 2026, or don't know."
            )
        case "choices" | "rows":
            return _("Pick all that fit.")
        case "number":
            return _("A whole number, such as 12.")
        case "money":
            return _("An amount, such as 45.50.")
        case "phone":
            return _("Such as 604-555-0123.")
        case "handle":
            return _("Just as it shows, such as @name, a number or an address.")
        case "files":
            return _("Names of files, one on each line. Nothing is copied without asking you.")
        case "sign-off":
            return _("A name is enough. The rest may be left empty.")
        case "link":
            return _("Such as https://example.org/page. Nothing is opened.")
    return ""


def form_for(
    flow: Flow,
    items: tuple[Item, ...],
    drafts: Drafts,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, Raw | Left] | None = None,
) -> Page:
    """Return the page that asks ``items``: one question or a small group."""
    errors, typed = errors or {}, typed or {}
    first = items[0]
    fields = []
    for item in items:
        fields.append(
            field_for(flow, item, drafts, errors.get(item.name, ""), typed.get(item.name))
        )
    helps = [text for item in items if (text := step_words(flow, item, "help"))]
    whys = [text for item in items if (text := step_words(flow, item, "why"))]
    note: tuple[Paragraph, ...] = ()
    if any(item.state == "look" for item in items):
        note = (Paragraph(_("What stands here no longer fits. Please look at it again."), "note"),)
    return Page(
        id=page_id(first),
        kind="form",
        title=section_title(flow, first),
        section=where(flow, first),
        text=note,
        fields=tuple(fields),
        choices=(Choice("next", _("Continue")),),
        help="\n\n".join(helps),
        why="\n\n".join(whys) or default_why(flow),
        progress=progress(flow, first),
    )


def default_why(flow: Flow) -> str:
    """Return what F1 says where content gives no reason of its own."""
    if flow.audience == "council":
        return _("It goes on the decision record.")
    return _(
        "This goes into your record. Nobody sees it unless you show it to them. You can skip it."
    )


def message_for(flow: Flow, item: Item) -> Page:
    """Return the page for a say, a stop, a task or "another one?"."""
    node = item.step.node if item.step is not None else None
    text: tuple[Paragraph, ...] = ()
    choices: tuple[Choice, ...] = (Choice("next", _("Continue")),)
    found: tuple[Person, ...] = ()
    if isinstance(node, Say):
        text = (Paragraph(step_words(flow, item, "text"), node.kind),)
        found = people(flow.program, node.people, flow.value(ROOT, "province"))
    elif isinstance(node, Stop):
        text = (Paragraph(step_words(flow, item, "text"), "stop"),)
        found = people(flow.program, node.people, flow.value(ROOT, "province"))
    elif isinstance(node, Do):
        text = (Paragraph(step_words(flow, item, "text"), "note"),)
        choices = (
            Choice("done", _("This is done")),
            Choice("later", _("Keep it on my list for later")),
        )
    else:
        return _more(flow, item)
    return Page(
        id=page_id(item),
        kind="message",
        title=section_title(flow, item),
        section=where(flow, item),
        text=text,
        choices=choices,
        people=found,
        facts=facts_of(flow, item),
        progress=progress(flow, item),
    )


def _more(flow: Flow, item: Item) -> Page:
    """Return the page that offers another row."""
    repeat = item.section.repeat
    rows = flow.rows(item.section.table, item.row)
    only = item.section.where
    if only is not None:  # The section is not about the others.
        rows = tuple(row for row in rows if only.run(flow.env(row.id)) is True)
    question = ""
    if repeat is not None:
        question = repeat.add if rows else repeat.first or repeat.add
    question = said(flow, item.row, _(question)) if question else _("Add another one?")
    listed = tuple(Paragraph(row_label(flow, row.id), "quiet") for row in rows[-5:])
    return Page(
        id=page_id(item),
        kind="menu",
        title=section_title(flow, item),
        section=where(flow, item),
        text=(*listed, Paragraph(question)),
        choices=(
            _keyed("add", _("Yes"), "y"),
            _keyed("enough", _("No, go on"), "n"),
        ),
        progress=progress(flow, item),
    )


def _keyed(code: str, label: str, otherwise: str) -> Choice:
    """Return a choice with the letter its label begins with as its key ("o" for "Oui")."""
    letter = label[:1].casefold()
    return Choice(code, label, key=letter if letter.isalpha() else otherwise)


def page_id(item: Item) -> str:
    """Return the id of the page an item is on."""
    return f"{item.section.uid}|{item.row}|{item.name}"


def done_answer(step: WalkStep, today: date, by: str) -> Answer:
    """Return the mark of a task that is done; one that comes back keeps the day."""
    return Answer(today.isoformat() if step.every is not None else True, by=by)


def section_title(flow: Flow, item: Item) -> str:
    """Return the section's title for the audience."""
    return said(flow, item.row, words(flow, item.section.node, "title"))


def where(flow: Flow, item: Item) -> str:
    """Return which journey, and which entry of it: by number, or by name if it has one."""
    parts = [_(flow.program.scripts[item.section.script].node.title)]
    names: list[str] = []
    row = item.row
    while row != ROOT and row in flow.answers:
        name = flow.value(row, "name")
        if isinstance(name, str):
            names.append(name if len(name) <= _LONG_NAME else f"{name[:_LONG_NAME]}…")
        elif flow.answers.parent(row) == ROOT:
            names.append(_("entry {number}").format(number=flow.answers.index(row) + 1))
        row = flow.answers.parent(row)
    return ", ".join([*parts, *reversed(names)])


def progress(flow: Flow, item: Item) -> Progress:
    """Return true progress: of the entry inside one, else of the journey."""
    top, script = top_row(flow, item.row), item.section.script
    standing = flow.standing(script) if top == ROOT else flow.standing_of(top, script)
    return Progress(standing.done, standing.least, standing.most)
