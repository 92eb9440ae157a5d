"""After files were named: whether a sealed copy of each is to be kept in the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.evidence.taking import NotAgreed, take_in
from tui.interview.answers import Change, Put
from tui.interview.program import WalkStep
from tui.session.doing_said import size_words
from tui.session.files_typed import found_file
from tui.session.page import Choice, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.agreeing import NotTaken, allowed_words, behind, standing
from tui.session.stages.base import Entered, Stage, sentence
from tui.session.stages.looking_after import may_look_after
from tui.vault.errors import Cancelled, NotStored, VaultError
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.interview.runs import Key

_MOST_LISTED = 8


def offering(sitting: Sitting, changes: Iterable[Change], by: str, after: Stage) -> Stage:
    """Offer to keep the files that an answer names, where there are any and a record is kept.

    Where the safety check led to keeping nothing here, nothing of them is read; nor where they
    would go into the record of somebody who has not agreed.

    Args:
        sitting: The sitting.
        changes: What was just answered and stored.
        by: The script and version that asked.
        after: What follows.
    """
    if not may_look_after(sitting):
        return after
    changes = [*changes]
    wanted = [one for change in changes for one in _named(sitting, change)]
    if not wanted:
        return after
    if not standing(sitting).given:
        return NotTaken(sitting, after, lambda: offering(sitting, changes, by, after))
    return Keeping(sitting, wanted, by, after)


def _named(sitting: Sitting, change: Change) -> Iterable[tuple[str, Path, int]]:
    """Yield the files that a change names and that no copy is kept of: for what, and the size."""
    if not isinstance(change, Put) or change.answer is None:
        return
    flow = sitting.open().flow
    key: Key = (change.row, change.field)
    item = flow.find(key)
    names = change.answer.value
    if item is None or not _asks_files(item.step) or not isinstance(names, tuple | list):
        return
    of = f"{change.row}/{change.field}"
    known = {file.name for file in sitting.open().case.files.list() if file.of == of}
    for name in names:
        found = found_file(str(name))
        if found is not None and found[0].name not in known:
            yield of, *found


def _asks_files(step: WalkStep | None) -> bool:
    return step is not None and step.type == "files"


class Keeping(Stage):
    """Which files are there, and whether to keep a sealed copy of them."""

    def __init__(
        self, sitting: Sitting, wanted: list[tuple[str, Path, int]], by: str, after: Stage
    ) -> None:
        """Take the files, and where to go on."""
        super().__init__(sitting)
        self.wanted = wanted
        self.by = by
        self.after = after
        self.kept: list[str] = []
        self.problems: list[str] = []
        self.stopped = False

    def page(self) -> Page:
        """Return the question."""
        count = len(self.wanted)
        title = ngettext("Keep a sealed copy of it?", "Keep sealed copies of them?", count)
        return Page(
            id="keep-files",
            kind="menu",
            title=_("Not all of them were kept") if self._is_rest() else title,
            text=(*self._told(), *self._listed()),
            choices=(
                Choice("keep", self._keep_words(), self._size()),
                Choice("not", _("No, only the names") if not self.kept else _("Go on")),
            ),
            can_back=True,
        )

    def _is_rest(self) -> bool:
        return bool(self.problems or self.stopped)

    def _keep_words(self) -> str:
        if self._is_rest():
            return _("Try again")
        return ngettext("Keep a copy", "Keep the copies", len(self.wanted))

    def _told(self) -> Iterable[Paragraph]:
        for problem in self.problems:
            yield Paragraph(problem, "warning")
        if self.stopped:
            yield Paragraph(_("It was stopped. What was kept before that stays."), "note")
        if self.kept:
            yield Paragraph(_kept_words(len(self.kept)), "note")
        yield Paragraph(
            _(
                "A copy goes into your record, sealed like the rest of it. The file itself is only "
                "read. It stays where it is, for anyone who can open it."
            )
        )
        if (allowed := allowed_words(standing(self.sitting))) is not None:
            yield allowed

    def _listed(self) -> Iterable[Paragraph]:
        for _of, path, size in self.wanted[:_MOST_LISTED]:
            # Translators: the name of a file and its size.
            words = _("{name}, {size}").format(name=path.name, size=size_words(size))
            yield Paragraph(words, "quiet")
        if (rest := len(self.wanted) - _MOST_LISTED) > 0:
            words = ngettext("… and {count} more.", "… and {count} more.", rest)
            yield Paragraph(words.format(count=rest), "quiet")

    def _size(self) -> str:
        return size_words(sum(size for _of, _path, size in self.wanted))

    def submit(self, values: Entered, choice: str) -> Stage:
        """Keep copies, or go on.

        Raises:
            Cancelled: The person had it stopped before anything was kept.
            NotAgreed: It is somebody else's record, and the day of their agreement has passed.
            NotStored: There is no room, or nothing can be written.
        """
        if choice == "not":
            return self.after
        return self._keep() if choice == "keep" else self

    def _keep(self) -> Stage:
        self.problems, self.stopped = [], False
        left: list[tuple[str, Path, int]] = []
        for place, one in enumerate(self.wanted):
            try:
                self._take_in(one)
            except Cancelled:
                self.wanted = left + self.wanted[place:]
                if not self.kept:
                    raise
                self.stopped = True
                return self
            except (NotAgreed, NotStored):
                self.wanted = left + self.wanted[place:]
                raise
            except VaultError as error:
                words = _("{name}: {problem}")
                problem = sentence(error)
                self.problems.append(words.format(name=one[1].name, problem=problem))
                left.append(one)
        self.wanted = left
        if self.problems:
            return self
        self.sitting.told = _kept_words(len(self.kept))
        return self.after

    def _take_in(self, one: tuple[str, Path, int]) -> None:
        of, path, size = one
        case, agreed = self.sitting.open().case, standing(self.sitting)
        what = _("Keeping a copy of {name}").format(name=path.name)
        with self.sitting.work.on(what, "bytes", size) as work:
            take_in(
                case, agreed, path, self.by,
                of=of, progress=work.progress, cancelled=work.cancelled,
            )  # fmt: skip
        self.kept.append(path.name)

    def back(self) -> Stage:
        """Return to where the files were named, or to what follows where that was an edit."""
        return behind(self.after)

    def stands(self) -> bool:
        """Return whether a record is still open that can be written."""
        return may_look_after(self.sitting)

    def row(self) -> str:
        """Return the row that the files belong to."""
        return self.wanted[0][0].partition("/")[0] if self.wanted else self.after.row()


def _kept_words(count: int) -> str:
    return ngettext(
        "A sealed copy of {count} file is kept in the record.",
        "Sealed copies of {count} files are kept in the record.",
        count,
    ).format(count=count)
