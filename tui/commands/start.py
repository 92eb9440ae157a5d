"""Opening the app, or one journey of it, in the face that fits the terminal."""

from __future__ import annotations

import importlib
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui import wording
from tui.commands import codes
from tui.commands.guard import stop_on_signals
from tui.commands.programs import known_journey, loaded
from tui.commands.vaults import Refused, passphrase, reachable, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.commands.relock import Again
    from tui.session.driver import App
    from tui.session.settings import Settings


def run(args: Namespace) -> int:
    """Open the app in ``args.face``, or in the face that this terminal can show."""
    from tui.commands import relock

    if relock.IN_CHILDREN and args.lock_fd is None and not args.memory_only:
        code = relock.in_children()
        if code is not None:
            return code
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    from tui.commands import relock
    from tui.session.driver import LOCKED
    from tui.session.front import Front

    again = relock.received(args.resume_fd) if args.resume_fd is not None else None
    try:
        face = _face(args, again)
        if again is not None:
            wording.use(again.language)
            # Now, while the keyboard is not heard: this takes longer than all the rest.
            importlib.import_module(_ROOMS[face])
        else:
            reachable(args.vault)
        if face != "screen":
            stop_on_signals()
        settings = _settings(again)
        app = Front(
            lambda: _session(args, again, settings),
            vault_path=args.vault,
            memory_only=args.memory_only,
            locked=again is not None,
            settings=settings,
        )
    finally:
        if again is not None:
            relock.settle(again.modes)
    try:
        if args.script is not None or args.passphrase_file is not None:
            app.warm()  # What is wrong with these is to be said before anything is drawn.
        if args.passphrase_file is not None:
            _unlock(app, args.passphrase_file)
        code = _shown(app, face)
    finally:
        app.leave()
    if code != LOCKED:
        return code
    if app.resume is None:
        return codes.DONE
    state = relock.Again(
        resume=app.resume,
        face=face,
        language=wording.current(),
        language_asked=_language_asked(args, again),
        theme=app.settings.theme,
    )
    return relock.anew(state, args.lock_fd)


_ROOMS = {
    "screen": "tui.faces.screen.running",
    "prompts": "tui.faces.prompts",
    "plain": "tui.faces.plain.loop",
}
"""The module that draws each face."""


def _face(args: Namespace, again: Again | None) -> str:
    """Return which face to open.

    Raises:
        Refused: The one that was asked for can't be shown here.
    """
    from tui.faces.screen import usable

    drawn = usable()
    if again is not None:
        return again.face if drawn or again.face != "screen" else "plain"
    face = args.face or ("screen" if drawn else "plain")
    if face == "screen" and not drawn:
        raise Refused(
            codes.USAGE,
            _("This window can't show the whole-screen face. Leave --face out for the plain one."),
        )
    if face == "prompts" and not _at_terminal():
        raise Refused(codes.USAGE, _("This face needs a terminal. Leave --face out for lines."))
    return str(face)


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _language_asked(args: Namespace, again: Again | None) -> bool:
    return args.lang is not None or (again is not None and again.language_asked)


def _settings(again: Again | None) -> Settings:
    """Return how it looks until a record is open: as before a lock, if there was one."""
    import msgspec

    from tui.session.settings import Settings

    if again is None:
        return Settings()
    return msgspec.convert({"theme": again.theme}, Settings)


def _session(args: Namespace, again: Again | None, settings: Settings) -> App:
    from tui.session.app import App as Session

    program = loaded()
    return Session.start(
        program,
        script=known_journey(program, args.script) if args.script is not None else "",
        vault_path=args.vault,
        case=args.case or "",
        memory_only=args.memory_only,
        settings=settings,
        language_asked=_language_asked(args, again),
        resume=again.resume if again is not None else None,
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


def _shown(app: App, face: str) -> int:
    match face:
        case "screen":
            from tui.faces.screen import run as run_screen

            return run_screen(app)
        case "prompts":
            from tui.faces.prompts import run as run_prompts

            return run_prompts(app, sys.stdin, sys.stdout)
    from tui.faces.plain import run as run_plain

    return run_plain(app, sys.stdin, sys.stdout)
