"""Example requests for administration at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door, new_uid
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things


def _user(things: Things) -> str:
    return f"/users/{things.user}"


def _key(things: Things) -> str:
    return f"/credentials/{things.credential}"


def _new_user(_: Things) -> dict[str, object]:
    return {"user_name": f"new-{new_uid()}", "role": "viewer"}


def _new_key(things: Things) -> dict[str, object]:
    return {"kind": "onoffice", "user": str(things.user)}


def _new_token(things: Things) -> dict[str, object]:
    return {"kind": "token", "user": str(things.user), "scope": {"folder": things.folder.uid}}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/business"): (Example("show", asks("GET", lambda _: "/business"), (), Role.OWNER),),
    (Door.NATIVE, "PATCH", "/business"): (
        Example("change", asks("PATCH", lambda _: "/business", lambda _: {"language": "en"}), (), Role.OWNER),
        Example(
            "limits",
            asks("PATCH", lambda _: "/business", lambda _: {"limits": {"open_upload_count": 9_999}}),
            (),
            Role.ADMIN,
        ),
    ),
    (Door.NATIVE, "GET", "/usage"): (Example("show", asks("GET", lambda _: "/usage"), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/doors"): (Example("list", asks("GET", lambda _: "/doors"), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/doors/{door}/compatibility"): (
        Example("list", asks("GET", lambda _: "/doors/xelion/compatibility"), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/storage"): (Example("show", asks("GET", lambda _: "/storage"), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/health"): (Example("show", asks("GET", lambda _: "/health"), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/users"): (Example("list", asks("GET", lambda _: "/users?count=true"), (), Role.OWNER),),
    (Door.NATIVE, "POST", "/users"): (Example("new", asks("POST", lambda _: "/users", _new_user), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/users/{id}"): (Example("show", asks("GET", _user), ("user",), Role.OWNER),),
    (Door.NATIVE, "PATCH", "/users/{id}"): (
        Example("rename", asks("PATCH", _user, lambda _: {"first_name": "Other"}), ("user",), Role.OWNER),
    ),
    (Door.NATIVE, "PUT", "/users/{id}/password"): (
        Example(
            "set",
            asks("PUT", lambda things: f"{_user(things)}/password", lambda _: {"password": "a long enough one"}),
            ("user",),
            Role.OWNER,
            spends=True,
        ),
    ),
    (Door.NATIVE, "GET", "/credentials"): (
        Example("list", asks("GET", lambda _: "/credentials?count=true"), (), Role.OWNER),
    ),
    (Door.NATIVE, "POST", "/credentials"): (
        Example("key", asks("POST", lambda _: "/credentials", _new_key), ("user",), Role.OWNER),
        Example("token", asks("POST", lambda _: "/credentials", _new_token), ("user", "folder"), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/credentials/{credential}"): (
        Example("show", asks("GET", _key), ("credential",), Role.OWNER),
    ),
    (Door.NATIVE, "DELETE", "/credentials/{credential}"): (
        Example("revoke", asks("DELETE", _key), ("credential",), Role.OWNER, spends=True),
    ),
}
