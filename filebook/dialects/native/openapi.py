"""The description of the native API, made from its route table.

Source: OpenAPI Specification 3.1.1, read 2026-11-22.
"""

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from filebook.dialects.native.errors import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from filebook.dialects.native.sparse import is_sparse, members_of, shown_by
from filebook.dialects.native.wire import Problem
from filebook.serving.answers import BytesAnswer, bytes_answer
from filebook.serving.call import Call
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
CONDITIONAL = frozenset(
    {
        ("PATCH", "/business"),
        ("PUT", "/document-requirements"),
        ("POST", "/relations"),
        ("DELETE", "/relations"),
        ("POST", "/appointments/{id}/cancel"),
        ("POST", "/files/{id}/versions/{version}/restore"),
        ("POST", "/trash/{id}/restore"),
        ("POST", "/webhooks/{id}/rotate"),
    }
)
"""What heeds `If-Match` besides the routes that change the object which their path names."""
_MAKING = frozenset({201, 202})
"""What is answered where something was made: there a key is worth its while."""
_ID = {"type": "string", "description": "Dashed uid or number.", "minLength": 1}


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
    told = (wanted for route in routes for wanted in (route.request, route.response, route.query))
    types = list(dict.fromkeys([*(wanted for wanted in told if wanted is not None and _is_wire(wanted)), Problem]))
    schemas, components = msgspec.json.schema_components(types, schema_hook=_schema_of, ref_template=_REFERENCES)
    known = dict(zip(types, schemas, strict=True))
    paths: dict[str, Schema] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, known, components)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Filebook",
            "version": version("filebook"),
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
            *({"name": name, "in": "path", "required": True, "schema": _ID} for name in _PARAMETER.findall(route.path)),
            *_query_parameters(route, components),
            *([_KEY] if route.method == "POST" and route.status in _MAKING else []),
            *([_CONDITION] if _is_conditional(route) else []),
        ],
        "responses": {str(route.status): _success(route, known, components), "default": _failure(known)},
    }
    if route.access.kind != "credential":
        operation["security"] = []
    if route.request is not None:
        schema = known.get(route.request, {"type": "string", "format": "binary"})
        operation["requestBody"] = {"required": True, "content": {route.request_media_type: {"schema": schema}}}
    return operation


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
        schema = known.get(route.response, {} if route.response is dict else {"type": "string", "format": "binary"})
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


def _is_wire(wanted: type) -> bool:
    return issubclass(wanted, msgspec.Struct)
