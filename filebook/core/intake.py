"""Request link: a secret address by which people without a login send files into one place, without seeing it.

An intake is a promise of its maker's: what arrives is filed by the rights that the maker has at that moment.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filebook.core.access import EVERYTHING, Scope
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid

EXPECTED_LIMIT = 50
TYPE_LIMIT = 20
"""So many media types one document, or a whole request, may be limited to."""


class IntakeState(StrEnum):
    """Whether a request takes files, and if not, why."""

    OPEN = "open"
    EXPIRED = "expired"
    OVERDUE = "overdue"
    """Its date has passed, and it closes by it."""
    FULL = "full"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Expected:
    """A document that is asked for. `role` is the one in which it is filed, unique in its request; `title` "": the role
    itself. `media_types`: such as `application/pdf` or `image`; () for all that the request takes.
    """

    role: str
    title: str = ""
    description: str = ""
    mandatory: bool = True
    media_types: tuple[str, ...] = ()
    size_limit_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One secret address. Of its token only the SHA-256 is kept, of its password only a slow hash; "" for none.

    `kind` and `into`: the folder, appointment or record that files go to. `maker` and `scope` are a user of the
    business, and what the token was good for that the request was made with. `name`, `message` and `sender` are what
    visitors read.
    """

    business: BusinessNumber
    number: Number
    uid: Uid
    token_sha256: str
    kind: Kind
    into: Ref
    maker: Number
    scope: Scope = EVERYTHING
    name: str = ""
    message: str = ""
    sender: str = ""
    password_hash: str = ""
    expected: tuple[Expected, ...] = ()
    media_types: tuple[str, ...] = ()
    size_limit_bytes: int | None = None
    """Of each file."""
    file_count_limit: int | None = None
    total_limit_bytes: int | None = None
    due_at: datetime | None = None
    closes_when_due: bool = False
    expires_at: datetime | None = None
    file_count: int = 0
    total_bytes: int = 0
    created_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def state(self, now: datetime) -> IntakeState:
        """How it stands, so far as it is not its maker who stands in its way."""
        if self.revoked_at is not None:
            return IntakeState.REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return IntakeState.EXPIRED
        if self.closes_when_due and self.due_at is not None and self.due_at <= now:
            return IntakeState.OVERDUE
        return IntakeState.FULL if self.is_full else IntakeState.OPEN

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken."""
        return (self.file_count_limit is not None and self.file_count >= self.file_count_limit) or (
            self.total_limit_bytes is not None and self.total_bytes >= self.total_limit_bytes
        )

    def expected_as(self, role: str) -> Expected | None:
        """The document that goes by this role."""
        return next((document for document in self.expected if document.role == role), None)

    def most_bytes(self, role: str = "") -> int | None:
        """How large the next file may be, as one of the expected documents or as any other; None: as large as any."""
        document = self.expected_as(role)
        left = None if self.total_limit_bytes is None else max(0, self.total_limit_bytes - self.total_bytes)
        limits = (left, self.size_limit_bytes, None if document is None else document.size_limit_bytes)
        return min((limit for limit in limits if limit is not None), default=None)

    def takes(self, detected_type: str, role: str = "") -> bool:
        """Whether a file of this type may be sent, as one of the expected documents or as any other."""
        document = self.expected_as(role)
        wanted = document.media_types if document is not None and document.media_types else self.media_types
        return not wanted or any(detected_type == one or detected_type.startswith(f"{one}/") for one in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file that came. `visitor` tells one visitor from another without telling who it is; `address` is shortened.
    `position` counts the arrivals of one request.
    """

    at: datetime
    visitor: str
    address: str
    file: Ref
    file_name: str
    size_bytes: int
    role: str = ""
    position: int = 0


def checked(intake: Intake) -> Intake:
    """Raises: Invalid("expected" | "media_types" | "size_limit_bytes" | "file_count_limit" | "total_limit_bytes")."""
    roles = [document.role for document in intake.expected]
    if len(roles) > EXPECTED_LIMIT or not all(roles):
        raise Invalid("expected", "length")
    if len(set(roles)) < len(roles):
        raise Invalid("expected", "twice")
    for types in (intake.media_types, *(document.media_types for document in intake.expected)):
        if len(types) > TYPE_LIMIT or not all(types):
            raise Invalid("media_types", "length")
    for name in ("size_limit_bytes", "file_count_limit", "total_limit_bytes"):
        limit = getattr(intake, name)
        if limit is not None and limit < 1:
            raise Invalid(name, "range")
    return intake
