"""``fairhand paper``: list the papers there are, write one of a case."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.making import notice, papers_refused, writable
from tui.commands.programs import known_paper, loaded
from tui.commands.vaults import Refused, find_case, opened, refusing
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui.interview.flow import Flow
    from tui.interview.program import Program
    from tui.interview.schema import Paper
    from tui.session.book import Book
    from tui.vault.vault import Vault


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    action = {"list": _list, "write": _write}[args.action]
    return refusing(lambda: action(args))


def _list(args: Namespace) -> int:
    """List the papers of a case; without a vault, of every kind of case."""
    program = loaded()
    papers = list(program.papers.values())
    if args.vault is not None:
        from tui.session.printing import papers_of

        with opened(args.vault, args.passphrase_file) as vault:
            papers = papers_of(_book(program, vault, args.case).flow)
    if args.json:
        say.as_json([{"name": paper.name, "title": _(paper.title)} for paper in papers])
    elif not papers:
        say.out(_("There is no paper for this kind of case."))
    else:
        for paper in papers:
            say.out(f"{paper.name}: {_(paper.title)}")
    return codes.DONE


def _write(args: Namespace) -> int:
    program = loaded()
    name = known_paper(program, args.paper)
    from tui.session.printing import is_form, is_of_case

    form = is_form(program.papers[name])
    whole = is_of_case(program.papers[name])
    if form and not whole and args.entry is None and not args.blank:
        raise Refused(codes.USAGE, _("This is a form: say --entry N or --blank."))
    if not form and (args.blank or args.entry is not None):
        raise Refused(codes.USAGE, _("--entry and --blank are for forms; this is none."))
    if whole and args.entry is not None:
        raise Refused(codes.USAGE, _("--entry is for a form of one entry; this is of all of it."))
    writable(args.out)
    with papers_refused():
        files = _blank(program, name, args) if form and args.blank else _made(program, name, args)
    say.err(notice())
    if args.json:
        say.as_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            say.out(str(file))
    return codes.DONE


def _made(program: Program, name: str, args: Namespace) -> list[Path]:
    """Write a paper of a case."""
    from tui.interview.answers import ROOT
    from tui.session.kept_list import backups_for, kept_for
    from tui.session.past import past_for
    from tui.session.printing import is_of_case
    from tui.session.settings import settings_of
    from tui.wording.looked_up import MONTHS

    paper = program.papers[name]
    with opened(args.vault, args.passphrase_file) as vault:
        book = _book(program, vault, args.case)
        flow = book.without_blanks()
        row = ROOT if is_of_case(paper) else _entry(flow, paper, args.entry)
        past = past_for(paper, book.case, program, book.audience)
        kept = settings_of(book.case)
        months = kept.fact_months if kept is not None else MONTHS
        return _put(
            flow,
            name,
            args,
            row,
            past,
            months,
            kept_for(paper, book.case),
            backups_for(paper, vault),
        )


def _blank(program: Program, name: str, args: Namespace) -> list[Path]:
    """Write a form with nothing in it: no case is opened for that."""
    from tui.interview.flow import Flow

    paper = program.papers[name]
    return _put(Flow(program, paper.audience[0] if paper.audience else "self"), name, args)


def _put(
    flow: Flow,
    name: str,
    args: Namespace,
    row: str = "",
    history: list[dict[str, str]] | None = None,
    months: int = 0,
    kept: Sequence[Mapping[str, str]] = (),
    backups: Sequence[Mapping[str, str]] = (),
) -> list[Path]:
    from tui.session.app import local_clock
    from tui.session.printing import make_files, papers_of, put_files, size_for

    if name not in {paper.name for paper in papers_of(flow)}:
        raise Refused(codes.PROBLEMS, _("This kind of case has no such paper."))
    made = local_clock()
    size = args.size or size_for(flow, "letter")
    pending = make_files(
        flow,
        name,
        args.formats,
        size,
        made,
        row,
        history=history,
        kept=kept,
        backups=backups,
        fact_months=months,
    )
    args.out.mkdir(parents=True, exist_ok=True)
    return put_files(flow, name, pending, args.out, made)


def _entry(flow: Flow, paper: Paper, number: int | None) -> str:
    """Return the row of the entry with a number; an empty string where none is wanted."""
    from tui.session.printing import rows_for

    if number is None:
        return ""
    entries = rows_for(flow, paper)
    if number > len(entries):
        raise Refused(
            codes.PROBLEMS,
            ngettext(
                "There is no entry {number}. There is {count}.",
                "There is no entry {number}. There are {count}.",
                len(entries),
            ).format(number=number, count=len(entries)),
        )
    return entries[number - 1]


def _book(program: Program, vault: Vault, name: str | None) -> Book:
    from tui.session.app import local_clock
    from tui.session.book import Book

    return Book(program, vault.case(find_case(vault, name).id), local_clock)
