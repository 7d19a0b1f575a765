"""Example requests for appointments at the native door."""

import json
from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.native_request import Body, asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

_SECOND = "occurrence=2026-04-14"
"""The second occurrence of the series."""
_NEW = {"subject": "New", "starts": "2026-04-07T10:00", "ends": "2026-04-07T11:00"}


def _event(things: Things) -> str:
    return f"/appointments/{things.event.uid}"


def _series(things: Things) -> str:
    return f"/appointments/{things.series}"


def _lists(query: str, thing: str = "") -> Build:
    return asks("GET", lambda things: f"/appointments?{query}" + (str(getattr(things, thing)) if thing else ""))


def _makes(said: Body = lambda _: {}) -> Build:
    return asks("POST", lambda _: "/appointments", lambda things: {**_NEW, **_members(said(things))})


def _members(said: object) -> dict[str, object]:
    assert isinstance(said, dict)
    return said


def _form(person: Person, things: Things) -> Step:
    """An appointment, and a file for it."""
    _ = things
    return {
        "method": "POST",
        "path": "/api/v1/appointments",
        "headers": bearer(person.native),
        "multipart": [
            {"name": "file", "filename": "note.txt", "type": "text/plain", "text": "hello"},
            {"name": "appointment", "filename": "a.json", "type": "application/json", "text": json.dumps(_NEW)},
        ],
    }


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/appointments"): (
        Example("all", _lists("since=2026-01-01&count=true"), (), Role.PERSONAL),
        Example("trashed", _lists("trashed=true"), (), Role.PERSONAL),
        Example("participant", _lists("participant=", "contact"), ("contact",), Role.PERSONAL),
        Example("concerns", _lists("concerns=", "estate"), ("estate",), Role.PERSONAL),
    ),
    (Door.NATIVE, "POST", "/appointments"): (
        Example("own", _makes(), (), Role.PERSONAL),
        Example("nobody's", _makes(lambda _: {"participants": []}), (), Role.EDITOR),
        Example("staff", _makes(lambda things: {"participants": [things.employee.uid]}), ("staff",), Role.EDITOR),
        Example(
            "contact",
            _makes(lambda things: {"participants": [{"id": str(things.contact), "role": "buyer"}]}),
            ("contact",),
            Role.EDITOR,
        ),
        Example(
            "estate",
            _makes(lambda things: {"participants": [], "concerns": [str(things.estate)]}),
            ("estate",),
            Role.EDITOR,
        ),
        Example("calendar", _makes(lambda things: {"calendars": [things.calendar.uid]}), ("calendar",), Role.PERSONAL),
        Example("file", _makes(lambda things: {"files": [things.file.uid]}), ("file",), Role.EDITOR),
        Example("form", _form, (), Role.EDITOR),
    ),
    (Door.NATIVE, "GET", "/appointments/{id}"): (
        Example("uid", asks("GET", _event), ("appointment",), Role.PERSONAL),
        Example("series", asks("GET", _series), ("series",), Role.PERSONAL),
    ),
    (Door.NATIVE, "PATCH", "/appointments/{id}"): (
        Example("all", asks("PATCH", _event, lambda _: {"subject": "Other"}), ("appointment",), Role.PERSONAL),
        Example(
            "this",
            asks("PATCH", lambda things: f"{_series(things)}?scope=this&{_SECOND}", lambda _: {"subject": "Other"}),
            ("series",),
            Role.PERSONAL,
        ),
        Example(
            "following",
            asks("PATCH", lambda things: f"{_series(things)}?scope=following&{_SECOND}", lambda _: {"place": "There"}),
            ("series",),
            Role.PERSONAL,
            spends=True,
        ),
    ),
    (Door.NATIVE, "DELETE", "/appointments/{id}"): (
        Example("all", asks("DELETE", _event), ("appointment",), Role.PERSONAL, spends=True),
        Example(
            "this",
            asks("DELETE", lambda things: f"{_series(things)}?scope=this&{_SECOND}"),
            ("series",),
            Role.PERSONAL,
            spends=True,
        ),
    ),
    (Door.NATIVE, "POST", "/appointments/{id}/cancel"): (
        Example("all", asks("POST", lambda things: f"{_event(things)}/cancel"), ("appointment",), Role.PERSONAL),
    ),
    (Door.NATIVE, "GET", "/appointments/{id}/occurrences"): (
        Example("single", asks("GET", lambda things: f"{_event(things)}/occurrences"), ("appointment",), Role.PERSONAL),
        Example("series", asks("GET", lambda things: f"{_series(things)}/occurrences"), ("series",), Role.PERSONAL),
    ),
}
