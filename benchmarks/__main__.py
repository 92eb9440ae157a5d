"""``python -m benchmarks``: measure everything here and now, beside the bars of the design.

Each figure and what it is compared with are taken in the same run on the same machine, so
read the ratios, not the milliseconds. Name some of them to run only those.
"""

from __future__ import annotations

import argparse
import importlib
import platform
import sys

from benchmarks.measure import show

PARTS = {
    "opening": "Opening",
    "asking": "The next question",
    "saving": "A stored save",
    "intake": "Taking a file in",
    "backing_up": "A backup",
    "verifying": "Looking through a record",
    "papers": "Papers of 1,000 entries",
}


def main() -> int:
    """Measure and print; nothing fails because a machine is slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="only these")
    chosen = parser.parse_args().part or list(PARTS)
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    sys.stdout.write(f"Measured on {system}\n")
    for name in chosen:
        show(PARTS[name], importlib.import_module(f"benchmarks.{name}").measure())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
