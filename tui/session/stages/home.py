"""The menu of a case: going on, looking back, what is open, papers, people, leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.session.ahead import handover_warning, may_hand_over
from tui.session.noticing import signs_of, word_of
from tui.session.page import Choice, Page, Paragraph
from tui.session.phrasing import help_lines
from tui.session.printing import papers_of
from tui.session.rows import is_blank, journeys, presets
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage
from tui.session.stages.looking_after import LookingAfter, backup_reminder, may_look_after
from tui.session.stages.more_to_add import MoreToAdd, adding_choices, new_row
from tui.session.stages.more_to_collect import COLLECT_FOR, collecting_choices
from tui.session.stages.walking import Walking
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.vault import Vault


def begin_journey(sitting: Sitting) -> Stage:
    """Return the journey that was asked for, or the first that is not about safety.

    From here on the safety check is behind the open case.
    """
    book = sitting.open()
    sitting.started = True
    # The safety check stands: it decided where the record is, and is asked anew instead.
    book.settle()
    names = [one.name for one in journeys(sitting.open().flow)]
    wanted = sitting.journey if sitting.journey in names else (names[0] if names else "")
    sitting.journey = ""
    if not wanted or book.flow.next(wanted) is None:
        return Home(sitting)
    return Walking(sitting, wanted, lambda: Home(sitting)).started()


class Home(Stage):
    """The menu. Reached by F10 from anywhere in an open case."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where the menu was opened from."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return what can be done now."""
        sitting = self.sitting
        flow = sitting.open().flow
        letting_go = Choice("handover", _("Hand over, then delete"))
        pressing = bool(handover_warning(flow.answers.root.fields, sitting.today()))
        choices = [letting_go] if may_hand_over(sitting) and pressing else []
        choices += [] if sitting.read_only else self._going_on()
        if signs_of(sitting):
            choices.append(Choice("notice", _("About safety")))
        choices.append(Choice("parts", _("Go to a part")))
        choices += self._decisions()
        choices.append(self._open())
        reading = _("Read what is written")
        if not sitting.read_only:
            reading = _("Read and change what is written")
        choices.append(Choice("review", reading))
        if sitting.stored:
            choices.append(Choice("changes", _("What was changed")))
        if may_hand_over(sitting) and not pressing:
            choices.append(letting_go)
        if papers_of(flow):
            choices.append(Choice("papers", _("Make a paper")))
        if flow.audience != "council":
            choices.append(Choice("people", _("People to call")))
        if "safety" in {one.name for one in flow.scripts()} and not sitting.read_only:
            choices.append(Choice("safety", _("Go through the safety check again")))
        choices.append(Choice("settings", _("Settings")))
        if may_look_after(sitting):
            choices.append(Choice("after", _("Look after this record")))
        if sitting.vault is not None:
            choices.append(Choice("cases", _("Another record")))
        choices.append(Choice("leave", _("Leave")))
        return Page(
            id="home",
            kind="menu",
            title=self._title(),
            text=self._words(),
            choices=tuple(choices),
            can_back=self.before is not None,
        )

    def _going_on(self) -> list[Choice]:
        """Return the journeys to go on with, and what can be added."""
        flow = self.sitting.open().flow
        choices = []
        for script in journeys(flow):
            ahead = flow.next(script.name)
            if ahead is not None:
                title = _(script.node.title)
                if ahead.key != next(flow.items(script.name), ahead).key:
                    title = _("Go on: {journey}").format(journey=title)
                choices.append(Choice(f"go:{script.name}", title))
        return [*choices, *collecting_choices(self.sitting), *adding_choices(self.sitting)]

    def _decisions(self) -> list[Choice]:
        """Return the ways to where decisions stand, for journeys that have outcomes."""
        from tui.interview.settling import decision
        from tui.papers.council.outcome_words import worst_words
        from tui.session.stages.outcomes import deciding

        flow = self.sitting.open().flow
        found = deciding(flow)
        choices = []
        for script in found:
            words = _("Where this stands")
            if len(found) > 1:
                words = _("Where this stands: {journey}").format(journey=_(script.node.title))
            note = worst_words(decision(flow, script.name).worst)
            choices.append(Choice(f"outcomes:{script.name}", words, note))
        return choices

    def _open(self) -> Choice:
        """Return the way to what is still open, and how much of what it is."""
        points = self.sitting.open().open_points()
        gaps, questions = len(points.gaps), len(points.questions)
        tasks = points.to_do(self.sitting.today())
        count = gaps + tasks + questions
        words = ngettext(
            "What is still open ({count} point)", "What is still open ({count} points)", count
        )
        parts = [
            _("{count} still needed").format(count=gaps) if gaps else "",
            _("{count} to do").format(count=tasks) if tasks else "",
            _("{count} to come back to").format(count=questions) if questions else "",
        ]
        note = ", ".join(one for one in parts if one)
        return Choice("open", words.format(count=count), note)

    def _title(self) -> str:
        """Return whose record is open: a volunteer must not write into the wrong one."""
        case = self.sitting.open().case
        if case.kind == "client" and case.name:
            return _("Record: {name}").format(name=case.name)
        if case.kind == "council" and case.name:
            return _("Case: {name}").format(name=case.name)
        return _("Your record")

    def _words(self) -> tuple[Paragraph, ...]:
        count = self._entries()
        words = ngettext("There is {count} entry.", "There are {count} entries.", count)
        if not count:
            words = _("There are no entries yet.")
        text = [Paragraph(words.format(count=count)), *self._found_wrong()]
        if self.sitting.open().audience == "council":
            del text[0]  # An officer's case is not made of entries.
        if signs := signs_of(self.sitting):
            text.append(Paragraph(word_of(signs), "note"))
        warned = handover_warning(
            self.sitting.open().flow.answers.root.fields, self.sitting.today()
        )
        if warned:
            text.insert(0, Paragraph(warned, "warning"))
        if self.sitting.read_only:
            text.append(
                Paragraph(
                    _("Nothing can be written where this record is kept. You can only read it."),
                    "warning",
                )
            )
        elif self.sitting.stored:
            text.append(Paragraph(_("Everything you answered is kept, sealed."), "quiet"))
            if count and (reminder := backup_reminder(self.sitting)):
                text.append(Paragraph(reminder, "quiet"))
        else:
            text.append(
                Paragraph(
                    _("Nothing is kept on this device. When you leave, it is gone."), "warning"
                )
            )
        return tuple(text)

    def _entries(self) -> int:
        """Return how many entries there are: rows that somebody wrote in."""
        flow = self.sitting.open().flow
        table = "subjects" if flow.audience == "council" else "incidents"
        rows = flow.rows(table) if table in flow.program.tables else ()
        given = presets(flow)
        return sum(not is_blank(row, given) for row in rows)

    def _found_wrong(self) -> Iterator[Paragraph]:
        """Yield what was found changed or unreadable when the record was opened."""
        vault, case = self.sitting.vault, self.sitting.open().case
        if vault is not None:
            for note in vault.slots.notes:
                yield Paragraph(_(note), "note")
            for file in vault.damaged:
                words = _("What opens the record was changed from elsewhere: {file}.")
                yield Paragraph(words.format(file=file), "warning")
            for lost in _lost(vault):
                words = _(
                    "A record that was here when this folder was last left is gone: {record}. A "
                    "backup may hold it."
                )
                yield Paragraph(words.format(record=lost), "warning")
        if getattr(case, "was_behind", False):
            yield Paragraph(
                _(
                    "This record is not what it was when it was last left: an older copy was put "
                    "in its place. Is there a newer one, such as a backup? If you go on writing, "
                    "this one counts."
                ),
                "warning",
            )
        for file in getattr(case, "damaged", ()):
            if file.startswith("state-"):
                continue  # the changes themselves give it again: nothing is missing
            words = _(
                "A file of this record could not be read, and was set aside: {file}. Something "
                "written last may be missing. Please look at the newest entries."
            )
            yield Paragraph(words.format(file=file), "warning")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        from tui.session.stages.changes import Changes
        from tui.session.stages.following import Open
        from tui.session.stages.handing_over import HandOver
        from tui.session.stages.noticing import Notice
        from tui.session.stages.outcomes import Outcomes
        from tui.session.stages.outline import Outline
        from tui.session.stages.printing import Papers
        from tui.session.stages.rechecking import check_again
        from tui.session.stages.reviewing import Review
        from tui.session.stages.setting import Setting

        sitting = self.sitting
        what, _colon, name = choice.partition(":")
        match what:
            case "go" if name in sitting.program.scripts and not sitting.read_only:
                walking = Walking(sitting, name, self._home())
                stage = walking.started()
                # A journey that begins here has no step before: back leads to the menu again.
                if stage is walking and walking.is_at_first():
                    walking.origin = self
                return stage
            case "collect" if not sitting.read_only:
                return Walking(sitting, what, self._home(), at=COLLECT_FOR).started()
            case "new" if not sitting.read_only:
                return new_row(sitting, name, self._home()) or self
            case "add" if not sitting.read_only:
                return MoreToAdd(sitting, self)
            case "parts":
                return Outline(sitting, self)
            case "outcomes" if name in sitting.program.scripts:
                return Outcomes(sitting, name, self._home())
            case "review":
                return Review(sitting)
            case "changes" if sitting.stored:
                return Changes(sitting, self)
            case "open":
                return Open(sitting, self)
            case "handover" if may_hand_over(sitting):
                return HandOver(sitting, self)
            case "papers":
                return Papers(sitting, self)
            case "people":
                return People(sitting, self)
            case "notice":
                return Notice(sitting, self)
            case "safety":
                return check_again(sitting)
            case "settings":
                return Setting(sitting, self)
            case "after" if may_look_after(sitting):
                return LookingAfter(sitting, self)
            case "cases":
                return self._cases()
            case "leave":
                return Ended(sitting)
        return self

    def _home(self) -> Callable[[], Stage]:
        sitting = self.sitting
        return lambda: Home(sitting)

    def _cases(self) -> Stage:
        from tui.session.stages.records import Cases
        from tui.session.stages.unlocking import Losing

        if not self.sitting.stored:
            return Losing(self.sitting, self)
        if not self.sitting.read_only:
            self.sitting.seal_drafts()
        return Cases(self.sitting, self)

    def back(self) -> Stage:
        """Return to where the menu was opened from."""
        return self.before or self

    def row(self) -> str:
        """Return what the page was about that the menu was opened from."""
        return self.before.row() if self.before is not None else ROOT

    def stands(self) -> bool:
        """Return whether a case is open."""
        return self.sitting.book is not None


class People(Stage):
    """Help lines: those of the content's general lists and of the province that was named."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the people, nearest first."""
        book = self.sitting.book
        province = book.flow.value(ROOT, "province") if book is not None else None
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
            people=help_lines(self.sitting.program, province),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to where this came from."""
        return self.before

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


def _lost(vault: Vault) -> list[str]:
    """Return the records that are gone; none where the disk can't be looked at now."""
    from tui.vault.errors import VaultDamaged

    try:
        return vault.lost
    except VaultDamaged:
        return []
