"""What ``fairhand council`` and the council's papers say is English, whatever is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui import cli
from tui.commands import codes

EXAMPLE = Path(__file__).parents[1] / "examples" / "council-fly-tipping.yaml"
GIVEN = {
    "individual": True,
    "convicted": "2026-03-01",
    "under_18_at_conviction": False,
    "sentences": [{"kind": "fine"}],
}


def test_when_a_conviction_is_spent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "conviction.json"
    file.write_text(json.dumps(GIVEN), encoding="utf-8")
    words = ["council", "spent", str(file), "--on", "2026-04-01"]
    assert cli.main(words) == codes.DONE
    english = capsys.readouterr().out
    assert cli.main(["--lang", "fr-CA", *words]) == codes.DONE
    assert capsys.readouterr().out == english
    assert "1 March 2027" in english


def test_the_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    out = tmp_path / "papers"
    words = ["fill", "council", "--answers", str(EXAMPLE), "--out", str(out), "--formats", "docx"]
    assert cli.main(["--lang", "fr-CA", *words]) == codes.DONE
    assert "whose record it is" not in capsys.readouterr().err
    (file,) = out.glob("decision-record-*.docx")
    tables = docx.Document(str(file)).tables
    said = " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "16 March 2026" in said
    assert "12 Mar 2026" in said
    assert "mars" not in said
