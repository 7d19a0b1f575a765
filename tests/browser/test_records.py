"""Records: found among many, changed and changed back, with their files, in the trash and out of it."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Api, Watched

pytestmark = pytest.mark.slow

MANY = 300
AT_ONCE = 100


def contact(api: Api) -> dict[str, Any]:
    """Somebody nobody else is called like."""
    fields = {"first_name": "Ina", "last_name": f"Berg-{uuid4().hex[:8]}", "city": "Delft", "email": "ina@demo.example"}
    made: dict[str, Any] = api("POST", "/records/contact", json={"fields": fields})
    return made


def city(api: Api, record: dict[str, Any]) -> str | None:
    fields: dict[str, str] = api("GET", f"/records/contact/{record['id']}")["fields"]
    return fields.get("city")


def test_a_contact_is_found_changed_and_changed_back(page: Page, api: Api) -> None:
    ina = contact(api)
    page.goto("/records/contact")
    page.get_by_label("Find by name").fill(ina["label"].split()[-1].upper())
    expect(page.get_by_text("1 record", exact=True)).to_be_visible()
    page.get_by_role("link", name=ina["label"]).click()
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("dialog").get_by_label("City").fill("Leiden")
    page.get_by_role("button", name="Save").click()
    facts = page.get_by_role("region", name="What is known")
    expect(facts).to_contain_text("Leiden")
    assert city(api, ina) == "Leiden"
    page.get_by_role("button", name="Undo").click()
    expect(facts).to_contain_text("Delft")
    assert city(api, ina) == "Delft"


def test_a_file_put_on_a_record_is_seen_there_and_in_what_happened(page: Page, api: Api, tmp_path: Path) -> None:
    ina = contact(api)
    (tmp_path / "passport.txt").write_text("Ina")
    page.goto(f"/records/contact/{ina['id']}")
    files = page.get_by_role("region", name="Files on")
    with page.expect_file_chooser() as chooser:
        files.get_by_role("button", name="Upload").click()
    chooser.value.set_files(tmp_path / "passport.txt")
    expect(files.get_by_role("listitem").filter(has_text="passport.txt")).to_be_visible()
    told = api("GET", f"/records/contact/{ina['id']}/files")
    assert [file["name"] for file in told["items"]] == ["passport.txt"]
    page.goto("/activity?kind=file&verb=created")
    expect(page.get_by_role("listitem").first).to_contain_text("uploaded passport.txt")


def test_a_deleted_record_comes_back_from_the_trash(page: Page, api: Api, watched: Watched) -> None:
    watched.forgive("status of 404")
    ina = contact(api)
    page.goto(f"/records/contact/{ina['id']}")
    page.get_by_role("button", name="More to do with this record").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("heading", name="Contacts")).to_be_visible()
    assert api("GET", f"/records/contact/{ina['id']}", params={"trashed": True})["trashed_at"]
    page.goto("/records/contact?trashed=true")
    page.get_by_role("button", name=f"Restore: {ina['label']}").click()
    expect(page.get_by_text(f"“{ina['label']}” is back.")).to_be_visible()
    assert city(api, ina) == "Delft"


def test_two_records_are_said_to_belong_together(page: Page, api: Api) -> None:
    ina, house = contact(api), f"Quay {uuid4().hex[:8]}"
    estate = api("POST", "/records/estate", json={"label": house})
    page.goto(f"/records/estate/{estate['id']}")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("dialog").get_by_role("combobox", name="Which one").fill(ina["label"])
    page.get_by_role("option", name=ina["label"]).click()
    relations = page.get_by_role("region", name="Belongs together")
    expect(relations).to_contain_text("Owner")
    relations.get_by_role("link", name=ina["label"]).click()
    expect(page.get_by_role("region", name="Belongs together")).to_contain_text(f"Owner of{house}")


def test_a_long_list_draws_what_is_in_sight_and_ends_with_the_last(page: Page, api: Api) -> None:
    for first in range(0, MANY, AT_ONCE):
        wanted = [
            {"method": "POST", "path": "/records/task", "body": {"label": f"Task {place:04}"}}
            for place in range(first, first + AT_ONCE)
        ]
        api("POST", "/batch", json={"requests": wanted})
    page.goto("/records/task?q=Task&order=number")
    table = page.get_by_role("table", name="Tasks")
    expect(table).to_have_attribute("aria-rowcount", str(MANY + 1))
    assert table.get_by_role("row").count() < AT_ONCE
    table.get_by_role("link", name="Task 0000").focus()
    last = table.get_by_role("link", name=f"Task {MANY - 1:04}")
    page.mouse.move(700, 500)
    for _ in range(MANY):
        if last.count():
            break
        page.mouse.wheel(0, 2000)
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    last.click()
    expect(page.get_by_role("heading", name=f"Task {MANY - 1:04}")).to_be_visible()
