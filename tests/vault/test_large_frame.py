"""A change of many megabytes is stored, read, closed and looked through like any other."""

from __future__ import annotations

from pathlib import Path

from tests.vault.conftest import PASSPHRASE, create, reopen
from tui.vault import MemoryCase, Vault

MANY = 12 << 20


def test_a_record_of_many_megabytes_is_kept_at_once(tmp_path: Path) -> None:
    memory = MemoryCase()
    with memory.change("me", "log@1") as change:
        for number in range(12):
            change.put("incidents", f"row{number}", {"what": chr(97 + number) * (1 << 20)})
    with create(tmp_path / "v") as vault:
        memory.copy_into(vault.new_case("", "own"), "me", "safety@1")
    assert (sum(len(row["what"]) for row in memory.documents("incidents"))) == MANY
    with reopen(tmp_path / "v") as vault:
        case = vault.case(vault.cases()[0].id)
        assert case.rows("incidents") == memory.rows("incidents")
        assert len(list(case.history())) == 3
    with Vault.open(tmp_path / "v", PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()
