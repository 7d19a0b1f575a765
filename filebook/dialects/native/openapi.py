"""The description of the native API, made from its route table.

Source: OpenAPI Specification 3.1.1, read 2026-11-22.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from filebook.core.ids import RECORD_KINDS
from filebook.dialects.native.errors import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from filebook.dialects.native.sparse import is_sparse, members_of, shown_by
from filebook.dialects.native.spellings.wire import Speaking
from filebook.dialects.native.wire import Problem
from filebook.serving.answers import BytesAnswer, bytes_answer
from filebook.serving.call import Call
from filebook.serving.events import MEDIA_TYPE as EVENTS_MEDIA_TYPE
from filebook.serving.program import program_version
from filebook.serving.routes import Route

Schema = dict[str, Any]
"""JSON of the document."""
_REFERENCES = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"\{(\w+)\}")
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Under one key a request is carried out once in a day; a repeat is answered as the first was.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
_CONDITION = {
    "name": "If-Match",
    "in": "header",
    "description": "Carry it out only if the object still has this entity tag; 412 otherwise.",
    "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,18}(-[0-9a-f]{12})?")$'},
}
_LAST_EVENT = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "The id of the last event that was read: the stream goes on after it.",
    "schema": {"type": "string"},
}
CONDITIONAL = frozenset(
    {
        ("PATCH", "/business"),
        ("PATCH", "/me"),
        ("PUT", "/business/logo"),
        ("DELETE", "/business/logo"),
        ("PATCH", "/retention"),
        ("PUT", "/document-requirements"),
        ("POST", "/relations"),
        ("DELETE", "/relations"),
        ("POST", "/appointments/{id}/cancel"),
        ("POST", "/files/{id}/versions"),
        ("POST", "/files/{id}/versions/{version}/restore"),
        ("POST", "/trash/{id}/restore"),
        ("POST", "/webhooks/{id}/rotate"),
        ("POST", "/files/{id}/link"),
        ("DELETE", "/credentials/{credential}"),
        ("DELETE", "/me/tokens/{credential}"),
    }
)
"""What heeds `If-Match` besides the routes that change the object which their path names."""
_BINARY = {"type": "string", "format": "binary"}
_INSTANTS = ("_at", "_since", "_until")
"""How members end that are instants."""
_MAKING = frozenset({201, 202})
"""What is answered where something was made: there a key is worth its while."""
_ID = {"type": "string", "description": "Dashed uid or number.", "minLength": 1}
_UID = {"type": "string", "description": "Dashed uid.", "minLength": 1}
_IN_PATHS: Mapping[str, Schema] = {
    "kind": {"type": "string", "enum": sorted(RECORD_KINDS)},
    "door": {"type": "string", "enum": list(get_args(Speaking))},
    "version": {"type": "string", "description": "The number of a version, counted from 1.", "pattern": "^[0-9]+$"},
    "sequence": {"type": "string", "description": "The number of a change.", "pattern": "^[0-9]+$"},
    "session": {"type": "string", "description": "The `id` of a session.", "minLength": 1},
    "token": {"type": "string", "description": "What the address was made with.", "minLength": 1},
}
"""What a path names that is no object with a number; all else is a dashed uid."""


class OpenApi:
    """Answers with the document. It is made when somebody asks, and kept."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes
        self._made: bytes | None = None

    def answer(self, call: Call) -> BytesAnswer:
        """The document, for whoever wants to know."""
        if self._made is None:
            self._made = msgspec.json.encode(document(self._routes))
        _ = call
        return bytes_answer(self._made, media_type="application/json", headers=[(b"cache-control", b"no-cache")])


