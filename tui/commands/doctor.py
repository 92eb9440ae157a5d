"""``fairhand doctor``: whether everything the program needs is there. It writes nothing."""

from __future__ import annotations

import platform
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tui import __version__, resources
from tui.commands import codes, say
from tui.wording import gettext as _

_PACKAGES = (
    ("textual", "textual"),
    ("questionary", "questionary"),
    ("docxtpl", "docxtpl"),
    ("pypdf", "pypdf"),
    ("tinydb", "tinydb"),
    ("babel", "babel"),
    ("msgspec", "msgspec"),
    ("pyyaml", "yaml"),
    ("pyrage", "pyrage"),
    ("cryptography", "cryptography"),
    ("filelock", "filelock"),
    ("zxcvbn", "zxcvbn"),
    ("mnemonic", "mnemonic"),
    ("typst", "typst"),
    ("fontpkg-noto-sans", "fontpkg_noto_sans"),
    ("emoji", "emoji"),
    ("segno", "segno"),
    ("holidays", "holidays"),
    *((("tzdata", "tzdata"),) if sys.platform == "win32" else ()),
)
"""What it needs to run: the name of each package, and of its module."""


class Finding(NamedTuple):
    """One thing looked at: its name, what was found, and whether that will do."""

    name: str
    found: str
    fine: bool = True


def run(args: Namespace) -> int:
    """Look at everything and print it; ``codes.PROBLEMS`` when something will not do."""
    findings = list(_findings())
    if args.json:
        say.as_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            say.out(f"{finding.name}: {finding.found}")
    wrong = [finding for finding in findings if not finding.fine]
    for finding in wrong:
        say.err(
            _("This needs attention: {name}: {found}").format(
                name=finding.name, found=finding.found
            )
        )
    return codes.PROBLEMS if wrong else codes.DONE


def _findings() -> Iterator[Finding]:
    yield Finding("fairhand", __version__)
    yield Finding("python", platform.python_version(), sys.version_info >= (3, 11))
    yield Finding("system", f"{platform.system()} {platform.machine()}")
    yield _terminal()
    yield Finding("encoding", sys.stdout.encoding or _("unknown"))
    for name, folder in (
        ("content", resources.content_folder),
        ("templates", resources.templates_folder),
        ("locales", resources.locales_folder),
    ):
        try:
            folder()
        except resources.ResourcesMissing:
            yield Finding(name, _("missing; install the program again"), False)
        else:
            yield Finding(name, _("there"))
    for name, module in _PACKAGES:
        yield _package(name, module)
    yield _core_dumps()
    yield _place()


def _terminal() -> Finding:
    from tui.faces.screen import usable

    if usable():
        return Finding("terminal", _("draws the whole screen"))
    return Finding("terminal", _("numbered lines (the plain face) fit here"))


def _package(name: str, module: str) -> Finding:
    from importlib import metadata

    if find_spec(module) is None:
        return Finding(name, _("missing; install the program again"), False)
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, _("there"))


def _core_dumps() -> Finding:
    try:
        import resource
    except ImportError:
        return Finding("core dumps", _("not known on this system"))
    off = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    return Finding("core dumps", _("off") if off else _("on; a crash could keep answers"), off)


def _place() -> Finding:
    """Tell whether what is installed lies where other programs back up or watch folders."""
    cloud = ("dropbox", "onedrive", "google drive", "icloud", "nextcloud", "mobile documents")
    home = [part.casefold() for part in Path(__file__).resolve().parts]
    if any(name in part for part in home for name in cloud):
        return Finding("place", _("a cloud folder; the program itself is copied to the internet"))
    return Finding("place", _("no cloud folder that is known"))
