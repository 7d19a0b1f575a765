"""Services: who offers them and where, how long they take; what was shown can be sent back."""

from datetime import UTC, datetime

import msgspec
import pytest

from filebook.core.errors import Invalid, Missing
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.records import Record
from filebook.dialects.timetap.reasons.translate import edited_reason, new_reason, reason_details, reason_said
from filebook.dialects.timetap.reasons.wire import ReasonChange
from tests.dialects.timetap.office import Office

MADE = datetime(2026, 3, 1, tzinfo=UTC)
NEVER = 999_999


def record(label: str = "Yoga", **fields: object) -> Record:
    return Record(BusinessNumber(1), Number(7), Uid("u"), Kind.SERVICE, label, MADE, MADE, fields)


def test_a_new_service_speaks_every_doors_words(office: Office) -> None:
    staff, location = office.number("staff"), office.number("location")
    minutes = {"visitMinutes": 45, "bufferBeforeMinutes": "5", "bufferAfterMinutes": 0, "slotMinutes": 15}
    offered = {"staffIdList": [staff], "locationIdList": f"{location}, {location}"}
    made = office.make("/services", internalName="Yoga", reasonType="CLASS", **minutes, **offered)
    kept = office.kept(Kind.SERVICE, made["reasonId"])
    assert kept.label == "Yoga"
    assert dict(kept.fields) == {
        "duration_minutes": 45,
        "buffer_before_minutes": 5,
        "buffer_after_minutes": 0,
        "slot_minutes": 15,
        "staff": [staff],
        "locations": [location],
        "timetap": {"reasonType": "CLASS"},
    }


def test_services_are_found_by_who_offers_them_and_where(office: Office) -> None:
    staff, location, everywhere = (office.number(name) for name in ("staff", "location", "service"))
    ona = office.make("/staff", firstName="Ona")["professionalId"]
    north = office.make("/locations", locationName="North")["locationId"]
    there = office.make("/services", reasonDesc="There", staffIdList=[ona], locationIdList=[north])["reasonId"]
    nobodys = office.make("/services", reasonDesc="Nobody's", staffIdList=[])["reasonId"]
    assert office.ids("/services") == [everywhere, there, nobodys]
    assert office.ids("/services", staffId=ona) == [everywhere, there]
    assert office.ids("/services", staffId=staff) == [everywhere]
    assert office.ids("/services", locationId=location) == [everywhere, nobodys]
    assert office.ids("/services", locationId=f"{location},{north}", staffId=ona) == [everywhere, there]
    assert office.ids("/services", staffId=NEVER) == []
    assert office.ids("/services", staffId="") == [everywhere, there, nobodys]
    assert office.refused("GET", "/services?staffId=ona") == "staffId: invalid value"
    assert office.ids("/reasonList/report", searchTerm="there") == [there]


def test_the_staff_of_a_service_are_those_in_use_who_offer_it(office: Office) -> None:
    ona, ida = (office.make("/staff", firstName=name)["professionalId"] for name in ("Ona", "Ida"))
    office.change("/staff", ida, active=False)
    yoga = office.make("/services", reasonDesc="Yoga", staffIdList=[ida, ona])["reasonId"]
    told = office.told(f"/services/{yoga}/serviceStaff")
    assert [one["professionalId"] for one in told] == [ona]
    assert told[0] == office.told(f"/staff/{ona}")
    assert office.ids(f"/staff/{ona}/serviceStaff") == [office.number("service"), yoga]
    of_everybody = office.told(f"/services/{office.number('service')}/serviceStaff")
    assert [one["professionalId"] for one in of_everybody] == office.told("/staffIdList")


def test_who_is_gone_may_stay_in_a_list_that_is_sent_back(office: Office) -> None:
    gone = office.record(Kind.LOCATION).number
    yoga = office.make("/services", reasonDesc="Yoga", locationIdList=[gone])
    office.world.services.records.trash(office.world.actor("owner"), gone, kind=Kind.LOCATION)
    again = office.change("/services", yoga["reasonId"], **yoga)
    assert again["locationIdList"] == [gone]
    said = {"reasonDesc": "Pilates", "locationIdList": [gone]}
    assert office.refused("POST", "/services", said) == f"Location for Id {gone} not found!"


@pytest.mark.parametrize(
    "before",
    [
        record(),
        record("Yo\nga", duration_minutes=90, slot_minutes=15, staff=[3], locations=[], active=False),
        record(buffer_after_minutes=5, timetap={"internalName": "Y", "reasonType": "CLASS", "other": {"a": 1}}),
    ],
)
def test_an_object_that_is_sent_back_whole_says_nothing_new(before: Record) -> None:
    shown = reason_details(before)
    again = edited_reason(before, reason_said(msgspec.convert(msgspec.to_builtins(shown), ReasonChange)))
    assert reason_details(again) == shown
    assert (again.label, again.fields.get("timetap")) == (before.label, before.fields.get("timetap"))


def test_a_name_that_was_never_its_own_follows_the_label() -> None:
    plain, named = record(), record(timetap={"internalName": "Yoga", "internalDisplayName": "Group"})
    said = reason_said(msgspec.convert({**msgspec.to_builtins(reason_details(plain)), "reasonDesc": "P"}, ReasonChange))
    assert reason_details(edited_reason(plain, said)).internalName == "P"
    shown = reason_details(edited_reason(named, reason_said(ReasonChange(reasonDesc="P"))))
    assert (shown.reasonDesc, shown.internalName, shown.internalDisplayName) == ("P", "Yoga", "Group")


@pytest.mark.parametrize(
    "said",
    [
        {"visitMinutes": 1441},
        {"visitMinutes": "-1"},
        {"slotMinutes": 0},
        {"bufferAfterMinutes": "1e3"},
        {"reasonType": "OTHER"},
        {"reasonDesc": "x" * 256},
        {"staffIdList": ["x"]},
        {"staffIdList": [0]},
        {"locationIdList": list(range(1, 1002))},
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        edited_reason(record(), reason_said(msgspec.convert(said, ReasonChange)))


def test_a_service_needs_a_name() -> None:
    for said in ({}, {"reasonDesc": " ", "internalName": None}):
        with pytest.raises(Missing):
            new_reason(reason_said(msgspec.convert(said, ReasonChange)))
    with pytest.raises(Missing):
        edited_reason(record(), reason_said(ReasonChange(reasonDesc="")))
