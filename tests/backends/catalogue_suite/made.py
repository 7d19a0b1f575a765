"""Rows for the catalogue's tests: each is stored, and returned as it was given to the catalogue."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from filebook.core.access import Action, Role, Scope, Sight, Visibility
from filebook.core.appointments import Appointment, Calendar, Span
from filebook.core.businesses import Business, Credential, CredentialKind, Session, User
from filebook.core.changes import Change, Verb
from filebook.core.files import (
    Attachment,
    Content,
    File,
    FileKind,
    Folder,
    Upload,
    Uploader,
    UploadId,
    UploadState,
    Version,
)
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid, new_uid
from filebook.core.ports.blobs import BlobKey, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.scopes import scope_text

NOW = datetime(2026, 3, 1, 9, 30, 15, 123457, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANNA = Number(900)
"""The user whose files are made here unless a test says otherwise."""
BERT = Number(901)


class BusinessChanges(TypedDict, total=False):
    """What a test may want otherwise."""

    number: BusinessNumber
    tenant: str
    parent: BusinessNumber | None
    profiles: dict[str, str]
    settings: dict[str, object]


class UserChanges(TypedDict, total=False):
    """What a test may want otherwise."""

    email: str | None
    role: Role
    enabled: bool


class FileChanges(TypedDict, total=False):
    """What a test may want otherwise."""

    visibility: Visibility
    uploader: Uploader
    created_at: datetime
    folder: Ref | None
    category: str
    document_attribute: str
    trashed_at: datetime | None
    kind: FileKind
    version: Version | None


class FolderChanges(TypedDict, total=False):
    """What a test may want otherwise."""

    visibility: Visibility
    uploader: Uploader
    created_at: datetime
    parent: Ref | None
    trashed_at: datetime | None


def a_business(catalogue: Catalogue, **changes: Unpack[BusinessChanges]) -> Business:
    """A business; its tenant name is made from its number."""

    def unit(tables: Tables) -> Business:
        number = tables.businesses.next_number()
        plain = Business(number, new_uid(), "Harbour & Sons", f"tenant{number}", "Europe/Copenhagen", created_at=NOW)
        business = replace(plain, **changes)
        tables.businesses.add(business)
        return business

    return catalogue.write(unit)


def a_user(catalogue: Catalogue, business: Business, user_name: str = "anna", **changes: Unpack[UserChanges]) -> User:
    """A user with a staff record, without an e-mail."""
    staff = a_record(catalogue, business, kind=Kind.STAFF)

    def unit(tables: Tables) -> User:
        named = tables.numbers.allocate(business.number, Kind.USER)
        plain = User(
            business=business.number,
            number=named.number,
            uid=named.uid,
            user_name=user_name,
            email=None,
            first_name="Anna",
            last_name="Ærø",
            role=Role.EDITOR,
            staff=Ref(staff.number, staff.uid),
            created_at=NOW,
        )
        user = replace(plain, **changes)
        tables.users.add(user)
        return user

    return catalogue.write(unit)


READ_ONLY = Scope(frozenset({Action.READ}))


def a_credential(catalogue: Catalogue, user: User, *, key: str = "token", door: Door | None = None) -> Credential:
    """A credential that never expires."""
    credential = Credential(
        uid=new_uid(),
        business=user.business,
        user=user.number,
        kind=CredentialKind.BEARER,
        door=door,
        key=key,
        secret="sealed",
        label="laptop",
        scope=scope_text(READ_ONLY),
        created_at=NOW,
    )
    catalogue.write(lambda tables: tables.credentials.add(credential))
    return credential


def a_session(
    catalogue: Catalogue,
    user: User,
    token: str,
    *,
    door: Door = Door.XELION,
    label: str = "desk",
    renewal: str | None = None,
    expires_at: datetime = NOW + 60 * MINUTE,
) -> Session:
    """A session opened just now; the token's hash is `sha256(token)`."""
    session = Session(
        token_sha256=sha256(token),
        business=user.business,
        user=user.number,
        door=door,
        label=label,
        created_at=NOW,
        last_used_at=NOW,
        expires_at=expires_at,
        sliding_seconds=3600,
        renewal_sha256=sha256(renewal) if renewal else None,
        address="192.0.2.7",
    )
    catalogue.write(lambda tables: tables.sessions.add(session))
    return session


def a_record(
    catalogue: Catalogue, business: Business, *, kind: Kind = Kind.CONTACT, trashed_at: datetime | None = None
) -> Record:
    """A record with a few fields."""

    def unit(tables: Tables) -> Record:
        ref = tables.numbers.allocate(business.number, kind)
        fields = {"first_name": "Åse", "rooms": 3, "price": 1.5, "tags": ["a", "b"], "zip": None}
        record = Record(business.number, ref.number, ref.uid, kind, "Åse Ærø", NOW, NOW, fields, trashed_at)
        tables.records.add(record)
        return record

    return catalogue.write(unit)


