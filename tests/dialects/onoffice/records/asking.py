"""What the tests of records ask again and again."""

from typing import Any

from tests.dialects.onoffice.client import Client, Json


def data_of(result: Json) -> Json:
    """The data of a call that went well."""
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    data: Json = result["data"]
    return data


def read(client: Client, kind: str, *names: str, **parameters: Any) -> list[Json]:
    """The elements of the records that a read finds."""
    resourceid = parameters.pop("resourceid", "")
    data = data_of(client.call("read", kind, {"data": list(names), **parameters}, resourceid=resourceid))
    return [record["elements"] for record in data["records"]]


def one(client: Client, kind: str, number: int, *names: str, **parameters: Any) -> Json:
    """The elements of one record."""
    (elements,) = read(client, kind, *names, resourceid=number, **parameters)
    return elements


def ids(client: Client, kind: str, **parameters: Any) -> list[int]:
    """The numbers of the records that a read finds."""
    return [record["id"] for record in data_of(client.call("read", kind, {"data": [], **parameters}))["records"]]


def create(client: Client, kind: str, **parameters: Any) -> int:
    """A new record; its number."""
    records = data_of(client.call("create", kind, parameters))["records"]
    number: int = records[0]["id"]
    return number


def estate(client: Client, **fields: Any) -> int:
    """A new estate; its number."""
    return create(client, "estate", data=fields)
