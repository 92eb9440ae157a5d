"""Really killed at any one call while a file is taken in: all of it is there, or none."""

from __future__ import annotations

from pathlib import Path

from tests.vault.conftest import reopen
from tests.vault.exact_worker import MORE, case_of
from tests.vault.test_blobs_faults import names
from tests.vault.test_exact_kills import base as base
from tests.vault.test_exact_kills import killer, needs_fork
from tests.vault.test_exact_kills import small as small

WORK = "taking a file in"


@needs_fork
def test_killed_while_a_file_is_taken_in(base: Path, tmp_path: Path) -> None:
    assert WORK in MORE
    with reopen(base) as vault:
        vault.rename(case_of(vault).id, "Ann", "me")
    seen = set()
    with killer(tmp_path, base) as killed:
        for where, path in killed.each(WORK, base):
            found = names(path)
            assert found in ([], ["new"]), where
            seen.add(tuple(found))
        assert killed.kills > 60
    assert seen == {(), ("new",)}
