"""Where content, templates and catalogues are: in the installed wheel or in the checkout.

A wheel carries them under ``tui/_resources``; a checkout (and so an editable install) has
them beside the ``tui`` folder. The working folder is never looked at: what a person keeps
there must not be able to change what the program asks.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


class ResourcesMissing(Exception):
    """The installation is incomplete: a folder that it should carry is not there."""

    def __init__(self, name: str) -> None:
        """Remember which folder (``content``, ``templates`` or ``locales``) is missing."""
        super().__init__(name)
        self.name = name


def _folder(name: str) -> Path:
    # Installed, the folder above ours is site-packages, where anybody's "templates" may
    # lie; a checkout is known by its pyproject.toml.
    carried = _HERE / "_resources"
    if carried.is_dir():
        folder = carried / name
    elif (_HERE.parent / "pyproject.toml").is_file():
        folder = _HERE.parent / name
    else:
        raise ResourcesMissing(name)
    if not folder.is_dir():
        raise ResourcesMissing(name)
    return folder


def content_folder() -> Path:
    """Return the folder of scripts, lists and sources.

    Raises:
        ResourcesMissing: If the installation does not have it.
    """
    return _folder("content")


def templates_folder() -> Path:
    """Return the folder of the papers' templates and their list, ``papers.yaml``.

    Raises:
        ResourcesMissing: If the installation does not have it.
    """
    return _folder("templates")


def locales_folder() -> Path:
    """Return the folder of the gettext catalogues.

    Raises:
        ResourcesMissing: If the installation does not have it.
    """
    return _folder("locales")


def personas_folder() -> Path:
    """Return the folder of invented people who walk the journeys for ``fairhand trace``.

    Raises:
        ResourcesMissing: If the installation does not have it.
    """
    if (_HERE / "_resources").is_dir():
        return _folder("personas")
    return _folder("tests") / "content" / "personas"
