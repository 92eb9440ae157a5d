"""A council's register of what it published: what is still up, and by when it has to be gone.

Everything is read from the answers of one case; nothing is kept beside them. The first day
online starts one clock for all that is online in a case, so posting again, here or there,
moves nothing. Answers to duties COU-5.7.4a-02, COU-5.7.4d-01, COU-5.7.4f-01 and COU-6.4-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from tui.interview.answers import ROOT
from tui.interview.dates import When
from tui.interview.spans import LOWEST
from tui.interview.values import Unsettled

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.follows import Task

TABLE: Final = "publications"
SCRIPT: Final = "council_register"
CORRECTION: Final = "done:publish_correction"
"""The task of that script that a successful appeal makes."""
TAKE_DOWN: Final = "done:take_down"
"""Its task to take one publication down; once it is marked done, that is down."""

Why = Literal["time", "appeal", "appeal_won", "identified", "eliminated"]
State = Literal["up", "down", "stays"]
Urgency = Literal["overdue", "today", "ahead", "unknown"]

_EVENTS: Final[tuple[tuple[Why, str, str], ...]] = (
    ("appeal", "appeal_lodged", "appeal_lodged_on"),
    ("appeal_won", "appeal_won", "appeal_won_on"),
    ("identified", "identified", "identified_on"),
    ("eliminated", "eliminated", "eliminated_on"),
)
"""What takes something down before its time: why, the code of ``since``, and its day."""
_OF_PICTURES: Final = ("identified", "eliminated")


@dataclass(frozen=True, slots=True)
class Removal:
    """A reason for which something has to be gone.

    Attributes:
        why: The time that was set, an appeal, or the person in the picture.
        by: The day by which it has to be gone; None where it is not known. It is the
            earliest where more than one may be meant.
    """

    why: Why
    by: date | None


@dataclass(frozen=True, slots=True)
class Publication:
    """One thing that was published.

    Attributes:
        row: Its row in the case.
        channel: A code, or an empty string where it was not said.
        place: Where exactly, in somebody's words.
        first_shown: When it was first shown there.
        state: Whether it is up, down, or can't be taken down (paper, the press).
        removed_on: When it was taken down.
        removed_by: By whom.
        reasons: Why it has to be gone, the earliest day first, what is not known before all.
    """

    row: str
    channel: str
    place: str
    first_shown: When | None
    state: State
    removed_on: When | None
    removed_by: str
    reasons: tuple[Removal, ...]

    @property
    def by(self) -> date | None:
        """The day by which it has to be gone; None where none is set or it isn't known."""
        return self.reasons[0].by if self.reasons else None

    @property
    def due(self) -> bool:
        """Whether somebody has to take it down, sooner or later."""
        return self.state == "up" and bool(self.reasons)

    def pressing(self, on: date) -> tuple[Removal, ...]:
        """Return the reasons that count on a day: the earliest, and all whose day has come."""
        return tuple(
            each for each in self.reasons if each.by is None or each.by == self.by or each.by <= on
        )

    @property
    def late(self) -> bool:
        """Whether it was, as far as that is known, taken down after its day."""
        if self.state != "down" or self.by is None or self.removed_on is None:
            return False
        return not self.removed_on.unknown and self.removed_on.bounds[0].date() > self.by

    def urgency(self, on: date) -> Urgency:
        """Return how it stands on a day; what is not known comes before all else."""
        return urgency(self.by, on)


def urgency(by: date | None, on: date) -> Urgency:
    """Return how a day stands to another one."""
    if by is None:
        return "unknown"
    return "overdue" if by < on else "today" if by == on else "ahead"


def register(flow: Flow) -> tuple[Publication, ...]:
    """Return what was published in a case, in the order it was written down."""
    if TABLE not in flow.program.tables:
        return ()
    events = tuple(_events(flow))
    done = {task.key[0]: task.last for task in flow.tasks(SCRIPT) if task.done and _takes(task)}
    rows = (row.id for row in flow.rows(TABLE) if _is_any(flow, row.id))
    return tuple(_publication(flow, row, events, done) for row in rows)


def _takes(task: Task) -> bool:
    return task.key[1] == TAKE_DOWN


def corrections(flow: Flow) -> tuple[date | None, ...]:
    """Return when a correction had to be published, for each that still has to be.

    A successful appeal makes one, and so does what was wrong. Its day is that of the appeal;
    None where that is not known.
    """
    open_ = any(task.key[1] == CORRECTION and not task.done for task in flow.tasks(SCRIPT))
    if not open_:
        return ()
    days = [removal.by for removal in _events(flow) if removal.why in ("appeal_won", "eliminated")]
    return (_earliest(days)[0] if days else None,)


def _is_any(flow: Flow, row: str) -> bool:
    """Whether anything was said of it: a row that was only begun is none."""
    return any(
        not isinstance(flow.value(row, name), Unsettled)
        for name in ("channel", "place", "first_shown")
    )


def _publication(
    flow: Flow, row: str, events: Iterable[Removal], done: Mapping[str, When | None]
) -> Publication:
    removed = flow.value(row, "removed")
    # What is online can always come down, whatever was said of it.
    paper = removed == "stays" and flow.value(row, "on_internet") is False
    gone = removed == "yes" or row in done
    state: State = "down" if gone else "stays" if paper else "up"
    pictured = flow.value(row, "has_picture") not in (False, Unsettled.NA)
    reasons = [
        *_time(flow, row),
        *(each for each in events if pictured or each.why not in _OF_PICTURES),
    ]
    first = _when(flow.value(row, "first_shown"))
    return Publication(
        row=row,
        channel=_text(flow.value(row, "channel")),
        place=_text(flow.value(row, "place")),
        first_shown=first,
        state=state,
        removed_on=_when(flow.value(row, "removed_on")) or done.get(row),
        removed_by=_text(flow.value(row, "removed_by")),
        reasons=tuple(sorted(reasons, key=lambda each: each.by or date.min)),
    )


def _time(flow: Flow, row: str) -> Iterator[Removal]:
    """The day by which it has to be gone anyhow; paper and the press have none.

    While questions that may shorten it were never reached, the longest it may be up counts.
    """
    if flow.value(row, "on_internet") is False:
        return
    out = flow.value(row, "runs_out")
    longest = _day(flow.value(ROOT, "display_ends"))
    if out is Unsettled.PENDING and longest is not None:
        yield Removal("time", longest + timedelta(days=1))
    else:
        yield Removal("time", _day(out))


def _events(flow: Flow) -> Iterator[Removal]:
    """What happened since that takes something down, with its day."""
    since = flow.value(ROOT, "since")
    happened = since if isinstance(since, tuple) else ()
    for why, code, name in _EVENTS:
        if code in happened:
            yield Removal(why, _day(flow.value(ROOT, name)))


def _earliest(days: list[date | None]) -> list[date | None]:
    return sorted(days, key=lambda day: day or date.min)


def _day(value: object) -> date | None:
    """The earliest day a date may mean."""
    when = _when(value)
    if when is None or when.unknown:
        return None
    first = when.bounds[0]
    return first.date() if first > LOWEST else None


def _when(value: object) -> When | None:
    return value if isinstance(value, When) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
