from __future__ import annotations

import pytest

from tests.papers.samples import arranged, entry, full_entry, left, piece, when
from tui.papers import context
from tui.papers.context import day, is_cut, line, order, row, said


def texts(paragraphs: list[context.Paragraph]) -> list[str]:
    return [each["text"] for each in paragraphs]


def rows_of(block: dict[str, object]) -> dict[str, list[context.Paragraph]]:
    return {each["label"]: each["paragraphs"] for each in block["rows"]}  # type: ignore[index]


def test_nothing_empty_says_anything_but_its_heading() -> None:
    for empty in ("", "  \n ", [], ["", " "], left("skipped")):
        assert said(empty, "Lead:") == []
    assert row("Impact") == {
        "label": "Impact",
        "paragraphs": [{"kind": "quiet", "lead": "", "text": "Not recorded"}],
        "short": True,
    }


@pytest.mark.parametrize(
    ("how", "words"),
    [("not-sure", "Not sure"), ("later", "To add later"), ("unknown", "Not known")],
)
def test_what_was_left_open_says_how(how: str, words: str) -> None:
    assert said(left(how)) == [{"kind": "quiet", "lead": "", "text": words}]
    assert said(left(how), "Who:") == [{"kind": "led_quiet", "lead": "Who:", "text": words}]


def test_a_text_keeps_its_lines_and_is_parted_where_a_line_is_empty() -> None:
    assert texts(said("one\r\ntwo\n\n \nthree")) == ["one\ntwo", "three"]
    assert [each["lead"] for each in said("one\n\ntwo", "Lead:")] == ["Lead:", ""]


def test_labels_with_commas_are_told_apart() -> None:
    assert texts(said(["Fear, or other feelings", "Money"])) == ["Fear, or other feelings; Money"]


def test_dates_are_said_as_vaguely_as_they_are_known() -> None:
    assert texts(said(when("2026-03-03T17:46-08:00"))) == ["3 March 2026, 5:46 p.m. (UTC−08:00)"]
    assert line(when("2026-03~")) == "about Mar 2026"
    assert line(when("not a date")) == "not a date"
    assert day(when("2026-03-03T17:46~"), "start") == "about 3 March 2026"
    assert day(when("2026-03-03/2026-03-05"), "start") == "3 March 2026"
    assert day(when("2026-03-03/2026-03-05"), "end") == "5 March 2026"
    assert day(when("../2026-03"), "start") == "March 2026"


def test_dates_sort_by_when_they_happened_and_missing_ones_last() -> None:
    unsorted = [when("2026-04"), "", when("2026-03-03T23:30-08:00"), when("2026-03-04T08:00+01:00")]
    assert sorted(unsorted, key=order) == [unsorted[3], unsorted[2], unsorted[0], ""]
    assert order(when("XXXX"))[0] == order(when("nonsense"))[0] == order(left("later"))[0] == 1


def test_a_very_long_answer_is_cut_in_sight() -> None:
    told = said("word " * 1_000_000)
    assert len(told[0]["text"]) <= context.LONGEST_ANSWER
    assert told[-1]["kind"] == "quiet"
    assert "4,800,000 characters" in told[-1]["text"]
    assert is_cut({"entries": [{"what": "word " * 1_000_000}]})
    assert "very long" in arranged(entry(what="word " * 100_000))["left_out"]["lines"][-1]
    assert said("a\n" * 6_000)[-1]["kind"] == "quiet"


def test_short_rows_are_told_from_long_ones() -> None:
    assert row("x", said("word " * 100))["short"]
    assert not row("x", said("word " * 200))["short"]
    assert not row("x", said("a\n" * 9))["short"]


def test_the_first_and_last_days_there_are_have_their_place_too() -> None:
    first, last = when("0001-01-01T00:00+14:00"), when("9999-12-31T23:59-12:00")
    assert sorted([last, when("2026-03-03"), first], key=order) == [first, when("2026-03-03"), last]


def test_an_entry_has_the_seven_headings_in_their_order() -> None:
    (block,) = arranged(entry())["entries"]["blocks"]
    assert list(rows_of(block)) == [
        "Date and time of the act and of collection",
        "What happened",
        "Evidence that it happened",
        "Evidence of who did it",
        "Other information (police officer, witnesses)",
        "Impact",
        "Evidence still needed",
    ]
    assert {text for each in rows_of(block).values() for text in texts(each)} == {"Not recorded"}
    assert block["heading"] == "Entry 1: no date"


