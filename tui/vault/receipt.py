r"""A receipt: how far a case's chain had come at a time, signed, to be kept elsewhere.

Two lines, each ended by LF, readable without any key::

    {"format":"fairhand-receipt","v":1,"vault":…,"case":…,"w":…,"n":412,"head":…,"blobs":0,"at":…}
    "base64 Ed25519 of 'fairhand/receipt/1\n' + line 1"

Beside the vault it tells whether changes were cut off since, or what came before was written
anew. It holds no label and no word of what was written. Its time is the writer's clock: that
it was made by then is shown by whoever was given it, not by the receipt.
"""

from __future__ import annotations

import base64
import binascii
from typing import Literal

import msgspec

from tui.vault.frames import Point
from tui.vault.signing import Signer, Verifier

LARGEST = 16 * 1024
"""Bytes; a file beyond is none."""

_PURPOSE = b"fairhand/receipt/1\n"


class NotAReceipt(Exception):
    """The bytes are no receipt, or were changed."""


class Receipt(msgspec.Struct, frozen=True, rename={"writer": "w"}):
    """How far a case's chain had come.

    Attributes:
        vault: The vault's id; empty for one that has none.
        case: The case's id.
        writer: The public key of who signs in the case, base64.
        n: How many changes there were.
        head: The hash of the last.
        at: When, by the writer's clock, in ISO 8601 UTC.
        blobs: How many sealed files (``b/``) its rows named.
        format: What sort of file it is.
        v: Version of the format.
    """

    format: Literal["fairhand-receipt"]
    v: Literal[1]
    vault: str
    case: str
    writer: str
    n: int
    head: str
    blobs: int
    at: str


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Receipt).decode
_signature = msgspec.json.Decoder(str).decode


def make(signer: Signer, *, vault: str, case: str, point: Point, at: str, blobs: int = 0) -> bytes:
    """The bytes of a receipt of a case whose chain has come to ``point``."""
    first = _encode(
        Receipt(
            format="fairhand-receipt",
            v=1,
            vault=vault,
            case=case,
            writer=signer.public,
            n=point.n,
            head=point.hash,
            blobs=blobs,
            at=at,
        )
    )
    signature = base64.b64encode(signer.sign(_PURPOSE + first)).decode()
    return first + b"\n" + _encode(signature) + b"\n"


def read(data: bytes) -> Receipt:
    """The receipt in a file's bytes, its signature checked with the key that it names.

    Raises:
        NotAReceipt: If it is none, or was changed.
    """
    try:
        first, second, rest = data.replace(b"\r\n", b"\n").split(b"\n")
        found = _decode(first)
        signature = base64.b64decode(_signature(second), validate=True)
        writer = Verifier.of(found.writer)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise NotAReceipt from None
    if rest or not writer.fits(signature, _PURPOSE + first):
        raise NotAReceipt
    return found
