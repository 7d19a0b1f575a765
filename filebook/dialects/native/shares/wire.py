"""Shares on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.link_wire import Instant, LinksQuery, Message, Password, Title
from filebook.dialects.native.wire import Id, Reference

State = Literal["works", "expired", "used_up", "revoked"]
Downloads = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Items = Annotated[list[Id], Meta(min_length=1, max_length=100)]


class Share(Struct, frozen=True, kw_only=True):
    """Things shown to people without a login. `name`, `message` and `sender` are what they read. Of `items` some may be
    gone: what the caller cannot know of has no label.

    `download_count`: so many were begun; `download_count_limit`: so many may be, null for any number. `state`: whether
    it works, as far as it is not `made_by` who may not share the things any more.
    """

    id: str
    number: int
    kind: Literal["share"] = "share"
    items: list[Reference]
    name: str
    message: str
    sender: str
    has_password: bool
    expires_at: datetime | None
    download_count_limit: int | None
    download_count: int
    state: State
    made_by: Reference | None
    created_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class ShareWithAddress(Share, frozen=True, kw_only=True):
    """The same with its secret address, which is told this once."""

    url: str


class NewShare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be shared: files and folders, each folder with all that lies in it at any time, or one appointment
    with the files that hang on it. `name`: the page's title, without one the name of the only file or folder. `sender`:
    whom it comes from, without one the business.
    """

    items: Items
    name: Title | UnsetType = UNSET
    message: Message = ""
    sender: Title = ""
    password: Password | None = None
    expires_at: Instant | None = None
    download_count_limit: Downloads | None = None


class ShareChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay, null takes a password, an end or a limit away. A new password
    shuts out whoever gave the old one.
    """

    name: Title | UnsetType = UNSET
    message: Message | UnsetType = UNSET
    sender: Title | UnsetType = UNSET
    password: Password | UnsetType | None = UNSET
    expires_at: Instant | UnsetType | None = UNSET
    download_count_limit: Downloads | UnsetType | None = UNSET


class SharesQuery(LinksQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `LinksQuery`. `item`: those that name this thing itself."""

    item: Id | UnsetType = UNSET


class SharePage(Struct, frozen=True, kw_only=True):
    """A page of shares, newest first."""

    items: list[Share]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class UsedFile(Struct, frozen=True, kw_only=True):
    """The file that was fetched, by its name of then; it may be gone."""

    id: str
    number: int
    kind: Literal["file"] = "file"
    label: str
    version: int


class Use(Struct, frozen=True, kw_only=True):
    """What a visitor did: `seen` the page, begun to download a `file`, or everything as an `archive`.

    `visitor`: equal for the same network address and program. `network` and `program` are shortened: of an address the
    part that names no single household, of a program its name.
    """

    at: datetime
    what: Literal["seen", "file", "archive"]
    file: UsedFile | None
    visitor: str
    network: str
    program: str


class UsePage(Struct, frozen=True, kw_only=True):
    """A page of a log, newest first."""

    items: list[Use]
    next_cursor: str | None
