from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.papers.samples import ROOT, entry, files, full_entry

AGAIN = """
import hashlib
from tests.papers.samples import entry, files, full_entry
from tui import wording
with wording.using("en"):
    made = files(full_entry(what="a {b} \\U0001f602 " * 50), entry())
print({form: hashlib.sha256(content).hexdigest() for form, content in sorted(made.items())})
"""


def run(seed: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run(
        [sys.executable, "-c", AGAIN],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(folder.iterdir()) == []
    return done.stdout.strip()


def test_the_same_answers_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    made = files(full_entry(what="a {b} \U0001f602 " * 50), entry())
    here = {form: hashlib.sha256(content).hexdigest() for form, content in sorted(made.items())}
    assert run("1", tmp_path) == run("4242", tmp_path) == str(here)
