"""Signing on through a provider of identities: a real one, on this machine, that says what a test wants."""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog
from httpx2 import Response

from filebook.core.sign_on import place_here
from tests.dialects.native.api import problem
from tests.dialects.native.browser import Browser
from tests.provider import CLIENT, CODE, SECRET, Provider, provider
from tests.world import World, make_world

START, BACK = "/session/sign-on", "/session/sign-on/callback"
JOURNEY = "filebook_sign_on"
NEW = {"email": "new@main.example"}


@pytest.fixture
def idp() -> Iterator[Provider]:
    with provider() as made:
        yield made


def world_with(idp: Provider, folder: Path, **settings: Any) -> World:
    """An installation that knows the provider."""
    known = {"oidc_issuer": idp.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    made = make_world(folder / "data", **{**known, **settings})
    idp.now = int(made.clock.at.timestamp())
    return made


@pytest.fixture
def world(idp: Provider, tmp_path: Path) -> Iterator[World]:
    made = world_with(idp, tmp_path)
    yield made
    made.close()


def cookies_of(answer: Response) -> dict[str, str]:
    """The cookies that an answer sets, with what they are worth."""
    pairs = (told.partition(";")[0].partition("=") for told in answer.headers.get_list("set-cookie"))
    return {name: value for name, _, value in pairs}


class Traveller:
    """A browser on its way to the provider and back."""

    def __init__(self, world: World, idp: Provider) -> None:
        self.browser, self.idp = Browser(world), idp
        self.carried = self.state = ""

    def leave(self, query: str = "") -> dict[str, Any]:
        """Off to the provider; what its address says."""
        sent = self.browser("GET", START + query)
        assert sent.status_code == 302, sent.text
        self.carried = cookies_of(sent)[JOURNEY]
        asked = self.idp.visited(sent.headers["location"])
        self.state = asked["state"]
        return asked

    def come_back(self, *, code: str = CODE, state: str | None = None, carried: str | None = None) -> Response:
        """Back with a code, the state and what the browser carries."""
        said = {"code": code, "state": self.state if state is None else state, "session_state": "told by some"}
        cookie = f"{JOURNEY}={self.carried if carried is None else carried}"
        headers = {"Sec-Fetch-Site": "cross-site", "Cookie": cookie}
        answer = self.browser("GET", BACK, params=said, headers=headers)
        self.browser.token = cookies_of(answer).get("filebook_session", "")
        return answer

    def sign_on(self, query: str = "", **back: str) -> Response:
        self.leave(query)
        return self.come_back(**back)


def refusal(answer: Response) -> str:
    """What the page for logging in is told; no session began, and nothing is left of the way."""
    address = urlsplit(answer.headers["location"])
    assert (answer.status_code, address.path, cookies_of(answer)) == (302, "/login", {JOURNEY: ""})
    return parse_qs(address.query)["problem"][0]


def test_who_signs_on_has_a_session_as_a_login_makes(world: World, idp: Provider) -> None:
    traveller = Traveller(world, idp)
    asked = traveller.leave("?back_to=/calendar/week%3Fof%3D2026-03-30")
    assert asked["redirect_uri"] == "http://filebook.test/api/v1/session/sign-on/callback"
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    answer = traveller.come_back()
    assert answer.headers["location"] == "http://filebook.test/calendar/week?of=2026-03-30"
    session = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("filebook_session"))
    assert session.split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Lax"]
    told = traveller.browser("GET", "/session").json()
    assert told["user"]["user_name"] == "owner"
    assert told["confirmed_until"].startswith("2026-03-30T07:09:00")  # shown who it is a minute ago
    traveller.browser.csrf = told["csrf_token"]
    assert traveller.browser("POST", "/folders", json={"name": "New"}).status_code == 201
    for algorithm in ("ES256", "Ed25519"):
        idp.algorithm = algorithm
        assert traveller.sign_on().headers["location"] == "http://filebook.test/"


