"""The calendar: a series is made in words and moved by the mouse, changes are taken back, files land on events."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Api, Visit, log_in

pytestmark = pytest.mark.slow

WEEK = "/calendar/week/2031-03-04"
AN_HOUR_PX = 66


def event(page: Page, subject: str) -> Locator:
    return page.locator(f"[data-subject='{subject}']")


def drag_down(page: Page, one: Locator, *, by_px: int) -> None:
    """Drag by the event's head, so that its edge is not taken hold of."""
    expect(one).to_be_visible()
    box = one.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by_px / 2, steps=4)
    page.mouse.move(x, y + by_px, steps=4)
    page.mouse.up()


def starts_of(api: Api, appointment: str) -> Any:
    return api("GET", f"/appointments/{appointment}")["starts"][:16]


def days_of(api: Api, subject: str) -> list[str]:
    window = {"since": "2031-03-01", "until": "2031-03-31", "limit": 200}
    found = api("GET", "/occurrences", params=window)["items"]
    return [one["starts"][:16] for one in found if one["subject"] == subject]


def test_a_series_is_made_in_words_and_one_of_it_moved(page: Page, api: Api) -> None:
    page.goto(WEEK)
    page.get_by_role("button", name="New appointment").first.click()
    form = page.get_by_role("dialog", name="New appointment")
    form.get_by_label("Subject").fill("Stand-up")
    form.get_by_role("combobox", name="Repeats").click()
    page.get_by_role("option", name="Every week").click()
    expect(form.get_by_text("Every Tuesday")).to_be_visible()
    form.get_by_role("button", name="Save").click()
    expect(form).not_to_be_visible()
    drag_down(page, event(page, "Stand-up"), by_px=AN_HOUR_PX)
    page.get_by_role("button", name="Only this one").click()
    expect(page.get_by_text("Moved to")).to_be_visible()
    first, second, *_ = days_of(api, "Stand-up")
    assert first > "2031-03-04T09:00"
    assert second == "2031-03-11T09:00"


def test_later_ones_or_all_of_a_series_go_along(page: Page, api: Api) -> None:
    times = {"starts": "2031-03-04T12:00", "ends": "2031-03-04T13:00", "rrule": "FREQ=WEEKLY;COUNT=3"}
    api("POST", "/appointments", json={"subject": "Stocktaking", **times})
    page.goto("/calendar/week/2031-03-11")
    drag_down(page, event(page, "Stocktaking"), by_px=AN_HOUR_PX)
    page.get_by_role("button", name="This one and all later ones").click()
    expect(page.get_by_text("The series was moved.")).to_be_visible()
    first, *later = days_of(api, "Stocktaking")
    assert first == "2031-03-04T12:00"
    assert [day[:10] for day in later] == ["2031-03-11", "2031-03-18"]
    assert all(day > f"{day[:10]}T12:00" for day in later)

    page.goto("/calendar/week/2031-03-18")
    drag_down(page, event(page, "Stocktaking"), by_px=-AN_HOUR_PX)
    page.get_by_role("button", name="The whole series").click()
    expect(page.get_by_text("The series was moved.")).to_be_visible()
    first, *moved = days_of(api, "Stocktaking")
    assert first == "2031-03-04T12:00"
    assert [day < before for day, before in zip(moved, later, strict=True)] == [True, True]


def test_dragging_over_free_hours_makes_an_appointment_there(page: Page, api: Api) -> None:
    api("POST", "/appointments", json={"subject": "Before", "starts": "2031-03-21T09:00", "ends": "2031-03-21T10:00"})
    page.goto("/calendar/week/2031-03-21")
    expect(event(page, "Before")).to_be_visible()
    box = event(page, "Before").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] + AN_HOUR_PX
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + AN_HOUR_PX, steps=6)
    page.mouse.up()
    form = page.get_by_role("dialog", name="New appointment")
    form.get_by_label("Subject").fill("After")
    form.get_by_role("button", name="Save").click()
    expect(event(page, "After")).to_be_visible()
    assert [day[:10] for day in days_of(api, "After")] == ["2031-03-21"]


def test_what_was_moved_goes_back_where_it_was(page: Page, api: Api) -> None:
    times = {"starts": "2031-03-05T10:00", "ends": "2031-03-05T11:00"}
    made = str(api("POST", "/appointments", json={"subject": "Survey", **times})["id"])
    page.goto(WEEK)
    drag_down(page, event(page, "Survey"), by_px=AN_HOUR_PX)
    expect(page.get_by_text("Moved to")).to_be_visible()
    assert starts_of(api, made) > "2031-03-05T10:00"
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.get_by_role("button", name="Undo").click()
    assert starts_of(api, made) == "2031-03-05T10:00"


