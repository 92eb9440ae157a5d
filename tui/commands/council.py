"""``fairhand council``: when a conviction is spent, what went out, what has to come down."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from tui.commands.vaults import refusing


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    module = import_module(f"tui.commands.council_{args.action}")
    return refusing(lambda: int(module.run(args)))
