"""``fairhand council``: when a conviction is spent, what went out, what has to come down."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from tui.commands.vaults import refusing
from tui.wording import using


def run(args: Namespace) -> int:
    """Do what ``args.action`` says, in English as it is written in England: see the papers."""
    from tui.session.printing import COUNCIL

    module = import_module(f"tui.commands.council_{args.action}")
    with using(COUNCIL):
        return refusing(lambda: int(module.run(args)))
