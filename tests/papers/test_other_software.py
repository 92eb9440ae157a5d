"""What other software says of the papers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.papers.samples import entry, files, full_entry

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
