"""A file as other doors show it, told at the native door: the same object, and what is lost."""

import json
from dataclasses import replace

from filebook.core.access import Scope, Visibility
from filebook.core.ids import Door, Kind, hex_of, short_of
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from filebook.services.sessions import SessionForm
from tests.dialects.native.api import Api, problem
from tests.dialects.onoffice.client import Client
from tests.dialects.timetap.client import log_in
from tests.world import PASSWORD, World


def test_a_file_is_shown_as_timetap_shows_it(api: Api, world: World) -> None:
    file = world.file(title="A plan", free_text="Draft", on=[replace(world.on_appointment(), role="plan")])
    told = api.get(f"/files/{file.uid}?as=timetap")
    assert api.get(f"/files/{file.number}/as/timetap").json() == told.json()
    headers = {"Authorization": f"Bearer {log_in(world.http, world.timetap)}"}
    shown = world.http.get(f"/timetap/live/files/{hex_of(file.uid)}", headers=headers)
    assert told.json()["object"] == shown.json()
    assert set(told.json()["lost"]) == {"title", "free_text", "sha256", "roles"}


def test_a_file_is_shown_as_telecomx_shows_it(api: Api, world: World) -> None:
    file = world.file(name="plan.pdf", free_text="Draft", on=[world.on_appointment()], visibility=Visibility.ALL)
    told = api.get(f"/files/{file.uid}?as=telecomx").json()
    login = world.http.post("/telecomx/auth/login", json={"username": "owner@main.example", "password": PASSWORD})
    headers = {"Authorization": f"Bearer {login.json()['token']}"}
    assert told["object"] == world.http.get(f"/telecomx/file/{short_of(file.uid)}", headers=headers).json()
    assert set(told["lost"]) == {"media_type", "sha256", "attachments"}


def test_a_file_is_shown_as_xelion_lists_it(api: Api, world: World) -> None:
    file = world.file(title="A plan", on=[world.on_appointment()])
    told = api.get(f"/files/{file.uid}?as=xelion").json()
    path = f"/xelion/api/v1/master/appointments/{world.appointments['single'].number}/attachments"
    (listed,) = world.http.get(path, headers={"Authorization": f"xelion {_xelion(world)}"}).json()["data"]
    assert told["object"] == listed["object"]
    assert told["lost"] == ["sha256"]


def test_a_file_is_shown_as_onoffice_shows_it_where_it_hangs(api: Api, world: World) -> None:
    estate = world.records["estate"].number
    file = world.file(title="A plan", category="Foto", on=[Hang(Kind.ESTATE, estate)])
    told = api.get(f"/files/{file.uid}?as=onoffice").json()
    client = Client(world.http, world.onoffice, world.clock())
    asked = {"estateid": estate, "showispublishedonhomepage": True, "showpublicationstatus": True}
    (record,) = client.call("get", "file", asked, resourceid="estate")["data"]["records"]
    assert json.loads(json.dumps(told["object"])) == record
    assert set(told["lost"]) == {"media_type", "sha256"}
    on_appointment = world.file(title="Lost there", on=[world.on_appointment()])
    shown = api.get(f"/files/{on_appointment.uid}?as=onoffice").json()
    link = shown["object"]["elements"]["url"]
    assert world.http.get(link.removeprefix("http://filebook.test")).content == b"hello"
    assert set(shown["lost"]) == {"title", "media_type", "sha256"}
    nowhere = api.get(f"/files/{world.file().uid}?as=onoffice").json()
    assert (nowhere["object"], nowhere["lost"][0]) == (None, "name")


def test_what_is_not_spoken_or_not_there_is_refused(api: Api, world: World) -> None:
    file = world.file()
    assert problem(api.get(f"/files/{file.uid}?as=klingon")) == "invalid"
    assert api.get(f"/files/{file.uid}/as/native").status_code == 422
    assert problem(api.get("/files/999999?as=timetap")) == "not-found"
    world.services.filing.trash(world.actor("owner"), file)
    assert problem(api.get(f"/files/{file.uid}?as=timetap")) == "not-found"


def _xelion(world: World) -> str:
    lasting = SessionForm(Door.XELION, lifetime_seconds=3600)
    return world.services.sessions.open(world.actor("owner", Door.XELION), lasting).token


def test_no_door_names_what_a_file_hangs_on_to_who_may_not_know_of_it(api: Api, world: World) -> None:
    span = world.appointments["single"].span
    private = world.services.booking.add(world.actor("owner"), NewAppointment("Private", span, private=True))
    file = world.file(on=[Hang(Kind.APPOINTMENT, private.number)])
    assert api.get(f"/files/{file.uid}?as=timetap").json()["object"]["calendarId"] == private.number
    for caller in (Api(world, "viewer"), Api(world, scope=Scope(kinds=frozenset({Kind.FILE})))):
        assert caller.get(f"/files/{file.uid}?as=timetap").json()["object"]["calendarId"] is None
