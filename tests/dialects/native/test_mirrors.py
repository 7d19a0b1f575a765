"""Programs that follow a business by the feed end up with just what each may know of, whenever they ask and whatever is
done meanwhile, through whichever door.

What a mirror should hold is asked of the services that read things one by one, which know nothing of the feed.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from filebook.core.access import Actor, Role, Scope, Visibility
from filebook.core.appointments import Appointment, Span
from filebook.core.errors import FilebookError
from filebook.core.files import File, Folder
from filebook.core.ids import RECORD_KINDS, Door, Kind, Number, Ref
from filebook.core.ports.catalogue import Named
from filebook.core.sharing import Share
from filebook.services.booking import NewAppointment
from filebook.services.folders import NewFolder
from filebook.services.sharing import NewShare
from tests.dialects.native.api import Api, problem
from tests.world import ZONE, World

WRITERS = ("owner", "editor", "house_reseller")
DOORS = (Door.NATIVE, Door.ONOFFICE, Door.TIMETAP, Door.TELECOMX, Door.XELION)
RECORDS = (Kind.CONTACT, Kind.ESTATE, Kind.TASK)


@dataclass
class Mirror:
    """A program that keeps what it was told of, and a cursor."""

    api: Api
    known: set[int] = field(default_factory=set)
    cursor: str = ""
    restarts: int = 0

    def sync(self, *, pages: int, limit: int) -> bool:
        """Read on for so many pages; whether there was no more."""
        for _ in range(pages):
            page = self.api.get("/changes", params={"since": self.cursor, "limit": limit})
            if page.status_code == 410:
                assert problem(page) == "cursor-expired"
                assert page.json()["resync"] == "/api/v1/changes"
                self.known, self.cursor, self.restarts = set(), "", self.restarts + 1
                continue
            assert page.status_code == 200, page.text
            told = page.json()
            for item in told["items"]:
                (self.known.discard if item["deleted"] else self.known.add)(item["number"])
            self.cursor = told["cursor"]
            if not told["more"]:
                return True
        return False


def knows(world: World, actor: Actor, named: Named) -> bool:
    """Whether the actor is shown a thing by the service that reads such things."""
    services = world.services
    if named.kind in {Kind.WEBHOOK, Kind.OCCURRENCE} or not actor.scope.covers(named.kind):
        return False
    reads: dict[Kind, Callable[[], object]] = {
        Kind.FILE: lambda: services.library.own_by_uid(actor, named.uid),
        Kind.FOLDER: lambda: services.library.own_by_uid(actor, named.uid),
        Kind.APPOINTMENT: lambda: services.book.get(actor, named.number),
        Kind.USER: lambda: services.people.user(actor, named.number),
        Kind.STAFF: lambda: services.people.one(actor, named.number),
        Kind.CALENDAR: lambda: services.calendars.get(actor, named.number),
        Kind.SHARE: lambda: services.sharing.get(actor, named.number),
        Kind.REQUEST_LINK: lambda: services.intakes.get(actor, named.number),
        **{
            kind: lambda: services.records.get(actor, named.number, kind=named.kind)
            for kind in RECORD_KINDS - {Kind.STAFF}
        },
    }
    try:
        reads[named.kind]()
    except FilebookError:
        return False
    return True


def expected(world: World, actor: Actor) -> set[int]:
    """The numbers of everything that the actor may know of."""
    with world.house.catalogue.read() as tables:
        highest = tables.feed.highest(world.business.number)
        objects = tables.numbers.many(world.business.number, [Number(number) for number in range(1, highest + 1)])
    return {number for number, named in objects.items() if knows(world, actor, named)}


class Doings:
    """Things that people do at random."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self.files: list[File] = []
        self.folders: list[Folder] = []
        self.shares: list[Share] = []
        self.appointments: list[Appointment] = list(world.appointments.values())
        self.records = [world.records["contact"], world.records["estate"]]
        self.staff = [user.staff.number for user in world.users.values() if user.business == world.business.number]

    def one(self) -> None:
        """One of them. What is refused to the one who tries it changes nothing."""
        with suppress(FilebookError):
            self.random.choice(
                (
                    *(self.add_file, self.add_file, self.add_folder, self.add_folder, self.change_file),
                    *(self.change_file, self.change_folder, self.move_folder, self.move_folder),
                    *(self.trash_file, self.trash_folder, self.remove_file, self.remove_folder),
                    *(self.book, self.rebook, self.rebook, self.cancel, self.add_record, self.trash_record),
                    *(self.share, self.share, self.unshare),
                )
            )()

    def somebody(self) -> Actor:
        return self.world.actor(self.random.choice(WRITERS), self.random.choice(DOORS))

    def visibility(self) -> Visibility:
        choices: list[Visibility] = [*Visibility, Visibility.CUSTOMER, Visibility.EMPLOYEE]
        return self.random.choice(choices)

    def place(self) -> Ref | None:
        folder = self.random.choice([None, self.folders[0], *self.folders])
        return None if folder is None else Ref(folder.number, folder.uid)

    def other_folder(self) -> Folder:
        """Not the one that a token is good for, which would soon be in the trash."""
        return self.random.choice(self.folders[1:])

    def add_file(self) -> None:
        by = self.random.choice(WRITERS)
        self.files.append(self.world.file(by=by, visibility=self.visibility(), folder=self.place()))

    def add_folder(self) -> None:
        new = NewFolder("New", parent=self.place(), visibility=self.visibility())
        self.folders.append(self.world.services.folders.create(self.somebody(), new))

    def change_file(self) -> None:
        change: dict[str, Any] = self.random.choice(
            ({"visibility": self.visibility()}, {"folder": self.place()}, {"title": "New"})
        )
        file = self.random.choice(self.files)
        self.world.services.filing.change(self.somebody(), file, edit=lambda current: replace(current, **change))

    def change_folder(self) -> None:
        seen_by, folder = self.visibility(), self.random.choice(self.folders)
        self.world.services.folders.change(
            self.somebody(), folder, edit=lambda current: replace(current, visibility=seen_by)
        )

    def move_folder(self) -> None:
        folder, place = self.other_folder(), self.place()
        self.world.services.folders.change(self.somebody(), folder, edit=lambda current: replace(current, parent=place))

    def trash_file(self) -> None:
        file, trashed = self.random.choice(self.files), self.random.random() < 0.5
        self.world.services.filing.change(self.somebody(), file, edit=lambda current: current, trashed=trashed)

    def trash_folder(self) -> None:
        folder, trashed = self.other_folder(), self.random.random() < 0.4
        self.world.services.folders.change(self.somebody(), folder, edit=lambda current: current, trashed=trashed)

    def remove_file(self) -> None:
        self.world.services.filing.delete_forever(self.somebody(), self.random.choice(self.files))

    def remove_folder(self) -> None:
        self.world.services.removal.folder(self.somebody(), self.other_folder())

    def book(self) -> None:
        starts = datetime(2026, 5, 4, 9)
        people = self.random.sample(self.staff, k=self.random.randint(0, 2))
        private = self.random.random() < 0.4
        new = NewAppointment(
            "New", Span(starts, starts + timedelta(hours=1), ZONE), participants=people, private=private
        )
        self.appointments.append(self.world.services.booking.add(self.somebody(), new))

    def rebook(self) -> None:
        appointment, private = self.random.choice(self.appointments), self.random.random() < 0.5
        people = self.random.sample(self.staff, k=self.random.randint(0, 2))
        wants_people = self.random.random() < 0.5
        self.world.services.booking.change(
            self.somebody(),
            appointment.number,
            edit=lambda current: replace(current, private=private),
            participants=(lambda _: people) if wants_people else None,
        )

    def cancel(self) -> None:
        self.world.services.booking.trash(self.somebody(), self.random.choice(self.appointments).number)

    def share(self) -> None:
        actor, within = self.somebody(), Scope(folder=self.folders[0].number, kinds=frozenset(Kind))
        maker = self.random.choice((actor, replace(actor, scope=within)))
        uids = [*(file.uid for file in self.files), *(folder.uid for folder in self.folders)]
        new = NewShare(items=[self.random.choice(uids)])
        self.shares.append(self.world.services.sharing.create(maker, new).share)

    def unshare(self) -> None:
        for share in self.random.sample(self.shares, k=min(1, len(self.shares))):
            self.world.services.sharing.remove(self.somebody(), share.number)

    def add_record(self) -> None:
        kind = self.random.choice(RECORDS)
        self.records.append(self.world.services.records.add(self.somebody(), kind, label="New"))

    def trash_record(self) -> None:
        record = self.random.choice(self.records)
        self.world.services.records.trash(self.somebody(), record.number, kind=record.kind)


