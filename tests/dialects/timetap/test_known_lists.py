"""Lists that a client has already are not sent again, and every change that could show in one is noticed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import NewFile
from tests.dialects.timetap.client import LIVE, Client, log_in
from tests.world import World


def _etag(client: Client, path: str = "/files", **query: object) -> str:
    answer = client.get(path, **query)
    assert answer.status_code == 200
    etag: str = answer.headers["etag"]
    return etag


@pytest.mark.parametrize("path", ["/files", "/appointments", "/clients", "/staff", "/locations", "/services"])
def test_a_known_list_is_answered_with_304_and_nothing_else(client: Client, path: str) -> None:
    answer = client.get(path)
    etag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "private, no-cache"
    for method in ("GET", "HEAD"):
        for condition in (etag, f'"another", W/{etag}', "*"):
            headers = {**client.headers, "If-None-Match": condition}
            known = client.http.request(method, LIVE + path, headers=headers)
            assert (known.status_code, known.content) == (304, b"")
            assert (known.headers["etag"], known.headers["cache-control"]) == (etag, "private, no-cache")
            assert "content-type" not in known.headers


def test_a_head_tells_what_a_get_would_without_the_list(client: Client) -> None:
    client.folder()
    head, got = client.http.head(f"{LIVE}/files", headers=client.headers), client.get("/files")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == got.headers[name]


def test_neither_the_way_a_token_is_shown_nor_a_new_one_changes_the_tag(world: World, client: Client) -> None:
    etag = _etag(client)
    for token in (client.token, log_in(world.http, world.timetap)):
        answer = world.http.get(f"{LIVE}/files", params={"sessionToken": token}, headers={"If-None-Match": etag})
        assert answer.status_code == 304


def test_another_user_and_another_business_have_other_tags(
    client: Client, viewer_client: Client, foreign_client: Client
) -> None:
    assert len({_etag(one) for one in (client, viewer_client, foreign_client)}) == 3


def test_what_others_do_leaves_the_tag(client: Client, foreign_client: Client) -> None:
    etag = _etag(client)
    foreign_client.folder()
    foreign_client.upload()
    assert _etag(client) == etag


def test_a_refusal_leaves_the_tag(client: Client) -> None:
    etag = _etag(client)
    assert client.post({"businessId": client.business, "fileLibraryType": "FILE", "fileName": "x"}).status_code == 400
    assert client.delete("0" * 32).status_code == 400
    assert _etag(client) == etag


def _trashed_and_emptied(world: World, client: Client) -> None:
    world.clock.advance(days=31)
    assert world.services.housekeeping.sweep().trashed_files == 1


def _renamed(world: World, client: Client) -> None:
    business = world.services.accounts.business(world.business.number)
    world.house.catalogue.write(lambda tables: tables.businesses.update(replace(business, name="Another name")))


def _promoted(world: World, client: Client) -> None:
    owner = replace(world.users["owner"], role=Role.RESELLER)
    world.house.catalogue.write(lambda tables: tables.users.update(owner))


VISIBLE: dict[str, Callable[[World, Client], object]] = {
    "a folder": lambda world, client: client.folder(),
    "an upload": lambda world, client: client.upload(),
    "a file of another door": lambda world, client: world.file(),
    "a link of another door": lambda world, client: world.services.filing.add_link(
        world.actor("owner"), "https://example.org/", new=NewFile("elsewhere")
    ),
    "a contact of another door": lambda world, client: world.services.records.add(
        world.actor("owner"), Kind.CONTACT, label="Somebody"
    ),
    "an appointment of another door": lambda world, client: world.services.booking.add(
        world.actor("owner"), NewAppointment("Viewing", world.appointments["single"].span)
    ),
    "a file taken out of the trash": lambda world, client: client.change(client.files(deleted=1)[0], deleted=False),
    "a file deleted from the trash": lambda world, client: client.delete(client.files(deleted=1)[0]["fileLibraryUUID"]),
    "a file removed by housekeeping": _trashed_and_emptied,
    "a colleague who was shut out": lambda world, client: world.services.accounts.set_enabled(
        world.users["viewer"], enabled=False
    ),
    "a business that was renamed": _renamed,
    "a setting": lambda world, client: world.services.accounts.set_settings(world.business, {"viewers_may_edit": True}),
    "another role": _promoted,
}


@pytest.mark.parametrize("change", VISIBLE.values(), ids=VISIBLE)
def test_every_change_that_could_show_changes_the_tag(
    world: World, client: Client, change: Callable[[World, Client], object]
) -> None:
    client.change(client.upload(), deleted=True)
    etag = _etag(client)
    assert _etag(client) == etag
    change(world, client)
    assert _etag(replace(client, token=log_in(world.http, world.timetap))) != etag
