"""Everything that leans on the inner side of prompt_toolkit and questionary.

Written against questionary 2.1.1 and prompt_toolkit 3.0.53. What is leaned on:

- ``InquirerControl`` (``pointed_at``, ``selected_options``) draws the lists; which keys move
  it is decided here, since its own keys would tick everything or take a paste as keys.
- ``questionary.prompts.confirm`` shows ``YES`` and ``NO`` of its module, in English.
- ``Vt100Input.stdin_reader`` is replaced: its own would spin on a terminal that is gone.
- ``Application`` erases what it drew when done and keeps keys typed ahead by input.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead, get_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    Container,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollbarMargin,
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth, Output
from questionary.prompts import confirm as questionary_confirm
from questionary.prompts.common import InquirerControl

from tui.faces.prompts.clean import is_unseen
from tui.faces.prompts.commands import KEYS, Command, Given

ESCAPE_SECONDS = 0.08
"""How long a lone Esc waits for the rest of what a key such as F1 or Alt+Enter sends."""

_WAKE = 20.0
"""Seconds between looks at the clock, so that a computer that slept is noticed."""

_OFF = ("c-r", "c-s", "c-o", "c-v", "c-x", "f6", "f7", "f8", "f11", "f12", "<sigint>")
"""Keys of prompt_toolkit that lead to searching, macros, editors or odd bytes."""


def make_input(stdin: TextIO) -> Input:
    """Return the keyboard of a terminal."""
    from prompt_toolkit.input import create_input

    made = create_input(stdin)
    if sys.platform != "win32":
        from prompt_toolkit.input.posix_utils import PosixStdinReader
        from prompt_toolkit.input.vt100 import Vt100Input

        class Reader(PosixStdinReader):
            """Takes a terminal that is gone for closed, and half a character for a mark."""

            def read(self, count: int = 1024) -> str:
                if self.closed:
                    return ""
                try:
                    data = os.read(self.stdin_fd, 65536)
                except BlockingIOError:
                    return ""
                except OSError:
                    data = b""
                self.closed = not data
                return self._stdin_decoder.decode(data)

        if isinstance(made, Vt100Input):
            made.stdin_reader = Reader(stdin.fileno(), errors="replace")
    return made


class _Forgiving:
    """A stream that swallows what can't be written, as when the window was closed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            self._stream.buffer.write(text.encode(self.encoding, "replace"))
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()


def make_output(stdout: TextIO, term: str) -> Output:
    """Return the screen of a terminal; no setting of prompt_toolkit's own is read."""
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output

        return create_output(stdout)
    from prompt_toolkit.output.vt100 import Vt100_Output

    made = Vt100_Output.from_pty(
        _Forgiving(stdout),  # type: ignore[arg-type]
        term=term,
        default_color_depth=ColorDepth.DEPTH_4_BIT,
        enable_bell=False,
    )
    # Asking where the cursor stands would leave an answer in the shell when leaving quickly.
    made.enable_cpr = False
    return made


def forget_keys(keyboard: Input) -> None:
    """Drop what was typed and not read, so that it does not reach whatever comes next."""
    clear_typeahead(keyboard)
    if sys.platform == "win32":
        return
    import termios

    with contextlib.suppress(OSError, ValueError, termios.error):
        termios.tcflush(keyboard.fileno(), termios.TCIFLUSH)


def seconds() -> float:
    """Return a clock that goes on while the computer sleeps, where there is one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Unseen(Processor):
    """Shows nothing of what is typed, not even how much of it there is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return an empty line."""
        return Transformation(
            [], source_to_display=lambda place: 0, display_to_source=lambda place: 0
        )


class Harmless(Processor):
    """Shows a mark for each typed or pasted character that would act on the terminal."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return the line with such characters replaced, one for one."""
        found: StyleAndTextTuples = []
        for style, text, *_rest in transformation_input.fragments:
            if not text.isascii():
                text = "".join("\N{REPLACEMENT CHARACTER}" if is_unseen(c) else c for c in text)
            found.append((style, text))
        return Transformation(found)


