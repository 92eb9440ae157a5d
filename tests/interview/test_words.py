from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interview.authoring import folder, steps
from tui.interview.content import read_content
from tui.interview.problems import Problem
from tui.interview.schema import Content
from tui.interview.words import (
    FORMATS,
    BrokenPlaceholder,
    Placeholder,
    Translations,
    check_words,
    placeholders,
    wordings,
)

LOG = "scripts/log.yaml"
ASKS = """\
- {ask: kind, type: choice, options: {post: A post}, question: Kind?}
- {ask: app, type: choice, options: {list: apps}, question: App?}
- {ask: seen, type: choices, options: {a: A}, question: Seen?}
- {ask: at, type: when, question: When?}
- {ask: paid, type: money, question: Paid?}
- {compute: shown, value: known(incident.kind)}
"""
APPS = "list: apps\ncolumns: {alerts: yes-no, about: text}\nrows: {ig: {label: IG, about: Odd}}\n"


def content(root: Path, files: dict[str, str]) -> Content:
    read, problems = read_content(folder(root, {"lists/apps.yaml": APPS, **files}))
    assert problems == []
    return read


def check(root: Path, text: str, translations: Translations | None = None) -> list[Problem]:
    """Check a say with ``text``; it stands on line 14, its text on line 15."""
    said = f"- say: s\n  text: {text}\n"
    return check_words(content(root, {LOG: steps(ASKS + said)}), translations=translations)


def test_placeholders() -> None:
    text = "{{a}} {incident.kind:label}, {n}."
    assert placeholders(text) == [
        Placeholder("incident.kind", "label", 6, 27),
        Placeholder("n", "", 29, 32),
    ]
    assert text[6:27] == "{incident.kind:label}"
    assert placeholders("nothing") == []
    assert placeholders("}} {{") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a {b", "a { is never closed"),
        ("a b}", "a } was never opened"),
        ("a {} b", "there is no name in it"),
        ("{:label}", "there is no name in it"),
        ("{a:}", "no format after the :"),
        ("{a:>10}", "'>10' is not a format"),
        ("{a!r}", "'a!r' is not a name"),
        ("{a[0]}", "'a[0]' is not a name"),
        ("{a.__class__}", None),
        ("{A}", "'A' is not a name"),
        ("{ a }", "' a ' is not a name"),
        ("{0}", "'0' is not a name"),
        ("{a..b}", "'a..b' is not a name"),
        ("{{{a}", None),
        ("{a{b}}", "a { is never closed"),
        ("{a\n}", "'a\n' is not a name"),
    ],
)
def test_only_names_and_formats(text: str, why: str | None) -> None:
    if why is None:
        assert placeholders(text)  # a name like any other: it is looked up, never followed
        return
    with pytest.raises(BrokenPlaceholder) as caught:
        placeholders(text)
    assert str(caught.value) == why


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="{}ab.:_!0[] ", max_size=30))
def test_no_text_crashes_it(text: str) -> None:
    try:
        found = placeholders(text)
    except BrokenPlaceholder:
        return
    for each in found:
        inside = f"{each.path}:{each.format}" if each.format else each.path
        assert text[each.start : each.end] == "{" + inside + "}"


