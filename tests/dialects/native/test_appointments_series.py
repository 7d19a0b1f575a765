"""Series changed through the native API: all of them, one occurrence, or that and the following ones."""

from dataclasses import replace

import pytest

from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Tables
from tests.dialects.native.api import Api
from tests.dialects.native.booked import days_of, made, path_of
from tests.world import World


def test_a_new_start_keeps_the_length_and_takes_the_days_along(api: Api) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=3", cancelled_on=["2027-03-22"])
    changed = api.patch(path_of(series), {"starts": "2027-03-17T09:00"}).json()
    assert (changed["ends"], changed["cancelled_on"]) == ("2027-03-17T09:45:00", ["2027-03-24"])
    assert days_of(api, changed) == [("2027-03-17", "2027-03-17T09:00:00"), ("2027-03-31", "2027-03-31T09:00:00")]
    third = made(api, rrule="FREQ=MONTHLY;BYDAY=3MO")
    refused = api.patch(path_of(third), {"starts": "2027-03-16T11:10"})
    assert (refused.status_code, refused.json()["field"]) == (422, "rrule")
    told = api.patch(path_of(third), {"starts": "2027-03-16T11:10", "rrule": "FREQ=MONTHLY;BYDAY=3TU"}).json()
    assert (told["rrule"], told["anchor"]) == ("FREQ=MONTHLY;BYDAY=3TU", "2027-03-16")
    assert api.patch(path_of(third), {"rrule": None}).json()["rule"] is None


