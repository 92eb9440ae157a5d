from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import CASE, PAPERS, folder, steps
from tui.interview.content import read_content
from tui.interview.names import RESERVED, check_names
from tui.interview.problems import Problem
from tui.interview.released import names_lock
from tui.interview.schema import Content
from tui.interview.sourcing import duties_uncovered

LOG = "scripts/log.yaml"
ASK = "- ask: kind\n  type: choice\n  options: {post: A post}\n"
DUTIES = "id,source,text,kind\nTFV-L-01,p,Ask.,question\nTFV-L-02,p,Warn.,warning\n"


def content(root: Path, files: dict[str, str], papers: str = "") -> Content:
    base = folder(root, files)
    file = root / "papers.yaml"
    file.write_text(papers or "{}\n", encoding="utf-8")
    read, problems = read_content(base, file)
    assert problems == []
    return read


def check(root: Path, files: dict[str, str], papers: str = "") -> list[Problem]:
    return check_names(content(root, files, papers))


def texts(root: Path, files: dict[str, str], papers: str = "") -> list[str]:
    return [str(each) for each in check(root, files, papers)]


def starts(found: list[str], *wanted: str) -> None:
    assert len(found) == len(wanted), found
    for each, want in zip(found, wanted, strict=True):
        assert each.startswith(want), each


def test_sound_content_has_no_problems(tmp_path: Path) -> None:
    more = "- ask: who\n  type: rows\n  options: {rows: people}\n- ask: other\n  type: text\n"
    assert texts(tmp_path, {LOG: steps(ASK + more)}) == []


