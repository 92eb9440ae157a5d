"""``fairhand council due`` and ``register``: what the council's records of a vault come to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.case.published import UP, WEB, WON, case, program
from tui import cli
from tui.commands import codes
from tui.interview.flow import Flow
from tui.papers.errors import NotWritten
from tui.session.filing import store
from tui.vault.vault import Vault

PASSPHRASE = "four plain words here"
DOWN = {**WEB, "removed": "yes", "removed_on": "2026-03-29", "removed_by": "S. Okoro"}
SOCIAL = {**UP, "channel": "social", "place": "the council's page", "first_shown": "2026-04-01"}
LEAFLET = {**WEB, "channel": "leaflet", "place": "Mill Lane", "removed": "stays"}


class Kept:
    """A vault with records of a council in it."""

    def __init__(self, place: Path) -> None:
        self.place = place / "kept"
        self.key = place / "key.txt"
        self.key.write_text(PASSPHRASE, encoding="utf-8")
        Vault.create(self.place, PASSPHRASE, log_n=10).close()

    def put(self, **flows: Flow) -> None:
        with Vault.open(self.place, PASSPHRASE) as vault:
            for name, flow in flows.items():
                made = vault.new_case(name, "council")
                clock = lambda: datetime(2026, 3, 10, tzinfo=UTC)  # noqa: E731
                store(program(), made, flow, "council", clock)

    def told(self, capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
        where = ["--vault", str(self.place), "--passphrase-file", str(self.key)]
        code = cli.main(["council", *map(str, words), *where])
        out, err = capsys.readouterr()
        return code, out, err

    def json(self, capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
        code, out, _ = self.told(capsys, *words, "--json")
        assert code == codes.DONE
        return json.loads(out)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    made = Kept(tmp_path_factory.mktemp("council"))
    made.put(first=case(DOWN, SOCIAL, LEAFLET), second=case(UP, LEAFLET, **WON))
    with Vault.open(made.place, PASSPHRASE) as vault:
        vault.new_case("mine", "own")
    return made


def test_what_has_to_come_down_overdue_first(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    found = kept.json(capsys, "due", "--on", "2026-04-05")
    assert [(one["record"], one["kind"], one["by"], one["state"], one["why"]) for one in found] == [
        ("second", "removal", "2026-03-25", "overdue", ["appeal_won"]),
        ("second", "correction", "2026-03-25", "overdue", ["correction"]),
        ("first", "removal", "2026-04-13", "ahead", ["time"]),
    ]
    assert found[2]["what"] == "Social media, the council's page"
    assert len({one["reference"] for one in found}) == 3
    assert [one["state"] for one in kept.json(capsys, "due", "--on", "2026-04-13")] == [
        "overdue",
        "overdue",
        "today",
    ]


def test_the_list_in_words(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = kept.told(capsys, "due", "--on", "2026-04-05")
    assert (code, err) == (codes.DONE, "")
    lines = out.splitlines()
    assert lines[-2] == "By 13 April 2026. Take down: Social media, the council's page"
    assert lines[-1].startswith("  first, ")
    assert "Overdue since 25 March 2026. Publish a correction wherever" in out
    assert "Mill Lane" not in out
    assert "An appeal succeeded." in out


def test_one_record_alone(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    found = kept.json(capsys, "due", "--case", "first", "--on", "2026-04-05")
    assert {one["record"] for one in found} == {"first"}
    code, out, err = kept.told(capsys, "due", "--case", "mine")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "no record of a council" in err
    assert kept.told(capsys, "register", "--case", "none")[0] == codes.PROBLEMS


def test_the_register(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    found = kept.json(capsys, "register")
    assert [(one["record"], one["channel"], one["state"], one["late"]) for one in found] == [
        ("first", "website", "down", False),
        ("first", "social", "up", False),
        ("first", "leaflet", "stays", False),
        ("second", "website", "up", False),
        ("second", "leaflet", "stays", False),
    ]
    first = found[0]
    assert len(first.pop("reference")) == 6
    assert first == {
        "record": "first",
        "channel": "website",
        "place": "the news page",
        "first_shown": "2026-03-16",
        "remove_by": "2026-04-13",
        "state": "down",
        "removed_on": "2026-03-29",
        "removed_by": "S. Okoro",
        "late": False,
    }
    code, out, _ = kept.told(capsys, "register")
    assert code == codes.DONE
    for line in (
        "first",
        "    First shown: 1 April 2026",
        "    Gone by: 13 April 2026",
        "    Taken down: 29 March 2026, by S. Okoro",
        "    It is up.",
        "    It can't be taken down.",
    ):
        assert line in out.splitlines()


def test_references_are_those_of_the_list(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    due = {one["reference"] for one in kept.json(capsys, "due") if one["kind"] == "removal"}
    assert due <= {one["reference"] for one in kept.json(capsys, "register")}


def test_a_calendar_that_names_nobody_and_is_written_anew(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "diary.ics"
    code, _, err = kept.told(capsys, "due", "--on", "2026-04-05", "--ics", file)
    assert code == codes.DONE
    assert "plain file" in err
    text = file.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20260413\r\n" in text
    for word in ("first", "second", "Alder", "page", "Mill", "website", "Social"):
        assert word not in text
    if hasattr(file.stat(), "st_uid"):
        assert file.stat().st_mode & 0o077 == 0
    uids = sorted(line for line in text.splitlines() if line.startswith("UID:"))
    kept.told(capsys, "due", "--on", "2026-04-06", "--ics", file)
    again = file.read_bytes().decode("utf-8")
    assert sorted(line for line in again.splitlines() if line.startswith("UID:")) == uids
    assert [one.name for one in tmp_path.iterdir()] == ["diary.ics"]


def test_a_calendar_never_lies_over_something_else(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir", encoding="utf-8")
    code, out, err = kept.told(capsys, "due", "--ics", file)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "left alone" in err
    assert file.read_text(encoding="utf-8") == "Dear Sir"
    assert kept.told(capsys, "due", "--ics", tmp_path)[0] == codes.PROBLEMS
    assert kept.told(capsys, "due", "--ics", tmp_path / "no" / "x.ics")[0] == codes.PROBLEMS


def test_a_disk_that_is_full_leaves_the_older_calendar(
    kept: Kept,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "diary.ics"
    assert kept.told(capsys, "due", "--ics", file)[0] == codes.DONE
    before = file.read_bytes()

    def full(target: Path, content: bytes) -> None:
        raise NotWritten("full")

    monkeypatch.setattr("tui.papers.write.renew", full)
    code, out, err = kept.told(capsys, "due", "--ics", file)
    assert (code, out) == (codes.PROBLEMS, "")
    assert err
    assert file.read_bytes() == before


def test_nothing_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Kept(tmp_path)
    assert empty.told(capsys, "due")[:2] == (codes.DONE, "Nothing has to come down.\n")
    assert empty.told(capsys, "register")[:2] == (
        codes.DONE,
        "Nothing is written down as published.\n",
    )
    assert empty.json(capsys, "due") == empty.json(capsys, "register") == []
    file = tmp_path / "diary.ics"
    assert empty.told(capsys, "due", "--ics", file)[0] == codes.DONE
    assert b"BEGIN:VEVENT" not in file.read_bytes()


def test_days_that_are_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Kept(tmp_path)
    lost = {**UP, "first_shown": {"open": "not-sure"}, "place": {"open": "later"}}
    late = {**DOWN, "removed_on": "2026-05-01"}
    made.put(one=case(lost), two=case(late))
    code, out, err = made.told(capsys, "due", "--ics", tmp_path / "x.ics")
    assert code == codes.DONE
    assert out.startswith("Now, as no day is known. Take down: The council's website\n")
    assert "not in the calendar" in err
    register = made.told(capsys, "register")[1]
    assert "    First shown: date not known" in register
    assert "    Gone by: not known" in register
    assert "    That was later than it should have been." in register


@pytest.mark.parametrize("files", ["name-*", "j/*"])
def test_a_damaged_record_is_named_and_the_others_are_listed(
    tmp_path: Path, files: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Kept(tmp_path)
    made.put(whole=case(UP), broken=case(UP))
    with Vault.open(made.place, PASSPHRASE) as vault:
        (broken,) = [info for info in vault.cases() if info.name == "broken"]
    for path in (made.place / "c" / broken.id).glob(files):
        path.write_bytes(b"x" * 40)
    code, out, err = made.told(capsys, "due", "--json")
    assert code == codes.DAMAGED
    assert {one["record"] for one in json.loads(out)} == {"whole"}
    assert err


def test_without_a_vault_or_the_passphrase(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["council", "due"]) == codes.USAGE
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("other words", encoding="utf-8")
    line = ["council", "due", "--vault", str(kept.place), "--passphrase-file", str(wrong)]
    assert cli.main(line) == codes.LOCKED
    capsys.readouterr()


def test_a_report_of_all_records_is_written_and_names_nobody(
    kept: Kept, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import io

    from pypdf import PdfReader

    code, out, err = kept.told(capsys, "register", "--report", tmp_path / "new")
    assert code == codes.DONE
    assert "Mill Lane" in out
    assert "A paper is a plain file" in err
    (pdf,) = (tmp_path / "new").glob("*.pdf")
    assert {one.suffix for one in (tmp_path / "new").iterdir()} == {".pdf", ".docx"}
    said = " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages
    )
    count = len(kept.json(capsys, "register"))
    assert f"Published in all {count}" in said
    assert "Cases 2" in said
    assert "every case in the register, and names nobody" in said
    names = {str(row) for row in ("Martin Alder", "Mill Lane")}
    assert not any(name in said for name in names)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert kept.told(capsys, "register", "--report", tmp_path / "file")[0] == codes.PROBLEMS
