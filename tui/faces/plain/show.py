"""Printing a page: section, title, text, people to call, lines and options, numbered."""

from __future__ import annotations

from collections.abc import Sequence

from tui.faces.plain import clean, picking
from tui.faces.plain.window import LEAD, Window
from tui.session.page import Choice, Field, Line, Page, Paragraph, Person, Progress
from tui.wording import gettext as _
from tui.wording import ngettext


def notice(window: Window) -> None:
    """Say at the start what stays behind in the window, and how to leave."""
    if window.clears:
        window.say(
            _(
                "What is printed here is cleared from this window when you leave, "
                "or lock it with :x. Some windows keep a history of their own: "
                "close such a window."
            )
        )
    else:
        window.say(
            _(
                "What is printed here stays in this window after you leave. "
                "To clear it, close the window."
            )
        )
    window.say(_("Type :q to leave at any time, or :? for help."))


def page(window: Window, shown: Page, before: Page | None = None) -> None:
    """Print everything of a page but its fields and choices.

    Args:
        window: Where to print.
        shown: The page.
        before: The page before it, whose headings need not be heard again.
    """
    window.say()
    if shown.saved:
        window.say(clean.one_line(shown.saved))
    asked = [field.label for field in shown.fields] == [shown.title]
    if before is None or _heading(before) != _heading(shown):
        section = shown.section if shown.section != shown.title else ""
        if shown.whose or section:
            parts = (clean.one_line(part) for part in (shown.whose, section) if part)
            window.say(": ".join(parts))
        if shown.title and not asked:
            window.say(clean.one_line(shown.title))
    if shown.progress:
        window.say(_progress(shown.progress))
    for paragraph in shown.text:
        if paragraph.kind == "square":
            _square(window, paragraph.text)
            continue
        window.say()
        if paragraph.kind == "code":
            for line in paragraph.text.splitlines():
                window.say(line, LEAD)
        else:
            window.say(paragraph.text, _loudness(paragraph))
    if shown.people:
        window.say()
        for person in shown.people:
            _person(window, person)


def _heading(shown: Page) -> tuple[str, str, str]:
    return shown.whose, shown.section, shown.title


def help_and_why(window: Window, shown: Page, commands: Sequence[str]) -> None:
    """Print the page's help, why it is asked, and what the commands do."""
    window.say()
    if shown.help:
        window.say(shown.help)
    if shown.why:
        window.say(shown.why, _("Why we ask: "))
    if not shown.help and not shown.why:
        window.say(_("There is no more to say about this page."))
    window.say()
    for line in commands:
        window.say(line)


PART = 15
"""Lines of a list that are printed before it is asked whether to read on."""


class Numbered:
    """A page's lines a part at a time, then its choices, counting on from one to the other.

    A line without a code heads those after it: it leads nowhere, so it has no number.
    """

    def __init__(self, window: Window, lines: Sequence[Line], choices: Sequence[Choice]) -> None:
        """Print nothing yet."""
        self._window, self._lines, self._choices = window, lines, choices
        self._next = self._number = 0

    def more(self) -> bool:
        """Print the next part, and how to go on; gives whether there was any."""
        if self._next and self._next >= len(self._lines):
            return False
        first = not self._next
        end = self._next + PART
        if end + 2 >= len(self._lines):
            end = len(self._lines)  # one or two are not worth asking about
        for line in self._lines[self._next : end]:
            self._line(line)
        self._next = max(end, 1)
        left = len([one for one in self._lines[end:] if one.code])
        if left:
            words = ngettext(
                "There is {count} more. Press Enter to read on.",
                "There are {count} more. Press Enter to read on.",
                left,
            )
            self._window.say(words.format(count=left))
        if first or not left:
            codes = sum(bool(line.code) for line in self._lines)
            options(self._window, self._choices, codes + 1)
        return True

    def _line(self, line: Line) -> None:
        words = clean.one_line(line.label)
        for more in (line.detail, line.state):
            if more:
                words += f" - {clean.one_line(more)}"
        if not line.code:
            self._window.say(words)
            return
        self._number += 1
        self._window.say(words, f"{self._number}. " + "  " * line.depth)


def options(window: Window, choices: Sequence[Choice], first: int = 1) -> None:
    """Print choices as a numbered list that starts at ``first``."""
    for number, choice in enumerate(choices, first):
        note = f" - {clean.one_line(choice.note)}" if choice.note else ""
        window.say(clean.one_line(choice.label) + note, f"{number}. ")


def value_words(field: Field, value: str | list[str]) -> str:
    """Return how ``value`` reads: the labels of codes, the start of long text."""
    labels = {option.code: option.label for option in field.options}
    if isinstance(value, str):
        return clean.shorten(clean.one_line(labels.get(value, value)[:2000]))
    return clean.shorten("; ".join(clean.one_line(labels.get(code, code)) for code in value))


def suggested_words(field: Field) -> str:
    """Return how what is suggested reads."""
    return clean.one_line(field.suggested_label) or value_words(field, field.suggested)


def ways_to_answer(field: Field, *, several: bool) -> str:
    """Return which commands a field takes, in one line; ``several`` of a list may be typed."""
    ways = []
    if several:
        ways.append(
            _("several numbers with commas between them")
            if has_none(field.options)
            else _("several numbers with commas between them, or 0 for none")
        )
    if len(field.options) >= picking.MANY:
        ways.append(_("part of a name"))
    if field.type == "when":
        ways.append(_(":t for the date part by part"))
    if field.suggested:
        ways.append(_(":y to use what is suggested"))
    if "skipped" in field.may_open:
        ways.append(_(":s to skip"))
    if "not-sure" in field.may_open:
        ways.append(_(":n for not sure"))
    if "later" in field.may_open:
        ways.append(_(":l for later"))
    return _("You can type {ways}.").format(ways="; ".join(ways)) if ways else ""


def has_none(options: Sequence[Choice]) -> bool:
    """Return whether a list has its own "none of these", so that 0 would be a second one."""
    return any(option.code == "none" for option in options)


def left_words(how: str) -> str:
    """Return how a question that was left open reads."""
    if how == "skipped":
        return _("You skipped this.")
    if how == "not-sure":
        return _("You said you were not sure.")
    return _("You left this for later.")


def _square(window: Window, drawn: str) -> None:
    """Print a drawing for a camera, or say that this window can't show it.

    Colours would be escape sequences, so it is made for light letters on a dark window.
    """
    from tui.session.squares import turned

    window.say(_("Here is a square for a camera. It has no words in it."))
    if not window.draw(turned(drawn)):
        window.say(_("This window can't draw it: it is too narrow, or it has no blocks to draw."))


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


def _person(window: Window, person: Person) -> None:
    words = _("{name}: {how}").format(
        name=clean.one_line(person.name), how=clean.one_line(person.how)
    )
    if person.hours:
        words += f". {clean.one_line(person.hours)}"
    window.say(words)
    if person.about:
        window.say(clean.one_line(person.about), "  ")
    if person.source and person.checked:
        window.say(
            _("From {source}, read on {date}.").format(
                source=clean.one_line(person.source), date=clean.one_line(person.checked)
            ),
            "  ",
        )
    if person.stale:
        window.say(clean.one_line(person.stale), "  ")
