"""Sparse answers: which members of a route's answer `fields` may name, judged before anything else happens."""

from dataclasses import replace
from functools import cache
from typing import cast, get_args

import msgspec

from filebook.core.errors import Invalid
from filebook.serving.call import Call
from filebook.serving.routes import Answer, Body, Route, StreamHandler, SyncHandler

PARAMETER = "fields"


def shown_by(response: type | None) -> tuple[type[msgspec.Struct], ...]:
    """What an answer shows: one type, or those of the things in a list; none where an answer is no JSON object."""
    if response is None or not issubclass(response, msgspec.Struct):
        return ()
    items = next((field.type for field in msgspec.structs.fields(response) if field.encode_name == "items"), None)
    if items is None:
        return (response,)
    item = get_args(items)[0]
    return tuple(one for one in get_args(item) or (item,) if isinstance(one, type) and issubclass(one, msgspec.Struct))


@cache
def members_of(response: type | None) -> tuple[str, ...]:
    """The members of all that an answer shows. Remembered, as looking at a type costs much: many routes show one."""
    told = (field.encode_name for shown in shown_by(response) for field in msgspec.structs.fields(shown))
    return tuple(dict.fromkeys(told))


def is_sparse(route: Route) -> bool:
    """Whether a route's answers may be sparse."""
    return route.query is not None and _may_choose(route.query) and bool(members_of(route.response))


@cache
def _may_choose(query: type[msgspec.Struct]) -> bool:
    """Whether a query may name members; remembered, too."""
    return any(field.encode_name == PARAMETER for field in msgspec.structs.fields(query))


def checked(route: Route) -> Route:
    """The route, refusing `fields` that name what is not there before its handler does anything."""
    if not is_sparse(route):
        return route
    members = frozenset(members_of(route.response))

    def check(call: Call) -> None:
        """Raises: Invalid("fields")."""
        wanted = call.query_value(PARAMETER)
        if wanted and not members.issuperset(wanted.split(",")):
            raise Invalid(PARAMETER, "unknown")

    if route.body is Body.STREAMED:
        streamed = cast(StreamHandler, route.handler)

        async def stream(call: Call) -> Answer:
            check(call)
            return await streamed(call)

        return replace(route, handler=stream)
    buffered = cast(SyncHandler, route.handler)

    def handle(call: Call) -> Answer:
        check(call)
        return buffered(call)

    return replace(route, handler=handle)
