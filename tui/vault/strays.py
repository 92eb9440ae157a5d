"""Files that systems put into folders by themselves: no part of a record, and no damage to it."""

from __future__ import annotations

_ALWAYS = {
    ".ds_store", ".apdisk", ".directory", ".documentrevisions-v100", ".fseventsd", ".localized",
    ".spotlight-v100", ".temporaryitems", ".trash", ".trashes", ".volumeicon.icns", "$recycle.bin",
    "desktop.ini", "ehthumbs.db", "found.000", "icon\r", "lost+found", "system volume information",
    "thumbs.db",
}  # fmt: skip
_BEGINNINGS = ("._", ".fuse_hidden", ".nfs0", ".trash-")


def is_stray(name: str) -> bool:
    """Whether a system puts files or folders of that name anywhere, without being asked."""
    small = name.casefold()
    return small in _ALWAYS or small.startswith(_BEGINNINGS)
