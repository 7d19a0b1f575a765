"""A booking program at the TimeTap door: bodies as such programs send them, and calls that must succeed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filebook.core.appointments import Appointment
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from tests.dialects.timetap.client import Client
from tests.world import World

Shown = dict[str, Any]


@dataclass(slots=True)
class Desk:
    """A world and a client of it."""

    world: World
    client: Client

    def number(self, name: str) -> Number:
        """A known record's number."""
        return self.world.records[name].number

    def record(self, kind: Kind, label: str = "Another", **fields: object) -> Record:
        """A new record."""
        return self.world.services.records.add(self.world.actor("owner"), kind, label=label, fields=fields)

    def references(self) -> Shown:
        """Whom and what an appointment is about, as public programs write it."""
        return {
            "client": {"clientId": self.number("contact")},
            "staff": {"professionalId": self.number("staff")},
            "location": {"locationId": self.number("location")},
            "reason": {"reasonId": self.number("service")},
        }

    def body(self, **said: object) -> Shown:
        """A whole body."""
        times = {"startDate": "2031-03-05", "startTime": 930, "endDate": "2031-03-05", "endTime": 1030}
        return {"businessId": self.client.business, **self.references(), **times, "status": "OPEN", **said}

    def make(self, **said: object) -> Shown:
        """A new appointment."""
        made: Shown = self.client.told("POST", "/appointments", self.body(**said))
        return made

    def make_series(self, **said: object) -> Shown:
        """A new series: three Mondays from nine to a quarter to ten."""
        pattern = {"frequency": "WEEKLY", "startDate": "2031-03-03", "occurrences": 3, "startTime": 900, "endTime": 945}
        made: Shown = self.client.told("POST", "/recurringappointments", {**self.references(), **pattern, **said})
        return made

    def show(self, number: int) -> Shown:
        """One appointment."""
        shown: Shown = self.client.told("GET", f"/appointments/{number}")
        return shown

    def patch(self, number: int, **said: object) -> Shown:
        """A change of what is named."""
        shown: Shown = self.client.told("PATCH", f"/appointments/{number}", said)
        return shown

    def put(self, shown: Mapping[str, object], **said: object) -> Shown:
        """A whole object sent back, with some of it changed."""
        again: Shown = self.client.told("PUT", f"/appointments/{shown['calendarId']}", {**shown, **said})
        return again

    def report(self, **query: object) -> list[Shown]:
        """The list."""
        listed: list[Shown] = self.client.told("GET", "/appointmentList/report", **query)
        return listed

    def refused(self, method: str, path: str, body: object = None, **query: object) -> object:
        """What a call is told that must be refused as wrong, and store nothing."""
        before = self.world.stored()
        response = self.client.send(method, path, body, **query)
        assert response.status_code == 400, response.text
        assert self.world.stored() == before
        return response.json()

    def kept(self, number: int) -> Appointment:
        """The appointment as every other door has it."""
        return self.world.services.book.get(self.world.actor("owner"), Number(number))


TIMES = ("startDate", "startTime", "endDate", "endTime")
CLIENT_TIMES = ("clientStartDate", "clientStartTime", "clientEndDate", "clientEndTime")


def times(shown: Mapping[str, object], names: tuple[str, ...] = TIMES) -> tuple[object, ...]:
    """Some properties as a tuple."""
    return tuple(shown[name] for name in names)
