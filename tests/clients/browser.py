"""A real browser: the system's Chromium, and everything that it asks for or complains about."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What Chromium is called on different systems."""


@dataclass(slots=True)
class Seen:
    """What a page did beside what was asked of it."""

    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Errors in the console, violations of policies among them, and exceptions in scripts."""

    def hear(self, kind: str, text: str) -> None:
        """Note what the console shows, if it is an error."""
        if kind == "error":
            self.complaints.append(text)


@contextmanager
def page_in_browser(**options: Any) -> Iterator[tuple[Page, Seen]]:
    """A fresh page; `options` as Playwright's contexts take them, such as `java_script_enabled`.

    Skips by name where the system has no Chromium.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page, seen = browser.new_page(**options), Seen()
        page.on("request", lambda request: seen.requested.append(request.url))
        page.on("console", lambda message: seen.hear(message.type, message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        try:
            yield page, seen
        finally:
            browser.close()


def settled(page: Page) -> None:
    """Wait until a page of the application shows what it was asked for: its title, and nothing that is loading."""
    expect(page.locator("main h1, [role=alert]").first).to_be_visible()
    expect(page.locator("main [aria-busy=true], main .mantine-Loader-root")).to_have_count(0)
