"""Dates as people write them: read exactly, or refused with what they could mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import wording
from tui.interview.codec import BadAnswer
from tui.interview.dates import When
from tui.session.dates_typed import read_date
from tui.session.phrasing import sentence

TODAY = date(2026, 3, 4)

READ = {
    # As it is stored.
    "2026-03-03": "2026-03-03",
    "2026-03": "2026-03",
    "2026": "2026",
    "2026-03-03T17:46": "2026-03-03T17:46",
    "2026-03-03T17:46-08:00": "2026-03-03T17:46-08:00",
    "2026-03-03/2026-03-05": "2026-03-03/2026-03-05",
    "../2026-03": "../2026-03",
    "2025-11~": "2025-11~",
    # English.
    "3 March 2026": "2026-03-03",
    "March 3, 2026": "2026-03-03",
    "march 3rd 2026": "2026-03-03",
    "3 mar 2026": "2026-03-03",
    "Mar. 3, 2026": "2026-03-03",
    "1st of May 2026": "2026-05-01",
    "the 2nd of May, 2026": "2026-05-02",
    "Tuesday, 3 March 2026": "2026-03-03",
    "Tue 3 March 2026": "2026-03-03",
    "on Tuesday March 3, 2026": "2026-03-03",
    "March 2026": "2026-03",
    "in March 2026": "2026-03",
    "Sept 2025": "2025-09",
    "2026-03-03 17:46": "2026-03-03T17:46",
    "2026-3-3 7:05": "2026-03-03T07:05",
    "2026-3-3": "2026-03-03",
    "2026/03/15": "2026-03-15",
    "2026.03.15": "2026-03-15",
    "15/03/2026": "2026-03-15",
    "03/15/2026": "2026-03-15",
    "5/5/2026": "2026-05-05",
    "31/12/25": "2025-12-31",
    "15-03-2026": "2026-03-15",
    "2025/12": "2025-12",
    "12/2025": "2025-12",
    "3 March 2026 5:46 pm": "2026-03-03T17:46",
    "3 March 2026, 5:46 p.m.": "2026-03-03T17:46",
    "3 March 2026 at 17:46": "2026-03-03T17:46",
    "3 March 2026 at 5 pm": "2026-03-03T17:00",
    "3 March 2026 12:10 am": "2026-03-03T00:10",
    "3 March 2026 12 pm": "2026-03-03T12:00",
    "at 5:46 pm on 3 March 2026": "2026-03-03T17:46",
    "today": "2026-03-04",
    "Yesterday": "2026-03-03",
    "yesterday at 9:15 pm": "2026-03-03T21:15",
    "about March 2026": "2026-03~",
    "around 3 March 2026": "2026-03-03~",
    "about 3 March 2026 5 pm": "2026-03-03T17:00~",
    "between 3 and 5 May 2026": "2026-05-03/2026-05-05",
    "between 28 April and 5 May 2026": "2026-04-28/2026-05-05",
    "between the 3rd and the 5th of May 2026": "2026-05-03/2026-05-05",
    "between May and July 2025": "2025-05/2025-07",
    "from 1 May 2026 to 5 May 2026": "2026-05-01/2026-05-05",
    "3 to 5 May 2026": "2026-05-03/2026-05-05",
    "3-5 May 2026": "2026-05-03/2026-05-05",
    "between March 3 and March 5, 2026": "2026-03-03/2026-03-05",
    "between yesterday and today": "2026-03-03/2026-03-04",
    "before March 2026": "../2026-03",
    "since 3 March 2026": "2026-03-03/..",
    "don't know": "XXXX",
    "I don\u2019t know": "XXXX",
    "?": "XXXX",
    # French.
    "3 mars 2026": "2026-03-03",
    "le 3 mars 2026": "2026-03-03",
    "1er mai 2026": "2026-05-01",
    "mardi 3 mars 2026": "2026-03-03",
    "le mardi 3 mars 2026": "2026-03-03",
    "3 févr. 2026": "2026-02-03",
    "3 fevrier 2026": "2026-02-03",
    "15 août 2025": "2025-08-15",
    "15 aout 2025": "2025-08-15",
    "juil. 2025": "2025-07",
    "en mars 2026": "2026-03",
    "3 mars 2026 à 17 h 46": "2026-03-03T17:46",
    "3 mars 2026 17h46": "2026-03-03T17:46",
    "3 mars 2026 à 17 h": "2026-03-03T17:00",
    "aujourd'hui": "2026-03-04",
    "hier à 21 h 15": "2026-03-03T21:15",
    "vers mars 2026": "2026-03~",
    "environ mars 2026": "2026-03~",
    "entre le 3 et le 5 mai 2026": "2026-05-03/2026-05-05",
    "entre le 28 avril et le 5 mai 2026": "2026-04-28/2026-05-05",
    "du 1er au 5 mai 2026": "2026-05-01/2026-05-05",
    "avant mars 2026": "../2026-03",
    "depuis le 3 mars 2026": "2026-03-03/..",
    "jusqu'au 5 mai 2026": "../2026-05-05",
    "je ne sais pas": "XXXX",
}


@pytest.mark.parametrize(("typed", "stored"), READ.items(), ids=READ)
def test_it_is_read(typed: str, stored: str) -> None:
    assert read_date(typed, TODAY) == When.parse(stored).text
    assert read_date(f"  {typed.upper()} ", TODAY) == When.parse(stored).text


@pytest.mark.parametrize(
    ("typed", "one", "two"),
    [
        ("03/04/2026", "3 April 2026", "4 March 2026"),
        ("03-04-2026", "3 April 2026", "4 March 2026"),
        ("3.4.26", "3 April 2026", "4 March 2026"),
        ("15/03/26", "15 March 2026", "26 March 2015"),
        ("12/11/2025", "12 November 2025", "11 December 2025"),
        ("about 03/04/2026", "3 April 2026", "4 March 2026"),
    ],
)
def test_what_could_be_two_dates_is_asked_about(typed: str, one: str, two: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_date(typed, TODAY)
    assert sorted([caught.value.words["one"], caught.value.words["two"]]) == sorted([one, two])


def test_both_readings_are_given_in_the_persons_language() -> None:
    with wording.using("fr-CA"), pytest.raises(BadAnswer) as caught:
        read_date("03/04/2026", TODAY)
    assert {caught.value.words["one"], caught.value.words["two"]} == {
        "3 avril 2026",
        "4 mars 2026",
    }


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31 February 2026", "no day 31 in month 02 of 2026"),
        ("2026-02-31", "no day 31 in month 02 of 2026"),
        ("29 février 2025", "no day 29 in month 02 of 2025"),
        ("31/02/2026", "no day 31 in month 02 of 2026"),
        ("3 March 2026 25:10", ""),
        ("3 March 2026 13 pm", "1 to 12"),
        ("13/14/2026", ""),
        ("00/05/2026", ""),
        ("0 March 2026", ""),
        ("5 May 2026/1 May 2026", ""),
        ("between 5 and 3 May 2026", ""),
        ("Monday", ""),
        ("3 Mayhem 2026", ""),
        ("31/04/2026", "no day 31 in month 04"),
        ("04/31/2026", "no day 31 in month 04"),
        ("last summer", ""),
        ("3 jui 2026", ""),
        ("99999-01-01", ""),
    ],
)
def test_what_is_no_date_is_said_so(typed: str, says: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_date(typed, TODAY)
    words = sentence(caught.value)
    assert words
    assert "{" not in words
    assert says in words


PARTS = [
    *("about", "between", "and", "from", "to", "before", "since", "entre", "et", "du", "au"),
    *("3", "31", "0", "1er", "2026", "26", "99", "March", "mars", "may", "mai", "at", "à"),
    *("5 pm", "17 h 46", "17:46", "25:61", "/", "-", "..", "~", "?", "yesterday", "hier", "le"),
    *("2026-03-03", "03/04/2026", "T17:46", "-08:00", "XXXX", ",", ".", "'", "\u2019", "٣", "²"),
]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PARTS)).map(" ".join)))
def test_whatever_is_typed_it_is_read_or_refused(typed: str) -> None:
    try:
        stored = read_date(typed, TODAY)
    except BadAnswer as error:
        assert "{" not in sentence(error) or "{" in typed
        return
    assert When.parse(stored).text == stored


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["en", "fr"]))
def test_a_date_in_words_is_that_date(day: date, language: str) -> None:
    from babel.dates import format_date

    for style in ("long", "full"):
        typed = format_date(day, style, locale=language)
        assert read_date(typed, TODAY) == day.isoformat()