# Each step fault, in a script that repeats over incidents; its steps begin on line 8.
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            ASK + "- ask: kind\n  type: text\n",
            "11: E301 asked-twice: 'kind' gets its type here and at content/scripts/log.yaml:8.",
            id="301",
        ),
        pytest.param(
            ASK + "- compute: kind\n  value: '1'\n",
            "11: E301 asked-twice: 'kind' gets its type here",
            id="301-compute",
        ),
        pytest.param(
            ASK + "- ask: knd\n  question: Again?\n",
            "11: E302 never-defined: nothing says what type of answer 'knd' is. "
            "Did you mean 'kind'?",
            id="302",
        ),
        pytest.param(
            "- ask: who\n  type: rows\n  options: {rows: peple}\n",
            "10: E303 unknown-table: no table 'peple' fits here. Did you mean 'people'? "
            "From case.yaml, these fit here: evidence, incidents, people.",
            id="303-rows",
        ),
        pytest.param(
            "- section: a\n  steps: []\n  repeat: {table: evidnce}\n",
            "10: E303 unknown-table: no table 'evidnce' fits here. Did you mean 'evidence'? "
            "From case.yaml, these fit here: evidence.",
            id="303-repeat",
        ),
        pytest.param(
            "- section: a\n  steps: []\n  repeat: {table: people}\n",
            "10: E303 unknown-table: no table 'people' fits here.",
            id="303-not-in-incidents",
        ),
        pytest.param(
            "- section: a\n  title: A\n  together: true\n  steps:\n"
            "    - {ask: note, type: text, question: Q}\n"
            "    - {ask: signed, type: sign-off, question: Who?}\n",
            "13: E106 wrong-value: 'together' of the section 'a', which has the sign-off 'signed', "
            "can't be true. Write the sign-off outside of the section",
            id="106-signed-together",
        ),
        pytest.param(
            "- include: captur\n",
            "8: E304 unknown-fragment: there is no fragment 'captur'. Did you mean 'capture'?",
            id="304",
        ),
        pytest.param(
            "- include: capture\n",
            "8: E305 fragment-arguments: the fragment 'capture' needs 'item'. "
            "Under with: give item: a row of evidence.",
            id="305-missing",
        ),
        pytest.param(
            "- include: capture\n  with: {item: incident}\n",
            "8: E305 fragment-arguments: the fragment 'capture' needs a row of evidence as "
            "'item', not one of incidents.",
            id="305-other-table",
        ),
        pytest.param(
            "- include: capture\n  with: {item: itm}\n",
            "8: E305 fragment-arguments: the fragment 'capture' is given 'itm', and no row is "
            "called so here.",
            id="305-no-row",
        ),
        pytest.param(
            "- include: simple\n  with: {item: incident}\n",
            "8: E305 fragment-arguments: the fragment 'simple' takes no 'item'. "
            "Under with: give nothing.",
            id="305-too-much",
        ),
        pytest.param(
            "- ask: shows-minor\n  type: yes-no\n",
            "8: E306 bad-name: 'shows-minor' can't be a name: it has “-” in it. "
            "Use small letters, digits and underscores, as in first_name.",
            id="306-hyphen",
        ),
        pytest.param(
            "- ask: Kind\n  type: text\n",
            "8: E306 bad-name: 'Kind' can't be a name: it has capital letters.",
            id="306-capital",
        ),
        pytest.param(
            "- ask: 2nd\n  type: text\n",
            "8: E306 bad-name: '2nd' can't be a name: it begins with a digit.",
            id="306-digit",
        ),
        pytest.param(
            "- ask: class\n  type: text\n",
            "8: E306 bad-name: 'class' can't be a name: it is a word of the condition language.",
            id="306-keyword",
        ),
        pytest.param(
            "- ask: evidence\n  type: text\n",
            "8: E306 bad-name: 'evidence' can't be a name: a table of the case, or its row, is",
            id="306-table",
        ),
        pytest.param(
            "- say: a b\n  text: c\n",
            "8: E306 bad-name: 'a b' can't be a name: it has “ ” in it. Use small letters, "
            "digits, hyphens and underscores, as in minor-image.",
            id="306-say",
        ),
        pytest.param(
            "- say: a\n  text: c\n- stop: a\n  text: c\n",
            "10: E306 bad-name: 'a' can't be a name: it is already used at "
            "content/scripts/log.yaml:8.",
            id="306-twice",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {any: Any, b: c}\n",
            "10: E306 bad-name: 'any' can't be a name: decision tables use this word for",
            id="306-code-word",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {b|c: Both}\n",
            "10: E306 bad-name: 'b|c' can't be a name: it has “|” in it. Use letters, digits, "
            "hyphens and underscores, as in own-phone.",
            id="306-code",
        ),
        pytest.param(
            "- ask: items\n  type: text\n",
            "8: E307 reserved-name: 'items' already means something in paper templates. "
            "Choose another name, such as 'items_given'.",
            id="307",
        ),
        pytest.param(
            "- ask: a\n  type: yesno\n",
            "8: E308 unknown-type: there is no type 'yesno'. Did you mean 'yes-no'? "
            "Types that fit here: choice, choices, yes-no, text,",
            id="308",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {list: platform}\n",
            "10: E309 unknown-list: there is no list 'platform' that fits here. "
            "Did you mean 'platforms'?",
            id="309",
        ),
        pytest.param(
            "- say: a\n  text: b\n  people: youth\n",
            "8: E309 unknown-list: there is no list 'youth' that fits here. "
            "Lists in content/lists that fit: empty, platforms.",
            id="309-people",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n",
            "8: E310 no-options: 'a' is a choice and has nothing to choose from.",
            id="310",
        ),
        pytest.param(
            "- ask: a\n  type: choices\n  options: {}\n",
            "8: E310 no-options: 'a' is a choices and has nothing to choose from.",
            id="310-empty",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {list: empty}\n",
            "8: E310 no-options: 'a' is a choice",
            id="310-empty-list",
        ),
        pytest.param(
            "- ask: a\n  type: rows\n",
            "8: E310 no-options: 'a' is a rows",
            id="310-rows",
        ),
        pytest.param(
            "- ask: a\n  type: text\n  options: {b: c}\n",
            "8: E105 unknown-key: the ask 'a' of type text has no 'options'.",
            id="105-options",
        ),
        pytest.param(
            ASK + "- ask: kind\n  private: true\n",
            "11: E105 unknown-key: the ask 'kind', which has no type of its own, has no 'private'.",
            id="105-private",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {rows: people}\n",
            "8: E106 wrong-value: 'options' of 'a', a choice, can't be rows of a table.",
            id="106-options",
        ),
        pytest.param(
            "- ask: a\n  type: text\n  was: [kind]\n" + ASK,
            "8: E312 vanished-name: 'incidents.kind' is given as an earlier name of "
            "'incidents.a', and it is still in use at content/scripts/log.yaml:11.",
            id="312-living",
        ),
        pytest.param(
            "- ask: a\n  type: text\n  was: [old]\n- ask: b\n  type: text\n  was: [old]\n",
            "11: E312 vanished-name: 'incidents.old' is given as an earlier name of "
            "'incidents.b' and of 'incidents.a'.",
            id="312-two",
        ),
        pytest.param(
            "- ask: a\n  type: choice\n  options: {b: {label: B, was: [c]}, c: C}\n",
            "10: E312 vanished-name: 'incidents.a=c' is given as an earlier name of "
            "'incidents.a=b', and it is still in use",
            id="312-code",
        ),
        pytest.param(
            "- ask: a\n  type: text\n  source: [TFV-L-011]\n",
            "8: E801 unknown-duty: no source lists a duty 'TFV-L-011'. Did you mean 'TFV-L-01'? "
            "Use an id from content/sources.",
            id="801",
        ),
    ],
)
def test_faults_in_steps(tmp_path: Path, text: str, problem: str) -> None:
    found = texts(
        tmp_path,
        {
            LOG: steps(text),
            "scripts/fragments/capture.yaml": (
                "fragment: capture\ntakes: {item: evidence}\nsteps: [{say: c, text: d}]\n"
            ),
            "scripts/fragments/simple.yaml": "fragment: simple\nsteps: [{say: e, text: f}]\n",
            "lists/platforms.yaml": "list: platforms\nrows: {x: X}\n",
            "lists/empty.yaml": "list: empty\nrows: {}\n",
            "sources/tfv.csv": DUTIES,
        },
    )
    starts(found, f"content/scripts/log.yaml:{problem}")


