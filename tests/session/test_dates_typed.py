"""Dates as people write them: read exactly, or refused with what they could mean."""

from __future__ import annotations

import contextlib
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import wording
from tui.interview.codec import BadAnswer
from tui.interview.dates import When
from tui.session.dates_typed import read_date
from tui.session.phrasing import sentence
from tui.session.zones import _words
from tui.wording import format_when

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
    # Told from today, a Wednesday.
    "the day before yesterday": "2026-03-02",
    "tomorrow": "2026-03-05",
    "the day after tomorrow": "2026-03-06",
    "in 10 days": "2026-03-14",
    "in two weeks": "2026-03-18",
    "in three months": "2026-06~",
    "in a year": "2027~",
    "next Tuesday": "2026-03-10",
    "coming Friday": "2026-03-06",
    "next Tuesday at 2 pm": "2026-03-10T14:00",
    "demain": "2026-03-05",
    "après-demain": "2026-03-06",
    "dans dix jours": "2026-03-14",
    "vendredi prochain": "2026-03-06",
    "avant-hier": "2026-03-02",
    "3 days ago": "2026-03-01",
    "il y a trois jours": "2026-03-01",
    "10 days ago": "2026-02-22~",
    "a week ago": "2026-02-25~",
    "2 weeks ago": "2026-02-18~",
    "about two weeks ago": "2026-02-18~",
    "two weeks ago today": "2026-02-18",
    "il y a deux mois": "2026-01~",
    "3 months ago": "2025-12~",
    "2 years ago": "2024~",
    "last Friday": "2026-02-27",
    "Tuesday last week": "2026-02-24",
    "mardi dernier": "2026-03-03",
    "mercredi dernier": "2026-02-25",
    "last week": "2026-02-22/2026-03-01",
    "la semaine dernière": "2026-02-22/2026-03-01",
    "last weekend": "2026-02-28/2026-03-01",
    "last month": "2026-02",
    "le mois dernier": "2026-02",
    "last year": "2025",
    "l'an dernier": "2025",
    "this year": "2026",
    "this month": "2026-03",
    "this week": "2026-03-01/2026-03-04",
    "last summer": "2025-06~/2025-09~",
    "l'automne dernier": "2025-09~/2025-12~",
    # Parts of a day.
    "this morning": "2026-03-04T00:00/2026-03-04T12:00",
    "ce matin": "2026-03-04T00:00/2026-03-04T12:00",
    "yesterday afternoon": "2026-03-03T12:00/2026-03-03T18:00~",
    "hier soir": "2026-03-03T17:00~/2026-03-03T23:59",
    "last night": "2026-03-03T18:00~/2026-03-04T06:00~",
    "night of 3 March 2026": "2026-03-03T18:00~/2026-03-04T06:00~",
    "la nuit du 3 au 4 mars 2026": "2026-03-03T18:00~/2026-03-04T06:00~",
    "3 March 2026 in the morning": "2026-03-03T00:00/2026-03-03T12:00",
    "3 mars 2026 au matin": "2026-03-03T00:00/2026-03-03T12:00",
    # Seasons, feasts, and parts of a month or year.
    "summer 2025": "2025-06~/2025-09~",
    "l'été 2025": "2025-06~/2025-09~",
    "fall of 2025": "2025-09~/2025-12~",
    "winter 2025-26": "2025-12~/2026-03~",
    "hiver 2025-2026": "2025-12~/2026-03~",
    "early March 2026": "2026-03-01/2026-03-10~",
    "mid-March 2026": "2026-03-11~/2026-03-20~",
    "late February 2024": "2024-02-21~/2024-02-29",
    "début mars 2026": "2026-03-01/2026-03-10~",
    "à la mi-mars 2026": "2026-03-11~/2026-03-20~",
    "à la fin de mars 2026": "2026-03-21~/2026-03-31",
    "early 2025": "2025-01/2025-04~",
    "mid-2025": "2025-05~/2025-08~",
    "late 2025": "2025-09~/2025-12",
    "à la fin de 2025": "2025-09~/2025-12",
    "between early March and mid-April 2026": "2026-03-01/2026-04-20~",
    "around Christmas 2025": "2025-12-25~",
    "Christmas 2025": "2025-12-25~",
    "on Christmas Day 2025": "2025-12-25",
    "vers Noël 2025": "2025-12-25~",
    "Halloween 2025": "2025-10-31",
    "before Christmas 2025": "../2025-12-25~",
    "since summer 2025": "2025-06~/..",
    "the 1990s": "1990/1999",
    # Stretches, and one of two.
    "5 – 10 March 2026": "2026-03-05/2026-03-10",
    "March 5-10, 2026": "2026-03-05/2026-03-10",
    "March 5 to 10, 2026": "2026-03-05/2026-03-10",
    "March 5 - April 2, 2026": "2026-03-05/2026-04-02",
    "Tuesday 3 to Thursday 5 March 2026": "2026-03-03/2026-03-05",
    "March-May 2026": "2026-03/2026-05",
    "2019-2020": "2019/2020",
    "March or April 2026": "2026-03/2026-04",
    "mars ou avril 2026": "2026-03/2026-04",
    "2019 or 2020": "2019/2020",
    "1er ou 2 mars 2026": "2026-03-01/2026-03-02",
    "28 February or 1 March 2026": "2026-02-28/2026-03-01",
    "March 3 or 4, 2026": "2026-03-03/2026-03-04",
    "from 3 March 2026 onwards": "2026-03-03/..",
    "à partir du 3 mars 2026": "2026-03-03/..",
    "3 March 2026 or earlier": "../2026-03-03",
    "by 3 March 2026": "../2026-03-03",
    "perhaps 3 March 2026": "2026-03-03?",
    "3 March 2026?": "2026-03-03?",
    "maybe around March 2026": "2026-03%",
    # Times.
    "3 March 2026 5.46 pm": "2026-03-03T17:46",
    "3 March 2026 at noon": "2026-03-03T12:00",
    "3 mars 2026 à midi": "2026-03-03T12:00",
    "3 March 2026 1746 hrs": "2026-03-03T17:46",
    "3 March 2026 5:46:20 pm": "2026-03-03T17:46:20",
    "5:46 PM · Mar 3, 2026": "2026-03-03T17:46",
    "3 March 2026 around 5 pm": "2026-03-03T17:00~",
    "le 3 mars 2026 vers 17h": "2026-03-03T17:00~",
    "about 5 pm on 3 March 2026": "2026-03-03T17:00~",
    "between 8 and 10 pm on 3 May 2026": "2026-05-03T20:00/2026-05-03T22:00",
    "from 11 to 1 pm on 3 May 2026": "2026-05-03T11:00/2026-05-03T13:00",
    "3 May 2026 8-10 pm": "2026-05-03T20:00/2026-05-03T22:00",
    "3 May 2026 from 8 to 10 pm": "2026-05-03T20:00/2026-05-03T22:00",
    "le 3 mai 2026 de 20h à 22h": "2026-05-03T20:00/2026-05-03T22:00",
    # Other orders.
    "20260303": "2026-03-03",
    "2026 March 3": "2026-03-03",
    "3-Mar-2026": "2026-03-03",
}

