"""What travels about services, which TimeTap calls reasons in its properties: its names, and what its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.timetap.wire import Flag, Id, Text


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


class ReasonDetails(ReasonObject, frozen=True, kw_only=True):
    """A service as shown by itself; what it has more than within an appointment is ours.

    Buffers are minutes that staff need before and after, `slotMinutes` how far apart offered times begin (null: as far
    as the service takes). Without a list of staff or locations everybody offers it, or it is offered everywhere.
    """

    bufferBeforeMinutes: int
    bufferAfterMinutes: int
    slotMinutes: int | None
    staffIdList: list[int] | None
    locationIdList: list[int] | None


class ReasonPage(Struct, frozen=True):
    """A page of a list, and how many there are in all."""

    count: int
    results: list[ReasonDetails]


class ReasonChange(Struct, frozen=True, kw_only=True):
    """Body of a creation or change. What is shown only is not even looked at."""

    businessId: Id = None
    reasonDesc: Text | UnsetType = UNSET
    internalName: Text | UnsetType = UNSET
    internalDisplayName: Text | UnsetType = UNSET
    visitMinutes: Id | UnsetType = UNSET
    reasonType: Text | UnsetType = UNSET
    active: Flag | UnsetType = UNSET
    bufferBeforeMinutes: Id | UnsetType = UNSET
    bufferAfterMinutes: Id | UnsetType = UNSET
    slotMinutes: Id | UnsetType = UNSET
    staffIdList: list[Id] | str | UnsetType | None = UNSET
    locationIdList: list[Id] | str | UnsetType | None = UNSET


class ReasonReference(Struct, frozen=True):
    """Which service."""

    reasonId: Id = None
