"""When a task is due. Conditions have no clock; here it is passed in.

A task with ``every`` comes back that long after it was last done, until ``until`` is past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tui.interview.dates import When
from tui.interview.follows import Task

State = Literal["open", "ahead", "due", "overdue", "done"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Where a task stands on a day.

    Attributes:
        state: ``open`` has no date; ``ahead`` is not yet due; ``due`` is due now, as far as
            its date is known; ``overdue`` is past; ``done`` needs nothing more.
        when: The date it is due, or due again; None where it has none.
    """

    state: State
    when: When | None = None

    @property
    def wants_doing(self) -> bool:
        """Whether it belongs on a list of what is still to do."""
        return self.state != "done"


def deadline(task: Task, today: date) -> Deadline:
    """Return where a task stands.

    Args:
        task: From ``Flow.tasks``.
        today: The local date.
    """
    if not task.done:
        return Deadline("open") if task.due is None else _at(task.due, today)
    if task.every is None or task.last is None:
        return Deadline("done")
    again = task.last + task.every
    if task.until is not None and again.start > task.until.end:
        return Deadline("done")
    return _at(again, today)


def _at(when: When, today: date) -> Deadline:
    if when.unknown:
        return Deadline("open", when)
    if when.end.date() < today:
        return Deadline("overdue", when)
    return Deadline("due" if when.start.date() <= today else "ahead", when)
