"""What is typed into each kind of field: taken, or refused with a sentence that helps."""

from __future__ import annotations

import html
import io
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.driving import Driver
from tests.session.sittings import Clock, asks, at, copied, go, kept, on, start
from tui.faces.fill import Order, fill
from tui.interview.codec import BadAnswer, to_stored
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left
from tui.session.phrasing import sentence
from tui.session.typed import read_answer

KINDS = (
    "text",
    "long-text",
    "number",
    "money",
    "when",
    "phone",
    "handle",
    "link",
    "files",
    "sign-off",
)
CHOSEN = ("choice", "choices", "yes-no", "rows")


def read(kind: str, entered: Any, codes: tuple[str, ...] | None = None) -> object:
    """Read an answer of a kind, with no flow behind it."""
    step = SimpleNamespace(type=kind, by="log@1", node=None)
    item: Any = SimpleNamespace(step=step)
    flow: Any = SimpleNamespace(check=lambda item, raw: to_stored(kind, raw, codes=codes))
    return read_answer(flow, item, entered, Clock()().date()).value


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("number", "12", 12),
        ("number", " 12 ", 12),
        ("number", "1 200", 1200),
        ("number", "1,200", 1200),
        ("number", "1\u202f200", 1200),
        ("number", "about 20", 20),
        ("number", "~20", 20),
        ("number", "20 or so", 20),
        ("number", "20ish", 20),
        ("number", "About 20 times", 20),
        ("number", "twenty", 20),
        ("number", "Twenty-five", 25),
        ("number", "there were two hundred", 200),
        ("number", "a dozen", 12),
        ("number", "a couple of times", 2),
        ("number", "none", 0),
        ("number", "environ 20", 20),
        ("number", "une vingtaine", 20),
        ("number", "vingt et un", 21),
        ("number", "deux fois", 2),
        ("money", "45.50", "CAD 45.50"),
        ("money", "45,50", "CAD 45.50"),
        ("money", "45,50 $", "CAD 45.50"),
        ("money", "$45.50", "CAD 45.50"),
        ("money", "$ 1,234.50", "CAD 1234.50"),
        ("money", "1 234,5 $", "CAD 1234.50"),
        ("money", "1\u00a0234,50\u00a0$", "CAD 1234.50"),
        ("money", "1,234", "CAD 1234.00"),
        ("money", "CAD 20", "CAD 20.00"),
        ("money", "20 dollars", "CAD 20.00"),
        ("money", "USD 20", "USD 20.00"),
        ("money", "45 USD", "USD 45.00"),
        ("money", "US$45", "USD 45.00"),
        ("money", "$45 USD", "USD 45.00"),
        ("money", "45 $ US", "USD 45.00"),
        ("money", "C$45", "CAD 45.00"),
        ("money", "\u20ac20", "EUR 20.00"),
        ("money", "20 euros", "EUR 20.00"),
        ("money", "\u00a320.50", "GBP 20.50"),
        ("money", "20 chf", "CHF 20.00"),
        ("money", "1.234,50", "CAD 1234.50"),
        ("money", ".50", "CAD 0.50"),
        ("money", "50 cents", "CAD 0.50"),
        ("money", "45.", "CAD 45.00"),
        ("money", "0", "CAD 0.00"),
        ("phone", "(604) 555-0123", "604-555-0123"),
        ("phone", "+1 604 555 0123", "+1-604-555-0123"),
        ("text", "  words  ", "words"),
        ("long-text", "one\r\ntwo", "one\ntwo"),
        ("phone", "604.555.0123x5", "604-555-0123 x5"),
        ("phone", "604 555 0123 poste 12", "604-555-0123 poste 12"),
        # Whatever was shown is kept as it was shown.
        ("phone", "1-800-FLOWERS", "1-800-FLOWERS"),
        ("phone", "06 12 34 56 78", "06 12 34 56 78"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("phone", "000-000-0000", "000-000-0000"),
        ("phone", "Potential Spam 6045550123", "Potential Spam 6045550123"),
        ("phone", "604-555-0123 or 0124", "604-555-0123 or 0124"),
        ("handle", "@Example_1", "@Example_1"),
        ("handle", "\uff20Example_1", "@Example_1"),
        ("handle", "\u200b Example.1\u200e", "Example.1"),
        ("handle", "https://example.com/Name?igsh=a1", "https://example.com/Name?igsh=a1"),
        ("link", " https://example.org/a?b=c#d ", "https://example.org/a?b=c#d"),
        ("link", "<www.example.org>", "www.example.org"),
        ("link", "tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("yes-no", "yes", True),
        ("yes-no", ["no"], False),
        ("files", "a.png\n\n b.png ", ["a.png", "b.png"]),
        ("files", "'/a b/c.png' '/d.png'", ["/a b/c.png", "/d.png"]),
        ("files", "/a\\ b.png /c\\(1\\).png", ["/a b.png", "/c(1).png"]),
        ("files", "file:///a%20b.png", ["/a b.png"]),
        ("files", "file:///C:/a%20b.png", ["C:/a b.png"]),
        ("files", '"C:\\My Docs\\a.png"', ["C:\\My Docs\\a.png"]),
        ("files", "/My Docs/a.png", ["/My Docs/a.png"]),
        ("files", "it's here.png", ["it's here.png"]),
        ("files", ["a.png", "'b c.png'"], ["a.png", "b c.png"]),
        ("sign-off", ["Sam", "", "", ""], {"name": "Sam"}),
        (
            "sign-off",
            "Sam; a friend; 3 March 2026; I agree; with all",
            {"name": "Sam", "role": "a friend", "date": "2026-03-03", "view": "I agree; with all"},
        ),
        ("when", "3 mars 2026 à 17 h 46", "2026-03-03T17:46"),
    ],
)
def test_it_is_taken(kind: str, typed: Any, stored: object) -> None:
    assert read(kind, typed) == stored


