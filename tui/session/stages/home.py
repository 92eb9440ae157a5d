"""The menu of a case: going on, looking back, what is open, papers, people, leaving."""

from __future__ import annotations

from collections.abc import Callable

from tui.interview.answers import ROOT, Put
from tui.interview.flow import Flow
from tui.interview.program import WalkScript
from tui.session.page import Choice, Page, Paragraph
from tui.session.phrasing import people
from tui.session.printing import papers_of
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage
from tui.session.stages.walking import Walking
from tui.wording import gettext as _
from tui.wording import ngettext

HELP_LINES = ("emergency", "general", "youth", "youth-images")


def begin_journey(sitting: Sitting) -> Stage:
    """Return the journey that was asked for, or the first that is not about safety."""
    book = sitting.open()
    names = [one.name for one in journeys(sitting)]
    wanted = sitting.journey if sitting.journey in names else (names[0] if names else "")
    sitting.journey = ""
    if not wanted or book.flow.next(wanted) is None:
        return Home(sitting)
    return Walking(sitting, wanted, lambda: Home(sitting)).started()


def journeys(sitting: Sitting) -> list[WalkScript]:
    """Return the journeys a person chooses from: not the checks that come by themselves."""
    return [
        one
        for one in sitting.open().flow.scripts()
        if one.name != "safety" and one.node.once != "opening"
    ]


class Home(Stage):
    """The menu. Reached by F10 from anywhere in an open case."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where the menu was opened from."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return what can be done now."""
        flow = self.sitting.open().flow
        choices = []
        for script in journeys(self.sitting):
            title = _(script.node.title)
            if flow.next(script.name) is not None:
                choices.append(
                    Choice(f"go:{script.name}", _("Go on: {journey}").format(journey=title))
                )
        for table, words in self._tables():
            choices.append(Choice(f"new:{table}", words))
        choices.append(Choice("review", _("Read and change what is written")))
        open_points = len(flow.gaps()) + sum(not task.done for task in flow.tasks())
        choices.append(
            Choice(
                "open",
                ngettext(
                    "What is still open ({count} point)",
                    "What is still open ({count} points)",
                    open_points,
                ).format(count=open_points),
            )
        )
        if papers_of(flow):
            choices.append(Choice("papers", _("Make a paper")))
        choices.append(Choice("people", _("People to call")))
        if "safety" in {one.name for one in flow.scripts()}:
            choices.append(Choice("safety", _("Go through the safety check again")))
        if self.sitting.vault is not None:
            choices.append(Choice("cases", _("Another record")))
        choices.append(Choice("leave", _("Leave")))
        return Page(
            id="home",
            kind="menu",
            title=_("Your record"),
            text=self._words(),
            choices=tuple(choices),
            can_back=self.before is not None,
        )

    def _tables(self) -> list[tuple[str, str]]:
        """Return the case-level tables a journey adds rows to, with the words to add one."""
        found: dict[str, str] = {}
        for script in journeys(self.sitting):
            for section in script.sections:
                if section.adds and section.repeat is not None and section.when is None:
                    found.setdefault(section.table, _(section.repeat.add))
        return list(found.items())

    def _words(self) -> tuple[Paragraph, ...]:
        flow = self.sitting.open().flow
        count = len(flow.rows("incidents")) if "incidents" in flow.program.tables else 0
        text = [
            Paragraph(
                ngettext("There is {count} entry.", "There are {count} entries.", count).format(
                    count=count
                )
            )
        ]
        if self.sitting.stored:
            text.append(Paragraph(_("Everything you answered is kept, sealed."), "quiet"))
        else:
            text.append(
                Paragraph(
                    _("Nothing is kept on this device. When you leave, it is gone."), "warning"
                )
            )
        return tuple(text)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        from tui.session.stages.following import Open
        from tui.session.stages.printing import Papers
        from tui.session.stages.reviewing import Review

        sitting = self.sitting
        what, _colon, name = choice.partition(":")
        match what:
            case "go" if name in sitting.program.scripts:
                return Walking(sitting, name, self._home()).started()
            case "new":
                return self._new_row(name)
            case "review":
                return Review(sitting)
            case "open":
                return Open(sitting)
            case "papers":
                return Papers(sitting)
            case "people":
                return People(sitting, self)
            case "safety":
                return self._check_again()
            case "cases":
                return self._cases()
            case "leave":
                return Ended(sitting)
        return self

    def _home(self) -> Callable[[], Stage]:
        sitting = self.sitting
        return lambda: Home(sitting)

    def _new_row(self, table: str) -> Stage:
        """Add a row and walk the journey from it."""
        for script in journeys(self.sitting):
            for section in script.sections:
                if section.table == table and section.adds:
                    walking = Walking(
                        self.sitting, script.name, self._home(), at=(ROOT, section.mark)
                    )
                    started = walking.started()
                    return started.submit({}, "add") if started is walking else started
        return self

    def _check_again(self) -> Stage:
        """Ask the safety check anew; where the record is kept does not change by itself."""
        book = self.sitting.open()
        script = book.program.scripts["safety"]
        fresh = [
            Put(ROOT, step.name, None)
            for step in script.all_steps()
            if step.kind != "section" and book.flow.answers.get(ROOT, step.name) is not None
        ]
        book.apply(fresh, "safety")
        sitting = self.sitting
        return Walking(
            sitting,
            "safety",
            lambda: Ended(sitting) if sitting.open().flow.ended("safety") else Home(sitting),
        ).started()

    def _cases(self) -> Stage:
        from tui.session.stages.opening import Cases

        self.sitting.seal_drafts()
        return Cases(self.sitting)

    def back(self) -> Stage:
        """Return to where the menu was opened from."""
        return self.before or self


class People(Stage):
    """Help lines: those of the content's general lists and of the province that was named."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the people, nearest first."""
        book = self.sitting.book
        flow = book.flow if book is not None else Flow(self.sitting.program, "self")
        province = flow.value(ROOT, "province")
        near = (f"help-{province}",) if isinstance(province, str) else ()
        lists = (HELP_LINES[0], *near, *HELP_LINES[1:])
        return Page(
            id="people",
            kind="message",
            title=_("People to call"),
            text=(
                Paragraph(
                    _(
                        "Numbers can change. Each shows where it was found and when. "
                        "sheltersafe.ca and 211 keep theirs up to date."
                    ),
                    "quiet",
                ),
            ),
            people=tuple(one for name in lists for one in people(flow, name)),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to where this came from."""
        return self.before

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before