def document(routes: Sequence[Route]) -> Schema:
    """The whole description."""
    told = (
        wanted
        for route in routes
        for wanted in (route.request, *route.other_requests.values(), route.response, route.query)
    )
    types = list(dict.fromkeys([*(wanted for wanted in told if wanted is not None and _is_wire(wanted)), Problem]))
    schemas, components = msgspec.json.schema_components(types, schema_hook=_schema_of, ref_template=_REFERENCES)
    for told in components.values():
        _tell_instants(told.get("properties", {}))
    known = dict(zip(types, schemas, strict=True))
    paths: dict[str, Schema] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, known, components)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Filebook",
            "version": program_version(),
            "description": "One file library and one appointment book for a business.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": [{"name": area} for area in dict.fromkeys(route.area for route in routes)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _is_conditional(route: Route) -> bool:
    changes = route.method in {"PUT", "PATCH", "DELETE"} and bool(route.objects)
    return changes or (route.method, route.path) in CONDITIONAL


def _operation(route: Route, known: Mapping[type, Schema], components: Schema) -> Schema:
    operation: Schema = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "tags": [route.area],
        "parameters": [
            *(_path_parameter(route, name) for name in _PARAMETER.findall(route.path)),
            *_query_parameters(route, components),
            *([_KEY] if route.method == "POST" and route.status in _MAKING else []),
            *([_CONDITION] if _is_conditional(route) else []),
            *([_LAST_EVENT] if route.response_media_type == EVENTS_MEDIA_TYPE else []),
        ],
        "responses": {str(route.status): _success(route, known, components), "default": _failure(known)},
    }
    if route.access.kind != "credential":
        operation["security"] = []
    if route.request is not None:
        taken = {route.request_media_type: route.request, **route.other_requests}
        content = {name: {"schema": known.get(kind, _BINARY)} for name, kind in taken.items()}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameter(route: Route, name: str) -> Schema:
    schema = _ID if name in route.objects else _IN_PATHS.get(name, _UID)
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(route: Route, components: Schema) -> list[Schema]:
    """The members of the query's type, each as a parameter."""
    if route.query is None:
        return []
    described = components[route.query.__name__]
    needed = described.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            **({"required": True} if name in needed else {}),
            "schema": schema if name != "fields" else {**schema, "pattern": _members_pattern(route.response)},
            **({"style": "form", "explode": True} if schema.get("type") == "array" else {}),
        }
        for name, schema in described["properties"].items()
    ]


def _members_pattern(response: type | None) -> str:
    """What `fields` may be."""
    one = "|".join(members_of(response))
    return f"^(({one})(,({one}))*)?$"


def _success(route: Route, known: Mapping[type, Schema], components: Schema) -> Schema:
    answer: Schema = {"description": route.summary}
    if route.response is not None:
        schema = known.get(route.response, {} if route.response is dict else _BINARY)
        whole = {"anyOf": [schema, _sparse(route, components)]} if is_sparse(route) else schema
        any_type = route.response_media_type == "application/octet-stream"  # a file leaves as what it is
        answer["content"] = {"*/*" if any_type else route.response_media_type: {"schema": whole}}
    return answer


def _sparse(route: Route, components: Schema) -> Schema:
    """The answer where `fields` names some members: those, and no others."""
    things = [
        {"type": "object", "properties": components[shown.__name__]["properties"], "additionalProperties": False}
        for shown in shown_by(route.response)
    ]
    if route.response is None or shown_by(route.response) == (route.response,):
        return things[0]
    page = components[route.response.__name__]
    return {**page, "properties": {**page["properties"], "items": {"type": "array", "items": {"anyOf": things}}}}


def _failure(known: Mapping[type, Schema]) -> Schema:
    return {"description": "Why it failed", "content": {PROBLEM_MEDIA_TYPE: {"schema": known[Problem]}}}


def _operation_id(route: Route) -> str:
    words = [word.strip("{}*") for word in route.path.split("/") if word]
    return "_".join([route.method.lower(), *words]).replace(".", "_")


def _schema_of(kind: type) -> Schema:
    """What a member may hold that is declared as `object`. Raises: NotImplementedError for other types."""
    if kind is not object:
        raise NotImplementedError(kind)
    return {"description": "Any JSON."}


def _tell_instants(members: Mapping[str, Schema]) -> None:
    """What is called an instant has its format: a type says so by itself only where it demands an offset."""
    for name, schema in members.items():
        if name == "at" or name.endswith(_INSTANTS):
            for one in (schema, *schema.get("anyOf", ())):
                if one.get("type") == "string" and "pattern" not in one:
                    one["format"] = "date-time"


def _is_wire(wanted: type) -> bool:
    return issubclass(wanted, msgspec.Struct)
