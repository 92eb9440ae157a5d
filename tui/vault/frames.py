r"""A frame: one change of a case, signed and chained to the one before it.

Three lines, each ended by LF::

    {"v":1,"case":…,"w":writer,"n":7,"after":[hash],"at":…,"kind":"save",…,"body":sha256(line 2)}
    {"salt":…,"ops":[{"t":"incidents","i":row,"set":{…}}]}
    "base64 Ed25519 of 'fairhand/frame/1\n' + line 1"

A frame's hash is the SHA-256 of its first line, so there is no canonical JSON to agree on, and
sealing a frame again under another key changes no hash. The salt keeps a short answer from
being guessed from its line's hash.

Where words were taken out for good (``erase``), another second line stands in its place, which
says ``"erased":true`` and has a salt of its own. A later ``erase`` frame names its hash under
``bodies``; whoever reads frames sees that one does (:class:`Vouching`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from tui.vault.errors import VaultTooNew
from tui.vault.ops import Op

if TYPE_CHECKING:
    from tui.vault.signing import Signer, Verifier

VERSION = 2
"""The highest that is read. Only ``erase`` frames have it; what reads 1 must not pass them over."""

Kind = Literal["save", "close", "repair", "erase", "rekey", "restore", "share"]

_PURPOSE = b"fairhand/frame/1\n"
_LEAST = 1024
_LINES = 3

_encode = msgspec.json.Encoder().encode


class NotAFrame(Exception):
    """The bytes are no frame of this case, or were changed, or don't follow the one before."""


class BlankBody(NotAFrame):
    """A frame's second line is blank: somebody took out what it said."""


class Head(msgspec.Struct, frozen=True):
    """A frame's first line.

    Attributes:
        v: Version of the format.
        case: The case's id.
        w: The writer's public key, base64.
        n: 1 for a case's first frame, then counting on.
        after: The hash of the frame before; empty for the first.
        at: When, by the writer's clock. It never orders anything.
        kind: What sort of frame.
        who: The person, as the case knows them.
        script: What wrote it, such as ``log@3``.
        body: SHA-256 of the second line, in hexadecimal.
    """

    v: int
    case: str
    w: str
    n: int
    after: list[str]
    at: str
    kind: Kind
    who: str
    script: str
    body: str


class _Body(msgspec.Struct, frozen=True, omit_defaults=True):
    salt: str
    ops: list[Op]
    bodies: dict[int, str] = {}
    erased: bool = False


class _Version(msgspec.Struct):
    v: int


class Frame(msgspec.Struct, frozen=True):
    """A frame that was read, or is to be written.

    Attributes:
        head: Its first line.
        ops: What it does.
        hash: SHA-256 of the first line, in hexadecimal.
        lines: The three lines, as bytes.
        bodies: Of an ``erase`` frame: the SHA-256 of what stands now in place of earlier
            frames' second lines, by their number.
        altered: The SHA-256 of the second line, where it is not the one that was written. It
            counts only if a later ``erase`` frame names it; see :class:`Vouching`.
    """

    head: Head
    ops: list[Op]
    hash: str
    lines: bytes
    bodies: Mapping[int, str] = {}
    altered: str = ""


_head = msgspec.json.Decoder(Head).decode
_body = msgspec.json.Decoder(_Body).decode
_version = msgspec.json.Decoder(_Version).decode
_signature = msgspec.json.Decoder(str).decode


def make(
    signer: Signer,
    *,
    case: str,
    before: Point,
    at: str,
    kind: Kind,
    who: str,
    script: str,
    ops: Sequence[Op] = (),
    bodies: Mapping[int, str] | None = None,
) -> Frame:
    """Sign a frame that follows ``before``."""
    body = _encode(_Body(_salt(), list(ops), dict(bodies or {})))
    head = Head(
        v=VERSION if kind == "erase" else 1,
        case=case,
        w=signer.public,
        n=before.n + 1,
        after=[before.hash] if before.n else [],
        at=at,
        kind=kind,
        who=who,
        script=script,
        body=hashlib.sha256(body).hexdigest(),
    )
    first = _encode(head)
    signature = base64.b64encode(signer.sign(_PURPOSE + first))
    lines = first + b"\n" + body + b'\n"' + signature + b'"\n'
    return Frame(head, list(ops), hashlib.sha256(first).hexdigest(), lines, dict(bodies or {}))


def without(frame: Frame, ops: Sequence[Op]) -> Frame:
    """A frame with other steps in place of its own, under its old first line and signature.

    It counts once an ``erase`` frame names what :attr:`Frame.altered` says of it.
    """
    first, _second, third, _end = frame.lines.split(b"\n")
    body = _encode(_Body(_salt(), list(ops), dict(frame.bodies), erased=True))
    lines = b"%b\n%b\n%b\n" % (first, body, third)
    altered = hashlib.sha256(body).hexdigest()
    return Frame(frame.head, list(ops), frame.hash, lines, frame.bodies, altered)


