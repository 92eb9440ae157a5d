"""A whole content folder: reading it, and checking it phase by phase.

Checking stops at the first phase with problems (read, shape, names and words, types,
proof): what a later phase would say of broken content is noise. Warnings stop nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.interview.duties import read_duties
from tui.interview.lists import list_of
from tui.interview.marks import Mark
from tui.interview.names import check_names
from tui.interview.papers import papers_of
from tui.interview.problems import ContentError, Problem, did_you_mean, problem, refused
from tui.interview.reading import Tree, decode, read_yaml
from tui.interview.released import read_lock
from tui.interview.schema import CaseDef, Content, DataField, Duty, Fragment, Paper, Script
from tui.interview.shape import case_of, script_or_fragment
from tui.interview.words import Translations, check_words

if TYPE_CHECKING:
    from tui.interview.functions import Function
    from tui.interview.program import Program

T = TypeVar("T")

__all__ = ["ContentError", "check", "check_folder", "load", "read_content"]


def read_content(folder: Path, papers: Path | None = None) -> tuple[Content, list[Problem]]:
    """Read ``case.yaml``, scripts, lists, duties and papers.

    Args:
        folder: The content folder.
        papers: ``papers.yaml``, kept with the templates; None where there are no papers.

    Returns:
        The content, and what is wrong with the files (E101 to E107). With problems the
        content is of no use. Where a file can't be read at all, shapes are left for later.
    """
    reader = _Reader(folder)
    case = reader.tree(folder / "case.yaml")
    scripts = reader.trees("scripts")
    lists = reader.trees("lists")
    papers_tree = reader.tree(papers) if papers is not None else None
    duties = tuple(_duties(reader))
    released = _released(reader)
    if refused(reader.problems):
        return Content(case=CaseDef()), sorted(reader.problems)
    found: list[Problem] = reader.problems
    shaped = _shaped(scripts, script_or_fragment, found)
    content = Content(
        case=case_of(case, found) if case is not None else CaseDef(),
        scripts=tuple(each for each in shaped if isinstance(each, Script)),
        fragments=tuple(each for each in shaped if isinstance(each, Fragment)),
        lists=tuple(_shaped(lists, list_of, found)),
        duties=duties,
        papers=papers_of(papers_tree, found) if papers_tree is not None else (),
        released=released,
    )
    return content, sorted(found)


def check(
    content: Content,
    *,
    today: date | None = None,
    translations: Translations | None = None,
    template_names: Mapping[str, Iterable[str]] | None = None,
    not_made: Mapping[str, str] | None = None,
    rules: Iterable[Function] = (),
) -> tuple[Program | None, list[Problem]]:
    """Check content that was read without problems, and compile it.

    Args:
        content: From ``read_content``.
        today: The day by which facts go stale; None leaves W804 out.
        translations: By language, the translation of each message id.
        template_names: For each paper, the names its template uses.
        not_made: For each paper that nothing can make, why.
        rules: Functions that conditions may call beside those of the language.

    Returns:
        The program, or None with the problems of the first phase that has any.
    """
    found = check_names(content, today=today)
    found += check_words(content, translations=translations)
    found += not_supplied(content, template_names or {})
    found += not_used(content, template_names or {})
    for paper in content.papers:
        if not_made and paper.name in not_made:
            found.append(problem("E705", paper.at, paper=paper.name, why=not_made[paper.name]))
    if refused(found):
        return None, sorted(found)
    from tui.interview.program import build
    from tui.interview.proof import prove

    program, typed = build(content, rules)
    found += typed
    if program is None or refused(typed):
        return None, sorted(found)
    found += prove(program)
    return (None if refused(found) else program), sorted(found)


def check_folder(
    folder: Path,
    papers: Path | None = None,
    *,
    today: date | None = None,
    translations: Translations | None = None,
    template_names: Mapping[str, Iterable[str]] | None = None,
    not_made: Mapping[str, str] | None = None,
    rules: Iterable[Function] = (),
) -> tuple[Program | None, list[Problem]]:
    """Read and check a folder, as ``fairhand check`` does; see ``check``."""
    content, found = read_content(folder, papers)
    if refused(found):
        return None, found
    program, checked = check(
        content,
        today=today,
        translations=translations,
        template_names=template_names,
        not_made=not_made,
        rules=rules,
    )
    return program, sorted(found + checked)


def load(folder: Path, papers: Path | None = None, *, rules: Iterable[Function] = ()) -> Program:
    """Return the program of a content folder.

    Args:
        folder: The content folder.
        papers: ``papers.yaml``; None where there are no papers.
        rules: Functions that conditions may call beside those of the language.

    Raises:
        ContentError: The content has problems; it lists them.
    """
    program, found = check_folder(folder, papers, rules=rules)
    if program is None:
        raise ContentError(each for each in found if not each.warns)
    return program


def not_supplied(content: Content, template_names: Mapping[str, Iterable[str]]) -> list[Problem]:
    """Return the names that a paper's template uses and its ``data:`` lacks (E702).

    Args:
        content: Well-shaped content.
        template_names: For each paper, the names its template uses, without those that
            every template is given. A field of a row is written ``entries.what``.
    """
    found = []
    for paper in content.papers:
        supplied = list(_supplied(paper.data))
        for name in sorted(set(template_names.get(paper.name, ())) - set(supplied)):
            found.append(
                problem(
                    "E702",
                    paper.at,
                    paper=paper.name,
                    name=name,
                    template=_template(paper),
                    guess=did_you_mean(name, supplied),
                )
            )
    return found


def not_used(content: Content, template_names: Mapping[str, Iterable[str]]) -> list[Problem]:
    """Return the fields of a paper's ``data:`` that its template has no place for (E704).

    Args:
        content: Well-shaped content.
        template_names: As for ``not_supplied``; of other papers nothing is known.
    """
    return [
        problem("E704", field.at, paper=paper.name, name=name, template=_template(paper))
        for paper in content.papers
        if paper.name in template_names
        for name, field in _fields(paper.data)
        if name not in set(template_names[paper.name])
    ]


def _template(paper: Paper) -> str:
    return paper.docx or paper.typst or paper.form


def _supplied(fields: Iterable[DataField]) -> Iterator[str]:
    return (name for name, _field in _fields(fields))


def _fields(fields: Iterable[DataField], above: str = "") -> Iterator[tuple[str, DataField]]:
    for each in fields:
        yield above + each.name, each
        yield from _fields(each.fields, f"{above}{each.name}.")


def _shaped(
    trees: list[Tree], make: Callable[[Tree, list[Problem]], T], problems: list[Problem]
) -> list[T]:
    return [make(tree, problems) for tree in trees]


def _duties(reader: _Reader) -> Iterator[Duty]:
    first: dict[str, Mark] = {}
    for path in reader.files("sources", (".csv",)):
        data = reader.bytes(path)
        if data is None:
            continue
        duties, problems = read_duties(data, reader.label(path))
        reader.problems += problems
        for duty in duties:
            if first.setdefault(duty.id, duty.at) != duty.at:
                reader.problems.append(problem("E102", duty.at, key=duty.id, first=first[duty.id]))
            yield duty


def _released(reader: _Reader) -> tuple[tuple[Mark, str], ...]:
    path = reader.folder / "names.lock"
    data = reader.bytes(path) if path.exists() else None
    if data is None:
        return ()
    text, problems = decode(data, reader.label(path))
    reader.problems += problems
    return read_lock(text or "", reader.label(path))


class _Reader:
    """Reads the files of a folder and names them as an author would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def label(self, path: Path) -> str:
        """Return ``content/scripts/log.yaml``: the folder's name and the way from there."""
        if path.is_relative_to(self.folder):
            inside = path.relative_to(self.folder)
            return (Path(self.folder.resolve().name) / inside).as_posix()
        return f"{path.resolve().parent.name}/{path.name}"

    def files(self, folder: str, suffixes: tuple[str, ...]) -> list[Path]:
        """Return the files below ``folder`` in an order that is the same everywhere."""
        found = (self.folder / folder).rglob("*")
        kept = [each for each in found if each.suffix.lower() in suffixes and each.is_file()]
        return sorted(kept, key=lambda each: each.relative_to(self.folder).parts)

    def bytes(self, path: Path) -> bytes | None:
        """Return what is in a file, or None with a problem noted."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            why, fix = "it is not there", "Write it, or check the path."
        except OSError as error:
            why, fix = error.strerror or "it can't be opened", "Check that it may be read."
        self.problems.append(problem("E101", Mark(self.label(path), 1), why=why, fix=fix))
        return None

    def tree(self, path: Path) -> Tree | None:
        """Return what is in a YAML file, or None with problems noted."""
        data = self.bytes(path)
        if data is None:
            return None
        tree, problems = read_yaml(data, self.label(path))
        self.problems += problems
        return tree

    def trees(self, folder: str) -> list[Tree]:
        """Return what is in the YAML files below ``folder``."""
        found = (self.tree(path) for path in self.files(folder, (".yaml", ".yml")))
        return [each for each in found if each is not None]
