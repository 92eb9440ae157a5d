from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from tui import wording
from tui.wording.catalogue import read
from tui.wording.pseudo import pseudo, untranslated

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Next"
msgstr "Suivant"

msgctxt "days"
msgid "between"
msgstr "entre le"

msgid "{count} answer"
msgid_plural "{count} answers"
msgstr[0] "{count} réponse"
msgstr[1] "{count} réponses"

#, fuzzy
msgid "Leave"
msgstr "Feuille"
"""


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en", "en"),
        ("en-GB", "en_GB"),
        ("en_CA.UTF-8", "en_CA"),
        ("fr", "fr_CA"),
        ("fr-CA", "fr_CA"),
        ("FR_ca.utf8", "fr_CA"),
        ("fr_FR", "fr_CA"),
        ("de-DE", "en"),
        ("", "en"),
        ("xx", "xx"),
        ("../../etc", "en"),
    ],
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    with wording.using("en"):
        assert wording.use(asked) == spoken
        assert wording.current() == spoken


def test_a_block_in_another_language_ends_with_the_one_before() -> None:
    before = wording.current()
    with wording.using("fr"):
        assert wording.current() == "fr_CA"
    assert wording.current() == before
    with pytest.raises(RuntimeError), wording.using("fr"):
        raise RuntimeError
    assert wording.current() == before


def test_languages_name_themselves() -> None:
    assert wording.languages() == ("en", "fr_CA")
    assert wording.language_name("fr_CA") == "français (Canada)"


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr_CA"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:en", "LANG": "en_CA.UTF-8"}, "fr_CA"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_terminals_language_is_read_as_gettext_reads_it(
    environ: dict[str, str], spoken: str
) -> None:
    assert wording.from_environment(environ) == spoken


def test_the_empty_message_is_not_the_catalogues_header() -> None:
    with wording.using("fr"):
        assert wording.gettext("") == ""


def test_a_message_without_translation_stays_english() -> None:
    with wording.using("fr"):
        assert wording.gettext("No such message here") == "No such message here"
        assert wording.ngettext("{n} thingy", "{n} thingies", 2) == "{n} thingies"


def test_source_and_compiled_catalogues_say_the_same(tmp_path: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source, compiled = tmp_path / "fairhand.po", tmp_path / "fairhand.mo"
    source.write_text(PO, encoding="utf-8")
    with source.open("rb") as lines, compiled.open("wb") as out:
        write_mo(out, read_po(lines, locale="fr_CA"))
    for file in (source, compiled):
        messages = read(file, "fr_CA")
        assert messages.gettext("Next") == "Suivant"
        assert messages.pgettext("days", "between") == "entre le"
        assert messages.ngettext("{count} answer", "{count} answers", 0) == "{count} réponse"
        assert messages.ngettext("{count} answer", "{count} answers", 2) == "{count} réponses"
        # A guess nobody has confirmed is not shown.
        assert messages.gettext("Leave") == "Leave"


def test_the_made_up_language_keeps_placeholders() -> None:
    assert pseudo("About {date:long}, {{so}}") == "⟦Åböût {date:long}, {{šö}}⟧"
    with wording.using("xx"):
        assert wording.gettext("Next") == "⟦Ñéxt⟧"


def test_text_outside_the_brackets_is_found() -> None:
    assert untranslated("⟦Nöté⟧ 12. ⟦Nöté⟧") == ""
    assert untranslated("⟦öné ⟦twö⟧ thréé⟧") == ""
    assert untranslated("⟦Nöté⟧ Saved") == "Saved"


def test_other_threads_go_on_in_their_language() -> None:
    heard: list[str] = []
    before = wording.current()
    with wording.using("fr"):
        other = Thread(target=lambda: heard.append(wording.current()))
        other.start()
        other.join()
        assert wording.current() == "fr_CA"
    assert heard == [before]
