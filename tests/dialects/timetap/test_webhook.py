"""The message of a webhook: TimeTap's appointment object as public receivers read it, whichever door booked it.

The receivers below read as the programs of the project's TimeTap reference (section 13) do: the same keys, the same
conversions, nothing guarded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from filebook.core.ids import Kind
from filebook.dialects.timetap.webhook import iso_instant
from tests.dialects.onoffice.client import client_of
from tests.dialects.test_appointment_pairs import booked_by_onoffice, booked_by_timetap, booked_by_xelion
from tests.dialects.timetap.appointments.desk import Desk, Shown
from tests.dialects.timetap.client import Client, log_in
from tests.dialects.xelion.book import caller
from tests.receiver import Receiver, receiving
from tests.world import World, make_world

INSTANTS = ("startDateTimeUTC", "endDateTimeUTC")


@dataclass
class Hooked:
    """A desk whose business has a webhook."""

    world: World
    desk: Desk
    receiver: Receiver

    def told(self) -> list[Shown]:
        """The messages since the last time."""
        del self.receiver.received[:]
        outbox = self.world.house.outbox
        outbox.collect()
        while claimed := outbox.claim(limit=9, failing=9):
            for one in claimed:
                outbox.deliver(one)
        return [message.told for message in self.receiver.received]

    def told_one(self) -> Shown:
        """The one message since the last time."""
        (told,) = self.told()
        return told


@pytest.fixture
def hooked(tmp_path: Path) -> Iterator[Hooked]:
    world = make_world(tmp_path / "data", webhook_private_addresses=True)
    with receiving() as receiver:
        world.services.webhooks.set(world.business.number, receiver.url)
        client = Client(world.http, log_in(world.http, world.timetap), world.business.number)
        yield Hooked(world, Desk(world, client), receiver)
    world.close()


def test_the_message_is_the_object_of_the_rest_interface_with_its_instants_as_text(hooked: Hooked) -> None:
    fields = [{"code": "referrer", "label": "Referring doctor", "value": "Dr Aho"}]
    made = hooked.desk.make(note="Second visit", subject="Check-up", fields=fields, cancelReason="")
    told = hooked.told_one()
    assert list(told) == list(made)
    assert {name: told[name] for name in told if name not in INSTANTS} == {
        name: made[name] for name in made if name not in INSTANTS
    }
    assert [told[name] for name in INSTANTS] == ["2031-03-05T08:30:00.000Z", "2031-03-05T09:30:00.000Z"]
    assert told["professional"] == told["staff"]
    assert told["calendarid"] == told["calendarId"] == made["calendarId"]


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1930487400007, "2031-03-05T14:30:00.007Z"),
        (-62135596800000, "0001-01-01T00:00:00.000Z"),
        (253402300799999, "9999-12-31T23:59:59.999Z"),
    ],
)
def test_an_instant_is_text_with_milliseconds(milliseconds: int, text: str) -> None:
    assert iso_instant(milliseconds) == text


def test_every_way_to_change_an_appointment_is_told(hooked: Hooked) -> None:
    shown = hooked.desk.make()
    number = shown["calendarId"]
    assert hooked.told_one()["status"] == "OPEN"
    hooked.desk.patch(number, note="Bring the scans")
    assert hooked.told_one()["note"] == "Bring the scans"
    hooked.desk.put(shown, note="Written anew")
    assert hooked.told_one()["note"] == "Written anew"
    hooked.desk.client.told("PUT", f"/appointments/{number}/cancel/false/false", {"cancelReason": "Ill"})
    told = hooked.told_one()
    assert (told["status"], told["cancelReason"], told["cancelUser"]) == ("CANCELLED", "Ill", "api")


@pytest.mark.parametrize("booked", [booked_by_onoffice, booked_by_xelion, booked_by_timetap])
def test_whichever_door_books_one_message_tells_of_it(hooked: Hooked, booked: Any) -> None:
    number = booked(hooked.world, weekly=False)
    told = hooked.told_one()
    assert told["calendarId"] == number
    assert told["note"] == "Sleutel bij de buren"
    assert told["client"]["clientId"] == hooked.world.records["contact"].number
    assert told["startDateTimeUTC"] == "2027-03-15T10:10:00.000Z"


@pytest.mark.parametrize("booked", [booked_by_onoffice, booked_by_xelion, booked_by_timetap])
def test_a_series_is_told_as_one(hooked: Hooked, booked: Any) -> None:
    number = booked(hooked.world, weekly=True)
    told = hooked.told_one()
    assert told["calendarId"] == told["recurringAppointmentId"] == number


def test_what_another_door_deletes_is_told_as_cancelled(hooked: Hooked) -> None:
    number = booked_by_timetap(hooked.world, weekly=False)
    hooked.told()
    assert caller(hooked.world).delete(number).status_code == 200
    told = hooked.told_one()
    assert (told["calendarId"], told["status"]) == (number, "CANCELLED")
    number = booked_by_xelion(hooked.world, weekly=False)
    hooked.told()
    result = client_of(hooked.world).call("delete", "calendar", resourceid=number)
    assert result["status"]["errorcode"] == 0, result
    told = hooked.told_one()
    assert (told["calendarId"], told["status"]) == (number, "CANCELLED")


def test_files_clients_and_staff_alone_are_not_told_of(hooked: Hooked) -> None:
    made = hooked.desk.make()
    hooked.told()
    hooked.desk.client.upload(calendarId=made["calendarId"])
    hooked.desk.record(Kind.CONTACT)
    hooked.desk.record(Kind.STAFF)
    assert hooked.told() == []


def apex(told: Shown) -> dict[str, Any]:
    """A Salesforce class: instants as ISO text, people by both names, times as numbers."""

    def instant(text: str) -> datetime:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text)
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

    return {
        "starts": instant(told["startDateTimeUTC"]),
        "ends": instant(told["endDateTimeUTC"]),
        "id": str(told["calendarId"]),
        "staff": told["professional"]["fullName"].strip(),
        "email": told["client"]["emailAddress"].lower(),
        "reason": told["reason"]["reasonDesc"].strip(),
        "status": told["status"].upper(),
        "cancelled_because": told["cancelReason"].strip(),
        "created": told["createdDate"] // 1000,
    }


def ruby(told: Shown) -> dict[str, Any]:
    """A Rails controller: the small spelling of the id, the sentence with the time, custom fields by their number."""
    weekday, day, year_and_time = told["appointmentDateTimeClient"].split(",")
    year, clock = year_and_time.strip().split(" at ")
    return {
        "id": told["calendarid"] + 0,
        "when": datetime.strptime(f"{day.strip()} {year} {clock.rpartition(' ')[0]}", "%B %d %Y %I:%M %p"),  # noqa: DTZ007
        "weekday": weekday,
        "fields": {entry["schedulerPreferenceFieldDefnId"]: entry["value"].strip() for entry in told["fields"]},
        "phone": re.sub(r"\D", "", told["client"]["cellPhone"]),
        "location": told["location"]["locationName"].strip(),
    }


def php(told: Shown) -> dict[str, Any]:
    """A vtiger module: a contact made of the client and the custom fields by their label."""
    client = told["client"]
    return {
        "contact": {
            name: client[key].strip()
            for name, key in {
                "firstname": "firstName",
                "lastname": "lastName",
                "email": "emailAddress",
                "phone": "cellPhone",
                "street": "address1",
                "city": "city",
                "code": "zip",
            }.items()
        },
        "born": (client["dateOfBirth"] or "").split("-"),
        "labels": {entry["label"]: entry["value"] for entry in told["fields"]},
        "minutes": divmod(told["clientStartTime"], 100),
        "date": told["clientStartDate"].split("-"),
        "subject": told["subject"].strip() or told["reason"]["internalName"].strip(),
    }


def test_public_receivers_find_what_they_read(hooked: Hooked) -> None:
    client = hooked.desk.record(
        Kind.CONTACT, "Aino Salo", first_name="Aino", last_name="Salo", email="Aino@example.org", mobile="+358 40 55"
    )
    fields = [{"schedulerPreferenceFieldDefnId": 96642, "label": "Referring doctor", "value": "Dr Aho"}]
    made = hooked.desk.make(client={"clientId": client.number}, fields=fields)
    told = hooked.told_one()
    assert apex(told) == {
        "starts": datetime(2031, 3, 5, 8, 30, tzinfo=UTC),
        "ends": datetime(2031, 3, 5, 9, 30, tzinfo=UTC),
        "id": str(made["calendarId"]),
        "staff": "Owner Test",
        "email": "aino@example.org",
        "reason": "A service",
        "status": "OPEN",
        "cancelled_because": "",
        "created": made["createdDate"] // 1000,
    }
    assert ruby(told) == {
        "id": made["calendarId"],
        "when": datetime(2031, 3, 5, 9, 30),
        "weekday": "Wednesday",
        "fields": {96642: "Dr Aho"},
        "phone": "3584055",
        "location": "A location",
    }
    assert php(told) == {
        "contact": {
            "firstname": "Aino",
            "lastname": "Salo",
            "email": "Aino@example.org",
            "phone": "+358 40 55",
            "street": "",
            "city": "",
            "code": "",
        },
        "born": [""],
        "labels": {"Referring doctor": "Dr Aho"},
        "minutes": (9, 30),
        "date": ["2031", "03", "05"],
        "subject": "A service",
    }


def test_an_appointment_of_nobody_about_nothing_is_readable_too(hooked: Hooked) -> None:
    caller(hooked.world).made()
    told = hooked.told_one()
    assert (apex(told)["email"], ruby(told)["fields"], php(told)["subject"]) == ("", {}, "")
