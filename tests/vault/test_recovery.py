"""Everything comes back with other people's tools alone."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pexpect
import pytest

from tui.vault import Vault
from tui.vault.passphrases import normal

pytestmark = pytest.mark.system

PASSPHRASE = "café et six autres mots simples"
DOCUMENT = {"what": "ਪੰਜਾਬੀ 😂 \x1b[31m {{ x }}", "how": ["sms"], "n": 3}


def age_with_passphrase(file: Path, passphrase: str) -> str:
    """``age -d``, which asks at a terminal and nowhere else."""
    child = pexpect.spawn(tool("age"), ["-d", str(file)], encoding="utf-8", timeout=60, echo=False)
    child.expect("passphrase")
    child.sendline(passphrase)
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


def tool(name: str) -> str:
    path = shutil.which(name)
    assert path, f"{name} isn't installed"
    return path


def test_a_case_is_read_with_age_and_jq(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "v", PASSPHRASE) as vault:  # at the real work factor
        case = vault.new_case("Ann", "client")
        for number in range(3):
            with case.change("me", "log@3") as change:
                change.put("incidents", f"row{number}", DOCUMENT)
    (slot,) = (tmp_path / "v" / "k").iterdir()
    (file,) = (tmp_path / "v" / "c" / case.id).iterdir()
    for path in (slot, file):
        assert path.stem.split("-")[1] == hashlib.sha256(path.read_bytes()).hexdigest()
    printed = age_with_passphrase(slot, normal(PASSPHRASE))
    (key,) = (line for line in printed.splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    (tmp_path / "key").write_text(key)
    plain = subprocess.run(
        [tool("age"), "-d", "-i", str(tmp_path / "key"), str(file)], capture_output=True, check=True
    ).stdout

    def jq(what: str) -> object:
        done = subprocess.run(
            [tool("jq"), "-c", what], input=plain, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    assert jq("[.format, .version, .name, .kind, .sequence]") == [
        "fairhand-case", 1, "Ann", "client", 4,
    ]  # fmt: skip
    assert jq(".tables.incidents | keys") == ["row0", "row1", "row2"]
    assert jq(".tables.incidents.row2") == DOCUMENT
    assert jq("[.last.who, .last.script]") == ["me", "log@3"]


def test_age_refuses_the_wrong_passphrase(tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", PASSPHRASE).close()
    (slot,) = (tmp_path / "v" / "k").iterdir()
    assert "AGE-SECRET" not in age_with_passphrase(slot, "another")


def test_what_age_wrapped_opens_here(tmp_path: Path) -> None:
    """A slot made with ``age -p``, as someone might by hand."""
    from tui.vault.agefile import unwrap

    (tmp_path / "plain").write_text("AGE-SECRET-KEY-1...\n")
    child = pexpect.spawn(
        tool("age"),
        ["-p", "-o", str(tmp_path / "out.age"), str(tmp_path / "plain")],
        encoding="utf-8",
        timeout=60,
        echo=False,
    )
    for _ in range(2):
        child.expect("passphrase")
        child.sendline(PASSPHRASE)
    child.expect(pexpect.EOF)
    child.close()
    assert unwrap((tmp_path / "out.age").read_bytes(), PASSPHRASE) == b"AGE-SECRET-KEY-1...\n"
