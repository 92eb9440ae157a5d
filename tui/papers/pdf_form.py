"""A PDF that can be filled in: the page is set by Typst, fields are put where it says.

The layout draws each box as a link. Typst knows where a box came to stand and which place it
has in the reading order, so each link becomes a field (``pdf_fields``): the labels may be of
any length and language, and the tags for screen readers are those of the page. What does not
fit its box, or has characters that the fields' font lacks, goes whole to a continuation sheet
in the same file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.papers import helvetica, pdf_fields
from tui.papers.characters import clean, name_emoji
from tui.papers.context import Paragraph
from tui.papers.errors import PaperFailed
from tui.papers.pages import Size
from tui.papers.pdf_fields import LEADING, PADDING, Box, Shown
from tui.papers.typst_pdf import render_typst
from tui.wording import gettext as _

if TYPE_CHECKING:
    from pypdf import PdfReader

FONT_SIZES: Final = (9.0, 8.0)
"""What is a little too long is set smaller; nothing gets too small to read."""

_SPACES = str.maketrans(
    {"\u202f": "\xa0", "\u2007": "\xa0", "\u2009": " ", "\u2011": "-", "\u2212": "-"}
)


@dataclass(frozen=True)
class Item:
    """What is asked in one field, and what was recorded there.

    Attributes:
        label: As on the form.
        tooltip: What a screen reader says at the field.
        paragraphs: The answer in words; none where nothing is recorded.
    """

    label: str
    tooltip: str
    paragraphs: Sequence[Paragraph] = ()


def field_names(
    layout: Path, context: Mapping[str, Any], *, size: Size = "letter", language: str = "en-CA"
) -> tuple[str, ...]:
    """Return the names of a form's fields in the order they are filled in.

    Raises:
        PaperFailed: The layout and the context do not fit.
    """
    pdf = render_typst(layout, {**context, "more": None}, size=size, language=language)
    return tuple(box.name for box in pdf_fields.boxes(_reader(pdf)))


def render_form(
    layout: Path,
    context: Mapping[str, Any],
    items: Mapping[str, Item],
    *,
    size: Size,
    language: str,
    signatures: Mapping[str, str] | None = None,
) -> bytes:
    """Set a form and fill it; where all items are empty, it is a blank one.

    Args:
        layout: A Typst file that reads ``data.json`` (``templates/``).
        context: As for ``render_typst``, without ``more``, the continuation sheet.
        items: By the names of the fields.
        size: ``letter`` or ``a4``.
        language: The document's language as in ``en-CA``.
        signatures: What a screen reader says at each place to sign, by its name.

    Returns:
        The file: fields with their appearances, no script, the same bytes each time.

    Raises:
        PaperFailed: If the layout and the context do not fit, or no font is installed.
    """
    pdf = render_typst(layout, {**context, "more": None}, size=size, language=language)
    reader = _reader(pdf)
    places = list(pdf_fields.boxes(reader))
    if {box.name for box in places} != items.keys():
        raise PaperFailed(layout.name, "fields")
    shown: dict[str, Shown] = {}
    over: list[str] = []
    for box in places:
        value = _value(items[box.name].paragraphs, language)
        fits = _fitted(value, box)
        if fits is None:
            over.append(box.name)
        else:
            shown[box.name] = fits
    if over:
        more = _continued([(box_name, items[box_name]) for box_name in over])
        pdf = render_typst(layout, {**context, "more": more}, size=size, language=language)
        reader = _reader(pdf)
        starts = _last_places(reader, len(over))
        by_name = {box.name: box for box in places}
        for number, (name, page) in enumerate(zip(over, starts, strict=True)):
            shown[name] = _pointer(by_name[name], page, _letter(number))
    tooltips = {name: item.tooltip for name, item in items.items()}
    return pdf_fields.with_fields(reader, shown, tooltips, signatures)


def _reader(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(pdf))


def _value(paragraphs: Sequence[Paragraph], language: str) -> str:
    """Return what a field would hold, its characters as on paper."""
    import unicodedata

    lines = (f"{each['lead']} {each['text']}".strip() for each in paragraphs)
    text = name_emoji(clean("\n".join(lines)), language).translate(_SPACES)
    return unicodedata.normalize("NFC", text)


def _fitted(value: str, box: Box) -> Shown | None:
    """Return how a value stands in its box; None where it does not."""
    if not helvetica.can_show(value):
        return None
    for size in FONT_SIZES:
        most = int((box.height - PADDING) / (size * LEADING)) if box.lines > 1 else 1
        lines = helvetica.wrapped(value, size, box.width - 2 * PADDING, most)
        if lines is not None:
            return Shown(value, lines, size)
    return None


def _letter(number: int) -> str:
    """Return A, B and so on; after Z come AA, AB."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _continued(over: Sequence[tuple[str, Item]]) -> dict[str, Any]:
    return {
        "title": _("Continuation sheet"),
        "intro": _("What did not fit its box on the form, or could not be written there."),
        "items": [
            {
                # Translators: a heading on a continuation sheet, such as "Item C: What happened".
                "heading": _("Item {letter}: {label}").format(
                    letter=_letter(number), label=item.label
                ),
                "paragraphs": list(item.paragraphs),
            }
            for number, (_name, item) in enumerate(over)
        ],
    }


def _last_places(reader: PdfReader, count: int) -> list[int]:
    """Return the pages, from 1, that the last headings of the file stand on."""

    def flat(outline: Any) -> Iterator[Any]:
        for each in outline:
            if isinstance(each, list):
                yield from flat(each)
            else:
                yield each

    found = list(flat(reader.outline))[-count:]
    return [(reader.get_destination_page_number(each) or 0) + 1 for each in found]


def _pointer(box: Box, page: int, letter: str) -> Shown:
    """Return what stands in a field whose answer went to a continuation sheet."""
    # Translators: in a small box of a form; {sheet} is a page number, {letter} A, B, C ...
    words = _("See sheet {sheet}, item {letter}").format(sheet=page, letter=letter)
    words = words.translate(_SPACES)
    if not helvetica.can_show(words):
        words = f"{page} / {letter}"
    size = FONT_SIZES[0]
    while size > 4 and helvetica.width(words, size) > box.width - 2 * PADDING:
        size -= 0.5
    return Shown(words, [words], size)
