"""What a file is called outside the record, whatever it was called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.evidence.naming import plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("IMG_0001.jpg", "IMG_0001.jpg"),
        ("Été à Montréal.png", "Été à Montréal.png"),
        ("ਪੰਜਾਬੀ.pdf", "ਪੰਜਾਬੀ.pdf"),
        ("a/b\\c.jpg", "a_b_c.jpg"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "_rf.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("\x1b[31mred\n.jpg", "_[31mred_.jpg"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("what? *now*.mp4", "what_ _now_.mp4"),
        ("e\u0301.txt", "é.txt"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_a_name_is_made_harmless(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text(max_size=400))
def test_any_name_is_one_that_every_system_takes(name: str) -> None:
    plain = plain_name(name)
    assert 0 < len(plain) <= 120
    assert len(plain.encode()) <= 500
    assert plain == plain.strip(" .")
    assert not plain.startswith("-")
    assert not set(plain) & set('<>:"/\\|?*\0\n\r\x1b')
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in plain)
    assert plain_name(plain) == plain
