from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.papers.samples import (
    PAPER,
    TEMPLATES,
    arranged,
    entry,
    files,
    full_entry,
    pdf_text,
    when,
)
from tui.papers import fonts
from tui.papers.errors import PaperFailed
from tui.papers.typst_pdf import render_typst

HOSTILE = [
    '#panic("x") $ a^2 $ *bold* _em_ `raw` \\ <label> @ref // comment',
    "= Heading",
    "{{ x }} {% y %} [/red]",
    "- list + enum / term: x ~ -- ---",
    '#let a = 1; #read("/etc/passwd")',
]


def pdf_file(*entries: dict[str, Any], **more: Any) -> bytes:
    return files(*entries, forms=["pdf"], **more)["pdf"]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_is_never_markup(words: str) -> None:
    assert flat(words) in flat(pdf_text(pdf_file(entry(what=words, platform=words))))


def test_the_file_says_it_is_pdf_a_2a_and_is_tagged() -> None:
    reader = PdfReader(io.BytesIO(pdf_file(full_entry(), language="fr-CA")))
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    xmp = root["/Metadata"].get_object().get_data().decode()  # type: ignore[union-attr]
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert PAPER.title in xmp
    assert root["/Lang"] == "fr-CA"
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/StructTreeRoot"]["/K"]  # type: ignore[index]
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (PAPER.title, None)
    assert str(about.creation_date)[:16] == "2026-03-08 18:15"


def test_headings_and_tables_are_tagged_and_bookmarked() -> None:
    content = pdf_file(full_entry(), entry())
    reader = PdfReader(io.BytesIO(content))
    titles = [str(each["/Title"]) for each in _flat(reader.outline)]
    assert "Entry 1: 3 Mar 2026, 5:46 p.m." in titles
    kinds = set(re.findall(rb"/S\s*/(H\d|Table|TH|TD|TR|L|LI|Title)\b", content))
    assert {b"H1", b"H2", b"Table", b"TH", b"TD"} <= kinds


def _flat(outline: list[Any]) -> list[Any]:
    return [
        leaf for each in outline for leaf in (_flat(each) if isinstance(each, list) else [each])
    ]


@pytest.mark.parametrize(("size", "box"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_page_has_its_size_and_number(size: Any, box: tuple[int, int]) -> None:
    reader = PdfReader(io.BytesIO(pdf_file(*[full_entry()] * 4, size=size)))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == box
        assert f"Page {number} of {count}" in page.extract_text()
        assert "Private notes and some other things are left out" in page.extract_text()


def test_every_font_is_embedded() -> None:
    reader = PdfReader(io.BytesIO(pdf_file(full_entry(what="हिन्दी Ж é", started="later"))))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index,union-attr]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())


def test_long_unbroken_strings_stay_within_the_page() -> None:
    handle = "@" + "abcdefghij" * 50
    address = "https://example.com/" + "path/" * 80 + "?q=" + "x" * 400
    content = pdf_file(entry(what=address, account=handle, platform=handle), size="a4")
    assert max(map(len, pdf_text(content).split())) < 80
    joined = re.sub(r"\s", "", pdf_text(content))
    assert handle in joined
    assert "x" * 400 in joined
    assert "\u200b" not in pdf_text(content)


def test_letters_no_font_has_are_noted_and_nothing_else_is_lost() -> None:
    context = arranged(entry(what="Il a dit « ਕਿੱਥੇ ਹੈਂ » \U0001f602\U0001f602, puis 你好."))
    text = flat(
        pdf_text(
            render_typst(
                TEMPLATES / "tfv-log.typ",
                context,
                size="a4",
                language="en-CA",
                borrow_fonts=False,
            )
        )
    )
    assert (
        "Il a dit « [text in Gurmukhi script; see the original] » "
        "[face with tears of joy ×2], puis [text in Chinese script; see the original]."
    ) in text


def test_a_font_of_the_computer_helps_where_ours_has_no_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    covered = frozenset("ਕਖ")
    monkeypatch.setattr(fonts, "_systems", lambda: (("Other", frozenset("x")), ("Guru", covered)))
    face = fonts.for_characters("aਕ")
    assert face.borrowed
    assert face.families[-1] == "Guru"
    assert "Other" not in face.families
    assert covered <= face.printable
    assert not fonts.for_characters("aਕ", borrow=False).borrowed
    assert not fonts.for_characters("aé").borrowed


def test_a_font_that_fails_in_the_end_leaves_a_paper_with_notes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A font that says it has the letters, and does not.
    carried = fonts.for_characters([], borrow=False)
    lying = fonts.Typeface(carried.families, carried.printable | frozenset("ਕ"))
    monkeypatch.setattr(fonts, "for_characters", lambda needed, borrow: lying)
    text = flat(pdf_text(pdf_file(entry(what="before ਕ after", platform="Café"))))
    assert "before [text in Gurmukhi script; see the original] after" in text
    assert "Café" in text


def test_a_layout_that_does_not_fit_fails_without_quoting_the_record(tmp_path: Any) -> None:
    layout = tmp_path / "bad.typ"
    layout.write_text('#let d = json("data.json")\n#panic(d.entries)', encoding="utf-8")
    context = arranged(entry(what="my secret"))
    with pytest.raises(PaperFailed) as failed:
        render_typst(layout, context, size="a4", language="en")
    assert (failed.value.template, failed.value.reason) == ("bad.typ", "TypstError")
    assert "secret" not in repr(failed.value)
    assert failed.value.__cause__ is None


def test_the_overview_gives_the_page_of_each_entry() -> None:
    content = pdf_file(*[full_entry(occurred=when(f"2026-01-{day:02}")) for day in range(1, 9)])
    pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    at = next(n for n, text in enumerate(pages, 1) if "Entry 8: 8 Jan 2026" in text)
    overview = "\n".join(pages[: pages.index(pages[at - 1])])
    assert re.search(rf"8 8 Jan 2026 .{{1,60}} {at}\b", overview)


def test_five_megabytes_in_one_answer_make_a_paper() -> None:
    content = files(entry(what="a word or " * 500_000), entry(what="y" * 5_000_000))
    assert "characters) is too long for this paper" in flat(pdf_text(content["pdf"])[-20_000:])
    assert len(content["docx"]) > 1000