@pytest.mark.parametrize(
    "text",
    [
        "'{incident.kind}'",
        "'{incident.kind:label} {incident.app:label}'",
        "'{incident.seen:list} {incident.seen:or} {incident.seen:count}'",
        "'{incident.at:date} {incident.at}'",
        "'{incident.paid:money}'",
        "'{incident.app.alerts:label} {incident.app.about}'",
        "'{incident.evidence:count} {incidents:count}'",
        "'{incident.shown} {incident.shown:label}'",
        "'{{incident.nothing}}'",
    ],
)
def test_sound_wordings(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "'Seen {incident.kind'",
            "E401 broken-placeholder: the placeholder in “Seen {incident.kind” can't be read: "
            "a { is never closed. Write {name} or {name:format}. For a brace as such write",
        ),
        (
            "'{incident.kind.__class__}'",
            "E203 unknown-name: nothing here is called '__class__'. Known here: none.",
        ),
        (
            "'{incident.at:label}'",
            "E402 wrong-format: the format 'label' does not fit incident.at, which is when. "
            "Formats that fit: date, none at all.",
        ),
        (
            "'{incident.kind:lable}'",
            "E402 wrong-format: the format 'lable' does not fit incident.kind, which is choice. "
            "Did you mean 'label'? Formats that fit: label, none at all.",
        ),
        (
            "'{incident.shown:lable}'",
            "E402 wrong-format: the format 'lable' does not fit incident.shown, which is an "
            "answer. Did you mean 'label'?",
        ),
        ("'{incident.app.about:date}'", "E402 wrong-format: the format 'date' does not fit in"),
        (
            "'{incident.knd}'",
            "E203 unknown-name: nothing here is called 'knd'. Did you mean 'kind'? "
            "Known here: app, at, evidence, kind, paid, seen, shown.",
        ),
        (
            "'{incident.app.alrts}'",
            "E203 unknown-name: nothing here is called 'alrts'. Did you mean 'alerts'?",
        ),
        ("'{item.kind}'", "E203 unknown-name: nothing here is called 'item'."),
        ("'{kind}'", "E203 unknown-name: nothing here is called 'kind'."),
    ],
)
def test_faults(tmp_path: Path, text: str, problem: str) -> None:
    found = [str(each) for each in check(tmp_path, text)]
    assert len(found) == 1
    assert found[0].startswith(f"content/scripts/log.yaml:14: {problem}")


def test_every_kind_of_wording_is_found(tmp_path: Path) -> None:
    script = """\
        script: log
        title: t-script
        note: n-script
        sections:
          - id: a
            title: t-section
            note: n-section
            volunteer: {title: t-section-v}
            repeat: {table: incidents, first: t-first, add: t-add, row: t-row}
            steps:
              - ask: b
                type: choice
                note: n-ask
                options: {c: t-option, d: {label: t-option-2}}
                question: t-question
                help: t-help
                why: t-why
                example: t-example
                council: {question: t-question-c, help: t-help-c, why: t-why-c}
                must: [{that: 'true', else: t-must}]
              - {say: e, text: t-say, volunteer: {text: t-say-v}}
              - {stop: f, text: t-stop}
              - {do: g, text: t-do}
              - {include: h}
        gaps: [{id: i, when: known(b), text: t-gap}]
        outcomes: [{on: b, is: [c], then: [OK], text: t-outcome}]
        tables:
          - {id: j, inputs: [b], rows: [{is: [any], then: [OK], text: t-table}]}
        """
    files = {
        LOG: "\n".join(line.removeprefix("        ") for line in script.splitlines()),
        "scripts/fragments/h.yaml": "fragment: h\nsteps: [{ask: k, type: text, question: t-f}]\n",
        "lists/apps.yaml": "list: apps\ncolumns: {alerts: yes-no, about: text, help: phone}\n"
        "rows: {ig: {label: t-label, about: t-fact, help: '911', alerts: no}}\n",
    }
    papers = tmp_path / "templates" / "papers.yaml"
    papers.parent.mkdir()
    papers.write_text("p: {title: t-paper, about: t-about, docx: d.docx, file_name: x}\n")
    read, problems = read_content(folder(tmp_path, files), papers)
    assert problems == []
    found = list(wordings(read))
    assert {each.text for each in found} == {
        f"t-{each}"
        for each in (
            "script",
            "section",
            "section-v",
            "first",
            "add",
            "row",
            "option",
            "option-2",
            "question",
            "help",
            "why",
            "example",
            "question-c",
            "help-c",
            "why-c",
            "must",
            "say",
            "say-v",
            "stop",
            "do",
            "gap",
            "outcome",
            "table",
            "f",
            "label",
            "fact",
            "paper",
            "about",
        )
    }
    notes = {each.text: each.note for each in found}
    assert (notes["t-script"], notes["t-first"], notes["t-option"], notes["t-must"]) == (
        "n-script",
        "n-section",
        "n-ask",
        "n-ask",
    )
    places = {text: str(at) for at, text, _ in found}
    assert places["t-question"] == "content/scripts/log.yaml:11"
    assert places["t-option-2"] == "content/scripts/log.yaml:14"
    assert places["t-f"] == "content/scripts/fragments/h.yaml:2"
    assert places["t-fact"] == "content/lists/apps.yaml:3"
    assert places["t-paper"] == "templates/papers.yaml:1"


