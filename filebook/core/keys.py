"""Keys that are to be issued: for which door, good for what, and until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filebook.core.access import EVERYTHING, Scope
from filebook.core.ids import Door

VERSION_2 = "hmac_v2"
"""The scope of an onOffice key that signs by version 2 alone."""
TOKEN_DOORS = (Door.NATIVE, Door.TUS, Door.DAV)
"""The doors that take a bearer token."""


class KeyForm(StrEnum):
    """What can be issued."""

    ONOFFICE = "onoffice"
    """A token and a secret that signs."""
    TIMETAP = "timetap"
    """An apiKey and a privateKey."""
    TOKEN = "token"
    """A bearer token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key to be issued. `scope` and `door` are a token's, `version_2_only` is an onOffice key's."""

    form: KeyForm
    label: str = ""
    scope: Scope = EVERYTHING
    door: Door | None = None
    version_2_only: bool = False
    expires_at: datetime | None = None