ZONED = {
    "3 March 2026 5:46 pm Pacific": "2026-03-03T17:46-08:00",
    "3 July 2025 5:46 pm Pacific": "2025-07-03T17:46-07:00",
    "3 July 2025 5:46 pm Pacific time": "2025-07-03T17:46-07:00",
    "5:46 pm Pacific on 3 March 2026": "2026-03-03T17:46-08:00",
    "3 March 2026 5:46 pm PST": "2026-03-03T17:46-08:00",
    "3 July 2025 5:46 pm PDT": "2025-07-03T17:46-07:00",
    "3 July 2025 5 pm (ET)": "2025-07-03T17:00-04:00",
    "3 March 2026 5 pm Eastern standard time": "2026-03-03T17:00-05:00",
    "3 mars 2026 à 17 h 46, heure de l'Est": "2026-03-03T17:46-05:00",
    "3 juillet 2025 17 h 46 (heure avancée du Pacifique)": "2025-07-03T17:46-07:00",
    "3 mars 2026 17 h HNE": "2026-03-03T17:00-05:00",
    "3 mars 2026 17 h à Montréal": "2026-03-03T17:00-05:00",
    "3 March 2026 17:46 Vancouver time": "2026-03-03T17:46-08:00",
    "3 March 2026 17:46 in Toronto": "2026-03-03T17:46-05:00",
    "3 July 2025 17:46 Regina time": "2025-07-03T17:46-06:00",
    "3 March 2026 17:46 St. John's time": "2026-03-03T17:46-03:30",
    "3 March 2026 17:46 Newfoundland": "2026-03-03T17:46-03:30",
    "3 March 2026 17:46 -08:00": "2026-03-03T17:46-08:00",
    "3 March 2026 17:46 UTC-8": "2026-03-03T17:46-08:00",
    "3 March 2026, 5:46 p.m. (UTC−08:00)": "2026-03-03T17:46-08:00",
    "3 March 2026 17:46 UTC": "2026-03-03T17:46Z",
    "2026-03-03 17:46:20.123 GMT": "2026-03-03T17:46:20Z",
    "Tue, 3 Mar 2026 17:46:20 -0800 (PST)": "2026-03-03T17:46:20-08:00",
    "between 8 pm and 10 pm on 3 May 2026 Pacific": (
        "2026-05-03T20:00-07:00/2026-05-03T22:00-07:00"
    ),
    "about 5 pm Pacific on 3 March 2026": "2026-03-03T17:00-08:00~",
    # Of the hour that came twice, the words say which.
    "2 November 2025 1:30 am PDT": "2025-11-02T01:30-07:00",
    "2 November 2025 1:30 am PST": "2025-11-02T01:30-08:00",
    "2 November 2025 3:30 am Pacific": "2025-11-02T03:30-08:00",
    # The clock on the wall, and nothing more.
    "3 March 2026 17:46 local time": "2026-03-03T17:46",
    "3 mars 2026 17 h 46 heure locale": "2026-03-03T17:46",
    "3 March 2026 17:46": "2026-03-03T17:46",
}


