"""What a face shows: one page at a time, as inert data.

Every face (screen, plain, prompts) renders these and sends back what the person typed or
picked. All strings are already translated and hold people's words as plain data.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Raw = str | list[str]
"""What was typed or picked, before it is checked: text, a code, or a list of codes."""


class Left(msgspec.Struct, frozen=True):
    """A question left open on purpose: ``skipped``, ``not-sure`` or ``later``."""

    how: Literal["skipped", "not-sure", "later"]


class Choice(msgspec.Struct, frozen=True):
    """Something to pick: an option of a question, or what to do next on a page."""

    code: str
    label: str
    note: str = ""
    key: str = ""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to answer.

    Attributes:
        name: Unique on its page.
        type: A schema answer type, or ``secret`` (hidden input) or ``path``.
        label: The question.
        hint: How it may be written, in a few words.
        value: What stands there now, in the form it would be typed or picked.
        suggested: Offered, not assumed; ``suggested_label`` is how to show it.
        open: How it was left open, or an empty string.
        may_open: Which of skipped, not-sure, later are offered.
        error: Why what was entered could not be taken, or an empty string.
        parts: What this field is asked as, one after the other; its value is then a list
            with one text for each part. Empty for a field that is asked as one.
    """

    name: str
    type: str
    label: str
    hint: str = ""
    options: tuple[Choice, ...] = ()
    value: Raw = ""
    suggested: Raw = ""
    suggested_label: str = ""
    open: str = ""
    may_open: tuple[str, ...] = ()
    error: str = ""
    parts: tuple[Field, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """A piece of text; ``kind`` says how loud it is.

    Two kinds are kept line for line: ``code`` is words to copy letter by letter, ``square`` a
    drawing for a camera (``squares``), dark dots on light whatever the colours are. A face that
    can't draw one says so.
    """

    text: str
    kind: Literal["plain", "note", "warning", "stop", "quiet", "heading", "code", "square"] = (
        "plain"
    )


class Person(msgspec.Struct, frozen=True):
    """A help line: who, how to reach them, and where the number came from.

    Attributes:
        checked: The day the source was read, in words; ``looked_up`` is the same as in the list.
        stale: A sentence that this was long ago, or an empty string.
    """

    name: str
    how: str
    hours: str = ""
    about: str = ""
    source: str = ""
    checked: str = ""
    looked_up: str = ""
    stale: str = ""


class Fact(msgspec.Struct, frozen=True):
    """Where something that a page says is from; ``said`` tells that its own words say so."""

    source: str
    looked_up: str
    said: bool = False


class Line(msgspec.Struct, frozen=True):
    """A line of a list that leads somewhere: ``submit(choice=code)``."""

    code: str
    label: str
    detail: str = ""
    state: str = ""
    depth: int = 0


class Progress(msgspec.Struct, frozen=True):
    """True progress: answered so far, and at least and at most how many in all."""

    done: int
    least: int
    most: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One screenful.

    Attributes:
        id: Changes when the page is another page (not when it comes back with errors).
        kind: ``form`` asks, ``message`` tells, ``menu`` offers, ``list`` shows lines
            that lead somewhere, ``end`` is the last page of all.
        whose: The private label of the record that it is about, where one person keeps the
            records of several; every face shows it, so that nobody writes into a wrong one.
        saved: Quiet words such as "Saved", or an empty string.
        focus: The field to start at, by name, or the line of a list, by its code; empty for
            the first that wants an answer.
        has_menu: A record is open, so that the menu, the outline, what is still open, the
            settings and locking lead somewhere.
        can_lock: Something was unlocked, so that locking leads somewhere, also where no menu
            is to be had yet: a list of records tells their labels.
        has_paper: There is a paper whose text can be shown (``preview``, ``beside``).
        can_undo: There is an answer of this sitting that can be taken back.
        facts: What its words rest on, for ``dated``, which says so in ``text``.
        fleeting: It shows or asks a secret: a face clears away what it showed, and what can
            be scrolled back to, as soon as the page is left.
    """

    id: str
    kind: Literal["form", "message", "menu", "list", "end"]
    title: str
    section: str = ""
    whose: str = ""
    text: tuple[Paragraph, ...] = ()
    fields: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    people: tuple[Person, ...] = ()
    facts: tuple[Fact, ...] = ()
    help: str = ""
    why: str = ""
    progress: Progress | None = None
    can_back: bool = False
    can_forward: bool = False
    saved: str = ""
    focus: str = ""
    has_menu: bool = False
    can_lock: bool = False
    has_paper: bool = False
    can_undo: bool = False
    fleeting: bool = False
