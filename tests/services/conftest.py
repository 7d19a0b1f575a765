"""Services on a real SQLite in memory and blobs in memory, with two businesses and a clock that moves on request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from filebook.backends.blobs.memory import MemoryBlobs
from filebook.backends.media.makers import MediaPrograms
from filebook.backends.media.recogniser import HeadRecogniser
from filebook.backends.passwords import Argon2Passwords
from filebook.backends.vault import AesVault
from filebook.core.access import Actor, Role
from filebook.core.businesses import Business, User
from filebook.core.files import File
from filebook.core.ids import Door, Kind
from filebook.core.links import LinkKey, LinkKeys
from filebook.core.ports.catalogue import Catalogue
from filebook.core.records import Record
from filebook.core.retention import Rules
from filebook.services.accounts import Accounts, actor_of
from filebook.services.book import Book
from filebook.services.booking import Booking
from filebook.services.checks import Checks
from filebook.services.credentials import Credentials
from filebook.services.filing import Filing, Hang, NewFile
from filebook.services.folders import Folders
from filebook.services.holds import Holds
from filebook.services.housekeeping import Housekeeping
from filebook.services.library import Library
from filebook.services.listings import Listings
from filebook.services.numbered_occurrences import NumberedOccurrences
from filebook.services.preview_cache import PreviewBudget, PreviewCache
from filebook.services.previews import Previews
from filebook.services.published import Published
from filebook.services.records import Records
from filebook.services.removal import Removal
from filebook.services.request_log import RequestLog
from filebook.services.retention import Retention
from filebook.services.sessions import Sessions
from filebook.services.uploads import Receiver, UploadLimits, Uploads
from tests.clock import Clock
from tests.stores import sqlite_catalogue

FILE_LIMIT_BYTES = 1000


@dataclass
class Shop:
    """The services, and a business with its people."""

    catalogue: Catalogue
    clock: Clock = field(default_factory=Clock)
    file_limit_bytes: int = FILE_LIMIT_BYTES

    def __post_init__(self) -> None:
        catalogue, now = self.catalogue, self.clock
        self.blobs = blobs = MemoryBlobs(now)
        self.accounts = Accounts(catalogue, now=now)
        self.credentials = Credentials(
            catalogue, vault=AesVault(b"v" * 32), passwords=Argon2Passwords(memory_kib=64), now=now
        )
        self.sessions = Sessions(catalogue, now=now)
        self.uploads = Uploads(
            catalogue, blobs, recogniser=HeadRecogniser(), now=now, limits=UploadLimits(self.file_limit_bytes)
        )
        self.library = Library(catalogue, blobs, link_keys=LinkKeys(LinkKey(1, b"k" * 32)), now=now)
        preview_cache = PreviewCache(catalogue, blobs, now=now, budget=PreviewBudget())
        self.previews = Previews(preview_cache, blobs, maker=MediaPrograms(), now=now)
        self.published = Published(
            catalogue, previews=self.previews, link_keys=LinkKeys(LinkKey(1, b"k" * 32)), now=now
        )
        self.listings = Listings(catalogue)
        self.filing = Filing(catalogue, blobs, uploads=self.uploads, now=now)
        self.folders = Folders(catalogue, now=now)
        self.removal = Removal(catalogue, self.blobs, now=now)
        self.book = Book(catalogue)
        self.booking = Booking(catalogue, now=now)
        self.numbered_occurrences = NumberedOccurrences(catalogue)
        self.records = Records(catalogue, now=now)
        self.holds = Holds(catalogue, now=now)
        self.retention = Retention(catalogue, blobs, now=now, defaults=Rules(trash_days=30))
        self.housekeeping = Housekeeping(
            catalogue,
            blobs,
            sessions=self.sessions,
            request_log=RequestLog(catalogue, now=now, lifetime=timedelta(days=7)),
            retention=self.retention,
            previews=preview_cache,
            now=now,
            change_log_lifetime=timedelta(days=730),
        )
        self.checks = Checks(catalogue, blobs)
        self.parent = self.accounts.create_business("Parent", tenant="parent")
        self.business = self.accounts.create_business("Main", parent=self.parent.number, tenant="main")
        self.elsewhere = self.accounts.create_business("Elsewhere", tenant="elsewhere")
        self.actor()

    def user(self, name: str, role: Role, business: Business | None = None) -> User:
        """A user of the main business, made once."""
        where = business or self.business
        known = {user.user_name: user for user in self.accounts.users(where.number)}
        return known.get(name) or self.accounts.create_user(where.number, name, role=role)

    def actor(self, role: Role = Role.OWNER, business: Business | None = None, *, name: str = "") -> Actor:
        """A caller of this role."""
        where = business or self.business
        return actor_of(self.user(name or f"{role.value}{where.number}", role, where), where, door=Door.NATIVE)

    def received(self, data: bytes) -> Receiver:
        """Bytes that have arrived."""
        receiver = self.uploads.receiver()
        receiver.write(data)
        return receiver

    def file(
        self, data: bytes = b"hello", *, actor: Actor | None = None, on: tuple[Hang, ...] = (), **said: object
    ) -> File:
        """A filed file."""
        new = NewFile(**{"name": "note.txt", **said})  # type: ignore[arg-type] # a test's own words
        return self.filing.add(actor or self.actor(), self.received(data), new=new, on=on)

    def record(self, kind: Kind) -> Record:
        """A record of the main business."""
        return self.records.add(self.actor(), kind, label=f"A {kind.value}")

    def stored(self) -> tuple[int, int]:
        """Blobs in the store and changes of the main business: what a refusal must leave as it was."""
        with self.catalogue.read() as tables:
            return sum(1 for _ in self.blobs.blobs()), tables.changes.last(self.business.number)


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A fresh installation."""
    with sqlite_catalogue() as catalogue:
        yield Shop(catalogue)
