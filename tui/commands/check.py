"""``fairhand check``: whether questions, lists, translations and papers fit together."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui import resources, wording
from tui.commands import codes, say
from tui.commands.programs import PAPERS
from tui.commands.vaults import Refused, refusing
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.interview.problems import Problem
    from tui.interview.schema import Content


def run(args: Namespace) -> int:
    """Check ``args.path``, or what is installed; print each problem with its place."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    folder: Path = args.path or resources.content_folder()
    try:
        there = folder.is_dir()
    except OSError:  # a name that no folder can have
        there = False
    if not there:
        raise Refused(codes.PROBLEMS, _("There is no such folder."))
    problems = _problems(folder, resources.templates_folder())
    if args.json:
        say.as_json([_as_json(problem) for problem in problems])
    for problem in problems:
        say.err(str(problem))
    errors = sum(not problem.warns for problem in problems)
    warnings = len(problems) - errors
    if not args.json:
        say.out(_summary(errors, warnings))
    if errors:
        return codes.PROBLEMS
    if args.lock:
        _lock(folder)
    return codes.DONE


def _lock(folder: Path) -> None:
    """Write every name that answers are kept under into ``names.lock``, beside the old ones."""
    from tui.interview.content import read_content
    from tui.interview.released import names_lock

    content, _found = read_content(folder, resources.templates_folder() / PAPERS)
    file = folder / "names.lock"
    try:
        file.write_text(names_lock(content), encoding="utf-8", newline="\n")
    except OSError:
        raise Refused(codes.PROBLEMS, _("Nothing can be written in that folder.")) from None
    say.err(_("The names are in {file}.").format(file=file.as_posix()))


def _problems(folder: Path, templates: Path) -> list[Problem]:
    from tui.interview.content import check, read_content
    from tui.policy.rules import RULES

    content, found = read_content(folder, templates / PAPERS)
    if any(not problem.warns for problem in found):
        return found
    needed, not_made = _needed(content, templates)
    _program, checked = check(
        content,
        today=date.today(),
        translations=_translations(content),
        template_names=needed,
        not_made=not_made,
        rules=RULES,
    )
    return sorted(found + checked)


def _translations(content: Content) -> Mapping[str, Mapping[str, str]]:
    """Return what every language says for what the content says."""
    from tui.interview.words import wordings

    texts = {each.text for each in wordings(content)}
    said: dict[str, dict[str, str]] = {}
    for language in wording.languages()[1:]:
        with wording.using(language):
            said[language] = {text: wording.gettext(text) for text in texts}
    return said


def _needed(content: Content, templates: Path) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the names that each paper is made from, and why others can't be made."""
    from tui.papers.errors import PaperFailed
    from tui.papers.make import needs

    found: dict[str, frozenset[str]] = {}
    not_made: dict[str, str] = {}
    for paper in content.papers:
        try:
            found[paper.name] = needs(paper, templates)
        except KeyError:
            not_made[paper.name] = _("no module makes it")
        except (PaperFailed, OSError):
            template = paper.form or paper.typst or paper.docx
            not_made[paper.name] = _("{template} does not fit it").format(template=template)
    return found, not_made


def _summary(errors: int, warnings: int) -> str:
    parts = []
    if errors:
        parts.append(ngettext("{count} problem", "{count} problems", errors).format(count=errors))
    if warnings:
        parts.append(
            ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
        )
    return ", ".join(parts) if parts else _("No problems.")


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "name": problem.name,
        "file": problem.at.file,
        "line": problem.at.line,
        "what": problem.what,
        "do": " ".join(part for part in (problem.guess, problem.do) if part),
    }
