"""Example requests for documents that things need at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

_ASKED = "/document-requirements"
_NEEDED = "required-documents"

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", _ASKED): (Example("asked", asks("GET", lambda _: _ASKED), (), Role.VIEWER),),
    (Door.NATIVE, "PUT", _ASKED): (
        Example(
            "ask",
            asks("PUT", lambda _: _ASKED, lambda _: {"requirements": [{"documents": [{"role": "plan"}]}]}),
            (),
            Role.OWNER,
        ),
    ),
    (Door.NATIVE, "GET", "/appointments/{id}/required-documents"): (
        Example(
            "of an appointment",
            asks("GET", lambda things: f"/appointments/{things.event.uid}/{_NEEDED}"),
            ("appointment",),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "GET", "/records/{kind}/{id}/required-documents"): (
        Example(
            "of a record",
            asks("GET", lambda things: f"/records/estate/{things.estate}/{_NEEDED}"),
            ("estate",),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "GET", "/missing-documents"): (
        Example("missing", asks("GET", lambda _: "/missing-documents?since=2026-04-01T00:00:00Z"), (), Role.VIEWER),
    ),
}
