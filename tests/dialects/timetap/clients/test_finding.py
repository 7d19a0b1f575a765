"""Clients in lists, counted and searched: filters, order, pages, and the bodies that searches come in."""

import json

import pytest

from filebook.core.ids import Kind
from filebook.services.records import NewRecord
from tests.dialects.timetap.client import LIVE
from tests.dialects.timetap.clients.counter import Counter

FILTER = "/clients/filter"
DUPECHECK = "/clients/dupecheck/email"


@pytest.fixture
def people(counter: Counter) -> dict[str, int]:
    """Three clients beside the one of the world: one is out of use, one was made at another door."""
    aino = counter.make(lastName="salo", cellPhone="+358 (0)40 555 0100", tags=["vip", "new"])
    bo = counter.only(fullName="Bo Ek", emailAddress="Bo@Example.org", cellPhone="040 5550100", status="Inactive")
    cecilia = counter.contact("Berg, Cecilia", first_name="Cecilia", last_name="Ärlig", email="aino@example.org ")
    counter.patch(bo["clientId"], tags=["vip"])
    return {"aino": aino["clientId"], "bo": bo["clientId"], "cecilia": cecilia.number}


def test_the_list_has_everybody_by_number_and_filters_narrow_it(counter: Counter, people: dict[str, int]) -> None:
    aino, bo, cecilia = people.values()
    world = counter.world.records["contact"].number
    assert counter.numbers() == [world, aino, bo, cecilia]
    for name, value, found in (
        ("clientId", bo, [bo]),
        ("clientId", 999_999, []),
        ("clientId", counter.world.records["staff"].number, []),
        ("emailAddress", "AINO@example.org", [aino, cecilia]),
        ("emailAddress", "aino@example", []),
        ("cellPhone", "358405550100", [aino]),
        ("cellPhone", "0035840-555 0100", [aino]),
        ("cellPhone", "+358405550100", [aino]),
        ("cellPhone", "(040) 5550100", [bo]),
        ("cellPhone", "anonymous", []),
        ("searchTerm", "CECILIA", [cecilia]),
        ("searchTerm", "5550100", [aino, bo]),
        ("businessId", counter.world.unrelated.number, [world, aino, bo, cecilia]),
    ):
        for path in ("/clients", "/clientList/report"):
            assert counter.numbers(path, **{name: value}) == found, (name, value)
        assert counter.client.told("GET", "/clientList/reportCount", **{name: value}) == {"count": len(found)}
    assert counter.numbers(emailAddress="aino@example.org", cellPhone="358405550100") == [aino]
    assert counter.numbers(clientId=aino, cellPhone="1") == []
    assert counter.refused("GET", "/clients", clientId="x") == "clientId: invalid value"


def test_parameters_that_a_program_did_not_fill_are_absent(counter: Counter, people: dict[str, int]) -> None:
    for nothing in ("", " ", "None"):
        unfilled = ("clientId", "cellPhone", "emailAddress", "order_field", "order_mode", "pageNumber", "pageSize")
        found = counter.numbers(**dict.fromkeys(unfilled, nothing))
        assert found[1:] == list(people.values())


def test_order_and_pages_stay_the_same_from_page_to_page(counter: Counter, people: dict[str, int]) -> None:
    aino, bo, cecilia = people.values()
    world = counter.world.records["contact"].number
    assert counter.numbers(order_field="lastName") == [world, bo, aino, cecilia]
    assert counter.numbers(order_field="lastName", order_mode="DESC") == [cecilia, aino, bo, world]
    assert counter.numbers(order_field="shoeSize") == counter.numbers(order_field="fields") == counter.numbers()
    assert counter.numbers(order_mode="desc") == [cecilia, bo, aino, world]
    pages = [counter.numbers(order_field="status", pageNumber=page, pageSize=3) for page in (1, 2, 3)]
    assert pages == [[world, aino, cecilia], [bo], []]
    told = counter.client.told("GET", "/clientList/reportWithCount", pageNumber=2, pageSize=3, order_field="status")
    assert (told["count"], [shown["clientId"] for shown in told["results"]]) == (4, [bo])


