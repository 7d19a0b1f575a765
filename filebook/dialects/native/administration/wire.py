"""The business, users and keys on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from filebook.dialects.native.wire import Id, Reference

Role = Literal["none", "personal", "viewer", "editor", "owner", "reseller", "reseller_admin", "admin"]
Language = Literal["en", "de", "nl", "da"]
Profile = Literal["lenient", "strict"]
VendorDoor = Literal["onoffice", "timetap", "telecomx", "xelion"]
TokenDoor = Literal["native", "tus", "dav"]
Action = Literal["read", "write", "administer"]
CredentialKind = Literal["onoffice", "timetap", "token"]
KindWord = Annotated[str, Meta(max_length=50)]
Name = Annotated[str, Meta(min_length=1, max_length=255)]
PersonName = Annotated[str, Meta(max_length=255)]
Email = Annotated[str, Meta(min_length=3, max_length=254)]
Password = Annotated[str, Meta(max_length=1024)]
Label = Annotated[str, Meta(max_length=255)]
Instant = Annotated[datetime, Meta(tz=True)]
Word = Annotated[str, Meta(min_length=1, max_length=255)]
Colour = Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")]
WebAddress = Annotated[str, Meta(pattern="^https?://", max_length=2000)]


class Limits(Struct, frozen=True, kw_only=True):
    """What a business may use. `total_bytes` null: as much as there is room for."""

    file_size_bytes: int
    total_bytes: int | None
    open_upload_count: int


class LimitsChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits that are to be others; for the operator's own administrators."""

    file_size_bytes: Annotated[int, Meta(ge=1, le=2**62)] | UnsetType = UNSET
    total_bytes: Annotated[int, Meta(ge=0, le=2**62)] | UnsetType | None = UNSET
    open_upload_count: Annotated[int, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET


class Business(Struct, frozen=True, kw_only=True):
    """The caller's business. `tenant`: its name in addresses and at logins; `profiles`: how each door treats limits
    that its vendor documents. `settings` tells those that were set. `colour` and the rest are public: they stand on
    pages for people without a login; `logo_path` lies below the door.
    """

    id: str
    number: int
    name: str
    tenant: str
    zone: str
    language: str
    profiles: dict[VendorDoor, Profile]
    settings: dict[str, object]
    limits: Limits
    created_at: datetime | None
    colour: str | None
    imprint_url: str | None
    privacy_url: str | None
    logo_path: str | None


class BusinessChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay, within `profiles` and `settings` too. A setting that is null is
    as if it had not been set, and so are a colour and an address.
    """

    name: Name | UnsetType = UNSET
    zone: Word | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    profiles: dict[VendorDoor, Profile] | UnsetType = UNSET
    settings: dict[Word, bool | int | list[Word] | None] | UnsetType = UNSET
    limits: LimitsChange | UnsetType = UNSET
    colour: Colour | UnsetType | None = UNSET
    imprint_url: WebAddress | UnsetType | None = UNSET
    privacy_url: WebAddress | UnsetType | None = UNSET


class Usage(Struct, frozen=True, kw_only=True):
    """What a business uses. `file_count` leaves out those in the trash."""

    stored_bytes: int
    file_count: int
    trashed_file_count: int
    open_upload_count: int
    limits: Limits


class UserAccount(Struct, frozen=True, kw_only=True):
    """Somebody, or some program, that may log in. `staff`: the record that is this user. `language` null: that of the
    business.
    """

    id: str
    number: int
    kind: Literal["user"] = "user"
    user_name: str
    email: str | None
    first_name: str
    last_name: str
    role: Role
    enabled: bool
    staff: Reference
    language: Language | None
    created_at: datetime | None


class UserPage(Struct, frozen=True, kw_only=True):
    """A page of users by number."""

    items: list[UserAccount]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class NewUser(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user to be made, with a staff record and a calendar. It can log in once it has a password or a key."""

    user_name: Name
    role: Role
    email: Email | None = None
    first_name: PersonName = ""
    last_name: PersonName = ""


class OwnChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people may change of their own account; members left out stay. `language` null: that of the business."""

    first_name: PersonName | UnsetType = UNSET
    last_name: PersonName | UnsetType = UNSET
    language: Language | UnsetType | None = UNSET


class UserChange(OwnChange, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay. `enabled` false shuts the user out at every door."""

    user_name: Name | UnsetType = UNSET
    email: Email | UnsetType | None = UNSET
    role: Role | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class NewPassword(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A password of at least ten characters."""

    password: Password


class Scope(Struct, frozen=True, kw_only=True):
    """What a token is good for: these actions, these kinds of object (null: every kind), files and folders in this
    folder or below it (null: everywhere). Never more than its user may.
    """

    actions: list[Action]
    kinds: list[str] | None
    folder: str | None


class NewScope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a token is to be good for; what is left out is not narrowed."""

    actions: list[Action] = field(default_factory=lambda: ["read", "write", "administer"])
    kinds: list[KindWord] | None = None
    folder: Id | None = None


class Credential(Struct, frozen=True, kw_only=True):
    """A key of a user. `key`: what is no secret of it, onOffice's token or TimeTap's apiKey. `door` null: every door
    that takes its kind. `scope` null: everything that the user may.
    """

    id: str
    kind: str
    door: str | None
    label: str
    key: str | None
    version_2_only: bool
    user: Reference
    scope: Scope | None
    created_at: datetime | None
    expires_at: datetime | None
    last_used_at: datetime | None


class IssuedCredential(Credential, frozen=True, kw_only=True):
    """The same with its secret, which is told this once."""

    secret: str


class CredentialPage(Struct, frozen=True, kw_only=True):
    """A page of keys, oldest first."""

    items: list[Credential]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class NewToken(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token of one's own. `door` null: every door that takes tokens."""

    label: Label = ""
    scope: NewScope | None = None
    door: TokenDoor | None = None
    expires_at: Instant | None = None


class NewCredential(NewToken, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key for a user. `scope` and `door` are a token's; `version_2_only` refuses onOffice's older signatures."""

    kind: CredentialKind
    user: Id
    version_2_only: bool = False


class DoorShown(Struct, frozen=True, kw_only=True):
    """One door. `url`: where it begins; `client_url`: what a program that speaks its language is given as its address.

    `has_credentials`: whether anybody in the business has a key that fits.
    """

    door: str
    url: str
    client_url: str
    profile: Profile | None
    credential_kinds: list[str]
    has_credentials: bool


class DoorPage(Struct, frozen=True, kw_only=True):
    """Every door."""

    items: list[DoorShown]
    next_cursor: str | None


class VendorCall(Struct, frozen=True, kw_only=True):
    """A call of a vendor's API. `strict`: what the profile of that name changes; `known_from`: the vendor's
    documentation, public `clients`, or `us` alone; null where nobody has noted it.
    """

    subject: str
    call: str
    served: bool
    about: str
    strict: str
    known_from: Literal["vendor", "clients", "us"] | None


class Compatibility(Struct, frozen=True, kw_only=True):
    """What a door serves of its vendor's API, and what it does not."""

    items: list[VendorCall]
    next_cursor: None = None


class StoredKind(Struct, frozen=True, kw_only=True):
    """Files in use of one group of media types, such as `image`, and how much their current versions take."""

    media_type: str
    file_count: int
    size_bytes: int


class Storage(Struct, frozen=True, kw_only=True):
    """What takes space: files in use by kind, the largest first; their former versions; what lies in the trash."""

    kinds: list[StoredKind]
    former_version_count: int
    former_version_bytes: int
    trashed_file_count: int
    trashed_bytes: int


class HealthCheck(Struct, frozen=True, kw_only=True):
    """One thing that was looked at. `advice`: what to do; "" where nothing is to be done."""

    check: Literal["rows", "bytes", "private_folder", "room", "quota", "webhooks"]
    state: Literal["ok", "warning", "failing"]
    advice: str


class Health(Struct, frozen=True, kw_only=True):
    """How the installation is: `status` is the worst state of all checks. `swept_at`: when this process last finished a
    round of housekeeping; null where another one keeps house, or none did so far.
    """

    status: Literal["ok", "warning", "failing"]
    version: str
    checks: list[HealthCheck]
    swept_at: datetime | None
    at: datetime
