"""The promise for people and places, pair by pair: what one language writes, each other one reads under one number.

A kind of record is a row of `KINDS`: how TimeTap makes, changes and stops using one, how it shows one; the same for
onOffice where it has a word for the kind. Xelion shows people who take part in an appointment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from filebook.core.ids import Kind, Number
from tests.dialects.onoffice.client import Json, client_of
from tests.dialects.test_appointment_pairs import utc_text
from tests.dialects.test_pairs import timetap
from tests.dialects.xelion.client import BASE, session
from tests.world import World

Texts = Mapping[str, str]


@dataclass(frozen=True)
class RecordKind:
    """One kind of record in both languages. `words`: onOffice's field → TimeTap's property, for what both know."""

    kind: Kind
    path: str
    id_name: str
    resource: str
    words: Texts
    first: Texts
    """TimeTap's properties of a new one; `then`: what changes."""
    then: Texts
    method: str = "PATCH"
    stopped: Mapping[str, object] = field(default_factory=dict)
    """How TimeTap shows one that is not in use any more."""

    @property
    def nothing(self) -> Texts:
        """How onOffice shows one of which nothing is known; a date has a form of its own."""
        return {name: "0000-00-00" if name == "Geburtsdatum" else "" for name in self.words}

    def told(self, said: Texts) -> Texts:
        """The same in onOffice's words."""
        return {name: said[prop] for name, prop in self.words.items() if prop in said}


CLIENTS = RecordKind(
    kind=Kind.CONTACT,
    path="/clients",
    id_name="clientId",
    resource="address",
    words={
        "Vorname": "firstName",
        "Name": "lastName",
        "Zusatz1": "companyName",
        "Strasse": "address1",
        "Plz": "zip",
        "Ort": "city",
        "Bundesland": "state",
        "Email": "emailAddress",
        "mobile": "cellPhone",
        "phone": "homePhone",
        "Geburtsdatum": "dateOfBirth",
        "Bemerkung": "notes",
    },
    first={
        "firstName": "Aino",
        "lastName": "Salo",
        "companyName": "Salo Oy",
        "address1": "1 Long Rd",
        "zip": "00100",
        "city": "Helsinki",
        "state": "Uusimaa",
        "emailAddress": "aino@example.org",
        "cellPhone": "+358 40 555 0100",
        "homePhone": "09 555 0100",
        "dateOfBirth": "1980-03-12",
        "notes": "Rings twice",
    },
    then={"lastName": "Virta", "cellPhone": "+358 40 555 0199"},
    stopped={"status": "Inactive"},
)
KINDS = {"client": CLIENTS}
EACH_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def made_by_timetap(world: World, kind: RecordKind) -> int:
    return int(timetap(world).told("POST", kind.path, dict(kind.first))[kind.id_name])


def made_by_onoffice(world: World, kind: RecordKind) -> int:
    result = client_of(world).call("create", kind.resource, dict(kind.told(kind.first)))
    assert result["status"]["errorcode"] == 0, result
    return int(result["data"]["records"][0]["id"])


MAKERS: Mapping[str, Callable[[World, RecordKind], int]] = {"timetap": made_by_timetap, "onoffice": made_by_onoffice}
EACH_MAKER = pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)


def shown_by_timetap(world: World, kind: RecordKind, number: int) -> Json:
    shown: Json = timetap(world).told("GET", f"{kind.path}/{number}")
    assert shown[kind.id_name] == number
    return shown


def shown_by_onoffice(world: World, kind: RecordKind, number: int) -> Json:
    result = client_of(world).call("read", kind.resource, {"data": [*kind.words]}, resourceid=str(number))
    assert result["status"]["errorcode"] == 0, result
    (record,) = result["data"]["records"]
    assert record["id"] == number
    return {name: record["elements"][name] for name in kind.words}


@EACH_MAKER
@EACH_KIND
def test_what_one_language_writes_both_read(
    world: World, kind: RecordKind, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, kind)
    shown = shown_by_timetap(world, kind, number)
    assert {name: shown[name] for name in kind.first} == kind.first
    assert shown_by_onoffice(world, kind, number) == kind.told(kind.first)


