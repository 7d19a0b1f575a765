"""Secrets sealed at rest with AES-256-GCM, under a key that is never in the database."""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from filebook.core.errors import Damaged

_NONCE_BYTES = 12


class AesVault:
    """Seals under one key of 32 random bytes; each sealing has a nonce of its own."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, secret: str) -> str:
        """The secret as URL-safe base64 of nonce, ciphertext and tag."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), None)).decode("ascii")

    def open(self, sealed: str) -> str:
        """The secret again. Raises: Damaged("secret")."""
        try:
            raw = base64.urlsafe_b64decode(sealed)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except (binascii.Error, InvalidTag, ValueError):
            raise Damaged("secret") from None
