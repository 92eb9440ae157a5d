"""``fairhand case``: list the records in a folder, make, show, rename or delete one."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.commands import codes, purging, say
from tui.commands.programs import loaded
from tui.commands.vaults import Refused, find_case, opened, refusing
from tui.wording import format_datetime
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.program import Program, WalkScript, WalkSection
    from tui.session.ahead import Ahead
    from tui.vault.known import Known
    from tui.vault.vault import CaseInfo, Vault


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    actions = {
        "list": _list,
        "new": _new,
        "show": _show,
        "rename": _rename,
        "delete": _delete,
        "handover": _hand_over,
    }
    return refusing(lambda: actions[args.action](args))


def _hand_over(args: Namespace) -> int:
    from tui.commands import case_handover

    return case_handover.run(args)


def _list(args: Namespace) -> int:
    from tui.session.ahead import ahead_in, overdue_first

    with opened(args.vault, args.passphrase_file) as vault:
        cases = vault.cases()
        ahead = ahead_in(vault, cases, date.today())
    cases = overdue_first(cases, ahead)
    if args.json:
        say.as_json([_as_data(info, ahead.get(info.id)) for info in cases])
    elif not cases:
        say.out(_("There is no record in this folder yet."))
    else:
        for info in cases:
            say.out(_line(info, ahead.get(info.id)))
    damaged = [info for info in cases if info.damaged]
    for info in damaged:
        say.err(
            _("A record can't be read: {file} is damaged or missing.").format(file=info.damaged)
        )
    return codes.DAMAGED if damaged else codes.DONE


def _new(args: Namespace) -> int:
    name = " ".join(args.name.split())
    if not name:
        raise Refused(codes.USAGE, _("A record needs a name."))
    with opened(args.vault, args.passphrase_file) as vault:
        if any(info.name.casefold() == name.casefold() for info in vault.cases()):
            raise Refused(codes.PROBLEMS, _("There is a record of that name already."))
        case = vault.new_case(name, args.kind)
    if args.json:
        say.as_json({"name": case.name, "kind": args.kind})
    else:
        say.out(_("Made the record {name}. It is empty.").format(name=name))
    say.err(
        _(
            "Nothing was asked here, not even whether this is a good place and moment. Open it "
            "only where it is, and go through the safety check from its menu first."
        )
    )
    if args.kind == "client":
        say.err(
            _(
                "You may have to testify about what you do here, and what you write may be ordered "
                "shown. Write little. Teach, and do not take: what they keep themselves is theirs."
            )
        )
    return codes.DONE


def _show(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        if case.was_behind:
            say.err(
                _(
                    "This record is not what it was when it was last left: an older copy was put "
                    "in its place. Is there a newer one, such as a backup?"
                )
            )
        counts = {table: len(case.rows(table)) for table in case.tables()}
        name, kind, last = case.name, case.kind, case.last
    if args.json:
        changed = last.at if last else None
        say.as_json({"name": name, "kind": kind, "changed": changed, "tables": counts})
        return codes.DONE
    say.out(f"{called(name)} ({kind_of(kind)})")
    for title, count in in_words(loaded(), counts):
        say.out(f"  {title}: {count}")
    if last:
        when = format_datetime(datetime.fromisoformat(last.at).astimezone())
        say.out(_("Last changed {when}.").format(when=when))
    return codes.DONE


def _rename(args: Namespace) -> int:
    name = " ".join(args.name.split())
    if not name:
        raise Refused(codes.USAGE, _("A record needs a name."))
    with opened(args.vault, args.passphrase_file) as vault:
        info = find_case(vault, args.case)
        others = (one for one in vault.cases() if one.id != info.id)
        if any(one.name.casefold() == name.casefold() for one in others):
            raise Refused(codes.PROBLEMS, _("There is a record of that name already."))
        vault.rename(info.id, name, "me")
    if args.json:
        say.as_json({"name": name, "before": info.name})
    else:
        say.out(_("It is called {name} now.").format(name=name))
    say.err(_("The name it had stays in backups."))
    return codes.DONE


def _delete(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        if args.case in vault.lost:
            return _settle_lost(vault, args)
        info = find_case(vault, args.case)
        name = info.id if info.damaged else called(info.name)
        known = vault.backups.all()
        if not args.yes:
            _ask_whether(name, known)
        gone = vault.delete(info.id)
        if not args.json:
            say.out(_("Deleted the record {name}.").format(name=name))
        if not gone:
            say.err(
                _("Some of its files could not be removed yet. They go when you open it again.")
            )
        code, backups = purging.purge(vault, known, args)
    if args.json:
        say.as_json({"name": info.name, "all_removed": gone, "backups": backups})
    return code


def _settle_lost(vault: Vault, args: Namespace) -> int:
    """Note that a record whose folder is gone was removed on purpose."""
    gone = vault.delete(args.case)
    if args.json:
        say.as_json({"name": "", "all_removed": gone, "backups": []})
    else:
        say.out(_("Noted: the record {name} was removed.").format(name=args.case))
    return codes.DONE


def _ask_whether(name: str, known: list[Known]) -> None:
    """Say what deleting means, and have the name typed.

    Raises:
        Refused: If it wasn't, or nobody is there to type.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        raise Refused(codes.USAGE, _("Deleting asks first. With --yes it does not."))
    say.err(
        _(
            "This deletes the record {name}: all entries, all that was changed in them, and the "
            "keys to it. It can't be brought back from here."
        ).format(name=name)
    )
    say.err(
        _(
            "If there is a court case, or there may be one, it can matter later. Ask a lawyer "
            "before you delete anything."
        )
    )
    say.err(
        _("Backups still hold it. Parts of it may stay on this disk, and can be found with effort.")
    )
    purging.list_known(known)
    say.err(_("To delete it, type its name: {name}").format(name=name))
    typed = " ".join(sys.stdin.readline().split())
    if typed.casefold() != " ".join(name.split()).casefold():
        raise Refused(codes.PROBLEMS, _("That is not its name. Nothing was deleted."))


def in_words(program: Program, counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield how many rows there are, under the heading they are asked under."""
    for table in program.tables.values():
        titles = (
            section.node.title
            for script in program.scripts.values()
            for section in _sections(script)
            if section.table == table.name and section.adds
        )
        if counts.get(table.name):
            yield _(next(titles, table.row)), counts[table.name]


def _sections(script: WalkScript) -> Iterator[WalkSection]:
    yield from script.sections
    yield from (step.section for step in script.all_steps() if step.section is not None)


def _as_data(info: CaseInfo, ahead: Ahead | None) -> dict[str, object]:
    found: dict[str, object] = {
        "name": info.name, "kind": info.kind, "damaged": bool(info.damaged)
    }  # fmt: skip
    if ahead is not None:
        found["next"] = {"what": ahead.what, "on": str(ahead.when), "state": ahead.state}
    return found


def _line(info: CaseInfo, ahead: Ahead | None) -> str:
    from tui.session.ahead import ahead_words, state_words

    if info.damaged:
        return _("(a record that can't be read)")
    line = f"{called(info.name)} ({kind_of(info.kind)})"
    if ahead is None:
        return line
    parts = [line, state_words(ahead), ahead_words(ahead)]
    return " · ".join(one for one in parts if one)


def called(name: str) -> str:
    """Return a record's label for people; one's own has none."""
    return name or _("My own record")


def kind_of(kind: str) -> str:
    """Return whose record it is, in words."""
    return {"own": _("own"), "client": _("client"), "council": _("council")}.get(kind, kind)
