"""Share links in a real browser, as strangers use them: without scripts, on a phone, and with hostile names."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from filebook.app.clock import utc_now
from filebook.core.ids import Ref
from filebook.core.sharing import Share
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from filebook.services.sharing import NewShare
from tests.clients.browser import Seen, page_in_browser
from tests.clients.installed import Installed, installed
from tests.pictures import SECRET, photograph
from tests.stores import memory_folder

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
RUNS = "document.title='ran';alert(1)"
ACTIVE = {
    f"{HOSTILE}.html": f"<!doctype html><script>{RUNS}</script>",
    "drawing.svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUNS}"><script>{RUNS}</script></svg>',
    "page.xml": f'<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:script>{RUNS}</x:script></x:html>',
    "both.pdf": f"%PDF-1.4\n<html><script>{RUNS}</script></html>",
    "script.txt": f"<script>{RUNS}</script>",
}
"""Files that would run something if a browser showed them in our name."""


@pytest.fixture(scope="module")
def main() -> Iterator[Installed]:
    with memory_folder() as folder:
        made = installed(folder / "data")
        yield made
        made.house.close()


@pytest.fixture(scope="module")
def base(main: Installed) -> Iterator[str]:
    """Where the server is."""
    program, base_url = main.start("serve", "--port", "0")
    yield base_url
    program.kill()
    program.communicate()


@contextmanager
def stranger(**options: Any) -> Iterator[tuple[Page, Seen]]:
    """Somebody's browser, who reads German."""
    with page_in_browser(locale="de-DE", **options) as (page, seen):
        page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
        yield page, seen


@pytest.fixture
def without_scripts() -> Iterator[tuple[Page, Seen]]:
    with stranger(java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def with_scripts() -> Iterator[tuple[Page, Seen]]:
    with stranger() as opened:
        yield opened


def _share(main: Installed, *items: str, **said: Any) -> tuple[Share, str]:
    made = main.house.services.sharing.create(main.owner, NewShare(items=items, **said))
    return made.share, f"/s/{made.token}"


def _complaints(seen: Seen) -> list[str]:
    """All but that there is no icon, and no picture of a file that is unsound."""
    return [text for text in seen.complaints if "status of 40" not in text]


def _go(page: Page, address: str) -> Response:
    answer = page.goto(address)
    assert answer is not None
    return answer


def test_a_stranger_gives_the_password_sees_and_fetches(
    main: Installed, base: str, without_scripts: tuple[Page, Seen]
) -> None:
    page, seen = without_scripts
    top = main.house.services.folders.create(main.owner, NewFolder("Übergabe"))
    inner = main.house.services.folders.create(main.owner, NewFolder("Pläne", Ref(top.number, top.uid)))
    main.file(photograph(), NewFile("Haus.jpg", folder=Ref(top.number, top.uid)))
    main.file(b"deep", NewFile("Keller.txt", folder=Ref(inner.number, inner.uid)))
    _, path = _share(main, top.uid, password="Sesam öffne dich", message="Viele Grüße")
    assert _go(page, base + path).status == 401
    assert "Haus" not in page.content()
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Öffnen").click()
    assert page.get_by_role("alert").inner_text().startswith("Das ist nicht das Passwort.")
    page.get_by_label("Passwort").fill("Sesam öffne dich")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Übergabe").wait_for()
    assert "Viele Grüße" in page.content()
    shown = page.locator(".sign img")
    shown.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert any("/pictures/" in address for address in seen.requested)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Haus.jpg herunterladen").click()
    assert fetched.value.suggested_filename == "Haus.jpg"
    assert SECRET.encode() not in fetched.value.path().read_bytes()
    page.get_by_role("link", name="Pläne").click()
    page.get_by_text("Keller.txt").wait_for()
    page.get_by_role("link", name="Alle Dateien").click()
    with page.expect_download() as everything:
        page.get_by_role("link", name="Alles herunterladen (ZIP)").click()
    assert everything.value.suggested_filename == "Übergabe.zip"
    with zipfile.ZipFile(everything.value.path()) as archive:
        assert sorted(archive.namelist()) == ["Haus.jpg", "Pläne/", "Pläne/Keller.txt"]
    assert _complaints(seen) == []
    own = (f"{base}{path}", f"{base}/icon.svg")
    assert all(address.startswith(own) for address in seen.requested), seen.requested


def test_a_share_that_works_no_more_says_why(main: Installed, base: str, without_scripts: tuple[Page, Seen]) -> None:
    page, _ = without_scripts
    file = main.file(b"once", NewFile("once.txt"))
    over, over_path = _share(main, file.uid)
    past = replace(over, expires_at=utc_now() - timedelta(days=1))
    main.house.catalogue.write(lambda tables: tables.shares.update(past))
    withdrawn, withdrawn_path = _share(main, file.uid)
    main.house.services.sharing.revoke(main.owner, withdrawn.number)
    _, once_path = _share(main, file.uid, download_count_limit=1)
    _go(page, base + once_path)
    assert "Noch ein Download ist möglich." in page.content()
    with page.expect_download():
        page.get_by_role("link", name="once.txt herunterladen").click()
    page.get_by_role("link", name="once.txt herunterladen").click()
    page.get_by_role("heading", name="Dieser Link ist aufgebraucht").wait_for()
    for path, status, title in (
        (once_path, 410, "Dieser Link ist aufgebraucht"),
        (over_path, 410, "Dieser Link ist abgelaufen"),
        (withdrawn_path, 404, "Hier ist nichts"),
        ("/s/" + "x" * 32, 404, "Hier ist nichts"),
    ):
        assert _go(page, base + path).status == status
        assert page.get_by_role("heading", level=1).inner_text() == title
        assert "once.txt" not in page.content()


def test_nothing_that_a_name_or_a_file_holds_runs(main: Installed, base: str, with_scripts: tuple[Page, Seen]) -> None:
    page, seen = with_scripts
    files = [main.file(text.encode(), NewFile(name)) for name, text in ACTIVE.items()]
    texts = {
        "name": f"</title><script>{RUNS}</script>",
        "message": f"{HOSTILE}\n<svg onload=alert(1)>",
        "sender": HOSTILE,
    }
    _, path = _share(main, *(file.uid for file in files), **texts)
    assert _go(page, base + path).status == 200
    title = page.title()
    assert title.startswith("</title><script>")
    assert page.locator("script, svg, img[onerror], [onload], iframe, object, embed").count() == 0
    for file in files:
        with page.expect_download() as fetched:
            page.get_by_role("link", name=f"{file.name} herunterladen", exact=True).click()
        assert fetched.value.path().read_bytes() == ACTIVE[file.name].encode()
    assert (page.title(), page.url) == (title, base + path)
    assert _complaints(seen) == []


def test_the_page_fits_a_phone_and_is_worked_by_keyboard(main: Installed, base: str) -> None:
    long = "A very long name of a document " * 6 + ".pdf"
    _, path = _share(main, main.file(b"x", NewFile(long)).uid, main.file(b"y", NewFile("short.txt")).uid)
    with page_in_browser(viewport={"width": 320, "height": 640}, locale="en-GB") as (page, seen):
        _go(page, base + path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Download short.txt"
        small = page.evaluate("[...document.querySelectorAll('a.button')].filter(a => a.offsetHeight < 44).length")
        assert small == 0
    assert _complaints(seen) == []
