"""A scripted session: hand-made pages of every kind, and a record of every call made.

Also a program, for tests that need a real terminal:
``python fake_session.py NAME``, where NAME is one of ``SESSIONS``.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from tui.session.driver import LOCKED, Resume
from tui.session.page import (
    Choice,
    Field,
    Left,
    Line,
    Page,
    Paragraph,
    Person,
    Progress,
    Raw,
)
from tui.session.settings import Settings

OPEN = ("skipped", "not-sure", "later")
TYPES = (
    "choice",
    "choices",
    "yes-no",
    "text",
    "long-text",
    "number",
    "money",
    "when",
    "rows",
    "files",
    "phone",
    "handle",
    "link",
    "sign-off",
    "secret",
    "path",
)

PLATFORMS = (
    Choice("ig", "Instagram"),
    Choice("snap", "Snapchat", "They may be told about a screenshot."),
    Choice("fb", "Facebook"),
    Choice("wa", "WhatsApp"),
    Choice("sms", "Text message"),
)


def one_of(type: str, **more: Any) -> Field:
    """A field of ``type``, with options where it needs some."""
    given: dict[str, Any] = {"name": type, "type": type, "label": f"A question: {type}?"}
    if type in ("choice", "choices", "rows"):
        given["options"] = PLATFORMS
    return Field(**(given | more))


DANGER = Page(
    id="danger",
    kind="message",
    title="Before you start",
    section="Is this a good moment?",
    text=(
        Paragraph("If you are in danger now, call 911 if you can do so safely.", "stop"),
        Paragraph(
            "This asks you some questions first. They help you see whether this device and this "
            "moment are all right for keeping a record. You can leave at any time."
        ),
        Paragraph("You can skip any question.", "quiet"),
    ),
    people=(
        Person(
            "A help line",
            "1-800-000-0000",
            hours="Day and night, every day",
            about="Free. In English, French and many other languages.",
            source="example.org",
            checked="2026-05-01",
        ),
    ),
    choices=(Choice("next", "Carry on"), Choice("stop", "Not now")),
    help="You choose what to answer.",
    saved="",
)

WHAT = Page(
    id="what",
    kind="form",
    title="What kind of thing was it?",
    section="What happened",
    fields=(
        Field(
            name="kind",
            type="choice",
            label="What kind of thing was it?",
            options=(
                Choice("post", "A post", "Something that others could see as well."),
                Choice("message", "A message to you"),
                Choice("image", "A picture or a video"),
                Choice("call", "A call"),
                Choice("other", "Something else"),
            ),
            may_open=OPEN,
        ),
    ),
    help="Choose the one that fits best. You can change it later.",
    why="So that we only ask about what belongs to it. Only you see your answers.",
    progress=Progress(4, 10, 15),
    can_back=True,
    saved="Saved",
)

WHEN = Page(
    id="when",
    kind="form",
    title="When did it happen?",
    section="What happened",
    fields=(
        Field(
            name="occurred",
            type="when",
            label="When did it happen?",
            suggested="2026-03-03",
            suggested_label="3 March 2026, as for the last one",
            may_open=OPEN,
        ),
    ),
    progress=Progress(5, 10, 15),
    can_back=True,
    saved="Saved",
)

TOGETHER = Page(
    id="who",
    kind="form",
    title="How it reached you",
    section="What happened",
    text=(Paragraph("Answer what you know. The rest can stay empty.", "note"),),
    fields=(
        Field(
            name="where",
            type="choices",
            label="Where did it happen?",
            options=PLATFORMS,
            may_open=("not-sure",),
        ),
        Field(
            name="handle",
            type="handle",
            label="Their user name there",
            hint="As it is shown, such as @name.",
            may_open=OPEN,
        ),
        Field(name="times", type="number", label="How many times?"),
    ),
    progress=Progress(6, 10, 15),
    can_back=True,
    saved="Saved",
)

TEXT = Page(
    id="text",
    kind="form",
    title="What did it say?",
    section="What happened",
    fields=(
        Field(
            name="words",
            type="long-text",
            label="What did it say?",
            hint="Paste it or type it, with its spelling mistakes.",
            may_open=OPEN,
        ),
    ),
    choices=(Choice("next", "Continue"), Choice("again", "Add another like it")),
    progress=Progress(9, 10, 15),
    can_back=True,
    saved="Saved",
)

REVIEW = Page(
    id="review",
    kind="list",
    title="What you have answered",
    section="Look through",
    lines=(
        Line("", "The first part"),
        *(
            Line(f"line:{number}", f"Question number {number}", "An answer to it", state)
            for number, state in enumerate(["", "not sure", "later"], 1)
        ),
        Line("", "The second part"),
        *(
            Line(f"line:{number}", f"Question number {number}", "not sure", "not sure", 1)
            for number in range(4, 20)
        ),
    ),
    choices=(Choice("done", "That is all"),),
    can_back=True,
)

MENU = Page(
    id="menu",
    kind="menu",
    title="Your record",
    section="Menu",
    choices=(
        Choice("review", "Look through your answers", "24 answered, 3 left for later", key="r"),
        Choice("papers", "Write the papers"),
        Choice("add", "Add an entry"),
        Choice("lines", "People to call"),
        Choice("leave", "Leave"),
    ),
    can_back=True,
)

WRITING = msgspec.structs.replace(TEXT, has_menu=True)
"""A text in an open record."""

WHOLE = msgspec.structs.replace(WHAT, has_menu=True, has_paper=True, can_undo=True)
"""A question in an open record: every key leads somewhere."""

SIGN_OFF = Page(
    id="sign-off",
    kind="form",
    title="Who signs this off?",
    section="Decision",
    fields=(
        Field(
            name="approval",
            type="sign-off",
            label="Who signs this off?",
            parts=(
                Field(name="approval.name", type="text", label="Name"),
                Field(name="approval.role", type="text", label="Role"),
                Field(name="approval.date", type="when", label="Date"),
                Field(name="approval.view", type="text", label="View"),
            ),
            may_open=("later",),
        ),
    ),
    can_back=True,
)

PAPER = (
    Paragraph("Log", "heading"),
    Paragraph("On 3 March 2026 a message came."),
    Paragraph("Nothing shows it yet.", "quiet"),
)

ASIDE = {
    name: Page(id=name, kind="list", title=title, lines=(Line("a", "A line"),), can_back=True)
    for name, title in (
        ("outline", "The parts"),
        ("still_open", "Still open"),
        ("preview", "The paper"),
        ("undo", "Taken back"),
    )
}
"""Where the keys beside the menu lead."""

END = Page(
    id="end",
    kind="end",
    title="That is all",
    text=(Paragraph("Your papers are written. You can close this now."),),
)

JOURNEY = (DANGER, WHAT, WHEN, TOGETHER, TEXT, REVIEW, END)


@dataclass
class Session:
    """Walks ``pages`` in order; wrong answers are those that say so."""

    pages: Sequence[Page] = JOURNEY
    at: int = 0
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    before: Callable[[str], None] = lambda _call: None
    menu_page: Page = MENU
    settings: Settings = field(default_factory=Settings)
    lockable: bool = True
    echoes: dict[str, str] = field(default_factory=lambda: {"2026-03-03": "3 March 2026"})
    resume: Resume | None = None
    done: bool = False
    left: int = 0
    _shown: Page | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def page(self) -> Page:
        return self._shown or self.pages[self.at]

    def _call(self, *call: Any) -> None:
        if not self._lock.acquire(blocking=False):
            raise RuntimeError("two calls at once")
        try:
            self.before(call[0])
            self.calls.append(call)
        finally:
            self._lock.release()

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        self._call("submit", values, choice)
        wrong = {name for name, value in values.items() if value == "wrong"}
        if wrong:
            self._shown = msgspec.structs.replace(
                self.page,
                fields=tuple(
                    msgspec.structs.replace(
                        one, error="There is no such day." if one.name in wrong else ""
                    )
                    for one in self.page.fields
                ),
            )
            return self.page
        self._shown = None
        if self.at == len(self.pages) - 1 or choice == "stop":
            self.done = True
        else:
            self.at += 1
        return self.page

    def back(self) -> Page:
        self._call("back")
        if self._shown is None:
            self.at = max(self.at - 1, 0)
        self._shown = None
        return self.page

    def forward(self) -> Page:
        self._call("forward")
        self.at = min(self.at + 1, len(self.pages) - 1)
        return self.page

    def menu(self) -> Page:
        self._call("menu")
        self._shown = self.menu_page
        return self.page

    def _aside(self, name: str) -> Page:
        self._call(name)
        self._shown = ASIDE[name]
        return self.page

    def outline(self) -> Page:
        return self._aside("outline")

    def still_open(self) -> Page:
        return self._aside("still_open")

    def preview(self) -> Page:
        return self._aside("preview")

    def undo(self) -> Page:
        return self._aside("undo")

    def beside(self) -> tuple[Paragraph, ...]:
        self._call("beside")
        return (*PAPER, Paragraph(f"About {self.page.id}."))

    def understood(self, name: str, text: str) -> str:
        """May be called while something else runs, so it neither locks nor is noted."""
        return self.echoes.get(text, "")

    def lock(self) -> bool:
        self._call("lock")
        if self.lockable:
            self.resume = Resume(vault="/somewhere", case="one")
            self.done = True
        return self.lockable

    def keep_draft(self, name: str, text: str) -> None:
        self._call("keep_draft", name, text)

    def warm(self) -> None:
        """Everything is there."""
        self.before("warm")

    def leave(self) -> None:
        self.left += 1
        self._call("leave")

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """The calls of that name."""
        return [call for call in self.calls if call[0] == name]


SECRET = "hunter2-what-she-wrote"


def slow(call: str) -> None:
    """Take long over submitting, as a passphrase does."""
    if call == "submit":
        threading.Event().wait(1.0)


def slow_start(call: str) -> None:
    """Take long over getting ready, as the real session does."""
    if call == "warm":
        threading.Event().wait(1.0)


def crash(call: str) -> None:
    """Fail with an answer in a local variable and in the message."""
    answer = SECRET
    if call == "submit":
        raise ValueError(f"cannot take {answer}")


class BrokenPage(Session):
    """Hands over a page that the face can't show, with an answer in it."""

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        return msgspec.structs.replace(WHAT, fields=(SECRET,))  # type: ignore[arg-type]