def script(rest: str, name: str = "log") -> str:
    return f"script: {name}\ntitle: A\nsections:\n{rest}"


ONE = "  - {id: a, title: A, steps: [{ask: b, type: text}]}\n"


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        pytest.param(
            {"case.yaml": "incidents: {row: incident}\nevidence: {row: item, in: incident}\n"},
            [
                "case.yaml:2: E303 unknown-table: no table 'incident' fits here. "
                "Did you mean 'incidents'?"
            ],
            id="303-parent",
        ),
        pytest.param(
            {"case.yaml": "incidents: {row: incident, in: b}\nb: {row: c, in: incidents}\n"},
            [
                "case.yaml:1: E311 circle: this goes round in a circle: incidents in b in ",
                "case.yaml:2: E311 circle: this goes round in a circle: b in incidents in b.",
            ],
            id="311-tables",
        ),
        pytest.param(
            {"case.yaml": "a: {row: r}\nb: {row: r}\n"},
            ["case.yaml:2: E306 bad-name: 'r' can't be a name: it is already used at content/case"],
            id="306-row-twice",
        ),
        pytest.param(
            {"case.yaml": "a: {row: b}\nb: {row: r}\n"},
            ["case.yaml:1: E306 bad-name: 'b' can't be a name: it is already used at content/case"],
            id="306-row-is-table",
        ),
        pytest.param(
            {"case.yaml": "values: {row: r}\n"},
            ["case.yaml:1: E307 reserved-name: 'values' already means"],
            id="307-table",
        ),
        pytest.param(
            {"case.yaml": f"{CASE}journeys: [lgo]\n", LOG: script(ONE)},
            ["case.yaml:1: E106 wrong-value: 'journeys' of case.yaml can't be 'lgo'. Did you mean"],
            id="106-journey",
        ),
        pytest.param(
            {LOG: script(ONE), "scripts/two.yaml": script(ONE.replace("text", "when"))},
            [
                "scripts/two.yaml:1: E306 bad-name: 'log' can't be a name: it is already used at",
                "scripts/two.yaml:4: E301 asked-twice: 'b' gets its type here and at content/sc",
                "scripts/two.yaml:4: E306 bad-name: 'a' can't be a name: it is already used at",
            ],
            id="306-script-twice",
        ),
        pytest.param(
            {LOG: script(ONE.replace("b, type", "incident, type"))},
            ["scripts/log.yaml:4: E306 bad-name: 'incident' can't be a name: a table of the case"],
            id="306-row-name",
        ),
        pytest.param(
            {
                "scripts/fragments/a.yaml": "fragment: a\nsteps: [{include: b}]\n",
                "scripts/fragments/b.yaml": "fragment: b\nsteps:\n  - include: c\n",
                "scripts/fragments/c.yaml": "fragment: c\nsteps: [{include: a}]\n",
                "scripts/fragments/d.yaml": "fragment: d\nsteps: [{include: a}]\n",
            },
            ["scripts/fragments/c.yaml:2: E311 circle: this goes round in a circle: a > b > c > "],
            id="311-fragments",
        ),
        pytest.param(
            {"scripts/fragments/a.yaml": "fragment: a\ntakes: {x: peple}\nsteps: []\n"},
            ["scripts/fragments/a.yaml:1: E303 unknown-table: no table 'peple' fits here. Did you"],
            id="303-takes",
        ),
        pytest.param(
            {"scripts/fragments/a.yaml": "fragment: a\nsteps: [{ask: get, type: text}]\n"},
            ["scripts/fragments/a.yaml:2: E307 reserved-name: 'get' already means something"],
            id="307-in-a-fragment-nobody-includes",
        ),
        pytest.param(
            {
                "lists/a.yaml": "list: a\ncolumns: {b: txt, label: text, c: choice, keys: text}\n"
                "rows: {not-asked: X}\n"
            },
            [
                "lists/a.yaml:2: E306 bad-name: 'label' can't be a name: every row of a list has",
                "lists/a.yaml:2: E307 reserved-name: 'keys' already means something in paper te",
                "lists/a.yaml:2: E308 unknown-type: there is no type 'txt'. Did you mean 'text'?",
                "lists/a.yaml:2: E310 no-options: 'c' is a choice and has nothing to choose from.",
                "lists/a.yaml:3: E306 bad-name: 'not-asked' can't be a name: decision tables use",
            ],
            id="lists",
        ),
        pytest.param(
            {LOG: script(ONE) + "papers: [tfv-lgo]\n"},
            [
                "scripts/log.yaml:1: E701 unknown-paper: there is no paper 'tfv-lgo'. "
                "Did you mean 'tfv-log'? Papers in papers.yaml: tfv-log."
            ],
            id="701",
        ),
        pytest.param(
            {LOG: script(ONE) + "gaps: [{id: g, text: T, when: b, each: incidents, step: c}]\n"},
            [
                "scripts/log.yaml:5: E302 never-defined: nothing says what type of answer 'c' is.",
                "scripts/log.yaml:5: E303 unknown-table: no table 'incidents' fits here. "
                "Did you mean 'incident'? From case.yaml, these fit here: incident, item, person.",
            ],
            id="gaps",
        ),
        pytest.param(
            {LOG: script(ONE) + "outcomes: [{on: bb, is: [c], then: [OK]}]\n"},
            [
                "scripts/log.yaml:5: E302 never-defined: nothing says what type of answer 'bb' "
                "is. Did you mean 'b'?"
            ],
            id="302-outcome",
        ),
        pytest.param(
            {LOG: "covers: [TFV-X]\n" + script(ONE), "sources/tfv.csv": DUTIES},
            [
                "scripts/log.yaml:1: E801 unknown-duty: no source lists a duty 'TFV-X'. "
                "Did you mean 'TFV-L'?"
            ],
            id="801-family",
        ),
    ],
)
def test_faults_in_files(tmp_path: Path, files: dict[str, str], problems: list[str]) -> None:
    found = texts(tmp_path, files, PAPERS + "    a: '1'\n")
    starts(found, *[f"content/{each}" for each in problems])


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_every_method_of_a_dict_is_reserved(tmp_path: Path, name: str) -> None:
    starts(
        texts(tmp_path, {LOG: steps(f"- ask: {name}\n  type: text\n")}),
        f"content/scripts/log.yaml:8: E307 reserved-name: '{name}' already means something",
    )