def test_one_occurrence_differs_and_is_as_the_others_again(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=3")
    this = f"{path_of(series)}?scope=this&occurrence=2027-03-22"
    changed = api.patch(this, {"starts": "2027-03-23T15:00", "place": "There"}).json()
    (only,) = changed["changed"]
    assert (only["day"], only["starts"], only["ends"], only["place"], only["subject"]) == (
        "2027-03-22",
        "2027-03-23T15:00:00",
        "2027-03-23T15:45:00",
        "There",
        None,
    )
    before = world.stored()
    for said, field in (({"participants": []}, "participants"), ({"private": True}, "private")):
        refused = api.patch(this, said)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert api.patch(f"{path_of(series)}?scope=this&occurrence=2027-03-23", {"place": "x"}).status_code == 404
    assert api.patch(f"{path_of(series)}?scope=this", {"place": "x"}).json()["field"] == "occurrence"
    assert world.stored() == before
    back = api.patch(this, {"starts": "2027-03-22T11:10", "place": ""}).json()
    assert back["changed"] == []


def test_one_occurrence_is_cancelled_taken_back_and_taken_out(api: Api) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=3")
    part = "scope=this&occurrence=2027-03-22"
    cancelled = api.post(f"{path_of(series)}/cancel?{part}")
    assert (cancelled.status_code, cancelled.json()["cancelled_on"]) == (200, ["2027-03-22"])
    assert [day for day, _ in days_of(api, series)] == ["2027-03-15", "2027-03-29"]
    assert api.patch(f"{path_of(series)}?{part}", {"subject": "x"}).status_code == 404
    assert api.patch(f"{path_of(series)}?{part}", {"status": "active"}).json()["cancelled_on"] == []
    assert api.delete(f"{path_of(series)}?{part}").status_code == 204
    assert api.get(path_of(series)).json()["cancelled_on"] == ["2027-03-22"]


def test_this_and_the_following_become_a_series_of_their_own(api: Api, world: World) -> None:
    staff, contact = world.records["staff"], world.records["contact"]
    room = api.post("/calendars", {"name": "Hall"}).json()["id"]
    series = made(
        api,
        rrule="FREQ=WEEKLY;COUNT=6",
        participants=[staff.uid, {"id": contact.uid, "role": "buyer", "status": "accepted"}],
        concerns=[world.records["estate"].uid],
        calendars=[room],
        files=[world.file(name="plan.txt").uid],
        cancelled_on=["2027-04-12"],
    )
    path = path_of(series)
    api.patch(f"{path}?scope=this&occurrence=2027-03-22", {"subject": "Early"})
    api.patch(f"{path}?scope=this&occurrence=2027-04-19", {"subject": "Late"})
    before = days_of(api, series)
    tag = api.get(path).headers["etag"]
    changed = api.patch(f"{path}?scope=following&occurrence=2027-04-05", {"place": "There"}, headers={"If-Match": tag})
    assert changed.status_code == 200, changed.text
    begun, ended = changed.json(), api.get(path).json()
    assert begun["id"] != ended["id"]
    assert (ended["place"], begun["place"]) == ("", "There")
    for name in ("participants", "concerns", "calendars", "subject", "owner", "zone"):
        assert begun[name] == ended[name] == api.get(path).json()[name]
    assert [one["day"] for one in ended["changed"]] == ["2027-03-22"]
    assert ([one["day"] for one in begun["changed"]], begun["cancelled_on"]) == (["2027-04-19"], ["2027-04-12"])
    assert [*days_of(api, ended), *days_of(api, begun)] == before
    files = [api.get(f"{path_of(one)}/files").json()["items"] for one in (ended, begun)]
    assert [one["name"] for one in files[0]] == [one["name"] for one in files[1]] == ["plan.txt"]
    assert api.patch(path, {"place": "x"}, headers={"If-Match": tag}).status_code == 412


def test_an_occurrence_keeps_its_number_when_its_series_is_split(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4")
    owner = world.actor("owner")
    whole = world.services.book.get(owner, series["number"])
    members = world.services.numbered_occurrences.of_series(owner, whole)
    begun = api.patch(f"{path_of(series)}?scope=following&occurrence=2027-03-29", {"place": "There"}).json()
    told = [api.get(f"{path_of(one)}/occurrences").json()["items"] for one in (series, begun)]
    assert [one["number"] for one in (*told[0], *told[1])] == [member.number for member in members]
    third = members[2].number
    assert third is not None
    assert world.services.numbered_occurrences.get(owner, third).whole.number == begun["number"]


def test_from_the_first_day_on_is_all_of_it(api: Api) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4")
    path = f"{path_of(series)}?scope=following&occurrence=2027-03-15"
    assert api.patch(path, {"place": "There"}).json()["id"] == series["id"]
    single = made(api)
    this = f"{path_of(single)}?scope=this&occurrence=2027-03-15"
    assert api.patch(this, {"private": True}).json()["private"] is True


def test_the_following_ones_go_to_the_trash_and_come_back(api: Api) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4")
    assert api.delete(f"{path_of(series)}?scope=following&occurrence=2027-03-29").status_code == 204
    assert [day for day, _ in days_of(api, series)] == ["2027-03-15", "2027-03-22"]
    (trashed,) = api.get("/appointments?trashed=true").json()["items"]
    assert api.get(path_of(trashed)).status_code == 404
    assert api.get(f"{path_of(trashed)}?trashed=true").json() == trashed
    back = api.patch(path_of(trashed), {"trashed": False})
    assert (back.status_code, back.json()["trashed_at"]) == (200, None)
    assert [day for day, _ in days_of(api, trashed)] == ["2027-03-29", "2027-04-05"]
    assert api.patch(path_of(trashed), {"trashed": False, "place": "x"}).json()["field"] == "trashed"


def test_every_change_is_noted_once_it_is_made(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4", files=[world.file().uid])
    since = world.stored()[1]
    begun = api.patch(f"{path_of(series)}?scope=following&occurrence=2027-03-29", {"place": "There"}).json()
    with world.house.catalogue.read() as tables:
        noted = [
            (one.number, one.kind, one.verb.value)
            for one in tables.changes.since(world.business.number, since, limit=20)
        ]
    assert [one for one in noted if one[1] is Kind.APPOINTMENT] == [
        (series["number"], Kind.APPOINTMENT, "changed"),
        (begun["number"], Kind.APPOINTMENT, "created"),
        (begun["number"], Kind.APPOINTMENT, "changed"),
    ]
    assert [one[2] for one in noted if one[1] is Kind.FILE] == ["attached"]
    with world.house.catalogue.read() as tables:
        for number in (series["number"], begun["number"]):
            whole = tables.appointments.get(world.business.number, number)
            assert whole is not None
            assert tables.happenings.is_right(whole, at=world.clock())


def test_a_split_that_fails_leaves_the_series_whole(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4", files=[world.file().uid])
    path = f"{path_of(series)}?scope=following&occurrence=2027-03-29"
    before, shown = world.stored(), api.get("/appointments").json()
    for said, status in (
        ({"zone": "Europe/Nowhere"}, 422),
        ({"participants": ["999999"]}, 404),
        ({"starts": "2027-03-30T10:00", "rrule": "FREQ=WEEKLY;BYHOUR=9"}, 422),
    ):
        assert api.patch(path, said).status_code == status
    assert api.patch(f"{path_of(series)}?scope=following&occurrence=2027-03-30", {"place": "x"}).status_code == 404
    assert (world.stored(), api.get("/appointments").json()) == (before, shown)


def test_who_was_granted_writing_changes_and_does_not_remove(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4")
    person, staff = Api(world, "personal"), world.users["personal"].staff

    def grant(tables: Tables) -> None:
        whole = tables.appointments.get(world.business.number, Number(series["number"]))
        assert whole is not None
        tables.appointments.update(replace(whole, permissions={str(staff.number): "write"}))

    world.house.catalogue.write(grant)
    following = f"{path_of(series)}?scope=following&occurrence=2027-03-29"
    begun = person.patch(following, {"place": "There"}).json()
    assert (begun["right"], begun["owner"]) == ("write", series["owner"])
    before = world.stored()
    for path in (path_of(series), f"{path_of(series)}?scope=this&occurrence=2027-03-22", path_of(begun)):
        assert person.delete(path).status_code == 403
    assert world.stored() == before


def test_a_cancelled_occurrence_is_told_as_cancelled_and_a_deleted_one_not_at_all(api: Api, world: World) -> None:
    series = made(api, rrule="FREQ=WEEKLY;COUNT=4")
    number = Number(series["number"])
    numbered = world.services.numbered_occurrences
    with_numbers = numbered.of_series(world.actor("owner"), world.services.book.get(world.actor("owner"), number))
    assert api.post(f"{path_of(series)}/cancel?scope=this&occurrence=2027-03-22").status_code == 200
    for day in ("2027-03-15", "2027-03-29"):
        assert api.delete(f"{path_of(series)}?scope=this&occurrence={day}").status_code == 204
        assert api.delete(f"{path_of(series)}?scope=this&occurrence={day}").status_code == 404
    expected = [("2027-03-22", "cancelled"), ("2027-04-05", "active")]
    within = {"since": "2027-03-01", "until": "2027-05-01", "cancelled": True}
    for told in (
        api.get(f"{path_of(series)}/occurrences").json()["items"],
        api.get("/occurrences", params=within).json()["items"],
    ):
        assert [(one["day"], one["status"]) for one in told if one["appointment"] == series["id"]] == expected
    shown = api.get(path_of(series)).json()
    assert shown["cancelled_on"] == ["2027-03-15", "2027-03-22", "2027-03-29"]
    assert [one["day"] for one in shown["changed"]] == ["2027-03-22"]
    for member in with_numbers[::2]:
        assert member.number is not None
        with pytest.raises(NotFound):
            numbered.get(world.actor("owner"), member.number)
    world.services.booking.change(world.actor("owner"), number, edit=lambda now: replace(now, cancelled_on=frozenset()))
    assert [day for day, _ in days_of(api, series)] == ["2027-03-15", "2027-03-22", "2027-03-29", "2027-04-05"]
