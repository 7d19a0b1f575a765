"""Single values as TimeTap's clients write them: names, texts, booleans, media types, times.

Source: the project's TimeTap reference (sections 3.2 and 4.4), read 2026-11-21.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from filebook.core.access import Actor
from filebook.core.errors import Invalid, Missing
from filebook.core.names import checked_name, last_part
from filebook.dialects.timetap.wire import Flag, Text

OWN = "timetap"
"""Where things keep what TimeTap alone knows of them."""
API_USER_NAME = "api"
"""Who writes through TimeTap's API."""
_TEXT_LIMIT = 255
_LONG_TEXT_LIMIT = 100_000
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_UNSAFE_IN_KEY = re.compile(r"[^A-Za-z0-9._-]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def by_api(actor: Actor) -> Actor:
    """The caller, under the name that TimeTap gives to whoever writes through its API; the change log has the user."""
    return replace(actor, user_name=API_USER_NAME)


def cleaned_name(name: str, *, field: str) -> str:
    """An uploaded file's name: what follows the last slash or backslash, without control characters, in NFC.

    Raises: Invalid(field, "name").
    """
    return checked_name(last_part(name), field)


def safe_key_name(name: str) -> str:
    """A name as it stands in an s3Key."""
    return _UNSAFE_IN_KEY.sub("_", name)


def flag_of(value: Flag, *, field: str) -> bool | None:
    """A boolean, from JSON or a form field; None for null and the empty string.

    Raises: Invalid(field, "boolean").
    """
    text = "" if value is None else str(value).strip().lower()
    if not text:
        return None
    if text not in _FLAGS:
        raise Invalid(field, "boolean")
    return _FLAGS[text]


def required_text(value: str | None, *, field: str) -> str:
    """Raises: Missing(field) for null and for nothing but blanks."""
    if value is None or not value.strip():
        raise Missing(field)
    return value


def plain_text(text: str, *, field: str) -> str:
    """A short text of one line. Raises: Invalid(field, "text")."""
    if len(text) > _TEXT_LIMIT or any(_is_control(char) for char in text):
        raise Invalid(field, "text")
    return text


def text_in(value: Text, *, field: str) -> str:
    """A text as it was sent; "" for null. Raises: Invalid(field, "text") for NUL, and beyond 100,000 characters."""
    text = "" if value is None else str(value)
    if "\0" in text or len(text) > _LONG_TEXT_LIMIT:
        raise Invalid(field, "text")
    return text


def text_of(value: object) -> str:
    """What is kept as a text; "" for anything else."""
    return value if isinstance(value, str) else ""


def integer_of(value: object) -> int | None:
    """What is kept as a whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def milliseconds(moment: datetime) -> int:
    """An aware moment as milliseconds since 1970 in UTC, what is less cut off."""
    return (moment - _EPOCH) // _MILLISECOND


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc"