def test_a_fragment_used_twice_is_no_second_definition(tmp_path: Path) -> None:
    fragment = "fragment: f\nsteps: [{ask: b, type: text}, {say: c, text: d}]\n"
    twice = script("  - {id: a, title: A, steps: [{include: f}]}\n")
    files = {LOG: twice, "scripts/two.yaml": twice.replace("log", "two")}
    assert texts(tmp_path, {**files, "scripts/fragments/f.yaml": fragment}) == []


def test_an_answer_of_another_table_or_script_is_another_matter(tmp_path: Path) -> None:
    other = script("  - {id: a, title: A, steps: [{ask: kind, type: text}]}\n", "two")
    again = script("  - {id: a, title: A, steps: [{ask: kind}]}\n", "three")
    files = {LOG: steps(ASK), "scripts/two.yaml": other, "scripts/zthree.yaml": again}
    assert texts(tmp_path, files) == []


NEW = """\
script: log
title: Log
sections:
  - id: a
    title: A
    repeat: {table: incidents, new: {NEW}}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: K?}
      - {ask: kept, type: yes-no, question: Kept?}
      - {ask: many, type: number, question: Many?}
      - {ask: who, type: rows, options: {rows: people, add: true}, question: Who?}
  - {id: b, title: B, repeat: {table: people}, steps: [{ask: name, type: text, question: N?}]}
"""


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("kind: post, kept: true, many: 2", ""),
        ("kid: post", "E203 unknown-name: nothing here is called 'kid'"),
        ("name: x", "E203 unknown-name: nothing here is called 'name'"),
        ("kind: pst", "E206 unknown-code: 'pst' is not an option of kind"),
        ("many: a few", "E106 wrong-value: 'many' under new: can't be 'a few'"),
        ("kept: perhaps", "E106 wrong-value: 'kept' under new: can't be 'perhaps'"),
    ],
)
def test_what_a_new_row_starts_with_can_be_taken(tmp_path: Path, new: str, problem: str) -> None:
    found = texts(tmp_path, {LOG: NEW.replace("{NEW}", f"{{{new}}}")})
    starts(found, *([f"content/scripts/log.yaml:6: {problem}"] if problem else []))


