"""Staff made and changed through TimeTap: records with a calendar and no login; what they offer; when they work."""

from filebook.core.ids import Kind
from filebook.core.working_hours import OFFICE_HOURS, working_hours_of
from tests.dialects.timetap.client import LIVE
from tests.dialects.timetap.office import Office

MORNINGS = {"daysOfWeek": ["MON"], "startTime": 800, "endTime": 1230}


def test_new_staff_is_a_record_with_a_calendar_and_no_login(office: Office) -> None:
    services, owner = office.world.services, office.world.actor("owner")
    users = services.accounts.users(office.world.business.number)
    made = office.make("/staff", fullName=" Ona Berg ", email="ona@example.org", timeZoneCode={"timeZoneCode": "UTC"})
    kept = office.kept(Kind.STAFF, made["professionalId"])
    assert kept.label == "Ona Berg"
    assert dict(kept.fields) == {"first_name": "Ona", "last_name": "Berg", "email": "ona@example.org"}
    calendars = [owned.calendar.name for owned in services.agenda.calendars(owner) if owned.calendar.owner]
    assert calendars[-1] == "Ona Berg"
    assert services.accounts.users(office.world.business.number) == users


def test_a_name_may_be_missing_if_something_else_tells_who_it_is(office: Office) -> None:
    for said in ({"userName": "room-1"}, {"email": "ona@example.org"}):
        made = office.make("/staff", **said)
        assert made["fullName"] == next(iter(said.values()))
        assert (made["firstName"], made["lastName"]) == ("", "")


def test_taking_every_name_away_leaves_what_else_tells_who_it_is(office: Office) -> None:
    made = office.make("/staff", firstName="Ona", email="ona@example.org")
    path = f"/staff/{made['professionalId']}"
    assert office.refused("PUT", path, {"email": None, "firstName": ""}) == "firstName: field required"
    assert office.change("/staff", made["professionalId"], firstName="")["fullName"] == "ona@example.org"


def test_who_is_not_active_can_still_log_in(office: Office) -> None:
    staff = office.number("staff")
    assert office.change("/staff", staff, active=False)["active"] is False
    assert staff not in office.told("/staffIdList")
    assert staff in office.ids("/staff")
    assert office.told("/staff/count") == len(office.told("/staffIdList"))
    assert office.world.services.accounts.user(office.world.business.number, "owner").enabled


def test_working_hours_are_those_that_every_door_reads(office: Office) -> None:
    made = office.make("/staff", firstName="Ona", workingHours=[MORNINGS])["professionalId"]
    entries = working_hours_of(office.kept(Kind.STAFF, made).fields)
    assert [(sorted(one.weekdays), str(one.starts), str(one.ends)) for one in entries] == [([0], "8:00:00", "12:30:00")]
    shown = office.change("/staff", made, email="ona@example.org")["workingHours"]
    assert [(one["daysOfWeek"], one["startTime"], one["endTime"]) for one in shown] == [(["MON"], 800, 1230)]
    office.change("/staff", made, workingHours=[])
    assert working_hours_of(office.kept(Kind.STAFF, made).fields) == ()
    office.change("/staff", made, workingHours=None)
    assert working_hours_of(office.kept(Kind.STAFF, made).fields) == OFFICE_HOURS


def test_a_place_that_is_gone_may_stay_in_hours_that_are_sent_back(office: Office) -> None:
    location = office.record(Kind.LOCATION).number
    hours = [{**MORNINGS, "locationId": location}]
    made = office.make("/staff", firstName="Ona", workingHours=hours)["professionalId"]
    office.world.services.records.trash(office.world.actor("owner"), location, kind=Kind.LOCATION)
    again = office.change("/staff", made, workingHours=[*hours, MORNINGS])["workingHours"]
    assert [one["locationId"] for one in again] == [location, None]
    fresh = office.refused("POST", "/staff", {"firstName": "Ida", "workingHours": hours})
    assert fresh == f"Location for Id {location} not found!"


def test_all_services_are_told_to_be_active_where_somebody_offers_them(office: Office) -> None:
    staff, service = office.number("staff"), office.number("service")
    other = office.make("/staff", firstName="Ona")["professionalId"]
    own = office.make("/services", reasonDesc="Own", staffIdList=[other])["reasonId"]
    idle = office.make("/services", reasonDesc="Idle", active=False)["reasonId"]

    def offered(number: int) -> dict[int, bool]:
        return {one["reasonId"]: one["active"] for one in office.told(f"/staff/{number}/serviceStaff")}

    assert offered(staff) == {service: True, own: False, idle: False}
    assert offered(other) == {service: True, own: True, idle: False}


def test_a_list_is_known_until_somebody_is_renamed(office: Office) -> None:
    first = office.client.get("/staff")
    headers = {**office.client.headers, "If-None-Match": first.headers["etag"]}
    assert office.world.http.get(f"{LIVE}/staff", headers=headers).status_code == 304
    office.change("/staff", office.number("staff"), lastName="Other")
    assert office.world.http.get(f"{LIVE}/staff", headers=headers).status_code == 200


def test_a_zone_of_ones_own_is_shown(office: Office) -> None:
    record = office.record(Kind.STAFF, "Ona", time_zone="America/New_York")
    broken = office.record(Kind.STAFF, "Ida", time_zone="Nowhere/Else")
    zones = {one["professionalId"]: one["timeZoneCode"]["timeZoneCode"] for one in office.told("/staff")}
    assert (zones[record.number], zones[broken.number]) == ("America/New_York", office.world.business.zone)
