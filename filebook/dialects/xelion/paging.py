"""Pages of a list, and the links between them that clients walk along.

Every page that is not empty has a next link, and the end is an empty page: PSXelion throws away what comes without
the link, laravel-xelion would begin anew without `nextId`.
Source: the project's Xelion reference, 4.2 and 4.3, read 2026-11-21.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from starlette.datastructures import QueryParams

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.ids import number_from, oid_of
from filebook.serving.call import Call
from filebook.serving.urls import url

DEFAULT_LIMIT, HIGHEST_LIMIT = 15, 1000
_DESCENDING = frozenset({"descending", "decending", "desc"})
"""The guide's spelling is the second."""
_EDGES = ("after", "before")

Item = TypeVar("Item")


def limit_in(query: Mapping[str, str]) -> int | None:
    """The `limit`, lowered silently to the highest; None if absent. Raises: Invalid("limit")."""
    text = query.get("limit", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise Invalid("limit")
    return int(text) if len(text) <= len(str(HIGHEST_LIMIT)) and int(text) < HIGHEST_LIMIT else HIGHEST_LIMIT


def edges_in(query: Mapping[str, str]) -> tuple[Number | None, Number | None]:
    """After which number, or before which; after wins. Raises: NotFound("page") for what is no OID."""
    after, before = (query.get(name, "").strip() for name in _EDGES)
    if after:
        return number_from(after, "page"), None
    return None, number_from(before, "page") if before else None


def descends(query: Mapping[str, str]) -> bool:
    """Whether the last comes first. The parameter's name could not be read in the guide, so both are taken."""
    return bool({query.get("order", "").lower(), query.get("sort", "").lower()} & _DESCENDING)


def link_to(call: Call, *segments: str, rel: str = "self", query: Sequence[tuple[str, str]] = ()) -> wire.Link:
    """A link below the tenant."""
    return wire.Link(rel=rel, href=url(call.door_url, "api", "v1", call.path_params["tenant"], *segments, query=query))


def meta_of(call: Call, numbers: Sequence[Number], *, path: Sequence[str]) -> wire.Meta:
    """What stands beside a page with these numbers: the links to itself and to its neighbours."""
    refresh = link_to(call, *path, rel="refresh")
    if not numbers:
        return wire.Meta(links=[refresh])
    first, last = oid_of(numbers[0]), oid_of(numbers[-1])
    kept = _kept(call.query)
    links = [
        refresh,
        link_to(call, *path, rel="next", query=[("after", last), *kept]),
        link_to(call, *path, rel="previous", query=[("before", first), *kept]),
    ]
    return wire.Meta(links=links, paging=wire.Paging(previousId=first, nextId=last))


def page_of(
    items: Sequence[Item],
    call: Call,
    *,
    path: Sequence[str],
    number: Callable[[Item], Number],
    name: Callable[[Item], str],
) -> tuple[list[Item], wire.Meta]:
    """The page that the query of a call asks for, of items by number, and the links beside it.

    Raises: Invalid("limit"), NotFound("page") for an `after` or `before` that is no OID.
    """
    query = call.query
    wanted = _ordered([item for item in items if is_named(name(item), query)], query, name)
    page = _cut(wanted, query, number)
    return page, meta_of(call, [number(item) for item in page], path=path)


def is_named(name: str, query: Mapping[str, str]) -> bool:
    """Whether a name holds the text that the query asks for, in any case."""
    return query.get("name", "").casefold() in name.casefold()


def _kept(query: QueryParams) -> list[tuple[str, str]]:
    """What a neighbour is asked with too. Each once: PSXelion appends `order_by` to the link, page after page."""
    return list(dict.fromkeys((name, value) for name, value in query.multi_items() if name not in _EDGES))


def _ordered(items: list[Item], query: Mapping[str, str], name: Callable[[Item], str]) -> list[Item]:
    """By number, or by name; `mru` has no meaning here."""
    if query.get("order_by", "").lower() == "name":
        items = sorted(items, key=lambda item: name(item).casefold())
    return items[::-1] if descends(query) else items


def _cut(items: list[Item], query: Mapping[str, str], number: Callable[[Item], Number]) -> list[Item]:
    """After what is not in the list comes nothing, and nothing before it."""
    limit = limit_in(query) or DEFAULT_LIMIT
    after, before = edges_in(query)
    if after is not None:
        at = _place(items, after, number)
        return [] if at is None else items[at + 1 : at + 1 + limit]
    if before is not None:
        at = _place(items, before, number)
        return [] if at is None else items[max(at - limit, 0) : at]
    return items[:limit]


def _place(items: list[Item], wanted: Number, number: Callable[[Item], Number]) -> int | None:
    return next((index for index, item in enumerate(items) if number(item) == wanted), None)
