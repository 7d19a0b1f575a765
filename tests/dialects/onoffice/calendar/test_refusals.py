"""What `create`, `modify` and `delete` of `calendar` refuse: by which number, and that nothing is stored by it."""

import pytest

from tests.dialects.onoffice.calendar.calls import TIMES, create, stored
from tests.dialects.onoffice.client import Client, Json
from tests.world import World

REFUSED_EVERYWHERE = [
    ({"data": {"color": "red"}}, 154),
    ({"data": {"location": {"sonstiges": "x"}}}, 154),
    ({"data": ["description"]}, 255),
    ({"data": {"start_dt": "2026-10-22 15:00:00", "end_dt": "2026-10-22 14:00:00"}}, 93),
    ({"data": {"start_dt": "today"}}, 255),
    ({"data": {"start_dt": "9999-01-01 00:00:00", "end_dt": "9999-01-01 01:00:00"}}, 255),
    ({"data": {"start_dt": "0001-01-01 00:00:00"}}, 255),
    ({"data": {"ganztags": "often"}}, 255),
    ({"data": {"status": "gone"}}, 252),
    ({"data": {"erinnerung": "soon"}}, 252),
    ({"data": {"description": {"a": 1}}}, 255),
    ({"data": {"note": "a\0b"}}, 255),
    ({"data": {"transitTimePre": "long"}}, 255),
    ({"data": {"ressources": ["Nowhere"]}}, 252),
    ({"reminderTypes": ["pigeon"]}, 252),
    ({"location": {"sonstiges": "x", "mandant": 1}}, 290),
    ({"location": {"moon": 1}}, 290),
    ({"location": "x"}, 290),
    ({"location": {"estate": "x"}}, 290),
    ({"location": {"user": ""}}, 290),
    ({"location": {"estate": 999_999}}, 293),
    ({"location": {"address": 999_999}}, 292),
    ({"location": {"user": 999_999}}, 80),
    ({"location": {"group": 999_999}}, 80),
    ({"subscribers": "everybody"}, 255),
    ({"subscribers": {"users": 5}}, 301),
    ({"subscribers": {"users": ["x"]}}, 301),
    ({"subscribers": {"groups": {"a": 1}}}, 295),
    ({"subscribers": {"users": [999_999]}}, 80),
    ({"subscribers": {"groups": [999_999]}}, 80),
    ({"relatedAddressIds": [999_999]}, 292),
    ({"relatedAddressIds": ["x"]}, 255),
    ({"relatedEstateId": 999_999}, 293),
    ({"relatedEstateId": 2**40}, 293),
    ({"relatedEstateId": "x"}, 255),
    ({"data": {"rp_type": "x"}}, 252),
    ({"data": {"rp_flag": True}}, 167),
    ({"data": {"rp_type": "w", "rp_tage": 1000}}, 255),
    ({"data": {"rp_type": "w", "rp_tage": "often"}}, 255),
    ({"data": {"rp_type": "w", "rp_ende_status": 3}}, 255),
    ({"data": {"rp_type": "w", "rp_ende_status": 1}}, 167),
    ({"data": {"rp_type": "w", "rp_ende_datum": "2026-10-21"}}, 93),
    ({"data": {"rp_type": "w", "rp_beginn_datum": "2026-10-23", "rp_ende_datum": "2026-10-28"}}, 93),
    ({"data": {"rp_type": "w", "rp_exception": "#soon"}}, 255),
    ({"data": {"rp_type": "w", "rp_exception": 7}}, 255),
]


@pytest.mark.parametrize(("said", "code"), REFUSED_EVERYWHERE)
def test_what_cannot_be_meant_is_refused_and_nothing_is_stored(
    world: World, client: Client, said: Json, code: int
) -> None:
    number = create(client)
    before, kept = world.stored(), stored(world, number)
    data = said.get("data")
    with_times = {**said, "data": {**TIMES, **data}} if isinstance(data, dict) else {"data": TIMES, **said}
    assert client.error("create", "calendar", with_times) == code
    assert client.error("get", "appointmentConflicts", with_times) == code
    assert client.error("modify", "calendar", said, resourceid=number) == code
    assert world.stored() == before
    assert stored(world, number) == kept


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, 91),
        ({}, 91),
        ([], 91),
        ({"end_dt": "2026-10-22 14:00:00"}, 91),
        ({"start_dt": "", "end_dt": "2026-10-22 14:00:00"}, 91),
        ({"start_dt": "0000-00-00 00:00:00", "end_dt": "2026-10-22 14:00:00"}, 91),
        ({"start_dt": "2026-10-22 13:30:00"}, 92),
        ({"start_dt": "2026-10-22 13:30:00", "end_dt": None}, 92),
    ],
)
def test_a_new_appointment_needs_start_and_end(world: World, client: Client, data: object, code: int) -> None:
    before = world.stored()
    assert client.error("create", "calendar", {"data": data}) == code
    assert world.stored() == before


def test_people_do_not_go_where_things_belong_nor_things_where_people_do(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    before = world.stored()
    wrong: list[tuple[Json, int]] = [
        ({"subscribers": {"users": [contact]}}, 80),
        ({"relatedAddressIds": [staff]}, 292),
        ({"relatedEstateId": contact}, 293),
        ({"location": {"address": estate}}, 292),
    ]
    for said, code in wrong:
        assert client.error("create", "calendar", {"data": TIMES, **said}) == code
    assert world.stored() == before


@pytest.mark.parametrize("verb", ["modify", "delete"])
@pytest.mark.parametrize(
    ("resourceid", "code"), [("", 18), (None, 18), ("x", 121), (999_999, 169), ("0", 169), ("1e3", 121)]
)
def test_a_change_needs_the_id_of_an_appointment(
    world: World, client: Client, verb: str, resourceid: object, code: int
) -> None:
    before = world.stored()
    assert client.error(verb, "calendar", {"data": {"note": "x"}}, resourceid=resourceid) == code
    assert world.stored() == before
