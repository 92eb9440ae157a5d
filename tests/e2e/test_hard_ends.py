"""However it ends: what was saved is there, half a text too, and nothing lies about."""

from __future__ import annotations

import signal

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

from hands import DATE, FACES, HALF, WHAT, begun, entries, opened, spilled
from homes import Home
from terminal import Terminal

from tests.session.sittings import PASSPHRASE

SIZES = {"window closed": (80, 24), "SIGHUP": (120, 40), "SIGTERM": (40, 15), "SIGKILL": (80, 24)}


@pytest.mark.parametrize("how", SIZES)
@pytest.mark.parametrize("face", FACES)
def test_what_was_saved_is_there(home: Home, face: str, how: str) -> None:
    begun(home)
    columns, rows = SIZES[how]
    words = ("--face", face, "--vault", str(home.vault))
    with Terminal(*words, home=home.path, cwd=home.cwd, columns=columns, rows=rows) as terminal:
        hands = FACES[face](terminal)
        hands.up_to_half()
        terminal.resize(rows * 3, columns // 3)
        terminal.wait_for(HALF)
        if how == "window closed":
            terminal.close_window()
        else:
            terminal.signal(getattr(signal, how))
        terminal.gone()
    assert spilled(home, HALF, PASSPHRASE) == []
    assert home.strayed() == []
    (entry,) = entries(home)
    assert (entry["occurred"], entry["kind"]) == (DATE.replace(" ", "T"), "voicemail")
    (field,) = opened(home).fields
    assert field.label == WHAT
    # Half a text is sealed on leaving; a program that is shot has no time to leave.
    assert field.value == ("" if how == "SIGKILL" else HALF)
