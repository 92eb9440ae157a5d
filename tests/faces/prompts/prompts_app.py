"""A sitting over hand-made pages, so that the prompts face can be tested on its own.

Also a program, for tests that need a real terminal: ``python prompts_app.py NAME``, where
NAME is one of ``SITTINGS``.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tests.faces.long_work import STOPPED, LongWork
from tui.session.driver import Doing, Resume
from tui.session.page import Choice, Field, Left, Line, Page, Paragraph, Person, Progress, Raw
from tui.session.settings import Settings

OPEN = ("skipped", "not-sure", "later")
COLOURS = (Choice("r", "Red"), Choice("g", "Green", "like grass"), Choice("b", "Blue"))
PLACES = tuple(
    Choice(code, label)
    for code, label in (
        ("AB", "Alberta"),
        ("BC", "British Columbia"),
        ("MB", "Manitoba"),
        ("NB", "New Brunswick"),
        ("NL", "Newfoundland and Labrador"),
        ("NS", "Nova Scotia"),
        ("NT", "Northwest Territories"),
        ("NU", "Nunavut"),
        ("ON", "Ontario"),
        ("PE", "Prince Edward Island"),
        ("QC", "Québec"),
        ("SK", "Saskatchewan"),
        ("YT", "Yukon"),
    )
)
YES_NO = (Choice("yes", "Yes", key="y"), Choice("no", "No", key="n"))


def asking(*fields: Field, **more: Any) -> Page:
    """A page that asks."""
    names = "+".join(field.name for field in fields)
    given: dict[str, Any] = {"id": f"ask-{names}", "kind": "form", "title": "A page"}
    return Page(**(given | {"fields": fields} | more))


END = Page(id="end", kind="end", title="The end", text=(Paragraph("It is over."),))

Judge = Callable[[Page, Mapping[str, Raw | Left]], dict[str, str]]
"""Returns what is wrong, by field."""


class Sitting:
    """Walks pages in order and notes every call."""

    def __init__(self, *pages: Page, judge: Judge | None = None) -> None:
        self.pages = (*pages, END)
        self.judge = judge
        self.place = 0
        self.again: Page | None = None
        self.sent: list[tuple[str, dict[str, Raw | Left], str]] = []
        self.drafts: dict[str, str] = {}
        self.calls: list[str] = []
        self.left = False
        self.lockable = True
        self.settings = Settings(idle_minutes=0)
        self.resume: Resume | None = None
        self.means: dict[str, str] = {}
        self.before: Callable[[str], None] = lambda call: None
        self.long: LongWork | None = None

    @property
    def page(self) -> Page:
        return self.again or self.pages[self.place]

    @property
    def done(self) -> bool:
        return self.left

    def _to(self, call: str, place: int) -> Page:
        self.before(call)
        self.calls.append(call)
        self.again = None
        self.place = min(max(place, 0), len(self.pages) - 1)
        return self.page

    @property
    def doing(self) -> Doing | None:
        return self.long.doing if self.long is not None else None

    def cancel(self) -> None:
        if self.long is not None:
            self.long.cancel()

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        self.before("submit")
        page = self.page
        self.sent.append((page.id, dict(values), choice))
        if self.long is not None and not self.long.take_in():
            self.again = msgspec.structs.replace(page, text=(STOPPED,))
            return self.again
        wrong = self.judge(page, values) if self.judge is not None else {}
        if wrong:
            self.again = msgspec.structs.replace(
                page, fields=tuple(_marked(one, values, wrong) for one in page.fields)
            )
            return self.again
        return self._to("submit", self.place + 1)

    def back(self) -> Page:
        return self._to("back", self.place - 1)

    def forward(self) -> Page:
        return self._to("forward", self.place + 1)

    def menu(self) -> Page:
        return self._to("menu", len(self.pages) - 1)

    def outline(self) -> Page:
        return self._to("outline", len(self.pages) - 1)

    def still_open(self) -> Page:
        return self._to("still_open", len(self.pages) - 1)

    def preview(self) -> Page:
        return self._to("preview", len(self.pages) - 1)

    def undo(self) -> Page:
        return self._to("undo", self.place - 1)

    def beside(self) -> tuple[Paragraph, ...]:
        return ()

    def understood(self, name: str, text: str) -> str:
        return self.means.get(text.strip(), "")

    def keep_draft(self, name: str, text: str) -> None:
        if self.left:
            raise RuntimeError("a draft after leaving")
        self.drafts[name] = text

    def warm(self) -> None:
        self.calls.append("warm")

    def lock(self) -> bool:
        self.calls.append("lock")
        self.left = self.left or self.lockable
        return self.lockable

    def leave(self) -> None:
        self.left = True

    def answers(self) -> dict[str, Raw | Left]:
        """What was sent last, by field."""
        return {name: value for _, values, _ in self.sent for name, value in values.items()}


def _marked(field: Field, values: Mapping[str, Raw | Left], wrong: dict[str, str]) -> Field:
    value = values.get(field.name, "")
    return msgspec.structs.replace(
        field,
        error=wrong.get(field.name, ""),
        value="" if isinstance(value, Left) else value,
    )


SECRET = "hunter2-what-she-wrote"

DANGER = Page(
    id="danger",
    kind="message",
    title="Before you start",
    section="Right now",
    text=(
        Paragraph("If you are in danger now, call 911.", "stop"),
        Paragraph("You can skip any question.", "quiet"),
    ),
    people=(
        Person(
            "A help line",
            "1-800-000-0000",
            hours="Day and night",
            source="x",
            checked="y",
            stale="Old.",
        ),
    ),
    choices=(Choice("next", "Carry on"), Choice("stop", "Not now")),
    help="You choose what to answer.",
)
STORY = asking(
    Field(name="story", type="long-text", label="What did it say?", may_open=OPEN),
    can_back=True,
    has_menu=True,
    has_paper=True,
    can_undo=True,
    progress=Progress(1, 2, 3),
    saved="Saved",
)
LIST = Page(
    id="list",
    kind="list",
    title="What there is",
    lines=(
        Line("", "The first part"),
        Line("1", "One", "an answer", "later", 1),
        Line("2", "Two", depth=1),
        Line("", "The second part"),
        Line("3", "Three"),
    ),
    choices=(Choice("done", "That is all"),),
    can_back=True,
)


def slow() -> Sitting:
    """Takes long over each answer, as a passphrase does."""
    made = Sitting(DANGER, STORY)
    made.before = lambda call: threading.Event().wait(1.0) and None  # type: ignore[func-returns-value]
    return made


def long() -> Sitting:
    """Takes something in that only ends when it is stopped."""
    made = Sitting(DANGER, STORY)
    made.long = LongWork()
    return made


def crashing() -> Sitting:
    """Fails with an answer in a local variable and in the message."""
    made = Sitting(DANGER, STORY)

    def fail(call: str) -> None:
        answer = SECRET
        raise ValueError(f"cannot take {answer}")

    made.before = fail
    return made


def misread() -> Sitting:
    """Fails while what is typed is echoed, outside of any call that is waited for."""

    class Misread(Sitting):
        def understood(self, name: str, text: str) -> str:
            if text.endswith("!"):
                raise ValueError(f"cannot read {SECRET}")
            return "fine"

    return Misread(asking(Field(name="when", type="when", label="When was it?")))


class Recorder(Sitting):
    """Writes down what it was told on leaving, for when nobody can see the terminal."""

    def leave(self) -> None:
        if not self.left:
            kept = ",".join(f"{name}={text}" for name, text in self.drafts.items())
            Path("left").write_text(kept, encoding="utf-8")
        super().leave()


def idle() -> Sitting:
    """Locks after two seconds."""
    made = Recorder(STORY)
    made.settings = Settings(idle_minutes=2 / 60)  # type: ignore[arg-type]
    return made


SITTINGS: dict[str, Callable[[], Sitting]] = {
    "story": lambda: Sitting(DANGER, STORY),
    "text": lambda: Recorder(STORY),
    "slow": slow,
    "long": long,
    "crash": crashing,
    "misread": misread,
    "idle": idle,
    "secret": lambda: Sitting(
        asking(
            Field(name="one", type="secret", label="A passphrase"),
            Field(name="two", type="secret", label="The same once more"),
        )
    ),
}


def main(name: str) -> int:
    from tui.commands.guard import guarded
    from tui.faces.prompts import run

    sitting = SITTINGS[name]()
    code = guarded(lambda: run(sitting, sys.stdin, sys.stdout))
    print(f"left {sitting.left}, drafts {len(sitting.drafts)}, code {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
