"""Make the DOCX templates in this folder: ``python templates/make_templates.py``.

Commit a template together with a change here; a test fails while they differ. The parts
are written out as WordprocessingML, so that a template holds what is named below and
nothing that a word processor leaves behind: no author, no history, no thumbnail. It opens
in a word processor like any document; ``{{ }}`` and ``{% %}`` are docxtpl's.

A template holds the looks and the loops, no words: every word comes from the context, so
that one file serves every language.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# The text is as wide on Letter as on A4, whose margins differ, so that one set of column
# widths serves both. All widths are in twentieths of a point.
TEXT_WIDTH = 9412
LABEL = 2150
FONT, INK, SOFT, ACCENT, LINE, TINT = "Arial", "1A1A1A", "595959", "243B53", "9AA5B1", "EEF2F6"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


# ---------------------------------------------------------------- styles


def letters(
    size: float = 0, *, color: str = "", bold: bool = False, italic: bool = False, font: str = ""
) -> str:
    """Return run properties: size in points, colour as RRGGBB."""
    half = round(size * 2)
    return "<w:rPr>{}{}{}{}{}</w:rPr>".format(
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        f'<w:color w:val="{color}"/>' if color else "",
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "",
    )


def style(
    name: str,
    shape: str = "",
    run: str = "",
    *,
    kind: str = "paragraph",
    base: str = "Normal",
    after: str = "",
) -> str:
    """Return one style; its id is its name without spaces."""
    ident = name.replace(" ", "")
    first = name == "Normal"
    default = ' w:default="1"' if first else ""
    known = name.lower() if name.startswith("Heading") else name
    based = f'<w:basedOn w:val="{base}"/>' if kind == "paragraph" and not first else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    shaped = f"<w:pPr>{shape}</w:pPr>" if shape else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{ident}"{default}><w:name w:val="{known}"/>'
        f"{based}{following}<w:qFormat/>{shaped}{run}</w:style>"
    )


def space(before: float, after: float, line: float = 1.15) -> str:
    """Return the space round a paragraph in points, and its lines' height as a factor."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(line * 240)}" w:lineRule="auto"/>'
    )


def styles() -> str:
    """Return ``word/styles.xml``; nothing is formatted by hand elsewhere."""
    keep = "<w:keepNext/><w:keepLines/>"
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        '<w:style w:type="table" w:styleId="Record"><w:name w:val="Record"/><w:tblPr>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="110" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="110" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto"'
        f' w:fill="{TINT}"/></w:tcPr></w:tblStylePr></w:style>'
    )
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    framed = (
        '<w:style w:type="table" w:styleId="Framed"><w:name w:val="Framed"/><w:tblPr>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar><w:top w:w="100" w:type="dxa"/>'
        '<w:left w:w="160" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="160" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:style>'
    )
    right = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{LINE}"/></w:pBdr>'
    made = [
        style("Normal", "<w:widowControl/>" + space(0, 6), letters(10, color=INK, font=FONT)),
        style("Title", keep + space(0, 4, 1.05), letters(21, color=ACCENT, bold=True)),
        style("Subtitle", space(0, 10), letters(color=SOFT)),
        *(
            style(
                f"Heading {level}",
                f'{keep}{space(before, 6, 1.1)}<w:outlineLvl w:val="{level - 1}"/>',
                letters(size, color=ACCENT, bold=True),
                after="Normal",
            )
            for level, size, before in ((1, 14, 20), (2, 11, 16))
        ),
        style(
            "Point",
            keep + '<w:numPr><w:numId w:val="1"/></w:numPr>' + space(0, 4),
        ),
        style(
            "Numbered",
            '<w:tabs><w:tab w:val="left" w:pos="500"/></w:tabs>'
            f'{space(0, 5)}<w:ind w:left="500" w:hanging="500"/>',
        ),
        style("Cell", space(2, 2)),
        style("Cell label", "", letters(bold=True), base="Cell"),
        style("Cell kept", "<w:keepNext/>", letters(bold=True), base="Cell"),
        style("Cell head", "<w:keepNext/>", letters(color=ACCENT, bold=True), base="Cell"),
        style("Cell number", '<w:jc w:val="right"/>', base="Cell"),
        style("Cell quiet", "", letters(color=SOFT, italic=True), base="Cell"),
        style("Cell item", "<w:keepNext/>" + space(5, 0), base="Cell"),
        style("Cell fact", space(0, 2), letters(9, color=SOFT), base="Cell"),
        style("Gap", space(0, 0, 0.6), letters(4)),
        style("Greyed", "", letters(color=SOFT, italic=True)),
        style("Strongest", "<w:keepNext/>" + space(2, 4), letters(12, color=ACCENT, bold=True)),
        style("Stamp", "<w:keepNext/>" + space(0, 4), letters(8.5, color=SOFT)),
        style("Footer", rule + right + space(0, 0, 1), letters(8, color=SOFT)),
        style("Lead", run=letters(bold=True), kind="character"),
        style("Quiet", run=letters(color=SOFT, italic=True), kind="character"),
        table,
        framed,
    ]
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
        '<w:lang w:val="en-CA" w:eastAsia="en-CA" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(made)}</w:styles>"
    )


