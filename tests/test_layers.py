"""The rooms import downwards only, and opening the program costs no heavy import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "babel",
    "cryptography",
    "docx",
    "docxtpl",
    "holidays",
    "jinja2",
    "lxml",
    "pikepdf",
    "prompt_toolkit",
    "pypdf",
    "pyrage",
    "questionary",
    "segno",
    "textual",
    "typst",
    "zxcvbn",
)
PROBE = """
import importlib, sys
importlib.import_module(sys.argv[1])
print(" ".join(sorted(name for name in sys.argv[2:] if name in sys.modules)))
"""


def modules(folder: str) -> list[str]:
    root = ROOT / "tui"
    found = []
    for file in sorted((root / folder).rglob("*.py")):
        parts = file.relative_to(root.parent).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def heavy_imports_of(module: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", PROBE, module, *HEAVY],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return result.stdout.strip()


def test_the_contracts_of_the_layers_hold() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; lint_imports()"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=_plain_environment(),
        check=False,
    )
    sys.stdout.write(result.stdout + result.stderr)
    assert "Contracts: 3 kept, 0 broken" in result.stdout
    assert result.returncode == 0


def _plain_environment() -> dict[str, str]:
    import os

    return {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.parametrize(
    "module",
    ["tui.cli", "tui.__main__", "tui.session", "tui.wording", "tui.vault", "tui.vault.vault"],
)
def test_opening_imports_nothing_heavy(module: str) -> None:
    assert heavy_imports_of(module) == ""


def test_the_whole_engine_imports_nothing_heavy() -> None:
    everything = ", ".join(modules("interview"))
    probe = f"import {everything}\nimport sys\n" + PROBE.splitlines()[-1]
    result = subprocess.run(
        [sys.executable, "-c", probe, *HEAVY],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert result.stdout.strip() == ""


def test_the_probe_sees_a_heavy_import() -> None:
    assert heavy_imports_of("babel.dates") == "babel"


def test_no_python_file_of_the_program_is_over_long() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "tui").rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > 440} == {}
