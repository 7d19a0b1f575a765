"""The page that shows the API, in a real browser."""

from typing import Any

import pytest

from tests.clients.browser import page_in_browser

pytestmark = pytest.mark.slow


def test_the_page_draws_every_area_and_asks_no_other_server(demo: dict[str, Any]) -> None:
    base = demo["base_url"]
    with page_in_browser() as (page, seen):
        page.goto(f"{base}/api/docs")
        page.locator("#operations-tag-Folders").click()
        page.get_by_text("Make a folder", exact=True).click()
        page.get_by_text("Idempotency-Key").wait_for()
        shown = page.locator(".opblock-tag").count()
        described = page.evaluate("fetch('v1/openapi.json').then(answer => answer.json())")
        assert shown == len(described["tags"])
    assert seen.complaints == []
    assert all(url.startswith((f"{base}/", "data:")) for url in seen.requested), seen.requested


def test_the_page_reads_without_scripts_too(demo: dict[str, Any]) -> None:
    with page_in_browser() as (page, _):
        page.route("**/*.js", lambda route: route.abort())
        answer = page.goto(f"{demo['base_url']}/api/docs/")
        assert answer is not None
        assert "v1/openapi.json" in answer.text()
