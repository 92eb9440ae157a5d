"""PDF from a Typst layout and a context: tagged, PDF/A-2a, the same bytes each time.

The context goes over as JSON in memory, beside the layout: a string in it is text and
never markup, and nothing touches the disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from tui.papers import fonts
from tui.papers.characters import breakable, clean, name_emoji, note_unprintable, prepared
from tui.papers.errors import PaperFailed
from tui.papers.pages import TYPST, Size

STANDARD: Final[Literal["a-2a"]] = "a-2a"
LOOKS: Final = "looks.typ"
"""What the layouts have in common, beside them."""

# What Noto Sans certainly draws, whatever shaping makes of other letters.
_PLAIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | set("–—‘’“”…×−")


def render_typst(
    layout: Path,
    context: Mapping[str, object],
    *,
    size: Size,
    language: str,
    borrow_fonts: bool = True,
) -> bytes:
    """Set a PDF.

    Args:
        layout: A Typst file that reads ``data.json`` (``templates/``).
        context: Strings, lists and mappings only. ``document`` holds ``title`` and
            ``made`` (ISO 8601), which also go into the file's properties.
        size: ``letter`` or ``a4``.
        language: The document's language as in ``en-CA``.
        borrow_fonts: Whether the computer's own fonts may help with letters that the
            carried fonts don't have.

    Returns:
        The file. No author, no clock but ``made``, no random ids: the same context and
        fonts give the same bytes.

    Raises:
        PaperFailed: If the layout and the context do not fit, or no font is installed.
    """
    needed: set[str] = set()

    # Headings come again in every entry: each text is looked at once.
    @cache
    def cleaned(text: str) -> str:
        made = name_emoji(clean(text), language)
        needed.update(made)
        return made

    said = prepared(context, cleaned)
    face = fonts.for_characters(needed, borrow=borrow_fonts)
    try:
        return _set(layout, said, face, face.printable, size, language)
    except PaperFailed:
        if needed <= _PLAIN:
            raise
    # A font can have a letter and still lack the shape that a cluster of letters takes.
    # Then everything but plain Latin is noted: a paper with notes beats none.
    return _set(layout, said, face, _PLAIN, size, language)


def _set(
    layout: Path,
    context: Mapping[str, Any],
    face: fonts.Typeface,
    printable: frozenset[str],
    size: Size,
    language: str,
) -> bytes:
    import typst

    said = prepared(context, cache(lambda text: breakable(note_unprintable(text, printable))))
    main, _dash, region = language.partition("-")
    document = {
        **context["document"],
        "title": said["document"]["title"],
        "paper": TYPST[size],
        "fonts": list(face.families),
        "lang": main,
        "region": region,
    }
    data = json.dumps({**said, "document": document}, ensure_ascii=False).encode()
    made = datetime.fromisoformat(context["document"]["made"])
    # Its type hints do not know of files in memory.
    files: Any = {"main.typ": layout.read_bytes(), "data.json": data}
    if (looks := layout.parent / LOOKS).is_file():
        files[LOOKS] = looks.read_bytes()
    try:
        pdf = typst.compile(
            files,
            format="pdf",
            font_paths=face.loaded(),
            pdf_standards=[STANDARD],
            timestamp=int(made.timestamp()),
        )
    except typst.TypstError:
        # Its message may quote the record.
        raise PaperFailed(layout.name, "TypstError") from None
    return bytes(pdf)