# ---------------------------------------------------------------- body


def runs(text: str, looks: str = "") -> str:
    """Return a run; spaces at its ends are kept."""
    shown = f'<w:rPr><w:rStyle w:val="{looks}"/></w:rPr>' if looks else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, looks: str = "") -> str:
    """Return a paragraph of runs, or of plain text when ``content`` holds no tag."""
    shown = f'<w:pPr><w:pStyle w:val="{looks}"/></w:pPr>' if looks else ""
    return f"<w:p>{shown}{content if content.startswith('<') else runs(content)}</w:p>"


def logic(tag: str) -> str:
    """Return a paragraph that only holds a template tag; docxtpl removes the paragraph."""
    return paragraph(f"{{%p {tag} %}}")


def row_logic(tag: str) -> str:
    """Return a table row that only holds a template tag; docxtpl removes the row."""
    return f"<w:tr><w:tc>{paragraph(f'{{%tr {tag} %}}')}</w:tc></w:tr>"


def cell(content: str, width: int, span: int = 1) -> str:
    """Return a table cell of paragraphs, over so many columns."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}</w:tcPr>{content}</w:tc>'


def row(cells: str, *, head: bool = False, whole: bool = True) -> str:
    """Return a table row; ``head`` repeats it on each page, ``whole`` never splits it."""
    shape = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    properties = f"<w:trPr>{shape}</w:trPr>" if shape else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def table(rows: str, widths: list[int], *, head: bool = True) -> str:
    """Return a table of fixed column widths."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = "0020" if head else "0000"
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Record"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{int(head)}" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


LEAD = runs("{{ p.lead }} ", "Lead")
PARAGRAPHS = (
    logic("for p in row.paragraphs")
    + logic("if p.kind == 'text'")
    + paragraph("{{ p.text }}", "Cell")
    + logic("elif p.kind == 'led'")
    + paragraph(LEAD + runs("{{ p.text }}"), "Cell")
    + logic("elif p.kind == 'quiet'")
    + paragraph("{{ p.text }}", "Cellquiet")
    + logic("elif p.kind == 'led_quiet'")
    + paragraph(LEAD + runs("{{ p.text }}", "Quiet"), "Cell")
    + logic("elif p.kind == 'item'")
    + paragraph(LEAD + runs("{{ p.text }}"), "Cellitem")
    + logic("elif p.kind == 'fact'")
    + paragraph("{{ p.text }}", "Cellfact")
    + logic("endif")
    + logic("endfor")
)
"""One cell's paragraphs; the kinds are those of ``tui.papers.context.Paragraph``."""


def definitions(rows: str, head: str, whole: str = "") -> str:
    """Return a table of headings and what is recorded under each.

    Args:
        rows: The name of the rows.
        head: The name of the two words at its head, repeated on each page; empty for none.
        whole: The name of what tells that the rows belong on one page; empty for none.
    """
    widths = [LABEL, TEXT_WIDTH - LABEL]
    label = paragraph("{{ row.label }}", "Celllabel")
    if whole:
        kept = paragraph("{{ row.label }}", "Cellkept")
        label = (
            logic(f"if {whole} and not loop.last") + kept + logic("else") + label + logic("endif")
        )
    body = cell(label, widths[0]) + cell(PARAGRAPHS, widths[1])
    top = "".join(
        cell(paragraph(f"{{{{ {head}[{n}] }}}}", "Cellhead"), width)
        for n, width in enumerate(widths)
    )
    return table(
        (row(top, head=True) if head else "")
        + row_logic(f"for row in {rows}")
        + row_logic("if row.short")
        + row(body)
        + row_logic("else")
        + row(body, whole=False)
        + row_logic("endif")
        + row_logic("endfor"),
        widths,
        head=bool(head),
    )


def listing(rows: str, head: str, columns: list[tuple[int, str, str]]) -> str:
    """Return a table with one column for each (width, content, its style)."""
    top = "".join(
        cell(paragraph(f"{{{{ {head}[{n}] }}}}", "Cellhead"), width)
        for n, (width, _content, _looks) in enumerate(columns)
    )
    body = "".join(
        cell(content if content.startswith("<w:p>") else paragraph(content, looks), width)
        for width, content, looks in columns
    )
    return table(
        row(top, head=True) + row_logic(f"for row in {rows}") + row(body) + row_logic("endfor"),
        [width for width, _content, _looks in columns],
    )


