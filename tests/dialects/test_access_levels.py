"""One file, four access levels, every role in four businesses, every door: who sees it where.

TelecomX names the levels; the files are the same everywhere, so every other door keeps to them too. The caller's
business is the file's own, its parent, its grandparent, or an unrelated one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from httpx2 import Response

from filebook.core.access import Role, Visibility
from filebook.core.businesses import Business
from filebook.core.files import File
from filebook.core.ids import Door, Number, hex_of, short_of
from filebook.services.credentials import Issued
from filebook.services.sessions import SessionForm
from tests.dialects.onoffice.client import Client
from tests.stores import memory_folder
from tests.world import ZONE, World, make_world

ALL, CUSTOMER, EMPLOYEE, RESELLER = Visibility
Levels = set[Visibility]
DATA = b"for those who may read it"

SEEN: Mapping[Role, Levels] = {
    Role.NONE: set(),
    Role.PERSONAL: set(),
    Role.VIEWER: {ALL, CUSTOMER},
    Role.EDITOR: {ALL, CUSTOMER},
    Role.OWNER: {ALL, CUSTOMER},
    Role.RESELLER: {ALL, CUSTOMER, RESELLER},
    Role.RESELLER_ADMIN: {ALL, CUSTOMER, RESELLER},
    Role.ADMIN: {ALL, CUSTOMER, EMPLOYEE, RESELLER},
}
"""What a role sees of other people's files, in a business that it reaches."""

REACHING: Mapping[str, set[Role]] = {
    "own": set(Role),
    "parent": {Role.RESELLER, Role.RESELLER_ADMIN, Role.ADMIN},
    "grandparent": {Role.RESELLER_ADMIN, Role.ADMIN},
    "unrelated": {Role.ADMIN},
}
"""Caller's business → the roles that reach the file's business from there, at a door that reaches further."""

PUT_BY = {ALL: "clerk", CUSTOMER: "clerk", EMPLOYEE: "clerk", RESELLER: "house reseller"}
"""Whose file each is; neither of them is one of the people."""

Whom = tuple[str, Role]
WHOM: list[Whom] = [(home, role) for home in REACHING for role in Role]
AT_HOME = {(home, role): SEEN[role] if home == "own" else set() for home, role in WHOM}
"""Where the key names the business: colleagues see what their role sees, all others nothing, whatever their role."""
IN_REACH = {(home, role): SEEN[role] if role in REACHING[home] else set() for home, role in WHOM}
BELOW_VIEWER = {Role.NONE, Role.PERSONAL}


@dataclass(frozen=True)
class Person:
    """Somebody's key for each door."""

    onoffice: Issued
    timetap: dict[str, str]
    telecomx: dict[str, str]
    xelion: dict[str, str]


@dataclass(frozen=True)
class Office:
    """A file of each level, all on one appointment."""

    world: World
    people: Mapping[Whom, Person]
    clerk: Person
    files: Mapping[Visibility, File]

    def get(self, path: str, headers: dict[str, str]) -> Response:
        return self.world.http.get(path, headers=headers)

    @property
    def appointment(self) -> Number:
        return self.world.appointments["single"].number


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with memory_folder() as folder:
        world = make_world(folder / "data", access_log=False)
        yield _furnished(world)
        world.close()


def _furnished(world: World) -> Office:
    grandparent = world.services.accounts.create_business("Grandparent", tenant="grandparent", zone=ZONE)
    parent = replace(world.parent, parent=grandparent.number)
    world.house.catalogue.write(lambda tables: tables.businesses.update(parent))
    homes = {"own": world.business, "parent": parent, "grandparent": grandparent, "unrelated": world.unrelated}
    people = {(home, role): _person(world, homes[home], f"{home} {role.value}", role) for home, role in WHOM}
    clerk = _person(world, world.business, "clerk", Role.EDITOR)
    _person(world, world.business, "house reseller", Role.RESELLER)
    on = [world.on_appointment()]
    files = {
        level: world.file(DATA, by=name, name=f"{level}.txt", visibility=level, on=on) for level, name in PUT_BY.items()
    }
    return Office(world, people, clerk, files)


def _person(world: World, business: Business, name: str, role: Role) -> Person:
    """A new user, with sessions that were opened without a password: hashing so many takes long."""
    user = world.services.accounts.create_user(business.number, name, role=role)
    world.users[name] = user
    token = {
        door: world.services.sessions.open(world.actor(name, door), SessionForm(door, 3600)).token
        for door in (Door.TIMETAP, Door.TELECOMX, Door.XELION)
    }
    return Person(
        world.services.credentials.issue_signing_secret(user),
        {"Authorization": f"Bearer {token[Door.TIMETAP]}"},
        {"Authorization": f"Bearer {token[Door.TELECOMX]}"},
        {"Authorization": f"xelion {token[Door.XELION]}"},
    )


Way = Callable[[Office, Person], Levels]


def _each(path: Callable[[Office, File], str], key: str) -> Way:
    """Ask for each file; whoever is not served must be told nothing of it either."""

    def way(office: Office, person: Person) -> Levels:
        seen = set()
        for level, file in office.files.items():
            response = office.get(path(office, file), getattr(person, key))
            if response.status_code == 200:
                seen.add(level)
            else:
                assert 400 <= response.status_code < 500
                assert DATA not in response.content
                assert file.name not in response.text
        return seen

    return way


