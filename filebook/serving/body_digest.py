"""What a body holds, as a hash: the same for the same form, whatever line its client put between the parts."""

import hashlib

from python_multipart.multipart import parse_options_header


class BodyDigest:
    """Takes the SHA-256 of a body as it arrives."""

    def __init__(self, content_type: str) -> None:
        _, options = parse_options_header(content_type)
        self._line = options.get(b"boundary", b"")
        self._hash = hashlib.sha256()
        self._held = b""
        """What may be the beginning of a line between two parts."""

    def update(self, data: bytes) -> None:
        """More of it."""
        if not self._line:
            self._hash.update(data)
            return
        *parts, rest = (self._held + data).split(self._line)
        for part in parts:
            self._hash.update(part)
        kept = min(len(rest), len(self._line) - 1)
        self._hash.update(rest[: len(rest) - kept])
        self._held = rest[len(rest) - kept :]

    def hexdigest(self) -> str:
        """The hash of all that came so far."""
        whole = self._hash.copy()
        whole.update(self._held)
        return whole.hexdigest()
