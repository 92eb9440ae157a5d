"""What was taken out for good comes back by no other tool either; all the rest does."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.vault.test_recovery import PASSPHRASE, commands, split
from tui.vault import Vault, journal
from tui.vault.agefile import Key
from tui.vault.custody import Content, To
from tui.vault.erase import Take

pytestmark = pytest.mark.system


def test_the_rest_is_read_with_age_and_jq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", 2)
    place = tmp_path / "COPY-OF-THE-FOLDER"
    words, kept = "~the words~", "~kept~"
    with Vault.create(place, PASSPHRASE, log_n=2) as vault:
        case = vault.new_case("Ann", "client")
        for text in (f"{words} 1", f"{words} 2", "now"):
            with case.change("me", "log@3") as change:
                change.put("t", "a", {"fields": {"what": text, "who": kept}, "n": len(text)})
        for row in "bcd":
            with case.change("me", "log@3") as change:
                change.put("t", row, {"fields": {"what": f"{words} {row}"}})
                change.remove("t", "b")
        for name in ("his.jpg", "other.jpg"):
            case.files.take_in(io.BytesIO(name.encode() * 99), name, "me", "evidence")
        (tmp_path / "RECEIPT").write_bytes(case.receipt())
        file = case.files.list()[0]
        case.hand_over(
            [Take("t", "c"), Take("files", file.id)],
            Content({"record.txt": words.encode()}, [file]),
            To(Key.new().public(), "Ms Wong"), "me", "",
        )  # fmt: skip
        case.erase([Take("t", "a", ("fields", "what"), last=3), Take("t", "b")], "me", "why")
        case.erase([Take("t", "d", ("fields", "what"))], "me", "again")
        tables: dict[str, Any] = {name: case.rows(name) for name in case.tables()}
    every = [line for block in commands() for line in split(block)]
    unseal = every[0]
    (state,) = (line for line in every if "reduce" in line)
    (receipt,) = (line for line in every if "RECEIPT" in line)
    (files,) = (line for line in every if "files.sums" in line)
    child = pexpect.spawn("sh", ["-e", "-c", unseal], encoding="utf-8", timeout=60, cwd=tmp_path)
    child.expect("passphrase")
    child.sendline(PASSPHRASE)
    child.expect("Ann")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    (out,) = (path for path in (place / "out").iterdir() if path.is_dir())
    found = (out / "frames").read_text(encoding="utf-8")
    assert words not in found
    assert "his.jpg" not in found
    assert kept in found

    def run(command: str) -> bytes:
        line = ["sh", "-e", "-c", command]
        return subprocess.run(line, cwd=out, capture_output=True, check=True).stdout

    given = json.loads(run(state))
    assert {name: rows for name, rows in given.items() if rows} == tables
    hashes = run(receipt.replace("RECEIPT", str(tmp_path / "RECEIPT"))).split()
    assert hashes[0] == hashes[2]
    run(files)
    (copy,) = (out / "files").iterdir()
    assert copy.read_bytes() == b"other.jpg" * 99
