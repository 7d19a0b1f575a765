"""Tags: a few words on a file or folder by which it is found again."""

import unicodedata
from collections.abc import Sequence

from filebook.core.errors import Invalid
from filebook.core.names import comparable

TAGS_LIMIT = 30
"""So many one thing may have."""
TAG_LIMIT = 60
"""Characters of one."""


def checked_tags(tags: Sequence[str], *, field: str = "tags") -> tuple[str, ...]:
    """The tags in NFC, without spaces around them, each once in whatever case it came first.

    Raises: Invalid(field): "count" for too many; "length", or "characters" for a comma or a control character.
    """
    found: dict[str, str] = {}
    for said in tags:
        tag = comparable(" ".join(said.split()))
        if not 1 <= len(tag) <= TAG_LIMIT:
            raise Invalid(field, "length")
        if "," in tag or any(unicodedata.category(char) in {"Cc", "Cs"} for char in tag):
            raise Invalid(field, "characters")
        found.setdefault(folded_tag(tag), tag)
    if len(found) > TAGS_LIMIT:
        raise Invalid(field, "count")
    return tuple(found.values())


def folded_tag(tag: str) -> str:
    """The form in which tags are compared: case does not matter."""
    return comparable(comparable(tag).casefold())
