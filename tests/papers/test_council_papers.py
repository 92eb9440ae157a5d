"""The council's papers: what they say, what they never say, and that they are the same twice."""

from __future__ import annotations

import hashlib
import io
import json
import re
from itertools import product
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.papers.council_samples import (
    CHANNELS,
    DETAILS,
    MADE,
    PAPERS,
    approval,
    as_text,
    case,
    context,
    day,
    decision,
    files,
    published,
    sentence,
    subject,
    verdict,
)
from tests.papers.samples import TEMPLATES
from tui.interview.schema import Paper
from tui.papers import make
from tui.papers.council.parts import names_nobody

SECRET = "Quillfeather"
NASTY = "<b>{{ 7*7 }}</b> #let x = 1 \\ $ @ \u202e [link](x) \U0001f5d1 " + "long" * 60


def read(made: dict[Any, bytes]) -> str:
    """All text of a paper's files."""
    pdf = PdfReader(io.BytesIO(made["pdf"]))
    document = docx.Document(io.BytesIO(made["docx"]))
    words = [page.extract_text() for page in pdf.pages]
    words += [node.text or "" for node in document.element.iter() if node.tag.endswith("}t")]
    return " ".join(words)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_answers_give_the_same_bytes(name: str) -> None:
    one, other = files(name, case()), files(name, case())
    assert {form: hashlib.sha256(made).digest() for form, made in one.items()} == {
        form: hashlib.sha256(made).digest() for form, made in other.items()
    }
    assert set(one) == {"docx", "pdf"}


@pytest.mark.parametrize("name", PAPERS)
def test_files_and_text_say_the_same(name: str) -> None:
    words = "".join(read(files(name, case())).split())
    for line in as_text(name, case()).splitlines():
        said = line[2:] if line.startswith("# ") else line[8:]
        for part in re.split(r": |; ", said.removeprefix("– ")):
            assert "".join(part.split()) in words, line


@pytest.mark.parametrize("name", PAPERS)
def test_what_people_wrote_is_data(name: str) -> None:
    data = case(
        ref=NASTY,
        correction=NASTY,
        media_plan=NASTY,
        subjects=[subject(name=NASTY, offence=NASTY, sentences=[sentence(words=NASTY)])],
        publications=[published(place=NASTY, removed_by=NASTY, is_down="yes")],
        decision=decision(verdicts=[verdict(about=NASTY, text=NASTY)]),
        checklist=[{"title": "Part", "rows": [{"question": "Q?", "answer": NASTY}]}],
    )
    past = [{"n": "1", "when": "now", "who": NASTY, "lines": [(NASTY, NASTY), ("", NASTY)]}]
    said = read(files(name, data, history=past))
    assert "49" not in said.replace("0049", "")
    assert "\u202e" not in said
    if name in ("council-record", "council-disclosure"):
        assert "{{ 7*7 }}" in said


@pytest.mark.parametrize("name", PAPERS)
def test_an_empty_case_makes_a_paper(name: str) -> None:
    given = case(
        **{key: "" for key, value in case().items() if isinstance(value, str | dict)},
        subjects=[],
        publications=[],
        since="",
        checklist=[],
    ) | {"decision": decision(worst="", verdicts=[], approvals=[], waits="3 checks wait.")}
    assert set(files(name, given)) == {"docx", "pdf"}


@pytest.mark.parametrize("name", PAPERS)
def test_a_very_long_case_makes_a_paper(name: str) -> None:
    data = case(
        subjects=[subject(id=f"s{n}", name=f"Person {n}", offence="x " * 300) for n in range(25)],
        publications=[published(place="https://example.org/" + "a" * 300)] * 40,
        decision=decision(verdicts=[verdict(text="y " * 400)] * 30),
        checklist=[
            {"title": "Part", "rows": [{"question": "Q? " * 30, "answer": "z " * 3000}] * 9}
        ],
    )
    made = files(name, data)
    assert len(PdfReader(io.BytesIO(made["pdf"])).pages) < 120


# What may not be said.


