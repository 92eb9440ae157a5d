"""Fields in a PDF: links that mark their places become fields that hold a value.

The layout draws each box as a link to ``field:LINES:NAME``, or to ``sign:NAME`` where it is
for a signature. Each field brings its own
appearance, so a viewer needs to work out nothing; there is no script and no XFA.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tui.papers import helvetica

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

LEADING: Final = 1.156
"""Viewers set Helvetica's lines this far apart, in font sizes."""
PADDING: Final = 3.0
"""Points between a box and what stands in it."""

_MARK = re.compile(r"field:(?P<lines>\d+):(?P<name>\w+)")
_SIGN = re.compile(r"sign:(?P<name>\w+)")
_MULTILINE = 1 << 12
_PRINT = 1 << 2


@dataclass(frozen=True)
class Box:
    """A field's place on its page.

    Attributes:
        name: The field.
        lines: How many lines it is meant for; one line does not wrap.
        width: In points.
        height: In points.
    """

    name: str
    lines: int
    width: float
    height: float


@dataclass(frozen=True)
class Shown:
    """What a field shows: its value, as lines in a size in points."""

    value: str
    lines: Sequence[str]
    size: float


def boxes(reader: PdfReader) -> Iterator[Box]:
    """Yield the places for fields in reading order."""
    for _page, note, found in _links(reader):
        yield _box(note, found)


def _links(
    pdf: PdfReader | PdfWriter, mark: re.Pattern[str] = _MARK
) -> Iterator[tuple[Any, Any, re.Match[str]]]:
    """Yield the page, the annotation and the name of each place for a field."""
    for page in pdf.pages:
        for reference in page.get("/Annots", ()):
            note = reference.get_object()
            action = note.get("/A", {}).get_object() if "/A" in note else {}
            found = mark.fullmatch(str(action.get("/URI", "")))
            if found:
                yield page, note, found


def _box(note: Any, found: re.Match[str]) -> Box:
    left, bottom, right, top = (float(each) for each in note["/Rect"])
    return Box(found["name"], int(found["lines"]), right - left, top - bottom)


def with_fields(
    reader: PdfReader,
    shown: Mapping[str, Shown],
    tooltips: Mapping[str, str],
    signatures: Mapping[str, str] | None = None,
) -> bytes:
    """Return the file with its places made fields.

    Args:
        reader: The file as it was set.
        shown: What each field holds, by name.
        tooltips: What a screen reader says at each field.
        signatures: The same for places to sign, by name; nothing is ever put into them.
    """
    from pypdf import PdfWriter
    from pypdf.generic import (
        ArrayObject,
        BooleanObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    writer = PdfWriter(clone_from=reader)
    root: Any = writer.root_object
    fonts = _fonts(writer)
    fields = ArrayObject()
    for page, note, found in list(_links(writer)):
        box = _box(note, found)
        _turn_into_field(writer, note, box, shown[box.name], tooltips[box.name], fonts)
        note[NameObject("/P")] = page.indirect_reference
        fields.append(note.indirect_reference)
        # Fields are gone through in reading order.
        page[NameObject("/Tabs")] = NameObject("/S")
    signed = signatures or {}
    for page, note, place in list(_links(writer, _SIGN)):
        _turn_into_signature(note, place["name"], signed[place["name"]])
        note[NameObject("/P")] = page.indirect_reference
        fields.append(note.indirect_reference)
        page[NameObject("/Tabs")] = NameObject("/S")
    _tag(root["/StructTreeRoot"], {reference.idnum for reference in fields})
    form = {
        NameObject("/Fields"): fields,
        NameObject("/NeedAppearances"): BooleanObject(False),
        NameObject("/DA"): TextStringObject(_typing(9)),
        NameObject("/DR"): fonts,
    }
    if signed:
        form[NameObject("/SigFlags")] = NumberObject(1)
    root[NameObject("/AcroForm")] = writer._add_object(DictionaryObject(form))
    viewing = root.setdefault(NameObject("/ViewerPreferences"), DictionaryObject())
    viewing.get_object()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    _take_claim_out(root)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _fonts(writer: PdfWriter) -> Any:
    """Return the resources of the fields: a font that every viewer has."""
    from pypdf.generic import DictionaryObject, NameObject

    names = {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": "/Helvetica",
        "/Encoding": "/WinAnsiEncoding",
    }
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    named = DictionaryObject({NameObject("/Helv"): writer._add_object(font)})
    return DictionaryObject({NameObject("/Font"): named})


def _typing(size: float) -> str:
    return f"/Helv {size:g} Tf 0.1 g"


def _turn_into_field(
    writer: PdfWriter, note: Any, box: Box, shown: Shown, tooltip: str, fonts: Any
) -> None:
    """Make a link a text field with its value and how that looks."""
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    looks = DecodedStreamObject()
    looks.set_data(_drawn(shown, box))
    looks[NameObject("/Type")] = NameObject("/XObject")
    looks[NameObject("/Subtype")] = NameObject("/Form")
    corner = (FloatObject(round(box.width, 3)), FloatObject(round(box.height, 3)))
    looks[NameObject("/BBox")] = ArrayObject([NumberObject(0), NumberObject(0), *corner])
    looks[NameObject("/Resources")] = fonts
    for key in ("/A", "/Border", "/Contents"):
        note.pop(NameObject(key), None)
    note.update(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject(box.name),
            NameObject("/TU"): TextStringObject(tooltip),
            NameObject("/Ff"): NumberObject(_MULTILINE if box.lines > 1 else 0),
            NameObject("/F"): NumberObject(_PRINT),
            NameObject("/DA"): TextStringObject(_typing(shown.size)),
            NameObject("/MK"): DictionaryObject(),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(looks)}),
        }
    )
    if shown.value:
        note[NameObject("/V")] = TextStringObject(shown.value)


