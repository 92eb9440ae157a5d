from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.interview.duties import read_duties
from tui.interview.sourcing import covers

HEAD = "id,seed,source,paraphrase,kind,condition\n"


def test_duties_keep_the_line_they_stand_on() -> None:
    text = (
        '\ufeffid,seed,source,paraphrase,kind,condition\r\nA-1,tfv,p. 1,"Ask, then\r\nask again.",'
        "question,always\r\n\r\nA-2,tfv,p. 2,Warn.,warning,\r\n"
    )
    duties, problems = read_duties(text.encode(), "s/tfv.csv")
    assert problems == []
    assert [(each.id, each.kind, each.at.line, each.condition) for each in duties] == [
        ("A-1", "question", 2, "always"),
        ("A-2", "warning", 5, ""),
    ]
    assert duties[0].source == "p. 1"


def test_text_is_another_name_for_paraphrase() -> None:
    duties, problems = read_duties(b"id,source,text,kind\nA-1,p,Do.,rule\n", "a.csv")
    assert problems == []
    assert (duties[0].text, duties[0].seed) == ("Do.", "")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "a.csv:1: E104 wrong-shape: the first line without id, source, kind, text is not"),
        (b"id,source,kind\n", "a.csv:1: E104 wrong-shape: the first line without text is not"),
        (
            b"id,source,text,knd\n",
            "a.csv:1: E105 unknown-key: a list of duties has no 'knd'. Did you mean 'kind'?",
        ),
        (
            f"{HEAD}A-1,t,p,Do.,rule,\nA-2,t,p,Do, this.,rule,\n".encode(),
            "a.csv:3: E104 wrong-shape: this row is 7 cells for 6 columns.",
        ),
        (
            f"{HEAD}A-1,t,p,Do.,rule,\nA-1,t,p,Do.,rule,\n".encode(),
            "a.csv:3: E102 duplicate-key: 'A-1' stands here a second time; the first is on line 2.",
        ),
        (
            f"{HEAD}A-1,t,p,Do.,rul,\n".encode(),
            "a.csv:2: E106 wrong-value: the kind of A-1 can't be 'rul'. Did you mean 'rule'?",
        ),
        (
            f"{HEAD},t,p,Do.,rule,\n".encode(),
            "a.csv:2: E106 wrong-value: the id of this duty can't",
        ),
        (f"{HEAD}A-1,t,p,,rule,\n".encode(), "a.csv:2: E106 wrong-value: the words of this duty"),
        (
            f'{HEAD}A-1,t,p,"Do.,rule,\n'.encode(),
            "a.csv:2: E101 not-yaml: this file can't be read:",
        ),
        (b"id,\xff\n", "a.csv:1: E101 not-yaml: this file can't be read: it is not in UTF-8."),
        (b"id,\x00\n", "a.csv:1: E101 not-yaml: this file can't be read: it holds the hidden"),
    ],
)
def test_faults(data: bytes, problem: str) -> None:
    _, problems = read_duties(data, "a.csv")
    assert len(problems) == 1
    assert str(problems[0]).startswith(problem)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda each: HEAD + each)))
def test_no_bytes_crash_it(data: bytes | str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    _, problems = read_duties(raw, "a.csv")
    assert all(each.code in {"E101", "E102", "E104", "E105", "E106"} for each in problems)


@pytest.mark.parametrize(
    ("family", "duty", "covered"),
    [
        ("TFV-L", "TFV-L-17", True),
        ("TFV-C", "TFV-C-CALL-01", False),
        ("TFV-C-CALL", "TFV-C-CALL-01", True),
        ("TFV", "TFV-L-17", False),
        ("COU-5.*", "COU-5.7.3-01", True),
        ("COU-5.*", "COU-6.1-01", False),
        ("COU-*", "COU-6.1-01", True),
    ],
)
def test_families(family: str, duty: str, covered: bool) -> None:
    assert covers(family, duty) == covered
