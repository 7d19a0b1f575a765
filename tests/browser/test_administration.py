"""Administration: users who then log in, webhooks, how the business looks to whoever is not logged in."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Api, Visit, Watched

pytestmark = pytest.mark.slow

PASSWORD = "a phrase that nobody guesses"
BLUE = "rgb(11, 87, 164)"


def picture(path: Path) -> Path:
    """A small blue PNG."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0b\x57\xa4" * 64 for _ in range(64))
    head = part(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))
    return path


def test_a_user_who_is_made_here_can_log_in_and_does_not_see_administration(
    page: Page, visit: Visit, watched: Watched
) -> None:
    watched.forgive("status of 409")
    page.goto("/administration/users")
    page.get_by_role("button", name="Add a user").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("First name").fill("Finn")
    dialog.get_by_label("Last name").fill("Guide")
    dialog.get_by_label("E-mail").fill("owner@demo.example")
    expect(dialog.get_by_label("User name")).to_have_value("owner")
    dialog.get_by_label("User name").fill("finn.guide")
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.get_by_role("button", name="Add a user").click()
    expect(dialog.get_by_text("Somebody has this e-mail address.")).to_be_visible()
    dialog.get_by_label("E-mail").fill("finn@demo.example")
    dialog.get_by_role("button", name="Add a user").click()
    expect(page.get_by_role("button", name="Finn Guide")).to_be_visible()

    with visit(stranger=True) as other:
        other.goto("/login")
        other.get_by_label("E-mail or user name").fill("finn.guide")
        other.locator("input[type=password]").fill(PASSWORD)
        other.get_by_role("button", name="Log in").click()
        navigation = other.get_by_role("navigation").first
        expect(navigation.get_by_role("link", name="Library")).to_be_visible()
        expect(navigation.get_by_role("link", name="Administration")).to_have_count(0)


def test_a_webhook_is_tried_told_again_under_another_secret_and_removed(page: Page, api: Api, watched: Watched) -> None:
    watched.forgive("status of 422")
    page.goto("/administration/webhooks")
    page.get_by_role("button", name="Add a webhook").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Address").fill("http://127.0.0.1:9/hook")
    dialog.get_by_role("button", name="Add a webhook").click()
    expect(dialog.get_by_text("only where the operator allows it")).to_be_visible()
    dialog.get_by_label("Address").fill("https://hooks.invalid/filebook")
    dialog.get_by_role("button", name="Add a webhook").click()
    secret = dialog.get_by_label("Secret").input_value()
    assert secret.startswith("whsec_")
    dialog.get_by_role("button", name="I have copied it").click()
    page.get_by_role("button", name="Log and more").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Not taken: name not found")).to_be_visible()
    (hook,) = api("GET", "/webhooks")["items"]
    assert (hook["url"], hook["former_secret_until"]) == ("https://hooks.invalid/filebook", None)

    page.get_by_role("button", name="New secret").click()
    page.get_by_role("dialog", name="Make a new secret?").get_by_role("button", name="New secret").click()
    another = page.get_by_role("dialog", name="The new secret")
    assert another.get_by_label("Secret").input_value() not in ("", secret)
    another.get_by_role("button", name="I have copied it").click()
    expect(page.get_by_text("The former secret signs, too, until")).to_be_visible()

    page.get_by_role("button", name="Tell again", exact=True).click()
    again = page.get_by_role("dialog", name="Tell again")
    again.get_by_text("After number").first.click()
    again.get_by_role("textbox", name="After number").fill("0")
    again.get_by_role("button", name="Tell again").click()
    expect(page.get_by_text("It is told again.")).to_be_visible()
    expect(again).to_have_count(0)
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog", name="Remove the webhook?").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No program is told of changes.")).to_be_visible()


def test_colour_and_logo_of_the_business_are_seen_on_the_login_page(
    page: Page, visit: Visit, api: Api, tmp_path: Path
) -> None:
    page.goto("/administration/business")
    page.locator("input[type=file]").set_input_files(picture(tmp_path / "logo.png"))
    expect(page.get_by_role("img", name="Logo of")).to_be_visible()
    section = page.get_by_role("region", name="Colour and links")
    section.get_by_label("Colour", exact=True).fill("#0b57a4")
    section.get_by_label("Imprint").fill("https://office.example/imprint")
    section.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved").first).to_be_visible()

    with visit(stranger=True) as other:
        other.goto("/login")
        expect(other.get_by_role("link", name="Imprint")).to_have_attribute("href", "https://office.example/imprint")
        expect(other.get_by_role("button", name="Log in")).to_have_css("background-color", BLUE)
        logo = other.locator("main img")
        expect(logo).to_have_attribute("src", re.compile("/api/v1/business/logo"))
        assert logo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    api("PATCH", "/business", json={"colour": None, "imprint_url": None})
    api("DELETE", "/business/logo")


def test_sessions_are_ended_and_a_password_changed_by_whose_they_are(api: Api, visit: Visit, watched: Watched) -> None:
    watched.forgive("status of 401")
    somebody = {"user_name": "mia", "email": "mia@demo.example", "first_name": "Mia", "role": "editor"}
    api("PUT", f"/users/{api('POST', '/users', json=somebody)['id']}/password", json={"password": PASSWORD})

    def enter(page: Page, password: str) -> None:
        page.get_by_label("E-mail or user name").fill("mia")
        page.locator("input[type=password]").fill(password)
        page.get_by_role("button", name="Log in").click()

    with visit(stranger=True) as here, visit(stranger=True) as there:
        for page in (there, here):
            page.goto("/login?next=/account")
            enter(page, PASSWORD)
            expect(page.get_by_text("this one", exact=True)).to_be_visible()
        here.get_by_role("button", name=re.compile("^End ")).last.click()
        expect(here.get_by_role("button", name=re.compile("^End "))).to_have_count(0)
        there.reload()
        expect(there.get_by_role("heading", name="Log in")).to_be_visible()

        here.get_by_role("button", name="Change the password").click()
        here.get_by_label("Present password").fill(PASSWORD)
        here.get_by_label("New password").fill(f"{PASSWORD} either")
        here.get_by_role("button", name="Change the password").click()
        expect(here.get_by_text("Log in with the new one.")).to_be_visible()
        enter(here, PASSWORD)
        expect(here.get_by_text("Login or password is wrong.")).to_be_visible()
        enter(here, f"{PASSWORD} either")
        expect(here.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_job_that_failed_is_tried_again(page: Page, api: Api) -> None:
    file = api("POST", "/files", params={"name": "late.txt"}, content=b"late")["id"]
    folder = api("POST", "/folders", json={"name": "Late"})["id"]
    api("DELETE", f"/files/{file}")
    api("POST", "/jobs", json={"operation": "move", "items": [file], "into": folder})
    page.goto("/administration/jobs")
    job = page.get_by_role("listitem").filter(has_text="failed").first
    expect(job).to_contain_text("0 of 1 · 1 failed")
    api("POST", f"/trash/{file}/restore")
    job.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text="done").first).to_contain_text("1 of 1")
    assert api("GET", f"/files/{file}")["folder"] == folder
