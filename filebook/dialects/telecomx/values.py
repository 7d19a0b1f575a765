"""Single values as TelecomX writes them: flags, times, texts, access levels.

Source: the project's TelecomX reference, 1, 3 and 4, read 2026-11-21.
"""

from datetime import datetime

from filebook.core.access import Role
from filebook.core.errors import Invalid
from filebook.dialects.telecomx.wire import Flag

OWN = "telecomx"
"""Where things keep what TelecomX alone knows of them."""
SESSION_MINUTES = 15
TEXT_LIMIT = 100_000
"""Characters of a free text."""

ACCESS_LEVELS = {
    Role.NONE: "NO_LOGIN",
    Role.PERSONAL: "PERSONAL",
    Role.VIEWER: "VIEWER",
    Role.EDITOR: "MANAGER",
    Role.OWNER: "OWNER",
    Role.RESELLER: "RESELLER",
    Role.RESELLER_ADMIN: "RESELLER_ADMIN",
    Role.ADMIN: "ADMIN",
}
"""What an employee may do."""

_TRUE = {"1", "true"}


def is_set(flag: Flag | None) -> bool:
    """Whether a boolean in any of its spellings is true."""
    return str(flag).strip().lower() in _TRUE


def date_text(moment: datetime) -> str:
    """An ISODate: UTC with just three decimals."""
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def plain_text(text: str, *, field: str) -> str:
    """A text as it was sent. Raises: Invalid(field, "text") for NUL, and beyond `TEXT_LIMIT`."""
    if "\0" in text or len(text) > TEXT_LIMIT:
        raise Invalid(field, "text")
    return text
