"""Businesses that must not see each other's things, people in them with a key for every door, and their things."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filebook.core.access import Actor, Role, Sight, Visibility
from filebook.core.appointments import Appointment
from filebook.core.businesses import Business, User
from filebook.core.files import UploadId
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid, new_uid
from filebook.core.jobs import Operation, Wish
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.library import ListingFilter
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.webhooks import Webhook
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment
from filebook.services.credentials import Issued
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.intakes import NewIntake
from filebook.services.resuming import NewUpload
from filebook.services.sessions import SessionForm, session_name
from filebook.services.sharing import NewShare
from tests.isolation.things import Things
from tests.stores import Watch, blob_files
from tests.world import PASSWORD, ZONE, World, make_world

LIFETIME_SECONDS = 10 * 365 * 24 * 3600
CONTENT = b"for those who may read it"
HOOK = "http://127.0.0.1:9/"
"""Where webhooks send to; nobody listens there."""
FIRST_NUMBERS = {"main": 100_000, "parent": 200_000, "grandparent": 300_000, "sibling": 400_000, "unrelated": 500_000}
"""Each business numbers its things in a range of its own, so that a foreign number is never one of its own things."""

PEOPLE: Mapping[str, tuple[str, Role]] = {
    "owner": ("main", Role.OWNER),
    "editor": ("main", Role.EDITOR),
    "viewer": ("main", Role.VIEWER),
    "personal": ("main", Role.PERSONAL),
    "nobody_yet": ("main", Role.NONE),
    "house_reseller": ("main", Role.RESELLER),
    "house_reseller_admin": ("main", Role.RESELLER_ADMIN),
    "house_admin": ("main", Role.ADMIN),
    "reseller": ("parent", Role.RESELLER),
    "parent_owner": ("parent", Role.OWNER),
    "grand_admin": ("grandparent", Role.RESELLER_ADMIN),
    "grand_reseller": ("grandparent", Role.RESELLER),
    "sibling_owner": ("sibling", Role.OWNER),
    "foreign_owner": ("unrelated", Role.OWNER),
    "other": ("unrelated", Role.VIEWER),
    "operator": ("unrelated", Role.ADMIN),
}
"""Who there is: in which business, with which role."""

MAKERS = {
    "main": "owner",
    "parent": "reseller",
    "grandparent": "grand_admin",
    "sibling": "sibling_owner",
    "unrelated": "foreign_owner",
}
"""Who puts things into a business."""

NO_KEY = Issued(new_uid(), "f" * 32, "0" * 64)
"""A key that nobody issued."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's keys and sessions; those of a stranger open nothing."""

    name: str
    user_name: str = "stranger"
    email: str = "stranger@main.example"
    password: str = "guessed"
    onoffice: Issued = NO_KEY
    timetap_key: Issued = NO_KEY
    timetap: str = ""
    telecomx: str = ""
    xelion: str = ""
    xelion_renewal: str = ""
    native: str = ""
    native_uid: Uid = field(default_factory=new_uid)
    """The credential that `native` is."""
    web: str = ""


STRANGER = Person("stranger")


