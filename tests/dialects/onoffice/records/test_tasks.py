"""Tasks: what they are about, and the vendor's oddities in reading them."""

import pytest

from tests.dialects.onoffice.client import Client
from tests.dialects.onoffice.records.asking import create, data_of, ids, one
from tests.world import World

NEVER = 999_999


def test_a_task_has_a_state_and_a_priority_from_the_start_and_knows_who_made_it(client: Client) -> None:
    number = create(client, "task", data={"Betreff": "Call", "Deadline": "2026-01-10 23:59:59", "erledigt": 1})
    names = ("Betreff", "Status", "Prio", "von", "Deadline", "erledigt", "Privat", "Eintragsdatum", "Bearbeiter")
    assert one(client, "task", number, *names) == {
        "Betreff": "Call",
        "Status": "1",
        "Prio": "3",
        "von": "owner",
        "Deadline": "2026-01-10 23:59:59",
        "erledigt": "1",
        "Privat": "0",
        "Eintragsdatum": "2026-03-30 09:00:00",
        "Bearbeiter": "",
    }


def test_the_count_is_that_of_the_rows_returned_and_the_answer_is_not_to_be_kept(client: Client) -> None:
    for number in range(3):
        create(client, "task", data={"Betreff": str(number)})
    result = client.call("read", "task", {"data": ["Betreff"], "listlimit": 2})
    assert result["cacheable"] is False
    data = data_of(result)
    assert (len(data["records"]), data["meta"]) == (2, {"cntabsolute": 2})


@pytest.mark.parametrize("name", ["listoffset", "recordids"])
def test_a_strict_business_is_refused_what_the_vendor_refuses(client: Client, strict_client: Client, name: str) -> None:
    first, second = (create(client, "task", data={"Betreff": text}) for text in "ab")
    said = {"listoffset": 2} if name == "listoffset" else {"recordids": [second]}
    assert second in ids(client, "task", **said)
    assert first not in ids(client, "task", **said)
    status = strict_client.call("read", "task", {"data": ["Betreff"], **said})["status"]
    assert status == {"errorcode": 144, "message": f'Invalid field in input data: "{name}"'}


def test_tasks_are_narrowed_by_what_they_are_about(world: World, client: Client) -> None:
    estate, contact = world.records["estate"].number, world.records["contact"].number
    other = create(client, "address", Name="Muster")
    on_both = create(client, "task", data={"Betreff": "a"}, relatedAddressId=contact, relatedEstateId=str(estate))
    on_several = create(client, "task", data={"Betreff": "b"}, relatedAddressIds=[contact, other], relatedEstateId=0)
    assert ids(client, "task", relatedAddressId=contact) == [on_both, on_several]
    assert ids(client, "task", relatedAddressId=other) == [on_several]
    assert ids(client, "task", relatedEstateId=str(estate)) == [on_both]
    assert ids(client, "task", relatedEstateId=estate, relatedAddressId=other) == []
    assert ids(client, "task", relatedProjectIds=[NEVER]) == []


def test_a_task_about_what_is_not_there_is_not_made_nor_changed(world: World, client: Client) -> None:
    number, before = world.records["task"].number, world.stored()
    for said, code in (({"relatedAddressId": NEVER}, 292), ({"relatedEstateId": NEVER}, 293)):
        assert client.error("create", "task", {"data": {"Betreff": "x"}, **said}) == code
        assert client.error("modify", "task", {"data": {"Betreff": "x"}, **said}, resourceid=number) == code
    assert world.stored() == before


def test_a_change_answers_with_the_type_and_adds_what_the_task_is_about(world: World, client: Client) -> None:
    number, estate = world.records["task"].number, world.records["estate"].number
    said = {"data": {"Status": 3, "Prio": "1"}, "relatedEstateId": estate}
    result = client.call("modify", "task", said, resourceid=number)
    assert data_of(result) == {
        "meta": {"cntabsolute": None},
        "records": [{"id": 0, "type": "task", "elements": {"success": "success"}}],
    }
    assert one(client, "task", number, "Status", "Prio") == {"Status": "3", "Prio": "1"}
    assert ids(client, "task", relatedEstateId=estate) == [number]