def test_the_way_is_the_browsers_own_and_no_script_sees_it(world: World, idp: Provider) -> None:
    (told,) = Browser(world)("GET", START).headers.get_list("set-cookie")
    assert told.split("; ")[1:] == ["Path=/api/v1/session/sign-on", "HttpOnly", "SameSite=Lax", "Max-Age=600"]
    mine, anothers = Traveller(world, idp), Traveller(world, idp)
    anothers.leave()
    mine.leave()
    for wrong in (
        {"state": "guessed"},
        {"state": anothers.state},
        {"carried": anothers.carried},
        {"carried": ""},
        {"carried": mine.carried[:-4] + "AAAA"},
    ):
        assert refusal(mine.come_back(**wrong)) == "sign-on-expired"
    world.clock.advance(minutes=10)
    assert refusal(mine.come_back()) == "sign-on-expired"


def test_a_code_that_was_not_given_is_refused(world: World, idp: Provider) -> None:
    traveller = Traveller(world, idp)
    assert refusal(traveller.sign_on(code="guessed")) == "sign-on-failed"
    assert refusal(traveller.sign_on(code="")) == "sign-on-declined"


def test_a_token_for_something_else_is_refused(world: World, idp: Provider) -> None:
    wrong: tuple[dict[str, Any], ...] = (
        {"nonce": "of another way"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": [CLIENT, "somebody else"]},
        {"azp": "somebody else"},
        {"iss": "https://another.example"},
        {"exp": idp.now - 61},
        {"exp": None},
        {"iat": idp.now + 61},
        {"sub": None},
    )
    for idp.claims in wrong:
        assert refusal(Traveller(world, idp).sign_on()) == "sign-on-failed", idp.claims


def test_a_token_that_the_provider_did_not_sign_is_refused(world: World, idp: Provider) -> None:
    for idp.algorithm in ("none", "HS256", "another's"):
        assert refusal(Traveller(world, idp).sign_on()) == "sign-on-failed", idp.algorithm


def test_an_address_that_is_not_verified_is_nobodys(world: World, idp: Provider) -> None:
    unverified: tuple[object, ...] = (False, None, "false", 0, [])
    for verified in unverified:
        idp.claims = {"email_verified": verified}
        assert refusal(Traveller(world, idp).sign_on()) == "sign-on-unverified", verified


def test_only_enabled_users_with_this_very_address_are_let_in(world: World, idp: Provider) -> None:
    traveller = Traveller(world, idp)
    idp.claims = {"email": "OWNER@main.example"}
    assert traveller.sign_on().headers["location"] == "http://filebook.test/"
    for email in ("nobody@main.example", "owner", "\0@main.example"):
        idp.claims = {"email": email}
        assert refusal(traveller.sign_on()) in {"sign-on-unknown", "sign-on-unverified"}
    idp.claims = {"email": "perſonal@main.example"}  # another letter, which becomes an s when case is folded
    assert refusal(traveller.sign_on()) == "sign-on-unknown"
    world.services.accounts.set_enabled(world.users["viewer"], enabled=False)
    idp.claims = {"email": "viewer@main.example"}
    assert refusal(traveller.sign_on()) == "shut-out"


def test_somebody_new_becomes_a_user_only_where_that_is_set(idp: Provider, tmp_path: Path) -> None:
    world = world_with(idp, tmp_path, oidc_create_users=True, oidc_create_role="editor")
    idp.claims = NEW
    traveller = Traveller(world, idp)
    assert traveller.sign_on().headers["location"] == "http://filebook.test/"
    told = traveller.browser("GET", "/session").json()
    assert (told["user"]["email"], told["user"]["role"], told["user"]["first_name"]) == (NEW["email"], "editor", "Olga")
    assert told["business"]["tenant"] == "master"
    assert traveller.sign_on().status_code == 302
    assert (
        len([user for user in world.services.accounts.users(world.business.number) if user.email in NEW.values()]) == 1
    )
    world.close()


def test_an_address_may_be_told_beside_the_token_of_the_same_person(world: World, idp: Provider) -> None:
    idp.told = {"sub": "1", "email": "viewer@main.example", "email_verified": "true"}
    idp.claims = {"email": None, "email_verified": None}
    traveller = Traveller(world, idp)
    traveller.sign_on()
    assert traveller.browser("GET", "/session").json()["user"]["user_name"] == "viewer"
    idp.told["sub"] = "2"
    assert refusal(traveller.sign_on()) == "sign-on-failed"


def test_sensitive_changes_ask_for_a_sign_on_that_is_fresh(world: World, idp: Provider) -> None:
    traveller = Traveller(world, idp)
    idp.claims = {"auth_time": idp.now - 3600}
    traveller.sign_on()
    told = traveller.browser("GET", "/session").json()
    traveller.browser.csrf = told["csrf_token"]
    assert told["confirmed_until"] is None
    assert problem(traveller.browser("PATCH", "/business", json={"name": "Other"})) == "confirmation-needed"
    asked = traveller.leave("?again=true")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert refusal(traveller.come_back()) == "sign-on-not-anew"
    idp.claims = {"auth_time": idp.now}
    traveller.sign_on("?again=true")
    traveller.browser.csrf = traveller.browser("GET", "/session").json()["csrf_token"]
    assert traveller.browser("PATCH", "/business", json={"name": "Other"}).status_code == 200


def test_keys_that_changed_are_read_again(world: World, idp: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    traveller = Traveller(world, idp)
    idp.published = ["ec"]
    assert refusal(traveller.sign_on()) == "sign-on-failed"
    idp.published = ["ec", "rsa"]
    assert refusal(traveller.sign_on()) == "sign-on-failed", "not asked again so soon"
    monkeypatch.setattr("filebook.backends.openid._ASKED_AGAIN_SECONDS", -1.0)
    assert traveller.sign_on().headers["location"] == "http://filebook.test/"
    idp.asked.clear()
    assert traveller.sign_on().headers["location"] == "http://filebook.test/"
    assert idp.asked == ["/realm/token"]


def test_a_provider_that_tells_nonsense_is_as_good_as_none(world: World, idp: Provider) -> None:
    nonsense: tuple[dict[str, Any], ...] = (
        {"issuer": "http://another.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "http://another.example/\r\nSet-Cookie: a=b"},
        {"jwks_uri": None},
        {"padding": "x" * 300_000},
    )
    for idp.said in nonsense:
        assert refusal(Browser(world)("GET", START)) == "sign-on-unavailable", list(idp.said)


def test_the_secret_goes_in_the_body_where_the_provider_wants_it_there(world: World, idp: Provider) -> None:
    idp.said = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert Traveller(world, idp).sign_on().headers["location"] == "http://filebook.test/"


def test_without_a_provider_there_is_no_such_way(idp: Provider, tmp_path: Path) -> None:
    world = world_with(idp, tmp_path, oidc_issuer="")
    assert world.services.sign_on.offer is None
    assert [problem(Browser(world)("GET", path)) for path in (START, BACK)] == ["not-found", "not-found"]
    world.close()


def test_guesses_are_borne_only_so_often(world: World, idp: Provider) -> None:
    traveller = Traveller(world, idp)
    traveller.leave()
    answers = [refusal(traveller.come_back(state="guessed")) for _ in range(31)]
    assert (answers[0], answers[-1]) == ("sign-on-expired", "throttled")


def test_no_log_tells_a_token_or_a_code(world: World, idp: Provider, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="filebook")
    traveller = Traveller(world, idp)
    with structlog.testing.capture_logs() as told:
        traveller.sign_on()
        idp.claims = {"aud": "somebody else"}
        assert refusal(traveller.sign_on()) == "sign-on-failed"
    assert [(one["event"], one["reason"]) for one in told] == [("sign_on.failed", "id_token")]
    written = json.dumps(told, default=str) + caplog.text
    body = base64.urlsafe_b64decode(idp.id_token.split(".")[1] + "==").decode()
    for secret in (idp.id_token, CODE, SECRET, traveller.carried, traveller.state, json.loads(body)["nonce"]):
        assert secret not in written


def test_nobody_is_sent_anywhere_else_afterwards() -> None:
    elsewhere = ("//evil.example", "/\\evil.example", "https://evil.example", "login", "/a\nb", "/ä", "")
    assert {place_here(place) for place in elsewhere} == {"/"}
    assert place_here("/library/1?view=grid#top") == "/library/1?view=grid#top"