def linked(text: str, to: str) -> str:
    """Return a link to a place in the document."""
    # A link holds runs; docxtpl would not look inside a field.
    return f'<w:hyperlink w:anchor="{to}" w:history="1">{runs(text)}</w:hyperlink>'


def place(name: str, content: str) -> str:
    """Return runs that can be linked to. Ids are numbered when the paper is made."""
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{runs(content)}<w:bookmarkEnd w:id="0"/>'


def section(name: str) -> str:
    """Return the heading of a part of the paper."""
    return paragraph(f"{{{{ {name}.title }}}}", "Heading1")


def lines(name: str, looks: str = "") -> str:
    """Return a part that is only paragraphs, or points of a list."""
    return (
        section(name)
        + logic(f"for line in {name}.lines")
        + paragraph("{{ line }}", looks)
        + logic("endfor")
    )


def tfv_log() -> str:
    """Return the body of the Technology-Facilitated Violence log."""
    rest = TEXT_WIDTH - 700 - 2500
    return (
        paragraph("{{ document.title }}", "Title")
        + paragraph("{{ subtitle }}", "Subtitle")
        + definitions("cover", "")
        + lines("reading")
        + section("situation")
        + logic("if situation.rows")
        + definitions("situation.rows", "situation.head")
        + logic("else")
        + paragraph(runs("{{ situation.none }}", "Quiet"))
        + logic("endif")
        + section("overview")
        + logic("if overview.rows")
        + listing(
            "overview.rows",
            "overview.head",
            [
                (700, linked("{{ row.no }}", "entry-{{ row.no }}"), "Cell"),
                (2500, "{{ row.when }}", "Cell"),
                (rest * 4 // 9, "{{ row.where }}", "Cell"),
                (rest - rest * 4 // 9, "{{ row.kind }}", "Cell"),
            ],
        )
        + logic("else")
        + paragraph(runs("{{ overview.none }}", "Quiet"))
        + logic("endif")
        + section("entries")
        + logic("if not entries.blocks")
        + paragraph(runs("{{ overview.none }}", "Quiet"))
        + logic("endif")
        + logic("for block in entries.blocks")
        + paragraph(place("entry-{{ block.no }}", "{{ block.heading }}"), "Heading2")
        + paragraph("{{ block.stamp }}", "Stamp")
        + definitions("block.rows", "block.head", "block.whole")
        + logic("endfor")
        + section("needed")
        + logic("if needed.rows")
        + paragraph("{{ needed.intro }}")
        + listing(
            "needed.rows",
            "needed.head",
            [
                (1500, linked("{{ row.where }}", "entry-{{ row.to }}"), "Cell"),
                (TEXT_WIDTH - 1500, PARAGRAPHS, ""),
            ],
        )
        + logic("else")
        + paragraph(runs("{{ needed.none }}", "Quiet"))
        + logic("endif")
        + lines("left_out", "Point")
    )


def table_of(count: int) -> str:
    """Return a table of ``count`` columns whose widths come from the context."""
    at = range(count)
    widths = [f"{{{{ block.widths[{n}] }}}}" for n in at]
    top = "".join(
        wide_cell(paragraph(f"{{{{ block.head[{n}] }}}}", "Cellhead"), widths[n]) for n in at
    )
    body = "".join(wide_cell(paragraph(f"{{{{ row[{n}] }}}}", "Cell"), widths[n]) for n in at)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    high = '<w:trPr><w:cantSplit/><w:trHeight w:val="740" w:hRule="atLeast"/></w:trPr>'
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Record"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        + row(top, head=True)
        + row_logic("for row in block.rows")
        + row_logic("if block.tall")
        + f"<w:tr>{high}{body}</w:tr>"
        + row_logic("else")
        + row(body)
        + row_logic("endif")
        + row_logic("endfor")
        + "</w:tbl>"
    )


def wide_cell(content: str, width: str) -> str:
    """Return a table cell whose width comes from the context."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def frame(content: str, looks: str) -> str:
    """Return a table of one cell: a frame round paragraphs."""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{looks}"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
        f"<w:tr>{cell(content, TEXT_WIDTH)}</w:tr></w:tbl>"
    )


def each_line(looks: str = "") -> str:
    """Return a block's lines as paragraphs."""
    return logic("for line in block.lines") + paragraph("{{ line }}", looks) + logic("endfor")


def chart() -> str:
    """Return bars: a paragraph's shade that ends where the bar does, and the number as text."""
    widths = [2600, 1100, TEXT_WIDTH - 3700]
    top = "".join(
        cell(paragraph(f"{{{{ block.head[{n}] }}}}", "Cellhead"), width)
        for n, width in enumerate(widths)
    )
    bar = (
        '<w:p><w:pPr><w:pStyle w:val="Cell"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
        '<w:ind w:right="{{ bar.rest }}"/></w:pPr></w:p>'
    )
    drawn = logic("if not bar.none") + bar + logic("else") + paragraph("", "Cell") + logic("endif")
    body = (
        cell(paragraph("{{ bar.label }}", "Cell"), widths[0])
        + cell(paragraph("{{ bar.count }}", "Cellnumber"), widths[1])
        + cell(drawn, widths[2])
    )
    return table(
        row(top, head=True) + row_logic("for bar in block.bars") + row(body) + row_logic("endfor"),
        widths,
    )


def blocks() -> str:
    """Return the body of any paper that is put together from blocks."""
    # Between two tables a paragraph has to stand, or they would be one.
    gap = paragraph("", "Gap")
    tables = "".join(
        logic(f"if block.columns == '{count}'") + table_of(count) + logic("endif")
        for count in (2, 3, 4, 5, 6)
    )
    kinds = {
        "heading": paragraph("{{ block.text }}", "Heading1"),
        "small": paragraph("{{ block.text }}", "Heading2"),
        "text": each_line(),
        "quiet": each_line("Greyed"),
        "points": each_line("Point"),
        "numbered": logic("for line in block.lines")
        + paragraph(
            runs("{{ line.no }}") + "<w:r><w:tab/></w:r>" + runs("{{ line.text }}"), "Numbered"
        )
        + logic("endfor"),
        "strong": frame(paragraph("{{ block.text }}", "Strongest") + each_line(), "Framed") + gap,
        "copied": frame(each_line(), "Record") + gap,
        "rows": logic("if block.head")
        + definitions("block.rows", "block.head")
        + logic("else")
        + definitions("block.rows", "", "block.whole")
        + logic("endif")
        + gap,
        "table": tables + gap,
        "chart": chart() + gap,
        "break": '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    }
    made = "".join(
        logic(f"if block.kind == '{kind}'") + body + logic("endif") for kind, body in kinds.items()
    )
    return (
        paragraph("{{ document.title }}", "Title")
        + paragraph("{{ subtitle }}", "Subtitle")
        + logic("for block in blocks")
        + made
        + logic("endfor")
    )


# ---------------------------------------------------------------- package


def field(code: str) -> str:
    """Return a field that the word processor works out, such as the page's number."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        + mark.format("separate")
        + runs("1")
        + mark.format("end")
    )


def footer() -> str:
    """Return ``word/footer1.xml``: what is left out, and the page of how many."""
    said = paragraph(
        runs("{{ footer }}")
        + "<w:r><w:tab/></w:r>"
        + runs("{{ page_words[0] }}")
        + field("PAGE")
        + runs("{{ page_words[1] }}")
        + field("NUMPAGES")
        + runs("{{ page_words[2] }}"),
        "Footer",
    )
    return f"{HEAD}<w:ftr {W}>{said}</w:ftr>"


def numbering() -> str:
    """Return ``word/numbering.xml``: one list of points."""
    return (
        f'{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>'
        '<w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def document(body: str) -> str:
    """Return ``word/document.xml``; A4, which the paper's maker may change to Letter."""
    return (
        f'{HEAD}<w:document {W} xmlns:r="{RELATION}"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247" w:header="600"'
        ' w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def parts(body: str) -> dict[str, str]:
    """Return every file of the package in its order."""
    overrides = {
        "/word/document.xml": f"{OFFICE}.document.main+xml",
        "/word/styles.xml": f"{OFFICE}.styles+xml",
        "/word/settings.xml": f"{OFFICE}.settings+xml",
        "/word/numbering.xml": f"{OFFICE}.numbering+xml",
        "/word/footer1.xml": f"{OFFICE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    kinds = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        f'.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{kinds}'
        "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
        "word/document.xml": document(body),
        "word/styles.xml": styles(),
        "word/settings.xml": f"{HEAD}<w:settings {W}><w:compat><w:compatSetting"
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-CA"/></w:settings>',
        "word/numbering.xml": numbering(),
        "word/footer1.xml": footer(),
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATION}/settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATION}/footer" Target="footer1.xml"/>'
        f'<Relationship Id="rId4" Type="{RELATION}/numbering" Target="numbering.xml"/>'
        "</Relationships>",
    }


TEMPLATES = {"tfv-log.docx": tfv_log, "blocks.docx": blocks}


def make(name: str) -> bytes:
    """Return the template's bytes, the same ones every time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in parts(TEMPLATES[name]()).items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return made.getvalue()


if __name__ == "__main__":
    for each in TEMPLATES:
        (HERE / each).write_bytes(make(each))
