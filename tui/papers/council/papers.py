"""The council's papers and forms, by their names in ``templates/papers.yaml``."""

from __future__ import annotations

from typing import Final

from tui.papers.council import after, diary, form, record, sheet, text
from tui.papers.kinds import Arrange, Own, OwnForm


def _council(arrange: Arrange, needs: frozenset[str], *, tells: bool = False) -> Own:
    """Return what a paper of the council gives."""
    return Own(
        arrange, needs, has_text=True, of_blocks=True, decides="council", tells_history=tells
    )


PAPERS: Final = {
    "council-record": _council(record.arrange, record.NEEDS, tells=True),
    "council-text": _council(text.arrange, text.NEEDS),
    "council-sheet": _council(sheet.arrange, sheet.NEEDS),
    "council-diary": _council(diary.diary, diary.DIARY_NEEDS),
    "council-removal": _council(diary.removal, diary.REMOVAL_NEEDS),
    "council-correction": _council(after.correction, after.CORRECTION_NEEDS),
    "council-media": _council(after.media, after.MEDIA_NEEDS),
    "council-report": _council(diary.report, diary.REPORT_NEEDS),
    "council-disclosure": _council(after.disclosure, after.DISCLOSURE_NEEDS, tells=True),
}

WITHOUT_VIEWS: Final = frozenset({"council-disclosure"})
"""Papers whose history leaves out what somebody gave as their view: it may be privileged."""

FORMS: Final = {
    "council-form": OwnForm(
        form.context,
        form.items,
        "",
        form.MORE,
        form.MADE_UP,
        signatures=form.signatures,
        decides="council",
    ),
}
