from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, made_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return made_in(tmp_path)