@dataclass
class Dressing:
    """What is put around one of questionary's prompts.

    Attributes:
        under: Lines that are drawn under it, worked out whenever it is drawn.
        keys: More keys; they come before questionary's.
        state: Returns what stands in the prompt, to ask on from there.
        rows: How many rows a list may take; 0 for as many as it needs.
        at_start: Called once it shows.
        on_key: Called before each key is taken.
        wary: Enter that was pressed before it showed is not meant for it.
    """

    under: Callable[[], StyleAndTextTuples] = lambda: []
    keys: KeyBindings = field(default_factory=KeyBindings)
    state: Callable[[], object] = lambda: None
    rows: int = 0
    at_start: Callable[[], None] | None = None
    on_key: Callable[[], None] = lambda: None
    wary: bool = True


class Prompter:
    """Runs prompts one after another on one terminal.

    Attributes:
        trouble: What went wrong where nobody waits for it: in a key or while drawing.
        patience: Returns after how many seconds without a key it is idle, or None.
        on_how_to_leave: What ctrl+c does.
    """

    def __init__(self, keyboard: Input, screen: Output, style: Any, depth: ColorDepth) -> None:
        """Ask by these."""
        self.keyboard, self.screen = keyboard, screen
        self.style, self.depth = style, depth
        self.trouble: BaseException | None = None
        self.patience: Callable[[], float | None] = lambda: None
        self.on_how_to_leave: Callable[[], None] = lambda: None
        self._running: tuple[Application[Any], Dressing] | None = None
        self._pending: Command | None = None
        self._touched = seconds()

    def settings(self) -> dict[str, Any]:
        """Return what every one of questionary's prompts is made with."""
        return {
            "input": self.keyboard,
            "output": self.screen,
            "style": self.style,
            "color_depth": self.depth,
            "erase_when_done": True,
        }

    def interrupt(self, command: Command) -> None:
        """End the prompt that runs, or the next one, with ``command``. In the loop's thread."""
        running = self._running
        # One that is just ending, for another command, would not hear of this one.
        if running is None or running[0].is_done or not running[0].is_running:
            self._pending = self._pending if self._pending is Command.LEAVE else command
        else:
            application, dressing = running
            end(application, Given(command, dressing.state()))

    def fail(self, error: BaseException) -> None:
        """End because something went wrong outside of what is waited for."""
        self.trouble = self.trouble or error
        self.interrupt(Command.LEAVE)

    async def run(self, question: questionary.Question, dressing: Dressing) -> Any:
        """Ask until there is a result.

        Raises:
            Given: A command came instead; to leave, also where the terminal is gone.
        """
        self._look(dressing)
        if dressing.wary:
            self._drop_enters()
        application = question.application
        self._dress(application, dressing)
        self._running = (application, dressing)
        watch = asyncio.create_task(self._watch())
        try:
            result = await application.run_async(
                pre_run=dressing.at_start, set_exception_handler=False, handle_sigint=False
            )
        except EOFError:
            raise Given(Command.LEAVE, dressing.state()) from None
        except Given:
            if self.trouble is not None:
                raise self.trouble from None
            raise
        finally:
            watch.cancel()
            self._running = None
        self._look(dressing)
        return result

    def _look(self, dressing: Dressing) -> None:
        """Raise what came while nothing was asked, with what stands in the prompt."""
        if self.trouble is not None:
            raise self.trouble
        if self._pending is not None:
            command, self._pending = self._pending, None
            raise Given(command, dressing.state())

    def _drop_enters(self) -> None:
        keys = get_typeahead(self.keyboard)
        while keys and keys[0].key == Keys.ControlM:
            del keys[0]
        store_typeahead(self.keyboard, keys)

    async def _watch(self) -> None:
        self._touched = seconds()
        while (patience := self.patience()) is not None:
            left = self._touched + patience - seconds()
            if left <= 0:
                self.interrupt(Command.IDLE)
                return
            await asyncio.sleep(min(left, _WAKE))

    def _touch(self, _sender: object) -> None:
        self._touched = seconds()
        if self._running is not None:
            self._running[1].on_key()

    def _dress(self, application: Application[Any], dressing: Dressing) -> None:
        application.ttimeoutlen = application.timeoutlen = ESCAPE_SECONDS
        under = Window(
            FormattedTextControl(dressing.under), dont_extend_height=True, wrap_lines=True
        )
        focus: Any = application.layout.current_window
        shown = list_window(application.layout.container)
        if shown is not None:
            window, control = shown
            control.focusable = to_filter(True)
            lines = [str(one.title).count("\n") + 1 for one in control.choices]
            if dressing.rows and sum(lines) > dressing.rows:
                window.height = Dimension(max=dressing.rows)
                window.right_margins = [ScrollbarMargin(display_arrows=True)]
                # What is pointed at is to be seen to its end.
                window.scroll_offsets = ScrollOffsets(bottom=max(lines) - 1)
            focus = window
        root = application.layout.container
        application.layout = Layout(HSplit([root, under]), focused_element=focus)
        ours = self._leading(dressing)
        theirs = [application.key_bindings] if application.key_bindings else []
        application.key_bindings = merge_key_bindings([*theirs, ours, dressing.keys])
        application.key_processor.before_key_press += self._touch
        size = self.screen.get_size()

        def resized(_sender: object) -> None:
            # The last drawing of one that ends tells nothing new.
            if self.screen.get_size() != size and not application.is_done:
                self.interrupt(Command.RESIZED)

        application.after_render += resized

    def _leading(self, dressing: Dressing) -> KeyBindings:
        """Return the keys that mean the same in every prompt."""
        keys = KeyBindings()

        def lead(key: str, command: Command) -> None:
            # Esc must wait: it also begins what Alt and a key send.
            @keys.add(key, eager=key != "escape")
            def given(event: KeyPressEvent) -> None:
                end(event.app, Given(command, dressing.state()))

        for key, command in KEYS.items():
            lead(key, command)
        for key in _OFF:
            keys.add(key, eager=True)(_nothing)
        # A key with Alt that means nothing must not go back and then be typed.
        keys.add("escape", Keys.Any)(_nothing)

        @keys.add("c-c", eager=True)
        @keys.add("c-d", eager=True)
        def how_to_leave(event: KeyPressEvent) -> None:
            self.on_how_to_leave()

        return keys


