"""``fairhand paper``: list the papers there are, write one of a case."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.making import notice, papers_refused, writable
from tui.commands.programs import known_paper, loaded
from tui.commands.vaults import Refused, find_case, opened, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.program import Program
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
    writable(args.out)
    from tui.session.app import local_clock
    from tui.session.folders import new_folder
    from tui.session.printing import make_files, papers_of, put_files

    with opened(args.vault, args.passphrase_file) as vault, papers_refused():
        flow = _book(program, vault, args.case).without_blanks()
        if name not in {paper.name for paper in papers_of(flow)}:
            raise Refused(codes.PROBLEMS, _("This kind of case has no such paper."))
        made = local_clock()
        pending = make_files(flow, name, args.formats, args.size, made)
        say.err(notice())
        with new_folder(args.out):
            files = put_files(flow, name, pending, args.out, made)
    if args.json:
        say.as_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            say.out(str(file))
    return codes.DONE


def _book(program: Program, vault: Vault, name: str | None) -> Book:
    from tui.session.app import local_clock
    from tui.session.book import Book

    return Book(program, vault.case(find_case(vault, name).id), local_clock)
