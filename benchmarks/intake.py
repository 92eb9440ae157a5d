"""Taking a file in, beside openssl and age doing the same in a pipeline.

Both hash the file, seal it to one key, hash the sealed file, wait until it is on the disk, read
it back from there, and hash it and what it opens to. The peer is as quick as pipes make it: the
hashes are worked out beside the sealing. Its steps compare nothing and store no change.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.measure import Line, in_turn, median
from tui.vault.agefile import Key
from tui.vault.vault import Vault

SIZE = 256 << 20
SMALL, SMALL_FILES = 3 << 20, 20
"""A photo of a phone, and how many of them."""
ROUNDS = 3
BAR = 0.9
MOST_MEMORY = 64

_PEER = """
set -e
mkfifo "$T/1" "$T/2"
openssl dgst -sha256 < "$T/1" > "$T/in" &
openssl dgst -sha256 < "$T/2" > "$T/out" &
tee "$T/1" < "$S" | age -r "$R" | tee "$T/2" > "$T/sealed"
wait
sync "$T/sealed"
dd if="$T/sealed" iflag=nocache count=0 2> /dev/null
openssl dgst -sha256 < "$T/1" > "$T/back" &
tee "$T/1" < "$T/sealed" | age -d -i "$K" | openssl dgst -sha256 > "$T/opened"
wait
cmp "$T/in" "$T/opened"
cmp "$T/out" "$T/back"
"""

_MEMORY = """
import sys
from pathlib import Path
from tui.vault.vault import Vault
with Vault.create(Path(sys.argv[1]), "four made up words", log_n=2) as vault:
    case = vault.new_case("", "own")
    case.files.take_in(Path(sys.argv[2]), "", "me", "x@1")
    Path("/proc/self/status").exists() and print(
        [line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1]
    )
"""


def measure() -> list[Line]:
    """Return how quick taking in is, and how much memory it takes."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        large = root / "large"
        _fill(large, SIZE)
        small = [root / f"small {number}" for number in range(SMALL_FILES)]
        for file in small:
            _fill(file, SMALL)
        numbers = count()
        tools = all(shutil.which(tool) for tool in ("age", "openssl", "bash"))
        lines = []
        for what, files in (
            (f"one file of {SIZE >> 20} MiB", [large]),
            (f"{SMALL_FILES} files of {SMALL >> 20} MiB", small),
        ):
            size = sum(file.stat().st_size for file in files)
            calls: list[Callable[[], float]] = [partial(_ours, root, files, numbers)]
            if tools:
                calls.append(partial(_peer, root, files, numbers))
            taken = [median(found) for found in in_turn(calls, ROUNDS)]
            lines.append(_line(what, size, taken))
        kib = _memory(root, large)
        lines.append(
            Line(
                "memory at most, one file",
                f"{kib / 1024:.0f} MiB" if kib else "not known here",
                bar=f"<= {MOST_MEMORY} MiB",
                holds=kib <= MOST_MEMORY * 1024 if kib else None,
            )
        )
        return lines


def _line(what: str, size: int, taken: list[float]) -> Line:
    speeds = [size / seconds / 1e6 for seconds in taken]
    ours = f"{speeds[0]:.0f} MB/s"
    if len(speeds) == 1:
        return Line(what, ours, "age or openssl isn't installed")
    ratio = speeds[0] / speeds[1]
    peer = f"openssl + age {speeds[1]:.0f} MB/s"
    return Line(what, ours, peer, f"{ratio:.2f} x", f">= {BAR} x", ratio >= BAR)


def _fill(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))
        file.flush()
        os.fsync(file.fileno())


def _ours(root: Path, files: list[Path], numbers: Iterator[int]) -> float:
    target = root / f"vault {next(numbers)}"
    with Vault.create(target, "four made up words", log_n=2) as vault:
        case = vault.new_case("", "own")
        start = time.perf_counter()
        for file in files:
            case.files.take_in(file, "", "me", "x@1")
        taken = time.perf_counter() - start
    shutil.rmtree(target)
    return taken


def _peer(root: Path, files: list[Path], numbers: Iterator[int]) -> float:
    target = root / f"peer {next(numbers)}"
    target.mkdir()
    key = Key.new()
    (target / "key").write_text(key.secret())
    start = time.perf_counter()
    for place, file in enumerate(files):
        folder = target / str(place)
        folder.mkdir()
        settings = {"T": str(folder), "S": str(file), "R": key.public(), "K": str(target / "key")}
        subprocess.run(["bash", "-c", _PEER], env={**os.environ, **settings}, check=True)
    taken = time.perf_counter() - start
    shutil.rmtree(target)
    return taken


def _memory(root: Path, file: Path) -> int:
    """Return the most memory that a process took that takes a file in, in KiB; 0 if unknown."""
    if not sys.platform.startswith("linux"):
        return 0
    line = [sys.executable, "-c", _MEMORY, str(root / "measured"), str(file)]
    folder = Path(__file__).parents[1]
    found = subprocess.run(line, check=True, capture_output=True, text=True, cwd=folder)
    return int(found.stdout)
