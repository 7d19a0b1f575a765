"""Sessions of browsers on our own pages, and the sessions of all doors as their users see them."""

import hashlib

import pytest

from filebook.core.access import Action, Scope
from filebook.core.changes import Verb
from filebook.core.ids import Door
from filebook.services.sessions import SessionForm
from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import Browser
from tests.world import PASSWORD, World


@pytest.fixture
def browser(world: World) -> Browser:
    """The owner's, who has logged in."""
    made = Browser(world)
    assert made.log_in().status_code == 201
    return made


def test_who_logs_in_has_a_session_of_the_own_pages_until_logging_out(world: World) -> None:
    browser = Browser(world)
    opened = browser.log_in()
    told = opened.json()
    assert (told["user"]["user_name"], told["business"]["tenant"]) == ("owner", "master")
    cookie = opened.headers["set-cookie"].split("; ")
    assert cookie[1:] == ["Path=/", "HttpOnly", "SameSite=Lax"]
    assert (len(browser.token), opened.headers["cache-control"]) == (64, "no-store")
    assert browser("GET", "/session").json() == told
    assert browser("POST", "/folders", json={"name": "Made in a browser"}).status_code == 201
    assert browser("GET", "/me").json()["door"] == "web"
    ended = browser("DELETE", "/session")
    assert (ended.status_code, "Max-Age=0" in ended.headers["set-cookie"]) == (204, True)
    assert problem(browser("GET", "/session")) == "unauthenticated"


