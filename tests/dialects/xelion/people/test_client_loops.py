"""Lists read to their end as public clients read them: each loop has the client's shape, and must stop with everybody.

Shapes taken from the clients on 2026-11-22: flooris/laravel-xelion (XelionAbstractPaginator), Lorentz86/PSXelion
(Get-XelionAddressables, Get-XelionPagingUrl), ronaldhoek/XelionAPI (its data model).
"""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.dialects.xelion.book import Caller, Json, caller
from tests.dialects.xelion.client import BASE
from tests.dialects.xelion.people.office import contact, page
from tests.world import World

REQUEST_LIMIT = 20
"""A loop that asks more often than this will never end."""
IN_THE_WORLD = 4
"""Three members of staff and a contact are there already."""


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _fill(owner: Caller, total: int) -> None:
    world, there = owner.world, len(owner.listed("/addressables", limit=1000))
    for number in range(there, total):
        contact(world, f"Klant {number % 7}", company="" if number % 3 else "Klanten BV")


def as_laravel_xelion(owner: Caller, resource: str, page_size: int) -> list[int]:
    """Page after page while one comes full, the first in any case. It goes on after `nextId`, which it reads only where
    there are items and keeps as an integer: left null, it would begin anew.
    """
    found: list[int] = []
    last: int | None = None
    on_page = 0
    for request in range(REQUEST_LIMIT):
        if request and on_page != page_size:
            return found
        query: dict[str, Any] = {"limit": page_size, **({} if last is None else {"after": last})}
        result = page(owner, f"/{resource}", **query)
        if result["data"]:
            found += [int(item["object"]["oid"]) for item in result["data"]]
            last = int(result["meta"]["paging"]["nextId"])
        on_page = len(result["data"])
    raise AssertionError("it never ends")


def as_psxelion(owner: Caller, sort_by: str, also: str = "") -> list[int]:
    """The first page without a limit; fewer than fifteen items are taken for all. Else it goes on, until a page is
    empty, with what follows the last `?` of the link whose `rel` holds "next", and puts its own query behind that.
    Without the link it would throw away what it has.
    """
    own = f"order_by={sort_by}{also}"
    address = f"{BASE}/addressables?{own}"
    found: list[int] = []
    for _ in range(REQUEST_LIMIT):
        response = owner.world.http.get(address, headers={**owner.headers, "Accept-Encoding": "gzip"})
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        if not answer["data"]:
            return found
        is_first, found = not found, found + [int(item["object"]["oid"]) for item in answer["data"]]
        if is_first and len(found) < 15:
            return found
        (following,) = [link["href"] for link in answer["meta"]["links"] if "next" in link["rel"]]
        assert following.count("?") == 1
        behind = following.split("?")[-1]
        assert behind.startswith("after=")
        assert len(behind) < 200, "it grows with every page"
        address = f"{BASE}/addressables?{behind}&{own}"
    raise AssertionError("it never ends")


def test_laravel_xelion_gets_everybody_also_when_the_last_page_is_full(owner: Caller) -> None:
    for total in (IN_THE_WORLD, 5, 9, 10, 11):
        _fill(owner, total)
        found = as_laravel_xelion(owner, "addressables", 5)
        assert len(found) == len(set(found)) == total
    assert len(as_laravel_xelion(owner, "users", 3)) == 3
    assert len(as_laravel_xelion(owner, "users", 100)) == 3
    assert as_laravel_xelion(owner, "phonelines", 100) == []


def test_psxelion_gets_everybody_around_its_fifteen(owner: Caller) -> None:
    for total in (14, 15, 16, 30, 31):
        _fill(owner, total)
        for sort_by in ("Name", "mru"):
            found = as_psxelion(owner, sort_by)
            assert len(found) == len(set(found)) == total, (total, sort_by)
    organisations = as_psxelion(owner, "Name", "&include=status,employment&where=obj_type=Organisation")
    assert len(organisations) == 9
    persons = as_psxelion(owner, "Name", "&where=obj_type=Person,UnknownAddressable")
    assert len({*persons, *organisations}) == 31


def test_every_oid_fits_the_integers_of_xelionapi_wherever_it_stands(world: World, owner: Caller) -> None:
    _fill(owner, 6)
    person = contact(world, "Vries Karin de", first_name="Karin", company="BV", phone="1", mobile="2", street="Weg 1")
    for path in ("/me/info", "/addressables", "/users", f"/addressables/{person}", "/calendars"):
        oids = list(_members(page(owner, path), {"oid", "userId", "nextId", "previousId"}))
        assert oids, path
        assert all(isinstance(oid, str) and 0 < int(oid) < 2**31 for oid in oids), path


def _members(value: Any, names: set[str]) -> list[Any]:
    """What stands under these names anywhere in an answer."""
    if isinstance(value, Mapping):
        own = [member for name, member in value.items() if name in names]
        return own + [found for member in value.values() for found in _members(member, names)]
    return [found for member in value for found in _members(member, names)] if isinstance(value, list) else []
