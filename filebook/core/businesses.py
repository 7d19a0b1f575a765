"""Business, User, Credential, Session: who owns things and who may speak for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from filebook.core.access import Role
from filebook.core.appearance import Appearance
from filebook.core.ids import BusinessNumber, Door, Number, Ref, Uid
from filebook.core.retention import TRASH_DAYS, VERSION_DAYS, VERSIONS_KEPT

DEFAULT_FILE_LIMIT_BYTES = 5 * 1024**3
MAIN_TENANT = "master"
"""What the first business of an installation is called on the wire."""
LANGUAGES = ("en", "de", "nl", "da")
"""What people can be spoken to in."""
VENDORS = (Door.ONOFFICE, Door.TIMETAP, Door.TELECOMX, Door.XELION)
"""The doors that have a profile."""
SESSION_NAME_LENGTH = 32
"""Hex digits of the hash of a session's token by which people know the session."""


class Profile(StrEnum):
    """How a dialect treats documented limits: serve every real client, or reproduce them to the letter."""

    LENIENT = "lenient"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one business may use."""

    file_size_bytes: int = DEFAULT_FILE_LIMIT_BYTES
    total_bytes: int | None = None
    open_upload_count: int = 10_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What one business uses of what it may."""

    stored_bytes: int
    file_count: int
    trashed_file_count: int
    open_upload_count: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Versions of files that are of one sort. `media_type` is what their bytes look like.

    `is_trashed`: their file lies in the trash. `is_current`: they are not former versions.
    """

    media_type: str
    is_trashed: bool
    is_current: bool
    version_count: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Business:
    """A tenant. `tenant` is its name on the wire; `zone` an IANA name; `profiles` per door."""

    number: BusinessNumber
    uid: Uid
    name: str
    tenant: str
    zone: str
    language: str = "en"
    parent: BusinessNumber | None = None
    profiles: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    settings: Mapping[str, object] = field(default_factory=dict)
    created_at: datetime | None = None
    revision: int = 0
    """Grows with every change of the business itself."""
    appearance: Appearance = field(default_factory=Appearance)

    def profile(self, door: Door) -> Profile:
        """The business's profile at one door; lenient unless set."""
        return Profile(self.profiles.get(door.value, Profile.LENIENT.value))

    def setting(self, name: str, *, default: object) -> object:
        """A business setting, or its default."""
        return self.settings.get(name, default)


PUBLISH_NEW_PICTURES = "publish_new_pictures"
DOCUMENT_ATTRIBUTES = "document_attributes"
VIEWERS_MAY_EDIT = "viewers_may_edit"
DELETE_FULL_FOLDERS = "delete_full_folders"
SHARE_LINKS = "share_links"
SETTINGS: Mapping[str, tuple[type, str]] = {
    PUBLISH_NEW_PICTURES: (bool, "new pictures of estates are shown to the public if the program asks for its default"),
    DOCUMENT_ATTRIBUTES: (list, "the document attributes that files of estates may have; without a list, any"),
    VIEWERS_MAY_EDIT: (
        bool,
        "viewers may write, as TelecomX documents it; without it, only where the profile is strict",
    ),
    DELETE_FULL_FOLDERS: (
        bool,
        "TimeTap's DELETE of a folder removes for good all that is in it; without it, only an empty folder goes",
    ),
    SHARE_LINKS: (bool, "files may be shared with people without a login; off, no share works; without it, on"),
    TRASH_DAYS: (int, "days after which what lies in the trash is removed for good; 0: never"),
    VERSIONS_KEPT: (int, "how many versions of a file are kept, the current one among them; 0: any number"),
    VERSION_DAYS: (int, "days for which a version is kept after another took its place; 0: for ever"),
}
"""What can be set for a business: its type, and what it means."""


def viewers_may_edit(profiles: Mapping[str, str], settings: Mapping[str, object], *, door: Door) -> bool:
    """Whether a business lets its viewers write at a door: its setting, else whether its profile there is strict."""
    strict = profiles.get(door.value) == Profile.STRICT.value
    return bool(settings.get(VIEWERS_MAY_EDIT, strict))


@dataclass(frozen=True, slots=True)
class User:
    """A person or program that may log in; `staff` is the staff record that is this user."""

    business: BusinessNumber
    number: Number
    uid: Uid
    user_name: str
    email: str | None
    first_name: str
    last_name: str
    role: Role
    staff: Ref
    enabled: bool = True
    created_at: datetime | None = None
    language: str = ""
    """What this user wants to be spoken to in; "": as the business."""

    @property
    def full_name(self) -> str:
        """First and last name, or the user name of someone without either."""
        return f"{self.first_name} {self.last_name}".strip() or self.user_name


class CredentialKind(StrEnum):
    """What is shown to prove who one is, and how it is kept."""

    SIGNING_SECRET = "signing_secret"
    """onOffice token and secret; the secret signs, so it is kept sealed."""
    SIGNED_KEY = "signed_key"
    """TimeTap key; the constant signature is kept as SHA-256."""
    PASSWORD = "password"
    """A password, kept as argon2id."""
    BEARER = "bearer"
    """A random token, kept as SHA-256."""
    APP_PASSWORD = "app_password"
    """A random password for one program, kept as SHA-256."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One key of one user. `door` None: every door that takes this kind. `secret` is sealed or hashed."""

    uid: Uid
    business: BusinessNumber
    user: Number
    kind: CredentialKind
    door: Door | None
    key: str
    """The public half: onOffice token, apiKey, or the SHA-256 by which a random token is found."""
    secret: str
    label: str = ""
    scope: str = ""
    created_at: datetime | None = None
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A logged-in stretch of time. Only hashes of its tokens are kept."""

    token_sha256: str
    business: BusinessNumber
    user: Number
    door: Door
    label: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    sliding_seconds: int | None = None
    """Each use moves the expiry to this many seconds ahead; None: fixed."""
    renewal_sha256: str | None = None
    address: str = ""
    latest_at: datetime | None = None
    """No use moves the expiry beyond this moment; None: without end."""
    confirmed_until: datetime | None = None
    """Until then the password is not asked for again, as it otherwise is for sensitive changes."""

    @property
    def name(self) -> str:
        """By which people's lists tell sessions apart; it opens nothing."""
        return self.token_sha256[:SESSION_NAME_LENGTH]
