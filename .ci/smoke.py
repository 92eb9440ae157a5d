"""Tries an installed ``fairhand`` from a folder of its own: its papers, and the plain face.

Usage: ``smoke.py FAIRHAND PAPERS``: the command, and the folder ``fairhand fill`` wrote to.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# Begin, hear how to leave, answer the first questions in each of the ways there are, look
# at the help, go back, and leave.
TYPED = ["1", "", "1", ":?", "1", "5", ":n", ":b", ":s", ":q"]
EVERYDAY = "choir"
"""A word of the example that its papers must have."""


def main() -> int:
    """Try everything; say what was tried, and fail with a sentence."""
    fairhand, papers = sys.argv[1], Path(sys.argv[2])
    check_papers(papers)
    check_plain_face(fairhand)
    check_refusal(fairhand)
    sys.stdout.write("The installed program writes its papers and talks in the plain face.\n")
    return 0


def check_papers(papers: Path) -> None:
    """Open both papers with other software than wrote them."""
    files = {file.suffix: file for file in papers.iterdir()}
    expect(set(files) == {".docx", ".pdf"}, f"papers: {sorted(map(str, papers.iterdir()))}")
    with zipfile.ZipFile(files[".docx"]) as document:
        body = document.read("word/document.xml").decode()
    expect(EVERYDAY in body, "the DOCX has the example's words")
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(files[".pdf"].read_bytes())).pages
    expect(any(EVERYDAY in page.extract_text() for page in pages), "the PDF has them too")


def check_plain_face(fairhand: str) -> None:
    """Answer a few questions through a pipe; nothing may be left behind."""
    with tempfile.TemporaryDirectory() as home:
        done = run([fairhand, "--face", "plain", "--memory-only"], home, TYPED)
        left = [str(path) for path in Path(home).rglob("*")]
    expect(done.returncode == 0, f"the plain face ends well:\n{done.stdout}{done.stderr}")
    expect("911" in done.stdout, "the first screen says whom to call")
    expect("Whose device is this?" in done.stdout, f"the questions come:\n{done.stdout}")
    expect("\x1b" not in done.stdout, "no escape sequence is printed")
    expect(left == [], f"nothing is written: {left}")


def check_refusal(fairhand: str) -> None:
    """Bad input gets a sentence with its place and exit code 1, and writes nothing."""
    with tempfile.TemporaryDirectory() as home:
        answers = Path(home, "bad.yaml")
        answers.write_text("script: log\nincidents:\n  - {occurred: 2026-02-31}\n", "utf-8")
        done = run([fairhand, "fill", "log", "--answers", str(answers), "--out", "out"], home, [])
        expect(not Path(home, "out").exists(), "nothing is written")
    expect(done.returncode == 1, f"bad input ends with 1, not {done.returncode}")
    expect("bad.yaml:3" in done.stderr, f"the problem has its place:\n{done.stderr}")


def run(command: list[str], home: str, typed: list[str]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` with an empty home as its folder, and lines typed into it."""
    return subprocess.run(
        command,
        input="".join(f"{line}\n" for line in typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=home,
        env={**os.environ, "HOME": home, "XDG_DATA_HOME": home, "LANG": "C.UTF-8"},
        timeout=120,
        check=False,
    )


def expect(holds: bool, what: str) -> None:
    """End with ``what`` when it does not hold."""
    if not holds:
        raise SystemExit(f"not so: {what}")


if __name__ == "__main__":
    raise SystemExit(main())
