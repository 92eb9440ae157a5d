"""The first walk of a new record: back from its first page, the start can be chosen anew."""

from __future__ import annotations

import msgspec

from tui.session.page import Page
from tui.session.sitting import Sitting
from tui.session.stages.base import Stage
from tui.session.stages.opening import Begin, ClientName
from tui.session.stages.walking import Walking


class Starting(Walking):
    """The safety check of a record that was just begun, in memory only so far."""

    def started(self) -> Stage:
        """Return this stage at its first step, and remember which that is."""
        stage = super().started()
        self.first = self.at
        return stage

    @property
    def _at_first(self) -> bool:
        return self.at == self.first and not self.trail

    def page(self) -> Page:
        """Return the page of the step; from the first one a step back leads to the start."""
        page = super().page()
        return msgspec.structs.replace(page, can_back=True) if self._at_first else page

    def back(self) -> Stage:
        """Go to the step before, or let the record go where nothing stands before it."""
        return _let_go(self.sitting) if self._at_first else super().back()


def _let_go(sitting: Sitting) -> Stage:
    """Forget a record that was only begun; return where it was begun from."""
    from tui.session.stages.records import Cases

    case = sitting.open().case
    sitting.close_case()
    before: Stage = Cases(sitting) if sitting.vault is not None else Begin(sitting)
    if case.kind != "client":
        return before
    naming = ClientName(sitting, before)
    naming.typed = case.name
    return naming
