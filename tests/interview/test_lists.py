from __future__ import annotations

from datetime import date

import pytest

from tests.interview.authoring import shaped
from tui.interview.lists import list_of, parse_checked
from tui.interview.marks import NOWHERE
from tui.interview.problems import Problem
from tui.interview.schema import CaseDef, Content, Fact, ListDef
from tui.interview.sourcing import check_sourcing

PLATFORMS = """\
list: platforms
stale_after_months: 6
columns:
  alerts: yes-no
  how: {type: choices, options: [app, web]}
  kind: {type: choice, options: [chat, post]}
  site: link
  help: phone
  since: date
  users: number
  about: text
rows:
  insta:
    label: Instagram
    was: [ig]
    source: help page
    checked: 2026-01-31
    alerts: {value: no, source: a test, checked: 2026-02-01, sure: high}
    how: [app, web]
    kind: post
    site: https://instagram.com
    help: 1-800-668-6868
    since: 2010-10
    users: 3
    about: Pictures, mostly.
  sms:
    label: Text messages
    source: none found
    checked: 2026-01
    alerts: {value: null, sure: unknown}
    how: app
"""


def made(text: str) -> tuple[ListDef, list[Problem]]:
    found, problems = shaped(text, list_of, "content/lists/x.yaml")
    assert isinstance(found, ListDef)
    return found, problems


def test_facts_take_source_and_date_from_their_row_unless_they_have_their_own() -> None:
    found, problems = made(PLATFORMS)
    assert problems == []
    assert (found.name, found.stale_after_months) == ("platforms", 6)
    insta, sms = found.rows
    assert (insta.label, insta.was) == ("Instagram", ("ig",))
    facts = dict(insta.facts)
    assert facts["alerts"] == Fact(
        value=False, source="a test", checked="2026-02-01", sure="high", at=facts["alerts"].at
    )
    assert str(facts["alerts"].at) == "content/lists/x.yaml:18"
    assert (facts["site"].source, facts["site"].checked) == ("help page", "2026-01-31")
    assert {name: fact.value for name, fact in insta.facts} == {
        "alerts": False,
        "how": ("app", "web"),
        "kind": "post",
        "site": "https://instagram.com",
        "help": "1-800-668-6868",
        "since": "2010-10",
        "users": 3,
        "about": "Pictures, mostly.",
    }
    assert sms.get("how") == ("app",)
    assert sms.get("alerts") is None
    assert sms.get("site") is None


def test_a_list_of_labels_only() -> None:
    found, problems = made("list: kinds\nrows: {post: A post, call: {label: A call, was: [tel]}}\n")
    assert problems == []
    assert [(row.code, row.label, row.was) for row in found.rows] == [
        ("post", "A post", ()),
        ("call", "A call", ("tel",)),
    ]


def with_row(fact: str) -> str:
    head = PLATFORMS.partition("rows:")[0]
    return f"{head}rows:\n  insta:\n    label: Instagram\n    {fact}\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "1: E104 wrong-shape: a list file is a list."),
        ("rows: {}\n", "1: E104 wrong-shape: a list file without 'list:' is not complete."),
        ("list: a\n", "1: E104 wrong-shape: a list file without 'rows:' is not complete."),
        ("list: a\nrows: {b: {}}\n", "2: E104 wrong-shape: the row 'b' without 'label:' is not"),
        ("list: a\nrows: {b: [c]}\n", "2: E104 wrong-shape: the row 'b' is a list."),
        (
            "list: a\nrow: {}\n",
            "2: E105 unknown-key: a list file has no 'row'. Did you mean 'rows'?",
        ),
        (
            with_row("alert: no"),
            "15: E105 unknown-key: the row 'insta' has no 'alert'. Did you mean 'alerts'?",
        ),
        (
            with_row("alerts: {value: no, sources: x}"),
            "15: E105 unknown-key: 'alerts' of the row 'insta' has no 'sources'. "
            "Did you mean 'source'?",
        ),
        (with_row("alerts: {source: x}"), "15: E104 wrong-shape: 'alerts' of the row 'insta' with"),
        (
            with_row("alerts: maybe"),
            "15: E106 wrong-value: 'alerts' of the row 'insta' can't be 'maybe'. "
            "Write yes or no; leave it out if it is not known.",
        ),
        (
            with_row("how: [ap]"),
            "15: E106 wrong-value: 'how' of the row 'insta' can't be 'ap'. Did you mean 'app'?",
        ),
        (
            with_row("kind: chatt"),
            "15: E106 wrong-value: 'kind' of the row 'insta' can't be 'chatt'. "
            "Did you mean 'chat'?",
        ),
        (with_row("site: not a link"), "15: E106 wrong-value: 'site' of the row 'insta' can't be"),
        (with_row("help: call me"), "15: E106 wrong-value: 'help' of the row 'insta' can't be"),
        (with_row("since: 2026-02-31"), "15: E106 wrong-value: 'since' of the row 'insta' can't"),
        (with_row("users: many"), "15: E106 wrong-value: 'users' of the row 'insta' can't be"),
        (with_row("checked: last week"), "15: E106 wrong-value: 'checked' of the row 'insta' can"),
        (
            with_row("alerts: {value: no, sure: low}"),
            "15: E106 wrong-value: 'sure' of 'alerts' of the row 'insta' can't be 'low'. "
            "Write one of high, medium, unknown.",
        ),
        (
            with_row("alerts: {value: no, sure: unknown}"),
            "15: E106 wrong-value: 'alerts' of the row 'insta' can't be 'no'. "
            "Write unknown, or say how sure it is: high or medium.",
        ),
    ],
)
def test_faults(text: str, problem: str) -> None:
    _, problems = made(text)
    assert any(str(each).startswith(f"content/lists/x.yaml:{problem}") for each in problems), [
        str(each) for each in problems
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01", date(2026, 1, 1)),
        ("2026-02-31", None),
        ("2026-13", None),
        ("", None),
        ("soon", None),
    ],
)
def test_parse_checked(text: str, day: date | None) -> None:
    assert parse_checked(text) == day


def sourcing(text: str, today: date | None = None) -> list[str]:
    found, problems = made(text)
    assert problems == []
    content = Content(case=CaseDef(), lists=(found,), at=NOWHERE)
    return [str(each) for each in check_sourcing(content, today=today)]


def test_e803_a_fact_needs_source_and_date() -> None:
    bare = with_row("alerts: no")
    assert sourcing(bare) == [
        "content/lists/x.yaml:15: E803 fact-without-source-or-date: 'alerts' of 'insta' has no "
        "source and no date. Say where the fact is from (source:) and when it was last looked "
        "up (checked: 2026-01-31)."
    ]
    half = with_row("alerts: {value: no, source: x}")
    assert "E803 fact-without-source-or-date: 'alerts' of 'insta' has no date." in sourcing(half)[0]
    assert sourcing(with_row("alerts: {value: no, source: x, checked: 2026-01}")) == []
    assert sourcing("list: a\nrows: {b: Labels need no source}\n") == []


@pytest.mark.parametrize(
    ("today", "stale"),
    [
        (None, False),
        (date(2026, 7, 30), False),
        (date(2026, 7, 31), True),
        (date(2027, 1, 1), True),
    ],
)
def test_w804_a_fact_grows_stale(today: date | None, stale: bool) -> None:
    text = with_row("site: {value: a.org, source: x, checked: 2026-01-31}")
    found = sourcing(text, today)
    assert found == stale * [
        "content/lists/x.yaml:15: W804 stale-fact: 'site' of 'insta' was last looked up on "
        "2026-01-31, 6 months ago or more. Look it up again and correct checked:."
    ]
