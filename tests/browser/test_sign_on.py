"""Signing on at a provider in a browser: in, and once more for what is sensitive, without losing what was written."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched
from tests.clients.conftest import started
from tests.provider import CLIENT, SECRET, Provider, provider

pytestmark = pytest.mark.slow

LONG_AGO_SECONDS = 3600


@pytest.fixture
def idp() -> Iterator[Provider]:
    with provider() as made:
        made.now = int(time.time())
        made.claims = {"email": "noor@demo.example", "auth_time": made.now - LONG_AGO_SECONDS}
        yield made


@pytest.fixture
def base(idp: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that knows the provider, and lets everybody in who comes from there."""
    known = {"ISSUER": idp.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET, "LABEL": "Office login"}
    for name, value in {**known, "CREATE_USERS": "true", "CREATE_ROLE": "editor"}.items():
        monkeypatch.setenv(f"FILEBOOK_OIDC_{name}", value)
    with started(tmp_path / "data", tmp_path / "demo.json") as contract:
        yield contract["base_url"]


@pytest.fixture
def page(base: str, browser: Browser) -> Iterator[Page]:
    """A stranger's."""
    context = browser.new_context(locale="en-GB", base_url=base)
    watched = Watched("http://127.0.0.1:", forgiven=("status of 401", "status of 403"))
    watched.watch(context)
    yield context.new_page()
    context.close()
    watched.judge()


def test_somebody_without_a_password_confirms_where_they_signed_on(page: Page, idp: Provider) -> None:
    page.goto("/login?next=/account")
    page.get_by_role("link", name="Log in with Office login").click()
    page.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("Where you are logged in")).to_be_visible()
    expect(page.get_by_role("button", name="Change the password")).to_have_count(0)

    page.get_by_role("button", name="New token").click()
    page.get_by_role("dialog").get_by_label("What it is for").fill("The scanner")
    page.get_by_role("dialog").get_by_role("button", name="Make the token").click()
    question = page.get_by_role("dialog", name="Please confirm that it is you")
    expect(question.locator("input[type=password]")).to_have_count(0)
    idp.claims["auth_time"] = idp.now
    with page.context.expect_page() as window:
        question.get_by_role("link", name="Confirm with Office login").click()
    window.value.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("dialog").get_by_label("Token")).not_to_be_empty()
    expect(question).to_have_count(0)
