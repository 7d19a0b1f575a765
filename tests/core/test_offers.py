"""Offers: a service that says nothing is to be had from everybody everywhere; a list narrows it, also to nothing."""

from datetime import UTC, datetime

import pytest

from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.offers import locations_of, offered_at, offered_by, staff_of
from filebook.core.records import Record

MADE = datetime(2026, 3, 1, tzinfo=UTC)
HERE, THERE = Number(7), Number(8)


def service(**fields: object) -> Record:
    return Record(BusinessNumber(1), Number(3), Uid("u"), Kind.SERVICE, "Consultation", MADE, MADE, fields)


@pytest.mark.parametrize(
    ("kept", "read", "offered"),
    [
        (None, None, (True, True)),
        ("everywhere", None, (True, True)),
        ([HERE], [HERE], (True, False)),
        ([HERE, "8", True, None], [HERE], (True, False)),
        ([], [], (False, False)),
    ],
)
def test_a_service_is_offered_by_and_at_what_it_names(
    kept: object, read: list[Number] | None, offered: tuple[bool, bool]
) -> None:
    narrowed = service(staff=kept), service(locations=kept)
    assert (staff_of(narrowed[0]), locations_of(narrowed[1])) == (read, read)
    assert tuple(offered_by(narrowed[0], number) for number in (HERE, THERE)) == offered
    assert tuple(offered_at(narrowed[1], number) for number in (HERE, THERE)) == offered
    assert offered_at(narrowed[0], THERE)
    assert offered_by(narrowed[1], THERE)
