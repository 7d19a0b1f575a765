"""Keys of blobs: how one is made and what counts as one."""

import re
from uuid import uuid4

from filebook.core.errors import NotFound
from filebook.core.ports.blobs import BlobKey

_KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> BlobKey:
    """A fresh key of 122 random bits."""
    return BlobKey(uuid4().hex)


def is_key(text: str) -> bool:
    """Whether this is 32 lower-case hex digits and nothing else, so that it is safe in a path."""
    return _KEY.fullmatch(text) is not None


def require_key(key: BlobKey) -> None:
    """Refuse what cannot be a key before it gets near a path.

    Raises: NotFound.
    """
    if not is_key(key):
        raise NotFound("blob", key)
