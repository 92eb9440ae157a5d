"""Whatever the size of a file, it goes through memory a piece at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.vault import MemoryCase
from tui.vault.blobs_memory import MemoryBlobs
from tui.vault.errors import TooBigForMemory

MOST = 64 * 1024
"""KiB."""

WORK = """
import sys
from pathlib import Path
from tests.vault.conftest import create
with create(Path(sys.argv[1])) as vault:
    case = vault.new_case("", "own")
    file = case.files.take_in(Path(sys.argv[2]), "", "me", "x@1")
    with case.files.open(file) as stream:
        while stream.read(1 << 20):
            pass
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(line.split()[1])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tells it from /proc")
def test_taking_in_and_reading_need_little_memory(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(200 << 20)
    found = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path / "v"), str(large)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert 10 * 1024 < int(found.stdout) <= MOST


def test_what_is_too_big_for_memory_is_refused_and_leaves_room(tmp_path: Path) -> None:
    case = MemoryCase()
    case.files._store = MemoryBlobs(most=3 << 20)
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(bytes(2 << 20))
    large.write_bytes(bytes(4 << 20))
    for _ in range(3):
        with pytest.raises(TooBigForMemory):
            case.files.take_in(large, "", "me", "x@1")
    file = case.files.take_in(small, "", "me", "x@1")
    with pytest.raises(TooBigForMemory):
        case.files.take_in(large, "", "me", "x@1")
    case.files._store.delete(file.parts[0])
    assert case.files.take_in(small, "other", "me", "x@1").size == 2 << 20
