"""A scripted session that walks hand-made pages, and a record of every call made.

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
from fake_pages import ASIDE, GALLERY, JOURNEY, MENU, PAPER, TEXT, TYPES, WHAT, WHEN, WRITING

from tests.faces.long_work import STOPPED, LongWork
from tui.session.driver import LOCKED, Doing, Resume
from tui.session.page import Left, Page, Paragraph, Raw
from tui.session.settings import Settings


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
    long: LongWork | None = None
    """What ``submit`` does first, if anything."""
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

    @property
    def doing(self) -> Doing | None:
        return self.long.doing if self.long is not None else None

    def cancel(self) -> None:
        """May be called while something else runs, so it neither locks nor is noted."""
        if self.long is not None:
            self.long.cancel()

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        self._call("submit", values, choice)
        if self.long is not None and not self.long.take_in():
            self._shown = msgspec.structs.replace(self.page, text=(STOPPED,))
            return self.page
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


SESSIONS: dict[str, Callable[[], Session]] = {
    "journey": Session,
    "gallery": lambda: Session(GALLERY),
    "secret": lambda: Session((GALLERY[TYPES.index("secret")],)),
    "text": lambda: Session((TEXT,)),
    "slow": lambda: Session(before=slow),
    "long": lambda: Session((WRITING, WHEN), long=LongWork()),
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