def _onoffice_list(office: Office, person: Person) -> Levels:
    client = Client(office.world.http, person.onoffice, office.world.clock())
    result = client.call("get", "file", {"appointmentid": office.appointment}, resourceid="appointment")
    if result["status"]["errorcode"] != 0:
        return set()
    names = {record["elements"]["filename"] for record in result["data"]["records"]}
    assert result["data"]["meta"]["cntabsolute"] == len(names)
    return {level for level, file in office.files.items() if file.name in names}


def _timetap_list(office: Office, person: Person) -> Levels:
    answer = office.get("/timetap/live/files", person.timetap)
    uuids = {item["fileLibraryUUID"] for item in answer.json()} if answer.status_code == 200 else set()
    return {level for level, file in office.files.items() if hex_of(file.uid) in uuids}


def _telecomx_list(office: Office, person: Person) -> Levels:
    customer = short_of(office.world.business.uid)
    answer = office.get(f"/telecomx/file?allFolders=true&customer={customer}", person.telecomx)
    if answer.status_code != 200:
        return set()
    ids = {item["_id"] for item in answer.json()["files"]}
    assert answer.json()["total"] == len(ids)
    return {level for level, file in office.files.items() if short_of(file.uid) in ids}


def _content(file: File) -> str:
    assert file.version is not None
    return f"/telecomx/files/{short_of(file.version.uid)}/x.txt"


def _attachment(office: Office, file: File) -> str:
    return f"/xelion/api/v1/master/appointments/{office.appointment}/attachments/{file.number}"


AT_HOME_WAYS: Mapping[str, Way] = {
    "onOffice list of the appointment": _onoffice_list,
    "TimeTap list": _timetap_list,
    "TimeTap object": _each(lambda _, file: f"/timetap/live/files/{hex_of(file.uid)}", "timetap"),
    "TimeTap bytes": _each(lambda _, file: f"/timetap/live/files/{hex_of(file.uid)}/content", "timetap"),
    "Xelion attachment": _each(_attachment, "xelion"),
    "Xelion bytes": _each(lambda office, file: f"{_attachment(office, file)}?response_type=stream", "xelion"),
}
REACHING_WAYS: Mapping[str, Way] = {
    "TelecomX object": _each(lambda _, file: f"/telecomx/file/{short_of(file.uid)}", "telecomx"),
    "TelecomX list": _telecomx_list,
    "TelecomX docauth": _each(
        lambda office, file: f"/telecomx/customer/{short_of(office.world.business.uid)}/docauth/{short_of(file.uid)}",
        "telecomx",
    ),
}


@pytest.mark.parametrize("way", AT_HOME_WAYS.values(), ids=AT_HOME_WAYS.keys())
def test_where_the_key_names_the_business_colleagues_see_what_their_role_sees(office: Office, way: Way) -> None:
    assert {whom: way(office, person) for whom, person in office.people.items()} == AT_HOME


@pytest.mark.parametrize("way", REACHING_WAYS.values(), ids=REACHING_WAYS.keys())
def test_at_telecomx_a_role_sees_as_much_in_every_business_it_reaches(office: Office, way: Way) -> None:
    assert {whom: way(office, person) for whom, person in office.people.items()} == IN_REACH


@pytest.mark.parametrize("way", [*AT_HOME_WAYS.values(), *REACHING_WAYS.values()])
def test_who_put_an_employees_file_there_sees_it_at_every_door(office: Office, way: Way) -> None:
    assert way(office, office.clerk) == {ALL, CUSTOMER, EMPLOYEE}


def test_telecomx_tells_absent_from_denied_only_within_reach(office: Office) -> None:
    def expected(home: str, role: Role, level: Visibility) -> int:
        if role in BELOW_VIEWER:
            return 403
        if role not in REACHING[home]:
            return 404
        return 200 if level in SEEN[role] else 403

    statuses = {
        (home, role, level): office.get(f"/telecomx/file/{short_of(file.uid)}", person.telecomx).status_code
        for (home, role), person in office.people.items()
        for level, file in office.files.items()
    }
    assert statuses == {key: expected(*key) for key in statuses}


def test_bytes_at_telecomx_are_for_those_who_see_the_file_and_public_ones_for_everybody(office: Office) -> None:
    way = _each(lambda _, file: _content(file), "telecomx")
    assert {whom: way(office, person) for whom, person in office.people.items()} == {
        whom: levels | {ALL} for whom, levels in IN_REACH.items()
    }


@pytest.mark.parametrize(
    "path",
    [
        lambda _, file: _content(file),
        lambda _, file: f"/timetap/tt-client-public/{file.business}/{hex_of(file.uid)}/x.txt",
    ],
    ids=["TelecomX", "TimeTap"],
)
def test_without_a_key_only_what_is_for_everybody_is_at_a_public_address(
    office: Office, path: Callable[[Office, File], str]
) -> None:
    nobody = replace(office.clerk, telecomx={})
    assert _each(path, "telecomx")(office, nobody) == {ALL}
