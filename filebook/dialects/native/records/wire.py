"""Records and relations on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from filebook.dialects.native.wire import Id, Paged, Reference, Sparse

RecordKind = Literal["contact", "staff", "estate", "agents_log", "task", "location", "service", "email", "project"]
RelationType = Literal[
    "concerns",
    "owner",
    "buyer",
    "renter",
    "tenant",
    "contact_person",
    "interested",
    "officer",
    "additional_officer",
    "offer",
    "unit",
]
Label = Annotated[str, Meta(min_length=1, max_length=255)]
Text = Annotated[str, Meta(max_length=200)]
Expression = Annotated[
    str,
    Meta(max_length=4000, description="`field:operator:value`, as in `fields.city:eq:Utrecht`; all given must hold."),
]


class Record(Struct, frozen=True, kw_only=True):
    """What files hang on and appointments are about. `active`: whether it is in use.

    `fields`: what is known of it. Words that every door knows have one spelling; what one door alone knows lies in an
    object under that door's name.
    """

    id: str
    number: int
    kind: RecordKind
    label: str
    active: bool
    fields: dict[str, object]
    created_at: datetime
    modified_at: datetime
    trashed_at: datetime | None


class RecordPage(Struct, frozen=True, kw_only=True):
    """A page of records."""

    items: list[Record]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class NewRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record to be made. Contacts and staff may do without a label where their fields tell names."""

    label: Label | UnsetType = UNSET
    active: bool = True
    fields: dict[str, object] = {}


class RecordChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay, those of `fields` too, and null takes one of these away.

    `trashed`: put it in the trash or take it out.
    """

    label: Label | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    fields: dict[str, object] | UnsetType = UNSET
    trashed: bool | UnsetType = UNSET


class RecordQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which records, and how sorted. `q`: text in the label, in any case. `where`: conditions on what they hold.

    `order`: `number`, `label`, `created_at`, `modified_at` or `fields.…`, downwards with `-` before it.
    """

    q: Text = ""
    where: list[Expression] = field(default_factory=list)
    order: Text = "number"
    active: bool | UnsetType = UNSET
    trashed: bool = False


class OneRecordQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of one record. `trashed`: show it from the trash too."""

    trashed: bool = False


class RecordAppointment(Struct, frozen=True, kw_only=True):
    """An appointment that a record has to do with. `starts` and `ends` are wall times of `zone`."""

    id: str
    number: int
    kind: Literal["appointment"] = "appointment"
    label: str
    starts: str
    ends: str
    zone: str
    status: str
    recurring: bool


class RecordAppointmentPage(Struct, frozen=True, kw_only=True):
    """A page of appointments by start."""

    items: list[RecordAppointment]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Relation(Struct, frozen=True, kw_only=True):
    """What one thing, the parent, has to do with another, the child."""

    type: RelationType
    parent: Reference
    child: Reference


class NewRelation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relation to be made; one that is there already stays as it is."""

    type: RelationType
    parent: Id
    child: Id


class RelationPage(Struct, frozen=True, kw_only=True):
    """A page of relations."""

    items: list[Relation]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class RelationQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Relations of one thing. `side`: where it is the parent, or the child; without it, both."""

    of: Id
    type: RelationType | UnsetType = UNSET
    side: Literal["parent", "child"] | UnsetType = UNSET


class RelationName(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One relation."""

    type: RelationType
    parent: Id
    child: Id
