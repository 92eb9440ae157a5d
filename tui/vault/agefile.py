"""age files: sealing to a key with pyrage, and to a passphrase with our own small code.

Format: https://age-encryption.org/v1 (C2SP). What is written here opens with ``age -d``.

The passphrase part is ours because pyrage picks the work factor by timing the machine, refuses
files that were wrapped on a faster one, and stops every other thread while it works.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

LOG_N = 18
"""Work factor of a passphrase, as a power of two: 256 MiB and about a second a guess."""

MOST_LOG_N = 20
"""More than this is refused when reading, as an edited file could ask for all the memory."""

_CHUNK = 64 * 1024
_TAG = 16
_LABEL = b"age-encryption.org/v1/scrypt"
_HEADER = re.compile(
    rb"(age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"---) ([A-Za-z0-9+/]{43})\n"
)


class NotOpened(Exception):
    """The key or passphrase does not open the file."""


class NotSealed(Exception):
    """Sealing a stream broke off."""


class Source(Protocol):
    """What a stream is read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Target(Protocol):
    """What a stream is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes; gives how many."""

    def flush(self) -> None:
        """Nothing is held back."""


class NotAge(Exception):
    """The bytes are not an age file of the expected sort, or were changed."""


class Key:
    """An X25519 identity: whoever holds it seals and opens.

    It may know older ones, in whose place it came: those open what was sealed before, and seal
    nothing any more.

    Attributes:
        older: The older ones, oldest first.
        since: The number of the first change that none of the older ones may open.
    """

    def __init__(self, identity: Any, older: Sequence[Key] = (), since: int = 0) -> None:
        """Use :meth:`new` or :meth:`of`."""
        self._identity = identity
        self.older = tuple(older)
        self.since = since

    @classmethod
    def new(cls) -> Key:
        """A new key, from the operating system's randomness."""
        return cls(_pyrage().x25519.Identity.generate())

    @classmethod
    def of(cls, secret: str, older: Sequence[Key] = (), since: int = 0) -> Key:
        """The key that ``AGE-SECRET-KEY-1…`` stands for; the rest as for the class.

        Raises:
            NotAge: If the text is no such key.
        """
        try:
            return cls(_pyrage().x25519.Identity.from_str(secret), older, since)
        except _pyrage().IdentityError:
            raise NotAge from None

    def secret(self) -> str:
        """The key as text, as ``age-keygen`` writes it."""
        return str(self._identity)

    def public(self) -> str:
        """Its public half, ``age1…``, to which anybody can seal."""
        return str(self._identity.to_public())

    @property
    def newest(self) -> Key:
        """It alone, without the older ones."""
        return Key(self._identity) if self.older else self

    @property
    def each(self) -> tuple[Key, ...]:
        """It and the older ones, the newest first."""
        return (self.newest, *reversed(self.older))

    def after(self, older: Key, since: int) -> Key:
        """It in the place of another one, from a change on."""
        return Key(self._identity, (*older.older, older.newest), since)

    def seal(self, data: bytes) -> bytes:
        """An age file of ``data`` that only this key opens."""
        return bytes(_pyrage().encrypt(data, [self._identity.to_public()]))

    def unseal(self, sealed: bytes) -> bytes:
        """What :meth:`seal` was given.

        Raises:
            NotOpened: If it was sealed to another key, was changed, or is no age file.
        """
        try:
            return bytes(_pyrage().decrypt(sealed, [key._identity for key in self.each]))
        except _pyrage().DecryptError:
            raise NotOpened from None

    def opened(self, sealed: bytes) -> tuple[bytes, bool]:
        """What :meth:`seal` was given, and whether the newest opens it.

        Raises:
            NotOpened: As :meth:`unseal`.
        """
        if not self.older:
            return self.unseal(sealed), True
        try:
            return self.newest.unseal(sealed), True
        except NotOpened:
            return self.unseal(sealed), False

    def seal_stream(self, source: Source, target: Target) -> None:
        """Seal what is read from ``source`` into ``target``, a little at a time.

        pyrage may swallow what the two raise: they must remember it, and be asked.

        Raises:
            NotSealed: If it broke off, most likely because of one of the two.
        """
        try:
            _pyrage().encrypt_io(source, target, [self._identity.to_public()])
        except (_pyrage().EncryptError, OSError):
            raise NotSealed from None


class Recipient:
    """Somebody else's key, of which only the public half is known: what it seals, it can't open.

    Args:
        public: The public half, ``age1…``.

    Raises:
        NotAge: If it is no such key.
    """

    def __init__(self, public: str) -> None:
        """Read it."""
        try:
            self._to = _pyrage().x25519.Recipient.from_str(public)
        except (_pyrage().RecipientError, UnicodeEncodeError):
            raise NotAge from None

    def seal_stream(self, source: Source, target: Target) -> None:
        """Seal what is read from ``source``; see :meth:`Key.seal_stream`.

        Raises:
            NotSealed: If it broke off, most likely because of one of the two.
        """
        try:
            _pyrage().encrypt_io(source, target, [self._to])
        except (_pyrage().EncryptError, OSError):
            raise NotSealed from None


