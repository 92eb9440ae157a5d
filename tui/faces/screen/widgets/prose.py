"""Text to read: paragraphs, and people to call."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.faces.screen.clean import one_line, shown
from tui.session.page import Page, Paragraph, Person
from tui.wording import gettext as _


def paragraphs(texts: tuple[Paragraph, ...]) -> Iterator[Widget]:
    """Yield a widget for each paragraph, as loud as its kind says."""
    for text in texts:
        yield Static(_paragraph(text), markup=False, classes=f"prose -{text.kind}")


def _paragraph(text: Paragraph) -> Content:
    words = shown(text.text)
    if text.kind == "warning":
        return Content.assemble((_("Take care: "), "bold"), words)
    if text.kind == "stop":
        return Content.assemble((_("Stop: "), "bold"), words)
    return words


def has_square(page: Page) -> bool:
    """Return whether a page shows a drawing for a camera, which needs all the room there is."""
    return any(text.kind == "square" for text in page.text)


def people(persons: tuple[Person, ...]) -> Iterator[Widget]:
    """Yield a widget for each help line."""
    for person in persons:
        yield Static(_person(person), markup=False, classes="prose -person")


def _person(person: Person) -> Content:
    lines = [
        Content.assemble(
            shown(one_line(person.name), "bold"),
            "  " if person.how else "",
            shown(one_line(person.how), "bold"),
        )
    ]
    lines += [shown(one_line(words)) for words in (person.hours, person.about) if words]
    if person.source and person.checked:
        source = _("From {source}, read on {date}.").format(
            source=one_line(person.source), date=one_line(person.checked)
        )
        lines.append(shown(source, "dim"))
    if person.stale:
        lines.append(shown(one_line(person.stale)))
    return Content("\n").join(lines)
