"""What is printed above the prompts: a page's text, and a question before it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from tui.faces.prompts import clean
from tui.faces.prompts.commands import explained
from tui.faces.prompts.window import Said, plain
from tui.session.page import Choice, Field, Line, Page, Paragraph, Person, Progress, Raw
from tui.wording import gettext as _

_LONGEST = 300
"""Characters of an answer that are repeated."""


def notice() -> list[Said]:
    """Return what is said first: how to leave, and what happens to what is shown."""
    return [
        plain(
            _(
                "ctrl+q leaves at once and clears this window, as far as the window allows it. "
                "F1 is help."
            )
        )
    ]


def page(shown: Page) -> list[Said]:
    """Return everything of a page but its fields, lines and choices."""
    if has_square(shown):
        # It needs all the room there is; what is to be said about it was said before.
        return [plain(one.text, "square") for one in shown.text if one.kind == "square"]
    said = [plain("")]
    place = " · ".join(
        clean.one_line(words)
        for words in dict.fromkeys((shown.whose, shown.section, shown.title))
        if words and [field.label for field in shown.fields] != [words]
    )
    if place:
        said.append(plain(place, "heading"))
    quiet = [clean.one_line(shown.saved)] if shown.saved else []
    if shown.progress:
        quiet.append(_progress(shown.progress))
    if quiet:
        said.append(plain(" · ".join(quiet), "quiet"))
    for paragraph in shown.text:
        style = {"heading": "heading", "warning": "loud", "stop": "loud", "code": "loud"}.get(
            paragraph.kind, ""
        )
        if paragraph.kind != "quiet":
            said.append(plain(""))
        said.append(plain(paragraph.text, style, _loudness(paragraph)))
    for person in shown.people:
        said += [plain(""), *_person(person)]
    return said


def has_square(shown: Page) -> bool:
    """Return whether a page shows a drawing for a camera."""
    return any(one.kind == "square" for one in shown.text)


def question(field: Field, *, standing: bool) -> list[Said]:
    """Return a field's question, what is wrong, what stands there and what is suggested.

    Args:
        field: What is asked.
        standing: Whether to say what stands there; a line to type on shows it by itself.
    """
    said = [plain(""), plain(field.label, "question")]
    if field.error:
        said.append(plain(field.error, "loud", "! "))
    if field.hint:
        said.append(plain(field.hint, "quiet"))
    if field.open:
        said.append(plain(left_words(field.open)))
    if standing and field.value and not field.error and field.type != "secret":
        said.append(
            plain(_("Now: {answer}. Enter keeps it.").format(answer=words(field, field.value)))
        )
    if field.suggested:
        said.append(plain(_("Suggested: {answer}").format(answer=suggested(field))))
    return said


def answered(text: str) -> list[Said]:
    """Return what is left standing of a prompt that was answered."""
    return [plain(text, "done", "> ")] if text else []


def suggested(field: Field) -> str:
    """Return how what is suggested reads."""
    label = clean.one_line(field.suggested_label, _LONGEST)
    return label or words(field, field.suggested)


def words(field: Field, value: Raw) -> str:
    """Return how ``value`` reads: the labels of codes, the start of a long text."""
    labels = {option.code: option.label for option in field.options}
    if isinstance(value, str):
        return clean.one_line(labels.get(value, value)[:2000], _LONGEST)
    return clean.one_line("; ".join(labels.get(one, one) for one in value)[:2000], _LONGEST)


def left_words(how: str) -> str:
    """Return how a question that was left open reads."""
    if how == "skipped":
        return _("You skipped this.")
    if how == "not-sure":
        return _("You said you were not sure.")
    return _("You left this for later.")


def help_and_why(shown: Page) -> list[Said]:
    """Return the page's help, why it is asked, and what can be done besides answering."""
    said = [plain("")]
    if shown.help:
        said.append(plain(shown.help))
    if shown.why:
        said.append(plain(shown.why, "", _("Why we ask: ")))
    if not shown.help and not shown.why:
        said.append(plain(_("There is no more to say about this page.")))
    said.append(plain(""))
    wide = max(clean.width(keys) for keys, _words in explained()) + 2
    return said + [plain(text, "", keys.ljust(wide)) for keys, text in explained()]


def ways_on(lines: Sequence[Line], choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """Return what a page's lines and choices say, with what is said after it."""
    found = []
    for line in lines:
        more = " - ".join(clean.one_line(words) for words in (line.detail, line.state) if words)
        found.append(("  " * line.depth + clean.one_line(line.label), more))
    return found + [(choice.label, choice.note) for choice in choices]


def _progress(progress: Progress) -> str:
    if progress.least == progress.most:
        return _("Answered so far: {done} of {most}.").format(
            done=progress.done, most=progress.most
        )
    return _("Answered so far: {done}, of {least} to {most}.").format(
        done=progress.done, least=progress.least, most=progress.most
    )


def _loudness(paragraph: Paragraph) -> str:
    if paragraph.kind == "note":
        return _("Note: ")
    if paragraph.kind == "warning":
        return _("Take care: ")
    if paragraph.kind == "stop":
        return _("Stop: ")
    return ""


def _person(person: Person) -> list[Said]:
    call = _("{name}: {how}").format(
        name=clean.one_line(person.name), how=clean.one_line(person.how)
    )
    if person.hours:
        call += f". {clean.one_line(person.hours)}"
    said = [plain(call, "loud")]
    if person.about:
        said.append(plain(clean.one_line(person.about), "", "  "))
    if person.source and person.checked:
        source = _("From {source}, read on {date}.").format(
            source=clean.one_line(person.source), date=clean.one_line(person.checked)
        )
        said.append(plain(source, "quiet", "  "))
    if person.stale:
        said.append(plain(clean.one_line(person.stale), "", "  "))
    return said
