"""Documents that appointments and records need, on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import Moment, Paged, Reference

REQUIREMENT_LIMIT, DOCUMENT_LIMIT = 200, 50
ThingKind = Literal[
    "appointment",
    "contact",
    "staff",
    "estate",
    "agents_log",
    "task",
    "location",
    "service",
    "email",
    "project",
]
Type = Annotated[str, Meta(max_length=100, description='The type of the appointment or record; "" is every type.')]


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that is needed: a file that hangs there in this role."""

    role: Annotated[str, Meta(min_length=1, max_length=100)]
    title: Annotated[str, Meta(max_length=200)] = ""
    description: Annotated[str, Meta(max_length=2000)] = ""
    mandatory: bool = True


class Requirement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What things of a kind and type need."""

    kind: ThingKind = "appointment"
    type: Type = ""
    documents: Annotated[list[Document], Meta(max_length=DOCUMENT_LIMIT)]


class NewRequirements(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is to be asked for, in place of what was."""

    requirements: Annotated[list[Requirement], Meta(max_length=REQUIREMENT_LIMIT)]


class Requirements(Struct, frozen=True, kw_only=True):
    """All that is asked for, and who said so when; null where nobody has."""

    requirements: list[Requirement]
    modified_at: datetime | None
    modified_by: str


class RequiredDocument(Struct, frozen=True, kw_only=True):
    """A document that a thing needs, and the file in its role. `missing`: it is mandatory, and there is none."""

    role: str
    title: str
    description: str
    mandatory: bool
    missing: bool
    file: Reference | None


class RequiredDocuments(Struct, frozen=True, kw_only=True):
    """All that a thing needs. `complete`: no mandatory document is missing."""

    complete: bool
    items: list[RequiredDocument]


class Window(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which appointments to look at: those that touch this time, of at most 62 days. Without `until`, two weeks."""

    since: Moment | UnsetType = UNSET
    until: Moment | UnsetType = UNSET


class Incomplete(Struct, frozen=True, kw_only=True):
    """An appointment and the mandatory documents that it lacks; `starts_at` and `ends_at` are its first occurrence in
    the window.
    """

    appointment: Reference
    starts_at: datetime
    ends_at: datetime
    missing: list[Document]


class IncompletePage(Struct, frozen=True, kw_only=True):
    """A page of appointments that lack documents, by start."""

    items: list[Incomplete]
    next_cursor: str | None
    total: int | UnsetType = UNSET
