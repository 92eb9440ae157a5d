"""DOCX from a template and a context: the same bytes for the same context.

What people wrote is data. The template engine is sandboxed and escapes every value, and a
value's braces become XML references, so that not even the template language's own marks
pass through it a second time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.papers.characters import clean, name_emoji, prepared
from tui.papers.errors import PaperFailed
from tui.papers.pages import TWIPS, Size

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EPOCH = (1980, 1, 1, 0, 0, 0)


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
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    said = prepared(context, lambda text: name_emoji(clean(text), language))
    filled = DocxTemplate(template)
    # Line breaks and tabs are made by ``_environment``; docxtpl's own pass over the whole
    # text for them takes longer than everything else together.
    filled.resolve_listing = lambda xml: xml
    try:
        filled.render(said, jinja_env=_environment(), autoescape=True)
    except TemplateError as wrong:
        # The template's own message may quote what it was filled with.
        raise PaperFailed(template.name, type(wrong).__name__) from None
    document = filled.docx
    _set_page(document.element.body, size)
    _number_places(document.element.body)
    _set_language(document, language)
    _set_properties(document, said["document"], language)
    made = io.BytesIO()
    document.save(made)
    return _settled(made)


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


def _set_page(body: Any, size: Size) -> None:
    width, height = TWIPS[size]
    for section in body.iter(f"{_W}sectPr"):
        page, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        if page is None or margin is None:
            continue
        text = int(page.get(f"{_W}w", "0")) - 2 * int(margin.get(f"{_W}left", "0"))
        page.set(f"{_W}w", str(width))
        page.set(f"{_W}h", str(height))
        for side in ("left", "right"):
            margin.set(f"{_W}{side}", str((width - text) // 2))


def _number_places(body: Any) -> None:
    starts = list(body.iter(f"{_W}bookmarkStart"))
    for number, (start, end) in enumerate(zip(starts, body.iter(f"{_W}bookmarkEnd"), strict=True)):
        start.set(f"{_W}id", str(number))
        end.set(f"{_W}id", str(number))


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
    # A time without its zone says less about where the writer is; Word shows it as given.
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.author = properties.last_modified_by = properties.comments = ""


def _settled(made: io.BytesIO) -> bytes:
    """Return the package with its entries in one order and without times."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            after.writestr(entry, before.read(name))
    return out.getvalue()
