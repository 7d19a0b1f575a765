"""Logging in, being known by a token, and logging out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from httpx2 import Response

from filebook.core.access import Role
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door, Kind, short_of
from filebook.services.login_limits import ACCOUNT_FAILURES
from tests.dialects.telecomx.client import DOOR, bearer, log_in, refusal
from tests.world import PASSWORD, World


def _ping(world: World, token: str) -> Response:
    return world.http.get(f"{DOOR}/ping", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize(
    ("name", "level"), [("owner", "OWNER"), ("viewer", "VIEWER"), ("personal", "PERSONAL"), ("reseller", "RESELLER")]
)
def test_a_login_tells_whose_token_it_gives(world: World, name: str, level: str) -> None:
    answer = log_in(world, name)
    user = world.users[name]
    business = world.services.accounts.business(user.business)
    assert answer == {
        "token": answer["token"],
        "expiresInMinutes": 15,
        "employee": short_of(user.staff.uid),
        "customer": short_of(business.uid),
        "accessLevel": level,
    }
    assert len(answer["token"]) == 64
    assert _ping(world, answer["token"]).json() == {"success": True}


def test_a_login_by_query_is_the_same(world: World) -> None:
    response = world.http.get(f"{DOOR}/auth/login", params={"username": "OWNER@main.example", "password": PASSWORD})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert _ping(world, response.json()["token"]).status_code == 200


def test_someone_without_an_email_logs_in_by_user_name(world: World) -> None:
    user = world.services.accounts.create_user(world.business.number, "frontdesk", role=Role.VIEWER)
    world.services.credentials.set_password(user, PASSWORD)
    response = world.http.post(f"{DOOR}/auth/login", json={"username": "frontdesk", "password": PASSWORD})
    assert response.status_code == 200


def test_a_token_lasts_fifteen_minutes_from_its_last_use(world: World) -> None:
    token = log_in(world, "owner")["token"]
    for _ in range(3):
        world.clock.advance(minutes=14)
        assert _ping(world, token).status_code == 200
    world.clock.advance(minutes=15)
    assert refusal(_ping(world, token)) == (401, "expired")


def test_a_persistent_token_lasts_until_logout(world: World) -> None:
    answer = log_in(world, "owner", persist=1)
    assert answer["expiresInMinutes"] == -1
    world.clock.advance(days=3000)
    assert _ping(world, answer["token"]).status_code == 200
    world.http.get(f"{DOOR}/auth/logout", headers={"Authorization": f"Bearer {answer['token']}"})
    assert refusal(_ping(world, answer["token"])) == (401, "invalid_token")


@pytest.mark.parametrize(
    "body",
    [
        {"username": "owner@main.example", "password": "wrong"},
        {"username": "nobody@main.example", "password": PASSWORD},
        {"username": "owner", "password": PASSWORD},
        {"username": "owner@main.example\0", "password": PASSWORD},
        {"username": "owner@main.example"},
        {"password": PASSWORD},
        {"username": None, "password": None},
        {},
    ],
)
def test_a_wrong_login_opens_no_session(world: World, body: dict[str, Any]) -> None:
    before = world.stored()
    response = world.http.post(f"{DOOR}/auth/login", json={**body, "cookie": True})
    assert refusal(response) == (401, "credentials_invalid")
    assert "set-cookie" not in response.headers
    assert world.stored() == before


def _disable(world: World) -> None:
    world.services.accounts.set_enabled(world.users["viewer"], enabled=False)


def _take_role(world: World) -> None:
    user = world.services.accounts.create_user(
        world.business.number, "former", role=Role.NONE, email="former@main.example"
    )
    world.services.credentials.set_password(user, PASSWORD)
    world.users["viewer"] = user


@pytest.mark.parametrize("shut_out", [_disable, _take_role])
def test_who_may_not_log_in_is_denied(world: World, shut_out: Callable[[World], None]) -> None:
    shut_out(world)
    body = {"username": world.users["viewer"].email, "password": PASSWORD}
    assert refusal(world.http.post(f"{DOOR}/auth/login", json=body)) == (403, "access_denied")
    wrong = world.http.post(f"{DOOR}/auth/login", json={**body, "password": "wrong"})
    assert refusal(wrong) == (401, "credentials_invalid")


def test_a_user_who_is_shut_out_loses_the_token(world: World) -> None:
    token = log_in(world, "viewer")["token"]
    _disable(world)
    assert refusal(_ping(world, token)) == (401, "invalid_token")


def test_too_many_wrong_logins_have_to_wait_and_others_need_not(world: World) -> None:
    for _ in range(ACCOUNT_FAILURES):
        world.http.post(f"{DOOR}/auth/login", json={"username": "owner@main.example", "password": "wrong"})
    body = {"username": "owner@main.example", "password": PASSWORD}
    response = world.http.post(f"{DOOR}/auth/login", json=body)
    assert refusal(response) == (429, "too_many_requests")
    world.clock.advance(seconds=int(response.headers["retry-after"]))
    assert world.http.post(f"{DOOR}/auth/login", json=body).status_code == 200
    log_in(world, "viewer")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "credentials_invalid"),
        ({"Authorization": ""}, "format_error"),
        ({"Authorization": "Bearer"}, "format_error"),
        ({"Authorization": "Bearer "}, "format_error"),
        ({"Authorization": "Basic b3duZXI6eA=="}, "format_error"),
        ({"Authorization": "Bearer 0123456789abcdef"}, "invalid_token"),
        ({"Cookie": "token="}, "credentials_invalid"),
        ({"Cookie": "token=0123456789abcdef"}, "invalid_token"),
    ],
)
@pytest.mark.parametrize("path", ["/ping", "/auth/logout", "/file/000000000000000000000000"])
def test_without_a_valid_token_nothing_is_told(world: World, path: str, headers: dict[str, str], code: str) -> None:
    assert refusal(world.http.get(DOOR + path, headers=headers)) == (401, code)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR "])
def test_the_scheme_is_read_in_any_case(world: World, scheme: str) -> None:
    token = log_in(world, "owner")["token"]
    assert world.http.get(f"{DOOR}/ping", headers={"Authorization": f"{scheme} {token}"}).status_code == 200


def test_a_token_in_the_address_is_not_taken_outside_the_file_host(world: World) -> None:
    token = log_in(world, "owner")["token"]
    assert refusal(world.http.get(f"{DOOR}/ping", params={"token": token})) == (401, "credentials_invalid")


def test_a_token_of_another_door_is_unknown(world: World) -> None:
    body = {"userName": "owner", "password": PASSWORD, "userSpace": "test"}
    token = world.http.post("/xelion/api/v1/master/me/login", json=body).json()["authentication"]
    assert refusal(_ping(world, token)) == (401, "invalid_token")


def test_a_cookie_is_set_on_request_and_only_for_this_door(world: World) -> None:
    assert "token" not in world.http.cookies
    log_in(world, "owner", cookie=True)
    cookie = next(cookie for cookie in world.http.cookies.jar if cookie.name == "token")
    assert cookie.path == DOOR
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "Lax"
    assert not cookie.secure
    assert world.http.get(f"{DOOR}/ping").status_code == 200
    assert world.http.get(f"{DOOR}/auth/logout").json() == {"success": True}
    assert "token" not in world.http.cookies
    assert refusal(world.http.get(f"{DOOR}/ping")) == (401, "credentials_invalid")


@pytest.mark.parametrize("flag", [0, False, "0", "false"])
def test_no_cookie_is_set_unasked(world: World, flag: object) -> None:
    log_in(world, "owner", cookie=flag)
    assert "token" not in world.http.cookies


def test_a_header_goes_before_a_cookie(world: World) -> None:
    log_in(world, "owner", cookie=True)
    assert refusal(world.http.get(f"{DOOR}/ping", headers={"Authorization": "nonsense"})) == (401, "format_error")


def test_a_logout_ends_every_token_of_the_user_at_this_door(world: World) -> None:
    tokens = [log_in(world, "owner", persist=True)["token"] for _ in range(2)]
    other = log_in(world, "viewer")["token"]
    body = {"userName": "owner", "password": PASSWORD, "userSpace": "test"}
    elsewhere = world.http.post("/xelion/api/v1/master/me/login", json=body).json()["authentication"]
    assert world.http.get(f"{DOOR}/auth/logout", headers={"Authorization": f"Bearer {tokens[0]}"}).status_code == 200
    assert [refusal(_ping(world, token)) for token in tokens] == [(401, "invalid_token")] * 2
    assert _ping(world, other).status_code == 200
    assert world.services.sessions.look_at(elsewhere, door=Door.XELION).actor.user == world.users["owner"].number


def _validate(world: World, **query: str) -> Response:
    return world.http.get(f"{DOOR}/auth/validateToken", params=query)


def test_a_live_token_is_validated_without_a_login(world: World) -> None:
    login = log_in(world, "owner")
    told = {"success": True} | {name: login[name] for name in ("employee", "customer", "accessLevel")}
    assert _validate(world, token=login["token"]).json() == told
    assert _validate(world, token=login["token"], extend="true").json() == told | {
        "name": "Owner Test",
        "language": "en",
        "customerName": "Main",
        "customerFeatures": ["CUSTOMER"],
    }


def test_a_token_that_is_not_live_is_told_so_in_the_body_or_by_status(world: World) -> None:
    for query in ({"token": "0123"}, {"token": ""}, {}):
        plain, simple = _validate(world, **query), _validate(world, **query, simple="true")
        assert (plain.status_code, plain.json()) == (200, {"success": False})
        assert (simple.status_code, simple.json()) == (403, {"success": False})
    token = log_in(world, "owner")["token"]
    assert _validate(world, token=token, simple="1").status_code == 200


def test_a_token_is_only_valid_from_where_its_user_logged_in_if_that_is_asked(world: World) -> None:
    token = log_in(world, "owner")["token"]
    assert _validate(world, token=token, ip="testclient").json()["success"] is True
    assert _validate(world, token=token, ip="192.0.2.7").json() == {"success": False}


def test_validating_a_token_does_not_renew_it(world: World) -> None:
    token = log_in(world, "owner")["token"]
    world.clock.advance(minutes=14)
    assert _validate(world, token=token).json()["success"] is True
    world.clock.advance(minutes=2)
    assert _validate(world, token=token).json() == {"success": False}
    assert refusal(_ping(world, token)) == (401, "expired")


def test_an_unknown_path_and_a_wrong_method_have_the_vendors_form(world: World) -> None:
    assert refusal(world.http.get(f"{DOOR}/nothing/here")) == (404, "not_found")
    response = world.http.delete(f"{DOOR}/ping", headers=bearer(world, "owner"))
    assert refusal(response) == (405, "method_not_allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        *((body, 400, "bad_request") for body in (b"", b"{", b"[]", b"nul", b'{"username": NaN}', b"[" * 100_000)),
        (b'{"username": "a", "username": "b"}', 400, "bad_request"),
        (b'{"username": 5}', 422, "username"),
    ],
)
def test_a_login_that_is_no_sound_json_is_refused(world: World, body: bytes, status: int, code: str) -> None:
    answer = world.http.post("/telecomx/auth/login", content=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_who_may_log_in_from_a_few_addresses_only_is_denied_elsewhere(world: World) -> None:
    owner, viewer = world.actor("owner"), world.users["viewer"]

    def restrict(to: object) -> None:
        world.services.records.change(
            owner,
            viewer.staff.number,
            kind=Kind.STAFF,
            edit=lambda record: replace(record, fields={**record.fields, "ip_restriction": to}),
        )

    restrict("192.0.2.0/24, 198.51.100.7")
    body = {"username": viewer.email, "password": PASSWORD}
    assert refusal(world.http.post(f"{DOOR}/auth/login", json=body)) == (403, "access_denied")
    wrong = world.http.post(f"{DOOR}/auth/login", json={**body, "password": "wrong"})
    assert refusal(wrong) == (401, "credentials_invalid")
    judge = partial(world.services.credentials.judge_password, viewer.email or "", PASSWORD, door=Door.TELECOMX)
    assert judge(address="192.0.2.77").user == viewer.number
    with pytest.raises(Unauthenticated):
        judge(address="203.0.113.1")
    restrict("")
    assert log_in(world, "viewer")["accessLevel"] == "VIEWER"