@dataclass(slots=True)
class Neighbourhood:
    """The world with everybody in it, and one set of things in each business."""

    world: World
    watch: Watch
    businesses: dict[str, Business]
    keys: dict[str, tuple[Issued, Issued]] = field(default_factory=dict)
    """onOffice and TimeTap keys."""
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Things] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the stores."""
        self.watch.close()
        self.world.close()

    def login(self, name: str) -> Person:
        """Somebody with sessions that were opened just now, whatever role was given since."""
        user, sessions = self.world.users[name], self.world.services.sessions
        actor = self.world.actor(name)
        opened = {
            door: sessions.open(
                actor.through(door), SessionForm(door, LIFETIME_SECONDS, renewal_bytes=20, confirmed_seconds=1)
            )
            for door in (Door.TIMETAP, Door.TELECOMX, Door.XELION, Door.WEB)
        }
        onoffice, timetap_key = self.keys[name]
        native = self.world.services.credentials.issue_bearer(user)
        return Person(
            name=name,
            user_name=user.user_name,
            email=user.email or user.user_name,
            password=PASSWORD,
            onoffice=onoffice,
            timetap_key=timetap_key,
            timetap=opened[Door.TIMETAP].token,
            telecomx=opened[Door.TELECOMX].token,
            xelion=opened[Door.XELION].token,
            xelion_renewal=opened[Door.XELION].renewal,
            native=native.secret,
            native_uid=native.uid,
            web=opened[Door.WEB].token,
        )

    def make_things(self, name: str, *, upload_by: str = "") -> Things:
        """New things in a business. Everybody there takes part in the appointment, and so does the contact."""
        maker, services, business = self.world.actor(MAKERS[name]), self.world.services, self.businesses[name]
        contact = services.records.add(maker, Kind.CONTACT, label="A contact").number
        event, master = self.appointments(maker, name, contact)
        employee = services.records.add(maker, Kind.STAFF, label="A staff")
        on = (Hang(Kind.APPOINTMENT, event.number),)
        folder = services.folders.create(maker, NewFolder("Kept apart"))
        room = services.booking.add_resource(maker, f"Room {new_uid()}")
        file = self.world.file(CONTENT, by=MAKERS[name], on=on)
        asset = self.world.file(CONTENT, by=MAKERS[name], on=on, name="asset.txt", visibility=Visibility.ALL)
        picture = self.world.file(CONTENT, by=MAKERS[name], name="picture.png")
        assert file.version is not None

        webhook = self.webhook(maker)
        share, intake = self.links(maker, file.uid, folder.uid)
        member, credential, session = self.member(business)

        def record(kind: Kind) -> Number:
            return services.records.add(maker, kind, label=f"A {kind.value}").number

        return Things(
            business=business.number,
            business_uid=business.uid,
            tenant=business.tenant,
            file=Ref(file.number, file.uid),
            content=Ref(file.number, file.version.uid),
            asset=Ref(asset.number, asset.uid),
            asset_name=asset.name,
            picture=Ref(picture.number, picture.uid),
            folder=Ref(folder.number, folder.uid),
            appointment=event.number,
            event=Ref(event.number, event.uid),
            contact=contact,
            estate=record(Kind.ESTATE),
            task=record(Kind.TASK),
            agents_log=record(Kind.AGENTS_LOG),
            staff=employee.number,
            employee=Ref(employee.number, employee.uid),
            user=member.number,
            location=record(Kind.LOCATION),
            service=record(Kind.SERVICE),
            series=master.number,
            master=Ref(master.number, master.uid),
            calendar=Ref(room.number, room.uid),
            webhook=Ref(webhook.number, webhook.uid),
            share=share[0],
            share_token=share[1],
            request_link=intake[0],
            request_link_token=intake[1],
            told=self.told(maker, webhook.number),
            job=self.job(maker, file.uid),
            credential=credential,
            session=session,
            upload=self.upload(upload_by or MAKERS[name]),
            resumable=self.resumable(upload_by or MAKERS[name], NewUpload(len(CONTENT))),
            part=self.resumable(upload_by or MAKERS[name], NewUpload(0, is_partial=True)),
        )

    def appointments(self, maker: Actor, name: str, contact: Number) -> tuple[Appointment, Appointment]:
        """One with everybody in a business and a contact, and a series with everybody there."""
        booking, span = self.world.services.booking, self.world.appointments["single"].span
        there = [self.world.users[one].staff.number for one, (home, _) in PEOPLE.items() if home == name]
        rule = Rule(Frequency.WEEKLY, span.starts.date(), count=3)
        viewing = NewAppointment("Viewing", span, participants=[*there, contact])
        series = NewAppointment("Weekly", span, participants=there, rule=rule)
        return booking.add(maker, viewing), booking.add(maker, series)

    def links(self, maker: Actor, file: Uid, folder: Uid) -> tuple[tuple[Ref, str], tuple[Ref, str]]:
        """A share of these two and a request for files into the folder, each with its token."""
        shared = self.world.services.sharing.create(maker, NewShare(items=[file, folder]))
        asked = self.world.services.intakes.create(maker, NewIntake(into=folder))
        share, intake = shared.share, asked.intake
        return (Ref(share.number, share.uid), shared.token), (Ref(intake.number, intake.uid), asked.token)

    def member(self, business: Business) -> tuple[User, Uid, str]:
        """Somebody who may read, with a key and a session: the user, and what these two are called."""
        services = self.world.services
        user = services.accounts.create_user(business.number, f"member-{new_uid()}", role=Role.VIEWER)
        form = SessionForm(Door.XELION, LIFETIME_SECONDS)
        opened = services.sessions.open(actor_of(user, business, door=Door.XELION), form)
        return user, services.credentials.issue_signing_secret(user).uid, session_name(opened.token)

    def webhook(self, maker: Actor) -> Webhook:
        """A new one. A business has so many at most: those of the first things stay, and the last few."""
        subscriptions = self.world.services.subscriptions
        for old in subscriptions.all(maker)[1:-9]:
            subscriptions.remove(maker, old.number)
        return subscriptions.add(maker, HOOK).webhook

    def told(self, maker: Actor, webhook: Number) -> int:
        """The sequence number of a change that waits for its delivery."""
        self.world.services.records.add(maker, Kind.TASK, label="A change")
        self.world.house.outbox.collect()
        (delivery,) = self.world.services.subscriptions.deliveries(maker, webhook, limit=1)
        return delivery.sequence

    def job(self, maker: Actor, item: Uid) -> Uid:
        """The uid of a job that was cancelled before anybody worked on it."""
        jobs = self.world.services.jobs
        job = jobs.start(maker, Operation.RESTORE, Wish((item,)))
        return jobs.cancel(maker, job.uid).job.uid

    def upload(self, by: str) -> UploadId:
        """The id of a temporary upload."""
        receiver = self.world.services.uploads.receiver()
        receiver.write(CONTENT)
        return self.world.services.uploads.keep(self.world.actor(by), receiver).id

    def resumable(self, by: str, new: NewUpload) -> UploadId:
        """The id of an upload that waits for its first bytes."""
        return self.world.services.resumable.create(self.world.actor(by), new).id

    def remove(self, name: str, things: Things) -> None:
        """Do away with whatever of the things can be done away with: deleted for good, trashed, used up."""
        maker, services = self.world.actor(MAKERS[name]), self.world.services
        for uid in (things.file.uid, things.asset.uid, things.picture.uid):
            services.filing.delete_forever(maker, services.library.file_by_uid(maker, uid))
        services.folders.delete_forever(maker, services.library.folder_by_uid(maker, things.folder.uid))
        services.booking.trash(maker, things.appointment)
        services.booking.trash(maker, things.series)
        services.calendars.remove(maker, things.calendar.number)
        services.subscriptions.remove(maker, things.webhook.number)
        services.sharing.remove(maker, things.share.number)
        services.intakes.remove(maker, things.request_link.number)
        services.credentials.revoke(things.credential)
        services.sessions.end_named(maker, things.session)
        services.uploads.park(maker, things.upload, name="parked.txt")
        services.resumable.remove(maker, things.resumable)
        services.resumable.remove(maker, things.part)

    def rows(self) -> list[object]:
        """What no change of rows leaves as it is: each business's change log, stored bytes and open uploads."""
        return self.watch.counts()

    def changes(self) -> int:
        """How many changes the main business has seen."""
        with self.world.house.catalogue.read() as tables:
            return tables.changes.last(self.businesses["main"].number)

    def counts(self) -> list[object]:
        """The same, and which bytes lie in the store."""
        return [*self.rows(), blob_files(self.world.house.settings.data_path)]

    def state(self) -> list[object]:
        """The counts, and every file and folder there is."""
        with self.world.house.catalogue.read() as tables:
            businesses = [_listed(tables, one.number) for one in tables.businesses.all()]
        return [*self.counts(), *businesses]


