"""Logging in for a user space, renewing, logging out, and being known by a token."""

from typing import Any

import pytest
from httpx2 import Response

from filebook.core.ids import Door, Kind
from filebook.services.login_limits import ACCOUNT_FAILURES
from tests.dialects.xelion.client import BASE, header, log_in, refusal, session
from tests.world import PASSWORD, World

LOGIN = {"userName": "owner", "password": PASSWORD, "userSpace": "planbord-1"}


def _use(world: World, token: str, *, base: str = BASE) -> Response:
    return world.http.get(f"{base}/appointments/{world.appointments['single'].number}", headers=header(token))


def _log_in(world: World, **members: Any) -> Response:
    body = {name: value for name, value in (LOGIN | members).items() if value is not None}
    return world.http.post(f"{BASE}/me/login", json=body)


def test_the_version_is_told_without_a_login_and_without_an_envelope(world: World) -> None:
    response = world.http.get(f"{BASE}/server/version")
    assert response.json() == {
        "apiVersionMajor": 1,
        "apiVersionMinor": 5,
        "buildNumber": "20261121.1",
        "serverVersionMajor": 8,
        "serverVersionUpdate": 4,
        "serverVersionPatch": 0,
    }


def test_a_login_gives_a_session_of_a_day(world: World) -> None:
    answer = _log_in(world, clientId="x", appKey="y", database=None, mfa="000000").json()
    assert answer == {
        "authentication": answer["authentication"],
        "renewalToken": answer["renewalToken"],
        "validUntil": "2026-03-31 07:00:00",
        "version": "1.5",
        "serverVersion": "8 update 4",
        "buildNumber": "20261121.1",
    }
    assert len(answer["authentication"]) == 64
    assert len(answer["renewalToken"]) == 40
    world.clock.advance(hours=23, minutes=59)
    assert _use(world, answer["authentication"]).status_code == 200
    world.clock.advance(minutes=1)
    assert refusal(_use(world, answer["authentication"])) == (401, 10021)


@pytest.mark.parametrize("path", ["/xelion/api/v1/master//me/login", "/xelion/api/v1/MASTER/me/login/"])
def test_doubled_and_trailing_slashes_and_the_tenants_case_do_not_matter(world: World, path: str) -> None:
    assert world.http.post(path, json=LOGIN).status_code == 200


@pytest.mark.parametrize(
    ("members", "refused"),
    [
        ({"userName": None}, (400, 10002)),
        ({"userName": ""}, (400, 10002)),
        ({"password": None}, (400, 10003)),
        ({"userSpace": None}, (401, 10011)),
        ({"userSpace": ""}, (401, 10011)),
        ({"userSpace": "x" * 201}, (401, 10010)),
        ({"userName": "nobody"}, (401, 10004)),
        ({"password": "wrong"}, (401, 10004)),
        ({"userName": "other"}, (401, 10004)),
        ({"userName": 5}, (400, 10202)),
        ({"userSpace": ["x"]}, (400, 10202)),
        ({"userName": "own\0er"}, (401, 10004)),
        ({"userSpace": "de\0vice"}, (401, 10010)),
    ],
)
def test_a_login_that_lacks_something_or_is_wrong_opens_no_session(
    world: World, members: dict[str, Any], refused: tuple[int, int]
) -> None:
    before = world.stored()
    assert refusal(_log_in(world, **members)) == refused
    assert world.stored() == before


def test_a_user_space_may_have_two_hundred_characters_of_any_kind(world: World) -> None:
    assert _log_in(world, userSpace="é" * 200).status_code == 200


@pytest.mark.parametrize(
    ("body", "refused"),
    [("", 10200), (" \n", 10200), ("{", 10202), ("[]", 10202), ("null", 10202), ('{"x":' + "[" * 100_000, 10202)],
)
def test_a_login_that_cannot_be_read_is_refused(world: World, body: str, refused: int) -> None:
    assert refusal(world.http.post(f"{BASE}/me/login", content=body)) == (400, refused)


def test_an_unknown_tenant_is_refused_as_a_wrong_password_is(world: World) -> None:
    wrong = _log_in(world, password="wrong")
    for tenant in ("nowhere", "unrelated"):
        response = world.http.post(f"/xelion/api/v1/{tenant}/me/login", json=LOGIN)
        assert refusal(response) == (401, 10004)
        assert response.content == wrong.content


def test_a_disabled_account_is_told_so_with_the_right_password_only(world: World) -> None:
    world.services.accounts.set_enabled(world.users["owner"], enabled=False)
    assert refusal(_log_in(world)) == (401, 10006)
    assert refusal(_log_in(world, password="wrong")) == (401, 10004)


def test_too_many_wrong_logins_have_to_wait(world: World) -> None:
    for _ in range(ACCOUNT_FAILURES):
        _log_in(world, password="wrong")
    response = _log_in(world)
    assert refusal(response) == (429, 10009)
    assert int(response.headers["retry-after"]) > 0


def test_a_second_login_in_the_same_user_space_ends_the_first(world: World) -> None:
    first, elsewhere = log_in(world, "owner"), log_in(world, "owner", user_space="another device")
    someone_elses = log_in(world, "viewer")
    second = log_in(world, "owner")
    assert refusal(_use(world, first["authentication"])) == (401, 10020)
    for still in (second, elsewhere, someone_elses):
        assert _use(world, still["authentication"]).status_code == 200


def test_a_login_that_shows_a_session_ends_that_one_first(world: World) -> None:
    shown = log_in(world, "owner", user_space="old")["authentication"]
    body = LOGIN | {"password": "wrong"}
    assert refusal(world.http.post(f"{BASE}/me/login", json=body, headers=header(shown))) == (401, 10004)
    assert refusal(_use(world, shown)) == (401, 10020)
    assert world.http.post(f"{BASE}/me/login", json=LOGIN, headers=header(shown)).status_code == 200


def test_a_login_that_shows_another_tenants_session_leaves_it_alone(world: World) -> None:
    foreign = log_in(world, "other", tenant="unrelated")["authentication"]
    assert world.http.post(f"{BASE}/me/login", json=LOGIN, headers=header(foreign)).status_code == 200
    assert world.services.sessions.look_at(foreign, door=Door.XELION).session.label == "test"


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, (403, 10000)),
        ({"Authorization": ""}, (401, 10020)),
        ({"Authorization": "xelion"}, (401, 10020)),
        ({"Authorization": "Bearer 0123456789"}, (401, 10020)),
        ({"Authorization": "xelion 0123456789"}, (401, 10020)),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/me/logout"),
        ("POST", "/me/renew"),
        ("GET", "/appointments/1"),
        ("GET", "/appointments/1/attachments/1"),
    ],
)
def test_without_a_valid_token_nothing_is_told(
    world: World, headers: dict[str, str], refused: tuple[int, int], method: str, path: str
) -> None:
    assert refusal(world.http.request(method, BASE + path, headers=headers)) == refused


@pytest.mark.parametrize("scheme", ["xelion", "Xelion", "XELION"])
def test_the_scheme_is_read_in_any_case(world: World, scheme: str) -> None:
    token = log_in(world, "owner")["authentication"]
    path = f"{BASE}/appointments/{world.appointments['single'].number}"
    assert world.http.get(path, headers={"Authorization": f"{scheme} {token}"}).status_code == 200


def test_a_token_is_unknown_at_another_tenant_and_at_another_door(world: World) -> None:
    token = log_in(world, "owner")["authentication"]
    assert refusal(_use(world, token, base="/xelion/api/v1/unrelated")) == (401, 10020)
    assert refusal(_use(world, token, base="/xelion/api/v1/nowhere")) == (401, 10020)
    assert _use(world, token, base="/xelion/api/v1/Master").status_code == 200
    body = {"username": "owner@main.example", "password": PASSWORD}
    bearer = world.http.post("/telecomx/auth/login", json=body).json()["token"]
    assert refusal(_use(world, bearer)) == (401, 10020)


def _renew(world: World, token: str, proof: object) -> Response:
    return world.http.post(f"{BASE}/me/renew", json=proof, headers=header(token))


def test_a_renewal_token_changes_both_tokens(world: World) -> None:
    old = log_in(world, "owner")
    world.clock.advance(hours=20)
    response = _renew(world, old["authentication"], old["renewalToken"])
    assert response.status_code == 200
    new = response.json()
    assert new.keys() == {"authentication", "renewalToken", "validUntil"}
    assert new["validUntil"] == "2026-04-01 03:00:00"
    assert new["renewalToken"] != old["renewalToken"]
    assert _use(world, new["authentication"]).status_code == 200
    assert refusal(_use(world, old["authentication"])) == (401, 10020)
    assert refusal(_renew(world, new["authentication"], old["renewalToken"])) == (401, 10004)


def test_the_password_renews_too_and_keeps_the_user_space(world: World) -> None:
    old = log_in(world, "owner", user_space="phone")
    new = _renew(world, old["authentication"], PASSWORD).json()
    assert refusal(_use(world, old["authentication"])) == (401, 10020)
    log_in(world, "owner", user_space="phone")
    assert refusal(_use(world, new["authentication"])) == (401, 10020)


def test_a_renewal_without_proof_changes_nothing(world: World) -> None:
    mine, another = log_in(world, "owner"), log_in(world, "owner", user_space="another device")
    foreign = log_in(world, "viewer")
    for proof in ("wrong", "", another["renewalToken"], foreign["renewalToken"]):
        assert refusal(_renew(world, mine["authentication"], proof)) == (401, 10004)
    for body, refused in (("", 10200), ("not quoted", 10202), ("5", 10202), ("{}", 10202)):
        response = world.http.post(f"{BASE}/me/renew", content=body, headers=header(mine["authentication"]))
        assert refusal(response) == (400, refused)
    for still in (mine, another, foreign):
        assert _use(world, still["authentication"]).status_code == 200
    assert _renew(world, another["authentication"], another["renewalToken"]).status_code == 200


def test_an_expired_session_is_not_renewed(world: World) -> None:
    old = log_in(world, "owner")
    world.clock.advance(days=1)
    assert refusal(_renew(world, old["authentication"], old["renewalToken"])) == (401, 10021)


@pytest.mark.parametrize("content", ["", "{}"])
def test_a_logout_ends_the_session_and_its_renewal_token(world: World, content: str) -> None:
    answer = log_in(world, "owner")
    response = world.http.post(f"{BASE}/me/logout", content=content, headers=header(answer["authentication"]))
    assert (response.status_code, response.content, response.headers["content-length"]) == (200, b"", "0")
    assert refusal(_use(world, answer["authentication"])) == (401, 10020)
    fresh = log_in(world, "owner")["authentication"]
    assert refusal(_renew(world, fresh, answer["renewalToken"])) == (401, 10004)


def test_unknown_paths_and_methods_have_the_vendors_form(world: World) -> None:
    assert refusal(world.http.get(f"{BASE}/nothing/here")) == (404, 10100)
    response = world.http.delete(f"{BASE}/me/login", headers=session(world, "owner"))
    assert refusal(response) == (405, 10100)


@pytest.mark.parametrize("body", [b"77c0", b"{}", b"null", b'"', b"[" * 100_000, b" "])
def test_a_renewal_that_cannot_be_read_leaves_the_session_as_it_was(world: World, body: bytes) -> None:
    token = log_in(world, "owner")["authentication"]
    status, code = refusal(world.http.post(f"{BASE}/me/renew", content=body, headers=header(token)))
    assert (status, code) == (400, 10202 if body.strip() else 10200)
    assert _use(world, token).status_code == 200


def test_gzip_is_sent_to_those_who_ask_and_not_to_others(world: World) -> None:
    for number in range(5):
        world.services.records.add(world.actor("owner"), Kind.CONTACT, label=f"A contact {number}")
    for asked, encoding in (("gzip, deflate", "gzip"), ("gzip;q=0", None), ("identity", None)):
        answer = world.http.get(f"{BASE}/addressables", headers={**session(world, "owner"), "accept-encoding": asked})
        assert answer.headers.get("content-encoding") == encoding
        assert len(answer.json()["data"]) >= 5