class Vouching:
    """Which frames' second lines were replaced, and whether a later frame says so.

    Told of every frame in order, it knows at the end.
    """

    def __init__(self) -> None:
        """Know of none."""
        self._altered: dict[int, str] = {}
        self._named: dict[int, list[str]] = {}
        self.last = 0
        """The number of the last ``erase`` frame."""

    def saw(self, frame: Frame) -> None:
        """Take note of a frame; those before it were seen already."""
        n = frame.head.n
        if frame.altered:
            self._altered[n] = frame.altered
        if frame.head.kind != "erase":
            return
        self.last = n
        for number, body in frame.bodies.items():
            if number < n:
                self._named.setdefault(number, []).append(body)

    def unvouched(self) -> list[int]:
        """Frames whose second line was replaced by something that no later frame names."""
        return [n for n, body in self._altered.items() if body not in self._named.get(n, ())]

    def unfinished(self) -> list[int]:
        """Frames that still hold what an ``erase`` frame took out."""
        return [n for n, named in self._named.items() if self._altered.get(n) != named[-1]]


class Point(msgspec.Struct, frozen=True):
    """A place in a case's chain: so many frames, and the hash of the last."""

    n: int = 0
    hash: str = ""


def after(frame: Frame) -> Point:
    """The place in the chain behind a frame."""
    return Point(frame.head.n, frame.hash)


def read(plain: bytes, case: str, verifier: Verifier) -> Frame:
    """One frame, its signature and body checked. Blanks behind it are padding.

    Raises:
        NotAFrame: If it isn't a frame of this case and writer as it was written.
        VaultTooNew: If a later version of the program wrote it.
    """
    found = list(read_all(plain, case, verifier))
    if len(found) != 1:
        raise NotAFrame
    return found[0]


def read_all(plain: bytes, case: str, verifier: Verifier, *, each: bool = True) -> Iterator[Frame]:
    """The frames that stand one behind another in ``plain``, each checked by itself.

    Args:
        plain: Their lines, and padding.
        case: The case they must be of.
        verifier: Knows the writer's signature.
        each: Whether to check every signature. If not, only the last one's is: it vouches for
            all before it, provided that the caller sees that they :func:`follow <follows>` one
            another.

    Raises:
        NotAFrame: See :func:`read`; the frames before it were given.
        VaultTooNew: If a later version of the program wrote one.
    """
    lines = plain.split(b"\n")
    whole, padding = divmod(len(lines) - 1, _LINES)
    if padding or lines[-1].strip(b" "):
        raise NotAFrame
    for number in range(whole):
        three = lines[number * _LINES : (number + 1) * _LINES]
        yield _one(three, case, verifier, signed=each or number == whole - 1)


def _one(three: list[bytes], case: str, verifier: Verifier, *, signed: bool) -> Frame:
    first, second, third = three
    try:
        if _version(first).v > VERSION:
            raise VaultTooNew
        head = _head(first)
        if not second.strip(b" "):
            raise BlankBody
        body = _body(second)
        signature = base64.b64decode(_signature(third), validate=True)
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        raise NotAFrame from None
    if head.case != case or head.w != verifier.public:
        raise NotAFrame
    altered = hashlib.sha256(second).hexdigest()
    if altered == head.body:
        altered = ""
    elif not body.erased:
        raise NotAFrame
    if signed and not verifier.fits(signature, _PURPOSE + first):
        raise NotAFrame
    lines = b"%b\n%b\n%b\n" % (first, second, third)
    hashed = hashlib.sha256(first).hexdigest()
    return Frame(head, body.ops, hashed, lines, body.bodies, altered)


def _salt() -> str:
    return base64.b64encode(secrets.token_bytes(16)).decode()


def follows(frame: Frame, before: Point) -> bool:
    """Whether ``frame`` is the one that comes after ``before``."""
    return frame.head.n == before.n + 1 and frame.head.after == ([before.hash] if before.n else [])


def padded(data: bytes, least: int = _LEAST) -> bytes:
    """``data`` with blanks behind it, so that few sizes tell files apart.

    Padmé, from "Reducing Metadata Leakage from Encrypted Files" (Nikitin and others, 2019):
    an eighth more at most, but never less than ``least`` bytes.
    """
    return data.ljust(padme(max(len(data), least)))


def padme(size: int) -> int:
    """``size`` rounded up, by an eighth at most."""
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask
