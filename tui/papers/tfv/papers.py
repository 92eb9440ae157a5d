"""The papers and forms of somebody it is done to, by their names in ``templates/papers.yaml``."""

from __future__ import annotations

from typing import Final

from tui.papers.kinds import Own, OwnForm, of_blocks
from tui.papers.tfv import (
    call_record,
    chronology,
    evidence_index,
    form,
    gaps,
    handover,
    lawyer_brief,
    log,
    platform_facts,
    platform_reports,
    police_notes,
    preservation,
    preservation_form,
    registry_sheet,
    safety_sheet,
    statement_draft,
    storage_plan,
    transcript_sheet,
    transfer_record,
    witness_list,
)

PAPERS: Final = {
    "tfv-log": Own(log.arrange, log.NEEDS, log.UNSAID, has_text=True, tells_files=True),
    "call-record": of_blocks(call_record.arrange, call_record.NEEDS),
    "storage-plan": of_blocks(storage_plan.arrange, storage_plan.NEEDS)._replace(
        tells_backups=True
    ),
    "safety-sheet": of_blocks(safety_sheet.arrange, safety_sheet.NEEDS)._replace(helps=True),
    "chronology": of_blocks(chronology.arrange, chronology.NEEDS),
    "gaps": of_blocks(gaps.arrange, gaps.NEEDS, gaps.UNSAID),
    "evidence-index": of_blocks(evidence_index.arrange, evidence_index.NEEDS)._replace(
        tells_files=True
    ),
    "handover": of_blocks(handover.arrange, handover.NEEDS),
    "registry-sheet": of_blocks(registry_sheet.arrange, registry_sheet.NEEDS),
    "lawyer-brief": of_blocks(lawyer_brief.arrange, lawyer_brief.NEEDS, log.UNSAID),
    "witness-list": of_blocks(witness_list.arrange, witness_list.NEEDS),
    "transfer-record": of_blocks(transfer_record.arrange, transfer_record.NEEDS)._replace(
        tells_files=True
    ),
    "transcript-sheet": of_blocks(transcript_sheet.arrange, transcript_sheet.NEEDS),
    "statement-draft": of_blocks(statement_draft.arrange, statement_draft.NEEDS),
    "preservation-request": of_blocks(preservation.arrange, preservation.NEEDS),
    "platform-facts": of_blocks(
        platform_facts.arrange, platform_facts.NEEDS, facts=platform_facts.FACTS
    ),
    "platform-reports": of_blocks(platform_reports.arrange, platform_reports.NEEDS),
    "police-notes": of_blocks(police_notes.arrange, police_notes.NEEDS),
}

FORMS: Final = {
    "tfv-entry": OwnForm(
        form.context, form.items, form.ENTRIES, form.PIECES, form.MADE_UP, log.UNSAID
    ),
    "preservation-form": OwnForm(
        preservation_form.context,
        preservation_form.items,
        preservation_form.REQUESTS,
        preservation_form.MORE,
        preservation_form.MADE_UP,
    ),
}
