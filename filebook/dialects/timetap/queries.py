"""What every list's query can ask for: a page, an order, ids and words in lists.

Source: the project's TimeTap reference (section 3.4), read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from filebook.core.errors import Invalid
from filebook.core.ids import NUMBER_LIMIT, Number
from filebook.dialects.timetap.ids import number_of
from filebook.services.library import Page

DEFAULT_PAGE_SIZE = 25
LARGEST_PAGE_SIZE = 1000
_MANY_DIGITS = 10
_LIST_LIMIT = 1000
_SEARCH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Order:
    """By which property a list is to be sorted; "" for its own order."""

    field: str
    descending: bool


def page_of(query: Mapping[str, str]) -> Page | None:
    """The page, if one is asked for; a size above the largest is lowered, and what is no number counts as absent."""
    number, size = _counted(query.get("pageNumber", "")), _counted(query.get("pageSize", ""))
    if number is None and size is None:
        return None
    length = min(size or DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE)
    return Page(length, offset=((number or 1) - 1) * length)


def _counted(text: str) -> int | None:
    """A positive number, a huge one lowered to what no list reaches; None for anything else."""
    digits = text.strip().lstrip("0")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) < _MANY_DIGITS else NUMBER_LIMIT


def order_of(query: Mapping[str, str]) -> Order:
    """The order that is asked for."""
    return Order(query.get("order_field", "").strip(), query.get("order_mode", "").strip().lower() == "desc")


def search_in(query: Mapping[str, str]) -> str:
    """What is searched for, ready to be compared without regard to case; "" for nothing."""
    return query.get("searchTerm", "").strip().casefold()[:_SEARCH_LIMIT]


def words_in(text: str) -> list[str]:
    """The entries of a list that is separated by commas."""
    return [word for entry in text.split(",") if (word := entry.strip())]


def words_listed(query: QueryParams, name: str) -> list[str]:
    """A list that is separated by commas, repeated, or both. Raises: Invalid(name) for more than 1,000 entries."""
    found = [word for text in query.getlist(name) for word in words_in(text)]
    if len(found) > _LIST_LIMIT:
        raise Invalid(name, "too_many")
    return found


def numbers_listed(query: QueryParams, name: str) -> frozenset[Number]:
    """As `words_listed`, of ids. Raises: Invalid(name) also for what cannot be one."""
    numbers = (number_of(word, field=name) for word in words_listed(query, name))
    return frozenset(number for number in numbers if number is not None)
