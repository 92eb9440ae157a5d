"""Everything comes back with other people's tools alone."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.vault.backups import backed, make, put, tree
from tests.vault.conftest import PASSPHRASE as QUICK_PASSPHRASE
from tui.vault import Vault, durable, journal
from tui.vault.errors import Broken
from tui.vault.passphrases import normal
from tui.vault.restoring import read_through

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


def commands() -> list[str]:
    """The commands of docs/recovery.md, in their order."""
    text = (Path(__file__).parents[2] / "docs" / "recovery.md").read_text(encoding="utf-8")
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def test_everything_is_read_with_age_and_jq_as_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FULL", 2)
    place = tmp_path / "COPY-OF-THE-FOLDER"
    with Vault.create(place, PASSPHRASE) as vault:  # at the real work factor
        case = vault.new_case("Ann", "client")
        for number in range(4):
            with case.change("me", "log@3") as change:
                change.put("incidents", f"row{number}", {**DOCUMENT, "gone": 1})
            if number == 2:  # from here on it has several keys
                vault.revoke([], [PASSPHRASE])
        with case.change("me", "log@3") as change:
            change.put("incidents", "row2", {**DOCUMENT, "n": 4})
            change.remove("incidents", "row0")
        files = {
            "two parts 😂\n.mp4": random.Random(1).randbytes(100_000),
            "empty": b"",
            "small $(x) 'y'.jpg": b"small",
        }
        for name, data in files.items():
            if name == "empty":
                vault.revoke([], [PASSPHRASE])
            case.files.take_in(io.BytesIO(data), name, "me", "log@3", part=1 << 16)
        rows, case_id = case.rows("incidents"), case.id
        (tmp_path / "RECEIPT").write_bytes(case.receipt())
    assert len(list((place / "c" / case_id).glob("b/*/*.age"))) == 4
    for path in [*(place / "k").iterdir(), *(place / "c").rglob("*.age")]:
        assert path.stem.rpartition("-")[2] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert len(list((place / "c" / case_id / "j").glob("seg-*"))) == 7
    for name in ("age", "jq", "base64", "awk", "sed"):
        tool(name)
    blocks = [block for block in commands() if "rekey" not in block]
    unseal, history, ops, tables, *others = (line for block in blocks for line in split(block))
    child = pexpect.spawn("sh", ["-e", "-c", unseal], encoding="utf-8", timeout=60, cwd=tmp_path)
    child.expect("passphrase")
    child.sendline(normal(PASSPHRASE))
    child.expect("Ann")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    out = place / "out" / case_id

    def printed(command: str) -> list[Any]:
        done = subprocess.run(["sh", "-c", command], cwd=out, capture_output=True, check=True)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert [one[2:] for one in printed(history)] == [
        ["save", "", "new"], *[["save", "me", "log@3"]] * 3, ["rekey", "me", "rekey"],
        *[["save", "me", "log@3"]] * 3, ["rekey", "me", "rekey"],
        *[["save", "me", "log@3"]] * 2, ["close", "", "close"],
    ]  # fmt: skip
    assert printed(ops)[-5]["i"] == "row2"
    found = printed(tables.replace("jq -s", "jq -cs"))
    assert found[0].keys() == {"incidents", "files"}
    assert found[0]["incidents"] == rows
    assert list(found[0]["incidents"]) != []
    compared = ["sh", "-c", others[0].replace("RECEIPT", str(tmp_path / "RECEIPT"))]
    hashes = subprocess.run(compared, cwd=out, capture_output=True, check=True).stdout.split()
    assert hashes[0] == hashes[2]
    assert len(hashes[0]) == 64
    told = subprocess.run(["sh", "-e", "-c", others[1]], cwd=out, capture_output=True, check=True)
    lines = told.stdout.decode().splitlines()
    assert {json.loads(line)[1]: json.loads(line)[0] for line in lines if line[0] == "["} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    assert sum(line.endswith(": OK") for line in lines) == 3
    assert {file.read_bytes() for file in (out / "files").iterdir()} == set(files.values())


def test_a_backup_is_seen_to_be_whole_and_copied_as_written_down(tmp_path: Path) -> None:
    vault = make(tmp_path / "v")
    backup = tmp_path / "BACKUP"
    backed(vault, backup)
    put(vault, 2)
    backed(vault, backup)
    for name in ("jq", "sha256sum", "cp"):
        tool(name)

    def done() -> tuple[int, str]:
        copy = tmp_path / "COPY-OF-THE-FOLDER"
        shutil.rmtree(copy, ignore_errors=True)
        line = ["sh", "-e", "-c", next(one for one in commands() if "BACKUP" in one)]
        run = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
        return run.returncode, run.stdout

    assert done() == (0, "")
    copy = tmp_path / "COPY-OF-THE-FOLDER"
    assert tree(copy) == tree(backup / "record")
    assert [case.changes for case in read_through(copy, QUICK_PASSPHRASE)] == [5, 3]
    (bad, *_) = sorted((backup / "record").rglob("name-*"))
    bad.write_bytes(b"other")
    assert str(bad.relative_to(backup)) in done()[1]


@pytest.mark.parametrize("effect", [False, True])
def test_a_change_of_keys_that_broke_off_is_settled_as_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, effect: bool
) -> None:
    """Once before what is new counts, and once when it does, but the old is there still."""
    vault = make(tmp_path / "v", ("Ann",))
    real = durable.rename

    def broken(*names: Any) -> None:
        if effect:
            real(*names)
        raise OSError

    with monkeypatch.context() as patch, Vault.open(vault, QUICK_PASSPHRASE) as opened:
        patch.setattr(durable, "rename", broken)
        with pytest.raises(Broken):
            opened.revoke([], [QUICK_PASSPHRASE], log_n=2)
    copy = shutil.copytree(vault, tmp_path / "copy")
    (block,) = (one for one in commands() if "rekey" in one)
    subprocess.run(["sh", "-c", block], cwd=copy, check=True)
    for left in copy.glob("rekey*.json"):
        left.unlink()
    with Vault.open(copy, QUICK_PASSPHRASE, look=True) as opened:
        assert opened.verify().findings == ()
        kinds = [frame.head.kind for frame in opened.case(opened.cases()[0].id).history()]
    assert ("rekey" in kinds) == effect
    with Vault.open(vault, QUICK_PASSPHRASE) as opened:  # and so does the program itself
        assert opened.verify().findings == ()
        again = [frame.head.kind for frame in opened.case(opened.cases()[0].id).history()]
    assert again == kinds


def split(block: str) -> list[str]:
    """A block as one command, or as several where each line stands for itself."""
    return block.splitlines() if block.startswith("awk 'NR % 3 == 1'") else [block]


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
