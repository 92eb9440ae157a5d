"""Looking at the files of a vault without a key."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path

from tui.vault import blobs_folder, durable, manifest, rekeying, verify_blobs
from tui.vault.blobs import PIECE
from tui.vault.findings import Finding, Kind
from tui.vault.segments import turn
from tui.vault.strays import is_stray

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""

_CASE = re.compile(r"[a-z2-7]{16}")
_SEALED = re.compile(r"([a-z]+)(?:-\d+){0,2}-[0-9a-f]{64}\.(?:age|txt)")
_OPEN = re.compile(r"open-\d{6}\.txt")
_JOURNAL = {"seg", "state", "aside"}
_SLOTS = {"passphrase", "recovery", "share"}
_OF_CASES = {"id", "sign", "name", "case", "share"}
_LOCK, _JOURNAL_OF_CASE = "lock", "j"
_AGE = b"age-encryption.org/v1\n"


class FileCheck:
    """Looking at the files.

    Attributes:
        findings: What was found so far.
        cases: The ids of the cases there are.
        going: The ids of those that are being deleted.
        looked_at: How many files were looked at.

    Args:
        path: The vault's folder.
        progress: Told now and then how far it is.
    """

    def __init__(self, path: Path, progress: Progress) -> None:
        """Look at nothing yet."""
        self.findings: list[Finding] = []
        self.cases: list[str] = []
        self.going: list[str] = []
        self.looked_at = 0
        self._path = path
        self._named: list[str] = []
        self._blobs: list[str] = []
        self._progress = progress

    def found(self, kind: Kind, place: str, line: int = 0) -> None:
        """Note something, unless its file was found to be wrong already."""
        if not any(one.place == place and not one.harmless for one in self.findings):
            self.findings.append(Finding(kind, place, line))

    def files(self) -> None:
        """Look at every file there is, without a key."""
        there = self._names("")
        for name in ("k", "c"):
            if there and name not in there:
                self.found("missing", name)
        for name in there:
            if name == "k":
                self._keys()
            elif name == "c":
                self._cases()
            elif name == "log" and durable.is_folder(self._path / name):
                self._journal(name, _JOURNAL | {"sign"}, self._names(name))
            elif rekeying.is_plan(name):
                self.found("unfinished", name)  # a change of keys, to be finished or undone
            elif name != _LOCK and not manifest.is_id(name):
                self._stray(name)
        sizes = {place: verify_blobs.size_of(self._path / place) for place in self._blobs}
        steps = self.looked_at + len(self._named)  # journals were counted already
        done, total = self.looked_at * PIECE, steps * PIECE + sum(sizes.values())
        for place in self._named:
            self._progress(done // PIECE, total // PIECE)
            self._see_fits(place, durable.fits)
            self.looked_at += 1
            done += PIECE

        def step(size: int) -> None:
            nonlocal done
            done += size
            self._progress(done // PIECE, total // PIECE)

        for place in self._blobs:
            self._see_fits(place, lambda folder, name: verify_blobs.fits(folder / name, step))
            self.looked_at += 1

    def _names(self, place: str) -> list[str]:
        try:
            return durable.names(self._path / place)
        except OSError:
            self.found("unreadable" if durable.is_folder(self._path / place) else "missing", place)
            return []

    def _stray(self, place: str) -> None:
        name = place.rpartition("/")[2]
        kind: Kind = "unfinished" if name.startswith(durable.TEMPORARY) else "unknown"
        self.found("system" if is_stray(name) else kind, place)

    def _keys(self) -> None:
        for name in self._names("k"):
            if (found := _SEALED.fullmatch(name)) and found[1] in _SLOTS:
                self._named.append(f"k/{name}")
            else:
                self._stray(f"k/{name}")

    def _cases(self) -> None:
        for case in self._names("c"):
            if _CASE.fullmatch(case) and durable.is_folder(self._path / "c" / case):
                self.cases.append(case)
                self._case(f"c/{case}")
            elif case.startswith("gone-"):
                self.found("unfinished", f"c/{case}")  # a deletion that is yet to be finished
                self.going.append(case.removeprefix("gone-"))
            else:
                self._stray(f"c/{case}")

    def _case(self, inside: str) -> None:
        there = self._names(inside)
        sorts: dict[str, int] = {}
        for name in there:
            if (found := _SEALED.fullmatch(name)) and found[1] in _OF_CASES:
                self._named.append(f"{inside}/{name}")
                sorts[found[1]] = sorts.get(found[1], 0) + 1
            elif name == blobs_folder.FOLDER and durable.is_folder(self._path / inside / name):
                place = f"{inside}/{name}"
                self._blobs += verify_blobs.listed(self._path, place, self._names, self._stray)
            elif name != _JOURNAL_OF_CASE:
                self._stray(f"{inside}/{name}")
        if "case" in sorts:
            return  # the first layout, or what was left of it
        for sort in ("id", "sign", "name"):
            if not sorts.get(sort):
                self.found("missing", f"{inside}/{sort}")
        self._journal(f"{inside}/{_JOURNAL_OF_CASE}", _JOURNAL, None)

    def _journal(self, inside: str, sorts: set[str], names: list[str] | None) -> None:
        """Look at a journal's folder: no gap, one open segment at most, lines of age files."""
        there = self._names(inside) if names is None else names
        numbers: dict[int, list[str]] = {}
        opened: list[int] = []
        for name in there:
            place = f"{inside}/{name}"
            if _OPEN.fullmatch(name):
                opened.append(int(name[5:11]))
            elif (found := _SEALED.fullmatch(name)) and found[1] in sorts:
                self._named.append(place)
                if found[1] == "aside":
                    self.found("aside", place)
                if found[1] == "seg":
                    numbers.setdefault(int(name.split("-")[1]), []).append(name)
            else:
                self._stray(place)
        last = max(numbers, default=0)
        for number in range(1, last + 1):
            turns = {name: turn(name) for name in numbers.get(number, ())}
            newest = [name for name in turns if turns[name] == max(turns.values())]
            for name in turns.keys() - newest:
                self.found("left-over", f"{inside}/{name}")  # written anew since (``erase``)
            if not newest:
                self.found("missing", f"{inside}/seg-{number:06d}")
            elif len(newest) > 1:
                self.found("double", f"{inside}/seg-{number:06d}")
        for number in opened:
            place = f"{inside}/open-{number:06d}.txt"
            if number <= last:
                self.found("left-over", place)
            elif number > last + 1:
                self.found("missing", f"{inside}/seg-{last + 1:06d}")
            self.looked_at += 1
            self._lines(place)
        if not last and not opened and (there or names is None):
            self.found("missing", f"{inside}/open-000001.txt")

    def _lines(self, place: str) -> None:
        folder, _, name = place.rpartition("/")
        try:
            data = durable.read_any(self._path / folder, name)
        except FileNotFoundError:
            return  # it was closed meanwhile
        except OSError:
            self.found("unreadable", place)
            return
        whole, _newline, torn = data.rpartition(b"\n")
        if torn:
            self.found("torn", place)
        for number, line in enumerate(whole.split(b"\n") if _newline else [], 1):
            if not unlined(line).startswith(_AGE):
                self.found("line", place, number)
                return

    def _see_fits(self, place: str, fits: Callable[[Path, str], bool]) -> None:
        folder, _, name = place.rpartition("/")
        try:
            if not fits(self._path / folder, name):
                self.found("changed", place)
        except FileNotFoundError:
            return  # a newer one took its place meanwhile
        except OSError:
            self.found("unreadable", place)


def unlined(line: bytes) -> bytes:
    """The age file in a line of an open segment; empty where there is none."""
    try:
        return base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return b""
