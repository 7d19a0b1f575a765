"""Example requests for records and relations at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things

_KINDS = ("contact", "staff", "estate", "agents_log", "task", "location", "service")
_ONE = "/records/{kind}/{id}"


def _path(kind: str, things: Things) -> str:
    return f"/records/{kind}/{getattr(things, kind)}"


def _contact(things: Things) -> str:
    return _path("contact", things)


def _relation(things: Things) -> dict[str, object]:
    return {"type": "owner", "parent": str(things.estate), "child": str(things.contact)}


def _about(things: Things) -> dict[str, object]:
    return {"type": "concerns", "parent": things.event.uid, "child": str(things.estate)}


def _named(things: Things) -> str:
    return f"/relations?type=owner&parent={things.estate}&child={things.contact}"


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/records/{kind}"): (
        Example("all", asks("GET", lambda _: "/records/contact?count=true"), (), Role.VIEWER),
        Example(
            "some",
            asks("GET", lambda _: "/records/contact?q=a&where=fields.city:eq:&order=-fields.city&active=true"),
            (),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "POST", "/records/{kind}"): (
        Example("contact", asks("POST", lambda _: "/records/contact", lambda _: {"label": "New"}), (), Role.EDITOR),
        Example("staff", asks("POST", lambda _: "/records/staff", lambda _: {"label": "New"}), (), Role.EDITOR),
    ),
    (Door.NATIVE, "GET", _ONE): tuple(
        Example(kind, asks("GET", lambda things, kind=kind: _path(kind, things)), (kind,), Role.VIEWER)  # type: ignore[misc] # the kind of this very turn
        for kind in _KINDS
    ),
    (Door.NATIVE, "PATCH", _ONE): (
        Example("change", asks("PATCH", _contact, lambda _: {"label": "Other"}), ("contact",), Role.EDITOR),
        Example(
            "staff",
            asks("PATCH", lambda things: f"/records/staff/{things.employee.uid}", lambda _: {"active": True}),
            ("staff",),
            Role.EDITOR,
        ),
    ),
    (Door.NATIVE, "DELETE", _ONE): (
        Example("trash", asks("DELETE", _contact), ("contact",), Role.EDITOR, spends=True),
    ),
    (Door.NATIVE, "GET", f"{_ONE}/appointments"): (
        Example("contact", asks("GET", lambda things: f"{_contact(things)}/appointments"), ("contact",), Role.VIEWER),
    ),
    (Door.NATIVE, "GET", "/relations"): (
        Example("of", asks("GET", lambda things: f"/relations?of={things.contact}"), ("contact",), Role.VIEWER),
        Example(
            "of appointment",
            asks("GET", lambda things: f"/relations?of={things.event.uid}"),
            ("appointment",),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "POST", "/relations"): (
        Example("owner", asks("POST", lambda _: "/relations", _relation), ("estate", "contact"), Role.EDITOR),
        Example("about", asks("POST", lambda _: "/relations", _about), ("appointment", "estate"), Role.EDITOR),
    ),
    (Door.NATIVE, "DELETE", "/relations"): (
        Example("owner", asks("DELETE", _named), ("estate", "contact"), Role.EDITOR),
    ),
}