class BrokenThread(Session):
    """Fails in a thread of its own and in a finalizer, then in the call."""

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        class Dying:
            def __del__(self) -> None:
                raise ValueError(SECRET)

        thread = threading.Thread(target=crash, args=("submit",))
        thread.start()
        thread.join()
        Dying()
        crash("submit")
        return self.page


class Recorder(Session):
    """Writes down what it was told on leaving, for when nobody can see the terminal."""

    def leave(self) -> None:
        drafts = [f"{name}={text}" for _call, name, text in self.named("keep_draft")]
        Path("left").write_text(",".join(drafts), encoding="utf-8")


GALLERY = tuple(
    Page(
        id=f"page-{type}",
        kind="form",
        title="Every kind of question",
        section="Gallery",
        fields=(one_of(type, may_open=OPEN, hint="A hint."),),
        can_back=True,
        progress=Progress(number, len(TYPES), len(TYPES) + 5),
    )
    for number, type in enumerate(TYPES)
)

SESSIONS: dict[str, Callable[[], Session]] = {
    "journey": Session,
    "gallery": lambda: Session(GALLERY),
    "secret": lambda: Session((GALLERY[TYPES.index("secret")],)),
    "text": lambda: Session((TEXT,)),
    "slow": lambda: Session(before=slow),
    "crash": lambda: Session(before=crash),
    "crash-page": BrokenPage,
    "crash-thread": BrokenThread,
    "record": lambda: Recorder((TEXT,)),
    "open": lambda: Session((WRITING, WHEN)),
    "short-idle": lambda: Session((WRITING,), settings=Settings(idle_minutes=1)),
    "dates": lambda: Session((msgspec.structs.replace(WHEN, has_menu=True),)),
    "open-in-memory": lambda: Session((WRITING,), lockable=False),
    "slow-open": lambda: Session((WRITING, WRITING), before=slow),
    "slow-start": lambda: Session(before=slow_start),
}


def main(name: str) -> int:
    from tui.faces import screen

    if name == "usable":
        print(screen.usable())
        return 0
    session = SESSIONS[name]()
    code = screen.run(session)
    if code == LOCKED:
        print(f"locked {len(session.named('lock'))}, drafts {len(session.named('keep_draft'))}")
    elif name != "record":
        print(f"left {session.left}, drafts {len(session.named('keep_draft'))}, code {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "journey"))