def test_somebody_has_to_add_what_an_ask_lets_people_add(tmp_path: Path) -> None:
    text = NEW.replace("{NEW}", "{}")
    assert texts(tmp_path, {LOG: text}) == []
    for table in ("people, fixed: true", "evidence"):
        files = {LOG: text.replace("table: people}", f"table: {table}}}")}
        found = [one for one in texts(tmp_path, files) if "E313" in one]
        starts(found, "content/scripts/log.yaml:11: E313 nobody-adds: 'who' lets people add")


def test_rows_of_the_case_are_gone_through_by_no_section_inside_another(tmp_path: Path) -> None:
    inner = (
        "{id: b, title: B, repeat: {table: people}, steps: [{ask: name, type: text, question: N?}]}"
    )
    text = NEW.replace("{NEW}", "{}")
    found = texts(
        tmp_path,
        {
            LOG: text.replace(
                f"  - {inner}",
                f"  - {{id: o, title: O, steps: [{inner.replace('id: b', 'section: b')}]}}",
            )
        },
    )
    starts(found, "content/scripts/log.yaml:12: E314 repeat-inside: a section inside another goes")


@pytest.mark.parametrize("key", ["source: [X-1]", "if-open: true"])
def test_an_include_takes_nothing_it_would_not_use(tmp_path: Path, key: str) -> None:
    files = {
        LOG: steps(f"- include: f\n  {key}\n"),
        "scripts/fragments/f.yaml": "fragment: f\nsteps: []\n",
    }
    _read, problems = read_content(folder(tmp_path, files), None)
    starts([str(each) for each in problems], "content/scripts/log.yaml:9: E105 unknown-key")


