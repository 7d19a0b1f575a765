"""Which people a list is asked for: by name, by member, by login, in which order, how many.

Source: the project's Xelion reference, 4.3, read 2026-11-22.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from starlette.datastructures import QueryParams

from filebook.core.businesses import User
from filebook.core.errors import Invalid
from filebook.core.people import Person
from filebook.dialects.xelion.ids import oid_of
from filebook.dialects.xelion.paging import DEFAULT_LIMIT, descends, edges_in, is_named, limit_in
from filebook.dialects.xelion.people.translate import family_name_of, object_type_of
from filebook.services.people import Wanted

_READERS: Mapping[str, Callable[[Person], str]] = {
    "obj_type": lambda person: object_type_of(person.record),
    "objecttype": lambda person: object_type_of(person.record),
    "oid": lambda person: oid_of(person.number),
    "commonname": lambda person: person.record.label,
    "name": lambda person: person.record.label,
    "givenname": lambda person: person.record.text("first_name"),
    "familyname": lambda person: family_name_of(person.record),
    "username": lambda person: "" if person.user is None else person.user.user_name,
}
_USER_READERS: Mapping[str, Callable[[User], str]] = {
    "oid": lambda user: oid_of(user.number),
    "commonname": lambda user: user.full_name,
    "name": lambda user: user.full_name,
    "username": lambda user: user.user_name,
    "active": lambda user: str(user.enabled),
}
"""What `where` may name, in lower case."""

_KEYS: Mapping[str, Callable[[Person], Any]] = {
    "name": lambda person: person.record.label.casefold(),
    "mru": lambda person: -person.record.modified_at.timestamp(),
}
"""What may be sorted by. Who was changed last counts as most recently used."""


def wanted_in(query: QueryParams, *, also: Callable[[Person], bool] | None = None) -> Wanted:
    """The page of people that a query asks for; `also` has to hold, too.

    Raises: Invalid("limit" | "where"), NotFound("page") for an `after` or `before` that is no OID.
    """
    told = [(_READERS[field], values) for field, values in _conditions(query, known=_READERS)]
    only_users = query.get("only_users", "").lower() == "true"

    def holds(person: Person) -> bool:
        return (
            is_named(person.record.label, query)
            and (person.has_login or not only_users)
            and all(read(person).casefold() in values for read, values in told)
            and (also is None or also(person))
        )

    after, before = edges_in(query)
    return Wanted(
        limit=limit_in(query) or DEFAULT_LIMIT,
        after=after,
        before=before,
        holds=holds,
        key=_KEYS.get(query.get("order_by", "").lower()),
        descending=descends(query),
    )


def users_in(query: QueryParams, users: Iterable[User]) -> list[User]:
    """Those of the users for whom every `where` holds. Raises: Invalid("where")."""
    told = [(_USER_READERS[field], values) for field, values in _conditions(query, known=_USER_READERS)]
    return [user for user in users if all(read(user).casefold() in values for read, values in told)]


def includes(query: QueryParams, name: str) -> bool:
    """Whether a member is asked for besides the usual ones; names that nobody knows are asked for in vain."""
    return name in {part.strip().lower() for text in query.getlist("include") for part in text.split(",")}


def _conditions(query: QueryParams, *, known: Collection[str]) -> list[tuple[str, frozenset[str]]]:
    """Field in lower case, and the values of which it must have one, without case. Raises: Invalid("where")."""
    found = []
    for text in query.getlist("where"):
        field, equals, values = text.partition("=")
        name = field.strip().lower()
        if not text.strip():
            continue
        if not equals or name not in known:
            raise Invalid("where")
        found.append((name, frozenset(value.strip().casefold() for value in values.split(","))))
    return found
