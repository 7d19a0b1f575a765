"""Shares and request links: made in the application, used by strangers, and told of while one looks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Api, Visit, Watched

pytestmark = pytest.mark.slow


def made_address(page: Page) -> str:
    """The address that the dialog shows, this once."""
    page.get_by_role("button", name="Make the address").click()
    shown = page.get_by_role("dialog").get_by_label("Address", exact=True)
    expect(shown).to_be_focused()
    return shown.input_value()


def test_a_share_with_a_password_is_opened_by_a_stranger_and_its_maker_sees_that(
    page: Page, api: Api, visit: Visit, watched: Watched
) -> None:
    watched.forgive("status of 401")
    file = api("POST", "/files", params={"name": "handover.txt"}, content=b"The keys are at the office.")
    page.goto(f"/library/file/{file['id']}")
    page.get_by_role("dialog", name="handover.txt").get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share “handover.txt”")
    dialog.get_by_label("Message to whoever opens it").fill("As promised.")
    dialog.get_by_role("switch", name="Ask for a password").check()
    password = dialog.get_by_label("Password", exact=True).input_value()
    address = made_address(page)
    with visit(stranger=True) as stranger:
        stranger.goto(address)
        expect(stranger.get_by_text("handover.txt")).to_have_count(0)
        stranger.locator("input[type=password]").fill(password)
        stranger.keyboard.press("Enter")
        expect(stranger.get_by_text("As promised.")).to_be_visible()
        with stranger.expect_download() as download:
            stranger.get_by_role("link", name="Download").first.click()
        assert download.value.path().read_bytes() == b"The keys are at the office."
    page.goto("/library/links")
    page.get_by_role("button", name="Uses").first.click()
    expect(page.get_by_role("list", name="Uses").get_by_role("listitem").first).to_contain_text("“handover.txt”")
    page.get_by_role("button", name="What can be done with handover.txt").click()
    page.get_by_role("menuitem", name="Withdraw").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Nothing is shared.")).to_be_visible()


def test_what_a_stranger_sends_by_a_request_link_is_seen_as_it_arrives(page: Page, visit: Visit) -> None:
    page.goto("/library/links?tab=requests")
    page.get_by_role("button", name="Request files").click()
    dialog = page.get_by_role("dialog", name="Request files")
    dialog.get_by_label("What it is about").fill("Papers of the buyer")
    dialog.get_by_role("button", name="Add a document").click()
    dialog.get_by_label("Name of the document").fill("Proof of identity")
    address = made_address(page)
    page.get_by_role("button", name="Done", exact=True).click()
    page.get_by_role("button", name="Arrivals").click()
    expect(page.get_by_text("Nothing has arrived yet.")).to_have_count(2)
    with visit(stranger=True) as stranger:
        stranger.goto(address)
        sent = {"name": "passport.txt", "mimeType": "text/plain", "buffer": b"A passport."}
        stranger.get_by_label("Choose a file: Proof of identity").set_input_files(sent)
        stranger.get_by_role("button", name="Send").click()
        stranger.get_by_text("Thank you, your files have arrived.").wait_for()
    arrivals = page.get_by_role("list", name="Arrivals")
    expect(arrivals.get_by_role("listitem")).to_contain_text("Proof of identity")
    arrivals.get_by_role("button", name="passport.txt").click()
    expect(page.get_by_role("dialog", name="passport.txt").locator("pre")).to_have_text("A passport.")
