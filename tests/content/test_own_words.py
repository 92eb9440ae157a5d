"""Every sentence is our own: no run of eight words is shared with the texts we work from.

The texts themselves are not part of this repository. ``source_shingles.bin`` holds, sorted,
the first six bytes of the SHA-256 of every run of eight words in them (lower case, letters
and digits only, apostrophes dropped), so that the comparison needs no copy of them.

One text is quoted, and nothing else may be: the notice that a council's policy wants beside
what it publishes, word for word (``notice`` in ``content/lists/councils.yaml``).
"""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeGuard

import pytest
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUN = 8
SIZE = 6


def words_of(text: str) -> list[str]:
    plain = text.lower().replace("’", "'").replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def runs_of(text: str) -> Iterator[tuple[bytes, str]]:
    words = words_of(text)
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield hashlib.sha256(run.encode()).digest()[:SIZE], run


def shared_runs(texts: Iterable[str], known: frozenset[bytes]) -> list[str]:
    return [run for text in texts for shingle, run in runs_of(text) if shingle in known]


def quoted_runs() -> frozenset[str]:
    """Return the runs of the one text that has to stand word for word."""
    listed = yaml.safe_load((ROOT / "content/lists/councils.yaml").read_text(encoding="utf-8"))
    notices = [row["notice"] for row in listed["rows"].values()]
    return frozenset(run for notice in notices for _, run in runs_of(notice))


def strings_in(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from strings_in(key)
            yield from strings_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings_in(value)


def texts_of(path: Path) -> list[str]:
    """Return a file as it stands, comments and all, and the texts in it put together."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [name for name in archive.namelist() if name.endswith(".xml")]
            return [re.sub(r"<[^>]*>", "", archive.read(name).decode("utf-8")) for name in parts]
    # Some files of the tests are broken on purpose.
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".yaml":
        try:
            # BaseLoader: what looks like a day need not be one.
            return [text, *strings_in(yaml.load(text, Loader=yaml.BaseLoader))]
        except yaml.YAMLError:
            return [text]
    if path.suffix == ".csv":
        return [text, *(cell for row in csv.reader(text.splitlines()) for cell in row)]
    if path.suffix == ".py":
        nodes = ast.walk(ast.parse(text))
        return [text, *(str(node.value) for node in nodes if is_text(node))]
    return [text]


def is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def files_in(*folders: str, kinds: Iterable[str]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds and path.is_file() and "__pycache__" not in path.parts
    )


def ours() -> list[Path]:
    kinds = {".yaml", ".csv", ".docx", ".typ", ".po", ".pot", ".md"}
    return files_in("content", "templates", "locales", kinds=kinds)


def all_the_rest() -> dict[str, list[Path]]:
    """Return what else is in the repository: the program's own words, docs, tests, examples."""
    kinds = {".py", ".md", ".yaml", ".txt", ".toml", ".tcss"}
    found = {name: files_in(name, kinds=kinds) for name in ("tui", "docs", "tests", "examples")}
    return {**found, "the top": sorted(ROOT.glob("*.md"))}


@pytest.fixture(scope="module")
def known() -> frozenset[bytes]:
    data = (HERE / "source_shingles.bin").read_bytes()
    return frozenset(data[at : at + SIZE] for at in range(0, len(data), SIZE))


def test_the_shingles_are_whole(known: frozenset[bytes]) -> None:
    assert len(known) > 10_000
    assert all(len(one) == SIZE for one in known)


def test_a_copied_run_is_found() -> None:
    text = "One two three four five six seven eight nine."
    known = frozenset(shingle for shingle, _ in runs_of(text))
    assert shared_runs(["so: TWO three four’ five, six seven eight nine"], known) == [
        "two three four five six seven eight nine"
    ]
    assert shared_runs(["two three four five six seven eight ten"], known) == []


@pytest.mark.parametrize("path", ours(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_run_of_eight_words_is_shared(path: Path, known: frozenset[bytes]) -> None:
    quoted = quoted_runs()
    assert [run for run in shared_runs(texts_of(path), known) if run not in quoted] == []


@pytest.mark.parametrize("name", sorted(all_the_rest()))
def test_nothing_else_shares_one_either(name: str, known: frozenset[bytes]) -> None:
    quoted = quoted_runs()
    files = all_the_rest()[name]
    assert files
    for path in files:
        shared = [run for run in shared_runs(texts_of(path), known) if run not in quoted]
        assert shared == [], path.relative_to(ROOT).as_posix()


def test_the_notice_is_quoted_and_nothing_around_it(known: frozenset[bytes]) -> None:
    quoted = quoted_runs()
    listed = (ROOT / "content/lists/councils.yaml").read_text(encoding="utf-8")
    shared = set(shared_runs(texts_of(ROOT / "content/lists/councils.yaml"), known))
    assert shared and shared <= quoted
    assert listed.count("available for a limited period") == 1
