"""Example requests for sessions and one's own account at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from filebook.serving.bearer import SESSION_COOKIE, forgery_token
from tests.golden import Step
from tests.isolation.example import Example, Key, bearer
from tests.isolation.native_request import asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def _in_browser(person: Person, method: str, path: str) -> Step:
    cookie = {"Cookie": f"{SESSION_COOKIE}={person.web}", "X-Filebook-CSRF": forgery_token(person.web)}
    return {"method": method, "path": f"/api/v1{path}", "headers": {**_OWN_PAGE, **(cookie if person.web else {})}}


def _log_in(person: Person, _: Things) -> Step:
    said = {"login": person.email, "password": person.password}
    return {"method": "POST", "path": "/api/v1/session", "headers": _OWN_PAGE, "json": said}


def _show(person: Person, _: Things) -> Step:
    return _in_browser(person, "GET", "/session")


def _sign_on(_person: Person, _: Things) -> Step:
    return {"method": "GET", "path": "/api/v1/session/sign-on", "headers": _OWN_PAGE}


def _signed_on(_person: Person, _: Things) -> Step:
    return {"method": "GET", "path": "/api/v1/session/sign-on/callback?code=guessed"}


def _log_out(person: Person, _: Things) -> Step:
    return _in_browser(person, "DELETE", "/session")


def _confirm(person: Person, _: Things) -> Step:
    return {**_in_browser(person, "POST", "/session/confirmation"), "json": {"password": person.password}}


def _change_password(person: Person, _: Things) -> Step:
    said = {"current_password": person.password, "new_password": person.password}
    return {"method": "PUT", "path": "/api/v1/me/password", "headers": bearer(person.native), "json": said}


def _own_token(person: Person, _: Things) -> Step:
    return {"method": "GET", "path": f"/api/v1/me/tokens/{person.native_uid}", "headers": bearer(person.native)}


def _revoke_own(person: Person, _: Things) -> Step:
    return {"method": "DELETE", "path": f"/api/v1/me/tokens/{person.native_uid}", "headers": bearer(person.native)}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "POST", "/session"): (Example("log in", _log_in, (), Role.PERSONAL),),
    (Door.NATIVE, "GET", "/session"): (Example("show", _show, (), Role.PERSONAL),),
    (Door.NATIVE, "GET", "/session/sign-on"): (Example("no provider", _sign_on, (), None),),
    (Door.NATIVE, "GET", "/session/sign-on/callback"): (Example("no provider", _signed_on, (), None),),
    (Door.NATIVE, "DELETE", "/session"): (Example("log out", _log_out, (), Role.PERSONAL, spends=True),),
    (Door.NATIVE, "POST", "/session/confirmation"): (Example("confirm", _confirm, (), Role.PERSONAL),),
    (Door.NATIVE, "GET", "/sessions"): (
        Example("own", asks("GET", lambda _: "/sessions"), (), Role.PERSONAL),
        Example("everybody", asks("GET", lambda _: "/sessions?everybody=true"), (), Role.OWNER),
        Example("somebody", asks("GET", lambda things: f"/sessions?user={things.user}"), ("user",), Role.OWNER),
    ),
    (Door.NATIVE, "DELETE", "/sessions/{session}"): (
        Example(
            "somebody",
            asks("DELETE", lambda things: f"/sessions/{things.session}"),
            ("session",),
            Role.OWNER,
            spends=True,
        ),
    ),
    (Door.NATIVE, "GET", "/me"): (Example("me", asks("GET", lambda _: "/me"), (), Role.PERSONAL),),
    (Door.NATIVE, "PATCH", "/me"): (
        Example("name", asks("PATCH", lambda _: "/me", lambda _: {"last_name": "New"}), (), Role.PERSONAL),
    ),
    (Door.NATIVE, "PUT", "/me/password"): (Example("change", _change_password, (), Role.PERSONAL, spends=True),),
    (Door.NATIVE, "GET", "/me/tokens"): (Example("own", asks("GET", lambda _: "/me/tokens"), (), Role.PERSONAL),),
    (Door.NATIVE, "POST", "/me/tokens"): (
        Example("new", asks("POST", lambda _: "/me/tokens", lambda _: {"label": "New"}), (), Role.PERSONAL),
        Example(
            "in folder",
            asks("POST", lambda _: "/me/tokens", lambda things: {"scope": {"folder": things.folder.uid}}),
            ("folder",),
            Role.PERSONAL,
        ),
    ),
    (Door.NATIVE, "GET", "/me/tokens/{credential}"): (
        Example("own", _own_token, (), Role.PERSONAL),
        Example("somebody's", asks("GET", lambda things: f"/me/tokens/{things.credential}"), ("credential",), None),
    ),
    (Door.NATIVE, "DELETE", "/me/tokens/{credential}"): (
        Example("own", _revoke_own, (), Role.PERSONAL, spends=True),
        Example("somebody's", asks("DELETE", lambda things: f"/me/tokens/{things.credential}"), ("credential",), None),
    ),
}