def make_neighbourhood(folder: Path, **settings: Any) -> Neighbourhood:
    """A family of businesses, grandparent, parent, main and its sibling; and another business."""
    asked_often = {"access_log": False, "webhook_private_addresses": True, "native_requests_per_minute": 0}
    world = make_world(folder, **{**asked_often, **settings})
    accounts, catalogue = world.services.accounts, world.house.catalogue
    grandparent = accounts.create_business("Grandparent", tenant="grandparent", zone=ZONE)
    parent = replace(world.parent, parent=grandparent.number)
    catalogue.write(lambda tables: tables.businesses.update(parent))
    sibling = accounts.create_business("Sibling", tenant="sibling", zone=ZONE, parent=parent.number)
    businesses = {
        "main": world.business,
        "parent": parent,
        "grandparent": grandparent,
        "sibling": sibling,
        "unrelated": world.unrelated,
    }
    made = Neighbourhood(world, Watch(world.house.settings), businesses)
    for name, first in FIRST_NUMBERS.items():
        number_from(world, businesses[name].number, first)
    for name, (home, role) in PEOPLE.items():
        _move_in(made, name, businesses[home].number, role)
    made.people = {name: made.login(name) for name in PEOPLE} | {STRANGER.name: STRANGER}
    made.things = {name: made.make_things(name) for name in businesses}
    return made


def number_from(world: World, business: BusinessNumber, first: int) -> None:
    """Give what is made in a business from now on numbers above this one."""
    world.house.catalogue.write(lambda tables: tables.numbers.raise_above(business, Number(first)))


def _move_in(made: Neighbourhood, name: str, business: BusinessNumber, role: Role) -> None:
    """A user of the world stays; everybody else is made."""
    accounts, credentials = made.world.services.accounts, made.world.services.credentials
    if name not in made.world.users:
        user = accounts.create_user(business, name, role=role, email=f"{name}@main.example")
        credentials.set_password(user, PASSWORD)
        made.world.users[name] = user
    user = made.world.users[name]
    assert (user.business, user.role) == (business, role)
    made.keys[name] = credentials.issue_signing_secret(user), credentials.issue_signed_key(user)


_EVERYTHING = Sight(frozenset(Visibility), (BusinessNumber(0), Number(0)))


def _listed(tables: Tables, business: BusinessNumber) -> list[object]:
    found: list[object] = []
    for trashed in (False, True):
        where = ListingFilter(trashed=trashed)
        files = tables.files.listing(business, _EVERYTHING, where=where, after=None, limit=1000)
        found += [*files, *tables.folders.listing(business, _EVERYTHING, where=where, after=None, limit=1000)]
        found.append(tables.attachments.of_files(business, [file.number for file in files]))
    return found
