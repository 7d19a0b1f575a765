"""A small installation for tests: real stores in a folder, a clock that moves on request, known people and things."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from filebook.app.build import House, build
from filebook.app.server import application
from filebook.app.settings import Settings
from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Span
from filebook.core.businesses import Business, Profile, User
from filebook.core.files import File
from filebook.core.ids import Door, Kind
from filebook.core.records import Record
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment
from filebook.services.bundle import Services
from filebook.services.credentials import Issued
from filebook.services.filing import Hang, NewFile
from tests.clock import Clock
from tests.in_process import InProcessClient
from tests.stores import blob_files, memory_folder

ZONE = "Europe/Amsterdam"
PASSWORD = "correct horse battery"
PAGES = Path(__file__).parent / "web" / "built"
"""A page in place of the browser application, whether that was built or not."""


@dataclass(slots=True)
class Known:
    """The people and things of an installation, and the keys that some of them have."""

    business: Business
    parent: Business
    unrelated: Business
    users: dict[str, User]
    onoffice: Issued
    onoffice_other: Issued
    timetap: Issued
    timetap_other: Issued
    records: dict[str, Record] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class World(Known):
    """Everything a behaviour test needs at hand."""

    house: House
    app: ASGIApp
    http: TestClient
    clock: Clock

    @property
    def services(self) -> Services:
        """The services below the doors."""
        return self.house.services

    @property
    def passwords(self) -> Mapping[str, str]:
        """User → password."""
        return dict.fromkeys(self.users, PASSWORD)

    def actor(self, name: str, door: Door = Door.NATIVE) -> Actor:
        """A user as a caller."""
        user = self.users[name]
        return actor_of(user, self.services.accounts.business(user.business), door=door)

    def file(self, data: bytes = b"hello", *, name: str = "note.txt", by: str = "owner", **said: Any) -> File:
        """A stored file; `on` a sequence of Hang, the rest as NewFile's fields."""
        on = said.pop("on", ())
        receiver = self.services.uploads.receiver()
        receiver.write(data)
        return self.services.filing.add(self.actor(by), receiver, new=NewFile(name, **said), on=on)

    def on_appointment(self, name: str = "single") -> Hang:
        """Where a file hangs on a known appointment."""
        return Hang(Kind.APPOINTMENT, self.appointments[name].number)

    def stored(self) -> tuple[int, int]:
        """How many blobs lie in the store, and how many changes the business has seen: unchanged by a refusal."""
        with self.house.catalogue.read() as tables:
            changes = tables.changes.last(self.business.number)
        return len(blob_files(self.house.settings.data_path)), changes

    def close(self) -> None:
        """Let go of the stores."""
        self.http.__exit__()
        self.house.close()


def make_world(folder: Path, *, profile: Profile = Profile.LENIENT, **settings: Any) -> World:
    """A new installation in `folder`; `profile` is the main business's at every door."""
    clock = Clock()
    own_stores = "database_url" in settings or "blob_url" in settings
    known = None if own_stores else _unpacked(_packed(profile), folder)
    house = _built(folder, clock, **settings)
    known = known or _furnished(house, profile)
    app = application(house, now=clock)
    http = InProcessClient(app, base_url="http://filebook.test", raise_server_exceptions=False, follow_redirects=False)
    http.__enter__()  # starts the application, so that closing can stop its threads
    return World(
        house=house, app=app, http=http, clock=clock, **{one.name: getattr(known, one.name) for one in fields(Known)}
    )


@dataclass(frozen=True, slots=True)
class _Packed:
    """An installation that was closed: the files of its folder, and what is known of it."""

    files: Mapping[str, bytes]
    known: Known


@cache
def _packed(profile: Profile) -> _Packed:
    """Made once in each process. A test gets a copy of its own, in a tenth of the time that making it anew takes."""
    with memory_folder() as folder:
        house = _built(folder, Clock())
        known = _furnished(house, profile)
        house.close()
        return _Packed({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}, known)


