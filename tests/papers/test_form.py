"""One entry as a form: its fields, what stands in them, and what goes to another sheet."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.papers.samples import (
    ENTRY_FIELDS,
    MADE,
    TEMPLATES,
    entry,
    full_entry,
    left,
    pdf_text,
    piece,
    when,
)
from tui.interview.schema import Paper
from tui.papers import helvetica
from tui.papers.errors import PaperFailed
from tui.papers.make import draw_form, needs
from tui.papers.tfv import form as tfv_form
from tui.wording import using

PAPER = Paper(name="tfv-entry", title="Log entry", form="tfv-entry.typ")
LONG = "He wrote that he knew where I was. " * 120


def form(found: dict[str, Any] | None, **more: Any) -> bytes:
    return draw_form(PAPER, found, **{"templates": TEMPLATES, "made": MADE, **more})


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def values(content: bytes) -> dict[str, str]:
    fields = reader(content).get_fields()
    assert fields is not None
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def widgets(content: bytes) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(reader(content).pages, 1):
        for note in page.get("/Annots", ()):
            if note.get_object()["/Subtype"] == "/Widget":
                yield number, note.get_object()


def more_text(content: bytes) -> str:
    """The text of the continuation sheets, line ends as spaces."""
    pages = reader(content).pages[2:]
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def elements(content: bytes) -> Iterator[Any]:
    waiting = [reader(content).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            yield found
            waiting += [found["/K"]] if "/K" in found else []


def test_the_blank_form_has_every_field_and_no_value() -> None:
    for size in ("letter", "a4"):
        blank = form(None, size=size)
        assert set(values(blank)) == tfv_form.FIELDS
        assert set(values(blank).values()) == {""}
        assert len(reader(blank).pages) == 2
        for _page, widget in widgets(blank):
            assert "/V" not in widget
            assert b"Tj" not in widget["/AP"]["/N"].get_data()


def test_every_answer_of_an_entry_has_its_field() -> None:
    assert {*ENTRY_FIELDS, "pieces"} == tfv_form.FIELDS - tfv_form.MADE_UP
    assert needs(PAPER, TEMPLATES) == tfv_form.PIECES | {
        "entries",
        *(f"entries.{name}" for name in (*ENTRY_FIELDS, "pieces")),
    }


def test_a_short_entry_stands_on_the_form_alone() -> None:
    made = form(full_entry())
    found = values(made)
    assert len(reader(made).pages) == 2
    assert found["what"] == "He wrote that he knew where I was.\nThen he rang.\nI did not answer."
    assert found["occurred"] == "3 March 2026, 5:46 p.m. (UTC-08:00)"
    assert found["collected"] == "3 March 2026, 6:02 p.m. (UTC-08:00)"
    assert found["have"].startswith("A screenshot; It is still there")
    assert found["pieces"].startswith("1. Screenshot of the message\nCaptured 3 Mar 2026")
    assert found["still_needed"] == "The phone bill.\nNothing kept shows when it happened."
    assert found["officer"] == "Cst. A. Roy" and found["badge"] == "1203"
    assert found["spent"] == "$45.50"
    assert found["written"].startswith("Written down 3 March 2026")
    assert found["who"] == "Sam Example"


def test_what_was_left_open_is_said_and_what_was_skipped_is_empty() -> None:
    found = values(form(entry(police=left("not-sure"), who=left("later"), what=left("skipped"))))
    assert (found["police"], found["who"], found["what"]) == ("Not sure", "To add later", "")


@pytest.mark.parametrize("language", ["en-CA", "fr-CA"])
def test_a_field_says_what_it_is_to_a_screen_reader(language: str) -> None:
    with using(language):
        made = form(None, language=language)
        items = tfv_form.items(None)
    names = [str(widget["/T"]) for _page, widget in widgets(made)]
    assert len(names) == len(set(names)) == len(tfv_form.FIELDS)
    for _page, widget in widgets(made):
        assert widget["/TU"] == items[str(widget["/T"])].tooltip
    assert reader(made).trailer["/Root"]["/Lang"] == language
    assert ("Conséquences" in pdf_text(made)) == (language == "fr-CA")


def test_fields_are_tagged_and_gone_through_in_the_order_they_are_read() -> None:
    made = form(None)
    root = reader(made).trailer["/Root"]
    tagged = [each for each in elements(made) if each.get("/S") == "/Form"]
    held = {each["/K"][0]["/Obj"]["/T"] for each in tagged if isinstance(each["/K"], list)}
    held |= {each["/K"]["/Obj"]["/T"] for each in tagged if isinstance(each["/K"], dict)}
    assert held == tfv_form.FIELDS
    assert not [each for each in elements(made) if each.get("/S") == "/Link"]
    assert {page["/Tabs"] for page in reader(made).pages} == {"/S"}
    order = [str(each.get_object()["/T"]) for each in root["/AcroForm"]["/Fields"]]
    assert order[:3] == ["occurred", "collected", "kind"] and order[-1] == "written"
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_brings_its_appearances_and_no_script() -> None:
    made = form(full_entry(what=LONG))
    root = reader(made).trailer["/Root"]
    assert root["/AcroForm"]["/NeedAppearances"].value is False
    for name in (b"/XFA", b"/JavaScript", b"/JS", b"/AA", b"field:", b"pdfaid:part"):
        assert name not in made
    about = root["/Metadata"].get_data()
    assert b"Log entry" in about and b"<pdfaid:part>" not in about
    for _page, widget in widgets(made):
        drawn = widget["/AP"]["/N"].get_data()
        assert (b"Tj" in drawn) == ("/V" in widget)
        assert int(widget["/F"]) == 4


def test_what_does_not_fit_goes_whole_to_a_sheet_and_says_where() -> None:
    made = form(full_entry(what=LONG, context="x " * 2000, badge="1" * 200))
    found = values(made)
    assert found["what"] == "See sheet 3, item A"
    places = {
        name: re.fullmatch(r"See sheet (\d+), item ([A-Z])", found[name])
        for name in ("what", "context", "badge")
    }
    assert all(places.values())
    for name, place in places.items():
        assert place is not None
        page = reader(made).pages[int(place[1]) - 1].extract_text()
        assert f"Item {place[2]}: {tfv_form.items(None)[name].label}" in page
    assert found["who"] == "Sam Example"
    assert " ".join(LONG.split()) in more_text(made)


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń", "Она написала", "καλημέρα"])
def test_letters_that_the_fields_have_not_go_to_a_sheet(text: str) -> None:
    made = form(full_entry(account=text))
    assert values(made)["account"] == "See sheet 3, item A"
    assert text in more_text(made)


def test_emoji_are_named_and_may_stay_on_the_form() -> None:
    found = values(form(full_entry(told="I \u2764\ufe0f you \U0001f602\U0001f602")))
    assert found["told"] == "I [red heart] you [face with tears of joy ×2]"


@pytest.mark.parametrize(
    "text", ["a (b) \\ ) ( \\\\", "#set page(fill: red)", "field:1:what", "</w:t> {{ x }} $ * _"]
)
def test_what_people_wrote_is_text(text: str) -> None:
    made = form(full_entry(account=text))
    assert values(made)["account"] == text
    assert values(made)["what"].startswith("He wrote")
    assert set(values(made)) == tfv_form.FIELDS


def test_many_items_are_lettered_on_after_z() -> None:
    over = dict.fromkeys((name for name in ENTRY_FIELDS if name != "spent"), "Ж")
    found = values(form(entry(**over)))
    letters = [re.fullmatch(r"See sheet \d+, item ([A-Z]+)", each) for each in found.values()]
    said = [each[1] for each in letters if each]
    assert len(said) == len(set(said)) == len(over)
    assert "AA" in said


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["what", "context", "account", "badge", "comments", "impact_fear"]),
        st.text(
            st.one_of(
                st.characters(codec="cp1252", categories=("L", "N", "P", "S", "Zs")),
                st.sampled_from("\n ąćęłžČĐабвгдαβγδ€œŒ’“…–"),
            ),
            max_size=1500,
        ),
        min_size=1,
    )
)
def test_every_character_of_every_answer_is_somewhere(answers: dict[str, str]) -> None:
    made = form(full_entry(**answers))
    found = values(made)
    over = [name for name in answers if found[name].startswith("See sheet")]
    for name in answers.keys() - set(over):
        assert letters(found[name]) == letters(answers[name]), name
    # The text of a page comes back in another order than it was written.
    assert not Counter("".join(letters(answers[name]) for name in over)) - Counter(
        letters(more_text(made))
    )


def letters(text: str) -> str:
    """Letters and digits alone: spaces change where lines end."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", text)))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("abc iMW.-\n "), max_size=300),
    st.floats(20, 400),
    st.integers(1, 12),
)
def test_wrapped_lines_hold_it_all_and_keep_to_the_room(text: str, room: float, most: int) -> None:
    lines = helvetica.wrapped(text, 9, room, most)
    if lines is None:
        assert helvetica.wrapped(text, 9, room, 10_000) is not None
        return
    assert len(lines) <= most
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(helvetica.width(line, 9) <= room + 1e-6 for line in lines)