# Papers.


def private_script(more: str = "") -> dict[str, str]:
    return {LOG: steps(ASK + "- ask: notes\n  type: text\n  private: true\n" + more)}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("x: {each: incidents, fields: {y: incident.notes}}", "notes"),
        ("x: {each: incidents, where: known(incident.notes), fields: {y: incident.kind}}", "notes"),
        ("x: any(known(i.notes) for i in incidents)", "notes"),
        ("x: {each: incidents, fields: {y: incident.told}}", "told"),
        ("x: {each: incidents, fields: {y: incident.twice}}", "twice"),
    ],
)
def test_e703_private_leaks(tmp_path: Path, data: str, problem: str) -> None:
    computes = (
        "- compute: twice\n  value: incident.told\n"
        "- compute: told\n  value: known(incident.notes)\n"
    )
    found = texts(tmp_path, private_script(computes), f"{PAPERS}    {data}\n")
    starts(
        found,
        f"{tmp_path.name}/papers.yaml:5: E703 private-leaks: the paper 'tfv-log' reads "
        f"'{problem}', which is private. Take it out",
    )


@pytest.mark.parametrize(
    "gap",
    [
        "{id: g, each: incident, when: not known(incident.notes), text: T}",
        "{id: g, each: incident, when: incident.kind == 'call', text: 'See {incident.notes}'}",
    ],
)
def test_e703_in_a_gap_that_papers_show(tmp_path: Path, gap: str) -> None:
    files = private_script()
    files[LOG] += f"gaps:\n  - {gap}\n"
    line = files[LOG].count("\n")
    starts(
        texts(tmp_path, files, f"{PAPERS}    {{}}\n"),
        f"content/scripts/log.yaml:{line}: E703 private-leaks: the paper 'tfv-log' reads 'notes'",
    )


@pytest.mark.parametrize(
    "data",
    [
        "x: {each: incidents, fields: {y: incident.kind}}",
        "x: {each: people, fields: {notes: person.notes}}",
        "x: any(known(p.notes) for p in people)",
    ],
)
def test_what_is_not_private_may_be_read(tmp_path: Path, data: str) -> None:
    people = (
        "script: two\ntitle: T\nsections:\n  - id: p\n    title: P\n    repeat: {table: people}\n"
        "    steps: [{ask: notes, type: text}]\n"
    )
    files = {**private_script(), "scripts/two.yaml": people}
    assert texts(tmp_path, files, f"{PAPERS}    {data}\n") == []


def test_e703_in_a_papers_title(tmp_path: Path) -> None:
    papers = "a:\n  title: 'About {incident.notes}'\n  docx: a.docx\n"
    starts(
        texts(tmp_path, private_script(), papers),
        f"{tmp_path.name}/papers.yaml:1: E703 private-leaks: the paper 'a' reads 'notes'",
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("x: {each: incident, fields: {}}", "E303 unknown-table: no table 'incident' fits here. D"),
        ("items: '1'", "E307 reserved-name: 'items' already means"),
        ("a-b: '1'", "E306 bad-name: 'a-b' can't be a name"),
    ],
)
def test_names_in_papers(tmp_path: Path, data: str, problem: str) -> None:
    found = texts(tmp_path, {LOG: steps(ASK)}, f"{PAPERS}    {data}\n")
    starts(found, f"{tmp_path.name}/papers.yaml:5: {problem}")


