"""How a thing is named: its number in the business, its uid in the world, and its alias in a vendor's."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Number = NewType("Number", int)
"""1 … 2³¹−1; unique in its business over all kinds of object, never reused."""

BusinessNumber = NewType("BusinessNumber", int)
"""A business's own number; unique in the installation."""

Uid = NewType("Uid", str)
"""A UUIDv4 in dashed lower-case form; unique in the installation."""

NUMBER_LIMIT = 2**31 - 1
"""The largest number: vendors' clients keep ids in signed 32-bit integers."""

SHORT_UID_LENGTH = 24
"""Hex digits of a uid that name the object where a vendor's ids have room for no more."""


class Kind(StrEnum):
    """What a number stands for."""

    USER = "user"
    CALENDAR = "calendar"
    FOLDER = "folder"
    FILE = "file"
    APPOINTMENT = "appointment"
    OCCURRENCE = "occurrence"
    CONTACT = "contact"
    STAFF = "staff"
    ESTATE = "estate"
    AGENTS_LOG = "agents_log"
    TASK = "task"
    LOCATION = "location"
    SERVICE = "service"
    EMAIL = "email"
    PROJECT = "project"
    WEBHOOK = "webhook"
    DOCUMENT_REQUIREMENTS = "document_requirements"
    SHARE = "share"
    REQUEST_LINK = "request_link"


RECORD_KINDS = frozenset(
    {
        Kind.CONTACT,
        Kind.STAFF,
        Kind.ESTATE,
        Kind.AGENTS_LOG,
        Kind.TASK,
        Kind.LOCATION,
        Kind.SERVICE,
        Kind.EMAIL,
        Kind.PROJECT,
    }
)


class Door(StrEnum):
    """A language, as it stands in credentials, changes and logs."""

    ONOFFICE = "onoffice"
    TIMETAP = "timetap"
    TELECOMX = "telecomx"
    XELION = "xelion"
    NATIVE = "native"
    TUS = "tus"
    DAV = "dav"
    WEB = "web"
    COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class Ref:
    """Both names of one object: its number in the business and its uid."""

    number: Number
    uid: Uid


@dataclass(frozen=True, slots=True)
class Alias:
    """A foreign id that an imported object keeps answering to at one door."""

    business: BusinessNumber
    door: Door
    foreign_id: str
    number: Number


def new_uid() -> Uid:
    """A fresh random uid."""
    return Uid(str(uuid.uuid4()))


def hex_of(uid: Uid) -> str:
    """The uid's 32 lower-case hex digits."""
    return uid.replace("-", "")


def short_of(uid: Uid) -> str:
    """The first 24 hex digits of a uid: 90 random bits (4 of the 96 are the UUID version, 2 its variant)."""
    return hex_of(uid)[:SHORT_UID_LENGTH]
