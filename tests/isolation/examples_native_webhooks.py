"""Example requests for webhooks at the native door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import Body, asks
from tests.isolation.neighbourhood import HOOK
from tests.isolation.things import Things

_ONE = "/webhooks/{id}"


def _of_one(
    method: str, suffix: Callable[[Things], str] = lambda _: "", body: Body | None = None, *, spends: bool = False
) -> Example:
    return Example(
        "uid",
        asks(method, lambda things: f"/webhooks/{things.webhook.uid}{suffix(things)}", body),
        ("webhook",),
        Role.OWNER,
        spends=spends,
    )


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/webhooks"): (Example("all", asks("GET", lambda _: "/webhooks"), (), Role.OWNER),),
    (Door.NATIVE, "POST", "/webhooks"): (
        Example("standard", asks("POST", lambda _: "/webhooks", lambda _: {"url": HOOK}), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", _ONE): (
        _of_one("GET"),
        Example("number", asks("GET", lambda things: f"/webhooks/{things.webhook.number}"), ("webhook",), Role.OWNER),
    ),
    (Door.NATIVE, "PATCH", _ONE): (_of_one("PATCH", body=lambda _: {"events": ["file.*"]}),),
    (Door.NATIVE, "DELETE", _ONE): (_of_one("DELETE", spends=True),),
    (Door.NATIVE, "POST", f"{_ONE}/rotate"): (_of_one("POST", lambda _: "/rotate"),),
    (Door.NATIVE, "POST", f"{_ONE}/test"): (_of_one("POST", lambda _: "/test"),),
    (Door.NATIVE, "POST", f"{_ONE}/replay"): (
        _of_one("POST", lambda _: "/replay", lambda things: {"since_sequence": things.told - 1}),
    ),
    (Door.NATIVE, "GET", f"{_ONE}/deliveries"): (_of_one("GET", lambda _: "/deliveries"),),
    (Door.NATIVE, "POST", f"{_ONE}/deliveries/{{sequence}}/retry"): (
        _of_one("POST", lambda things: f"/deliveries/{things.told}/retry"),
    ),
}
