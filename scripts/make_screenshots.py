"""Takes the pictures of the pages that README and docs show, from the demo data, in the system's Chromium.

`python -m scripts.make_screenshots` starts a demo server of its own and writes into `docs/pictures/`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
STARTUP_SECONDS = 60
SETTLED_MS = 1500
"""Pictures within a page are drawn after it says that it is there."""
WIDE, PHONE = (1280, 800), (390, 780)


@dataclass(frozen=True)
class Picture:
    """What is shown: a path of the application, how wide, by day or night."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    theme: str = "light"


def pictures(demo: dict[str, Any]) -> Iterator[Picture]:
    """All of them; the first is the README's."""
    appointment = demo["onoffice"]["appointment_id"]
    panel = f"/calendar/week/2026-04-07?appointment={appointment}&day=2026-04-07"
    yield Picture("appointment", panel)
    yield Picture("calendar", "/calendar/week")
    yield Picture("calendar-dark", "/calendar/month", theme="dark")
    yield Picture("calendar-phone", "/calendar/list", PHONE)
    yield Picture("appointment-phone", panel, PHONE)
    yield Picture("library", "/library")
    yield Picture("library-dark", "/library", theme="dark")
    yield Picture("record", "/records/estate")
    yield Picture("search", "/search?q=parkweg")
    yield Picture("activity", "/activity")
    yield Picture("doors", "/doors")
    yield Picture("administration", "/administration/business")


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with demo_server() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in pictures(demo):
            take(browser, demo, picture)
            print(picture.name, flush=True)
        browser.close()


def take(browser: Browser, demo: dict[str, Any], picture: Picture) -> None:
    """Log in, go there, look."""
    width, height = picture.size
    context = browser.new_context(
        base_url=demo["base_url"],
        locale="en-GB",
        color_scheme="dark" if picture.theme == "dark" else "light",
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    log_in(page, demo)
    page.goto(picture.path)
    page.locator("main h1").first.wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()


def log_in(page: Page, demo: dict[str, Any]) -> None:
    """By the form."""
    page.goto("/login")
    page.locator("input").first.fill(demo["web"]["user"])
    page.locator("input[type=password]").fill(demo["web"]["password"])
    page.keyboard.press("Enter")
    page.locator("header").wait_for()


@contextmanager
def demo_server() -> Iterator[dict[str, Any]]:
    """A demo server with fresh data, and what it tells of itself."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "demo.json")
        filebook = Path(sys.executable).with_name("filebook")
        server = subprocess.Popen(
            [filebook, "demo", "--data", Path(folder, "data"), "--port", "0", "--json", told],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + STARTUP_SECONDS
            while not told.exists():
                if server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("the demo server did not start")
                time.sleep(0.05)
            yield json.loads(told.read_text())
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
