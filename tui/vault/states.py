"""A state: a case's tables after one frame, sealed, so that opening need not begin at the first.

Three lines, signed as a frame is. It can be thrown away: the frames give it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

import msgspec

from tui.vault import frames
from tui.vault.agefile import Key, NotOpened
from tui.vault.case import Stamp
from tui.vault.errors import VaultTooNew
from tui.vault.frames import Point
from tui.vault.rows import Tables
from tui.vault.signing import Signer, Verifier

VERSION = 1

_PURPOSE = b"fairhand/state/1\n"
_LEAST = 4096


class NotAState(Exception):
    """The bytes are no state of this case, or were changed."""


class State(msgspec.Struct, frozen=True):
    """A case's tables after the frame at ``point``; ``last`` is the change it made."""

    point: Point
    last: Stamp | None
    tables: Tables


class _Head(msgspec.Struct, frozen=True):
    v: int
    case: str
    w: str
    n: int
    head: str
    last: Stamp | None
    body: str


class _Version(msgspec.Struct):
    v: int


_encode = msgspec.json.Encoder().encode
_head = msgspec.json.Decoder(_Head).decode
_version = msgspec.json.Decoder(_Version).decode
_tables = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]]).decode
_signature = msgspec.json.Decoder(str).decode


def seal(state: State, case: str, key: Key, signer: Signer) -> bytes:
    """The sealed bytes of a state."""
    tables = b",".join(
        _encode(name) + b":{" + b",".join(_encode(i) + b":" + row for i, row in rows.items()) + b"}"
        for name, rows in state.tables.items()
    )
    body = b"{" + tables + b"}"
    first = _encode(
        _Head(
            v=VERSION,
            case=case,
            w=signer.public,
            n=state.point.n,
            head=state.point.hash,
            last=state.last,
            body=hashlib.sha256(body).hexdigest(),
        )
    )
    signature = base64.b64encode(signer.sign(_PURPOSE + first))
    lines = first + b"\n" + body + b'\n"' + signature + b'"\n'
    return key.seal(frames.padded(lines, _LEAST))


def unseal(sealed: bytes, case: str, key: Key, verifier: Verifier) -> State:
    """What :func:`seal` was given.

    Raises:
        NotAState: If it is none of this case and writer, or was changed.
        VaultTooNew: If a later version of the program wrote it.
    """
    try:
        first, body, third, padding = key.newest.unseal(sealed).split(b"\n")
        if _version(first).v > VERSION:
            raise VaultTooNew
        head = _head(first)
        signature = base64.b64decode(_signature(third), validate=True)
        rows = _tables(body)
    except (NotOpened, ValueError, binascii.Error, msgspec.MsgspecError):
        raise NotAState from None
    if padding.strip(b" ") or head.case != case or head.w != verifier.public:
        raise NotAState
    if hashlib.sha256(body).hexdigest() != head.body:
        raise NotAState
    if not verifier.fits(signature, _PURPOSE + first):
        raise NotAState
    tables = {name: {i: bytes(raw) for i, raw in found.items()} for name, found in rows.items()}
    return State(Point(head.n, head.head), head.last, tables)
