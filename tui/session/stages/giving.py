"""How what is handed over is given: plain or sealed, into which folder, and where it is then."""

from __future__ import annotations

from pathlib import Path

from tui.session import handing_over
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.previews import paper_language
from tui.session.printing import SIZES, not_written, size_for
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.handing_over import FILES, About, What
from tui.session.stages.printing import proposed_folder
from tui.wording import gettext as _
from tui.wording import ngettext, using


class How(About):
    """Plain files or one that is sealed, and into which folder. Says first what that means."""

    before: What

    def __init__(self, sitting: Sitting, before: What) -> None:
        """Propose plain files."""
        super().__init__(sitting, before)
        self.how = "plain"
        self.typed = ""
        self.size: str = size_for(sitting.open().flow, sitting.settings.size)
        self.folder: Path | None = None
        self.error = ""

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
                    name="folder",
                    type="path",
                    label=_("Into which folder?"),
                    hint=_("A stick that goes with them is often best."),
                    value=self.typed or proposed_folder(self.sitting),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Write it")), Choice("not", _("Not now"))),
            help=_("The files’ names say nothing. That it was given is written in this record."),
            focus="folder" if self.error else "",
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to the key, or write plain files; see :meth:`given`."""
        if choice == "not":
            return self.before.before.before
        self.how = text_of(values, "how") or self.how
        self.typed, self.error = text_of(values, "folder").strip(), ""
        self.folder = folder_of(values, "folder")
        vault = self.sitting.vault
        if self.folder is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
        elif vault is not None and self.folder.resolve().is_relative_to(vault.path.resolve()):
            self.error = _("That is in the folder of the record. Please choose another one.")
        if self.error:
            return self
        return ToKey(self.sitting, self) if self.how == "sealed" else self.given("")

    def given(self, key: str) -> Stage:
        """Write it and record that, or say under the folder why not.

        Raises:
            NotAge: The key is none.
            Cancelled: The person had it stopped; nothing is left there.
            VaultDamaged: A file of the record is missing or damaged; nothing is left there.
            NotStored: The files are there, and it could not be recorded.
        """
        from tui.evidence.exporting import NotExported
        from tui.evidence.packing import NotPacked
        from tui.papers.errors import NotWritten, PaperFailed

        if self.folder is None:
            return self
        try:
            paths = self._write(self.folder, key)
        except NotWritten as error:
            self.error = not_written(error.reason)
            return self
        except PaperFailed:
            self.error = _("A paper could not be made. Nothing was written.")
            return self
        except (NotPacked, NotExported, OSError):
            self.error = not_written("failed")
            return self
        self.sitting.papers = self.folder
        return Given(self.sitting, self.before.before.before, paths, sealed=bool(key))

    def _write(self, folder: Path, key: str) -> list[Path]:
        sitting, whom, what = self.sitting, self.before.before, self.before
        pack = handing_over.Pack(
            to=whom.to,
            name=whom.name,
            by=whom.by,
            papers=tuple(one for one in what.picked if one != FILES),
            files=FILES in what.picked,
            key=key,
        )
        making = handing_over.Making(
            size=next(size for size in SIZES if size == self.size),
            made=sitting.clock(),
            fact_months=sitting.settings.fact_months,
            work=sitting.work,
        )
        folder.mkdir(parents=True, exist_ok=True)
        with using(paper_language(sitting)):
            return handing_over.hand_over(sitting.open(), pack, folder, making)


class ToKey(About):
    """To which key it is sealed."""

    before: How

    def __init__(self, sitting: Sitting, before: How) -> None:
        """Take what goes in, and where to."""
        super().__init__(sitting, before)
        self.key = self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="hand-over-key",
            kind="form",
            title=_("To which key?"),
            section=_("Hand over, then delete"),
            text=(
                Paragraph(
                    _(
                        "Whoever uses age can send you their public key. See that it is theirs: "
                        "have them read it to you, face to face or by phone. If they lose the "
                        "secret half, nobody can open it."
                    )
                ),
            ),
            fields=(
                Field(
                    name="key",
                    type="text",
                    label=_("Their public key"),
                    hint=_("It begins with age1."),
                    value=self.key,
                    error=self.error,
                ),
            ),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Seal it; see :meth:`How.given`."""
        from tui.vault.agefile import NotAge

        if choice == "not":
            return self.before.before.before.before
        self.key, self.error = text_of(values, "key").strip(), ""
        if self.key.upper().startswith("AGE-SECRET"):
            self.key = ""
            self.error = _(
                "That is a secret key. Nobody but its owner may see it: ask for the public one."
            )
            return self
        if self.key:
            try:
                return self.before.given(self.key)
            except NotAge:
                pass
        self.error = _("That is no public age key. One begins with age1.")
        return self


class Given(About):
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
