"""`get`/`search`: pickers find addresses and estates by words."""

import pytest

from filebook.core.ids import Kind
from tests.dialects.onoffice.client import Client, Json
from tests.dialects.onoffice.records.asking import create, data_of, estate
from tests.world import World


def search(client: Client, kind: str, words: str, **parameters: object) -> Json:
    return data_of(client.call("get", "search", {"input": words, **parameters}, resourceid=kind))


def found(client: Client, kind: str, words: str, **parameters: object) -> list[int]:
    return [record["id"] for record in search(client, kind, words, **parameters)["records"]]


def test_an_address_is_found_by_every_word_of_its_names(client: Client) -> None:
    number = create(
        client, "address", Vorname="Max", Name="Mustermann", Zusatz1="Engines", email="max@x", phone_private="0301"
    )
    create(client, "address", Vorname="Max", Name="Other")
    assert search(client, "address", "engines MAX muster") == {
        "meta": {"cntabsolute": 1},
        "records": [
            {
                "id": number,
                "type": "address",
                "elements": {
                    "customerno": str(number),
                    "surname": "Mustermann",
                    "firstname": "Max",
                    "company": "Engines",
                    "addressDescription": "Max Mustermann",
                    "emailaddress": ["max@x"],
                    "primaryEmail": "max@x",
                },
            }
        ],
    }
    assert found(client, "address", "max@x") == [number]
    assert found(client, "address", "0301") == []
    assert found(client, "address", "0301", includecontactdata=True) == [number]
    assert found(client, "address", "Max Nobody") == []
    assert len(found(client, "address", "max")) == 2
    assert found(client, "address", "max", listlimit=1, listoffset=0) == [number]


def test_only_the_named_fields_are_searched_if_some_are_named(client: Client) -> None:
    number = create(client, "address", Name="Muster", Bemerkung="Likes gardens")
    assert found(client, "address", "gardens") == []
    assert found(client, "address", "gardens", searchparameter=["Bemerkung"]) == [number]


def test_an_estate_is_found_by_its_number_title_and_address(world: World, client: Client) -> None:
    number = estate(client, objekttitel="Haus am See", objektnr_extern="A-17", strasse="Allee", ort="Ulm")
    for words in ("see haus", "a-17", "allee ulm"):
        assert found(client, "estate", words) == [number]
    elements = search(client, "estate", "A-17")["records"][0]["elements"]
    assert elements == {
        "objektnr_extern": "A-17", "objekttitel": "Haus am See", "strasse": "Allee", "hausnummer": "", "plz": "",
        "ort": "Ulm",
    }  # fmt: skip
    assert found(client, "estate", "estate") == [world.records["estate"].number]
    world.services.records.trash(world.actor("owner"), world.records["estate"].number, kind=Kind.ESTATE)
    assert found(client, "estate", "estate") == []


@pytest.mark.parametrize("words", ["", " ", None])
def test_something_to_search_for_is_needed(client: Client, words: object) -> None:
    result = client.call("get", "search", {"input": words}, resourceid="address")
    assert result["status"] == {"errorcode": 167, "message": 'Missing parameter "input"'}


def test_words_are_taken_to_the_letter_and_their_case_if_asked_for(client: Client) -> None:
    number = create(client, "address", Name="100%_sure Thing")
    assert found(client, "address", "100% thing") == [number]
    assert found(client, "address", "%%") == []
    assert found(client, "address", "thing", casesensitive=True) == []
    assert found(client, "address", "Thing", casesensitive=True) == [number]
    assert client.error("get", "search", {"input": "x " * 21}, resourceid="address") == 255


@pytest.mark.parametrize("kind", ["searchcriteria", "", "task"])
def test_other_things_are_not_searched(client: Client, kind: str) -> None:
    assert client.error("get", "search", {"input": "x"}, resourceid=kind) == 24


def test_another_business_finds_nothing(client: Client, foreign_client: Client) -> None:
    create(client, "address", Name="Muster")
    assert found(foreign_client, "address", "Muster") == []