@pytest.mark.parametrize(("typed", "stored"), ZONED.items(), ids=ZONED)
def test_a_time_zone_is_the_offset_of_that_very_day(typed: str, stored: str) -> None:
    assert read_date(typed, TODAY) == When.parse(stored).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        # The letters say one clock, and another one was kept that day (in some places).
        ("3 July 2025 5:46 pm PST", "Write UTC−07:00 if you mean that clock, or UTC−08:00"),
        ("3 July 2025 5 pm CST", "which is not CST"),
        ("8 March 2026 2:30 am Pacific", "2:30 a.m. was left out"),
        ("2 November 2025 1:30 am Pacific", "1:30 a.m. came twice"),
        ("2 November 2025 1:30 am Toronto time", "UTC−04:00 for the first or UTC−05:00"),
        ("3 March 2026 17:46 Martian time", "That time zone is not known here"),
        ("3 March 2026 17:46 +19:00", "There is no time zone +19:00"),
        ("March 2026 17:46 Pacific", "A time wants a day"),
        ("3 March 2026 Pacific", "Write a date"),
        ("March 5, 2026 8:00-10:00", "Write two times such as 8:00 to 10:00"),
    ],
)
def test_a_zone_that_does_not_say_one_offset_is_asked_about(typed: str, says: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_date(typed, TODAY)
    assert says in sentence(caught.value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("last Tuesday", "24 February 2026 or 3 March 2026"),
        ("Tuesday", "3 March 2026 or 10 March 2026"),
        ("the 3rd", "the month and the year, too"),
        ("March", "the year, too, such as March 2026"),
        ("3 March", "the year, too, such as 3 March 2026"),
        ("3 April", "the year, too, such as 3 April 2025"),
        ("March 26", "the year, too, such as March 26 2025"),
        ("3 March 26", "four digits"),
        ("March '26", "four digits"),
        ("summer", "the year, too, such as summer 2025"),
        ("around Christmas", "the year, too"),
        ("winter 2025", "winter 2024-2025 or winter 2025-2026"),
        ("last winter", "the year, too"),
        ("3 or 5 March 2026", "the days between them"),
        ("2019 or 2022", "between them"),
        ("3 March 2026 5:46", "5:46 am or 5:46 pm"),
        ("3 March 2026 midnight", "0:00"),
        ("3 March 2026 at night", "A night has two dates"),
        ("tonight", "A night has two dates"),
        ("5 pm", "Please write the day, too"),
        ("Tuesday 4 March 2026", "4 March 2026 was a Wednesday"),
    ],
)
def test_what_lacks_a_part_or_could_be_two_is_asked_about(typed: str, says: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_date(typed, TODAY)
    assert says in sentence(caught.value)


@pytest.mark.parametrize("word", sorted(_words()))
def test_every_name_of_a_zone_is_understood_on_some_day(word: str) -> None:
    found = set()
    for day in ("3 January 2025", "3 July 2025"):
        with contextlib.suppress(BadAnswer):
            found.add(read_date(f"{day} 12:00 {word}", TODAY)[16:])
    assert found
    assert all(re.fullmatch(r"-\d\d:\d\d", offset) for offset in found)


def test_five_forty_six_is_a_time_of_its_own_where_clocks_have_24_hours() -> None:
    assert read_date("2026-3-3 5:46", TODAY) == "2026-03-03T05:46"
    with wording.using("fr-CA"):
        assert read_date("3 mars 2026 5:46", TODAY) == "2026-03-03T05:46"


def test_last_weekend_is_asked_about_while_it_is_one() -> None:
    with pytest.raises(BadAnswer):
        read_date("last weekend", date(2026, 3, 7))


def test_last_summer_is_asked_about_once_this_one_has_begun() -> None:
    with pytest.raises(BadAnswer, match="summer 2025"):
        read_date("last summer", date(2026, 8, 1))


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
        ("next Friday", "6 March 2026", "13 March 2026"),
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
        ("a long time ago", "Write a date"),
        ("3 March 2026 Martian", "Write a date"),
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


_DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31)).map(str)
_TIMES = st.times().map(lambda at: f"T{at:%H:%M}")
_OFFSETS = st.sampled_from(["", "Z", "-08:00", "-03:30", "+14:00", "+05:45"])
_SINGLES = st.one_of(
    st.tuples(_DAYS, _TIMES, _OFFSETS).map("".join),
    _DAYS,
    _DAYS.map(lambda day: day[:7]),
    _DAYS.map(lambda day: day[:4]),
)
_MARKED = st.tuples(_SINGLES, st.sampled_from(["", "~", "?", "%"])).map("".join)


def _stretch(ends: tuple[str, str]) -> str:
    return "/".join(sorted(ends))


_WHENS = st.one_of(
    _MARKED,
    _MARKED.map("../{}".format),
    _MARKED.map("{}/..".format),
    st.tuples(_DAYS, _DAYS).map(_stretch),
    st.tuples(_DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:7])).map(_stretch),
    st.builds(
        lambda day, times, zone: _stretch((f"{day}{times[0]}{zone}", f"{day}{times[1]}{zone}")),
        _DAYS,
        st.tuples(_TIMES, _TIMES),
        _OFFSETS,
    ),
    st.just("XXXX"),
)


@given(_WHENS, st.sampled_from(["en", "fr-CA"]))
def test_what_is_shown_can_be_typed_again(edtf: str, language: str) -> None:
    with wording.using(language):
        said = format_when(When.parse(edtf))
        assert read_date(said, TODAY) == When.parse(edtf).text, said


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["en", "fr"]))
def test_a_date_in_words_is_that_date(day: date, language: str) -> None:
    from babel.dates import format_date

    for style in ("long", "full"):
        typed = format_date(day, style, locale=language)
        assert read_date(typed, TODAY) == day.isoformat()
