from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from tui import cli
from tui.commands import codes
from tui.papers import write
from tui.vault import durable
from tui.vault.vault import Vault

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/three-entries.yaml"
BAD = ROOT / "tests/content/bad"
PASSPHRASE = "four plain words here"


@pytest.fixture
def where(tmp_path: Path) -> list[str]:
    place, key = tmp_path / "kept", tmp_path / "key.txt"
    Vault.create(place, PASSPHRASE, log_n=10).close()
    key.write_text(PASSPHRASE, encoding="utf-8")
    return ["--vault", str(place), "--passphrase-file", str(key)]


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_what_is_installed_checks_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "check")[:2] == (0, "No problems.\n")
    code, out, err = told(capsys, "check", "--json")
    assert (code, json.loads(out), err) == (0, [], "")


def test_another_folder_is_checked_with_each_problem_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    (folder / "scripts").mkdir(parents=True)
    (folder / "case.yaml").write_text("tables: {}\njourneys: [a]\n", encoding="utf-8")
    (folder / "scripts/a.yaml").write_text("script: a\nscrpt: b\n", encoding="utf-8")
    code, _, err = told(capsys, "check", folder)
    assert code == codes.PROBLEMS
    assert "mine/scripts/a.yaml:2: E105 unknown-key" in err
    code, out, _ = told(capsys, "check", folder, "--json")
    assert any(one["code"] == "E105" and one["line"] == 2 for one in json.loads(out))
    assert told(capsys, "check", tmp_path / "absent")[0] == codes.PROBLEMS


def test_the_names_of_a_release_are_noted_where_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    (folder / "scripts").mkdir(parents=True)
    (folder / "case.yaml").write_text("tables: {}\njourneys: [a]\n", encoding="utf-8")
    script = folder / "scripts/a.yaml"
    script.write_text(
        "script: a\ntitle: A\nsections:\n"
        "  - {id: b, title: B, steps: [{ask: one, type: text, question: One?}]}\n",
        encoding="utf-8",
    )
    # The papers that are installed ask for other questions: only what is ours is looked at.
    with pytest.MonkeyPatch.context() as patch:
        (tmp_path / "papers.yaml").write_text("{}\n", encoding="utf-8")
        patch.setattr("tui.resources.templates_folder", lambda: tmp_path)
        assert told(capsys, "check", folder, "--lock")[0] == 0
        lock = (folder / "names.lock").read_text(encoding="utf-8")
        assert lock.splitlines()[1:] == ["one"]
        renamed = script.read_text(encoding="utf-8").replace("ask: one", "ask: two")
        script.write_text(renamed, encoding="utf-8")
        code, _, err = told(capsys, "check", folder, "--lock")
        assert code == codes.PROBLEMS and "E312" in err
        assert (folder / "names.lock").read_text(encoding="utf-8") == lock


def test_every_duty_is_answered_and_its_answer_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "trace")
    assert (code, err) == (0, "")
    assert "TFV-L-17" in out
    code, out, _ = told(capsys, "trace", "--json")
    duties = json.loads(out)
    families = Counter(duty["duty"].partition("-")[0] for duty in duties)
    assert families == {"TFV": 228, "COU": 163}
    assert [duty["duty"] for duty in duties if duty["verdict"] != "answered"] == []


def test_a_file_of_answers_becomes_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_folder = tmp_path / "a/b"
    code, out, err = told(capsys, "fill", "log", "--answers", EXAMPLE, "--out", out_folder)
    assert code == 0
    files = [Path(line) for line in out.splitlines()]
    assert sorted(files) == sorted(out_folder.iterdir())
    assert {file.suffix for file in files} == {".docx", ".pdf"}
    assert err.count("plain file") == 1
    code, out, _ = told(
        capsys, "fill", "log", "--answers", EXAMPLE, "--out", out_folder,
        "--formats", "docx", "--size", "a4", "--json",
    )  # fmt: skip
    again = [Path(file) for file in json.loads(out)["files"]]
    assert len(again) == len(files) / 2
    assert all(file.suffix == ".docx" and file not in files for file in again)


