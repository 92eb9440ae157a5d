from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("pyte")

from prompts_stage import Stage


@pytest.fixture(name="stage")
def _stage() -> Iterator[Callable[..., Stage]]:
    opened: list[Stage] = []

    def open_stage(app: Any, **more: Any) -> Stage:
        opened.append(Stage(app, **more))
        return opened[-1]

    yield open_stage
    for one in opened:
        one.close()
