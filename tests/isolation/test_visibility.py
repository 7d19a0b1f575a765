"""Files and folders that not everybody in a business sees are not seen by the others in any list, address or count."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, hex_of, short_of
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from tests.dialects.onoffice.client import Client
from tests.isolation.neighbourhood import CONTENT, STRANGER, Neighbourhood, Person

PUT_BY = {
    Visibility.ALL: "owner",
    Visibility.CUSTOMER: "owner",
    Visibility.EMPLOYEE: "editor",
    Visibility.RESELLER: "house_reseller",
}
"""Whose file or folder each is."""

_ALL, _CUSTOMER, _EMPLOYEE, _RESELLER = Visibility
SEEN = {
    "stranger": set[Visibility](),
    "nobody_yet": set[Visibility](),
    "personal": set[Visibility](),
    "viewer": {_ALL, _CUSTOMER},
    "editor": {_ALL, _CUSTOMER, _EMPLOYEE},
    "owner": {_ALL, _CUSTOMER},
    "house_reseller": {_ALL, _CUSTOMER, _RESELLER},
    "house_reseller_admin": {_ALL, _CUSTOMER, _RESELLER},
    "house_admin": {_ALL, _CUSTOMER, _EMPLOYEE, _RESELLER},
}
"""What somebody in the house may see."""

SEEN_FROM_ABOVE = {
    "reseller": {_ALL, _CUSTOMER, _RESELLER},
    "grand_admin": {_ALL, _CUSTOMER, _RESELLER},
    "operator": {_ALL, _CUSTOMER, _EMPLOYEE, _RESELLER},
    "grand_reseller": set[Visibility](),
    "sibling_owner": set[Visibility](),
}
"""The same of people in other businesses, at doors that reach further."""


@dataclass(frozen=True)
class Shelf:
    """One file and folder of each visibility in the main business; the files hang on one appointment."""

    made: Neighbourhood
    files: dict[Visibility, File]
    folders: dict[Visibility, Folder]
    appointment: Number

    def get(self, path: str, headers: dict[str, str]) -> Response:
        return self.made.world.http.get(path, headers=headers)


@pytest.fixture(scope="module")
def shelf(neighbourhood: Neighbourhood) -> Shelf:
    world = neighbourhood.world
    there = [world.users[name].staff.number for name in SEEN if name in world.users]
    new = NewAppointment("Viewing", world.appointments["single"].span, participants=there)
    appointment = world.services.booking.add(world.actor("owner"), new).number
    files, folders = {}, {}
    for visibility, name in PUT_BY.items():
        on = (Hang(Kind.APPOINTMENT, appointment),)
        files[visibility] = world.file(CONTENT, by=name, on=on, name=f"{visibility}.txt", visibility=visibility)
        folder = NewFolder(visibility.value, visibility=visibility)
        folders[visibility] = world.services.folders.create(world.actor(name), folder)
    return Shelf(neighbourhood, files, folders, appointment)


Way = Callable[[Shelf, Person], set[Visibility]]


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def _one_by_one(path: Callable[[Shelf, File], str], headers: Callable[[Person], dict[str, str]]) -> Way:
    """Ask for each file; whoever is not served must not get any of its bytes either."""

    def way(shelf: Shelf, person: Person) -> set[Visibility]:
        seen = set()
        for visibility, file in shelf.files.items():
            response = shelf.get(path(shelf, file), headers(person))
            if response.status_code == 200:
                seen.add(visibility)
            else:
                assert 400 <= response.status_code < 500
                assert CONTENT not in response.content
                assert file.name not in response.text
        return seen

    return way


def _onoffice(shelf: Shelf, person: Person, **said: object) -> list[str]:
    """The names in an appointment's list, which must be as many as are counted."""
    client = Client(shelf.made.world.http, person.onoffice, shelf.made.world.clock())
    said = {"appointmentid": shelf.appointment, **said}
    result = client.call("get", "file", said, resourceid="appointment")
    if result["status"]["errorcode"] != 0:
        assert result["data"] == []
        return []
    names = [record["elements"]["filename"] for record in result["data"]["records"]]
    assert result["data"]["meta"]["cntabsolute"] == len(names)
    return names


def _onoffice_list(shelf: Shelf, person: Person) -> set[Visibility]:
    names = _onoffice(shelf, person)
    return {visibility for visibility, file in shelf.files.items() if file.name in names}


