"""What explanations say is what the routes do, for any user, thing and action."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filebook.core.access import Role, Visibility
from filebook.core.appointments import Appointment
from filebook.core.ids import Uid
from filebook.services.booking import NewAppointment
from tests.dialects.native.api import Api
from tests.stores import memory_folder
from tests.world import World, make_world

STAFF = {
    "none": Role.NONE,
    "personal": Role.PERSONAL,
    "viewer": Role.VIEWER,
    "editor": Role.EDITOR,
    "owner": Role.OWNER,
    "house_reseller": Role.RESELLER,
    "house_admin": Role.ADMIN,
}
PUT_BY = {Visibility.RESELLER: ("house_reseller", "house_admin")}


@dataclass
class Office:
    """Everybody's client, and the paths of things with what explains them."""

    world: World
    clients: dict[str, Api]
    things: list[tuple[str, str]]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with memory_folder() as folder:
        world = make_world(folder / "data", access_log=False)
        for name, role in STAFF.items():
            if name not in world.users:
                made = world.services.accounts.create_user(
                    world.business.number, name, role=role, email=f"{name}@main.example"
                )
                world.users[name] = made
        files = [
            world.file(by=by, visibility=visibility, name=f"{visibility} {by}")
            for visibility in Visibility
            for by in PUT_BY.get(visibility, ("owner", "editor"))
        ]
        things: list[tuple[str, str]] = [(f"/files/{file.uid}", file.uid) for file in files]
        things += [(f"/appointments/{uid}", uid) for uid in _appointments(world)]
        yield Office(world, {name: Api(world, name) for name in STAFF}, things)
        world.close()


def _appointments(world: World) -> Iterator[str]:
    """Private and not, of different people, with and without rights that were granted."""
    span = world.appointments["single"].span
    staff = {name: world.users[name].staff.number for name in STAFF}
    for private, by, joining, granted in product(
        (True, False), ("owner", "editor"), ("", "personal", "viewer"), ("", "read", "write")
    ):
        participants = [staff[joining]] if joining else []
        new = NewAppointment("Any", span, private=private, participants=participants)
        made = world.services.booking.add(world.actor(by), new)
        rights = {str(staff[name]): granted for name in ("viewer", "personal") if granted}
        edit = partial(_granting, rights=rights)
        changed = world.services.booking.change(world.actor(by), made.number, edit=edit)
        yield changed.uid


def _granting(appointment: Appointment, rights: dict[str, str]) -> Appointment:
    return replace(appointment, permissions=rights)


@settings(max_examples=300)
@given(data=st.data())
def test_an_explanation_says_what_the_routes_do(office: Office, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(STAFF)))
    asker = data.draw(st.sampled_from([name, "owner", "house_admin"]))
    path, uid = data.draw(st.sampled_from(office.things))
    action = data.draw(st.sampled_from(["read", "write"]))
    client = office.clients[name]
    done = client.get(path) if action == "read" else client.patch(path, {})
    user = {} if asker == name else {"user": office.world.users[name].uid}
    told = office.clients[asker].get("/access/explain", params={"object": uid, "action": action, **user})
    if told.status_code == 200:
        answer = told.json()
        assert answer["allowed"] is done.is_success, (name, path, answer)
        if answer["who_can"] is not None:
            can = {one["number"] for one in answer["who_can"]}
            assert (office.world.users[name].number in can) is done.is_success
    else:
        assert told.status_code in {403, 404}
        assert asker != name or not office.clients[asker].get(path).is_success


@pytest.mark.parametrize("name", STAFF)
def test_every_way_to_a_file_is_open_to_those_who_see_it_and_to_nobody_else(office: Office, name: str) -> None:
    client = office.clients[name]
    files = [thing for thing in office.things if thing[0].startswith("/files/")]
    assert len(files) > len(Visibility)
    for path, uid in files:
        _agrees(office, client, path, uid)


def _agrees(office: Office, client: Api, path: str, uid: str) -> None:
    shown = client.get(path)
    sees, refused = shown.is_success, shown.status_code
    assert client.get(f"{path}/content").status_code == (200 if sees else refused)
    assert client.get(f"{path}/processing").status_code == (200 if sees else refused)
    preview = client.get(f"{path}/preview", params={"width": 9, "height": 9})
    assert preview.status_code == (422 if sees else refused), "there are no pictures of plain text"
    assert client.post(f"{path}/link", {}).is_success is sees
    found = client.get("/search", params={"q": uid_name(office, uid), "kind": "file", "count": True, "limit": 200})
    if found.is_success:
        hits = found.json()
        assert (uid in {hit["id"] for hit in hits["items"]}) is sees
        assert hits["total"] == len(hits["items"])
    else:
        assert not sees
    may_write = client.get("/access/explain", params={"object": uid, "action": "write"})
    if sees and may_write.is_success and may_write.json()["allowed"]:
        assert client.post("/shares", {"items": [uid]}).is_success
    if not sees:
        assert not client.post("/shares", {"items": [uid]}).is_success


def uid_name(office: Office, uid: str) -> str:
    """What the file is called, of which no two are alike."""
    with office.world.house.catalogue.read() as tables:
        file = tables.files.by_uid(Uid(uid))
    assert file is not None
    return file.name
