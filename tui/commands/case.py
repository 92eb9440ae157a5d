"""``fairhand case``: list the records in a folder, make one, show what one holds."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.programs import loaded
from tui.commands.vaults import Refused, find_case, opened, refusing
from tui.wording import format_datetime
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.program import Program, WalkScript, WalkSection
    from tui.vault.vault import CaseInfo


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    action = {"list": _list, "new": _new, "show": _show}[args.action]
    return refusing(lambda: action(args))


def _list(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        cases = vault.cases()
    if args.json:
        say.as_json([{"name": c.name, "kind": c.kind, "damaged": bool(c.damaged)} for c in cases])
    elif not cases:
        say.out(_("There is no record in this folder yet."))
    else:
        for info in cases:
            say.out(_line(info))
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
    return codes.DONE


def _show(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        counts = {table: len(case.rows(table)) for table in case.tables()}
        name, kind, last = case.name, case.kind, case.last
    if args.json:
        changed = last.at if last else None
        say.as_json({"name": name, "kind": kind, "changed": changed, "tables": counts})
        return codes.DONE
    say.out(f"{_called(name)} ({_kind(kind)})")
    for title, count in _in_words(loaded(), counts):
        say.out(f"  {title}: {count}")
    if last:
        when = format_datetime(datetime.fromisoformat(last.at).astimezone())
        say.out(_("Last changed {when}.").format(when=when))
    return codes.DONE


def _in_words(program: Program, counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
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


def _line(info: CaseInfo) -> str:
    if info.damaged:
        return _("(a record that can't be read)")
    return f"{_called(info.name)} ({_kind(info.kind)})"


def _called(name: str) -> str:
    return name or _("My own record")


def _kind(kind: str) -> str:
    return {"own": _("own"), "client": _("client"), "council": _("council")}.get(kind, kind)
