"""Secrets sealed at rest with AES-256-GCM, under a key that is never in the database.

The cipher's library is loaded with the first secret: whoever has no signing secrets need not hold it in memory.
"""

import base64
import binascii
import secrets

from filebook.core.errors import Damaged

_NONCE_BYTES = 12


class AesVault:
    """Seals under one key of 32 random bytes; each sealing has a nonce of its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, secret: str) -> str:
        """The secret as URL-safe base64 of nonce, ciphertext and tag."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as said above

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + AESGCM(self._key).encrypt(nonce, secret.encode(), None)).decode("ascii")

    def open(self, sealed: str) -> str:
        """The secret again. Raises: Damaged("secret")."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as said above
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as said above

        try:
            raw = base64.urlsafe_b64decode(sealed)
            return AESGCM(self._key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except (binascii.Error, InvalidTag, ValueError):
            raise Damaged("secret") from None
