from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tui.wording.extract import Message as Extracted
from tui.wording.extract import from_program, messages
from tui.wording.update import merged, template

ROOT = Path(__file__).parents[2]
POT = ROOT / "locales" / "fairhand.pot"
TRANSLATIONS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/fairhand.po"))
FRENCH = ROOT / "locales" / "fr_CA" / "LC_MESSAGES" / "fairhand.po"
UPDATE = "run: python -m tui.wording.update"


# What a person is told on the way through the safety check, and whom they could call.
SAFETY = re.compile(
    r"content/scripts/(safety|safety-opening|fragments/near-you|fragments/before-capture)\.yaml"
    r"|content/lists/(emergency|general|help-..|provinces|youth|youth-images)\.yaml"
)
# Only councils in England read these, in English; the rest of a council's case is shared.
ENGLAND = re.compile(
    r"content/scripts/council.*\.yaml|content/lists/councils\.yaml|tui/policy/.*"
    r"|tui/(papers|commands|case)/(council|register).*"
)


def texts(message: Message, side: str) -> tuple[str, ...]:
    value = getattr(message, side)
    return tuple(value) if isinstance(value, list | tuple) else (value or "",)


def entries(file: Path) -> Iterator[Message]:
    with file.open("rb") as lines:
        yield from (each for each in read_po(lines, locale=file.parents[1].name) if each.id)


def differences(now: bytes, kept: bytes) -> list[str]:
    """The first lines that differ: pytest's own diff of two catalogues takes minutes."""
    new, old = (set(text.decode().splitlines()) for text in (now, kept))
    changed = [f"+ {line}" for line in sorted(new - old)] + [f"- {line}" for line in old - new]
    return changed[:10] or ["only the order"] * (now != kept)


def test_the_template_has_every_message() -> None:
    assert differences(template(ROOT), POT.read_bytes()) == [], UPDATE


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parents[1].name)
def test_translations_follow_the_template(file: Path) -> None:
    now = merged(file, POT.read_bytes(), file.parents[1].name)
    assert differences(now, file.read_bytes()) == [], UPDATE


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parents[1].name)
def test_translations_keep_placeholders_and_edges(file: Path) -> None:
    wrong = []
    for message in entries(file):
        original = texts(message, "id")[-1]
        for said in filter(None, texts(message, "string")):
            named, wanted = (Counter(re.findall(r"\{[^{}]*\}", each)) for each in (said, original))
            edges = [(each[:1].isspace(), each[-1:].isspace()) for each in (said, original)]
            # A plural form may say "one" in words, so only a sentence's sole form is exact.
            if (named != wanted and len(texts(message, "id")) == 1) or edges[0] != edges[1]:
                wrong.append(said)
    assert wrong == []


def untold(message: Message) -> bool:
    return not all(texts(message, "string"))


def test_the_whole_safety_check_speaks_french() -> None:
    missing = [
        message.id
        for message in entries(FRENCH)
        if any(SAFETY.fullmatch(file) for file, _line in message.locations) and untold(message)
    ]
    assert missing == []


def test_nearly_all_the_rest_speaks_french() -> None:
    """A new sentence may wait for its translation; it is shown in English meanwhile."""
    every = [
        message
        for message in entries(FRENCH)
        if not all(ENGLAND.fullmatch(file) for file, _line in message.locations)
    ]
    missing = [message.id for message in every if untold(message)]
    assert len(missing) <= len(every) * 0.03, missing


# The rules for words hold in every language; these are the French ones that break them.
NOT_SAID = {
    "familiar address": r"\b(tu|toi|ton|ta|tes|te)\b|\bt’",
    "a promise": r"garanti|indétectable|à l’épreuve|sans aucun risque|en toute sécurité",
    "what only a court decides": r"recevable|admissible",
    "a name for a person": r"abuseu|agresseu|\bvictime",
    "blame or hurry": r"vous auriez dû|dépêchez|\burgent\b|immédiatement",
    "typewriter apostrophe": r"'",
    "European spacing": r"\s[?!;]",
    "a colon without its space": r"\w:(\s|$)",
    "straight quotes": r'"',
}


@pytest.mark.parametrize("rule", NOT_SAID)
def test_french_obeys_the_rules_for_words(rule: str) -> None:
    broken = [
        said
        for message in entries(FRENCH)
        for said in texts(message, "string")
        if re.search(NOT_SAID[rule], said, re.IGNORECASE)
    ]
    assert broken == []


def test_notes_for_translators_come_along(tmp_path: Path) -> None:
    code = tmp_path / "tui" / "face.py"
    code.parent.mkdir()
    code.write_text(
        "def show():\n"
        "    # Translators: the button that goes on.\n"
        "    a = _('Next')\n"
        "    b = ngettext('{n} day', '{n} days', n)\n"
        "    c = pgettext('day', 'about {date}')\n"
        "    raise BadAnswer('Write ' 'a date.', found=a)\n"
        "    d = 'not marked'\n",
        encoding="utf-8",
    )
    assert list(from_program(tmp_path)) == [
        Extracted("Next", "tui/face.py", notes=("the button that goes on.",)),
        Extracted("{n} day", "tui/face.py", plural="{n} days"),
        Extracted("about {date}", "tui/face.py", context="day"),
        Extracted("Write a date.", "tui/face.py"),
    ]


def test_content_and_engine_are_extracted_too() -> None:
    found = {message.file: message.text for message in messages(ROOT)}
    assert "content/scripts/safety.yaml" in found
    assert "content/lists/general.yaml" in found
    assert "tui/interview/dates.py" in found
    assert all(text.strip() for text in found.values())
