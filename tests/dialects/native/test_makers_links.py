"""Links of the native door end with what their maker may read, and with the token that they were made with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.files import File
from filebook.services.credentials import Issued
from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import Browser
from tests.world import World


def _issued(world: World, name: str = "viewer") -> Issued:
    return world.services.credentials.issue_bearer(world.users[name], label="links")


def _made(world: World, file: File, token: str) -> str:
    told = {"Authorization": f"Bearer {token}"}
    response = world.http.post(f"/api/v1/files/{file.uid}/link", json={"lifetime_seconds": 3600}, headers=told)
    assert response.status_code == 200, response.text
    url: str = response.json()["url"]
    return url.removeprefix("http://filebook.test")


def _disabled(world: World, file: File, token: Issued) -> None:
    world.services.accounts.set_enabled(world.users["viewer"], enabled=False)


def _revoked(world: World, file: File, token: Issued) -> None:
    world.services.credentials.revoke(token.uid)


def _hidden(world: World, file: File, token: Issued) -> None:
    world.services.filing.change(
        world.actor("owner"), file, edit=lambda now: replace(now, visibility=Visibility.EMPLOYEE)
    )


def _degraded(world: World, file: File, token: Issued) -> None:
    user = world.users["viewer"]
    world.services.members.change(world.actor("owner"), user.number, edit=lambda now: replace(now, role=Role.NONE))


def _replaced(world: World, file: File, token: Issued) -> None:
    receiver = world.services.uploads.receiver()
    receiver.write(b"other")
    world.services.contents.replace(world.actor("owner"), file, receiver)


@pytest.mark.parametrize("done", [_disabled, _revoked, _hidden, _degraded, _replaced])
def test_a_link_ends_with_what_its_maker_may_read(world: World, done: Callable[[World, File, Issued], None]) -> None:
    file, token = world.file(b"hello"), _issued(world)
    link, another = _made(world, file, token.secret), _made(world, file, _issued(world, "owner").secret)
    assert world.http.get(link).content == b"hello"
    done(world, file, token)
    gone = world.http.get(link)
    assert (gone.status_code, problem(gone)) == (404, "not-found")
    still = done is not _replaced
    assert world.http.get(another).status_code == (200 if still else 404)


def test_a_link_ends_with_the_time_of_its_token(world: World) -> None:
    file, ends_at = world.file(b"hello"), world.clock() + timedelta(minutes=10)
    token = world.services.credentials.issue_bearer(world.users["viewer"], expires_at=ends_at)
    link = _made(world, file, token.secret)
    assert world.http.get(link).status_code == 200
    world.clock.advance(minutes=10)
    assert world.http.get(link).status_code == 404


def test_a_link_that_was_made_in_a_browser_outlives_the_session(world: World) -> None:
    file, browser = world.file(b"hello"), Browser(world)
    assert browser.log_in().status_code == 201
    made = browser("POST", f"/files/{file.uid}/link", json={"lifetime_seconds": 3600})
    assert browser("DELETE", "/session").status_code == 204
    assert world.http.get(made.json()["url"].removeprefix("http://filebook.test")).content == b"hello"


def test_a_link_is_made_only_of_the_file_that_was_meant(world: World) -> None:
    api, file = Api(world), world.file(b"hello")
    tag = api.get(f"/files/{file.uid}").headers["etag"]
    api.patch(f"/files/{file.uid}", {"title": "Other"})
    old = api.post(f"/files/{file.uid}/link", {"lifetime_seconds": 60}, headers={"If-Match": tag})
    assert (old.status_code, problem(old)) == (412, "revision-mismatch")
    new = api.get(f"/files/{file.uid}").headers["etag"]
    told = {"If-Match": new}
    assert api.post(f"/files/{file.uid}/link", {"lifetime_seconds": 60}, headers=told).status_code == 200