def _onoffice_each(shelf: Shelf, person: Person) -> set[Visibility]:
    return {visibility for visibility, file in shelf.files.items() if _onoffice(shelf, person, fileId=file.number)}


def _timetap_list(query: str) -> Way:
    def way(shelf: Shelf, person: Person) -> set[Visibility]:
        answer = shelf.get("/timetap/live/files" + query.format(shelf.appointment), _bearer(person.timetap))
        listed = answer.json() if answer.status_code == 200 else []
        uuids = {item["fileLibraryUUID"] for item in listed}
        return {visibility for visibility, file in shelf.files.items() if hex_of(file.uid) in uuids}

    return way


def _native_list(shelf: Shelf, person: Person) -> set[Visibility]:
    path = f"/api/v1/appointments/{shelf.appointment}/files?count=true"
    answer = shelf.get(path, _bearer(person.native))
    listed: dict[str, Any] = answer.json() if answer.status_code == 200 else {"items": [], "total": 0}
    assert listed["total"] == len(listed["items"])
    names = {item["name"] for item in listed["items"]}
    return {visibility for visibility, file in shelf.files.items() if file.name in names}


def _content(shelf: Shelf, file: File) -> str:
    assert file.version is not None
    return f"/telecomx/files/{short_of(file.version.uid)}/x.txt"


def _native_search(shelf: Shelf, person: Person) -> set[Visibility]:
    """What is found by its name, which must be as much as is counted; of folders just what of files."""

    def found(word: str, kind: str) -> set[int]:
        answer = shelf.get(f"/api/v1/search?q={word}&kind={kind}&count=true", _bearer(person.native))
        told: dict[str, Any] = answer.json() if answer.status_code == 200 else {"items": [], "total": 0}
        assert told["total"] == len(told["items"])
        return {item["number"] for item in told["items"]}

    seen = {visibility for visibility, file in shelf.files.items() if file.number in found(visibility, "file")}
    folders = shelf.folders.items()
    assert seen == {visibility for visibility, folder in folders if folder.number in found(visibility, "folder")}
    return seen


WAYS: dict[str, Way] = {
    "onOffice list": _onoffice_list,
    "onOffice, each": _onoffice_each,
    "TimeTap list": _timetap_list(""),
    "TimeTap list of an appointment": _timetap_list("?calendarId={}"),
    "TimeTap, each": _one_by_one(
        lambda shelf, file: f"/timetap/live/files/{hex_of(file.uid)}", lambda person: _bearer(person.timetap)
    ),
    "TimeTap bytes": _one_by_one(
        lambda shelf, file: f"/timetap/live/files/{hex_of(file.uid)}/content", lambda person: _bearer(person.timetap)
    ),
    "TimeTap bucket": _one_by_one(
        lambda shelf, file: f"/timetap/tt-client-private/{file.business}/{hex_of(file.uid)}/x.txt",
        lambda person: _bearer(person.timetap),
    ),
    "native list of an appointment": _native_list,
    "native search": _native_search,
    "native, on an appointment": _one_by_one(
        lambda shelf, file: f"/api/v1/appointments/{shelf.appointment}/files/{file.uid}",
        lambda person: _bearer(person.native),
    ),
    "native, as TimeTap": _one_by_one(
        lambda shelf, file: f"/api/v1/files/{file.uid}?as=timetap", lambda person: _bearer(person.native)
    ),
    "Xelion": _one_by_one(
        lambda shelf, file: f"/xelion/api/v1/master/appointments/{shelf.appointment}/attachments/{file.number}",
        lambda person: {"Authorization": f"xelion {person.xelion}"} if person.xelion else {},
    ),
    "Xelion bytes": _one_by_one(
        lambda shelf, file: (
            f"/xelion/api/v1/master/appointments/{shelf.appointment}/attachments/{file.number}?response_type=stream"
        ),
        lambda person: {"Authorization": f"xelion {person.xelion}"} if person.xelion else {},
    ),
}
"""Where the credential names the business."""

