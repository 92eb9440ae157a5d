from __future__ import annotations

import importlib.util
import io
import zipfile
from typing import Any

import pytest
from docx.oxml.ns import qn

from tests.papers.samples import (
    PAPER,
    TEMPLATES,
    arranged,
    docx_of,
    docx_text,
    entry,
    files,
    full_entry,
    part,
    when,
)
from tui.papers.docx import render_docx, template_names
from tui.papers.errors import PaperFailed

HOSTILE = [
    "{{ 7*7 }} {% for x in y %} {# gone #} {{ document.title }}",
    "{_{ a }_} {_% b %_}",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> & &amp; ]]> <![CDATA[",
    "[/red] [b]bold[/b]",
    "a\tb",
    "=HYPERLINK(1) ${x} %s {0} \\n \\x00",
    "\u200f\u05e9\u05dc\u05d5\u05dd\u200e",
]


def docx_file(*entries: dict[str, Any], **more: Any) -> bytes:
    return files(*entries, forms=["docx"], **more)["docx"]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_is_never_template_or_markup(words: str) -> None:
    assert words in docx_text(docx_file(entry(what=words, platform=words)))


def test_line_ends_stay_and_controls_go() -> None:
    assert "one\ntwo\nthree" in docx_text(docx_file(entry(what="o\x00ne\ntw\x1bo\r\nthree\ufffe")))


def test_emoji_are_named_and_other_scripts_stay() -> None:
    text = docx_text(docx_file(entry(what="\U0001f602 ਹਰਪ੍ਰੀਤ 你好")))
    assert "[face with tears of joy] ਹਰਪ੍ਰੀਤ 你好" in text


def test_headings_are_real_and_each_entry_has_its_own_table() -> None:
    opened = docx_of(docx_file(full_entry(), entry()))
    headings = [each for each in opened.paragraphs if each.style.name.startswith("Heading")]
    assert [each.text for each in headings if each.style.name == "Heading 2"] == [
        "Entry 1: 3 Mar 2026, 5:46 p.m.",
        "Entry 2: no date",
    ]
    assert len([each for each in headings if each.style.name == "Heading 1"]) == 6
    assert opened.paragraphs[0].style.name == "Title"
    assert all(each.style.paragraph_format.keep_with_next for each in headings)


def test_table_heads_repeat_and_only_short_rows_stay_whole() -> None:
    opened = docx_of(docx_file(full_entry(what="word " * 300)))
    block = next(each for each in opened.tables if each.cell(0, 0).text == "Entry 1")
    head, *rows = block.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    whole = {
        each.cells[0].text: each._tr.trPr is not None
        and each._tr.trPr.find(qn("w:cantSplit")) is not None
        for each in rows
    }
    assert [label for label, stays in whole.items() if not stays] == ["What happened"]
    for table in opened.tables:
        assert all(len(each.cells) == len(table.columns) for each in table.rows)
        assert all(cell.text.strip() for each in table.rows for cell in each.cells)


@pytest.mark.parametrize(
    ("size", "width", "height"), [("letter", 12240, 15840), ("a4", 11906, 16838)]
)
def test_the_page_has_its_size_and_the_text_its_width(size: Any, width: int, height: int) -> None:
    section = docx_of(docx_file(entry(), size=size)).sections[0]
    twip = 635
    assert (section.page_width // twip, section.page_height // twip) == (width, height)
    text = section.page_width - section.left_margin - section.right_margin
    assert text // twip == 9412


def test_the_foot_of_the_page_says_what_is_left_out_and_which_page() -> None:
    foot = part(docx_file(entry()), "word/footer1.xml")
    assert "Private notes and some other things are left out" in foot
    assert foot.index("Page ") < foot.index(" PAGE ") < foot.index(" of ") < foot.index("NUMPAGES")


def test_properties_hold_title_language_and_time_and_nobody() -> None:
    made = docx_file(entry(), language="fr-CA")
    about = docx_of(made).core_properties
    assert (about.title, about.language) == (PAPER.title, "fr-CA")
    assert about.author == about.last_modified_by == about.comments == ""
    assert about.created == about.modified
    assert str(about.created)[:16] == "2026-03-08 18:15"
    assert '<w:lang w:val="fr-CA"' in part(made, "word/styles.xml")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_the_overview_links_to_each_entry() -> None:
    body = docx_of(docx_file(entry(occurred=when("2026")), entry(), entry())).element.body
    starts = list(body.iter(qn("w:bookmarkStart")))
    ends = list(body.iter(qn("w:bookmarkEnd")))
    ids = [each.get(qn("w:id")) for each in starts]
    assert ids == [each.get(qn("w:id")) for each in ends] == ["0", "1", "2"]
    names = {each.get(qn("w:name")) for each in starts}
    assert names == {"entry-1", "entry-2", "entry-3"}
    assert {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} <= names


def test_a_log_without_entries_says_so() -> None:
    text = docx_text(docx_file())
    assert text.count("There are no entries yet.") == 2
    assert "No entry says that anything is missing." in text
    assert "None" not in text.replace("None of", "")


def test_a_template_that_asks_for_too_much_fails_without_quoting_the_record() -> None:
    context = arranged(full_entry(what="my secret"))
    del context["entries"]["blocks"][0]["stamp"]
    with pytest.raises(PaperFailed) as failed:
        render_docx(TEMPLATES / "tfv-log.docx", context, size="a4", language="en-CA")
    assert (failed.value.template, failed.value.reason) == ("tfv-log.docx", "UndefinedError")
    assert "secret" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_the_template_asks_for_nothing_but_what_is_arranged() -> None:
    assert template_names(TEMPLATES / "tfv-log.docx") <= set(arranged())


def test_the_templates_are_what_their_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("maker", TEMPLATES / "make_templates.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    for name in maker.TEMPLATES:
        with (
            zipfile.ZipFile(TEMPLATES / name) as kept,
            zipfile.ZipFile(io.BytesIO(maker.make(name))) as made,
        ):
            assert kept.namelist() == made.namelist()
            for each in kept.namelist():
                assert kept.read(each) == made.read(each), each