def _turn_into_signature(note: Any, name: str, tooltip: str) -> None:
    """Make a link a place for a signature, empty: who signs puts theirs there."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

    for key in ("/A", "/Border", "/Contents"):
        note.pop(NameObject(key), None)
    note.update(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/TU"): TextStringObject(tooltip),
            NameObject("/F"): NumberObject(_PRINT),
            NameObject("/MK"): DictionaryObject(),
        }
    )


def _drawn(shown: Shown, box: Box) -> bytes:
    """Return the drawing of a field's value, as viewers draw it themselves."""
    if not shown.value:
        return b"/Tx BMC\nEMC\n"
    size = shown.size
    top = box.height - PADDING - size * 0.8
    first = top if box.lines > 1 else (box.height - size * 0.718) / 2
    lines = b"T*\n".join(b"(%b) Tj\n" % _literal(line) for line in shown.lines)
    before = (
        f"/Tx BMC\nq\n1 1 {box.width - 2:.3f} {box.height - 2:.3f} re W n\nBT\n"
        f"{_typing(size)}\n{size * LEADING:.3f} TL\n{PADDING:g} {first:.3f} Td\n"
    )
    return before.encode() + lines + b"ET\nQ\nEMC\n"


def _literal(line: str) -> bytes:
    """Return a line as the inside of a PDF string."""
    return re.sub(rb"([\\()])", rb"\\\1", line.encode(helvetica.ENCODING))


def _tag(element: Any, fields: set[int]) -> bool:
    """Tag as a field what holds one; return whether ``element`` refers to a field."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    element = element.get_object()
    if isinstance(element, ArrayObject):
        return any([_tag(each, fields) for each in element])
    if not isinstance(element, DictionaryObject):
        return False
    if element.get("/Type") == "/OBJR":
        return element.raw_get("/Obj").idnum in fields
    held = _tag(element["/K"], fields) if "/K" in element else False
    if held and element.get("/S") == "/Link":
        element[NameObject("/S")] = NameObject("/Form")
    return False


_CLAIM = re.compile(rb"<pdfaid:(\w+)>[^<]*</pdfaid:\1>")


def _take_claim_out(root: Any) -> None:
    """Take out the claim to be PDF/A, which was set to have missing letters found.

    With fields in a font that every viewer has, and the file has not, it is one no more.
    """
    about = root["/Metadata"].get_object()
    about.set_data(_CLAIM.sub(b"", about.get_data()))
