"""Which module makes which paper; ``make`` asks here and knows none of them by name."""

from __future__ import annotations

from typing import Final

from tui.papers.council import papers as council
from tui.papers.kinds import Own, OwnForm
from tui.papers.tfv import papers as tfv

PAPERS: Final[dict[str, Own]] = {**tfv.PAPERS, **council.PAPERS}
FORMS: Final[dict[str, OwnForm]] = {**tfv.FORMS, **council.FORMS}
