"""``fairhand vault custody``: seal something for somebody else only, and take it out here."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import choosing, codes, purging, say
from tui.commands.vaults import Refused, find_case, opened
from tui.wording import format_datetime, ngettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.commands.choosing import Wanted
    from tui.vault.custody import Content, HandedOver, To
    from tui.vault.known import Known
    from tui.vault.sealed import SealedCase


def run(args: Namespace) -> int:
    """Do what ``args.what`` says."""
    return {"give": _give, "list": _list, "export": _export}[args.what](args)


# -- give


def _give(args: Namespace) -> int:
    from tui.vault.agefile import NotAge
    from tui.vault.errors import VaultDamaged

    to = _to(args)
    why = choosing.reason(args.why) if args.why is not None else ""
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        wanted = choosing.find(case, args)
        known = vault.backups.all()
        if not args.yes:
            _ask_whether(wanted, to, known)
            if args.why is None:
                why = choosing.ask_why()
        content = _content(wanted)
        try:
            given = case.hand_over(wanted.takes, content, to, "me", why)
        except NotAge:
            raise Refused(
                codes.USAGE, _("That is no public age key. One begins with age1.")
            ) from None
        except VaultDamaged as damaged:
            say.err(_("Something of it can't be read, so nothing was sealed or taken out."))
            raise damaged
        case.close()
        if not args.json:
            say.out(
                ngettext(
                    "Sealed {count} thing for {name}, and took it out here for good.",
                    "Sealed {count} things for {name}, and took them out here for good.",
                    len(wanted.names),
                ).format(count=len(wanted.names), name=to.name)
            )
            say.out(
                _("To give it to them, copy it to a folder with: fairhand vault custody export")
            )
        if not given.finished:
            say.err(
                _("It could not be taken out of every file yet. That goes on when you open it.")
            )
        code, backups = purging.purge(vault, known, args)
    if args.json:
        say.as_json({**_as_data(given), "finished": given.finished, "backups": backups})
    return code


def _to(args: Namespace) -> To:
    """Return whom it is for.

    Raises:
        Refused: If they have no name, or the key is a secret one or none.
    """
    from tui.vault.agefile import NotAge, Recipient
    from tui.vault.custody import To

    name, key = " ".join(args.name.split()), args.to.strip()
    if not name:
        raise Refused(codes.USAGE, _("Say what to call them, with --name."))
    if key.upper().startswith("AGE-SECRET"):
        raise Refused(
            codes.USAGE,
            _("That is a secret key. Nobody but its owner may see it: ask for the public one."),
        )
    try:
        Recipient(key)
    except NotAge:
        raise Refused(codes.USAGE, _("That is no public age key. One begins with age1.")) from None
    return To(key, name)


def _ask_whether(wanted: Wanted, to: To, known: list[Known]) -> None:
    """Say what it means, and have their name typed.

    Raises:
        Refused: If it wasn't, or nobody is there to type.
    """
    if not purging.at_a_terminal():
        raise Refused(codes.USAGE, _("Handing something over asks first. With --yes it does not."))
    say.err(_("This seals for {name} only, and then takes out here for good:").format(name=to.name))
    for one in wanted.names:
        say.err(f"  {one}")
    say.err(
        _(
            "It can't be read here again, whoever asks for the passphrase. Only {name} can open "
            "it, with the key that belongs to this: {key}"
        ).format(name=to.name, key=to.key)
    )
    say.err(
        _(
            "Read that key to them, face to face or by phone, and see that it is theirs. If "
            "they lose theirs, nobody can open it."
        )
    )
    say.err(
        _(
            "What was handed over, to whom, when and how big stays here and can be seen. A court "
            "may order it from them."
        )
    )
    choosing.warn()
    say.err(_("Backups still hold it until it is taken out of them, too."))
    purging.list_known(known)
    say.err(_("To do it, type their name: {name}").format(name=to.name))
    if not purging.typed(to.name):
        raise Refused(codes.PROBLEMS, _("That is not the name. Nothing was sealed or taken out."))


def _content(wanted: Wanted) -> Content:
    """Return what they get: what was written, to read and as it was stored, and the files."""
    from tui.commands.told import told
    from tui.vault.custody import Content

    texts: dict[str, bytes] = {}
    if wanted.happened or wanted.data:
        lines = [line for one in wanted.happened for line in told(one)]
        texts["record.txt"] = ("\n".join(lines) + "\n").encode()
        texts["record.json"] = json.dumps(wanted.data, indent=1).encode() + b"\n"
    if wanted.files:
        files = [
            {"name": one.name, "size": one.size, "sha256": one.sha256, "at": one.at, "who": one.who}
            for one in wanted.files
        ]
        texts["files.json"] = json.dumps(files, indent=1).encode() + b"\n"
    return Content(texts, wanted.files)


# -- list, export


def _list(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        found = vault.case(find_case(vault, args.case).id).handed_over()
    if args.json:
        say.as_json([_as_data(one) for one in found])
    elif not found:
        say.out(_("Nothing was handed over."))
    for number, one in enumerate(() if args.json else found, 1):
        say.out(
            _("{number}: for {name}, {when}, {size}").format(
                number=number, name=one.name, when=_when(one.at), size=_size(one.size)
            )
        )
        say.out(f"  {one.to}")
        say.out(f"  SHA-256 {one.sha256}")
    return codes.DONE


def _export(args: Namespace) -> int:
    """Copy the sealed files of something to a folder, as they are."""
    from tui.commands.making import papers_refused, writable

    folder = writable(args.out)
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        found = case.handed_over()
        if args.number > len(found):
            raise Refused(codes.USAGE, _("Nothing of that number was handed over."))
        one = found[args.number - 1]
        several = len(one.parts) > 1
        names = [
            f"notes-{args.number}{f'-{part}' if several else ''}.tar.age"
            for part in range(1, len(one.parts) + 1)
        ]
        with papers_refused():
            folder.mkdir(parents=True, exist_ok=True)
            if there := [name for name in names if (folder / name).exists()]:
                raise Refused(
                    codes.PROBLEMS, _("There is a {file} already.").format(file=folder / there[0])
                )
            for part, name in zip(one.parts, names, strict=True):
                _copy(case, part, folder, name)
    if args.json:
        say.as_json({**_as_data(one), "files": [str(folder / name) for name in names]})
    else:
        for name in names:
            say.out(_("Written: {file}").format(file=folder / name))
        say.err(
            _(
                "Only {name} can open it. docs/recovery.md says how, with age and tar. Anyone who "
                "finds it can see that something sealed is there."
            ).format(name=one.name)
        )
    return codes.DONE


def _copy(case: SealedCase, part: str, folder: Path, name: str) -> None:
    """Copy a sealed file, compared with its hash on both sides.

    Raises:
        VaultDamaged: If it is missing, or not what was written.
        OSError: If it can't be written.
    """
    from tui.vault import copying, durable
    from tui.vault.errors import VaultDamaged

    try:
        copying.copy(case.sealed_part(part), folder, name, part.removesuffix(".age"))
    except durable.Changed:
        raise VaultDamaged(f"c/{case.id}/b/{part[:2]}/{part}") from None


def _as_data(one: HandedOver) -> dict[str, object]:
    return {
        "name": one.name,
        "to": one.to,
        "at": one.at,
        "sha256": one.sha256,
        "size": one.size,
        "sealed": list(one.parts),
        "number_of_files": one.files,
    }


def _when(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at).astimezone())


def _size(size: int) -> str:
    from tui.session.doing_said import size_words

    return size_words(size)
