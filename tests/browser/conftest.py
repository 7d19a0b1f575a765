"""The application in a real browser, against a real server. Whatever a page complains of fails its test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.clients.browser import NAMES
from tests.clients.conftest import started

EXPECTED_WITHIN_MS = 15_000
expect.set_options(timeout=EXPECTED_WITHIN_MS)


@dataclass
class Watched:
    """What pages did beside what was asked of them."""

    base: str
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ()

    def forgive(self, *parts: str) -> None:
        """Complaints with one of these in them are part of the test, such as `status of 401`."""
        self.forgiven += parts

    def watch(self, context: BrowserContext) -> None:
        """Hear of everything that the pages of this context ask for or complain about."""
        context.on("request", lambda request: self._ask(request.url))
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def judge(self) -> None:
        """Fail for what nobody forgave."""
        assert not [text for text in self.complaints if not any(part in text for part in self.forgiven)]
        assert not self.outside

    def _ask(self, address: str) -> None:
        if not address.startswith((self.base, "blob:", "data:")):
            self.outside.append(address)

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@dataclass(frozen=True)
class Api:
    """The native API with the demo's token, to prepare things and to look at what the pages did."""

    http: httpx2.Client

    def __call__(self, method: str, path: str, **sent: Any) -> Any:
        """What a request is answered with; `path` lies below `/api/v1`."""
        answer = self.http.request(method, f"/api/v1{path}", **sent)
        assert answer.is_success, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer.content


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `filebook demo --json` tells of the server that runs meanwhile, and `folder`, where its data lies."""
    folder = tmp_path_factory.mktemp("browser")
    with started(folder / "data", folder / "demo.json") as contract:
        yield {**contract, "folder": str(folder / "data")}


@pytest.fixture
def api(demo: dict[str, Any]) -> Iterator[Api]:
    headers = {"Authorization": f"Bearer {demo['native']['token']}"}
    with httpx2.Client(base_url=demo["base_url"], headers=headers, timeout=30) as http:
        yield Api(http)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped by name.

    One for each module: as long as Playwright is there, nothing else can run an event loop in the same thread.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


Visit = Callable[..., Any]


@pytest.fixture
def watched(demo: dict[str, Any]) -> Iterator[Watched]:
    seen = Watched(demo["base_url"])
    yield seen
    seen.judge()


@pytest.fixture(scope="module")
def logged_in(demo: dict[str, Any], browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookies of somebody who has logged in, as a file that new contexts begin with."""
    kept = tmp_path_factory.mktemp("session") / "state.json"
    context = browser.new_context(locale="en-GB", base_url=demo["base_url"])
    log_in(context.new_page(), demo)
    context.storage_state(path=kept)
    context.close()
    return kept


def log_in(page: Page, demo: dict[str, Any]) -> None:
    """Log in by the form, in English."""
    page.goto("/login")
    page.get_by_label("E-mail or user name").fill(demo["web"]["user"])
    page.locator("input[type=password]").fill(demo["web"]["password"])
    page.get_by_role("button", name="Log in").click()
    page.locator("header").wait_for()


@pytest.fixture
def visit(demo: dict[str, Any], browser: Browser, logged_in: Path, watched: Watched) -> Visit:
    """Opens a page of somebody who is logged in, or of a stranger; `options` as Playwright's contexts take them."""

    @contextmanager
    def opened(*, stranger: bool = False, **options: Any) -> Iterator[Page]:
        known = {} if stranger else {"storage_state": logged_in}
        wanted = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **known, **options}
        context = browser.new_context(base_url=demo["base_url"], **wanted)
        watched.watch(context)
        try:
            yield context.new_page()
        finally:
            context.close()

    return opened


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """A page of somebody who is logged in, in English, 1280 pixels wide."""
    with visit() as opened:
        yield opened
