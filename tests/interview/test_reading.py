from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.interview import reading
from tui.interview.reading import Leaf, Map, Seq, plain, read_yaml


def one(data: bytes) -> str:
    tree, problems = read_yaml(data, "a.yaml")
    assert tree is None
    assert len(problems) == 1, problems
    return str(problems[0])


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"", 1, "it is empty"),
        (b"# a note\n", 1, "it is empty"),
        (b"a: 1\n\tb: 2\n", 2, "a tab is used to indent"),
        (b"a:\n  - b\n  \t- c\n", 3, "a tab is used to indent"),
        (b"a: 1\nb: c: d\n", 2, "there is a colon where none can be"),
        (b"a: 1\nb: 'open\nc: 2\n", 2, "a quote is opened and never closed"),
        (b"a: [1, 2\nb: 3\n", 2, "a bracket or brace is not closed as it should be"),
        (b"a: 1\nwhen: 'c' in x\n", 2, "what stands here does not fit the lines above it"),
        (b"a: 1\ntext: {b} did\n", 2, "what stands here does not fit the lines above it"),
        (b"a: 1\nb: @c\n", 2, "a word begins with a character that can't begin one"),
        (b"a: 1\n---\nb: 2\n", 2, "there are two documents in one file"),
        (b"a: 1\nb: !x y\n", 2, "'!x' is a YAML tag"),
        (b"a: - b\n", 1, "a list begins where none can"),
        (b"? [a]\n: b\n", 1, "a list or a map stands where a key should"),
        (b'a: "\\q"\n', 1, "there is a backslash with an unknown meaning"),
        (b"a: 1\nb: \x00\n", 2, "it holds the hidden character U+0000"),
        (b"a: 1\nb: \x1b[2J\n", 2, "it holds the hidden character U+001B"),
        ("a: b\u2028c".encode(), 1, "it holds the hidden character U+2028"),
        (b"a: 1\nb: \xff\n", 2, "it is not in UTF-8"),
        ("a: 1".encode("utf-16"), 1, "it is not in UTF-8"),
        (b"[" * 200_000, 1, "it nests too deeply"),
        (b"- " * 100_000, 1, "it nests too deeply"),
        (b"\n".join(b" " * n + b"a:" for n in range(300)), 1, "it nests too deeply"),
    ],
)
def test_e101_says_where_and_why(data: bytes, line: int, why: str) -> None:
    said = one(data)
    assert said.startswith(f"a.yaml:{line}: E101 not-yaml: this file can't be read: {why}.")
    assert said.count(". ") >= 1, "and what to do"


def test_e102_names_both_lines() -> None:
    assert one(b"a: 1\nb: 2\n'a': 3\n") == (
        "a.yaml:3: E102 duplicate-key: 'a' stands here a second time; the first is on line 1. "
        "Keep one of the two."
    )


def test_e102_deep_inside() -> None:
    _, problems = read_yaml(b"x:\n  - {a: 1, a: 2}\n  - b:\n      c: 1\n      c: 2\n", "a.yaml")
    assert [(each.code, each.at.line) for each in problems] == [("E102", 2), ("E102", 5)]


def test_e103_finds_the_anchor_and_the_alias() -> None:
    _, problems = read_yaml(b"a: &one 1\nb: *one\n", "a.yaml")
    assert [(each.code, each.at.line) for each in problems] == [("E103", 1), ("E103", 2)]
    assert "'&one'" in problems[0].what
    assert "'*one'" in problems[1].what


def test_a_thousand_aliases_are_not_followed() -> None:
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 110)
    )
    _, problems = read_yaml(bomb, "a.yaml")
    assert {each.code for each in problems} == {"E103"}


def test_signs_inside_words_are_no_anchors() -> None:
    tree, problems = read_yaml(b"a: Tom & Jerry *really* & co\nb: 'x: &y'\n", "a.yaml")
    assert problems == []
    assert tree is not None
    assert plain(tree) == {"a": "Tom & Jerry *really* & co", "b": "x: &y"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'true'", "true"),
        ('"12"', "12"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("007", "007"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("2026-03-03", "2026-03-03"),
        ("12:30", "12:30"),
        ("<<", "<<"),
        ("9" * 40, "9" * 40),
    ],
)
def test_everything_is_text_but_four_kinds(text: str, value: object) -> None:
    tree, problems = read_yaml(f"a: {text}\n".encode(), "a.yaml")
    assert problems == []
    assert isinstance(tree, Map)
    found = tree.get("a")
    assert isinstance(found, Leaf)
    assert found.value == value
    assert type(found.value) is type(value)


def test_marks_point_at_lines_and_columns() -> None:
    tree, _ = read_yaml(b"\xef\xbb\xbfa:\r\n  - b\r\n  - {c: d}\r\n", "x/a.yaml")
    assert isinstance(tree, Map)
    found = tree.get("a")
    assert isinstance(found, Seq)
    assert [str(each.at) for each in found.items] == ["x/a.yaml:2", "x/a.yaml:3"]
    assert [each.at.column for each in found.items] == [5, 5]
    assert "a" in tree
    assert "b" not in tree
    assert tree.get("b") is None


def test_without_libyaml_it_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"a: [1, {b: 'c'}]\nd: >-\n  e\n  f\ng: yes\n"
    fast = read_yaml(text, "a.yaml")
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    assert read_yaml(text, "a.yaml") == fast
    assert one(b"[" * 5_000).startswith("a.yaml:1: E101")
    assert one(b"a: 'x\n").startswith("a.yaml:1: E101")
    assert one(b"a: b: c\n").startswith("a.yaml:1: E101")


def test_four_hundred_questions_cost_little_more_than_composing() -> None:
    question = (
        "  - ask: q{}\n    type: choice\n    options: {{list: platforms}}\n"
        "    when: incident.kind in ['post', 'image']\n    question: Where & when, \"really\"?\n"
        "    help: Some words of help, as many as there need be.\n    source: [TFV-L-17]\n"
    )
    text = "steps:\n" + "".join(question.format(n) for n in range(400))

    def best(work: object) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()  # type: ignore[operator]
            times.append(time.perf_counter() - start)
        return min(times)

    bare = best(lambda: yaml.compose(text, Loader=reading._LOADER))
    assert best(lambda: read_yaml(text.encode(), "a.yaml")) < 4 * bare


pieces = st.sampled_from(
    [*list("ab:-?[]{}'\"|>&*!%@`#,\n\t \\~0"), "\n  ", "\n- ", ": ", "\x00", "é", "---\n", "true"]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.lists(pieces, max_size=60).map("".join)))
def test_no_bytes_crash_it(data: bytes | str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    tree, problems = read_yaml(raw, "a.yaml")
    assert (tree is None) == bool(problems)
    for each in problems:
        assert each.code in ("E101", "E102", "E103")
        assert 1 <= each.at.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        assert "\n" not in str(each)
