"""The first run: the one-time link makes the owner, who is offered something to try things with; it works once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.slow

PASSWORD = "a phrase that nobody guesses"


@pytest.fixture
def link(tmp_path: Path) -> Iterator[str]:
    """The link that a fresh server prints, while it runs."""
    filebook = str(Path(sys.executable).with_name("filebook"))
    command = [filebook, "serve", "--data", str(tmp_path / "data"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield next(line.split()[-1] for line in server.stdout if "/welcome#" in line)
        server.terminate()


def test_the_link_makes_an_owner_once_who_looks_around_with_demo_data(link: str, browser: Browser) -> None:
    base = link.partition("/welcome")[0]
    watched = Watched(base, forgiven=("status of 401",))
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Copenhagen", base_url=base)
    watched.watch(context)
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Europe/Copenhagen (GMT+1)")
    page.get_by_label("Name of the business").fill("Harbour Estates")
    page.get_by_label("First name").fill("Eva")
    page.get_by_label("Last name").fill("Muster")
    page.get_by_label("E-mail").fill("eva@office.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("navigation").first.get_by_role("link", name="Calendar")).to_be_visible()
    assert page.url.startswith(f"{base}/calendar")

    page.goto("/library")
    beginning = page.get_by_role("alert").filter(has_text="Nothing is here yet")
    expect(page.get_by_text("This folder is empty.")).to_be_visible()
    beginning.get_by_role("button", name="Fill in demo data").click()
    page.get_by_role("dialog").get_by_role("button", name="Fill in demo data").click()
    expect(beginning).to_have_count(0)
    expect(page.get_by_role("row", name="plattegrond.png").first).to_be_visible()

    stranger = browser.new_context(locale="en-GB", base_url=base)
    watched.watch(stranger)
    again = stranger.new_page()
    again.goto(link)
    expect(again.get_by_role("alert")).to_contain_text("has an owner already")
    expect(again.get_by_role("button", name="Begin")).to_have_count(0)
    for one in (context, stranger):
        one.close()
    watched.judge()
