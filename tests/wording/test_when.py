from __future__ import annotations

import pytest

from tui import wording
from tui.interview.dates import When
from tui.wording import format_when


@pytest.mark.parametrize(
    ("kept", "english", "french"),
    [
        ("2026-03-03", "3 March 2026", "3 mars 2026"),
        ("2026-03-01", "1 March 2026", "1er mars 2026"),
        (
            "2026-03-03T17:46-08:00",
            "3 March 2026, 5:46 p.m. (UTC−08:00)",
            "3 mars 2026, 17 h 46 (UTC−08:00)",
        ),
        ("2026-03-03T17:46", "3 March 2026, 5:46 p.m.", "3 mars 2026, 17 h 46"),
        ("2026-01-03T00:05Z", "3 January 2026, 12:05 a.m. (UTC)", "3 janvier 2026, 00 h 05 (UTC)"),
        ("2026-03", "March 2026", "mars 2026"),
        ("2026", "2026", "2026"),
        ("2026-03~", "about March 2026", "vers mars 2026"),
        ("2026-03-03?", "perhaps 3 March 2026", "peut-être le 3 mars 2026"),
        ("2026-03-03~", "about 3 March 2026", "vers le 3 mars 2026"),
        ("2025%", "perhaps about 2025", "peut-être vers 2025"),
        (
            "2026-05-03/2026-05-05",
            "between 3 and 5 May 2026",
            "entre le 3 et le 5 mai 2026",
        ),
        (
            "2026-05-01/2026-05-05",
            "between 1 and 5 May 2026",
            "entre le 1er et le 5 mai 2026",
        ),
        (
            "2026-04-03/2026-05-05",
            "between 3 April and 5 May 2026",
            "entre le 3 avril et le 5 mai 2026",
        ),
        (
            "2025-12-30/2026-01-02",
            "between 30 December 2025 and 2 January 2026",
            "entre le 30 décembre 2025 et le 2 janvier 2026",
        ),
        (
            "2026-03/2026-05",
            "between March 2026 and May 2026",
            "entre mars 2026 et mai 2026",
        ),
        (
            "2026-05-03T20:05-07:00/2026-05-03T22:40-07:00",
            "3 May 2026, between 8:05 p.m. and 10:40 p.m. (UTC−07:00)",
            "3 mai 2026, entre 20 h 05 et 22 h 40 (UTC−07:00)",
        ),
        (
            "2026-05-03T20:05~/2026-05-03T22:40",
            "between about 3 May 2026, 8:05 p.m. and 3 May 2026, 10:40 p.m.",
            "début : vers le 3 mai 2026, 20 h 05; fin : 3 mai 2026, 22 h 40",
        ),
        ("../2026-03", "March 2026 or earlier", "mars 2026 ou avant"),
        ("2026-03/..", "March 2026 or later", "mars 2026 ou après"),
        ("XXXX", "date not known", "date inconnue"),
        ("", "date not known", "date inconnue"),
    ],
)
def test_a_date_reads_as_people_say_it(kept: str, english: str, french: str) -> None:
    when = When.parse(kept)
    assert format_when(when) == english
    with wording.using("fr-CA"):
        assert format_when(when).replace("\u00a0", " ") == french


def test_about_is_never_lost() -> None:
    between = When.parse("2026-05-03~/2026-05-05")
    assert format_when(between) == "between about 3 May 2026 and 5 May 2026"


def test_a_narrow_column_gets_short_months_and_no_zone() -> None:
    assert format_when(When.parse("2026-09-03T17:46-08:00"), "short") == "3 Sep 2026, 5:46 p.m."


def test_british_english_writes_the_day_round_the_clock() -> None:
    with wording.using("en-GB"):
        assert format_when(When.parse("2026-03-03T17:46")) == "3 March 2026, 17:46"
