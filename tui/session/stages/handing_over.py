"""Handing a client's record over, and then deleting it: by when, what, to whom and how."""

from __future__ import annotations

from collections.abc import Iterator

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
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, text_of
from tui.session.stages.rechecking import correct
from tui.wording import gettext as _
from tui.wording import ngettext

_MOST_LISTED = 6
FILES = "files"
"""Picked among the papers: the files that are kept in the record."""
_NONE = "none"
"""Picked among the papers: the cover sheet alone."""


class About(Stage):
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


class HandOver(About):
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


class ForWhom(About):
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


class What(About):
    """Which papers go in, and whether the files that are kept do."""

    before: ForWhom

    def __init__(self, sitting: Sitting, before: ForWhom) -> None:
        """Propose what is usual."""
        super().__init__(sitting, before)
        self.picked = handing_over.usual(sitting.open().flow) or [_NONE]

    def page(self) -> Page:
        """Return the list."""
        book = self.sitting.open()
        options = [Choice(one.name, _(one.title)) for one in handing_over.choices(book.flow)]
        if files := book.case.files.list():
            words = ngettext(
                "The {count} file that is kept in this record",
                "The {count} files that are kept in this record",
                len(files),
            )
            size = size_words(sum(one.size for one in files))
            options.insert(0, Choice(FILES, words.format(count=len(files)), size))
        options.insert(0, Choice(_NONE, _("Nothing else")))
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
        picked = list(picked) if isinstance(picked, list) else []
        self.picked = [one for one in picked if one != _NONE] or [_NONE]
        from tui.session.stages.giving import How

        return How(self.sitting, self)
