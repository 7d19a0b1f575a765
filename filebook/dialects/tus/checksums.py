"""Checksums that clients send beside their bytes.

Source: tus resumable upload protocol 1.0.0, "Checksum", tus.io, read 2026-11-22.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from functools import partial

from filebook.core.errors import Invalid
from filebook.dialects.tus import wire
from filebook.dialects.tus.translate import decoded
from filebook.serving.receive import Chunk, Consumer

ALGORITHMS: Mapping[str, Callable[[], "hashlib._Hash"]] = {
    name: partial(hashlib.new, name, usedforsecurity=False) for name in ("sha1", "sha256", "sha512", "md5")
}
"""Every algorithm that is understood, under its name on the wire."""


class Checksum:
    """What the bytes of one request shall add up to."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._hash = ALGORITHMS[algorithm]()
        self._expected = expected

    def beside(self, consume: Consumer) -> Consumer:
        """A consumer that reckons with what it passes on."""

        def reckon(data: Chunk) -> None:
            self._hash.update(data)
            consume(data)

        return reckon

    def holds(self) -> bool:
        """Whether what came is what was meant."""
        return hmac.compare_digest(self._hash.digest(), self._expected)


def checksum_of(text: str | None) -> Checksum | None:
    """What a header demands, if it is there. Raises: Invalid for an algorithm that is not known, or what is no sum."""
    if text is None:
        return None
    algorithm, _, value = text.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise Invalid(wire.CHECKSUM, "algorithm")
    return Checksum(algorithm, decoded(value.strip(), wire.CHECKSUM))
