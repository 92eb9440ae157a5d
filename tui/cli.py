"""The command line: reads it and calls what does the work.

Nothing heavy is imported before it is known what is asked for; ``--version`` imports
nothing at all.

Exit codes: 0 done; 1 the input has problems, each on stderr; 2 the command line can't be
followed; 3 wrong or missing passphrase, or the vault is open in another window; 4 a file of
the vault is missing or is not what was written; 70 the program failed; 130 ctrl+c.
"""

from __future__ import annotations

import sys

from tui import __version__

TYPE_CHECKING = False  # typing's own would import it
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name; those of the process when None.

    Returns:
        The exit code.
    """
    if argv is None:
        # Python would write what it compiles beside the program, while nothing may be
        # written yet; and the time of each file would tell what was opened when.
        sys.dont_write_bytecode = True
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        sys.stdout.write(f"fairhand {__version__}\n")
        return 0
    from tui.commands import guard

    debug = "--debug" in words
    if argv is None:
        guard.install(debug=debug)
    return guard.guarded(lambda: _run(words), debug=debug)


def _run(words: list[str]) -> int:
    from tui.commands import options
    from tui.vault.harden import harden

    harden()
    options.speak(words)
    try:
        args = options.read(words)
    except SystemExit as ended:  # argparse has printed its help or what is wrong
        return int(ended.code or 0)
    return int(options.command(args)(args))
