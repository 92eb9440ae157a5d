"""What a running program holds in its memory, as far as the system lets it be read."""

from __future__ import annotations

from pathlib import Path

import pytest

_CHUNK = 1 << 22


def holds(pid: int, *words: str | bytes) -> dict[str | bytes, bool]:
    """Whether each of ``words`` stands in the memory of a process, text in any form of it.

    Skips the test where the memory can't be read.
    """
    forms = {word: _forms(word) for word in words}
    longest = max(len(form) for found in forms.values() for form in found)
    found = dict.fromkeys(words, False)
    try:
        lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115
    except OSError as error:
        pytest.skip(f"the memory of a process can't be read here: {error.strerror}")
    read = 0
    with memory:
        for line in lines:
            area, access, *_ = line.split()
            if "r" not in access or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            start, end = (int(part, 16) for part in area.split("-"))
            before = b""
            for at in range(start, end, _CHUNK):
                try:
                    memory.seek(at)
                    data = memory.read(min(_CHUNK, end - at))
                except (OSError, ValueError, OverflowError):
                    break
                read += len(data)
                for word, shapes in forms.items():
                    found[word] = found[word] or any(one in before + data for one in shapes)
                before = data[-longest:]
    assert read > 1_000_000, "hardly anything could be read"
    return found


def _forms(word: str | bytes) -> tuple[bytes, ...]:
    if isinstance(word, bytes):
        return (word,)
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le")