def _unpacked(packed: _Packed, folder: Path) -> Known:
    folder.mkdir(mode=0o700, parents=True)
    for name, content in packed.files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)
    known = packed.known
    return replace(known, users={**known.users}, records={**known.records}, appointments={**known.appointments})


def _built(folder: Path, clock: Clock, **settings: Any) -> House:
    chosen = Settings(data_folder=str(folder), password_memory_kib=64, worker_threads=4, **settings)
    return build(chosen, now=clock, pages_folder=PAGES)


def _furnished(house: House, profile: Profile) -> Known:
    """Put the known people and things into a new installation."""
    accounts, credentials = house.services.accounts, house.services.credentials
    parent = accounts.create_business("Parent", tenant="parent", zone=ZONE)
    profiles = dict.fromkeys((Door.ONOFFICE, Door.TIMETAP, Door.TELECOMX, Door.XELION), profile)
    business = accounts.create_business("Main", tenant="master", zone=ZONE, parent=parent.number, profiles=profiles)
    unrelated = accounts.create_business("Unrelated", tenant="unrelated", zone=ZONE)
    users = {
        "owner": _user(house, business, "owner", Role.OWNER),
        "viewer": _user(house, business, "viewer", Role.VIEWER),
        "personal": _user(house, business, "personal", Role.PERSONAL),
        "reseller": _user(house, parent, "reseller", Role.RESELLER),
        "other": _user(house, unrelated, "other", Role.VIEWER),
        "foreign_owner": _user(house, unrelated, "foreign_owner", Role.OWNER),
    }
    owner = actor_of(users["owner"], business, door=Door.NATIVE)
    return Known(
        business,
        parent,
        unrelated,
        users,
        onoffice=credentials.issue_signing_secret(users["owner"]),
        onoffice_other=credentials.issue_signing_secret(users["foreign_owner"]),
        timetap=credentials.issue_signed_key(users["owner"]),
        timetap_other=credentials.issue_signed_key(users["foreign_owner"]),
        records=_records(house.services, owner),
        appointments=_appointments(house.services, owner),
    )


def _user(house: House, business: Business, name: str, role: Role) -> User:
    user = house.services.accounts.create_user(
        business.number, name, role=role, email=f"{name}@main.example", first_name=name.title(), last_name="Test"
    )
    house.services.credentials.set_password(user, PASSWORD)
    return user


def _records(services: Services, owner: Actor) -> dict[str, Record]:
    kinds = (Kind.ESTATE, Kind.CONTACT, Kind.TASK, Kind.AGENTS_LOG, Kind.LOCATION, Kind.SERVICE)
    records = {kind.value: services.records.add(owner, kind, label=f"A {kind.value}") for kind in kinds}
    return {**records, "staff": services.records.get(owner, owner.staff.number, kind=Kind.STAFF)}


def _appointments(services: Services, owner: Actor) -> dict[str, Appointment]:
    start = datetime(2017, 3, 13, 11, 10)
    viewing = datetime(2026, 4, 7, 14, 30)
    people = (owner.staff.number,)
    rule = Rule(Frequency.WEEKLY, date(2017, 3, 20), count=6, by_day=(ByDay(0),))
    return {
        "recurring": services.booking.add(
            owner,
            NewAppointment(
                subject="Weekly meeting",
                span=Span(start, start + timedelta(minutes=10), ZONE),
                rule=rule,
                participants=people,
                fields={"xelion": {"userStatus": "at_appointment", "commonName": "Afspraak"}},
            ),
        ),
        "single": services.booking.add(
            owner,
            NewAppointment(
                subject="Viewing",
                span=Span(viewing, viewing + timedelta(minutes=45), ZONE),
                participants=people,
                comment="Key at the neighbours",
                fields={"xelion": {"userStatus": "unavailable", "commonName": ""}},
            ),
        ),
    }
