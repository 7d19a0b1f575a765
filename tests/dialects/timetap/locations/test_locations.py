"""Locations: the same places that every door knows; what was shown can be sent back."""

from datetime import UTC, datetime

import msgspec
import pytest

from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.records import Record
from filebook.dialects.timetap.locations.translate import edited_location, location_details, location_said
from filebook.dialects.timetap.locations.wire import LocationChange
from tests.dialects.timetap.office import Office

MADE = datetime(2026, 3, 1, tzinfo=UTC)


def record(label: str, **fields: object) -> Record:
    return Record(BusinessNumber(1), Number(7), Uid("u"), Kind.LOCATION, label, MADE, MADE, fields)


def test_a_new_location_speaks_every_doors_words(office: Office) -> None:
    said = {"address1": "1 Long Rd", "state": "NH", "zip": "02116", "country": "NL", "address2": "2nd floor"}
    made = office.make("/locations", locationName="North office", locationType="Office", phone="030", **said)
    kept = office.kept(Kind.LOCATION, made["locationId"])
    shared = {"street": "1 Long Rd", "state": "NH", "zip": "02116", "country": "NL", "phone": "030"}
    assert (kept.label, dict(kept.fields)) == ("North office", {**shared, "timetap": {"address2": "2nd floor"}})


def test_locations_are_searched_by_name_and_address_and_sorted(office: Office) -> None:
    north, south = (
        office.make("/locations", locationName=name, city=city, active=active)["locationId"]
        for name, city, active in (("north", "Utrecht", True), ("South", "Zeist", False))
    )
    known = office.number("location")
    assert office.ids("/locationList/report", searchTerm="UTR") == [north]
    assert office.ids("/locations", order_field="locationName", order_mode="DESC") == [south, north, known]
    assert office.ids("/locations", order_field="nothing", order_mode="desc") == [known, north, south]
    assert office.told("/locationList/reportWithCount", pageSize=1, pageNumber=3)["count"] == 3
    assert office.told("/locationIdList") == [known, north]


@pytest.mark.parametrize(
    "before",
    [
        record(
            "North office", street="1 Long Rd\nbehind the church", active=False, timetap={"locationType": "Virtual"}
        ),
        record("North\noffice", zip=3511, timetap={"address2": "2nd floor", "other": [1]}, active=True),
    ],
)
def test_an_object_that_is_sent_back_whole_says_nothing_new(before: Record) -> None:
    shown = location_details(before)
    again = edited_location(before, location_said(msgspec.convert(msgspec.to_builtins(shown), LocationChange)))
    assert location_details(again) == shown
    assert (again.label, again.fields.get("timetap")) == (before.label, before.fields.get("timetap"))


@pytest.mark.parametrize("said", [{"locationName": "a\nb"}, {"locationName": "x" * 256}, {"city": "\0"}, {"active": 2}])
def test_what_cannot_be_meant_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        edited_location(record("Office"), location_said(msgspec.convert(said, LocationChange)))
