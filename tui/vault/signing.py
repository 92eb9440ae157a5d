"""Signing what a case's writer writes: Ed25519, as RFC 8032 has it."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )


class Verifier:
    """The public half of a signing key.

    Attributes:
        public: The key's 32 bytes, base64.
    """

    def __init__(self, key: Ed25519PublicKey) -> None:
        """Take the key."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        self._verify = key.verify
        self.public = base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    @classmethod
    def of(cls, public: str) -> Verifier:
        """The key whose 32 bytes ``public`` is, base64.

        Raises:
            ValueError: If the text is no such key.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        return cls(Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True)))

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Whether ``signature`` is this key's, of ``message``."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Signer(Verifier):
    """A whole signing key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Use :meth:`new` or :meth:`of`."""
        super().__init__(key.public_key())
        self._key = key

    @classmethod
    def new(cls) -> Signer:
        """A new key, from the operating system's randomness."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, secret: str) -> Signer:
        """The key that :meth:`secret` gave.

        Raises:
            ValueError: If the text is no such key.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            return cls(Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)))
        except binascii.Error as error:
            raise ValueError from error

    def secret(self) -> str:
        """The key's 32 bytes, base64."""
        return base64.b64encode(self._key.private_bytes_raw()).decode()

    def sign(self, message: bytes) -> bytes:
        """The signature of ``message``, 64 bytes."""
        return self._key.sign(message)
