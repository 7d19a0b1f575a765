"""How values stand in columns, the same on both engines: times, switches, words, JSON, references."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import TypeVar

import msgspec

from filebook.core.errors import Invalid
from filebook.core.ids import Number, Ref, Uid
from filebook.core.names import comparable

Word = TypeVar("Word", bound=Enum)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_OBJECT = msgspec.json.Decoder(dict[str, object])
_WORDS = msgspec.json.Decoder(dict[str, str])
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_ENCODER = msgspec.json.Encoder(order="deterministic")


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware time, exactly. Raises: TypeError for one without an offset."""
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=4096)
def from_micros(value: int) -> datetime:
    """The aware UTC time of so many microseconds since 1970. Remembered: a file and its version share instants."""
    return _EPOCH + timedelta(0, 0, value)


def micros_or_none(moment: datetime | None) -> int | None:
    """As `to_micros`; None stays None."""
    return None if moment is None else to_micros(moment)


def moment_or_none(value: int | None) -> datetime | None:
    """As `from_micros`; None stays None."""
    return None if value is None else from_micros(value)


def words(enum: type[Word]) -> dict[str, Word]:
    """An enum's members by the word that stands in the column."""
    return {member.value: member for member in enum}


def folded(name: str) -> str:
    """The form in which a name is compared without case."""
    return comparable(comparable(name).casefold())


def to_json(value: object) -> str:
    """Any value of ours as JSON text; equal values give equal text."""
    return _ENCODER.encode(value).decode()


def object_from_json(text: str) -> dict[str, object]:
    """A JSON object's members."""
    return {} if text == "{}" else _OBJECT.decode(text)


def words_from_json(text: str) -> dict[str, str]:
    """A JSON object whose members are all text."""
    return {} if text == "{}" else _WORDS.decode(text)


def texts_from_json(text: str) -> tuple[str, ...]:
    """A JSON array of texts."""
    return () if text == "[]" else _TEXTS.decode(text)


def object_to_json(members: Mapping[str, object]) -> str:
    """A JSON object, with the members in the order given. Raises: Invalid("fields") for lone surrogates."""
    try:
        return msgspec.json.encode(dict(members)).decode() if members else "{}"
    except UnicodeEncodeError:
        raise Invalid("fields", "characters") from None


def ref_or_none(number: Number | None, uid: Uid | None) -> Ref | None:
    """The two columns of a reference as one value."""
    return None if number is None or uid is None else Ref(number, uid)