def test_texts_are_sorted_as_texts_whatever_they_are_made_of_and_numbers_by_size(counter: Counter) -> None:
    made = {zip_code: counter.make(zip=zip_code)["clientId"] for zip_code in ("20", "", "100", "1a")}
    mine = set(made.values())
    by_zip = [number for number in counter.numbers(order_field="zip") if number in mine]
    assert by_zip == [made[""], made["100"], made["1a"], made["20"]]
    by_number = [number for number in counter.numbers(order_field="clientId") if number in mine]
    assert by_number == list(made.values())


def test_active_clients_are_counted_as_a_bare_number_and_tags_are_told_once(
    counter: Counter, people: dict[str, int]
) -> None:
    assert counter.client.told("GET", "/clients/tags") == ["new", "vip"]
    assert counter.client.told("GET", "/clients/count") == 3
    counter.client.told("DELETE", f"/clients/{people['aino']}")
    assert counter.client.told("GET", "/clients/count") == 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("aino", ["aino", "cecilia"]),
        ("Bo@EXAMPLE.org", ["bo"]),
        ("ärlig", ["cecilia"]),
        ("berg, c", ["cecilia"]),
        ("aino salo", ["aino"]),
        ("+358 40 555-0100", ["aino"]),
        ("5550100", ["aino", "bo"]),
        ("%", []),
        ("nobody at all", []),
        (" \n", []),
        ("", []),
        ("null", []),
        ('""', []),
        ('"Bo E"', ["bo"]),
        ("{}", []),
        ({"searchTerm": "", "cellPhone": None}, []),
        ({"searchTerm": "example.org"}, ["aino", "bo", "cecilia"]),
        ({"searchTerm": "example.org", "cellPhone": "00358405550100"}, ["aino"]),
        ({"cellPhone": 405550100}, []),
        ({"cellPhone": "anonymous"}, []),
        ({"emailAddress": "bo@example.ORG", "businessId": 7}, ["bo"]),
        ({"emailAddress": "example.org"}, []),
    ],
)
def test_a_search_takes_bare_text_a_json_text_or_an_object(
    counter: Counter, people: dict[str, int], body: str | dict[str, object], found: list[str]
) -> None:
    raw = body if isinstance(body, str) else json.dumps(body)
    assert counter.searched(raw.encode()) == [people[name] for name in found]


def test_the_check_for_doubles_finds_just_that_e_mail(counter: Counter, people: dict[str, int]) -> None:
    both = [people["aino"], people["cecilia"]]
    for body in (b"Aino@example.org", b'"aino@example.org"', b'{"emailAddress": " aino@example.org"}'):
        assert counter.searched(body, DUPECHECK) == both
    for body in (b"aino@example", b"aino", b"", b"{}", b'{"cellPhone": "358405550100"}'):
        assert counter.searched(body, DUPECHECK) == []


@pytest.mark.parametrize("path", [FILTER, DUPECHECK])
@pytest.mark.parametrize(
    "body", [b"{", b'"', b"[1]", b"\xff\xfe", b"a\0b", b'"a" "b"', b'{"a": 1, "a": 2}', b'"\\ud800"']
)
def test_a_search_for_what_is_no_text_is_refused(counter: Counter, path: str, body: bytes) -> None:
    response = counter.world.http.post(LIVE + path, content=body, headers=counter.client.headers)
    assert (response.status_code, type(response.json())) == (400, str)


def test_a_list_longer_than_one_batch_is_whole_and_known_again_by_its_tag(counter: Counter) -> None:
    world, count = counter.world, 1300
    news = [NewRecord(f"Client {index}", {"email": f"{index}@example.org"}) for index in range(count)]
    world.services.records.add_all(world.actor("owner"), Kind.CONTACT, news)
    for query in ({}, {"order_field": "emailAddress"}):
        response = counter.client.get("/clients", **query)
        numbers = [shown["clientId"] for shown in response.json()]
        assert len(numbers) == len(set(numbers)) == count + 1
        assert "content-length" not in response.headers
    assert numbers != sorted(numbers)
    headers = {**counter.client.headers, "If-None-Match": response.headers["etag"]}
    address = f"{LIVE}/clients?order_field=emailAddress"
    assert world.http.get(address, headers=headers).status_code == 304
    counter.patch(world.records["contact"].number, firstName="Aino")
    assert world.http.get(address, headers=headers).status_code == 200
    assert len(counter.searched(b"client 12")) == 111
