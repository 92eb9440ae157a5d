"""What the module of a paper, or of a form, gives to have it made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tui.papers.pdf_form import Item

Arrange = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


class Own(NamedTuple):
    """What one paper's own module gives: see ``tfv.log``.

    Attributes:
        arrange: Makes the context of the template from plain data and what the paper is told
            besides (``title``, ``made``, ``whose``, ``history``).
        needs: The fields of ``data:`` it reads, those of rows after a full stop.
        unsaid: Gaps that are for the person alone.
        has_text: Whether it can be read as text, part by part.
        of_blocks: Whether it is put together from ``blocks``, which ``make.text`` reads.
        decides: The journey whose decision and checklist its data comes with; empty for none.
        tells_history: Whether it prints the changes of the record.
        tells_files: Whether it prints which sealed copies the record keeps; its rows then have
            an ``id``.
        facts: A list of content whose facts it prints: its data comes with them (``facts``).
        tells_backups: Whether it prints which copies of the record are known.
        helps: Whether it prints whom to call: its data comes with those lists (``helps``).
    """

    arrange: Arrange
    needs: frozenset[str]
    unsaid: frozenset[str] = frozenset()
    has_text: bool = False
    of_blocks: bool = False
    decides: str = ""
    tells_history: bool = False
    tells_files: bool = False
    tells_backups: bool = False
    facts: str = ""
    helps: bool = False


class OwnForm(NamedTuple):
    """What the module of a form gives, which is filled from one row: see ``tfv.form``.

    Attributes:
        words: Makes the form's words from what the paper is told besides.
        items: Makes what each field shows from a row's data; from None, a blank form.
        rows: The field of ``data:`` whose rows it is filled from; empty for a form of the
            whole case.
        more: Fields of ``data:`` that are needed besides those named like the form's own.
        made_up: Fields of the form that no field of ``data:`` is named like.
        unsaid: Gaps that are for the person alone.
        signatures: Makes what a screen reader says at each place to sign.
        decides: The journey whose decision it is about: see ``Own``.
    """

    words: Callable[[Mapping[str, Any]], dict[str, Any]]
    items: Callable[[Mapping[str, Any] | None], dict[str, Item]]
    rows: str
    more: frozenset[str]
    made_up: frozenset[str]
    unsaid: frozenset[str] = frozenset()
    signatures: Callable[[], dict[str, str]] = dict
    decides: str = ""


def of_blocks(
    arrange: Arrange, needs: frozenset[str], unsaid: frozenset[str] = frozenset(), facts: str = ""
) -> Own:
    """Return what a paper gives that is put together from blocks."""
    return Own(arrange, needs, unsaid, has_text=True, of_blocks=True, facts=facts)