def test_the_cookie_is_for_https_alone_where_that_is_how_we_are_reached(world: World) -> None:
    said = {"login": "owner@main.example", "password": PASSWORD}
    answer = world.http.post(
        "https://filebook.test/api/v1/session", json=said, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_a_user_name_logs_in_within_its_tenant(world: World) -> None:
    assert Browser(world).log_in("owner", tenant="master").status_code == 201
    for login, more in (("owner", {}), ("owner", {"tenant": "unrelated"}), ("nobody", {"tenant": "master"})):
        assert problem(Browser(world).log_in(login, **more)) == "wrong-login"


def test_another_page_can_neither_log_anybody_in_nor_use_the_cookie(world: World, browser: Browser) -> None:
    before = world.stored()
    for site in ("cross-site", "same-site", "none", ""):
        said = {"login": "owner@main.example", "password": PASSWORD}
        refused = browser("POST", "/session", json=said, headers={"Sec-Fetch-Site": site})
        assert (problem(refused), "set-cookie" in refused.headers) == ("foreign-origin", False)
        written = browser("POST", "/folders", json={"name": "New"}, headers={"Sec-Fetch-Site": site})
        assert problem(written) == "foreign-origin"
    for csrf in ("", "0" * 64):
        written = browser("POST", "/folders", json={"name": "New"}, headers={"X-Filebook-CSRF": csrf})
        assert problem(written) == "forgery-suspected"
    assert problem(browser("DELETE", "/session", headers={"X-Filebook-CSRF": ""})) == "forgery-suspected"
    form = browser("POST", "/session", content=b"login=x", headers={"Content-Type": "text/plain"})
    assert problem(form) == "unsupported-media-type"
    assert world.stored() == before
    assert browser("GET", "/session").status_code == 200


def test_a_login_begins_a_new_session_and_ends_the_one_before(browser: Browser) -> None:
    former = browser.token
    browser.log_in()
    assert browser.token != former
    latest, browser.token = browser.token, former
    assert problem(browser("GET", "/session")) == "unauthenticated"
    browser.token = latest
    assert browser("GET", "/session").status_code == 200


def test_a_session_ends_when_it_is_not_used_and_at_last_however_much_it_is(world: World, browser: Browser) -> None:
    for _ in range(24):
        world.clock.advance(minutes=29)
        assert browser("GET", "/session").status_code == 200
    told = browser("GET", "/session").json()
    assert told["expires_at"].startswith("2026-03-30T19:00:00")  # twelve hours after the login
    world.clock.advance(minutes=25)
    assert problem(browser("GET", "/session")) == "unauthenticated"
    browser.log_in()
    world.clock.advance(minutes=31)
    assert problem(browser("GET", "/session")) == "unauthenticated"


def test_failed_logins_are_borne_only_so_often(world: World) -> None:
    browser = Browser(world)
    answers = [browser.log_in(password="guessed") for _ in range(31)]
    assert {problem(answer) for answer in answers[:30]} == {"wrong-login"}
    assert problem(answers[30]) == "throttled"
    assert int(answers[30].headers["retry-after"]) >= 1
    assert Browser(world).log_in("viewer@main.example").status_code == 201


def test_a_new_password_ends_the_sessions_that_the_old_one_opened(world: World, browser: Browser) -> None:
    telecomx = world.services.sessions.open(world.actor("owner"), SessionForm(Door.TELECOMX, 3600)).token
    timetap = world.services.sessions.open(world.actor("owner"), SessionForm(Door.TIMETAP, 3600)).token
    said = {"current_password": "wrong", "new_password": "another good one"}
    assert (browser("PUT", "/me/password", json=said).json()["field"]) == "current_password"
    for new in ("short", "owner@MAIN.example"):
        refused = browser("PUT", "/me/password", json={"current_password": PASSWORD, "new_password": new})
        assert (refused.status_code, refused.json()["field"]) == (422, "new_password")
    assert browser("GET", "/session").status_code == 200
    assert browser("PUT", "/me/password", json={**said, "current_password": PASSWORD}).status_code == 204
    assert problem(browser("GET", "/session")) == "unauthenticated"
    with world.house.catalogue.read() as tables:
        assert tables.sessions.find(hashlib.sha256(telecomx.encode()).hexdigest(), Door.TELECOMX) is None
        assert tables.sessions.find(hashlib.sha256(timetap.encode()).hexdigest(), Door.TIMETAP) is not None
    assert problem(Browser(world).log_in()) == "wrong-login"
    assert Browser(world).log_in(password="another good one").status_code == 201


def test_sensitive_changes_ask_for_the_password_that_was_not_given_lately(world: World, browser: Browser) -> None:
    viewer = f"/users/{world.users['viewer'].number}"
    token = {"label": "mine"}
    assert browser("POST", "/me/tokens", json=token).status_code == 201
    world.clock.advance(minutes=11)
    before = world.stored()
    for method, path, said in (
        ("POST", "/me/tokens", token),
        ("PATCH", viewer, {"role": "editor"}),
        ("PUT", f"{viewer}/password", {"password": "a long enough one"}),
        ("POST", "/users", {"user_name": "new", "role": "viewer"}),
        ("POST", "/credentials", {"kind": "timetap", "user": str(world.users["viewer"].number)}),
        ("PATCH", "/business", {"name": "Other"}),
    ):
        assert problem(browser(method, path, json=said)) == "confirmation-needed"
    wrong = browser("POST", "/session/confirmation", json={"password": "guessed"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "password")
    assert problem(browser("PATCH", viewer, json={"role": "editor"})) == "confirmation-needed"
    assert world.stored() == before
    assert browser("POST", "/session/confirmation", json={"password": PASSWORD}).status_code == 200
    assert browser("PATCH", viewer, json={"role": "editor"}).status_code == 200
    assert browser("POST", "/folders", json={"name": "Not sensitive"}).status_code == 201


def test_who_is_shut_out_is_out_at_once(world: World, browser: Browser, api: Api) -> None:
    viewer = Browser(world)
    viewer.log_in("viewer@main.example")
    api.patch(f"/users/{world.users['viewer'].number}", {"enabled": False})
    assert problem(viewer("GET", "/session")) == "unauthenticated"
    assert problem(viewer.log_in("viewer@main.example")) == "shut-out"
    with world.house.catalogue.read() as tables:
        assert (
            tables.sessions.of_business(
                world.business.number, user=world.users["viewer"].number, now=world.clock(), limit=9
            )
            == []
        )


def test_sessions_are_told_to_whose_they_are_and_ended(world: World, browser: Browser) -> None:
    viewer = Browser(world)
    viewer.log_in("viewer@main.example")
    world.services.sessions.open(world.actor("viewer"), SessionForm(Door.XELION, 3600), label="desk")
    listed = viewer("GET", "/sessions?count=true").json()
    assert {(one["door"], one["label"], one["current"]) for one in listed["items"]} == {
        ("web", "Test/1", True),
        ("xelion", "desk", False),
    }
    assert problem(viewer("GET", "/sessions?everybody=true")) == "access-denied"
    everybody = browser("GET", "/sessions?everybody=true").json()["items"]
    assert {one["user"]["label"] for one in everybody} == {"Owner Test", "Viewer Test"}
    owners = next(one["id"] for one in everybody if one["current"])
    assert problem(viewer("DELETE", f"/sessions/{owners}")) == "not-found"
    desk = next(one["id"] for one in listed["items"] if one["door"] == "xelion")
    assert [viewer("DELETE", f"/sessions/{desk}").status_code for _ in range(2)] == [204, 404]
    own = next(one["id"] for one in listed["items"] if one["current"])
    assert browser("DELETE", f"/sessions/{own}").status_code == 204
    assert problem(viewer("GET", "/session")) == "unauthenticated"
    somebody = browser("GET", f"/sessions?user={world.users['viewer'].number}").json()["items"]
    assert somebody == []
    with world.house.catalogue.read() as tables:
        noted = [one for one in tables.changes.since(world.business.number, 0, limit=999) if one.verb is Verb.REVOKED]
    assert [(one.actor, one.number, one.detail["door"]) for one in noted] == [
        (world.users["viewer"].number, world.users["viewer"].number, "xelion"),
        (world.users["owner"].number, world.users["viewer"].number, "web"),
    ]


def test_a_token_has_no_session_of_its_own_and_a_narrow_one_sees_none(world: World, api: Api, browser: Browser) -> None:
    assert problem(api.get("/session")) == "not-found"
    assert problem(api.delete("/session")) == "not-found"
    assert problem(api.post("/session/confirmation", {"password": PASSWORD})) == "not-found"
    assert len(api.get("/sessions").json()["items"]) == 1
    narrow = Api(world, scope=Scope(frozenset({Action.READ, Action.WRITE})))
    own = api.get("/sessions").json()["items"][0]["id"]
    for refused in (
        narrow.get("/sessions"),
        narrow.delete(f"/sessions/{own}"),
        narrow.post("/me/tokens", {}),
        narrow.put("/me/password", json={"current_password": PASSWORD, "new_password": "a long enough one"}),
    ):
        assert problem(refused) == "outside-scope"
    assert browser("GET", "/session").status_code == 200


def test_people_change_their_own_name_and_language_and_nothing_else(world: World) -> None:
    viewer = Api(world, "viewer")
    before = viewer.get("/me")
    assert before.json()["user"]["language"] is None
    wanted = {"first_name": "Vera", "language": "da"}
    told = viewer.patch("/me", wanted, headers={"If-Match": before.headers["etag"]})
    user = told.json()["user"]
    assert (user["first_name"], user["last_name"], user["language"], user["role"]) == ("Vera", "Test", "da", "viewer")
    assert user["staff"]["label"] == "Vera Test"
    assert Browser(world).log_in("viewer@main.example").json()["user"]["language"] == "da"
    assert viewer.patch("/me", {"language": None}).json()["user"]["language"] is None
    reads = Api(world, "viewer", scope=Scope(verbs=frozenset({Action.READ})))
    stored = world.stored()
    for client, change, status, headers in (
        (viewer, {"role": "owner"}, 422, {}),
        (viewer, {"email": "other@main.example"}, 422, {}),
        (viewer, {"language": "fr"}, 422, {}),
        (viewer, wanted, 412, {"If-Match": before.headers["etag"]}),
        (reads, wanted, 403, {}),
    ):
        assert client.patch("/me", change, headers=headers).status_code == status, change
    assert world.stored() == stored
