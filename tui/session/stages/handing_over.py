"""Handing a client's record over, and then deleting it: by when, what, to whom and how."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tui.interview.answers import ROOT
from tui.session import handing_over
from tui.session.ahead import (
    HANDOVER_BY,
    ahead_of,
    ahead_words,
    handover_warning,
    may_hand_over,
)
from tui.session.doing_said import size_words
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.phrasing import label, row_label
from tui.session.previews import paper_language
from tui.session.printing import SIZES, not_written, size_for
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.printing import proposed_folder
from tui.session.stages.rechecking import correct
from tui.wording import gettext as _
from tui.wording import ngettext, using

_MOST_LISTED = 6
_FILES = "files"
"""Picked among the papers: the files that are kept in the record."""


class _About(Stage):
    """A page about handing the open record over."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before

    def stands(self) -> bool:
        """Return whether a client's record is open."""
        return may_hand_over(self.sitting)


class HandOver(_About):
    """By when, what was given so far, and the ways on."""

    def page(self) -> Page:
        """Return them."""
        ways = [Choice("pack", _("Make what to hand over"))]
        if self.sitting.open().flow.find((ROOT, HANDOVER_BY)) is not None:
            ways.append(Choice("day", _("Choose another day")))
        if self.sitting.stored:
            ways.append(Choice("delete", _("Delete this record here")))
        return Page(
            id="hand-over",
            kind="menu",
            title=_("Hand over, then delete"),
            text=tuple(self._words()),
            choices=(*ways, Choice("done", _("Go back"))),
            help=_(
                "Nothing is deleted by itself. Deleting asks once more, and tells you which "
                "backups still hold the record."
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        flow = self.sitting.open().flow
        warned = handover_warning(flow.answers.root.fields, self.sitting.today())
        if warned:
            yield Paragraph(warned, "warning")
        else:
            found = ahead_of(flow.answers.root.fields, self.sitting.today(), only=HANDOVER_BY)
            none = _("No day is set yet.")
            yield Paragraph(ahead_words(found) if found is not None else none)
        rows = [row.id for row in flow.rows(handing_over.TABLE)]
        if not rows:
            yield Paragraph(_("Nothing was handed over yet."), "quiet")
            return
        yield Paragraph(_("Handed over:"))
        for row in rows[-_MOST_LISTED:]:
            yield Paragraph(row_label(flow, row), "quiet")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        from tui.session.stages.managing import Deleting

        sitting = self.sitting
        match choice:
            case "pack":
                return ForWhom(sitting, self)
            case "day" if sitting.open().flow.find((ROOT, HANDOVER_BY)) is not None:
                return correct(sitting, (ROOT, HANDOVER_BY), self)
            case "delete" if sitting.stored:
                return Deleting(sitting, sitting.open().case.id, self)
            case "done":
                return self.before
        return self


class ForWhom(_About):
    """Who gets it, and who gives it."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Start with who gave something before."""
        super().__init__(sitting, before)
        flow = sitting.open().flow
        rows = flow.rows(handing_over.TABLE)
        given = flow.value(rows[-1].id, "given_by") if rows else ""
        self.to = ""
        self.name = ""
        self.by = given if isinstance(given, str) else ""
        self.errors: dict[str, str] = {}

    def page(self) -> Page:
        """Return the questions."""
        step = self.sitting.program.asks[(handing_over.TABLE, "given_to")]
        options = tuple(Choice(code, label(step, code)) for code in step.codes or ())
        return Page(
            id="hand-over-whom",
            kind="form",
            title=_("Who gets it?"),
            section=_("Hand over, then delete"),
            text=(
                Paragraph(
                    _(
                        "Ask the person you are helping first: whom it may go to, and what may be "
                        "in it."
                    )
                ),
            ),
            fields=(
                Field(
                    name="to", type="choice", label=_("To whom?"), options=options,
                    value=self.to, error=self.errors.get("to", ""),
                ),
                Field(
                    name="name", type="text", label=_("Their name, or what tells who it is"),
                    value=self.name, error=self.errors.get("name", ""),
                ),
                Field(name="by", type="text", label=_("Who gives it?"), value=self.by),
            ),
            choices=(Choice("next", _("Continue")), Choice("not", _("Not now"))),
            can_back=True,
        )  # fmt: skip

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to what goes in."""
        if choice == "not":
            return self.before
        self.to, self.errors = text_of(values, "to"), {}
        self.name = " ".join(text_of(values, "name").split())
        self.by = " ".join(text_of(values, "by").split())
        if not self.to:
            self.errors["to"] = _("Pick one of them.")
        if not self.name:
            self.errors["name"] = _("A first name or a word is enough.")
        return self if self.errors else What(self.sitting, self)


class What(_About):
    """Which papers go in, and whether the files that are kept do."""

    before: ForWhom

    def __init__(self, sitting: Sitting, before: ForWhom) -> None:
        """Propose what is usual."""
        super().__init__(sitting, before)
        self.picked = handing_over.usual(sitting.open().flow)

    def page(self) -> Page:
        """Return the list."""
        book = self.sitting.open()
        options = [
            Choice(one.name, _(one.title), _(one.about)) for one in handing_over.choices(book.flow)
        ]
        if files := book.case.files.list():
            words = ngettext(
                "The {count} file that is kept in this record",
                "The {count} files that are kept in this record",
                len(files),
            )
            size = size_words(sum(one.size for one in files))
            options.insert(0, Choice(_FILES, words.format(count=len(files)), size))
        return Page(
            id="hand-over-what",
            kind="form",
            title=_("What goes in?"),
            section=_("Hand over, then delete"),
            text=(
                Paragraph(
                    _(
                        "A sheet that lists it all always goes in: what is there, what was left "
                        "out, who gave it to whom, and when."
                    )
                ),
            ),
            fields=(
                Field(
                    name="papers",
                    type="choices",
                    label=_("What else?"),
                    options=tuple(options),
                    value=self.picked,
                ),
            ),
            choices=(Choice("next", _("Continue")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to how it is given."""
        if choice == "not":
            return self.before.before
        picked = values.get("papers", self.picked)
        self.picked = list(picked) if isinstance(picked, list) else []
        return How(self.sitting, self)


class How(_About):
    """Plain files or one that is sealed, and into which folder. Says first what that means."""

    before: What

    def __init__(self, sitting: Sitting, before: What) -> None:
        """Propose plain files."""
        super().__init__(sitting, before)
        self.how = "plain"
        self.key = self.typed = ""
        self.size: str = size_for(sitting.open().flow, sitting.settings.size)
        self.errors: dict[str, str] = {}

    def page(self) -> Page:
        """Return the questions."""
        return Page(
            id="hand-over-how",
            kind="form",
            title=_("How is it given?"),
            section=_("Hand over, then delete"),
            text=(
                Paragraph(
                    _(
                        "Plain files can be read by anyone who finds them. The device may list "
                        "their names, make small pictures of them, or copy the folder to an "
                        "online account."
                    ),
                    "warning",
                ),
            ),
            fields=(
                Field(
                    name="how",
                    type="choice",
                    label=_("Plain or sealed?"),
                    options=(
                        Choice("plain", _("As plain files")),
                        Choice("sealed", _("Sealed: one file that only their age key opens")),
                    ),
                    value=self.how,
                ),
                Field(
                    name="key",
                    type="text",
                    label=_("Sealed: to which key?"),
                    hint=_("Their public key. It begins with age1."),
                    value=self.key,
                    error=self.errors.get("key", ""),
                ),
                Field(
                    name="folder",
                    type="path",
                    label=_("Into which folder?"),
                    hint=_("A stick that goes with them is often best."),
                    value=self.typed or proposed_folder(self.sitting),
                    error=self.errors.get("folder", ""),
                ),
            ),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            help=_(
                "A lawyer who uses age can send you their public key. See that it is theirs: have "
                "them read it to you. The files' names say nothing. That it was given is written "
                "in this record."
            ),
            focus=next(iter(self.errors), ""),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write it and record that, or say why not.

        Raises:
            Cancelled: The person had it stopped; nothing is left there.
            VaultDamaged: A file of the record is missing or damaged; nothing is left there.
            NotStored: The files are there, and it could not be recorded.
        """
        from tui.evidence.exporting import NotExported
        from tui.evidence.packing import NotPacked
        from tui.papers.errors import NotWritten, PaperFailed
        from tui.vault.agefile import NotAge

        if choice == "not":
            return self.before.before.before
        folder = self._take(values)
        if self.errors or folder is None:
            return self
        try:
            paths = self._write(folder)
        except NotAge:
            self.errors["key"] = _("That is no public age key. One begins with age1.")
            return self
        except NotWritten as error:
            self.errors["folder"] = not_written(error.reason)
            return self
        except PaperFailed:
            self.errors["folder"] = _("A paper could not be made. Nothing was written.")
            return self
        except (NotPacked, NotExported, OSError):
            self.errors["folder"] = not_written("failed")
            return self
        self.sitting.papers = folder
        return Given(self.sitting, self.before.before.before, paths, sealed=self.how == "sealed")

    def _take(self, values: Entered) -> Path | None:
        """Read what was entered; return the folder where nothing is wrong."""
        self.errors = {}
        self.how = text_of(values, "how") or self.how
        self.key = text_of(values, "key").strip()
        self.typed = text_of(values, "folder").strip()
        if self.how == "sealed" and self.key.upper().startswith("AGE-SECRET"):
            self.key = ""
            self.errors["key"] = _(
                "That is a secret key. Nobody but its owner may see it: ask for the public one."
            )
        elif self.how == "sealed" and not self.key:
            self.errors["key"] = _("Write their public key, or pick plain files.")
        folder = folder_of(values, "folder")
        vault = self.sitting.vault
        if folder is None:
            self.errors["folder"] = _(
                "That can't be the name of a folder. Please write another one."
            )
        elif vault is not None and folder.resolve().is_relative_to(vault.path.resolve()):
            self.errors["folder"] = _(
                "That is in the folder of the record. Please choose another one."
            )
        return folder

    def _write(self, folder: Path) -> list[Path]:
        sitting, whom, what = self.sitting, self.before.before, self.before
        with sitting.work.on(_("Putting it together")) as work, using(paper_language(sitting)):
            pack = handing_over.Pack(
                to=whom.to,
                name=whom.name,
                by=whom.by,
                papers=tuple(one for one in what.picked if one != _FILES),
                files=_FILES in what.picked,
                key=self.key if self.how == "sealed" else "",
            )
            making = handing_over.Making(
                size=next(size for size in SIZES if size == self.size),
                made=sitting.clock(),
                fact_months=sitting.settings.fact_months,
                step=work.step,
                progress=work.progress,
                cancelled=work.cancelled,
            )
            folder.mkdir(parents=True, exist_ok=True)
            return handing_over.hand_over(sitting.open(), pack, folder, making)


class Given(_About):
    """Where it is, and what is left to do."""

    def __init__(self, sitting: Sitting, before: Stage, paths: list[Path], *, sealed: bool) -> None:
        """Take the files that were written."""
        super().__init__(sitting, before)
        self.paths = paths
        self.sealed = sealed

    def page(self) -> Page:
        """Return their names."""
        words = ngettext("This file is there now:", "These files are there now:", len(self.paths))
        after = _("Move them or delete them when you no longer need them.")
        if self.sealed:
            after = _("Only they can open it, with age and tar. docs/recovery.md says how.")
        return Page(
            id="hand-over-given",
            kind="message",
            title=_("Ready to hand over"),
            section=_("Hand over, then delete"),
            text=(
                Paragraph(words),
                *(Paragraph(str(path), "note") for path in self.paths),
                Paragraph(after, "quiet"),
                Paragraph(_("This record now says that it was given, to whom and when.")),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the first page: what was given stands there."""
        return self.before
