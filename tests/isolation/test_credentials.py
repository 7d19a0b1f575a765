"""A key opens its own door for its own user: no other door, no other business, and nothing for who was shut out."""

import hashlib
from collections.abc import Callable

import pytest
from httpx2 import Response

from filebook.core.ids import Door, hex_of, short_of
from filebook.services.credentials import Issued
from tests.dialects.onoffice.client import Client
from tests.isolation.asking import ask, is_granted, picture
from tests.isolation.examples import chosen
from tests.isolation.neighbourhood import Neighbourhood, Person
from tests.world import PASSWORD

Use = Callable[[Neighbourhood, str], Response]
"""Show a text as a door's token."""

NEVER_ISSUED = "0" * 64


def _get(path: str, header: str = "", value: str = "{}") -> Use:
    """Ask for a path that may hold the token, with a header that may hold it."""

    def use(made: Neighbourhood, token: str) -> Response:
        things = made.things["main"]
        filled = path.format(
            token=token,
            content=short_of(things.content.uid),
            customer=short_of(things.business_uid),
            appointment=things.appointment,
        )
        return made.world.http.get(filled, headers={header: value.format(token)} if header else {})

    return use


USES: dict[str, Use] = {
    "TimeTap header": _get("/timetap/live/files", "Authorization", "Bearer {}"),
    "TimeTap bare header": _get("/timetap/live/files", "Authorization", "{}"),
    "TimeTap query": _get("/timetap/live/files?sessionToken={token}"),
    "TimeTap bucket": _get("/timetap/tt-client-private/1/2/3", "Authorization", "Bearer {}"),
    "TelecomX header": _get("/telecomx/ping", "Authorization", "Bearer {}"),
    "TelecomX cookie": _get("/telecomx/ping", "Cookie", "token={}"),
    "TelecomX bytes": _get("/telecomx/files/{content}/x.txt?token={token}"),
    "TelecomX file server": _get("/telecomx/customer/{customer}/docauth/{content}?token={token}"),
    "TelecomX validation": _get("/telecomx/auth/validateToken?simple=true&token={token}"),
    "Xelion header": _get("/xelion/api/v1/master/appointments/{appointment}", "Authorization", "xelion {}"),
}

