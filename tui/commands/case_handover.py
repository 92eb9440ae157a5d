"""``fairhand case handover``: make what is handed over of a client's record, and record it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.making import notice, papers_refused, writable
from tui.commands.programs import loaded
from tui.commands.vaults import Refused, find_case, opened
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.session.handing_over import Pack


def run(args: Namespace) -> int:
    """Make it, write it, and print where it is.

    Raises:
        Refused: It is no client's record, a paper is not known, or it can't be written.
        VaultError: The record can't be read, or it can't be noted in it.
    """
    from tui.evidence.exporting import NotExported
    from tui.evidence.packing import NotPacked
    from tui.session.app import local_clock
    from tui.session.book import Book
    from tui.session.handing_over import Making, hand_over
    from tui.vault.agefile import NotAge

    program = loaded()
    folder = writable(args.out)
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        if case.kind != "client":
            raise Refused(codes.PROBLEMS, _("Only the record of a client is handed over."))
        if folder.resolve().is_relative_to(vault.path.resolve()):
            raise Refused(
                codes.USAGE, _("That is in the folder of the record. Please choose another one.")
            )
        book = Book(program, case, local_clock)
        pack = _pack(book.flow, args)
        try:
            with papers_refused():
                folder.mkdir(parents=True, exist_ok=True)
                making = Making(size=args.size or "letter", made=local_clock())
                paths = hand_over(book, pack, folder, making)
        except NotAge:
            raise Refused(
                codes.USAGE, _("That is no public age key. One begins with age1.")
            ) from None
        except (NotPacked, NotExported):
            raise Refused(
                codes.PROBLEMS, _("Nothing can be written in that folder, or it is full.")
            ) from None
    _tell(pack, paths, args)
    return codes.DONE


def _pack(flow: Flow, args: Namespace) -> Pack:
    from tui.session.handing_over import Pack, choices, usual

    known = [paper.name for paper in choices(flow)]
    wanted = usual(flow)
    if args.papers is not None:
        wanted = [name for name in (one.strip() for one in args.papers.split(",")) if name]
        for name in wanted:
            if name not in known:
                raise Refused(
                    codes.USAGE,
                    _("There is no such paper to hand over: {name}. There are: {names}.").format(
                        name=name, names=", ".join(known)
                    ),
                )
    name, key = " ".join(args.name.split()), (args.key or "").strip()
    if not name:
        raise Refused(codes.USAGE, _("Say what to call them, with --name."))
    if key.upper().startswith("AGE-SECRET"):
        raise Refused(
            codes.USAGE,
            _("That is a secret key. Nobody but its owner may see it: ask for the public one."),
        )
    return Pack(
        to=args.to,
        name=name,
        by=" ".join((args.by or "").split()),
        papers=tuple(wanted),
        files=args.files,
        key=key,
        forms=args.formats,
    )


def _tell(pack: Pack, paths: list[Path], args: Namespace) -> None:
    if args.json:
        say.as_json({"files": [str(path) for path in paths], "sealed": bool(pack.key)})
    else:
        for path in paths:
            say.out(str(path))
    if pack.key:
        say.err(_("Only they can open it, with age and tar. docs/recovery.md says how."))
    else:
        say.err(notice())
    say.err(_("This record now says that it was given, to whom and when."))
