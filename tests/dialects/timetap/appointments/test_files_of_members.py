"""Files of a series: they hang on the whole, and are found by each of its members."""

import pytest

from filebook.core.ids import Kind, Number
from filebook.services.library import Page
from tests.dialects.timetap.appointments.desk import Desk


@pytest.fixture
def series(desk: Desk) -> dict[str, list[int]]:
    """A series of three members."""
    return desk.make_series()


def test_a_file_uploaded_for_a_member_shows_on_every_member(desk: Desk, series: dict[str, list[int]]) -> None:
    number, members = series["recurringAppointmentId"], series["calendarIds"]
    file = desk.client.upload(calendarId=members[1])
    assert file["calendarId"] == number
    for one in (*members, number):
        assert desk.client.files(calendarId=one) == [file]
    on, _ = desk.world.services.library.files_on(
        desk.world.actor("owner"), Number(int(str(number))), kind=Kind.APPOINTMENT, page=Page(9)
    )
    assert [one.name for one in on] == [file["fileName"]]


def test_a_file_linked_to_a_member_hangs_on_the_series(desk: Desk, series: dict[str, list[int]]) -> None:
    file, folder = desk.client.upload(), desk.client.folder(calendarId=series["calendarIds"][0])
    changed = desk.client.change(file, calendarId=series["calendarIds"][2]).json()
    assert changed["calendarId"] == folder["calendarId"] == series["recurringAppointmentId"]


def test_an_unknown_appointment_is_refused_as_before(desk: Desk) -> None:
    file = desk.client.upload()
    response = desk.client.change(file, calendarId=999_999)
    assert (response.status_code, response.json()) == (400, "Appointment for Id 999999 not found!")
    assert desk.client.files(calendarId=999_999) == []