def test_a_file_dropped_onto_an_event_is_kept_at_its_appointment(page: Page, api: Api) -> None:
    times = {"starts": "2031-03-06T10:00", "ends": "2031-03-06T11:00"}
    made = str(api("POST", "/appointments", json={"subject": "Handing over", **times})["id"])
    page.goto(WEEK)
    expect(event(page, "Handing over")).to_be_visible()
    carried = page.evaluate_handle(
        "() => { const carried = new DataTransfer();"
        " carried.items.add(new File(['two keys'], 'keys.txt', {type: 'text/plain'})); return carried; }"
    )
    event(page, "Handing over").dispatch_event("dragover", {"dataTransfer": carried})
    expect(page.locator("[data-dropping]")).to_have_count(1)
    with page.expect_response(lambda answer: answer.ok and f"/appointments/{made}/files" in answer.url):
        event(page, "Handing over").dispatch_event("drop", {"dataTransfer": carried})
    expect(page.locator("[data-dropping]")).to_have_count(0)
    assert [file["name"] for file in api("GET", f"/appointments/{made}/files")["items"]] == ["keys.txt"]


def test_arrow_keys_go_from_event_to_event_and_enter_opens(page: Page, api: Api) -> None:
    for number, subject in enumerate(("First call", "Second call"), start=1):
        times = {"starts": f"2031-03-1{number}T10:00", "ends": f"2031-03-1{number}T11:00"}
        api("POST", "/appointments", json={"subject": subject, **times})
    page.goto("/calendar/month/2031-03-11")
    event(page, "First call").focus()
    page.keyboard.press("ArrowRight")
    expect(event(page, "Second call")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Second call")).to_be_visible()


def test_a_calendar_is_made_called_otherwise_and_removed(page: Page, api: Api) -> None:
    def names() -> list[str]:
        return [one["name"] for one in api("GET", "/calendars")["items"]]

    page.goto(WEEK)
    page.get_by_role("button", name="New calendar").click()
    form = page.get_by_role("dialog", name="New calendar")
    form.get_by_label("Name").fill("Beamer")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Change “Beamer”").click()
    form = page.get_by_role("dialog", name="Change “Beamer”")
    form.get_by_label("Name").fill("Projector")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Projector", exact=True)).to_be_visible()
    assert "Projector" in names()
    page.get_by_role("button", name="Change “Projector”").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog", name="Remove the calendar").get_by_role("button", name="Remove").click()
    expect(page.get_by_label("Projector", exact=True)).not_to_be_visible()
    assert "Projector" not in names()


def test_what_is_taken_and_nights_when_the_clock_changes_are_told_before_saving(page: Page, api: Api) -> None:
    room = api("POST", "/calendars", json={"name": "Attic"})["id"]
    taken = {"subject": "Taken", "starts": "2031-03-25T09:30", "ends": "2031-03-25T10:30", "calendars": [room]}
    api("POST", "/appointments", json=taken)
    page.goto("/calendar/week/2031-03-25")
    page.get_by_role("button", name="New appointment").first.click()
    form = page.get_by_role("dialog", name="New appointment")
    form.get_by_role("combobox", name="Calendars").click()
    page.get_by_role("option", name="Attic").click()
    expect(form.get_by_text(re.compile("Taken at that time: .*Attic"))).to_be_visible()
    form.get_by_label("Subject").click()  # closes the list of calendars
    form.get_by_role("button", name="Cancel").click()
    night = {"subject": "Night watch", "starts": "2031-03-28T02:15", "ends": "2031-03-28T02:45"}
    watch = api("POST", "/appointments", json={**night, "rrule": "FREQ=DAILY;COUNT=4"})["id"]
    page.goto(f"/calendar/week/2031-03-28?appointment={watch}&day=2031-03-28")
    page.get_by_role("button", name="Edit", exact=True).click()
    form = page.get_by_role("dialog", name="Change the appointment")
    form.get_by_text("Whole series", exact=True).click()
    expect(form.get_by_text("The clock skips this time; it begins later")).to_be_visible()


def test_a_personal_user_keeps_own_appointments_and_is_offered_nothing_else(demo: dict[str, Any], visit: Visit) -> None:
    with visit(stranger=True) as page:
        personal = demo["telecomx"]["users"]["personal"]
        log_in(page, {"web": {"user": personal["username"], "password": personal["password"]}})
        menu = page.get_by_role("navigation")
        expect(menu.get_by_role("link")).to_have_text(["Calendar"])
        page.goto("/calendar/week/2031-03-18")
        page.get_by_role("button", name="New appointment").first.click()
        form = page.get_by_role("dialog", name="New appointment")
        form.get_by_label("Subject").fill("My own")
        form.get_by_role("button", name="Save").click()
        expect(event(page, "My own")).to_be_visible()
        page.goto("/search?q=anything")
        expect(page.get_by_text("Nothing has “anything” in it.")).to_be_visible()
