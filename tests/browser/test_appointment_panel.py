"""An appointment's panel: what is missing comes with its role, files are arranged, and what was done is taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Api, Watched

pytestmark = pytest.mark.slow

TYPE = "Inspection"


@pytest.fixture
def appointment(api: Api) -> str:
    """One of a type that needs a plan, with two files in the order one, two."""
    rules = [{"kind": "appointment", "type": TYPE, "documents": [{"role": "plan", "title": "Floor plan"}]}]
    api("PUT", "/document-requirements", json={"requirements": rules})
    wanted = {"subject": "Walk through", "type": TYPE, "starts": "2031-04-07T10:00", "ends": "2031-04-07T10:45"}
    made = str(api("POST", "/appointments", json=wanted)["id"])
    for name in ("one.txt", "two.txt"):
        api("POST", f"/appointments/{made}/files", params={"name": name}, content=name.encode())
    return made


def opened(page: Page, appointment: str) -> Locator:
    page.goto(f"/calendar/day/2031-04-07?appointment={appointment}")
    panel = page.get_by_role("dialog", name="Walk through")
    expect(panel).to_be_visible()
    return panel


def files_on(api: Api, appointment: str) -> list[tuple[str, str]]:
    """Name and role of each, in order."""
    told: dict[str, Any] = api("GET", f"/appointments/{appointment}/files")
    return [(file["name"], file["role"]) for file in told["items"]]


def test_a_missing_document_is_uploaded_in_its_role(page: Page, api: Api, appointment: str, tmp_path: Path) -> None:
    (tmp_path / "ground floor.txt").write_text("three rooms")
    panel = opened(page, appointment)
    expect(panel.get_by_text("1 is missing")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Upload “Floor plan”").click()
    chooser.value.set_files(tmp_path / "ground floor.txt")
    expect(panel.get_by_text("Complete")).to_be_visible()
    assert files_on(api, appointment)[-1] == ("ground floor.txt", "plan")


def test_files_are_moved_taken_off_and_taken_back(page: Page, api: Api, appointment: str) -> None:
    panel = opened(page, appointment)
    tiles = panel.get_by_role("region", name=re.compile("Files on")).get_by_role("listitem")
    expect(tiles).to_have_text([re.compile(r"one\.txt"), re.compile(r"two\.txt")])
    panel.get_by_role("button", name="What to do with two.txt").click()
    page.get_by_role("menuitem", name="Move forward").click()
    expect(tiles).to_have_text([re.compile(r"two\.txt"), re.compile(r"one\.txt")])
    panel.get_by_role("button", name="What to do with one.txt").click()
    page.get_by_role("menuitem", name="Take off").click()
    expect(tiles).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(tiles).to_have_text([re.compile(r"two\.txt"), re.compile(r"one\.txt")])
    assert [name for name, _ in files_on(api, appointment)] == ["two.txt", "one.txt"]


def test_a_deleted_appointment_comes_back_and_the_keyboard_leaves_the_panel(
    page: Page, api: Api, appointment: str, watched: Watched
) -> None:
    watched.forgive("status of 404")
    panel = opened(page, appointment)
    panel.get_by_role("button", name="More to do").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(panel).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    panel = opened(page, appointment)
    assert api("GET", f"/appointments/{appointment}")["trashed_at"] is None
    panel.press("Escape")
    expect(panel).to_have_count(0)
