"""Long work for the faces to show: it goes on until it is let go, or stopped."""

from __future__ import annotations

import threading

from tui.session.page import Paragraph
from tui.session.work import Work
from tui.vault.errors import Cancelled

WHAT = "Adding video.mp4"
FAR = "312 MB of 1.2 GB"
STOPPED = Paragraph("It was stopped. Nothing was changed.", "note")


class LongWork(Work):
    """Takes a file in, and never gets further by itself.

    Attributes:
        go: Set it to let the work end.
        begun: It is set once the work goes on.
        stopped: How often it was stopped.
    """

    def __init__(self, *, may_stop: bool = True) -> None:
        super().__init__()
        self.may_stop = may_stop
        self.go, self.begun = threading.Event(), threading.Event()
        self.stopped = 0

    def take_in(self) -> bool:
        """Do it; return whether it was done."""
        with self.on(WHAT, "bytes", 1_200_000_000, may_stop=self.may_stop):
            self.progress(312_000_000)
            self.begun.set()
            try:
                while not self.go.wait(0.005):
                    self.go_on()
            except Cancelled:
                self.stopped += 1
                return False
        return True
