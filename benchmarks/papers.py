"""A log of 1,000 entries as DOCX and PDF, beside docxtpl and LibreOffice doing the same."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml

from benchmarks.measure import Line, ms
from tui.interview.content import load
from tui.papers.gather import gather
from tui.papers.make import draw, make
from tui.papers.tfv import log as tfv_log
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.filing import read_file

ENTRIES = 1_000
EXAMPLE = Path(__file__).parents[1] / "examples" / "forty-entries.yaml"
T = TypeVar("T")


def measure() -> list[Line]:
    """Return the time of both papers, and of their parts."""
    program = load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)
    made = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    answers = many(EXAMPLE, ENTRIES)
    filled, reading = timed(lambda: read_file(program, answers, "many", "log", made))
    if filled.flow is None or filled.problems:
        raise RuntimeError(f"the example can't be filled: {filled.problems[:3]}")
    flow, paper = filled.flow, program.papers["tfv-log"]
    folder = templates_folder()
    # As the app does it: both at once. First, because Typst remembers what it has set.
    files, whole = timed(lambda: make(paper, flow, templates=folder, made=made))
    docx, pdf = files["docx"], files["pdf"]
    data, gathering = timed(lambda: gather(flow, paper.name))
    _docx, writing = timed(
        lambda: draw(paper, data, templates=folder, made=made, forms=("docx",))["docx"]
    )
    lines = [
        Line(f"read an answers file of {ENTRIES:,} entries", ms(reading)),
        Line("gather what the paper says", ms(gathering)),
        Line(f"DOCX alone, {len(docx) / 1024:,.0f} KiB", ms(writing)),
        Line(
            f"both papers, the PDF with {pages(pdf)} pages", ms(whole), "", "", "<= 3 s", whole <= 3
        ),
    ]
    context = tfv_log.arrange(data, {"title": paper.title, "made": made, "whose": ""})
    return [*lines, _peer(folder / paper.docx, context, whole)]


def _peer(template: Path, context: dict[str, Any], ours: float) -> Line:
    office = shutil.which("soffice")
    if office is None:
        return Line("beside docxtpl and LibreOffice", ms(ours), "LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        _done, stock = timed(lambda: _stock(template, context, Path(scratch), office))
    ratio = stock / ours
    peer = f"docxtpl and LibreOffice {ms(stock)}"
    return Line("both papers", ms(ours), peer, f"{ratio:.0f} x faster", ">= 10 x", ratio >= 10)


def _stock(template: Path, context: dict[str, Any], folder: Path, office: str) -> None:
    """Do it as docxtpl's documentation does, and let LibreOffice make the PDF."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    document.save(folder / "log.docx")
    # A profile of its own, so that a LibreOffice that is open does not matter.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, "log.docx"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    if not (folder / "log.pdf").is_file():
        raise RuntimeError("LibreOffice wrote no PDF")


def many(example: Path, count: int) -> bytes:
    """Return an answers file with the example's entries over and over, ``count`` in all."""
    answers = yaml.load(example.read_bytes(), yaml.CBaseLoader)
    entries = answers["incidents"]
    answers["incidents"] = [
        _with_ids(entries[number % len(entries)], f"n{number}") for number in range(count)
    ]
    text = yaml.dump(answers, Dumper=Unshared, allow_unicode=True, width=1000)
    return str(text).encode()


class Unshared(yaml.SafeDumper):
    """Writes every entry out in full: answers files may not refer to parts of themselves."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat instead of referring."""
        return True

    def plain(self, text: str) -> yaml.ScalarNode:
        """Write yes, no and whole numbers as such; they were read as text."""
        kind = "bool" if text in {"true", "false"} else "int" if text.isdecimal() else "str"
        return self.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


Unshared.add_representer(str, Unshared.plain)


def _with_ids(node: Any, suffix: str) -> Any:
    """Give rows below the entry ids of their own."""
    if isinstance(node, list):
        return [_with_ids(each, suffix) for each in node]
    if isinstance(node, dict):
        return {
            key: f"{value}-{suffix}" if key == "id" else _with_ids(value, suffix)
            for key, value in node.items()
        }
    return node


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def timed(call: Callable[[], T]) -> tuple[T, float]:
    """Return what ``call`` gives and the seconds it took."""
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start
