"""Opening the app, or one journey of it, in the face that fits the terminal."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes
from tui.commands.guard import stop_on_signals
from tui.commands.programs import known_journey, loaded
from tui.commands.vaults import Refused, passphrase, reachable, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App


def run(args: Namespace) -> int:
    """Open the app in ``args.face``, or in the face that this terminal can show."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    from tui.faces.screen import usable

    drawn = usable()
    face = args.face or ("screen" if drawn else "plain")
    if face == "screen" and not drawn:
        raise Refused(
            codes.USAGE,
            _("This window can't show the whole-screen face. Leave --face out for the plain one."),
        )
    if face == "prompts" and not _at_terminal():
        raise Refused(codes.USAGE, _("This face needs a terminal. Leave --face out for lines."))
    reachable(args.vault)
    if face != "screen":
        stop_on_signals()
    from tui.session.front import Front

    app = Front(lambda: _session(args), vault_path=args.vault, memory_only=args.memory_only)
    try:
        if args.script is not None or args.passphrase_file is not None:
            app.warm()  # What is wrong with these is to be said before anything is drawn.
        if args.passphrase_file is not None:
            _unlock(app, args.passphrase_file)
        return _FACES[face](app)
    finally:
        app.leave()


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _session(args: Namespace) -> App:
    from tui.session.app import App as Session

    program = loaded()
    return Session.start(
        program,
        script=known_journey(program, args.script) if args.script is not None else "",
        vault_path=args.vault,
        case=args.case or "",
        memory_only=args.memory_only,
    )


def _unlock(app: App, file: Path) -> None:
    """Give the passphrase of ``file`` where the app asks for one before anything else.

    Raises:
        Refused: If nothing asks for it, or it is wrong.
    """
    fields = app.page.fields
    if len(fields) != 1 or fields[0].type != "secret":
        raise Refused(codes.PROBLEMS, _("There is no record there that a passphrase could open."))
    page = app.submit({fields[0].name: passphrase(file)})
    for field in page.fields:
        if field.type == "secret" and field.error:
            raise Refused(codes.LOCKED, field.error)


def _screen(app: App) -> int:
    from tui.faces.screen import run as run_screen

    return run_screen(app)


def _plain(app: App) -> int:
    from tui.faces.plain import run as run_plain

    return run_plain(app, sys.stdin, sys.stdout)


def _prompts(app: App) -> int:
    from tui.faces.prompts import run as run_prompts

    return run_prompts(app, sys.stdin, sys.stdout)


_FACES: dict[str, Callable[[App], int]] = {
    "screen": _screen,
    "plain": _plain,
    "prompts": _prompts,
}
