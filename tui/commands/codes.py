"""The exit codes of the command line."""

from __future__ import annotations

DONE = 0
PROBLEMS = 1
"""The input has problems; each is on stderr."""
USAGE = 2
"""The command line itself can't be followed."""
LOCKED = 3
"""Wrong or missing passphrase, or the vault is open in another window."""
DAMAGED = 4
"""A file of the vault is missing, or is not what was written."""
FAILED = 70
"""The program failed; nothing about the answers is printed."""
INTERRUPTED = 130
"""Ctrl+c, after letting go of everything; 128 + the signal for other signals."""