@pytest.mark.parametrize("file", ["february-31.yaml", "unknown-answer.yaml", "escape.yaml"])
def test_answers_that_cannot_be_taken_write_nothing(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "papers"
    code, out, err = told(capsys, "fill", "log", "--answers", BAD / file, "--out", folder)
    assert (code, out) == (codes.PROBLEMS, "")
    assert f"{file}:" in err and "\x1b" not in err
    assert not folder.exists()


def test_what_cannot_even_start_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: list[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    answers = ["--answers", str(EXAMPLE)]
    for words, code in (
        (["fill", "lgo", *answers, "--out", str(tmp_path)], codes.USAGE),
        (["fill", "log", "--answers", str(tmp_path), "--out", str(tmp_path)], codes.PROBLEMS),
        (["fill", "log", "--answers", "absent.yaml", "--out", str(tmp_path)], codes.PROBLEMS),
        (["fill", "log", *answers, "--out", str(taken)], codes.PROBLEMS),
        (["fill", "log", *answers, "--out", str(taken / "below")], codes.PROBLEMS),
        (["fill", "log", *answers, "--out", str(tmp_path), "--case", "x"], codes.USAGE),
        (["paper", "write", "absent", "--out", str(tmp_path), *where], codes.USAGE),
        (["paper", "write", "tfv-log", "--out", str(taken), *where], codes.PROBLEMS),
        (["paper", "write", "tfv-log", "--out", str(tmp_path)], codes.USAGE),
        (["start", "lgo", "--face", "plain"], codes.USAGE),
    ):
        got, out, err = told(capsys, *words)
        assert (got, out) == (code, ""), words
        assert err.count("\n") == 1


def test_a_stop_says_whom_to_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.yaml"
    row = "{occurred: 2026-03-03, kind: image, shows_minor: true}"
    answers.write_text(f"script: log\nincidents: [{row}]\n", encoding="utf-8")
    told_json = ("fill", "log", "--answers", answers, "--out", tmp_path / "papers", "--json")
    code, out, err = told(capsys, *told_json)
    (stop,) = json.loads(out)["stops"]
    assert code == codes.DONE
    assert "The people below" in stop
    assert "NeedHelpNow.ca: " in stop.partition("\n")[2]
    assert "\n  NeedHelpNow.ca: " in err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_said_before_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    code, _, err = told(capsys, "fill", "log", "--answers", EXAMPLE, "--out", closed / "papers")
    assert code == codes.PROBLEMS and "Nothing can be written" in err


def test_filling_with_a_case_stores_it_too_and_its_paper_says_the_same(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    fill = ["fill", "log", "--answers", str(EXAMPLE), "--out", str(first)]
    code, _, err = told(capsys, *fill, *where, "--case", "Sam")
    assert code == 0, err
    code, out, _ = told(capsys, "case", "show", "--json", *where, "--case", "Sam")
    assert json.loads(out)["tables"]["incidents"] == 3
    code, out, _ = told(capsys, "paper", "list", "--json", *where)
    assert [paper["name"] for paper in json.loads(out)][:2] == ["tfv-log", "tfv-entry"]
    code, out, err = told(capsys, "paper", "write", "tfv-log", "--out", second, *where)
    assert code == 0 and "plain file" in err
    assert len(out.splitlines()) == len(list(second.iterdir())) == 2


SECOND = """\
script: log
answers: {background_now: now, how_often: daily}
people:
  - {id: j, name: J., role: did}
incidents:
  - {occurred: 2026-04-01, kind: call, what: He rang., have: [none], more: more, who: [j]}
"""


def test_a_second_story_goes_into_a_record_only_when_asked(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    folder = tmp_path / "papers"

    def fill(text: str, *words: str) -> tuple[int, str]:
        answers.write_text(text, encoding="utf-8")
        given = ["--answers", str(answers), "--out", str(folder), *where, "--case", "Sam"]
        code, _, err = told(capsys, "fill", "log", *given, *words)
        return code, err

    def tables() -> dict[str, int]:
        shown = told(capsys, "case", "show", "--json", *where, "--case", "sam")[1]
        found: dict[str, int] = json.loads(shown)["tables"]
        return found

    assert fill(SECOND)[0] == 0
    later = SECOND.replace("2026-04-01", "2026-05-01")
    code, err = fill(later)
    assert code == codes.PROBLEMS and "--add" in err
    assert tables()["incidents"] == 1
    code, err = fill(later.replace("how_often: daily", "how_often: once"), "--add")
    assert code == codes.PROBLEMS and "How often does it happen?" in err
    assert "once" not in err and "daily" not in err and "begin" not in err
    assert tables()["incidents"] == 1
    code, err = fill(SECOND, "--add")
    assert code == codes.PROBLEMS and "1 entry" in err
    code, err = fill(later.replace("script: log", "script: log\nfor: client"), "--add")
    assert code == codes.PROBLEMS and "another kind" in err
    before = sorted(folder.iterdir())
    assert fill(later.replace("how_often: daily", "started: 2025"), "--add")[0] == 0
    assert tables()["incidents"] == 2
    assert tables()["people"] == 1  # the same person, word for word, is pointed at again
    assert len([*folder.iterdir()]) > len(before)


def test_a_record_that_only_holds_the_safety_check_may_be_filled(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    checked = tmp_path / "checked.yaml"
    checked.write_text("script: safety\nanswers: {moment: clear}\n", encoding="utf-8")
    out = ["--out", str(tmp_path / "papers"), *where, "--case", "Sam"]
    assert told(capsys, "fill", "safety", "--answers", checked, *out)[0] == 0
    assert told(capsys, "fill", "log", "--answers", EXAMPLE, *out)[0] == 0


def test_the_notice_comes_before_anything_lies_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(write, "_write_one", full)
    folder = tmp_path / "a/b"
    code, _, err = told(capsys, "fill", "log", "--answers", EXAMPLE, "--out", folder)
    assert code == codes.PROBLEMS
    assert err.index("plain file") < err.index("room")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("failing", ["papers", "vault"])
def test_papers_and_record_come_together_or_not_at_all(
    failing: str,
    tmp_path: Path,
    where: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told(capsys, "case", "new", "Sam", *where)
    folder = tmp_path / "papers"
    fill = ["fill", "log", "--answers", str(EXAMPLE), "--out", str(folder), *where]

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        room, step = {"papers": (write, "_write_one"), "vault": (durable, "write_all")}[failing]
        disk.setattr(room, step, full)
        code, out, err = told(capsys, *fill)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "room" in err
    assert not folder.exists()
    tables = json.loads(told(capsys, "case", "show", "--json", *where)[1])["tables"]
    assert tables.get("incidents", 0) == 0
    assert told(capsys, *fill)[0] == 0


def test_a_wrong_passphrase_stores_and_writes_nothing(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key.txt").write_text("wrong", encoding="utf-8")
    folder = tmp_path / "papers"
    fill = ["fill", "log", "--answers", str(EXAMPLE), "--out", str(folder)]
    assert told(capsys, *fill, *where, "--case", "Sam")[0] == codes.LOCKED
    assert not folder.exists()


def fields(file: str) -> dict[str, str]:
    from pypdf import PdfReader

    found = PdfReader(file).get_fields()
    assert found is not None
    return {name: str(field.get("/V", "")) for name, field in found.items()}


def test_an_entry_becomes_a_form_by_its_number_in_the_log(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    fill = ["fill", "log", "--answers", str(EXAMPLE), "--out", str(tmp_path / "log")]
    assert told(capsys, *fill, *where, "--case", "Sam")[0] == 0
    # A file of answers still gives the log alone.
    assert {path.suffix for path in (tmp_path / "log").iterdir()} == {".docx", ".pdf"}
    write_form = ["paper", "write", "tfv-entry", "--out", str(tmp_path), *where]
    code, out, err = told(capsys, *write_form, "--entry", "2", "--json")
    assert code == 0 and "plain file" in err
    (file,) = json.loads(out)["files"]
    assert file.endswith(".pdf")
    assert "20 March 2026" in fields(file)["occurred"]
    code, out, err = told(capsys, *write_form, "--entry", "4")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "no entry 4" in err and "3" in err
    assert told(capsys, *write_form)[0] == codes.USAGE
    for words in (["--entry", "0"], ["--entry", "x"], ["--entry", "1", "--blank"]):
        assert told(capsys, *write_form, *words)[0] == codes.USAGE, words
    assert len([*tmp_path.glob("*.pdf")]) == 1
    log_blank = ["paper", "write", "tfv-log", "--out", str(tmp_path), *where, "--blank"]
    assert told(capsys, *log_blank)[0] == codes.USAGE


def test_a_blank_form_needs_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(
        capsys, "paper", "write", "tfv-entry", "--blank", "--size", "a4", "--out", tmp_path
    )
    assert code == 0, err
    assert not any(fields(out.strip()).values())
    assert [str(path) for path in tmp_path.iterdir()] == [out.strip()]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("tfv-entry.typ", ', field("spent"))', ")", "E704"),
        ("tfv-entry.typ", 'field("spent")', 'field("spend")', "E705"),
        ("tfv-entry.typ", "#let data", "#let dada", "E705"),
        ("papers.yaml", "          badge: incident.badge\n", "", "E702"),
        ("papers.yaml", "  tfv-entry:\n", "  tfv-antry:\n", "E705"),
        ("papers.yaml", "          badge:", "          badges: '1'\n          badge:", "E704"),
    ],
)
def test_a_paper_that_does_not_fit_its_data_or_that_nothing_makes_is_found(
    file: str,
    old: str,
    new: str,
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tui import resources

    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    text = (templates / file).read_text(encoding="utf-8")
    before, part, after = (
        text.partition("  tfv-entry:\n") if file == "papers.yaml" else ("", "", text)
    )
    changed = before + (part + after).replace(old, new)
    assert changed != text
    (templates / file).write_text(changed, encoding="utf-8")
    monkeypatch.setattr(resources, "templates_folder", lambda: templates)
    result, out, err = told(capsys, "check", "--json")
    found = json.loads(out)
    assert result == codes.PROBLEMS
    assert {one["code"] for one in found} == {code}, err
    assert all(one["file"].endswith("papers.yaml") and one["line"] for one in found)


def test_filling_writes_a_form_for_each_account(
    tmp_path: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "script: report\nanswers: {police_plan: done}\n"
        "requests:\n- {service: x, handle: '@one'}\n- {service: tiktok, handle: '@two'}\n",
        encoding="utf-8",
    )
    case = ["--case", "mine"]
    code, out, err = told(
        capsys, "fill", "report", "--answers", answers, "--out", tmp_path / "out", *where, *case
    )
    assert code == 0, err
    assert sum("request-form" in one for one in out.splitlines()) == 2
    form = ["paper", "write", "preservation-form", "--out", tmp_path / "one", *where, *case]
    assert told(capsys, *form, "--entry", "3")[0] == codes.PROBLEMS
    code, out, err = told(capsys, *form, "--entry", "2")
    assert code == 0, err
    fields = PdfReader(out.strip()).get_fields() or {}
    assert fields["handle"].get("/V") == "@two"