def test_the_plain_case_names_the_person_and_has_the_notice() -> None:
    said = as_text("council-text", case())
    assert "Martin Alder, aged 41, of Mill Lane, Dartford, was convicted" in said
    notice = "text    Shown for a short time only.\ntext    Contact: press@exampleton.example\n"
    assert said.count(notice) == 5, "word for word, on all but what is only said"
    assert "square brackets" not in said, "there is nothing to fill in"
    assert "Approved, as recorded" in said


def test_what_is_not_known_is_a_gap_and_a_house_number_is_never_printed() -> None:
    said = as_text("council-text", case(subjects=[subject(age={"open": "skipped"}, area="")]))
    assert "Martin Alder, aged [age], of [street or area, without the number], was" in said
    said = as_text("council-text", case(subjects=[subject(area="12 Mill Lane")]))
    assert "of [street or area, without the number], was" in said and "12 Mill" not in said


def test_each_picture_that_may_be_shown_says_what_it_is_about() -> None:
    shown = [{"scene": "rubbish left in Mill Lane on 2 March."}, {"scene": ""}]
    data = case(subjects=[], picture_appeal="yes", pictures=shown)
    said = as_text("council-text", data)
    assert "in this picture about rubbish left in Mill Lane on 2 March. If you know" in said
    assert "in this picture about [what happened, where and when]. If you know" in said
    assert "in this picture" not in as_text("council-text", data | {"picture_appeal": ""})
    hidden = [{"scene": "what Martin Alder did"}]
    protected = [subject(may_name="", may_offence="", may_sentence="")]
    said = as_text("council-text", data | {"pictures": hidden, "subjects": protected})
    assert "Alder" not in said and "A sentence was left out" in said


def test_a_story_is_told_in_the_words_given() -> None:
    data = case(subjects=[], story="yes")
    assert "[What happened, where, and what the council did." in as_text("council-text", data)
    said = as_text("council-text", data | {"told": "The lane was cleared."})
    assert "The lane was cleared." in said and "[What happened" not in said


@settings(max_examples=300)
@given(
    may=st.fixed_dictionaries({f"may_{each}": st.sampled_from(["", "yes"]) for each in DETAILS}),
    codes=st.lists(
        st.sampled_from(
            ["STOP", "STOP_ALL", "SCOPE unnamed", "SCOPE age", "SCOPE address", "SCOPE offline",
             "SCOPE local", "SCOPE family", "HOLD", "REASON", "ESCALATE legal"]
        ), max_size=3,
    ),
    on_row=st.booleans(),
    typed_elsewhere=st.booleans(),
    channels=st.fixed_dictionaries(
        {f"may_{each}": st.sampled_from(["", "yes"]) for each in CHANNELS}
    ),
)  # fmt: skip
def test_nothing_that_is_forbidden_is_in_the_text(
    may: dict[str, str],
    codes: list[str],
    on_row: bool,
    typed_elsewhere: bool,
    channels: dict[str, str],
) -> None:
    """A name that may not be told is nowhere, whatever else holds and whoever typed it."""
    given = verdict(row="s1" if on_row else "case", codes=codes)
    offence = f"what {SECRET.upper()} did" if typed_elsewhere else "fly-tipping"
    one = subject(name=f"Ottoline {SECRET}", offence=offence, **may)
    data = case(subjects=[one], decision=decision(verdicts=[given]), **channels)
    said = json.dumps(context("council-text", data)["blocks"], ensure_ascii=False)
    nameless = not may["may_name"] or {"STOP", "STOP_ALL", "SCOPE unnamed"} & set(codes)
    if nameless:
        assert SECRET.casefold() not in said.casefold()
        assert "Ottoline" not in said
    if not may["may_age"] or {"SCOPE age", "STOP", "SCOPE unnamed"} & set(codes):
        assert "aged" not in said and "41" not in said
    if not may["may_area"] or {"SCOPE address", "SCOPE family", "STOP"} & set(codes):
        assert "Dartford" not in said and "[street or area" not in said
    shown = {
        block["text"]
        for block in context("council-text", data)["blocks"]
        if block["kind"] == "heading"
    }
    if {"SCOPE offline", "SCOPE local"} & set(codes) or not channels["may_website"]:
        assert "The council’s website" not in shown
    if "STOP_ALL" in codes:
        assert "was convicted" not in said


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"may_name": ""}, []),
        ({}, ["STOP"]),
        ({}, ["STOP_ALL"]),
        ({}, ["SCOPE unnamed"]),
        ({"may_name": "", "offence": f"dumping with {SECRET}"}, []),
    ],
)
def test_a_forbidden_name_is_in_no_byte_of_the_files(
    changed: dict[str, str], codes: list[str]
) -> None:
    one = subject(name=f"Ottoline {SECRET}", **changed)
    data = case(subjects=[one], decision=decision(verdicts=[verdict(codes=codes)]))
    made = files("council-text", data)
    assert SECRET not in read(made)
    assert SECRET.encode() not in made["pdf"] + made["docx"]
    assert SECRET not in read(files("council-report", data))