def _nothing(event: KeyPressEvent) -> None:
    """Do nothing, where a key would do something that nobody asked for."""


def end(application: Application[Any], result: object) -> None:
    """End a prompt with a result, or with an exception; the first time counts."""
    if application.is_done or not application.is_running:
        return
    if isinstance(result, BaseException):
        application.exit(exception=result)
    else:
        application.exit(result=result)


def list_window(container: Container) -> tuple[Window, InquirerControl] | None:
    """Return the window with a prompt's list, and the list; None where it has none."""
    from prompt_toolkit.layout.containers import to_container
    from prompt_toolkit.layout.layout import walk

    for one in walk(to_container(container)):
        if isinstance(one, Window) and isinstance(one.content, InquirerControl):
            return one, one.content
    return None


def list_of(question: questionary.Question) -> InquirerControl:
    """Return the list of a select or checkbox.

    Raises:
        LookupError: It has none.
    """
    found = list_window(question.application.layout.container)
    if found is None:
        raise LookupError("the prompt has no list")
    return found[1]


def buffer_of(question: questionary.Question) -> Buffer:
    """Return what is typed into."""
    control = question.application.layout.current_control
    if not isinstance(control, BufferControl):
        raise LookupError("the prompt has no line")
    return control.buffer


def put(buffer: Buffer, text: str, place: int | None = None) -> None:
    """Have ``text`` stand in ``buffer``, the cursor at ``place`` or at its end."""
    buffer.reset(Document(text, len(text) if place is None else min(place, len(text))))


@contextlib.contextmanager
def saying(yes: str, no: str) -> Iterator[None]:
    """Have questionary's confirm say yes and no in these words."""
    words = vars(questionary_confirm)
    before = {"YES": words["YES"], "NO": words["NO"]}
    words.update(YES=yes, NO=no)
    try:
        yield
    finally:
        words.update(before)


def bind(keys: KeyBindings, names: Sequence[str], call: Callable[[KeyPressEvent], None]) -> None:
    """Have each of some keys make a call, before anything else."""
    for name in names:
        keys.add(name, eager=True)(call)