# Duties.


@pytest.mark.parametrize("step", ["say: w\n  text: W", "do: w\n  text: W"])
def test_e802_until_something_names_the_duty(tmp_path: Path, step: str) -> None:
    asked = ASK + f"  source: [TFV-L-01]\n- {step}\n"
    files = {
        LOG: "covers: [TFV-L]\n" + steps(asked),
        "scripts/fragments/f.yaml": "fragment: f\nsteps: [{ask: g, type: text}]\n",
        "sources/tfv.csv": DUTIES,
    }
    read = content(tmp_path, files)
    assert [(script.name, duty.id) for script, duty in duties_uncovered(read)] == [
        ("log", "TFV-L-02")
    ]
    starts(
        [str(each) for each in check_names(read)],
        "content/scripts/log.yaml:1: E802 duty-unanswered: 'log' covers TFV-L-02 (warning), and "
        "nothing answers to it: Warn. Add TFV-L-02 to the source: of the step that answers it.",
    )
    files[LOG] = "covers: [TFV-L]\n" + steps(asked + "  source: [TFV-L-02]\n")
    assert texts(tmp_path, files) == []


@pytest.mark.parametrize(
    ("more", "papers"),
    [
        ("gaps: [{id: g, text: T, when: known(b), source: TFV-L-01}]\n", ""),
        ("outcomes: [{on: b, is: [c], then: [OK], source: TFV-L-01}]\n", ""),
        (
            "tables: [{id: t, inputs: [b], rows: [{is: [any], then: [OK], source: TFV-L-01}]}]\n",
            "",
        ),
        ("", "a: {title: A, docx: a.docx, source: [TFV-L-01]}\n"),
    ],
)
def test_gaps_outcomes_tables_and_papers_answer_duties(
    tmp_path: Path, more: str, papers: str
) -> None:
    one = DUTIES.partition("TFV-L-02")[0]
    files = {LOG: "covers: [TFV-L]\n" + script(ONE) + more, "sources/tfv.csv": one}
    assert texts(tmp_path, files, papers) == []


# Earlier names.


def test_e312_a_released_name_may_not_just_go(tmp_path: Path) -> None:
    before = content(
        tmp_path,
        {
            LOG: steps("- ask: kind\n  type: choice\n  options: {post: P, call: C}\n")
            + "  - {id: b, title: B, steps: [{ask: started, type: when}]}\n",
            "lists/apps.yaml": "list: apps\nrows: {ig: Instagram}\n",
        },
    )
    lock = names_lock(before)
    assert lock.splitlines()[1:] == [
        "incidents.kind",
        "incidents.kind=call",
        "incidents.kind=post",
        "list:apps=ig",
        "started",
    ]
    after = steps(ASK) + "  - {id: b, title: B, steps: [{ask: begun, type: when}]}\n"
    files = {LOG: after, "lists/apps.yaml": "list: apps\nrows: {insta: I}\n", "names.lock": lock}
    starts(
        texts(tmp_path, files),
        "content/names.lock:3: E312 vanished-name: 'incidents.kind=call' was released once and "
        "is gone.",
        "content/names.lock:5: E312 vanished-name: 'list:apps=ig' was released once and is gone.",
        "content/names.lock:6: E312 vanished-name: 'started' was released once and is gone.",
    )


def test_e312_is_met_by_was(tmp_path: Path) -> None:
    lock = "# a note\n\nincidents.kind\nincidents.kind=call\nincidents.kind=post\nlist:apps=ig\n"
    files = {
        LOG: steps(
            "- ask: what\n  type: choice\n  was: [kind]\n"
            "  options: {post: A post, phone: {label: A call, was: [call]}}\n"
        ),
        "lists/apps.yaml": "list: apps\nrows: {insta: {label: I, was: [ig]}}\n",
        "names.lock": lock,
    }
    read = content(tmp_path, files)
    assert check_names(read) == []
    assert set(lock.splitlines()[2:]) < set(names_lock(read).splitlines())