def test_a_surname_shared_with_somebody_who_may_be_named_is_no_secret() -> None:
    both = [
        subject(id="s1", name="Colin Marsh"),
        subject(id="s2", name="Jo Marsh", may_name="", offence="helping Colin Marsh"),
    ]
    said = as_text("council-text", case(subjects=both))
    assert "Colin Marsh, aged" in said
    assert "Jo Marsh" not in said


def test_names_are_found_however_they_are_written() -> None:
    assert not names_nobody("seen with JO   marsh there", ["Jo Marsh"])
    assert names_nobody("the marshland by the river", ["Marsh"])


def test_a_draft_says_so_until_everybody_has_agreed() -> None:
    open_case = case(
        decision=decision(
            worst="ESCALATE",
            said="It can’t go ahead before somebody else has agreed.",
            approvals=[approval(name="", date="", state="Not given yet", counts="")],
        )
    )
    for name in ("council-text", "council-sheet", "council-record"):
        assert "Draft: not approved. Do not publish." in as_text(name, open_case)
    waiting = case(decision=decision(waits="2 checks still wait for an answer."))
    assert "Draft: not approved" in as_text("council-text", waiting)


def test_a_typed_name_is_called_one_and_a_lapse_is_told() -> None:
    lapsed = approval(state="Lapsed", counts="", lapse="This has changed since: “Minor?”")
    data = case(decision=decision(approvals=[lapsed]))
    for name in ("council-record", "council-sheet"):
        said = as_text(name, data)
        assert "Name as typed, and role: D. Whitfield" in said
        assert "Standing: Lapsed" in said
        assert "label   Director: final approval\ntext    This has changed since: “Minor?”" in said
        assert "A typed name is no signature." in json.dumps(context(name, data))


def test_the_record_prints_its_history_and_the_schedule_lists_what_it_omits() -> None:
    events = [
        {"n": "3", "when": "20 March 2026, 10:15", "who": "", "lines": [("Minor?", "Yes → No")]},
        {"n": "4", "when": "20 March 2026, 11:00", "who": "K. Lund", "lines": [("", "Left.")]},
    ]
    said = as_text("council-record", case(), history=events)
    assert "label   3. 20 March 2026, 10:15\ntext    Minor? Yes → No" in said
    assert "label   4. 20 March 2026, 11:00\nK. Lund\ntext    Left." in said
    assert "How the answers came about" not in as_text("council-record", case())
    said = as_text("council-disclosure", case())
    assert "The history of the answers: this copy was made without it." in said
    views = case(decision=decision(approvals=[approval(view="Privileged advice.")]))
    assert "Privileged advice." not in as_text("council-disclosure", views)
    assert "Privileged advice." in as_text("council-record", views)


def test_the_chart_is_also_a_table_and_counts_right() -> None:
    many = [published(), published(channel="Social media"), published(channel="Social media")]
    blocks = context("council-report", case(publications=many))["blocks"]
    (chart,) = (one for one in blocks if one["kind"] == "chart")
    assert [(bar["label"], bar["count"], bar["share"]) for bar in chart["bars"]] == [
        ("Social media", "2", "100.0"),
        ("The council's website", "1", "50.0"),
    ]
    assert "Martin Alder" not in as_text("council-report", case(publications=many))


@pytest.mark.parametrize(("online", "down"), list(product(["", "yes"], ["", "yes"])))
def test_the_diary_has_each_publication_once(online: str, down: str) -> None:
    one = published(online=online, is_down=down, place="Mill Lane 7", removed_on=day("2026-03-20"))
    assert as_text("council-diary", case(publications=[one])).count("Mill Lane 7") == 1


