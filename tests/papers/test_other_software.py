"""What other software says of the papers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.papers.samples import MADE, TEMPLATES, entry, files, full_entry
from tui.interview.schema import Paper
from tui.papers.make import draw_form
from tui.papers.tfv import form as tfv_form

pytestmark = pytest.mark.system


def run(*words: str | Path) -> str:
    found = shutil.which(str(words[0]))
    assert found is not None, f"{words[0]} is not installed"
    done = subprocess.run([found, *map(str, words[1:])], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("papers")
    entries = [full_entry(what=f"Number {n}. " + "He wrote again. " * n) for n in range(40)]
    for form, content in files(*entries, entry()).items():
        (where / f"notes.{form}").write_bytes(content)
    paper = Paper(name="tfv-entry", title="Log entry", form="tfv-entry.typ")
    for name, filled in {
        "blank": None,
        "filled": full_entry(
            what="Long words. " * 400, told="Она (написала) \\", account="a(b)\\c"
        ),
    }.items():
        pdf = draw_form(paper, filled, templates=TEMPLATES, made=MADE)
        (where / f"{name}.pdf").write_bytes(pdf)
    return where


def test_qpdf_finds_the_pdf_sound(folder: Path) -> None:
    assert "No syntax or stream encoding errors found" in run(
        "qpdf", "--check", folder / "notes.pdf"
    )


def test_poppler_reads_the_pdf(folder: Path) -> None:
    about = run("pdfinfo", folder / "notes.pdf")
    assert re.search(r"^Tagged:\s+yes$", about, re.M)
    assert re.search(r"^JavaScript:\s+no$", about, re.M)
    text = run("pdftotext", "-layout", folder / "notes.pdf", "-")
    assert "Number 39." in text
    fonts = run("pdffonts", folder / "notes.pdf").splitlines()[2:]
    assert fonts
    assert all("yes yes yes" in line for line in fonts)


@pytest.mark.parametrize("name", ["blank", "filled"])
def test_qpdf_finds_the_form_sound_and_its_fields(folder: Path, name: str) -> None:
    file = folder / f"{name}.pdf"
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    found = json.loads(run("qpdf", "--json", "--json-key=acroform", file))["acroform"]
    assert found["hasacroform"] and not found["needappearances"]
    fields = {one["fullname"]: one for one in found["fields"]}
    assert len(fields) == len(found["fields"]) == len(tfv_form.FIELDS)
    assert all(one["alternativename"] for one in fields.values())
    assert all(
        one["fieldtype"] == "/Tx" and one["annotation"]["appearancestate"] == ""
        for one in fields.values()
    )
    assert any(one["value"] is not None for one in fields.values()) == (name == "filled")


def test_poppler_draws_what_stands_in_the_fields(folder: Path) -> None:
    text = run("pdftotext", "-layout", folder / "filled.pdf", "-")
    first, second, third, *_rest = text.split("\f")
    assert "3 March 2026, 5:46 p.m." in " ".join(first.split())
    assert "See sheet 3, item A" in first and "a(b)\\c" in second
    assert "Item A: What happened" in third
    assert "Она (написала) \\" in text
    about = run("pdfinfo", folder / "filled.pdf")
    assert re.search(r"^Form:\s+AcroForm$", about, re.M)
    assert re.search(r"^JavaScript:\s+no$", about, re.M)
    assert re.search(r"^Tagged:\s+yes$", about, re.M)
    assert "Form" in run("pdfinfo", "-struct", folder / "filled.pdf")


def test_a_filled_field_has_ink_in_it_and_a_blank_one_none(folder: Path) -> None:
    """Drawn to pixels, with and without values: the boxes are the same, the ink is not."""
    inked = {}
    for name in ("blank", "filled"):
        file = folder / f"{name}.pdf"
        picture = folder / name
        run("pdftoppm", "-r", "50", "-f", "2", "-l", "2", "-gray", "-singlefile", file, picture)
        pixels = (folder / f"{name}.pgm").read_bytes().split(b"\n", 3)[3]
        inked[name] = sum(each < 128 for each in pixels)
    assert inked["filled"] > inked["blank"] > 0


def test_libreoffice_opens_the_docx(folder: Path) -> None:
    run(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        folder / "opened",
        folder / "notes.docx",
    )
    text = run("pdftotext", "-layout", folder / "opened/notes.pdf", "-")
    pages = text.split("\f")[:-1]
    assert "Number 39." in text
    assert "None" not in text
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        last = [line.strip() for line in page.splitlines() if line.strip()][-2]
        assert not last.startswith("Entry "), f"a heading alone at the end of page {number}"
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        # The first line may be what stands at the head of each page.
        begun = next((line for line in lines[:2] if not line.startswith("Page ")), "")
        assert not begun.startswith("Written down"), f"a heading is missing on page {number}"