@pytest.mark.parametrize("kind", [*KINDS, *CHOSEN])
@pytest.mark.parametrize("nothing", ["", "   ", "\n", "\x00", []], ids=repr)
def test_nothing_is_no_answer(kind: str, nothing: Any) -> None:
    with pytest.raises(BadAnswer) as caught:
        read(kind, nothing, ("a",) if kind in CHOSEN else None)
    assert sentence(caught.value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "many"),
        ("number", "12.5"),
        ("number", "12 13"),
        ("number", "9" * 40),
        ("number", "20-30"),
        ("number", "20 to 30"),
        ("number", "between 20 and 30"),
        ("number", "20 ou 30"),
        ("number", "more than 20"),
        ("number", "20+"),
        ("number", "plusieurs centaines"),
        ("number", "20.5"),
        ("money", "about 50"),
        ("money", "50-60"),
        ("money", "between $50 and $60"),
        ("money", "1.234"),
        ("money", "45 XYZ"),
        ("money", "\u00a5500"),
        ("link", "not a link"),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("sign-off", "; a friend"),
        ("sign-off", ["Sam", "", "someday", ""]),
        ("money", "a lot"),
        ("money", "1.2.3"),
        ("phone", "call me"),
        ("when", "some day"),
        ("choice", "no such code"),
        ("choices", ["a", "no such code"]),
        ("rows", ["no such row"]),
        ("yes-no", "perhaps"),
        ("text", "x" * 3_000),
        ("text", ["a", "list"]),
    ],
)
def test_it_is_refused_with_a_sentence(kind: str, typed: Any) -> None:
    with pytest.raises(BadAnswer) as caught:
        read(kind, typed, ("a", "b") if kind in CHOSEN else None)
    assert 10 < len(sentence(caught.value)) < 200


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("number", "20-30", "one number"),
        ("number", "a lot", "one number"),
        ("money", "about 50", "one amount"),
        ("money", "45 XYZ", '"XYZ" is no currency'),
        ("phone", "Unknown", "If none was shown"),
        ("sign-off", "; a friend", "a name"),
    ],
)
def test_the_sentence_says_what_to_do(kind: str, typed: str, says: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read(kind, typed)
    assert says in sentence(caught.value)


@given(
    st.one_of(st.integers(-99_999, 99_999), st.decimals(-9_999, 99_999, places=2)),
    st.sampled_from(["{}", "${}", "{} $", "CAD {}", "{} dollars", "US${}", "{} EUR", "\u20ac {}"]),
    st.booleans(),
)
def test_an_amount_is_what_its_digits_say(amount: object, written: str, comma: bool) -> None:
    digits = str(amount).replace(".", "," if comma else ".")
    stored = str(read("money", written.format(digits)))
    assert Decimal(stored[4:]) == Decimal(str(amount))


@given(
    st.sampled_from([*KINDS, *CHOSEN]),
    st.one_of(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3)),
)
def test_whatever_is_typed_is_taken_or_refused(kind: str, typed: Any) -> None:
    try:
        stored = read(kind, typed, ("a", "b") if kind in CHOSEN else None)
    except BadAnswer as error:
        assert sentence(error)
        return
    assert not any(char in str(stored) for char in "\x00\x1b\x07\u202e")