def test_pictures_come_with_what_to_look_at() -> None:
    shown = [{"name": "Camera four", "passes": "yes"}, {"name": "Camera five", "passes": ""}]
    said = as_text("council-record", case(images=shown))
    assert "text    By the answers, it may be shown" in said
    assert "text    It may not be shown" in said
    assert "this program never opens or changes a picture" in said
    assert "picture" not in as_text("council-record", case()).casefold()


def test_an_order_is_told_of_whom_it_was_made_for_and_of_nobody_else() -> None:
    order = {"words": "an order for five years", "cbo": "yes"}
    both = [
        subject(id="s1", name="Ann Alder"),
        subject(id="s2", name="Bob Beech", sentences=[sentence(**order)]),
    ]
    terms = "Not to enter the High Street at night."
    said = as_text("council-text", case(subjects=both, terms=terms, may_social=""))
    paragraph = next(line for line in said.splitlines() if terms in line)
    assert "Bob Beech" in paragraph
    assert "Ann Alder" not in paragraph
    both[1] |= {f"may_{each}": "" for each in DETAILS}
    assert terms not in as_text("council-text", case(subjects=both, terms=terms))


def test_the_words_about_a_person_are_a_sentence_whatever_of_them_may_be_told() -> None:
    for may_age, may_area, who in [
        ("yes", "yes", "Martin Alder, aged 41, of Mill Lane, Dartford, was convicted."),
        ("yes", "", "Martin Alder, aged 41, was convicted."),
        ("", "yes", "Martin Alder, of Mill Lane, Dartford, was convicted."),
        ("", "", "Martin Alder was convicted."),
    ]:
        one = subject(may_age=may_age, may_area=may_area)
        assert who in as_text("council-text", case(subjects=[one]))
    civil = subject(civil="yes", decided="", may_area="")
    said = as_text("council-text", case(subjects=[civil]))
    assert "made an injunction against Martin Alder, aged 41. " in said


def test_a_correction_names_nobody_who_may_not_be_named() -> None:
    one = subject(name=f"Ottoline {SECRET}", may_name="")
    words = f"It was not {SECRET.upper()}.\n\nThe van was hired out that day."
    said = as_text("council-correction", case(subjects=[one], correction=words))
    assert SECRET.casefold() not in said.casefold()
    assert "text    The van was hired out that day." in said
    assert "Part of what was written is left out" in said
    kept = as_text("council-correction", case(correction="Martin Alder was not there."))
    assert "text    Martin Alder was not there." in kept
    assert "left out" not in kept


def test_where_nothing_has_happened_the_papers_do_not_say_none_of_these() -> None:
    data = case(nothing_since="yes", since=["None of these"], appeal_won_on="", correction="")
    for name in ("council-removal", "council-correction", "council-report"):
        assert "None of these" not in as_text(name, data)
    assert "Nothing is recorded that would have to be put right." in as_text(
        "council-correction", data
    )


def test_a_day_that_is_not_known_is_not_taken_for_one_that_never_comes() -> None:
    unknown = published(remove_by="", place="the first one")
    unsaid = published(channel="", online="", remove_by="", place="the second one")
    paper = published(channel="A leaflet", online="", remove_by="", place="the third one")
    said = as_text("council-diary", case(publications=[unknown, unsaid, paper]))
    of = {part.split("the ")[1].split(" one")[0]: part for part in said.split("Exactly where:")[1:]}
    assert "Take down by: Not known yet" in of["first"]
    assert "Take down by: Not known yet" in of["second"]
    assert "Take down by: Can’t be taken back" in of["third"]


def test_what_somebody_gave_as_their_view_is_on_no_sheet_that_is_passed_round() -> None:
    views = case(decision=decision(approvals=[approval(view="Privileged advice.")]))
    told = {name for name in PAPERS if "Privileged advice." in as_text(name, views)}
    assert told == {"council-record"}


def test_what_an_appeal_has_overtaken_is_not_offered_again() -> None:
    data = case(overtaken="yes")
    for name in ("council-record", "council-sheet", "council-text", "council-disclosure"):
        assert "Overtaken: publish nothing of this." in as_text(name, data)
    assert "Martin Alder" not in as_text("council-text", data)
    assert values(the_form(form_case(overtaken="yes")))["decision"].startswith("Overtaken:")
    assert "Overtaken" not in as_text("council-text", case())


