"""Around every command: no failure of any kind prints what a person wrote."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn

from tui.commands import codes, say
from tui.wording import gettext as _


class Stopped(KeyboardInterrupt):
    """The window was closed or the system asked the program to end."""

    def __init__(self, number: int) -> None:
        """Remember the signal."""
        super().__init__(number)
        self.number = number


def guarded(command: Callable[[], int], *, debug: bool = False) -> int:
    """Run ``command`` and return its exit code.

    Anything unexpected gives ``codes.FAILED`` and one sentence. An exception's message and
    a traceback's source lines may hold answers, so neither is printed; ``debug`` prints
    only where in the program it happened.
    """
    try:
        code = command()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        say.hush(sys.stdout)
        return codes.DONE
    except Stopped as stopped:
        return 128 + stopped.number
    except KeyboardInterrupt:
        return codes.INTERRUPTED
    except Exception as error:
        _apologise(type(error), error.__traceback__, debug)
        return codes.FAILED


def stop_on_signals() -> None:
    """Make closing the window end the program in order, so that drafts are kept."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise Stopped(number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def install(*, debug: bool = False) -> None:
    """Guard the whole process too: other threads, and what happens at its very end."""

    def hook(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _apologise(kind, trace, debug)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        hook(args.exc_type, args.exc_value, args.exc_traceback)

    def nowhere(args: Any) -> None:
        """Say nothing: these come at the very end, when nothing is lost by them."""

    sys.excepthook = hook
    threading.excepthook = in_thread
    sys.unraisablehook = nowhere


def _apologise(kind: type[BaseException], trace: TracebackType | None, debug: bool) -> None:
    try:
        say.err(_("Something went wrong in the program, and it had to stop."))
        say.err(_("What was stored before is still there. Nothing you wrote is shown here."))
        if debug:
            for place in _places(trace):
                say.err(place)
            say.err(f"{kind.__module__}.{kind.__qualname__}")
        else:
            say.err(_("With --debug it says where in the program, and nothing of what you wrote."))
    except (OSError, ValueError):
        return  # nobody reads it


def _places(trace: TracebackType | None) -> list[str]:
    """Return module, line and function of each frame; never a value or a source line."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", Path(code.co_filename).name)
        found.append(f"  {module}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found
