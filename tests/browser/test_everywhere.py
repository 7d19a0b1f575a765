"""Every page by day and night, wide and on a phone: axe finds nothing serious, nothing sticks out or complains."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Api, Visit
from tests.clients.browser import settled

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"
COLOURS_ARE_THERE = "Promise.allSettled(document.getAnimations().map(a => a instanceof CSSTransition && a.finished))"
"""Where a colour is on its way to another, its contrast is nobody's."""
SECTIONS = (
    *("business", "users", "keys", "calendars", "documents", "storage"),
    *("retention", "processing", "jobs", "webhooks", "health"),
)
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)


def pages(api: Api, demo: dict[str, Any]) -> Iterator[str]:
    """The paths of all pages."""
    contact = api("GET", "/records/contact", params={"limit": 1})["items"][0]["id"]
    estate = api("GET", "/records/estate", params={"limit": 1})["items"][0]["id"]
    folder = api("GET", "/folders", params={"limit": 1})["items"][0]["id"]
    appointment = api("GET", f"/appointments/{demo['onoffice']['appointment_id']}")
    day = appointment["starts"][:10]
    yield from (f"/calendar/{view}/{day}" for view in ("month", "week", "day", "list"))
    yield f"/calendar/week/{day}?appointment={appointment['id']}&day={day}"
    yield from ("/library", f"/library/folder/{folder}", "/library/trash", "/library/links")
    yield from ("/records/contact", f"/records/contact/{contact}", "/records/estate", f"/records/estate/{estate}")
    yield from ("/search?q=parkweg", "/activity", "/doors", "/account")
    yield from (f"/administration/{section}" for section in SECTIONS)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_page_has_a_serious_fault(size: ViewportSize, api: Api, demo: dict[str, Any], visit: Visit) -> None:
    found: dict[tuple[str, str], list[object]] = {}
    with visit(color_scheme="light", reduced_motion="reduce", viewport=size) as page:
        page.add_init_script(path=AXE)
        for path in pages(api, demo):
            page.emulate_media(color_scheme="light")
            page.goto(path)
            settled(page)
            found[path, "by day"] = [*_axe(page), *_overflow(page)]
            page.emulate_media(color_scheme="dark")
            page.locator("html[data-mantine-color-scheme=dark]").wait_for(state="attached")
            found[path, "by night"] = _axe(page)
    assert not {where: faults for where, faults in found.items() if faults}


def _axe(page: Page) -> list[object]:
    page.evaluate(COLOURS_ARE_THERE)
    told = page.evaluate(f"axe.run(document, {RULES})")
    return [
        (fault["id"], fault["help"], [node["html"][:200] for node in fault["nodes"][:3]])
        for fault in told["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def _overflow(page: Page) -> list[object]:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    return [] if width <= page.viewport_size["width"] else [("overflow", width)]