def test_a_decision_to_publish_nothing_is_no_draft_and_has_no_days() -> None:
    stop = decision(worst="STOP_ALL", said="Nothing may be published.")
    data = case(decision=stop, **{f"may_{each}": "" for each in CHANNELS})
    said = as_text("council-record", data)
    assert "label   Do not publish.\ntext    Nothing may be published." in said
    assert "Draft" not in said
    assert "29 March 2026" not in said
    waiting = case(decision=stop | {"waits": "1 check waits."})
    assert "Draft: not approved" in as_text("council-record", waiting)
    none = {f"may_{each}": "" for each in CHANNELS}
    found = values(the_form(form_case(decision=stop, **none)))
    assert found["decision"].startswith("Do not publish.")
    assert found["first_day"] == found["last_shown"] == found["gone_by"] == ""


def test_a_text_whose_last_day_is_not_known_says_so() -> None:
    said = as_text("council-text", case(last_shown={"open": "unknown"}, gone_by=""))
    assert "It is not known yet by when it has to come down: find that out." in said
    assert "Last day shown" not in said


def test_nobody_asks_who_somebody_is_who_was_found() -> None:
    asked = case(picture_appeal="yes", pictures=[{"scene": "rubbish left in Mill Lane"}])
    assert "would like to speak to" in as_text("council-text", asked)
    assert "would like to speak to" not in as_text("council-text", asked | {"picture_done": "yes"})


# The form.


def the_form(found: dict[str, Any] | None, **more: Any) -> PdfReader:
    about = Paper(name="council-form", title="Decision record", form="council-form.typ")
    given = {"templates": TEMPLATES, "made": MADE, "size": "a4", "language": "en-GB"} | more
    return PdfReader(io.BytesIO(make.draw_form(about, found, **given)))


def form_case(**changed: Any) -> dict[str, Any]:
    asked = ("purposes", "channels", "weight", "exceptions", "reasons", "online_reason")
    more = dict.fromkeys((*asked, "data_protection", "condition"), "As answered.")
    return case(**more) | changed


def values(form: PdfReader) -> dict[str, str]:
    return {name: str(field.get("/V", "")) for name, field in (form.get_fields() or {}).items()}


def test_the_form_is_filled_and_has_places_to_sign_that_stay_empty() -> None:
    form = the_form(form_case())
    found = values(form)
    assert found["ref"] == "ENV 14"
    assert found["director_name"] == "D. Whitfield, Director"
    assert found["whom"].startswith("Martin Alder: Name; Age;")
    assert found["decision"].startswith("Approved, as recorded. It may be published")
    signatures = {
        name: field for name, field in (form.get_fields() or {}).items() if field["/FT"] == "/Sig"
    }
    assert len(signatures) == 7
    assert all("/V" not in field for field in signatures.values())
    assert form.trailer["/Root"]["/AcroForm"]["/SigFlags"] == 1
    assert len(form.pages) == 3


def test_the_blank_form_holds_nothing_and_the_same_bytes_come_twice() -> None:
    assert set(values(the_form(None)).values()) == {""}
    one, other = the_form(form_case()), the_form(form_case())
    assert one.stream.getvalue() == other.stream.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_long_reasons_go_to_a_continuation_sheet(size: str) -> None:
    form = the_form(form_case(reasons="The harm went on for months. " * 200), size=size)
    assert values(form)["reasons"].startswith("See sheet 4, item A")
    assert len(form.pages) > 3
    more = " ".join(" ".join(page.extract_text().split()) for page in form.pages[3:])
    assert more.count("The harm went on") >= 199  # a page may end inside one


def test_a_lapsed_approval_says_so_in_the_form() -> None:
    lapsed = approval(state="Lapsed", counts="", lapse="This has changed since: “Minor?”")
    found = values(the_form(form_case(decision=decision(approvals=[lapsed]))))
    assert found["director_view"] == "Lapsed. This has changed since: “Minor?”"
    assert found["director_name"] == "Lapsed: D. Whitfield, Director"
