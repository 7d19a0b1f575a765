"""What the native door's paths say of things: the kind of a record."""

from filebook.core.errors import NotFound
from filebook.core.ids import RECORD_KINDS, Kind


def record_kind(word: str) -> Kind:
    """The kind of record that a word in a path means. Raises: NotFound("record")."""
    kind = next((kind for kind in RECORD_KINDS if kind.value == word), None)
    if kind is None:
        raise NotFound("record", word)
    return kind
