"""Looking through a vault: every file without a key, the whole chain with one. Writes nothing.

Without a key (``verify_files``): each file's bytes fit its name, no segment is missing, nothing
lies there that the program did not put there. With it (``verify_case``): each case's keys and
label open, its changes follow one another from the first to the last, its states are what the
changes give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from tui.vault import rekeying
from tui.vault.agefile import Key
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.findings import Finding
from tui.vault.frames import Point
from tui.vault.receipt import Receipt
from tui.vault.roll import Noted
from tui.vault.verify_case import check_case, check_log
from tui.vault.verify_files import FileCheck, Progress


class Report(msgspec.Struct, frozen=True):
    """What looking through a vault found.

    Attributes:
        findings: In the order of their places.
        files: How many files were looked at.
        cases: How many cases there are.
        frames: How many changes were read; None without a key.
    """

    findings: tuple[Finding, ...]
    files: int
    cases: int
    frames: int | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; what a crash leaves is not."""
        return all(one.harmless for one in self.findings)


def check(
    path: Path,
    key: Key | None = None,
    *,
    receipts: Sequence[Receipt] = (),
    slots: Sequence[str] = (),
    noted: Mapping[str, Noted] | None = None,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Look through the vault at ``path``.

    Args:
        path: Its folder.
        key: Its identity; without it only what needs none is looked at.
        receipts: Receipts that its cases must agree with; they need the key.
        slots: What opening found that its log does not list, or that is gone, by place.
        noted: What its log says of its cases.
        progress: Told now and then how far it is.
    """
    look = FileCheck(path, progress)
    try:
        rekeying.hide(path)
    except OSError:
        look.found("unreadable", "")
    except VaultDamaged as damaged:
        look.found("changed", damaged.file)
    except VaultTooNew:
        look.found("too-new", "")
    look.files()
    read = 0
    if key is not None:
        check_log(path, key, look.found, progress)
        for place in slots:
            look.found("slot", place)
        rolled = noted or {}
        for case in look.cases:
            mine = [one for one in receipts if one.case == case]
            point = rolled[case].point if case in rolled else Point()
            read += check_case(path, case, key, look.found, mine, progress, point)
            if case in rolled and rolled[case].deleted:
                look.found("case-back", f"c/{case}")
        for case, one in rolled.items():
            if case not in (*look.cases, *look.going) and not one.deleted:
                look.found("case-gone", f"c/{case}")
        for receipt in receipts:
            if receipt.case not in look.cases:
                look.found("receipt-other", "c")
    order = sorted(look.findings, key=lambda one: (one.place, one.line, one.kind))
    return Report(tuple(order), look.looked_at, len(look.cases), None if key is None else read)
