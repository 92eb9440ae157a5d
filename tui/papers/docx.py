"""DOCX from a template and a context: the same bytes for the same context.

What people wrote is data. The template engine is sandboxed and escapes every value, and a
value's braces become XML references, so that not even the template language's own marks
pass through it a second time.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.papers.characters import clean, name_emoji, prepared
from tui.papers.errors import PaperFailed
from tui.papers.pages import TWIPS, Size

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIRST: Final = "[Content_Types].xml"
_BODY: Final = "word/document.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PLACE: Final = re.compile('(<w:bookmark(?:Start|End) )w:id="0"')
_SECTION: Final = re.compile(
    r'<w:pgSz w:w="(?P<page>\d+)"[^>]*/>\s*<w:pgMar [^>]*?w:left="(?P<margin>\d+)"[^>]*/>'
)


def render_docx(
    template: Path, context: Mapping[str, object], *, size: Size, language: str
) -> bytes:
    """Fill a DOCX template.

    Args:
        template: A document with docxtpl's tags (``templates/``).
        context: Strings, lists and mappings only. ``document`` holds ``title`` and
            ``made`` (ISO 8601), which also go into the file's properties.
        size: ``letter`` or ``a4``.
        language: The document's language as in ``en-CA``.

    Returns:
        The file. No author, no clock but ``made``, no random ids: the same context gives
        the same bytes.

    Raises:
        PaperFailed: If the template asks for what the context does not have.
    """
    from jinja2 import TemplateError

    said = prepared(context, lambda text: name_emoji(clean(text), language))
    try:
        filled, body = _fill(template, said)
    except TemplateError as wrong:
        # The template's own message may quote what it was filled with.
        raise PaperFailed(template.name, type(wrong).__name__) from None
    document = filled.docx
    _set_language(document, language)
    _set_properties(document, said["document"], language)
    made = io.BytesIO()
    document.save(made)
    return _settled(made, _document(document, _numbered(_paged(body, size))))


def _fill(template: Path, context: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the document with its footers filled, and the XML of its filled body.

    In place of ``DocxTemplate.render``, which then parses the body again, looks at every
    table for columns added by tags (ours have none) and moves the tree node by node: at
    1,000 entries that took twice as long as filling.
    """
    from docxtpl import DocxTemplate

    environment = _environment()
    filled = DocxTemplate(template)
    # Line breaks and tabs are made by ``_environment``.
    filled.resolve_listing = lambda xml: xml
    filled.render_init()
    body = filled.build_xml(context, environment)
    for uri in (filled.HEADER_URI, filled.FOOTER_URI):
        for relation, xml in list(filled.build_headers_footers_xml(context, uri, environment)):
            filled.map_headers_footers_xml(relation, xml)
    return filled, body


def template_names(template: Path) -> frozenset[str]:
    """Return the names a DOCX template asks its context for."""
    from docxtpl import DocxTemplate

    return frozenset(DocxTemplate(template).get_undeclared_template_variables(_environment()))


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup, escape

    def told(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = str(escape(value))
        if "{" in text or "}" in text:
            text = text.replace("{", "&#123;").replace("}", "&#125;")
        if "\n" in text or "\t" in text:
            again = '<w:t xml:space="preserve">'
            text = text.replace("\n", f"</w:t><w:br/>{again}")
            text = text.replace("\t", f"</w:t><w:tab/>{again}")
        return Markup(text)  # escaped just above

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=told)


def _paged(body: str, size: Size) -> str:
    """Set the page's size and keep the text's width, which the tables' columns rely on."""
    width, height = TWIPS[size]

    def margins(found: re.Match[str]) -> str:
        shape, page, margin = found[0], found["page"], found["margin"]
        side = (width - (int(page) - 2 * int(margin))) // 2
        shape = re.sub(r'w:w="\d+" w:h="\d+"', f'w:w="{width}" w:h="{height}"', shape)
        return re.sub(r'w:(left|right)="\d+"', rf'w:\1="{side}"', shape)

    return _SECTION.sub(margins, body)


def _numbered(body: str) -> str:
    """Give each place that can be linked to an id of its own: a start and an end a place."""
    numbers = itertools.count()
    return _PLACE.sub(lambda found: f'{found[1]}w:id="{next(numbers) // 2}"', body)


def _document(document: Any, body: str) -> bytes:
    """Return ``word/document.xml`` with its body put in."""
    shell = document.part.blob.decode()
    return f"{shell[: shell.index('<w:body')]}{body}</w:document>".encode()


def _set_language(document: Any, language: str) -> None:
    for root in (document.styles.element, document.settings.element):
        for tag in ("lang", "themeFontLang"):
            for found in root.iter(f"{_W}{tag}"):
                found.set(f"{_W}val", language)


def _set_properties(document: Any, about: Mapping[str, str], language: str) -> None:
    made = datetime.fromisoformat(about["made"])
    properties = document.core_properties
    properties.title = about["title"][:255]
    properties.language = language
    # The format keeps UTC, which also says nothing about where the writer is.
    properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    properties.author = properties.last_modified_by = properties.comments = ""


def _settled(made: io.BytesIO, document: bytes) -> bytes:
    """Return the package with its entries in one order, without times, and this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        names = sorted(before.namelist(), key=lambda name: (name != _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            after.writestr(entry, document if name == _BODY else before.read(name))
    return out.getvalue()