@pytest.mark.parametrize("seed", range(5))
def test_every_mirror_ends_up_with_what_its_owner_may_know_of(world: World, seed: int) -> None:
    random = Random(seed)
    _settle_in(world)
    doings = Doings(world, random)
    doings.folders += [world.services.folders.create(world.actor("owner"), NewFolder("Top")) for _ in range(2)]
    doings.files.append(world.file(visibility=Visibility.CUSTOMER))
    scoped = Scope(folder=doings.folders[0].number)
    names = ("owner", "editor", "viewer", "personal", "house_reseller")
    followers = [(name, Scope()) for name in names] + [
        ("owner", scoped),
        ("editor", replace(scoped, kinds=frozenset({Kind.FILE, Kind.SHARE}))),
        ("viewer", Scope(kinds=frozenset({Kind.FILE}))),
    ]
    mirrors = {(name, str(scope)): Mirror(Api(world, name, scope=scope)) for name, scope in followers}
    for step in range(220):
        doings.one()
        if random.random() < 0.25:
            random.choice(list(mirrors.values())).sync(pages=random.randint(1, 3), limit=random.choice((1, 7, 50)))
        if step == 120:
            world.clock.advance(days=800)
            world.services.housekeeping.sweep()
            doings.one()
    for name, scope in followers:
        mirror = mirrors[name, str(scope)]
        while not mirror.sync(pages=5, limit=random.choice((20, 200))):
            pass
        actor = replace(world.actor(name), scope=scope)
        assert mirror.known == expected(world, actor), (name, scope)


def _settle_in(world: World) -> None:
    """People with other sights in the same business."""
    for name, role in (("editor", Role.EDITOR), ("house_reseller", Role.RESELLER)):
        user = world.services.accounts.create_user(world.business.number, name, role=role)
        world.users[name] = user
    world.services.accounts.set_settings(world.business, {"delete_full_folders": True})