def test_a_full_entry_says_everything_given() -> None:
    (block,) = arranged(full_entry())["entries"]["blocks"]
    rows = rows_of(block)
    assert block["head"] == ["Entry 1", "A text or chat message, words only · Instagram"]
    assert [(each["lead"], each["text"]) for each in rows[next(iter(rows))]] == [
        ("It happened:", "3 March 2026, 5:46 p.m. (UTC−08:00)"),
        ("It was collected:", "3 March 2026, 6:02 p.m. (UTC−08:00)"),
    ]
    pieces = rows["Evidence that it happened"]
    assert [each["kind"] for each in pieces] == ["led", "item", "fact", "item", "fact"]
    assert pieces[2]["text"] == (
        "Captured 3 Mar 2026, 6:02 p.m. · Screenshot · my old phone · "
        "Shows: Who it came from; When it happened"
    )
    assert pieces[4]["text"] == "It still has to be fetched"
    assert texts(rows["Evidence of who did it"])[-1] == (
        "Number 1.1 in the list above shows who it came from."
    )
    assert texts(rows["Other information (police officer, witnesses)"]) == [
        "Cst. A. Roy, 1203",
        "Yes",
    ]
    assert texts(rows["Evidence still needed"]) == [
        "The phone bill.",
        "Nothing kept shows when it happened.",
    ]
    assert block["stamp"] == (
        "Written down 3 March 2026, 6:10 p.m. (UTC−08:00). "
        "Last changed 4 March 2026, 9:00 a.m. (UTC−08:00)."
    )


def test_a_badge_alone_and_an_officer_left_open_say_only_what_is_known() -> None:
    def officer(**given: object) -> list[str]:
        (block,) = arranged(entry(**given))["entries"]["blocks"]
        return texts(rows_of(block)["Other information (police officer, witnesses)"])

    assert officer(officer=left("not-sure"), badge="1203") == ["1203"]
    assert officer(officer=left("not-sure"), badge=left("later")) == ["Not sure"]
    assert officer(officer=left("skipped")) == ["Not recorded"]


def test_entries_are_numbered_in_the_order_they_happened() -> None:
    made = arranged(
        entry(what="third"),
        entry(what="second", occurred=when("2026-03")),
        entry(what="first", occurred=when("2025-11~")),
    )
    firsts = [rows_of(each)["What happened"][0]["text"] for each in made["entries"]["blocks"]]
    assert firsts == ["first", "second", "third"]
    assert [each["no"] for each in made["overview"]["rows"]] == ["1", "2", "3"]
    cover = {each["label"]: texts(each["paragraphs"]) for each in made["cover"]}
    assert cover["Period covered"] == ["about November 2025 to March 2026"]
    assert cover["Number of entries"] == ["3 entries (1 of them without a date)"]


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (["../2026-02-14", "2025-12~", "2026-02-21"], "about December 2025 or earlier to 21 "),
        (["2026-01-01/2026-03-30", "2026-02-15"], "1 January 2026 to 30 March 2026"),
        (["../2026-02-14"], "14 February 2026 or earlier"),
        (["2026-02-14/.."], "14 February 2026 or later"),
        (["2026-02-14"], "14 February 2026"),
    ],
)
def test_the_period_holds_every_entry_as_exactly_as_it_is_known(
    dates: list[str], period: str
) -> None:
    made = arranged(*(entry(occurred=when(date)) for date in dates))
    cover = {each["label"]: texts(each["paragraphs"]) for each in made["cover"]}
    (words,) = cover["Period covered"]
    assert words.startswith(period)


def test_or_earlier_stands_where_its_one_day_does() -> None:
    made = arranged(
        entry(what="later", occurred=when("../2026-02-14")),
        entry(what="sooner", occurred=when("2025-12~")),
    )
    firsts = [rows_of(each)["What happened"][0]["text"] for each in made["entries"]["blocks"]]
    assert firsts == ["sooner", "later"]


def test_needed_evidence_is_collected_from_all_entries() -> None:
    made = arranged(entry(), entry(still_needed="The bill."), entry(gaps=["No date."]))
    assert [(each["where"], texts(each["paragraphs"])) for each in made["needed"]["rows"]] == [
        ("Entry 2", ["The bill."]),
        ("Entry 3", ["No date."]),
    ]


def test_no_template_ever_gets_a_none() -> None:
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for each in value.values() for leaf in leaves(each)]
        if isinstance(value, list):
            return [leaf for each in value for leaf in leaves(each)]
        return [value]

    made = arranged(entry(), full_entry(), entry(pieces=[piece()]), started=left("later"))
    assert {type(leaf) for leaf in leaves(made)} <= {str, bool}
