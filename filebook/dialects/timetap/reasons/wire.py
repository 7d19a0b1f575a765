"""What travels about services, which TimeTap calls reasons in its properties: its names, and what its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import Struct

from filebook.dialects.timetap.wire import Id


class ReasonObject(Struct, frozen=True, kw_only=True):
    """A service as shown within an appointment."""

    reasonId: int | None
    businessId: int
    reasonDesc: str
    internalName: str
    internalDisplayName: str
    visitMinutes: int | None
    reasonType: str
    active: bool


class ReasonReference(Struct, frozen=True):
    """Which service."""

    reasonId: Id = None
