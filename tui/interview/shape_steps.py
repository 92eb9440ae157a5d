"""Steps of a script: from marked YAML to the structs of ``schema``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from tui.interview.fields import Fields, describe
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.reading import Leaf, Map, Seq, Tree
from tui.interview.schema import (
    AnyStep,
    Ask,
    Audience,
    Compute,
    Do,
    Include,
    ListSource,
    Must,
    Option,
    Options,
    Repeat,
    RowSource,
    Say,
    Section,
    Stop,
    Variant,
)

AUDIENCES: tuple[Audience, ...] = ("self", "volunteer", "council")
SAY_KINDS: tuple[Literal["note", "warning"], ...] = ("note", "warning")
PARTS: tuple[str, ...] = ("role", "date", "view")
"""What a sign-off may have besides its name."""
STOP_ENDS: tuple[Literal["row", "section", "journey"], ...] = ("row", "section", "journey")


def steps_of(trees: tuple[Tree, ...], problems: list[Problem]) -> tuple[AnyStep, ...]:
    """Return the steps of a list, leaving out (and noting) what is none."""
    found = (step_of(tree, problems) for tree in trees)
    return tuple(step for step in found if step is not None)


def step_of(tree: Tree, problems: list[Problem]) -> AnyStep | None:
    """Return one step; None, with a problem noted, where it does not say what it is (E107)."""
    if not isinstance(tree, Map):
        found = describe(tree)
        problems.append(problem("E107", tree.at, found=found, known=list(_KINDS)))
        return None
    kinds = [kind for kind in _KINDS if kind in tree]
    if len(kinds) != 1:
        keys = [key.text for key, _ in tree.pairs]
        guess = did_you_mean(keys[0], _KINDS) if keys and not kinds else ""
        if kinds:
            found = f"it is both {' and '.join(kinds)}"
        else:
            found = f"it begins with '{keys[0]}'" if keys else "it is empty"
        problems.append(problem("E107", tree.at, found=found, known=list(_KINDS), guess=guess))
        return None
    where, build = _KINDS[kinds[0]]
    fields = Fields(tree, where, problems)
    name = fields.words(kinds[0], need=True)
    if name:
        fields.where = f"{where} '{name}'"
    made = build(fields, name)
    fields.done()
    return made


def _common(fields: Fields, *wordings: str) -> dict[str, Any]:
    return {
        "at": fields.at,
        "when": fields.expr("when"),
        "if_open": fields.flag("if-open"),
        "source": fields.texts("source"),
        "note": fields.words("note"),
        "variants": variants_of(fields, *wordings),
    }


def variants_of(fields: Fields, *wordings: str) -> tuple[tuple[Audience, Variant], ...]:
    """Return the wording for other audiences: ``volunteer: {question: …}``."""
    found: list[tuple[Audience, Variant]] = []
    for audience in AUDIENCES:
        tree = fields.tree(audience)
        if tree is None:
            continue
        inner = Fields(tree, f"'{audience}' of {fields.where}", fields.problems)
        words = {each: inner.maybe_words(each) for each in wordings}
        inner.done()
        found.append((audience, Variant(at=tree.at, **words)))
    return tuple(found)


def _ask(fields: Fields, name: str) -> Ask:
    return Ask(
        name=name,
        type=fields.maybe_words("type"),
        question=fields.words("question"),
        help=fields.words("help"),
        why=fields.words("why"),
        options=options_of(fields),
        suggest=fields.expr("suggest"),
        must=tuple(_must(tree, fields) for tree in fields.list_of("must")),
        private=fields.flag("private") or False,
        was=fields.texts("was"),
        example=fields.words("example"),
        steers=fields.flag("steers") or False,
        apart=fields.texts("apart"),
        needs=tuple(
            fields.one_of_tree(each, "needs", PARTS, PARTS[0]) for each in fields.list_of("needs")
        ),
        least=fields.whole("least", 0),
        **_common(fields, "question", "help", "why"),
    )


def _must(tree: Tree, ask: Fields) -> Must:
    fields = Fields(tree, f"a 'must' of {ask.where}", ask.problems)
    made = Must(
        that=fields.need_expr("that"), otherwise=fields.words("else", need=True), at=tree.at
    )
    fields.done()
    return made


def options_of(fields: Fields) -> Options:
    """Return what an ask lets people choose from; ``rows`` and ``list`` are no codes."""
    tree = fields.tree("options")
    if tree is None:
        return None
    if not isinstance(tree, Map):
        fields.wrong(tree, f"'options' of {fields.where}", "a map of codes and labels")
        return None
    if "rows" in tree:
        inner = Fields(tree, f"'options' from rows, of {fields.where},", fields.problems)
        source: RowSource | ListSource = RowSource(
            table=inner.words("rows", need=True),
            where=inner.expr("where"),
            add=inner.flag("add") or False,
            at=tree.at,
        )
        inner.done()
        return source
    if "list" in tree:
        inner = Fields(tree, f"'options' from a list, of {fields.where},", fields.problems)
        source = ListSource(name=inner.words("list", need=True), at=tree.at)
        inner.done()
        return source
    return tuple(_option(key, value, fields) for key, value in tree.pairs)


def _option(key: Leaf, value: Tree, ask: Fields) -> Option:
    if not isinstance(value, Map):
        return Option(code=key.text, label=ask.text_of(value, f"options: {key.text}"), at=key.at)
    fields = Fields(value, f"the option '{key.text}' of {ask.where}", ask.problems)
    made = Option(
        code=key.text, label=fields.words("label", need=True), was=fields.texts("was"), at=key.at
    )
    fields.done()
    return made


def _say(fields: Fields, name: str) -> Say:
    fields.need("text", "text: and the words to show")
    return Say(
        name=name,
        kind=fields.one_of("kind", SAY_KINDS, "note"),
        text=fields.words("text"),
        people=fields.words("people"),
        **_common(fields, "text"),
    )


def _stop(fields: Fields, name: str) -> Stop:
    fields.need("text", "text: and the words to show")
    return Stop(
        name=name,
        ends=fields.one_of("ends", STOP_ENDS, "journey"),
        text=fields.words("text"),
        people=fields.words("people"),
        **_common(fields, "text"),
    )


def _do(fields: Fields, name: str) -> Do:
    fields.need("text", "text: and the words to show")
    made = Do(
        name=name,
        text=fields.words("text"),
        due=fields.expr("due"),
        every=fields.expr("every"),
        until=fields.expr("until"),
        **_common(fields, "text"),
    )
    if made.until is not None and made.every is None:
        fields.need("every", "every: days(7), since there is an until:")
    return made


def _compute(fields: Fields, name: str) -> Compute:
    return Compute(name=name, value=fields.need_expr("value"), **_common(fields))


def _include(fields: Fields, name: str) -> Include:
    return Include(
        name=name,
        fragment=name,
        with_=fields.word_pairs("with"),
        at=fields.at,
        when=fields.expr("when"),
        note=fields.words("note"),
    )


def section_of(tree: Tree, problems: list[Problem]) -> Section:
    """Return a section of a script (``id:``), for ``section:`` steps see ``step_of``."""
    fields = Fields(tree, "a section", problems)
    name = fields.words("id", need=True)
    if name:
        fields.where = f"the section '{name}'"
    made = _section(fields, name)
    fields.done()
    return made


def _section(fields: Fields, name: str) -> Section:
    fields.need("steps", "steps: and a list of steps")
    return Section(
        id=name,
        title=fields.words("title"),
        when=fields.expr("when"),
        repeat=_repeat(fields),
        together=fields.flag("together") or False,
        steps=steps_of(_list(fields, "steps"), fields.problems),
        variants=variants_of(fields, "title"),
        note=fields.words("note"),
        at=fields.at,
    )


def _list(fields: Fields, key: str) -> tuple[Tree, ...]:
    """A list that must be one: a map here is a forgotten dash."""
    tree = fields.tree(key)
    if tree is None or isinstance(tree, Seq):
        return tree.items if tree is not None else ()
    fields.wrong(tree, f"'{key}' of {fields.where}", "a list, each item with a dash")
    return ()


def _repeat(section: Fields) -> Repeat | None:
    tree = section.tree("repeat")
    if tree is None:
        return None
    fields = Fields(tree, f"'repeat' of {section.where}", section.problems)
    made = Repeat(
        table=fields.words("table", need=True),
        where=fields.expr("where"),
        new=fields.data_pairs("new"),
        least=fields.whole("least", 0),
        add=fields.words("add"),
        first=fields.words("first"),
        row=fields.words("row"),
        fixed=fields.flag("fixed") or False,
        at=tree.at,
    )
    fields.done()
    return made


_KINDS: dict[str, tuple[str, Callable[[Fields, str], AnyStep]]] = {
    "ask": ("the ask", _ask),
    "say": ("the say", _say),
    "stop": ("the stop", _stop),
    "do": ("the do", _do),
    "compute": ("the compute", _compute),
    "include": ("the include", _include),
    "section": ("the section", _section),
}
