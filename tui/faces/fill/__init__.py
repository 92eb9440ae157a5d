"""The unattended face: answers from a file, through the same flow, checks and papers."""

from __future__ import annotations

from tui.faces.fill.filling import Filling, Order, Shelf, fill

__all__ = ["Filling", "Order", "Shelf", "fill"]
