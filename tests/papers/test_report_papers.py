"""What goes with reports: what the papers for the police say, and what they never say."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from tests.papers import whole_case
from tests.papers.samples import TEMPLATES
from tests.papers.test_texts import DRAWN, paper_of
from tui.interview.flow import Flow
from tui.papers import make
from tui.papers.blocks import BlockText
from tui.papers.gather import days_read
from tui.papers.tfv import (
    platform_facts,
    platform_reports,
    police_notes,
    preservation,
    preservation_form,
)
from tui.papers.tfv import preservation_data as known
from tui.wording.looked_up import MONTHS

MADE = whole_case.MADE
LATER = datetime.fromisoformat("2031-01-01T09:00-07:00")
NASTY = "<b>{{ 7*7 }}</b> #let x \\ $ \u202e[link](x) \x1b[31m \U0001f5d1 " + "long" * 80
NO_POLICE: dict[str, Any] = dict.fromkeys(known.PEOPLE, "") | {"told": []}
REQUEST: dict[str, Any] = dict.fromkeys(known.REQUEST, "")


def day(text: str) -> dict[str, str]:
    return {"when": text}


def request(**more: Any) -> dict[str, Any]:
    return REQUEST | {"service": "Instagram", "handle": "@example"} | more


def about(**more: Any) -> dict[str, Any]:
    return {"title": "Title", "made": MADE, "whose": "", "fact_months": MONTHS} | more


def read(name: str, data: dict[str, Any], **more: Any) -> str:
    """A paper of plain data as text."""
    module = {
        "preservation-request": preservation,
        "platform-facts": platform_facts,
        "platform-reports": platform_reports,
        "police-notes": police_notes,
    }[name]
    text = BlockText(module.arrange(data, about(**more)), "en-CA")
    parts = [text.part(key) for key in text.keys()]  # noqa: SIM118 (it is no mapping)
    return "\n".join(line.text for part in parts if part is not None for line in part.lines)


def letter(**more: Any) -> dict[str, Any]:
    return NO_POLICE | {"kept": "", "kept_until": "", "requests": []} | more


def facts(**more: Any) -> dict[str, Any]:
    row = {
        "needs": {"text": "The name.", "source": "a site (2025)", "checked": "2026-01-05"},
        "note": {"text": "It tells.", "source": "a site (2025)", "checked": "2026-01-05"},
    }
    listed = [{"label": "Instagram", "facts": row}, {"label": "TikTok", "facts": {}}]
    return {"file": "", "told": [], "apps": [], "requests": [], "facts": listed} | more


def drawn(name: str, flow: Flow, made: datetime = MADE, **more: Any) -> dict[Any, bytes]:
    return make.make(paper_of(name), flow, templates=TEMPLATES, made=made, **more)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_each_officer_and_each_file_is_named_once() -> None:
    told = [
        {"officer": "Cst. Lavoie", "badge": "4417", "file_number": "26-1"},
        {"officer": "", "badge": "4417", "file_number": "26-2"},
        {"officer": "cst. m. lavoie", "badge": "", "file_number": {"open": "not-sure"}},
        {"officer": "Sgt. Example", "badge": {"open": "later"}, "file_number": "26-1"},
    ]
    data = NO_POLICE | {"officer": "Cst. M. Lavoie", "badge": "4417", "file": "26-2", "told": told}
    assert known.officers(data) == "Cst. M. Lavoie · 4417; Sgt. Example"
    assert known.file_numbers(data) == "26-2; 26-1"
    assert known.officers(NO_POLICE) == known.file_numbers(NO_POLICE) == ""


def test_a_request_is_called_by_what_is_known_of_it() -> None:
    assert known.called(request()) == "Instagram: @example"
    assert known.called(request(handle="", user_number="77")) == "Instagram: 77"
    assert known.called(request(handle={"open": "later"})) == "Instagram"
    assert known.called(REQUEST) == "A company"


@pytest.mark.parametrize(
    ("first", "last", "zone", "said"),
    [
        (day("2026-03-03"), day("2026-03-05"), "", "3 March 2026 to 5 March 2026"),
        (day("2026-03-03"), day("2026-03-03"), "Pacific", "3 March 2026 (Pacific time)"),
        (day("2026-03-03"), "", "", "3 March 2026"),
        ({"open": "later"}, day("2026-03-05"), {"open": "later"}, "5 March 2026"),
        ("", "", "Pacific", ""),
    ],
)
def test_the_days_are_said_with_the_zone(first: Any, last: Any, zone: Any, said: str) -> None:
    assert known.period(request(first_day=first, last_day=last, clock=zone)) == said


def test_a_time_keeps_its_offset_for_a_company_abroad() -> None:
    said = known.period(request(first_day=day("2026-03-03T21:40-08:00")))
    assert "9:40" in said and "UTC−08:00" in said


def test_the_letter_has_a_line_for_what_is_not_known() -> None:
    said = read("preservation-request", letter(requests=[request(would_show="Who wrote it.")]))
    assert "Who wrote it." in said
    assert said.count("____") >= 8
    assert "@example" in said


def test_a_phone_number_is_not_asked_for_a_page() -> None:
    by_phone = request(service="Phone calls", handle="250-555-0166", by_phone="yes")
    assert "user ID" not in read("preservation-request", letter(requests=[by_phone]))
    assert "user ID" in read("preservation-request", letter(requests=[request()]))


def test_the_letter_claims_nothing_about_the_law() -> None:
    said = read("preservation-request", letter(requests=[request()])).casefold()
    for word in (
        "criminal code",
        "section 487",
        "offence",
        "must keep",
        "required by law",
        "21 da",
    ):
        assert word not in said
    assert "not meant to be sent to a company" in said


def test_facts_stand_with_their_source_and_day() -> None:
    said = read("platform-facts", facts(requests=[request()]))
    assert "The name." in said
    assert said.count("From a site (2025), read on 5 January 2026.") == 1
    assert "months ago" not in said


def test_old_facts_say_so_once_for_each_company() -> None:
    said = read("platform-facts", facts(requests=[request(), request()]), made=LATER)
    assert said.count("That is more than 6 months ago: please look whether it still holds.") == 1
    said = read("platform-facts", facts(requests=[request()]), made=LATER, fact_months=0)
    assert "months ago" not in said


def test_a_company_that_nothing_is_known_of_has_lines_to_write_on() -> None:
    said = read("platform-facts", facts(requests=[request(service="TikTok")]))
    assert "found in no source" in said and "The name." not in said


def test_without_a_request_each_company_with_facts_has_its_page() -> None:
    said = read("platform-facts", facts())
    assert "The name." in said
    headings = [one["text"] for one in platform_facts.arrange(facts(), about())["blocks"]
                if one["kind"] == "heading"]  # fmt: skip
    assert headings == ["Instagram", "What is left out"]


def test_without_a_request_it_is_for_the_companies_that_the_log_names() -> None:
    given = facts(apps=[{"platform": "TikTok"}, {"platform": "TikTok"}])
    headings = [one["text"] for one in platform_facts.arrange(given, about())["blocks"]
                if one["kind"] == "heading"]  # fmt: skip
    assert headings == ["TikTok", "What is left out"]


def test_each_company_has_a_page_of_its_own() -> None:
    for size in ("letter", "a4"):
        made = pages(drawn("platform-facts", whole_case.flow(), size=size)["pdf"])
        assert ["Instagram" in made[0], "Snapchat" in made[1], "Phone calls" in made[2]] == [
            True
        ] * 3
        assert len(made) == 3
    everything = pages(drawn("platform-facts", whole_case.nothing())["pdf"])
    assert len(everything) == 9


def report(**more: Any) -> dict[str, Any]:
    names = [name.partition(".")[2] for name in platform_reports.NEEDS if "." in name]
    return dict.fromkeys(names, "") | {"to": "An app or social site"} | more


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"is_made": "yes", "has_copy": "", "all_copies": "yes"}, "Keep a copy of the report"),
        (
            {"is_made": "yes", "has_copy": "yes", "is_waiting": "yes"},
            "Look whether there is an answer.",
        ),
        (
            {
                "is_made": "yes",
                "has_copy": "yes",
                "is_waiting": "yes",
                "look_again": day("2026-03-18"),
            },
            "from 18 March 2026 on",
        ),
        ({"is_made": "yes", "has_copy": "yes", "is_refused": "yes"}, "Ask again"),
        ({"copies": "Some of them"}, "Take the copies that are missing"),
        ({"is_made": "yes", "has_copy": "yes"}, "Nothing that is known here."),
    ],
)
def test_what_is_next_follows_from_what_is_recorded(given: dict[str, str], said: str) -> None:
    assert said in read("platform-reports", {"reports": [report(**given)]})


def test_reports_stand_in_the_order_they_were_made() -> None:
    rows = [
        report(app="Late", is_made="yes", reported_on=day("2026-03-05")),
        report(app="Never", is_made="yes"),
        report(app="Early", is_made="yes", reported_on=day("2026-03-01")),
    ]
    said = read("platform-reports", {"reports": rows})
    assert said.index("Early") < said.index("Late") < said.index("Never")


def test_the_notes_leave_room_for_what_was_not_answered() -> None:
    data = dict.fromkeys((name for name in police_notes.NEEDS if "." not in name), "")
    data |= {"told": [], "requests": [], "helps": "The dates.", "copied": {"open": "later"},
             "numbers": "yes"}  # fmt: skip
    said = read("police-notes", data)
    assert "The dates." in said and "To add later" not in said
    assert len(re.findall("Ready: Yes", said)) == 1
    assert len(re.findall("Ready: Not noted yet", said)) == 4


def test_the_form_is_one_page_and_takes_the_officer_from_the_log() -> None:
    given = dict.fromkeys(preservation_form.items(None), "")
    given |= {"log_officer": "Cst. Example", "log_badge": "", "log_file": "26-9", "badge": "77"}
    found = preservation_form.items(given)
    shown = {name: [one["text"] for one in item.paragraphs] for name, item in found.items()}
    assert (shown["officer"], shown["badge"], shown["file"]) == (["Cst. Example"], ["77"], ["26-9"])
    for size in ("letter", "a4"):
        for row in ("", whole_case.flow().all_rows("requests")[0].id):
            pdf = drawn("preservation-form", whole_case.flow(), size=size, row=row)["pdf"]
            assert len(pages(pdf)) == 1


def test_what_does_not_fit_the_form_goes_on_to_another_sheet() -> None:
    paper = paper_of("preservation-form")
    names = {*preservation_form.items(None), "log_officer", "log_badge", "log_file"}
    row = dict.fromkeys(names, NASTY * 8)
    pdf = make.draw_form(paper, row, templates=TEMPLATES, made=MADE)
    said = " ".join(pages(pdf))
    assert "Continuation sheet" in said and "{{ 7*7 }}" in said
    assert "\u202e" not in said and "\x1b" not in said


HOSTILE: dict[str, dict[str, Any]] = {
    "preservation-request": letter(
        **dict.fromkeys(known.PEOPLE, NASTY),
        requests=[dict.fromkeys(known.REQUEST, NASTY)] * 12,
    ),
    "platform-facts": facts(requests=[dict.fromkeys(known.REQUEST, NASTY)] * 12),
    "platform-reports": {"reports": [report(app=NASTY, ticket=NASTY, outcome_words=NASTY * 9,
                                            is_made="yes")] * 12},
    "police-notes": dict.fromkeys((n for n in police_notes.NEEDS if "." not in n), NASTY)
    | {"told": [], "requests": [dict.fromkeys(known.REQUEST, NASTY)] * 12},
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_is_data(name: str) -> None:
    paper = paper_of(name)
    files = make.draw(paper, HOSTILE[name], templates=TEMPLATES, made=MADE)
    said = " ".join(pages(files["pdf"]))
    assert "{{ 7*7 }}" in said and "49" not in said
    assert "\u202e" not in said and "\x1b" not in said


def test_a_paper_says_that_a_fact_it_prints_is_old() -> None:
    """Whichever paper: here the registry sheet, with what is known of a court."""
    flow = whole_case.flow()
    found = [name for name in DRAWN if make.is_of_blocks(name) and days_read(flow, name)]
    for name in found:
        text = make.text(paper_of(name), flow, made=LATER)
        first = text.part("p0")
        assert first is not None
        assert any("please look whether it still holds" in line.text for line in first.lines)
        fresh = make.text(paper_of(name), flow, made=LATER, fact_months=0).part("p0")
        assert fresh is not None
        assert not any("please look" in line.text for line in fresh.lines)
    assert found
