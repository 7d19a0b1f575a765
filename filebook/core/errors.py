"""Everything that can go wrong, in business words; doors give each its own wire form.

::

    FilebookError
    ├── NotFound(what, key)            absent, or not to be known by this actor
    ├── AccessDenied(action)           inside reach, but not allowed
    ├── Unauthenticated(reason)        no, unknown or expired credential
    ├── Throttled(retry_after_seconds) too many attempts
    ├── Invalid(field, reason)         the input cannot be meant
    ├── Missing(field)                 the input lacks something needed
    ├── Conflict(what)                 a rule between objects forbids it
    ├── AlreadyUsed(what)              a thing usable once was used before
    ├── Expired(what)                  it was valid once
    ├── TooLarge(limit_bytes)          more than the limit allows
    ├── Unsupported(what, reason)      known, but not offered
    ├── Unavailable(retry_after_seconds)  a store cannot be reached or written just now
    ├── NoSpace()                      the disk or the quota is full
    └── Damaged(what)                  stored bytes no longer match their checksum

They carry fields, never a status code, a vendor's number or a sentence for end users.
"""

from dataclasses import dataclass


class FilebookError(Exception):
    """Parent of every expected failure."""


@dataclass(eq=False)
class NotFound(FilebookError):
    """Absent, or outside what the actor may know about."""

    what: str
    key: object = None


@dataclass(eq=False)
class AccessDenied(FilebookError):
    """Inside the actor's reach, but not allowed to this actor."""

    action: str


@dataclass(eq=False)
class Unauthenticated(FilebookError):
    """No, unknown, revoked or expired credential; `reason` is a short word for the door."""

    reason: str = "unknown"


@dataclass(eq=False)
class Throttled(FilebookError):
    """Too many failed attempts from this account or address."""

    retry_after_seconds: int


@dataclass(eq=False)
class Invalid(FilebookError):
    """A value that cannot be meant; `field` is the path in the input, `reason` a short word."""

    field: str
    reason: str = "invalid"


@dataclass(eq=False)
class Missing(FilebookError):
    """A needed value is absent from the input."""

    field: str


@dataclass(eq=False)
class Conflict(FilebookError):
    """A rule between objects forbids it, such as a folder that is not empty."""

    what: str


@dataclass(eq=False)
class AlreadyUsed(FilebookError):
    """A thing that works once was used before."""

    what: str


@dataclass(eq=False)
class Expired(FilebookError):
    """It was valid once."""

    what: str


@dataclass(eq=False)
class TooLarge(FilebookError):
    """More than the limit allows."""

    limit_bytes: int


@dataclass(eq=False)
class Unsupported(FilebookError):
    """Known, but not offered here; `reason` is a short word where there are several."""

    what: str
    reason: str = ""


@dataclass(eq=False)
class Unavailable(FilebookError):
    """A store cannot be reached or written just now; the old state stands."""

    retry_after_seconds: int = 5


@dataclass(eq=False)
class NoSpace(FilebookError):
    """The disk or the business's quota is full; nothing was stored."""


@dataclass(eq=False)
class Damaged(FilebookError):
    """Stored bytes no longer match the checksum taken when they arrived."""

    what: str