def test_where_a_row_may_be_named(tmp_path: Path) -> None:
    repeat = "    repeat: {table: incidents, row: '{incident.at}', add: '{incident.at}'}\n"
    text = steps(ASKS).replace("    repeat: {table: incidents}\n", repeat)
    gap = "gaps:\n  - {id: g, each: item, when: 'true', text: '{incident.kind} {item.x}'}\n"
    found = check_words(content(tmp_path, {LOG: text + gap}))
    assert [(str(each.at), each.words[-1][1]) for each in found] == [
        ("content/scripts/log.yaml:6", "incident"),
        ("content/scripts/log.yaml:15", "x"),
    ]


def test_a_fragment_is_judged_at_each_place(tmp_path: Path) -> None:
    fragment = (
        "fragment: f\ntakes: {it: incidents}\nsteps: [{say: s, text: '{it.kind:label} {it.no}'}]\n"
    )
    files = {
        LOG: steps(ASKS + "- include: f\n  with: {it: incident}\n"),
        "scripts/fragments/f.yaml": fragment,
    }
    found = check_words(content(tmp_path, files))
    assert [str(each.at) for each in found] == ["content/scripts/fragments/f.yaml:3"]
    assert "'no'" in found[0].what


@pytest.mark.parametrize(
    ("translated", "problem"),
    [
        ("Vu : {incident.kind:label}, {incident.at}", None),
        ("{incident.at} {incident.kind:label}", None),
        ("", None),
        (
            "Vu : {incident.kind:label}",
            "E403 translation-differs: the fr wording of “{incident.kind:label} seen "
            "{incident.at}” has no {incident.at}, and the original has {incident.kind:label}, "
            "{incident.at}. Use the same placeholders",
        ),
        (
            "{incident.kind:label} {incident.at:date}",
            "E403 translation-differs: the fr wording of “{incident.kind:label} seen "
            "{incident.at}” has {incident.at:date}, and the original has",
        ),
        (
            "{incident.at} {incident.at} {incident.kind:label}",
            "E403 translation-differs: the fr wording of “{incident.kind:label} seen "
            "{incident.at}” has {incident.at}, and",
        ),
        (
            "{incident.kind:label",
            "E401 broken-placeholder: the placeholder in “{incident.kind:label” can't be read: "
            "in fr, a { is never closed.",
        ),
    ],
)
def test_translations(tmp_path: Path, translated: str, problem: str | None) -> None:
    text = "{incident.kind:label} seen {incident.at}"
    found = [str(each) for each in check(tmp_path, f"'{text}'", {"fr": {text: translated}})]
    if problem is None:
        assert found == []
        return
    assert len(found) == 1
    assert found[0].startswith(f"content/scripts/log.yaml:14: {problem}")


def test_types_may_come_from_elsewhere(tmp_path: Path) -> None:
    said = "- say: s\n  text: '{incident.shown:label}'\n"
    read = content(tmp_path, {LOG: steps(ASKS + said)})
    assert [each.code for each in check_words(read, type_of=lambda _: lambda _: "when")] == ["E402"]
    assert check_words(read, type_of=lambda _: lambda _: None) == []


def test_every_format_fits_something() -> None:
    assert all(FORMATS.values())
