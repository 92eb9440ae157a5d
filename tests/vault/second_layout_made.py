"""Makes the vault that is kept in ``second_layout/``: with something of all there is to keep.

It was made once, with ``python -m tests.vault.second_layout_made``, and is never made anew: what
stands there was written by the program of that time, and later ones must open it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.vault.conftest import PASSPHRASE, QUICK, clock, create, reopen
from tui.vault import SealedCase, Vault, journal
from tui.vault.agefile import Key
from tui.vault.backup import back_up
from tui.vault.erase import Take

SECOND = Path(__file__).parent / "second_layout"
RECEIPT = SECOND.parent / "second_layout.receipt"
CODE = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
THEIRS = "AGE-SECRET-KEY-1EE3QFGVQP3JAMP6ARTAQM80M2S4G6WNDMYWKJ97QWSS2HVHC2ZDS82SJZG"
FILES = {"photo \U0001f602.jpg": b"a small picture", "two parts.mp4": bytes(range(256)) * 400}
TEXTS = {number: f"text {number} \u0a2a\u0a70 \u202e {{{{ x }}}}" for number in range(1, 10)}


def put(case: SealedCase, number: int) -> None:
    """Write an entry."""
    with case.change("me", "log@3") as change:
        change.put("incidents", f"row{number}", {"fields": {"what": {"v": TEXTS[number]}}})


def make(path: Path, receipt: Path, theirs: str) -> None:
    """Make it: several sittings, each leaving something that must be read later."""
    journal.FULL = 3
    with create(path) as vault:
        ann = vault.new_case("Ann \u0a2a\u0a70", "client")
        for number in (1, 2, 3, 4):
            put(ann, number)
        ann.files.take_in(
            io.BytesIO(FILES["photo \U0001f602.jpg"]), "photo \U0001f602.jpg", "me", "x@1"
        )
        ann.share(Key.of(theirs).public(), "A. Lawyer", "me")
        put(vault.new_case("Mine", "own"), 1)
        gone = vault.new_case("Gone", "council").id
        vault.slots.add_recovery(CODE, "the sheet", log_n=QUICK)
        vault.slots.add_passphrase("to be taken away", "Bob", log_n=QUICK)
        vault.slots.share(Key.of(theirs).public(), "A. Lawyer")
    with tempfile.TemporaryDirectory() as folder:
        made = back_up(path, Path(folder) / "stick", clock=clock)
    with reopen(path) as vault:
        vault.backups.note("/media/stick", made.at)
        vault.delete(gone)
        ann = named(vault, "Ann")
        receipt.write_bytes(ann.receipt(vault.id))
        ann.erase([Take("incidents", "row2", ("fields", "what"))], "me", "it names my sister")
        (bob,) = (slot.file for slot in vault.slots.all() if slot.name == "Bob")
        vault.revoke([bob], [PASSPHRASE, CODE], seal_again=True, log_n=QUICK)
        put(ann, 5)
        data = io.BytesIO(FILES["two parts.mp4"])
        ann.files.take_in(data, "two parts.mp4", "me", "x@1", part=1 << 16)
        vault.revoke([], [PASSPHRASE, CODE], log_n=QUICK)
        vault.rename(ann.id, "Ann B. \u0a2a\u0a70", "me")
        put(ann, 6)
    with reopen(path) as vault:
        put(named(vault, "Ann"), 7)
        broken_off = shutil.copytree(path, path.with_name("broken-off"))
    shutil.rmtree(path)
    broken_off.rename(path)  # the last sitting was never ended


def named(vault: Vault, name: str) -> Any:
    """The case whose label begins so."""
    (info,) = (info for info in vault.cases() if info.name.startswith(name))
    return vault.case(info.id)


if __name__ == "__main__":
    make(SECOND, RECEIPT, THEIRS)