@EACH_MAKER
@EACH_KIND
def test_what_timetap_changes_has_changed_in_onoffice(
    world: World, kind: RecordKind, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, kind)
    timetap(world).told(kind.method, f"{kind.path}/{number}", dict(kind.then))
    assert shown_by_onoffice(world, kind, number) == kind.told({**kind.first, **kind.then})


@EACH_MAKER
@EACH_KIND
def test_what_onoffice_changes_has_changed_in_timetap(
    world: World, kind: RecordKind, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, kind)
    changes = dict(kind.told(kind.then))
    assert client_of(world).error("modify", kind.resource, changes, resourceid=str(number)) == 0
    shown = shown_by_timetap(world, kind, number)
    assert {name: shown[name] for name in kind.first} == {**kind.first, **kind.then}


@EACH_KIND
def test_what_timetap_stops_using_is_still_there_and_what_onoffice_deletes_is_gone(
    world: World, kind: RecordKind
) -> None:
    number = made_by_timetap(world, kind)
    timetap(world).told("DELETE", f"{kind.path}/{number}")
    assert shown_by_onoffice(world, kind, number) == kind.told(kind.first)
    shown = shown_by_timetap(world, kind, number)
    assert {name: shown[name] for name in kind.stopped} == kind.stopped
    assert client_of(world).error("delete", kind.resource, {}, resourceid=str(number)) == 0
    assert timetap(world).get(f"{kind.path}/{number}").status_code == 400
    assert number not in [shown[kind.id_name] for shown in timetap(world).told("GET", kind.path)]


@EACH_MAKER
@EACH_KIND
def test_a_whole_object_replaced_by_timetap_keeps_what_only_onoffice_knows(
    world: World, kind: RecordKind, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, kind)
    own = {"Titel": "Dr.", "Telefax1": "09 555 0199", "Briefanrede": "Dear Dr."}
    assert client_of(world).error("modify", kind.resource, dict(own), resourceid=str(number)) == 0
    timetap(world).told("PUT", f"{kind.path}/{number}", shown_by_timetap(world, kind, number))
    timetap(world).told("PUT", f"{kind.path}/{number}", dict(kind.then))
    result = client_of(world).call("read", kind.resource, {"data": [*own]}, resourceid=str(number))
    elements = result["data"]["records"][0]["elements"]
    assert {name: elements[name] for name in own} == own
    assert shown_by_onoffice(world, kind, number) == {**kind.nothing, **kind.told(kind.then)}


@EACH_MAKER
def test_a_client_takes_part_in_an_appointment_under_one_name_and_number_everywhere(
    world: World, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, CLIENTS)
    single = world.appointments["single"]
    world.services.booking.change(
        world.actor("owner"), single.number, participants=lambda present: [*present, Number(number)]
    )
    shown = timetap(world).told("GET", f"/appointments/{single.number}")
    assert (shown["client"]["clientId"], shown["client"]["fullName"]) == (number, "Aino Salo")
    headers = session(world, "owner")
    book = world.http.get(f"{BASE}/appointments/{single.number}", headers=headers).json()["object"]
    people = {person["oid"]: person["commonName"] for person in book["participants"]}
    assert people[str(number)] == "Aino Salo"
    result = client_of(world).call("read", "calendar", {}, resourceid=str(single.number))
    assert str(number) in map(str, result["data"]["records"][0]["elements"]["assignedaddressids"])
    _booked_by_xelion(world, number)


def _booked_by_xelion(world: World, number: int) -> None:
    """The client takes part in an appointment that Xelion makes."""
    span = world.appointments["single"].span
    body: Json = {
        "subject": "Bezichtiging",
        "starttime": utc_text(span.starts),
        "endtime": utc_text(span.ends),
        "participants": [{"person": {"oid": str(number), "objectType": "Person"}}],
    }
    response = world.http.post(f"{BASE}/appointments", json=body, headers=session(world, "owner"))
    assert response.status_code == 200, response.text
    listed = timetap(world).told("GET", "/appointmentList/report", clientId=number)
    assert int(response.json()["object"]["oid"]) in [shown["calendarId"] for shown in listed]