def unseal_stream(keys: Sequence[Key], source: Source, target: Target) -> None:
    """Open what :meth:`Key.seal_stream` sealed to one of ``keys``, a little at a time.

    What ``target`` was given before an error may be only part of it. pyrage may swallow what
    the two raise: they must remember it, and be asked.

    Raises:
        NotOpened: If it was sealed to another key, was changed, or is no age file; or if one
            of the two broke off.
    """
    try:
        _pyrage().decrypt_io(source, target, [key._identity for key in keys])
    except (_pyrage().DecryptError, OSError):  # the second where a later piece is wrong
        raise NotOpened from None


def seal_to(recipient: str, data: bytes) -> bytes:
    """An age file of ``data`` that only one key opens, whoever has it.

    Args:
        recipient: The public half, ``age1…``.
        data: What to seal.

    Raises:
        NotAge: If it is no such key.
    """
    try:
        to = _pyrage().x25519.Recipient.from_str(recipient)
    except (_pyrage().RecipientError, UnicodeEncodeError):
        raise NotAge from None
    return bytes(_pyrage().encrypt(data, [to]))


def wrap(data: bytes, passphrase: str, log_n: int = LOG_N) -> bytes:
    """An age file of ``data`` that the passphrase opens.

    Args:
        data: What to seal.
        passphrase: As the person types it; see :func:`tui.vault.passphrases.normal`.
        log_n: Work factor, 1 to 20, as a power of two. Only tests ask for less than 18.

    Raises:
        ValueError: If ``log_n`` is out of range.
    """
    if not 1 <= log_n <= MOST_LOG_N:
        raise ValueError(f"log_n must be 1 to {MOST_LOG_N}")
    file_key, salt, nonce = (
        secrets.token_bytes(16),
        secrets.token_bytes(16),
        secrets.token_bytes(16),
    )
    stanza = _cipher(_stretch(passphrase, salt, log_n)).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_b64(salt), log_n, _b64(stanza))
    return b"%b %b\n%b%b" % (
        header,
        _b64(_mac(file_key, header)),
        nonce,
        _stream(data, _hkdf(file_key, nonce, b"payload")),
    )


def unwrap(wrapped: bytes, passphrase: str) -> bytes:
    """What :func:`wrap` was given.

    Raises:
        NotAge: If it is no age file with one passphrase, or was changed.
        NotOpened: If the passphrase is not the one.
    """
    from cryptography.exceptions import InvalidTag

    found = _HEADER.match(wrapped)
    if found is None or int(found[3]) > MOST_LOG_N:
        raise NotAge
    salt, stanza, mac = (_unb64(found[i]) for i in (2, 4, 5))
    stretched = _stretch(passphrase, salt, int(found[3]))
    try:
        file_key = _cipher(stretched).decrypt(bytes(12), stanza, None)
    except InvalidTag:
        raise NotOpened from None
    rest = wrapped[found.end() :]
    if not hmac.compare_digest(mac, _mac(file_key, found[1])):
        raise NotAge
    try:
        return _unstream(rest[16:], _hkdf(file_key, rest[:16], b"payload"))
    except InvalidTag:
        raise NotAge from None


def _pyrage() -> Any:
    """pyrage, which comes without types, imported when it is first needed."""
    return import_module("pyrage")


def _stretch(passphrase: str, salt: bytes, log_n: int) -> bytes:
    """The key that the passphrase gives; leaves other threads running while it works."""
    return hashlib.scrypt(
        passphrase.encode(),
        salt=_LABEL + salt,
        n=1 << log_n,
        r=8,
        p=1,
        maxmem=128 * 8 * ((1 << log_n) + 64),
        dklen=32,
    )


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 to 32 bytes, which is one block (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")


def _stream(data: bytes, key: bytes) -> bytes:
    """The payload in chunks of 64 KiB, the last one marked."""
    cipher, last = _cipher(key), max(0, len(data) - 1) // _CHUNK
    return b"".join(
        cipher.encrypt(_nonce(n, n == last), data[n * _CHUNK : (n + 1) * _CHUNK], None)
        for n in range(last + 1)
    )


def _unstream(payload: bytes, key: bytes) -> bytes:
    """The plain bytes of a payload; a chunk changed, moved or missing raises InvalidTag."""
    cipher, size = _cipher(key), _CHUNK + _TAG
    last = max(0, len(payload) - 1) // size
    chunks = [
        cipher.decrypt(_nonce(n, n == last), payload[n * size : (n + 1) * size], None)
        for n in range(last + 1)
    ]
    if last and not chunks[-1]:
        raise NotAge
    return b"".join(chunks)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unb64(text: bytes) -> bytes:
    """The bytes of unpadded base64, which must be the one way of writing them."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _b64(data) != text:
        raise NotAge
    return data
