"""The papers and forms of somebody it is done to, by their names in ``templates/papers.yaml``."""

from __future__ import annotations

from typing import Final

from tui.papers.kinds import Own, OwnForm, of_blocks
from tui.papers.tfv import (
    chronology,
    evidence_index,
    form,
    gaps,
    handover,
    lawyer_brief,
    log,
    registry_sheet,
    statement_draft,
    transcript_sheet,
    transfer_record,
    witness_list,
)

PAPERS: Final = {
    "tfv-log": Own(log.arrange, log.NEEDS, log.UNSAID, has_text=True),
    "chronology": of_blocks(chronology.arrange, chronology.NEEDS),
    "gaps": of_blocks(gaps.arrange, gaps.NEEDS, gaps.UNSAID),
    "evidence-index": of_blocks(evidence_index.arrange, evidence_index.NEEDS),
    "handover": of_blocks(handover.arrange, handover.NEEDS),
    "registry-sheet": of_blocks(registry_sheet.arrange, registry_sheet.NEEDS),
    "lawyer-brief": of_blocks(lawyer_brief.arrange, lawyer_brief.NEEDS, log.UNSAID),
    "witness-list": of_blocks(witness_list.arrange, witness_list.NEEDS),
    "transfer-record": of_blocks(transfer_record.arrange, transfer_record.NEEDS),
    "transcript-sheet": of_blocks(transcript_sheet.arrange, transcript_sheet.NEEDS),
    "statement-draft": of_blocks(statement_draft.arrange, statement_draft.NEEDS),
}

FORMS: Final = {
    "tfv-entry": OwnForm(
        form.context, form.items, form.ENTRIES, form.PIECES, form.MADE_UP, log.UNSAID
    ),
}
