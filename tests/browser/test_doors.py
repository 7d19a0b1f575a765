"""Doors: a key that was made in the page opens one for a real program, whose requests are seen as they happen."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others
from onoffice.resources import Resource  # type: ignore[import-untyped] # the same
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, log_in
from tests.clients.onoffice_program import Fields, More, Program, Said

pytestmark = pytest.mark.slow

UNKNOWN_TOKEN = 22


@pytest.fixture
def page(visit: Visit, demo: dict[str, Any]) -> Iterator[Page]:
    """Of somebody who has given the password just now, as keys ask for it."""
    with visit(stranger=True) as opened:
        log_in(opened, demo)
        yield opened


def made(page: Page, label: str) -> tuple[str, str]:
    """A key for onOffice, made in the page: token and secret."""
    page.goto("/doors")
    page.get_by_role("button", name="New key for onOffice").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What it is for").fill(label)
    dialog.get_by_role("combobox", name="Acts as this user").click()
    page.get_by_role("option", name="Demo API").click()
    dialog.get_by_role("button", name="Make the key").click()
    expect(dialog.get_by_role("alert")).to_contain_text("shown this once")
    key = (
        dialog.get_by_label("Token", exact=True).input_value(),
        dialog.get_by_label("Secret", exact=True).input_value(),
    )
    dialog.get_by_role("button", name="I have copied it").click()
    expect(dialog).to_have_count(0)
    return key


def test_a_key_made_in_the_page_opens_the_door_and_its_requests_appear_live(page: Page, demo: dict[str, Any]) -> None:
    token, secret = made(page, "Branch office")
    program = Program({"onoffice": {**demo["onoffice"], "token": token, "secret": secret}})
    page.goto("/doors/requests")
    log = page.get_by_role("region", name="Requests as they come in")
    expect(log.get_by_text("Live", exact=True)).to_be_visible()
    before = failed_rows(log).count()

    contact = program.contact("Sommer")
    refused = program.error(Action.READ, More.UNKNOWN)

    expect(failed_rows(log)).to_have_count(before + 1)
    expect(failed_rows(log).first).to_contain_text(str(refused))
    log.get_by_label("Failed only").click()
    expect(log.get_by_role("row").nth(1)).to_contain_text(str(refused))
    program.api.edit_resource(Resource.ADDRESS, contact, Fields({"Name": "Sommerfeld"}))
    page.goto("/activity?door=onoffice&kind=contact")
    expect(page.get_by_text(re.compile("changed the contact Max Sommerfeld through onOffice"))).to_be_visible()


def test_a_revoked_key_opens_nothing(page: Page, demo: dict[str, Any]) -> None:
    token, secret = made(page, "Old website")
    program = Program({"onoffice": {**demo["onoffice"], "token": token, "secret": secret}})
    program.contact("Winter")
    page.get_by_role("button", name="Revoke “Old website”").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("“Old website” works no longer.")).to_be_visible()
    # The package cannot read this answer, so it is asked for without it.
    asked = program.api.get_action(Resource.ADDRESS, Action.READ, Said({"data": ["Name"]}), "")
    answer = httpx2.post(program.api.endpoint, json={"token": token, "request": {"actions": [asked]}})
    assert answer.json()["status"]["errorcode"] == UNKNOWN_TOKEN


def failed_rows(log: Locator) -> Locator:
    """The program's requests that went wrong, by the mark that they have."""
    return log.locator("[data-failed]").filter(has_text="onOffice")
