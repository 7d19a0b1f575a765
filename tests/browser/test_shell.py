"""The frame of the application: logging in and out, languages, light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Watched, log_in

pytestmark = pytest.mark.slow

LANGUAGES = {"English": "Library", "Deutsch": "Dateien", "Nederlands": "Bestanden", "Dansk": "Filer"}


def test_a_wrong_password_is_told_and_a_right_one_leads_where_one_wanted_to_go(
    demo: dict[str, Any], visit: Visit, watched: Watched
) -> None:
    watched.forgive("status of 401")
    with visit(stranger=True) as page:
        page.goto("/library")
        page.get_by_label("E-mail or user name").fill(demo["web"]["user"])
        page.locator("input[type=password]").fill("not this one")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("Login or password is wrong.")
        page.locator("input[type=password]").fill(demo["web"]["password"])
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Library")).to_be_visible()
        assert page.url == f"{demo['base_url']}/library"


def test_logging_out_ends_the_session(demo: dict[str, Any], visit: Visit, watched: Watched) -> None:
    watched.forgive("status of 401")
    with visit(stranger=True) as page:
        log_in(page, demo)
        page.get_by_role("button", name="Your account").click()
        page.get_by_role("menuitem", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.goto("/calendar")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_each_language_can_be_chosen_and_is_kept(page: Page) -> None:
    page.goto("/library")
    for language, library in LANGUAGES.items():
        page.locator("header button[aria-haspopup=menu]").click()
        page.get_by_role("menuitem", name=language).click()
        expect(page.get_by_role("navigation").first.get_by_role("link", name=library)).to_be_visible()
        page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_role("navigation").first.get_by_role("link", name="Filer")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "da"


def test_the_dark_is_kept(page: Page) -> None:
    page.goto("/calendar")
    page.get_by_role("button", name="Your account").click()
    page.get_by_text("Dark", exact=True).click()
    page.reload()
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"
