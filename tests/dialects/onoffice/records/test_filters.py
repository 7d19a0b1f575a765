"""`filter`: every operator, in any case, over values as they are really sent."""

from typing import Any

import pytest

from tests.dialects.onoffice.client import Client
from tests.dialects.onoffice.records.asking import estate, ids

ESTATES: tuple[dict[str, Any], ...] = (
    {"objekttitel": "Alpha", "kaufpreis": 100000, "veroeffentlichen": 1, "befeuerung": ["gas", "oel"], "plz": "01067"},
    {"objekttitel": "Beta am See", "kaufpreis": "250000.50", "auftragvon": "2026-05-01", "befeuerung": ["gas"]},
    {"objekttitel": "Gamma", "objektart": "haus", "verkauft": True, "auftragvon": "2026-06-01", "plz": "1067"},
)


@pytest.fixture
def names(client: Client) -> dict[int, str]:
    """Number → title of the estates."""
    return {estate(client, **fields): fields["objekttitel"] for fields in ESTATES}


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({}, "ABG"),
        ([], "ABG"),
        (None, "ABG"),
        ({"kaufpreis": [{"op": "=", "val": "100000.00"}]}, "A"),
        ({"kaufpreis": [{"op": "is", "val": 250000.5}]}, "B"),
        ({"kaufpreis": [{"op": "IS", "val": None}]}, "G"),
        ({"kaufpreis": [{"op": ">", "val": "99999"}]}, "AB"),
        ({"kaufpreis": [{"op": "<", "val": 200000}]}, "A"),
        ({"kaufpreis": [{"op": ">=", "val": 100000}, {"op": "<=", "val": 100000}]}, "A"),
        ({"kaufpreis": {"op": "=", "val": 100000}}, "A"),
        ({"kaufpreis": [{"op": "between", "val": [100000, "250000.5"]}]}, "AB"),
        ({"kaufpreis": [{"op": "!=", "val": 100000}]}, "BG"),
        ({"kaufpreis": [{"op": "<>", "val": 100000}]}, "BG"),
        ({"objekttitel": [{"op": "LIKE", "val": "%see"}]}, "B"),
        ({"objekttitel": [{"op": "Not  Like", "val": "%a"}]}, "B"),
        ({"objekttitel": [{"op": "in", "val": ["alpha", "GAMMA"]}]}, "AG"),
        ({"objekttitel": [{"op": "in", "val": "alpha"}]}, "A"),
        ({"objekttitel": [{"op": "NOT IN", "val": ["Alpha"]}]}, "BG"),
        ({"objekttitel": [{"op": "=", "val": ["Alpha", "Gamma"]}]}, "AG"),
        ({"objekttitel": [{"op": "!=", "val": ["Alpha", "Gamma"]}]}, "B"),
        ({"veroeffentlichen": [{"op": "=", "val": 1}]}, "A"),
        ({"veroeffentlichen": [{"op": "=", "val": True}]}, "A"),
        ({"veroeffentlichen": [{"op": "=", "val": "0"}]}, "BG"),
        ({"veroeffentlichen": [{"op": "!=", "val": "1"}]}, "BG"),
        ({"verkauft": [{"op": "=", "val": 0}], "kaufpreis": [{"op": ">", "val": 200000}]}, "B"),
        ({"auftragvon": [{"op": ">=", "val": "2026-05-15"}]}, "G"),
        ({"auftragvon": [{"op": "between", "val": ["2026-05-01", "2026-05-31"]}]}, "B"),
        ({"befeuerung": [{"op": "=", "val": "oel"}]}, "A"),
        ({"befeuerung": [{"op": "!=", "val": "oel"}]}, "BG"),
        ({"plz": [{"op": "=", "val": "01067"}]}, "A"),
        ({"objektart": [{"op": "=", "val": "HAUS"}]}, "G"),
        ({"status": [{"op": "=", "val": 1}]}, "ABG"),
        ({"erstellt_am": [{"op": ">", "val": "2026-03-01"}]}, "ABG"),
        ({"noSuchField": [{"op": "=", "val": 1}]}, ""),
        ({"noSuchField": [{"op": "=", "val": ""}]}, "ABG"),
    ],
)
def test_every_operator_works_as_documented(
    client: Client, names: dict[int, str], conditions: object, found: str
) -> None:
    numbers = ids(client, "estate", filter=conditions)
    assert "".join(names[number][0] for number in numbers if number in names) == found


@pytest.mark.parametrize("name", ["Id", "id", "Nr"])
def test_the_number_is_a_field_like_others_under_each_of_its_names(
    client: Client, names: dict[int, str], name: str
) -> None:
    first, second, third = names
    assert ids(client, "estate", filter={name: [{"op": "in", "val": [str(first), third]}]}) == [first, third]
    assert ids(client, "estate", filter={name: [{"op": "=", "val": second}]}) == [second]


@pytest.mark.parametrize(
    "conditions",
    [
        {"kaufpreis": [{"op": "about", "val": 1}]},
        {"kaufpreis": [{"val": 1}]},
        {"kaufpreis": [{"op": "between", "val": [1]}]},
        {"kaufpreis": [{"op": "between", "val": 1}]},
        {"kaufpreis": [{"op": ">", "val": [1, 2]}]},
        {"kaufpreis": [{"op": "=", "val": {"a": 1}}]},
        {"kaufpreis": ["= 1"]},
        {"kaufpreis": "= 1"},
        {"objekttitel": [{"op": "like", "val": "%" * 300}]},
        {f"f{number}": [{"op": "=", "val": 1}] for number in range(101)},
        "kaufpreis = 1",
        [1],
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(client: Client, conditions: object) -> None:
    status = client.call("read", "estate", {"data": ["Id"], "filter": conditions})["status"]
    assert status == {"errorcode": 255, "message": 'Invalid value for parameter "filter"'}
