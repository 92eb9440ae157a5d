from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tui.interview.marks import Mark
from tui.interview.problems import (
    CATALOGUE,
    ContentError,
    did_you_mean,
    problem,
    refused,
)

HERE = Mark("content/scripts/log.yaml", 12, 3)

DOCUMENTED = {
    **{f"E10{n}": 1 for n in range(1, 8)},
    **{f"E20{n}": 1 for n in range(1, 10)},
    **{f"E3{n:02}": 1 for n in range(1, 15)},
    **dict.fromkeys(("E401", "E402", "E403", "E501", "E502", "W503"), 1),
    **dict.fromkeys(("E601", "E602", "E603", "E604", "E701", "E702", "E703", "E704", "E705"), 1),
    **dict.fromkeys(("E801", "E802", "E803", "W804"), 1),
}


def test_every_documented_code_is_there_and_no_other() -> None:
    assert set(CATALOGUE) == set(DOCUMENTED)


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_entry_reads_as_a_sentence(code: str) -> None:
    entry = CATALOGUE[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+|alias|circle|unreadable", entry.name)
    assert not entry.what.endswith(".")
    assert entry.do.endswith((".", "}"))
    filled = problem(code, HERE, **dict.fromkeys(entry.placeholders, "WORD"))
    assert "?" not in filled.what + filled.do
    assert str(filled).startswith(f"content/scripts/log.yaml:12: {code} {entry.name}: ")


def test_its_text_form() -> None:
    found = problem(
        "E105", HERE, where="an ask", key="qestion", known=["question", "help"], guess="Eh?"
    )
    assert str(found) == (
        "content/scripts/log.yaml:12: E105 unknown-key: an ask has no 'qestion'. "
        "Eh? It takes: question, help."
    )


def test_braces_in_an_authors_text_stay_as_they_are() -> None:
    found = problem("E401", HERE, text="{a.__class__}", why="{x}")
    assert "“{a.__class__}”" in found.what
    assert found.do == "Write {name} or {name:format}. For a brace as such write {{ or }}."


def test_a_long_or_multi_line_text_becomes_one_line() -> None:
    found = problem("E201", HERE, why="a\nb\x1b[2J" + "x" * 500)
    assert len(found.what) < 200
    assert found.what.isprintable()


def test_problems_sort_as_the_files_read() -> None:
    marks = [Mark("b", 1), Mark("a", 10), Mark("a", 9, 5), Mark("a", 9, 1)]
    found = [problem(code, at, key="k", first=1) for at in marks for code in ("E102", "W503")]
    assert [(str(each.at), each.code) for each in sorted(found)] == [
        ("a:9", "E102"),
        ("a:9", "E102"),
        ("a:9", "W503"),
        ("a:9", "W503"),
        ("a:10", "E102"),
        ("a:10", "W503"),
        ("b:1", "E102"),
        ("b:1", "W503"),
    ]


def test_warnings_do_not_refuse() -> None:
    warning = problem("W503", HERE, name="x", why="y")
    assert warning.warns
    assert not refused([warning])
    assert refused([warning, problem("E502", HERE, name="x")])


def test_a_content_error_lists_its_problems() -> None:
    error = ContentError([problem("E502", HERE, name="b"), problem("E104", HERE, where="a")])
    assert [each.code for each in error.problems] == ["E104", "E502"]
    assert str(error).count("\n") == 1


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("qestion", ["question", "help"], "Did you mean 'question'?"),
        ("if_open", ["if-open", "when"], "Did you mean 'if-open'?"),
        ("PLATFORMS", ["platform", "people"], "Did you mean 'platform'?"),
        ("zzz", ["platform", "people"], ""),
        ("", ["platform"], ""),
    ],
)
def test_did_you_mean(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said


def _calls() -> list[tuple[str, int, str, set[str]]]:
    found = []
    for path in sorted((Path(__file__).parents[2] / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if called != "problem" or not isinstance(first, ast.Constant):
                continue
            if None in [each.arg for each in node.keywords]:
                continue  # ** hides the words from us
            found.append(
                (str(path), node.lineno, first.value, {each.arg or "" for each in node.keywords})
            )
    return found


def test_every_problem_raised_gives_exactly_the_words_its_entry_needs() -> None:
    for path, line, code, words in _calls():
        assert code in CATALOGUE, f"{path}:{line}"
        assert words - {"guess"} == CATALOGUE[code].placeholders, f"{path}:{line} {code}"