def test_the_widths_are_those_of_the_font() -> None:
    from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

    known = CORE_FONT_METRICS["Helvetica"].character_widths
    shown = {
        bytes([code]).decode("cp1252")
        for code in (*range(0x20, 0x7F), *range(0xA1, 0x100), 0x80, 0x8C, 0x93, 0x9C)
        if code != 0xAD
    }
    for letter in shown:
        assert helvetica.can_show(letter)
        assert helvetica.width(letter, 1000) == known[letter], letter


def test_the_same_entry_gives_the_same_bytes() -> None:
    for given_ in (None, full_entry(), full_entry(what=LONG, told="Ж\U0001f602")):
        assert form(given_) == form(given_)
    assert form(full_entry()) != form(full_entry(what="Other words."))


def test_a_filled_form_can_be_filled_on() -> None:
    writer = PdfWriter(clone_from=reader(form(full_entry(what=LONG))))
    for page in writer.pages[:2]:
        writer.update_page_form_field_values(page, {"comments": "Added later."})
    out = io.BytesIO()
    writer.write(out)
    again = values(out.getvalue())
    assert again["comments"] == "Added later."
    assert again["what"] == "See sheet 3, item A" and again["who"] == "Sam Example"


def test_a_layout_with_another_field_is_not_filled(tmp_path: Path) -> None:
    layout = (TEMPLATES / "tfv-entry.typ").read_text(encoding="utf-8")
    (tmp_path / "looks.typ").write_bytes((TEMPLATES / "looks.typ").read_bytes())
    for old, new in (('field("spent")', ""), ('field("spent")', 'field("spend")')):
        (tmp_path / "tfv-entry.typ").write_text(layout.replace(old, new), encoding="utf-8")
        with pytest.raises(PaperFailed) as failed:
            form(full_entry(what="very private words"), templates=tmp_path)
        assert "private" not in str(failed.value)


def test_long_labels_push_fields_and_lose_none() -> None:
    with using("xx"):
        made = form(full_entry(), language="xx")
    assert set(values(made)) == tfv_form.FIELDS
    heights = [float(widget["/Rect"][3]) - float(widget["/Rect"][1]) for _, widget in widgets(made)]
    assert min(heights) > 14


def test_each_piece_is_listed_with_what_it_shows() -> None:
    pieces = [piece(name=f"Picture {n}", captured=when("2026-03-04")) for n in range(3)]
    found = values(form(full_entry(pieces=pieces)))
    assert found["pieces"].count("Captured 4 Mar 2026") == 3
    assert found["collected"] == "4 March 2026"


@pytest.mark.parametrize("size", ["letter", "a4"])
def test_when_it_was_written_changed_and_taken_from_has_its_own_room(size: str) -> None:
    long = full_entry(
        written="2026-09-03T18:10:00-08:00",
        changed="2026-09-14T10:30:00-08:00",
        taken="2026-09-30T10:30:00-07:00",
    )
    made = form(long, size=size)
    assert len(reader(made).pages) == 2
    assert values(made)["written"].endswith("30 September 2026, 10:30 a.m. (UTC-07:00).")
