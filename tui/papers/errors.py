"""What can go wrong with a paper. No message ever holds what a person wrote."""

from __future__ import annotations


class PaperFailed(Exception):
    """A paper could not be made: its template and its data do not fit.

    Attributes:
        template: The file in ``templates/``.
        reason: A technical word or two for whoever mends the template.
    """

    def __init__(self, template: str, reason: str) -> None:
        """Say which template; never pass on a message that may quote the record."""
        super().__init__(f"{template}: {reason}")
        self.template = template
        self.reason = reason


class NotWritten(Exception):
    """A paper could not be put where it was meant to go. Nothing half-written is left.

    Attributes:
        reason: ``no-folder``, ``not-allowed``, ``full``, ``too-many`` or ``failed``.
    """

    def __init__(self, reason: str) -> None:
        """Take the reason; the session has the words for it."""
        super().__init__(reason)
        self.reason = reason
