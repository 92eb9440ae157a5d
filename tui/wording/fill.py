"""Fills the ``{path:format}`` placeholders of a sentence with what the case holds.

What goes in is data: it is never read as a template again, so braces in a person's own
words stay braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from tui.wording.catalogue import gettext as _
from tui.wording.formats import format_kept_money, format_list, format_number
from tui.wording.when import format_when

Lookup = Callable[[str, str], object]
"""Given a path and a format, returns what to show: text that is ready, labels in a list, a
number, a ``When``, or None where it is not known. Labels of codes are the caller's to find:
only the caller knows the lists."""

# Content is checked strictly (``tui.interview.words``) before it gets here; a slip in a
# translation must not stop the person in front of it, so a stray brace is shown as it is.
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}")

_KEPT = re.compile(r"[A-Z]{3} -?[0-9]+(\.[0-9]+)?")


def fill(template: str, lookup: Lookup) -> str:
    """Return ``template`` with its placeholders filled.

    Args:
        template: A sentence already in the reader's language; ``{{`` and ``}}`` are braces.
        lookup: Finds what a placeholder stands for.
    """

    def replace(found: re.Match[str]) -> str:
        if found[0] in {"{{", "}}"}:
            return found[0][0]
        path, form = found[1].strip(), (found[2] or "").strip()
        return format_value(lookup(path, form), form)

    return _PLACEHOLDER.sub(replace, template)


def format_value(value: object, form: str = "") -> str:
    """Return one value as it reads inside a sentence.

    Args:
        value: Text, a number, a ``When``, a list of labels, or None.
        form: The placeholder's format: ``date`` writes a date, ``count`` how many,
            ``list`` joins with *and*, ``or`` with *or*, ``money`` an amount as kept.
    """
    if value is None:
        return _("not known")
    if form == "count" and not isinstance(value, int):
        return format_number(len(value) if isinstance(value, Sequence) else 0)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal):
        return format_number(value)
    if isinstance(value, str):
        return format_kept_money(value) if form == "money" and _KEPT.fullmatch(value) else value
    if isinstance(value, Sequence):
        return format_list([str(each) for each in value], "or" if form == "or" else "and")
    return _written(value)


def _written(value: object) -> str:
    from tui.interview.dates import When

    return format_when(value) if isinstance(value, When) else str(value)
