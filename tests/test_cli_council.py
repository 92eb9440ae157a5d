"""``fairhand council spent``: a file in, an answer out, and every bad file refused by name."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tui import cli
from tui.commands import codes
from tui.policy.sentences import KINDS

PAGE = (Path(__file__).parents[1] / "docs" / "council.md").read_text(encoding="utf-8")

GIVEN = {
    "individual": True,
    "convicted": "2026-03-10",
    "under_18_at_conviction": False,
    "sentences": [{"kind": "fine"}, {"kind": "cbo", "last_day": "2031-03-09"}],
}


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = cli.main(["council", "spent", *(str(word) for word in words)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "conviction.json"
    path.write_text(json.dumps(GIVEN, indent="\t"), encoding="utf-8")
    return path


def test_for_programs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, file, "--json", "--on", "2026-04-01")
    assert (code, err) == (codes.DONE, "")
    found = json.loads(out)
    assert list(found) == ["spent_from", "status", "not_before", "because"]
    because = found.pop("because")
    assert found == {"spent_from": "2031-03-10", "status": "unspent", "not_before": None}
    assert len(because) == 3
    assert "9 March 2031" in because[1]
    assert all("Rehabilitation of Offenders Act 1974, s." in each for each in because)


def test_for_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, file, "--on", "2031-03-09")
    assert (code, err) == (codes.DONE, "")
    first, *_, last = out.strip().splitlines()
    assert first == "It is not spent on 9 March 2031. It will be spent from 10 March 2031."
    assert "England and Wales" in last and "not legal advice" in last
    assert told(capsys, file, "--on", "2031-03-10")[1].startswith("It is spent on 10 March 2031")


def test_the_day_is_today_unless_another_is_given(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps({**GIVEN, "convicted": "2000-01-03"}), encoding="utf-8")
    spent = date.today() >= date(2031, 3, 10)
    found = json.loads(told(capsys, file, "--json")[1])
    assert found["status"] == ("spent" if spent else "unspent")


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"individual": False}, "Only people have spent convictions."),
        ({"sentences": [{"kind": "life"}]}, "This conviction is never spent."),
        ({"sentences": [{"kind": "cbo", "indefinite": True}]}, "It is not spent while an order"),
        (
            {"sentences": [{"kind": "suspended", "months": 8}]},
            "It can't be said when it is spent, o",
        ),
        (
            {"convicted": None, "sentences": [{"kind": "fine"}]},
            "It can't be said when it is spent.",
        ),
        (
            {"under_18_at_conviction": None, "sentences": [{"kind": "fine"}]},
            "It is spent on 1 April 2030. From which day is not known.",
        ),
    ],
)
def test_every_status_has_its_words(
    file: Path, changes: dict[str, object], begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps({**GIVEN, **changes}), encoding="utf-8")
    code, out, _ = told(capsys, file, "--on", "2030-04-01")
    assert code == codes.DONE
    assert out.startswith(begins)


def test_an_age_that_is_not_given_is_not_known(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {key: value for key, value in GIVEN.items() if key != "under_18_at_conviction"}
    file.write_text(json.dumps({**given, "sentences": [{"kind": "fine"}]}), encoding="utf-8")
    found = json.loads(told(capsys, file, "--json", "--on", "2026-04-01")[1])
    assert (found["spent_from"], found["status"]) == (None, "unknown")
    assert found["not_before"] == "2026-09-10"
    file.write_text(json.dumps(given), encoding="utf-8")
    found = json.loads(told(capsys, file, "--json", "--on", "2026-04-01")[1])
    assert (found["spent_from"], found["status"]) == ("2031-03-10", "unspent")


def test_yaml_does_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "conviction.yaml"
    path.write_text(
        "individual: true\nconvicted: 2026-03-10\nunder_18_at_conviction: false\n"
        "sentences:\n  - kind: fine\n",
        encoding="utf-8",
    )
    code, out, _ = told(capsys, path, "--json")
    assert code == codes.DONE
    assert json.loads(out)["spent_from"] == "2027-03-10"
    path.write_text("individual: true\nindividual: true\n", encoding="utf-8")
    code, out, err = told(capsys, path)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "conviction.yaml:2: E102" in err


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "line 1"),
        ("[]", "no conviction"),
        ("", "line 1"),
        ('{"individual": true,\n "individual": true}', "individual stands there twice"),
        ('{"individual": true, "convicted": "2026-13-01", "sentences": []}', "convicted: "),
        (json.dumps({**GIVEN, "sentences": [{"kind": "flogging"}]}), "no kind flogging"),
        (json.dumps({**GIVEN, "sentences": [{"kind": "fine", "x": 1}]}), "sentences[1].x: "),
        (
            json.dumps({**GIVEN, "sentences": [{"kind": "custody", "months": -6}]}),
            "sentences[1].months: ",
        ),
        (json.dumps({**GIVEN, "sentences": [{"kind": "custody"}]}), "sentences[1].months: "),
        ("[" * 100_000, "no JSON"),
        ('{"individual": 1' + "0" * 5_000 + "}", "no JSON"),
    ],
)
def test_a_bad_file_is_refused_and_its_fault_named(
    file: Path, text: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text, encoding="utf-8")
    for more in ([], ["--json"]):
        code, out, err = told(capsys, file, *more)
        assert (code, out) == (codes.PROBLEMS, "")
        assert named in err


def test_a_file_that_is_not_there_not_text_or_too_large(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, tmp_path / "none.json")[0] == codes.PROBLEMS
    assert told(capsys, tmp_path)[0] == codes.PROBLEMS
    path = tmp_path / "x.json"
    path.write_bytes(b'{"individual": "\xff"}')
    code, _, err = told(capsys, path)
    assert code == codes.PROBLEMS and "UTF-8" in err
    path.write_bytes(b" " * (1024 * 1024 + 1))
    code, _, err = told(capsys, path)
    assert code == codes.PROBLEMS and "too large" in err


@pytest.mark.parametrize("day", ["2026-02-30", "20260401", "soon", "2026-W10-2"])
def test_a_day_that_is_none_is_a_mistake_in_the_line(
    file: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, file, "--on", day)
    assert (code, out) == (codes.USAGE, "")
    assert "--on" in err


def test_what_stands_in_the_file_can_do_nothing_on_the_screen(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps({**GIVEN, "\x1b[2J\nfine": 1}), encoding="utf-8")
    code, _, err = told(capsys, file)
    assert code == codes.PROBLEMS
    assert "\x1b" not in err


def rows(heading: str) -> dict[str, str]:
    found = re.search(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.M)
    assert found is not None
    cells = [line[1:-1].split("|") for line in found[1].splitlines()]
    return {name.strip().strip("`"): words for name, words in cells}


def test_the_page_for_councils_holds(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```json\n(.*?)```", PAGE, re.S)
    assert example is not None
    file.write_text(example[1], encoding="utf-8")
    found = json.loads(told(capsys, file, "--json", "--on", "2026-04-01")[1])
    assert (found["spent_from"], found["status"]) == ("2031-03-10", "unspent")
    assert list(rows("Of the result")) == list(found)
    kinds = rows("Field of a sentence")["kind"]
    assert re.findall(r"`(\w+)`", kinds) == list(KINDS)
    for heading, broken in (
        ("Field", {**GIVEN, "x": 1}),
        ("Field of a sentence", {**GIVEN, "sentences": [{"kind": "fine", "x": 1}]}),
    ):
        file.write_text(json.dumps(broken), encoding="utf-8")
        known = told(capsys, file)[2].partition("There are: ")[2].strip().rstrip(".")
        assert sorted(known.split(", ")) == sorted(rows(heading))
