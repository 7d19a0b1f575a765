"""Example requests about the PBX calendar at the TelecomX door; resellers and above have no access there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from filebook.core.access import Role
from filebook.core.ids import Door, short_of
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things

_PATH = "/pbx/calendar"
_OWN = partial(Example, least_role=Role.PERSONAL, most_role=Role.OWNER)
_TIMES = {"start": "2026-04-07T12:30:00.000Z", "end": "2026-04-07T13:15:00.000Z"}


def _calendar(method: str = "GET", *, place: Callable[[Things], str] = lambda things: "", said: Any = None) -> Build:
    body = {} if said is None else {"json": said}
    return lambda person, things: {
        "method": method,
        "path": f"/telecomx{_PATH}{place(things)}",
        "headers": bearer(person.telecomx),
        **body,
    }


def _created(**said: Callable[[Things], Any]) -> Build:
    return lambda person, things: {
        "method": "POST",
        "path": f"/telecomx{_PATH}",
        "headers": bearer(person.telecomx),
        "json": {"subject": "Visit", **_TIMES, **{name: of(things) for name, of in said.items()}},
    }


def _event(things: Things) -> str:
    return f"/{short_of(things.event.uid)}"


def _master(things: Things) -> str:
    return f"/{short_of(things.master.uid)}"


_WHOLE = {
    "externalId": "a1",
    "body": {"content": "<p>Key</p>", "type": "html"},
    "isAllDay": False,
    "importance": "high",
    "type": "singleInstance",
    "showAs": "oof",
    "isCancelled": False,
    "isOnlineMeeting": True,
    "isOrganizer": True,
    "isReminderOn": True,
    "onlineMeetingJoinUrl": "https://meet.example/1",
    "reminderMinutesBeforeStart": 15,
    "location": {"displayName": "Office", "address": "High Street 1"},
}
_GUESTS = [{"name": "Bo", "emailAddress": "bo@main.example", "type": "required", "status": "accepted"}]

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.TELECOMX, "GET", _PATH): (
        _OWN("list", _calendar(), ()),
        _OWN("all that is called so", _calendar(place=lambda things: "?filter=week&limit=3&offset=0"), ()),
        Example(
            "of an employee",
            _calendar(place=lambda things: f"?employee={short_of(things.employee.uid)}"),
            ("staff",),
            Role.VIEWER,
            most_role=Role.OWNER,
        ),
    ),
    (Door.TELECOMX, "POST", _PATH): (
        _OWN("create", _created(attendees=lambda things: _GUESTS), ()),
        _OWN(
            "create for the own customer",
            _created(customer=lambda things: short_of(things.business_uid)),
            ("business",),
        ),
        Example(
            "create for an employee",
            _created(employee=lambda things: short_of(things.employee.uid)),
            ("staff",),
            Role.EDITOR,
            most_role=Role.OWNER,
        ),
    ),
    (Door.TELECOMX, "GET", _PATH + "/{event}"): (
        _OWN("event", _calendar(place=_event), ("appointment",), tells_when=True),
        _OWN("master", _calendar(place=_master), ("series",)),
    ),
    (Door.TELECOMX, "POST", _PATH + "/{event}"): (
        _OWN("change", _calendar("POST", place=_event, said=_WHOLE), ("appointment",), tells_when=True),
        _OWN(
            "move",
            _calendar("POST", place=_event, said={**_TIMES, "isAllDay": True}),
            ("appointment",),
            tells_when=True,
        ),
        _OWN("change a master", _calendar("POST", place=_master, said={"subject": "Weekly"}), ("series",)),
    ),
    (Door.TELECOMX, "DELETE", _PATH + "/{event}"): (
        _OWN("delete", _calendar("DELETE", place=_event), ("appointment",), spends=True, tells_when=True),
        _OWN(
            "delete a series",
            _calendar("DELETE", place=lambda things: _master(things) + "?applyToMaster=true"),
            ("series",),
            spends=True,
        ),
    ),
}
