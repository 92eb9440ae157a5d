"""Our passphrase files against pyrage and against C2SP's test vectors for age.

The vectors in ``cctv/`` are those of https://github.com/C2SP/CCTV (``age/testdata``) about
passphrases and payloads; their licence asks for no notice.
"""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pyrage
import pytest
from cryptography.exceptions import InvalidTag

from tui.vault import agefile
from tui.vault.agefile import Key, NotAge, NotOpened, unwrap, wrap

VECTORS = {
    about: sorted((Path(__file__).parent / "cctv").glob(f"{about}*"))
    for about in ("scrypt", "stream")
}
UNKNOWN = {"scrypt_uppercase"}
"""A kind of stanza that nobody knows: no match to age, no passphrase file to us."""


def vector(path: Path) -> tuple[dict[str, str], bytes]:
    head, body = path.read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return fields, zlib.decompress(body) if fields.get("compressed") == "zlib" else body


@pytest.mark.parametrize("path", VECTORS["scrypt"], ids=lambda path: path.name)
def test_scrypt_vectors(path: Path) -> None:
    fields, file = vector(path)
    if fields["expect"] == "success":
        data = unwrap(file, fields["passphrase"])
        assert hashlib.sha256(data).hexdigest() == fields["payload"]
        return
    no_match = fields["expect"] == "no match" and path.name not in UNKNOWN
    expected = NotOpened if no_match else NotAge
    with pytest.raises(expected):
        unwrap(file, fields.get("passphrase", "password"))


@pytest.mark.parametrize("path", VECTORS["stream"], ids=lambda path: path.name)
def test_payload_vectors(path: Path) -> None:
    fields, file = vector(path)
    payload = file[file.index(b"\n", file.index(b"\n---") + 1) + 1 :]
    key = agefile._hkdf(bytes.fromhex(fields["file key"]), payload[:16], b"payload")
    if fields["expect"] == "success":
        data = agefile._unstream(payload[16:], key)
        assert hashlib.sha256(data).hexdigest() == fields["payload"]
        assert agefile._stream(data, key) == payload[16:]
    else:
        with pytest.raises((NotAge, InvalidTag)):
            agefile._unstream(payload[16:], key)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_pyrage_and_we_read_each_other(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    ours = wrap(data, "pässword 😂", 2)
    assert unwrap(ours, "pässword 😂") == data
    assert pyrage.passphrase.decrypt(ours, "pässword 😂") == data


def test_each_wrapping_is_another() -> None:
    assert wrap(b"same", "same", 2) != wrap(b"same", "same", 2)


@pytest.mark.parametrize("log_n", [0, -1, 21, 64])
def test_work_factors_out_of_range(log_n: int) -> None:
    with pytest.raises(ValueError, match="log_n"):
        wrap(b"data", "password", log_n)


def test_a_file_that_asks_for_all_the_memory_is_refused() -> None:
    greedy = wrap(b"data", "password", 2).replace(b" 2\n", b" 40\n", 1)
    with pytest.raises(NotAge):
        unwrap(greedy, "password")


def test_every_changed_byte_is_found() -> None:
    file = wrap(b"the data", "password", 1)
    for at in range(len(file)):
        for bit in (1, 0x20, 0x80):
            changed = file[:at] + bytes([file[at] ^ bit]) + file[at + 1 :]
            with pytest.raises((NotAge, NotOpened)):
                unwrap(changed, "password")
        with pytest.raises((NotAge, NotOpened)):
            unwrap(file[:at], "password")
    with pytest.raises(NotAge):
        unwrap(file + b"x", "password")


def test_sealing_to_a_key() -> None:
    key = Key.new()
    sealed = key.seal(b"data")
    assert Key.of(key.secret()).unseal(sealed) == b"data"
    assert key.secret() not in repr(key)
    for broken in (sealed[:-1], b"", b"x", sealed.replace(b"age", b"agf", 1)):
        with pytest.raises(NotOpened):
            key.unseal(broken)
    with pytest.raises(NotOpened):
        Key.new().unseal(sealed)
    with pytest.raises(NotAge):
        Key.of("AGE-SECRET-KEY-1NONSENSE")