def a_folder(catalogue: Catalogue, business: Business, name: str = "Plans", **changes: Unpack[FolderChanges]) -> Folder:
    """A folder at top level, seen by everybody in the business."""

    def unit(tables: Tables) -> Folder:
        ref = tables.numbers.allocate(business.number, Kind.FOLDER)
        plain = Folder(
            business=business.number,
            number=ref.number,
            uid=ref.uid,
            name=name,
            parent=None,
            visibility=Visibility.CUSTOMER,
            uploader=an_uploader(business),
            created_at=NOW,
            modified_at=NOW,
            modified_by="anna",
            fields={"colour": "green"},
        )
        folder = replace(plain, **changes)
        tables.folders.add(folder)
        return folder

    return catalogue.write(unit)


def a_file(catalogue: Catalogue, business: Business, name: str = "plan.pdf", **changes: Unpack[FileChanges]) -> File:
    """A file of two segments at top level, seen by everybody in the business."""

    def unit(tables: Tables) -> File:
        ref = tables.numbers.allocate(business.number, Kind.FILE)
        plain = File(
            business=business.number,
            business_uid=business.uid,
            number=ref.number,
            uid=ref.uid,
            name=name,
            kind=FileKind.UPLOAD,
            visibility=Visibility.CUSTOMER,
            uploader=an_uploader(business),
            created_at=NOW,
            modified_at=NOW + MINUTE,
            version=a_version(),
            title="Ground floor",
            free_text="As built – 1:100",
            category="Grundriss",
            document_attribute="energy",
            published=True,
            modified_by="anna",
            fields={"vendor": {"id": 7}},
        )
        file = replace(plain, **changes)
        tables.files.add(file)
        return file

    return catalogue.write(unit)


def a_version(number: int = 1) -> Version:
    """A version with a content of its own."""
    segments = (a_segment(3), a_segment(4))
    content = Content(segments, 7, sha256(segments[0].key), "image/png", "image/x-png", (640, 480))
    return Version(number, new_uid(), content, NOW)


def a_segment(size_bytes: int = 4) -> Segment:
    """A blob that nobody stored."""
    key = new_uid().replace("-", "")
    return Segment(BlobKey(key), size_bytes, sha256(key))


def an_upload(
    catalogue: Catalogue, business: Business, *, user: Number = ANNA, expires_at: datetime = NOW + 60 * MINUTE
) -> Upload:
    """An open upload of one segment."""
    upload = Upload(
        id=UploadId(new_uid()),
        business=business.number,
        user=user,
        name="plan.pdf",
        state=UploadState.OPEN,
        segments=(a_segment(4),),
        size_bytes=4,
        created_at=NOW,
        expires_at=expires_at,
        declared_size_bytes=9,
        carried="QQ",
    )
    catalogue.write(lambda tables: tables.uploads.add(upload))
    return upload


def a_calendar(catalogue: Catalogue, business: Business, name: str, *, owner: Ref | None = None) -> Calendar:
    """A calendar."""

    def unit(tables: Tables) -> Calendar:
        ref = tables.numbers.allocate(business.number, Kind.CALENDAR)
        calendar = Calendar(business.number, ref.number, ref.uid, name, NOW, owner=owner)
        tables.calendars.add(calendar)
        return calendar

    return catalogue.write(unit)


def an_appointment(
    catalogue: Catalogue, business: Business, span: Span, *, plain: Appointment | None = None
) -> Appointment:
    """An appointment at this time; everything else is as in `plain`."""

    def unit(tables: Tables) -> Appointment:
        ref = tables.numbers.allocate(business.number, Kind.APPOINTMENT)
        bare = plain or Appointment(business.number, ref.number, ref.uid, "made@here", "Viewing", span, NOW, NOW)
        appointment = replace(bare, business=business.number, number=ref.number, uid=ref.uid, span=span)
        tables.appointments.add(appointment)
        return appointment

    return catalogue.write(unit)


def attach(catalogue: Catalogue, file: File, target: Record, *, position: int | None = None, role: str = "") -> None:
    """Hang the file on the record."""
    attachment = Attachment(file.number, target.number, target.kind, position, role)
    catalogue.write(lambda tables: tables.attachments.add(file.business, attachment))


def an_uploader(business: Business, user: Number = ANNA) -> Uploader:
    """Somebody; who it is matters to the rows of files only as numbers."""
    return Uploader(business.number, user, Ref(Number(user + 100), new_uid()), f"user {user}")


def a_change(business: Business, number: int = 1) -> Change:
    """A change to be appended."""
    return Change(business.number, Number(number), Kind.FILE, Verb.CREATED, NOW, ANNA, Door.NATIVE)


CUSTOMER_OF = frozenset({Visibility.ALL, Visibility.CUSTOMER})
"""What a business's own users see of everybody."""


def everything(business: Business) -> Sight:
    """The sight of an administrator."""
    return Sight(frozenset(Visibility), (business.number, ANNA))


def at(minutes: int) -> datetime:
    """So many minutes after `NOW`."""
    return NOW + minutes * MINUTE


def another_end(uid: Uid) -> Uid:
    """A uid that begins with the same 24 hex digits."""
    return Uid(uid[:-1] + ("0" if uid[-1] != "0" else "1"))


def sha256(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def ref(thing: Folder | Record) -> Ref:
    """Both names of an object."""
    return Ref(thing.number, thing.uid)
