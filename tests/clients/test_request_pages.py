"""Request links in a real browser, as strangers use them: with and without scripts, and over a line that breaks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from filebook.app.clock import utc_now
from filebook.core.ids import Ref
from filebook.core.intake import Arrival, Expected
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from filebook.services.intakes import MadeIntake, NewIntake
from tests.clients.browser import page_in_browser
from tests.clients.installed import Installed, installed
from tests.stores import memory_folder

pytestmark = pytest.mark.slow

PIECE_BYTES = 8 * 1024 * 1024
HOSTILE = "<img src=x onerror=alert(1)>.txt"
Ask = Callable[..., tuple[MadeIntake, str]]


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


@pytest.fixture
def ask(main: Installed, base: str) -> Ask:
    """Makes a request for files, into a folder that holds a secret; its address is the second."""

    def asked(**said: Any) -> tuple[MadeIntake, str]:
        services = main.house.services
        inbox = services.folders.create(main.owner, NewFolder(f"Secret inbox {utc_now().timestamp()}"))
        main.file(b"ours", NewFile("salaries.txt", folder=Ref(inbox.number, inbox.uid)))
        made = services.intakes.create(main.owner, NewIntake(into=inbox.uid, **said))
        return made, f"{base}/r/{made.token}"

    return asked


def arrived(main: Installed, made: MadeIntake) -> list[Arrival]:
    return main.house.services.intakes.arrivals(main.owner, made.intake.number, before=None, limit=100)


def bytes_of(main: Installed, arrival: Arrival) -> bytes:
    library = main.house.services.library
    opened = library.open(library.file(main.owner, arrival.file.number))
    try:
        return opened.reader.read(0, opened.reader.size_bytes)
    finally:
        opened.reader.close()


def chosen(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def complaints(page: Page) -> list[str]:
    """Fills up with what the page's scripts and policies complain of, and with dialogs."""
    found: list[str] = []
    page.on("dialog", lambda dialog: found.append(dialog.message))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if "Content Security" in message.text else None)
    return found


def test_without_scripts_a_stranger_gives_the_password_and_sends_what_is_asked_for(
    main: Installed, ask: Ask, tmp_path: Path
) -> None:
    deed = Expected("deed", "Kaufvertrag", "Alle Seiten", media_types=("application/pdf",))
    made, address = ask(name="Ihre Unterlagen", password="Sesam", expected=(deed,), message=HOSTILE)
    with page_in_browser(locale="de-DE", java_script_enabled=False) as (page, _):
        page.goto(address)
        assert "Unterlagen" not in page.content()
        page.get_by_label("Passwort").fill("falsch")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        page.get_by_label("Passwort").fill("Sesam")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Ihre Unterlagen").wait_for()
        assert "salaries" not in page.content()
        assert "Secret" not in page.content()
        page.get_by_label("Datei wählen: Kaufvertrag").set_input_files(chosen(tmp_path, "scan.pdf", b"not a pdf"))
        page.get_by_role("button", name="Senden").click()
        assert "anderer Art" in page.get_by_role("alert").inner_text()
        assert arrived(main, made) == []
        page.get_by_label("Datei wählen: Kaufvertrag").set_input_files(chosen(tmp_path, "scan.pdf", b"%PDF-1.7\n"))
        page.get_by_label("Weitere Dateien").set_input_files(chosen(tmp_path, HOSTILE, b"hello"))
        page.get_by_role("button", name="Senden").click()
        page.get_by_text("Vielen Dank, Ihre Dateien sind angekommen.").wait_for()
        assert HOSTILE in page.inner_text("main")
    assert sorted((one.file_name, one.role) for one in arrived(main, made)) == [(HOSTILE, ""), ("scan.pdf", "deed")]


def test_a_cut_upload_goes_on_where_it_was_after_the_page_was_loaded_anew(
    main: Installed, ask: Ask, tmp_path: Path
) -> None:
    made, address = ask()
    data = bytes(range(256)) * (3 * PIECE_BYTES // 256) + b"end"
    path = chosen(tmp_path, "film.bin", data)
    offsets: list[str] = []
    with page_in_browser(locale="en-GB") as (page, _):
        troubles = complaints(page)
        page.goto(address)

        def cut(route: Route) -> None:
            """Let one piece through, then no more."""
            if route.request.method == "PATCH" and offsets:
                route.abort()
                return
            if route.request.method == "PATCH":
                offsets.append(route.request.headers["upload-offset"])
            route.continue_()

        page.route("**/uploads/**", cut)
        page.get_by_label("Files").set_input_files(path)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("The connection was lost").wait_for(timeout=60_000)
        page.unroute("**/uploads/**")
        seen: list[str] = []
        page.on("request", lambda sent: seen.append(sent.headers["upload-offset"]) if sent.method == "PATCH" else None)
        page.reload()
        page.get_by_label("Files").set_input_files(path)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Thank you, your files have arrived.").wait_for(timeout=60_000)
        assert "film.bin" in page.inner_text("main")
        assert troubles == []
    assert offsets == ["0"]
    assert seen == [str(PIECE_BYTES), str(2 * PIECE_BYTES), str(3 * PIECE_BYTES)]
    (arrival,) = arrived(main, made)
    assert bytes_of(main, arrival) == data


def test_what_is_refused_is_said_beside_the_file_and_the_others_arrive(
    main: Installed, ask: Ask, tmp_path: Path
) -> None:
    made, address = ask(media_types=("image", "text"), size_limit_bytes=1000)
    with page_in_browser(locale="en-GB") as (page, _):
        troubles = complaints(page)
        page.goto(address)
        files = [
            chosen(tmp_path, "large.txt", b"a" * 1001),
            chosen(tmp_path, "book.pdf", b"%PDF-1.7\n"),
            chosen(tmp_path, "note.txt", b"hello"),
        ]
        page.get_by_label("Files").set_input_files(files)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("book.pdf: A file is of another kind").wait_for()
        page.get_by_text("large.txt: A file is too large").wait_for()
        page.get_by_role("button", name="Send").and_(page.locator(":enabled")).wait_for()
        assert troubles == []
    assert [one.file_name for one in arrived(main, made)] == ["note.txt"]


def test_what_is_over_says_so(main: Installed, ask: Ask) -> None:
    _, expired = ask(expires_at=utc_now() + timedelta(seconds=0.2))
    withdrawn_made, withdrawn = ask()
    full_made, full = ask(file_count_limit=1)
    services = main.house.services
    services.intakes.revoke(main.owner, withdrawn_made.intake.number)
    with page_in_browser(locale="nl-NL") as (page, _):
        page.goto(full)
        page.get_by_label("Bestanden").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
        page.get_by_role("button", name="Versturen").click()
        page.get_by_text("Er is niets meer nodig").wait_for()
        for address, status in ((expired, 410), (withdrawn, 404), (f"{withdrawn}x", 404)):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == status
    assert len(arrived(main, full_made)) == 1