# In a sitting.

NASTY = "\x1b[31mred\x1b[0m \x00{{ whose }} [/bold] [b] {incident.what} \u202e\x07%s </w:t>"
CLEAN = "[31mred[0m {{ whose }} [/bold] [b] {incident.what} %s </w:t>"


@pytest.fixture
def app(program: Program) -> App:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    return app


@pytest.mark.parametrize("size", [200_001, 5_000_000])
def test_far_too_long_a_text_is_refused_and_not_lost(app: App, size: int) -> None:
    page = app.submit({"what": "x" * size})
    assert asks("what")(page)
    assert str(size) in page.fields[0].error
    assert "file" in page.fields[0].error
    assert len(str(page.fields[0].value)) == size
    assert asks("have")(app.submit({"what": "Short."}))


def test_far_too_long_a_draft_does_not_swell_the_record(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.submit({"what": "x" * 5_000_000})
    app.leave()
    assert sum(one.stat().st_size for one in (tmp_path / "kept").rglob("*")) < 1_000_000


def test_nasty_characters_are_data_or_gone(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.submit({"what": NASTY})
    app.submit({"have": Left("skipped")})
    (answers,) = copied(tmp_path / "kept", tmp_path / "copy").answers("incidents")
    assert " ".join(answers["what"].split()) == CLEAN
    driver = Driver({"incidents": []})
    driver.rows[app.page.id.split("|")[1]] = {"more": "keep"}
    on(app, driver, at("home"))
    app.submit({}, "review")
    page = app.submit({}, next(one.code for one in app.page.lines if one.code.startswith("r")))
    detail = next(one.detail for one in page.lines if one.label == "What happened?")
    assert " ".join(detail.split()) == CLEAN
    app.menu()
    app.submit({}, "papers")
    app.submit({}, "tfv-log")
    folder = tmp_path / "papers"
    folder.mkdir()
    page = app.submit({"forms": ["docx", "pdf"], "size": "a4", "folder": str(folder)}, "write")
    assert page.id == "made"
    (docx,) = folder.glob("*.docx")
    with ZipFile(io.BytesIO(docx.read_bytes())) as parts:
        written = parts.read("word/document.xml").decode()
    assert "&lt;/w:t&gt;" in written
    text = html.unescape(written)
    assert "{{ whose }} [/bold] [b] {incident.what}" in text
    assert "\x1b" not in text


def test_a_file_with_such_characters_is_refused(program: Program, tmp_path: Path) -> None:
    data = b'script: log\nincidents:\n  - occurred: 2026-03-03\n    what: "a\\x1b[31mred"\n'
    order = Order("log", data, "x.yaml", tmp_path, ("docx",), "letter", Clock())
    filled = fill(program, order)
    assert any("U+001B" in one and "x.yaml:4" in one for one in filled.problems)
    assert list(tmp_path.glob("*.docx")) == []


def test_values_for_fields_that_are_not_asked_change_nothing(app: App) -> None:
    before = app._sitting.open().flow.answers.root.fields.keys()
    app.submit({"what": "It rang.", "moment": "no", "no such": "x", "police": "yes"})
    (row,) = (one for one, _ in app._sitting.open().flow.answers.rows() if one.table)
    assert set(row.fields) == {"occurred", "kind", "what"}
    assert app._sitting.open().flow.answers.root.fields.keys() == before


def test_no_value_at_all_asks_again(app: App) -> None:
    page = app.submit({})
    assert asks("what")(page)
    assert page.fields[0].error


@pytest.mark.parametrize("how", ["skipped", "not-sure", "later"])
def test_a_question_may_be_left_open_and_says_how(app: App, how: Any) -> None:
    app.submit({"what": Left(how)})
    page = app.back()
    assert page.fields[0].open == how
    app.submit({"what": "Now I know."})
    assert app.back().fields[0].value == "Now I know."
    assert app.page.fields[0].open == ""
