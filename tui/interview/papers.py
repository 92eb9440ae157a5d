"""``templates/papers.yaml``: what papers there are, from marked YAML to ``schema.Paper``.

The papers stand under ``papers:`` or by themselves::

    tfv-log:
      title: Log of technology-facilitated violence
      for: [self, volunteer]
      docx: tfv-log.docx
      data:
        started: started                # one expression
        incidents:                      # a list, one entry for each row
          each: incidents
          fields: {kind: incident.kind}
"""

from __future__ import annotations

from tui.interview.fields import Fields
from tui.interview.problems import Problem
from tui.interview.reading import Leaf, Map, Tree
from tui.interview.schema import DataField, Paper
from tui.interview.shape_steps import AUDIENCES


def papers_of(tree: Tree, problems: list[Problem]) -> tuple[Paper, ...]:
    """Return the papers of a file, noting what does not fit (E104 to E106)."""
    fields = Fields(tree, "papers.yaml", problems)
    if not isinstance(tree, Map):
        return ()
    pairs = tree.pairs
    if isinstance(tree.get("papers"), Map):
        pairs = fields.items("papers")
        fields.done()
    return tuple(_paper(key, value, problems) for key, value in pairs)


def _paper(key: Leaf, tree: Tree, problems: list[Problem]) -> Paper:
    fields = Fields(tree, f"the paper '{key.text}'", problems)
    made = Paper(
        name=key.text,
        title=fields.words("title", need=True),
        about=fields.words("about"),
        audience=tuple(
            fields.one_of_tree(each, "for", AUDIENCES, "self") for each in fields.list_of("for")
        ),
        file_name=fields.words("file-name"),
        docx=fields.words("docx"),
        typst=fields.words("typst"),
        form=fields.words("form"),
        data=_data(fields, "data"),
        source=fields.texts("source"),
        at=key.at,
    )
    if fields.sound and not (made.docx or made.typst or made.form):
        fields.need("docx", "docx:, typst: or form: and the name of a template")
    fields.done()
    return made


def _data(fields: Fields, key: str) -> tuple[DataField, ...]:
    return tuple(_field(name, value, fields) for name, value in fields.items(key))


def _field(key: Leaf, tree: Tree, paper: Fields) -> DataField:
    if not isinstance(tree, Map):
        return DataField(name=key.text, value=paper.expr_of(tree, key.text), at=key.at)
    fields = Fields(tree, f"'{key.text}' of {paper.where}", paper.problems)
    if not fields.has("each"):
        fields.need("value", "value: and an expression, or each: and fields:")
        made = DataField(name=key.text, value=fields.expr("value"), at=key.at)
    else:
        fields.need("fields", "fields: and a map of names and expressions")
        made = DataField(
            name=key.text,
            each=fields.words("each"),
            where=fields.expr("where"),
            fields=_data(fields, "fields"),
            at=key.at,
        )
    fields.done()
    return made
