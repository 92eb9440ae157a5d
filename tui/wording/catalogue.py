"""Which language is spoken, and the messages in it.

English needs no catalogue: the messages are English. For any other language the wheel
carries a compiled ``.mo``; in a checkout the ``.po``, which is what translators edit, is
compiled in memory when the language is first asked for, so there is no step to forget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import msgspec

from tui.resources import ResourcesMissing, locales_folder
from tui.wording.pseudo import PSEUDO, PseudoTranslations

DOMAIN = "fairhand"
SOURCE_LANGUAGE = "en"

_REGIONS = {"en": "en_CA", PSEUDO: "en_CA"}
"""How dates are written where only the language is known; the program is used in Canada first."""


class _Spoken(msgspec.Struct, frozen=True):
    code: str
    region: str
    messages: NullTranslations


_spoken = _Spoken(SOURCE_LANGUAGE, _REGIONS[SOURCE_LANGUAGE], NullTranslations())
_for_now: ContextVar[_Spoken | None] = ContextVar("language", default=None)
"""What ``using`` speaks: only in its own thread, because the screen goes on meanwhile."""


def _now() -> _Spoken:
    return _for_now.get() or _spoken


def current() -> str:
    """Return the language in use: ``en``, ``fr_CA``, or ``en_GB`` for English written there."""
    return _now().code


def region() -> str:
    """Return the locale whose dates, lists and amounts are written, such as ``en_CA``."""
    return _now().region


def languages() -> tuple[str, ...]:
    """Return the languages there are messages for, English first."""
    return (SOURCE_LANGUAGE, *sorted(_files()))


def language_name(code: str) -> str:
    """Return what the language calls itself, such as ``français (Canada)``."""
    from babel import Locale

    return Locale.parse(code).get_display_name(code) or code


def use(language: str) -> str:
    """Speak ``language`` from now on, or the nearest there is; inside ``using``, until it ends.

    Args:
        language: A tag such as ``fr-CA``, ``fr`` or ``fr_CA.UTF-8``. A language with no
            catalogue falls back to English.

    Returns:
        The language that is now in use.
    """
    global _spoken
    spoken = _load(_match(language))
    if _for_now.get() is not None:
        _for_now.set(spoken)
    else:
        _spoken = spoken
    return spoken.code


@contextmanager
def using(language: str) -> Iterator[str]:
    """Speak ``language`` inside a ``with`` block; other threads go on as they were."""
    spoken = _load(_match(language))
    token = _for_now.set(spoken)
    try:
        yield spoken.code
    finally:
        _for_now.reset(token)


def from_environment(environ: Mapping[str, str]) -> str:
    """Return the language the terminal is set to, in the order gettext looks for it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").split(":")[0]
        if value:
            return SOURCE_LANGUAGE if value.split(".")[0] in {"C", "POSIX"} else _match(value)
    return SOURCE_LANGUAGE


def gettext(message: str) -> str:
    """Return ``message`` in the language in use."""
    # The empty message is where catalogues keep their own header.
    return _now().messages.gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits ``count``, in the language in use."""
    return _now().messages.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as it is said in ``context``, where one English text needs several."""
    return _now().messages.pgettext(context, message)


def _match(language: str) -> str:
    tag = language.split(".")[0].split("@")[0].replace("-", "_").strip()
    known = {code.casefold(): code for code in _files()} | {PSEUDO: PSEUDO}
    if tag.casefold() in known:
        return known[tag.casefold()]
    short = tag.casefold().split("_")[0]
    for folded, code in sorted(known.items()):
        if folded.split("_")[0] == short:
            return code
    if short == SOURCE_LANGUAGE and len(tag) == 5:
        return f"{SOURCE_LANGUAGE}_{tag[3:].upper()}"
    return SOURCE_LANGUAGE


@lru_cache(maxsize=8)
def _load(code: str) -> _Spoken:
    where = _REGIONS.get(code, code)
    if code == PSEUDO:
        return _Spoken(code, where, PseudoTranslations())
    file = _files().get(code)
    if file is None:
        return _Spoken(code, where, NullTranslations())
    return _Spoken(code, where, read(file, code))


def read(file: Path, language: str) -> GNUTranslations:
    """Return the messages of one ``.mo`` or ``.po`` file.

    Args:
        file: The catalogue.
        language: Its locale, which decides how plurals are counted.
    """
    if file.suffix == ".mo":
        with file.open("rb") as compiled:
            return GNUTranslations(compiled)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with file.open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    made = BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    return GNUTranslations(made)


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    try:
        root = locales_folder()
    except ResourcesMissing:
        return {}
    found: dict[str, Path] = {}
    for folder in sorted(root.glob("*/LC_MESSAGES")):
        for suffix in (".po", ".mo"):
            file = folder / f"{DOMAIN}{suffix}"
            if file.is_file():
                found[folder.parent.name] = file
    return found
