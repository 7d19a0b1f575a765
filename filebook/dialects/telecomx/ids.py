"""TelecomX ids: 24 hex digits, read in any case and written in lower case.

An `_id` is the beginning of the object's uid, a `fileId` that of the current version's.
Source: the project's TelecomX reference, 1, read 2026-11-21.
"""

import re

from filebook.core.errors import NotFound

_ID = re.compile(r"[0-9a-fA-F]{24}")


def short_from(text: str, what: str) -> str:
    """The first 24 hex digits of a uid, as the catalogue knows them.

    Raises: NotFound(what) for what is no id: nothing can have it.
    """
    if _ID.fullmatch(text) is None:
        raise NotFound(what, text)
    return text.lower()