KEYS: dict[str, Callable[[Person], str]] = {
    "TimeTap": lambda person: person.timetap,
    "TelecomX": lambda person: person.telecomx,
    "Xelion": lambda person: person.xelion,
    "Xelion renewal": lambda person: person.xelion_renewal,
    "onOffice token": lambda person: person.onoffice.key,
    "onOffice secret": lambda person: person.onoffice.secret,
    "TimeTap private key": lambda person: person.timetap_key.secret,
    "password": lambda person: person.password,
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_another_kind_is_like_one_that_nobody_issued(neighbourhood: Neighbourhood, use: str, key: str) -> None:
    token = KEYS[key](neighbourhood.people["owner"]).replace(" ", "%20" if "{token}" in use else " ")
    shown = picture(USES[use](neighbourhood, token), ())
    if key == use.partition(" ")[0] and use != "TimeTap bucket":
        assert shown[0] == 200
        return
    assert shown == picture(USES[use](neighbourhood, NEVER_ISSUED), ())
    assert shown[0] in {401, 403}


def _timetap_login(made: Neighbourhood, key: str, secret: str) -> Response:
    signature = hashlib.md5((key + secret).encode(), usedforsecurity=False).hexdigest()
    return made.world.http.get(f"/timetap/live/sessionToken?apiKey={key}&timestamp=1&signature={signature}")


def _telecomx_login(made: Neighbourhood, name: str, password: str) -> Response:
    return made.world.http.post("/telecomx/auth/login", json={"username": name, "password": password})


def _xelion_login(made: Neighbourhood, tenant: str, name: str, password: str) -> Response:
    body = {"userName": name, "password": password, "userSpace": "test"}
    return made.world.http.post(f"/xelion/api/v1/{tenant}/me/login", json=body)


def test_a_failed_login_does_not_tell_whether_there_is_such_a_user(neighbourhood: Neighbourhood) -> None:
    made, person = neighbourhood, neighbourhood.people["owner"]
    assert _timetap_login(made, person.timetap_key.key, person.timetap_key.secret).status_code == 200
    pairs = [
        [_timetap_login(made, key, "f" * 32) for key in (person.timetap_key.key, "999999")],
        [_telecomx_login(made, name, "guessed") for name in (person.email, "nobody@main.example")],
        [_xelion_login(made, "master", name, "guessed") for name in (person.user_name, "nobody")],
        [_xelion_login(made, tenant, person.user_name, PASSWORD) for tenant in ("unrelated", "nowhere")],
    ]
    for known, unknown in pairs:
        assert picture(known, ()) == picture(unknown, ())
        assert known.status_code in {401, 403}
        assert "set-cookie" not in known.headers


def test_a_user_name_is_one_tenants_own_at_xelion_and_no_login_by_itself_elsewhere(
    neighbourhood: Neighbourhood,
) -> None:
    assert _xelion_login(neighbourhood, "master", "owner", PASSWORD).status_code == 200
    assert _telecomx_login(neighbourhood, "owner", PASSWORD).status_code == 401


def test_a_token_of_one_business_with_the_secret_of_another_signs_nothing(neighbourhood: Neighbourhood) -> None:
    ours, theirs = (neighbourhood.people[name].onoffice for name in ("owner", "foreign_owner"))
    before = neighbourhood.state()
    for mixed in (Issued(ours.uid, ours.key, theirs.secret), Issued(theirs.uid, theirs.key, ours.secret)):
        client = Client(neighbourhood.world.http, mixed, neighbourhood.world.clock())
        assert client.error("do", "uploadfile", {"data": "aGVsbG8="}) == 137
    assert neighbourhood.state() == before


def test_an_upload_is_its_users_own_even_among_colleagues(neighbourhood: Neighbourhood) -> None:
    before, things = neighbourhood.state(), neighbourhood.things["main"]
    using = chosen(where=lambda key, example: "upload" in example.names and key[1] != "GET")
    assert {key[0] for key, _ in using} >= {Door.ONOFFICE, Door.TUS}
    for key, example in using:
        for name in ("editor", "house_admin"):
            response = ask(neighbourhood, key, example, person=neighbourhood.people[name], things=things)
            if key[0] is Door.ONOFFICE:
                result = response.json()["response"]["results"][0]
                assert result["status"]["errorcode"] == 129, example.what
            else:
                assert response.status_code == 404, example.what
    assert neighbourhood.state() == before


def test_a_renewal_needs_the_token_of_its_own_session(neighbourhood: Neighbourhood) -> None:
    http, owner, editor = neighbourhood.world.http, neighbourhood.login("owner"), neighbourhood.login("editor")
    path = "/xelion/api/v1/master/me/renew"
    for proof in (editor.xelion_renewal, editor.xelion, owner.xelion, "guessed"):
        response = http.post(path, json=proof, headers={"Authorization": f"xelion {owner.xelion}"})
        assert (response.status_code, response.json()["errorCode"]) == (401, 10004)
    for person in (owner, editor):
        headers = {"Authorization": f"xelion {person.xelion}"}
        assert http.post(path, json=person.xelion_renewal, headers=headers).status_code == 200


ASKED_WITH_A_KEY = chosen(where=lambda key, example: not example.anybody)


@pytest.mark.parametrize("door", sorted({key[0] for key, _ in ASKED_WITH_A_KEY}))
def test_who_is_shut_out_is_out_at_every_door_at_once(neighbourhood: Neighbourhood, door: Door) -> None:
    made, things = neighbourhood, neighbourhood.things["main"]
    user, person = made.world.users["house_admin"], made.login("house_admin")
    disabled = made.world.services.accounts.set_enabled(user, enabled=False)
    before = made.counts()
    try:
        for key, example in ASKED_WITH_A_KEY:
            if key[0] is door:
                response = ask(made, key, example, person=person, things=things)
                assert not is_granted(key, response), (key, example.what)
                assert made.counts() == before, (key, example.what)
    finally:
        made.world.services.accounts.set_enabled(disabled, enabled=True)


def test_a_validated_token_tells_of_its_own_user_alone(neighbourhood: Neighbourhood) -> None:
    told = {
        name: neighbourhood.world.http.get(
            f"/telecomx/auth/validateToken?extend=1&token={neighbourhood.people[name].telecomx}"
        ).json()
        for name in ("owner", "foreign_owner")
    }
    for name, answer in told.items():
        user = neighbourhood.world.users[name]
        assert (answer["success"], answer["employee"]) == (True, short_of(user.staff.uid))
        assert hex_of(user.staff.uid).startswith(answer["employee"])
    assert told["owner"]["customer"] != told["foreign_owner"]["customer"]