REACHING_WAYS: dict[str, Way] = {
    "TelecomX": _one_by_one(
        lambda shelf, file: f"/telecomx/file/{short_of(file.uid)}", lambda person: _bearer(person.telecomx)
    ),
}
OPEN_WAYS: dict[str, Way] = {
    "TelecomX bytes": _one_by_one(_content, lambda person: _bearer(person.telecomx)),
    "TelecomX bytes by cookie": _one_by_one(_content, lambda person: {"Cookie": f"token={person.telecomx}"}),
}
"""What is for everybody is for everybody there, key or not."""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_everybody_in_the_house_sees_what_they_should_and_no_more(shelf: Shelf, way: Way) -> None:
    assert {name: way(shelf, shelf.made.people[name]) for name in SEEN} == SEEN


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_nobody_elsewhere_sees_any_of_it_where_the_credential_names_the_business(shelf: Shelf, way: Way) -> None:
    assert {name: way(shelf, shelf.made.people[name]) for name in SEEN_FROM_ABOVE} == {
        name: set() for name in SEEN_FROM_ABOVE
    }


@pytest.mark.parametrize("way", REACHING_WAYS.values(), ids=REACHING_WAYS.keys())
def test_where_roles_reach_further_they_see_what_they_should_and_no_more(shelf: Shelf, way: Way) -> None:
    expected = {**SEEN, **SEEN_FROM_ABOVE}
    assert {name: way(shelf, shelf.made.people[name]) for name in expected} == expected


@pytest.mark.parametrize("way", OPEN_WAYS.values(), ids=OPEN_WAYS.keys())
def test_bytes_for_everybody_need_no_key_and_others_the_same_as_their_file(shelf: Shelf, way: Way) -> None:
    expected = {name: {*seen, _ALL} for name, seen in {**SEEN, **SEEN_FROM_ABOVE}.items()}
    assert {name: way(shelf, shelf.made.people[name]) for name in expected} == expected


def test_the_public_bucket_has_nothing_that_is_not_for_everybody(shelf: Shelf) -> None:
    way = _one_by_one(
        lambda shelf, file: f"/timetap/tt-client-public/{file.business}/{hex_of(file.uid)}/x.txt",
        lambda person: _bearer(person.timetap),
    )
    assert way(shelf, STRANGER) == way(shelf, shelf.made.people["house_admin"]) == {_ALL}


def test_folders_are_seen_by_whom_files_are(shelf: Shelf) -> None:
    def listed(person: Person) -> set[Visibility]:
        answer = shelf.get("/timetap/live/files?fileLibraryType=FOLDER", _bearer(person.timetap))
        uuids = {item["fileLibraryUUID"] for item in answer.json()} if answer.status_code == 200 else set()
        return {visibility for visibility, folder in shelf.folders.items() if hex_of(folder.uid) in uuids}

    def shown(path: str, token: str) -> set[Visibility]:
        return {
            visibility
            for visibility, folder in shelf.folders.items()
            if shelf.get(path + hex_of(folder.uid)[: 24 if "telecomx" in path else 32], _bearer(token)).status_code
            == 200
        }

    people = {name: shelf.made.people[name] for name in SEEN}
    assert {name: listed(person) for name, person in people.items()} == SEEN
    assert {name: shown("/timetap/live/files/", person.timetap) for name, person in people.items()} == SEEN
    assert {name: shown("/telecomx/file/", person.telecomx) for name, person in people.items()} == SEEN


@pytest.mark.parametrize("name", ["editor", "owner", "house_reseller", "house_reseller_admin"])
def test_what_is_not_seen_is_not_changed_or_removed_either(shelf: Shelf, name: str) -> None:
    before, person = shelf.made.state(), shelf.made.people[name]
    hidden = [file for visibility, file in shelf.files.items() if visibility not in SEEN[name]]
    hidden_folders = [folder for visibility, folder in shelf.folders.items() if visibility not in SEEN[name]]
    assert hidden
    assert hidden_folders
    things: list[File | Folder] = [*hidden, *hidden_folders]
    for thing in things:
        uuid, kind = hex_of(thing.uid), "FILE" if isinstance(thing, File) else "FOLDER"
        body = {"businessId": thing.business, "fileLibraryType": kind, "fileName": "mine.txt", "fileLibraryUUID": uuid}
        headers = _bearer(person.timetap)
        changed = shelf.made.world.http.post("/timetap/live/files", json=body, headers=headers)
        removed = shelf.made.world.http.delete(f"/timetap/live/files/{uuid}", headers=headers)
        assert [(one.status_code, one.json()) for one in (changed, removed)] == [(403, {"message": "Forbidden"})] * 2
    assert shelf.made.state() == before
