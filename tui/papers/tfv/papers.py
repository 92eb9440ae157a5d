"""The papers and forms of somebody it is done to, by their names in ``templates/papers.yaml``."""

from __future__ import annotations

from typing import Final

from tui.papers.kinds import Own, OwnForm, of_blocks
from tui.papers.tfv import form, handover, log

PAPERS: Final = {
    "tfv-log": Own(log.arrange, log.NEEDS, log.UNSAID, has_text=True),
    "handover": of_blocks(handover.arrange, handover.NEEDS),
}

FORMS: Final = {
    "tfv-entry": OwnForm(
        form.context, form.items, form.ENTRIES, form.PIECES, form.MADE_UP, log.UNSAID
    ),
}
