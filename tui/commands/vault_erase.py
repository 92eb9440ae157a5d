"""``fairhand vault erase``: take answers or a whole entry out of a record for good."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.commands import choosing, codes, purging, say
from tui.commands.vaults import Refused, find_case, opened
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.commands.choosing import Wanted
    from tui.vault.known import Known


def run(args: Namespace) -> int:
    """Take something out.

    Raises:
        Refused: If it can't be done, or nobody wanted it after all.
    """
    why = choosing.reason(args.why) if args.why is not None else ""
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        wanted = choosing.find(case, args)
        known = vault.backups.all()
        if not args.yes:
            _ask_whether(wanted, known, args)
            if args.why is None:
                why = choosing.ask_why()
        done = case.erase(wanted.takes, "me", why)
        case.close()
        if not args.json:
            say.out(_said(wanted, args))
        if not done:
            say.err(
                _("It could not be taken out of every file yet. That goes on when you open it.")
            )
        code, backups = purging.purge(vault, known, args)
    if args.json:
        say.as_json({"taken_out": len(wanted.names), "finished": done, "backups": backups})
    return code


def _ask_whether(wanted: Wanted, known: list[Known], args: Namespace) -> None:
    """Say what taking out means, and have a word typed.

    Raises:
        Refused: If it wasn't, or nobody is there to type.
    """
    if not purging.at_a_terminal():
        raise Refused(codes.USAGE, _("Taking out for good asks first. With --yes it does not."))
    say.err(
        _("This takes out for good what these said before what they say now:")
        if args.earlier
        else _("This takes these entries out for good, with all that was ever written in them:")
        if choosing.is_whole(args)
        else _("This takes these out for good, with all that they ever said:")
    )
    for name in wanted.names:
        say.err(f"  {name}")
    say.err(
        _(
            "It goes out of what was changed, too, and can't be brought back from here. That "
            "something was taken out, when and why, stays and can be seen."
        )
    )
    choosing.warn()
    say.err(_("Backups still hold it until it is taken out of them, too."))
    purging.list_known(known)
    word = _("take out")
    say.err(_("To take it out, type: {word}").format(word=word))
    if not purging.typed(word):
        raise Refused(codes.PROBLEMS, _("Nothing was taken out."))


def _said(wanted: Wanted, args: Namespace) -> str:
    count = len(wanted.names)
    if wanted.files:
        return ngettext(
            "Took {count} thing out for good.", "Took {count} things out for good.", count
        ).format(count=count)
    if choosing.is_whole(args):
        return ngettext(
            "Took {count} entry out for good.", "Took {count} entries out for good.", count
        ).format(count=count)
    return ngettext(
        "Took {count} answer out for good.", "Took {count} answers out for good.", count
    ).format(count=count)
