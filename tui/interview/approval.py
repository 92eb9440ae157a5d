"""What a sign-off approves: a fingerprint of every answer before it.

Who signs, signs what stood there. When one of those answers changes, the fingerprint is
another, and the sign-off counts as not given until it is given again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.interview.runs import Item

if TYPE_CHECKING:
    from tui.interview.answers import Answers


def fingerprint(items: Iterable[Item], answers: Answers) -> str:
    """Return the SHA-256, in hex, of the answers to some asks, in their order.

    Args:
        items: What stands before the sign-off: in the journey for one of the case, in the
            row for one of a row. Other sign-offs and everything that is no ask are left out.
        answers: Where the answers are kept.
    """
    digest = hashlib.sha256()
    for item in items:
        if item.step is None or item.kind != "ask" or item.step.type == "sign-off":
            continue
        answer = answers.get(item.row, item.name)
        for name in item.step.names:
            answer = answer or answers.get(item.row, name)
        value = None if answer is None else answer.value
        how = None if answer is None else answer.open
        line = json.dumps([item.row, item.name, value, how], ensure_ascii=False, sort_keys=True)
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
