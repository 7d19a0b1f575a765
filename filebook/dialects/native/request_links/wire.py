"""Request links on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.link_wire import Instant, LinksQuery, Message, Password, Title
from filebook.dialects.native.wire import Id, Reference

State = Literal["open", "expired", "overdue", "full", "revoked"]
Role = Annotated[str, Meta(min_length=1, max_length=60)]
Bytes = Annotated[int, Meta(ge=1, le=2**62)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
MediaType = Annotated[str, Meta(min_length=1, max_length=255)]
MediaTypes = Annotated[list[MediaType], Meta(max_length=20)]


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that is asked for. `role`: the one in which it hangs on the appointment or record. `media_types`: such
    as `application/pdf`, or a group of them such as `image`; judged by what the bytes are.
    """

    role: Role
    title: Title = ""
    description: Message = ""
    mandatory: bool = True
    media_types: MediaTypes = []
    size_limit_bytes: Bytes | None = None


ExpectedList = Annotated[list[Expected], Meta(max_length=50)]


class RequestLink(Struct, frozen=True, kw_only=True):
    """An address by which people without a login send files. `into`: the folder, appointment or record that they go
    to; what the caller cannot know of has no label. `name`, `message` and `sender` are what visitors read. `state`:
    whether it takes files, as far as it is not `made_by` who may not file anything there any more.
    """

    id: str
    number: int
    kind: Literal["request_link"] = "request_link"
    into: Reference
    name: str
    message: str
    sender: str
    has_password: bool
    expected: list[Expected]
    media_types: list[str]
    size_limit_bytes: int | None
    file_count_limit: int | None
    total_limit_bytes: int | None
    file_count: int
    total_bytes: int
    due_at: datetime | None
    closes_when_due: bool
    expires_at: datetime | None
    state: State
    made_by: Reference | None
    created_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class RequestLinkWithAddress(RequestLink, frozen=True, kw_only=True):
    """The same with its secret address, which is told this once."""

    url: str


class NewRequestLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for. `into`: a folder, appointment or record. `expected` null: the documents that the appointment
    or record needs and has not got. `due_at` is shown; with `closes_when_due`, nothing is taken after it.
    """

    into: Id
    name: Title = ""
    message: Message = ""
    sender: Title = ""
    password: Password | None = None
    expected: ExpectedList | None = []
    media_types: MediaTypes = []
    size_limit_bytes: Bytes | None = None
    file_count_limit: Count | None = None
    total_limit_bytes: Bytes | None = None
    due_at: Instant | None = None
    closes_when_due: bool = False
    expires_at: Instant | None = None


class RequestLinkChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay, null takes a password, a limit or a date away. A new password
    shuts out whoever gave the old one.
    """

    name: Title | UnsetType = UNSET
    message: Message | UnsetType = UNSET
    sender: Title | UnsetType = UNSET
    password: Password | UnsetType | None = UNSET
    expected: ExpectedList | UnsetType = UNSET
    media_types: MediaTypes | UnsetType = UNSET
    size_limit_bytes: Bytes | UnsetType | None = UNSET
    file_count_limit: Count | UnsetType | None = UNSET
    total_limit_bytes: Bytes | UnsetType | None = UNSET
    due_at: Instant | UnsetType | None = UNSET
    closes_when_due: bool | UnsetType = UNSET
    expires_at: Instant | UnsetType | None = UNSET


class RequestLinksQuery(LinksQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `LinksQuery`. `into`: those whose files go to this thing itself."""

    into: Id | UnsetType = UNSET


class RequestLinkPage(Struct, frozen=True, kw_only=True):
    """A page of request links, newest first."""

    items: list[RequestLink]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Arrival(Struct, frozen=True, kw_only=True):
    """A file that arrived, by its name of then; it may be gone. `visitor`: equal for what one browser sent. `network`:
    the part of the address that names no single household.
    """

    at: datetime
    file: Reference
    size_bytes: int
    role: str
    visitor: str
    network: str


class ArrivalPage(Struct, frozen=True, kw_only=True):
    """A page of arrivals, newest first."""

    items: list[Arrival]
    next_cursor: str | None
