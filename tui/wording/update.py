"""Bring the message catalogues up to date: ``python -m tui.wording.update``.

Collects every message into ``locales/fairhand.pot`` and merges it into each
``locales/LANG/LC_MESSAGES/fairhand.po``. A sentence that changed loses its translation and
is shown in English until it is translated again: a guessed translation of a safety
sentence is worse than none. Works in a checkout only.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tui.resources import locales_folder
from tui.wording.catalogue import DOMAIN
from tui.wording.extract import Message, messages

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_UNKEPT = (
    b'"Project-Id-Version',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
    b'"Report-Msgid',
)
_HEADER = """\
# Fairhand's messages. Keep every {placeholder} as it is, each as often as in the original.
# Plain, kind, exact; nothing that blames, alarms or hurries; never a promise of safety.
#"""


def template(root: Path) -> bytes:
    """Return the template of all messages as a ``.pot`` file.

    Args:
        root: The checkout.
    """
    from babel.messages.catalog import Catalog

    catalogue = Catalog(charset="utf-8", header_comment=_HEADER, fuzzy=False)
    for message in messages(root):
        _add(catalogue, message)
    return _written(catalogue)


def merged(translation: Path, pot: bytes, language: str) -> bytes:
    """Return ``translation`` with the messages of ``pot``, keeping what still fits.

    Args:
        translation: A ``.po`` file.
        pot: What ``template`` returned.
        language: The locale of the translation.
    """
    from babel.messages.pofile import read_po

    with translation.open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    catalogue.update(read_po(BytesIO(pot)), no_fuzzy_matching=True, update_header_comment=True)
    catalogue.fuzzy = False
    return _written(catalogue)


def _add(catalogue: Catalog, message: Message) -> None:
    catalogue.add(
        (message.text, message.plural) if message.plural else message.text,
        locations=[(message.file, 0)],
        auto_comments=message.notes,
        context=message.context or None,
        flags=("python-brace-format",) if "{" in message.text + message.plural else (),
    )


def _written(catalogue: Catalog) -> bytes:
    """Write without line numbers and dates, which would change when nothing was said anew."""
    from babel.messages.pofile import write_po

    out = BytesIO()
    write_po(out, catalogue, width=96, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_UNKEPT))


def main() -> int:
    """Write the template and every translation; print how much of each is translated."""
    from babel.messages.pofile import read_po

    folder = locales_folder()
    pot = template(folder.parent)
    (folder / f"{DOMAIN}.pot").write_bytes(pot)
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        language = file.parents[1].name
        file.write_bytes(merged(file, pot, language))
        with file.open("rb") as lines:
            entries = [entry for entry in read_po(lines, locale=language) if entry.id]
        done = sum(1 for entry in entries if entry.string and all(entry.string))
        sys.stdout.write(f"{language}: {done} of {len(entries)} messages translated\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
