"""Files dropped onto an appointment: large ones go on after a cut, a reload or the server's end, and fill no memory."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.conftest import Api, Watched, log_in

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000
STARTUP_SECONDS = 60
LARGE_BYTES = 300 * MEGABYTE
SLOWED_BYTES_PER_SECOND = 25 * MEGABYTE
HEAP_LIMIT_BYTES = 120 * MEGABYTE
UPLOADED_WITHIN_MS = 240_000
DROP = """(area, field) => {
  const data = new DataTransfer();
  for (const file of field.files) data.items.add(file);
  field.remove();
  for (const type of ["dragenter", "dragover", "drop"])
    area.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
FIELD = """() => {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  document.body.append(field);
  return field;
}"""

Book = Callable[[], str]


def booked(api: Api) -> str:
    """Books an appointment; tells its id."""
    wanted = {"subject": "Handover", "starts": "2031-03-05T10:00", "ends": "2031-03-05T10:45"}
    return str(api("POST", "/appointments", json=wanted)["id"])


@pytest.fixture
def book(api: Api) -> Book:
    """Books an appointment; tells its id."""
    return partial(booked, api)


@contextmanager
def api_of(contract: dict[str, Any]) -> Iterator[Api]:
    headers = {"Authorization": f"Bearer {contract['native']['token']}"}
    with httpx2.Client(base_url=contract["base_url"], headers=headers, timeout=30) as http:
        yield Api(http)


class Server:
    """A demo server that can be killed at any moment, and be started again where it was."""

    def __init__(self, folder: Path) -> None:
        self._data, self._told = folder / "data", folder / "demo.json"
        self._port = "0"

    def start(self) -> dict[str, Any]:
        """Start it; tells what `filebook demo --json` tells."""
        self._told.unlink(missing_ok=True)
        filebook = str(Path(sys.executable).with_name("filebook"))
        command = [filebook, "demo", "--data", str(self._data), "--port", self._port, "--json", str(self._told)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTUP_SECONDS
        while not self._told.exists():
            assert self._process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)
        contract: dict[str, Any] = json.loads(self._told.read_text())
        self._port = contract["base_url"].rsplit(":", 1)[1]
        return contract

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def written(path: Path, *, size_bytes: int) -> str:
    """A file of no pattern; tells its SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _ in range(size_bytes // MEGABYTE):
            piece = os.urandom(MEGABYTE)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def panel_of(page: Page, appointment: str) -> Locator:
    """The appointment's panel, opened by its address."""
    page.goto(f"/calendar/day/2031-03-05?appointment={appointment}")
    panel = page.get_by_role("dialog", name="Handover")
    expect(panel).to_be_visible()
    return panel


def event_of(page: Page, appointment: str) -> Locator:
    """The appointment in the week's grid."""
    return page.locator(f"[data-appointment='{appointment}']")


def dropped(page: Page, onto: Locator, *paths: Path) -> None:
    """Drop files there as a mouse does; they stay on the disk."""
    field = page.evaluate_handle(FIELD).as_element()
    assert field is not None
    field.set_input_files(list(paths))
    onto.evaluate(DROP, field)


class Line:
    """The page's line to the server, on which there is time to see something; it can be cut and mended."""

    def __init__(self, page: Page) -> None:
        # One session for all of it: the conditions of two would be in each other's way.
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Network.enable")
        self.mend()

    def cut(self) -> None:
        self._become(offline=True)

    def mend(self) -> None:
        self._become(offline=False)

    def heap_bytes(self) -> int:
        """What the page holds in memory, pieces of files with it."""
        told = self._devtools.send("Runtime.getHeapUsage")
        return int(told["usedSize"] + told.get("backingStorageSize", 0))

    def _become(self, *, offline: bool) -> None:
        conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOWED_BYTES_PER_SECOND}
        self._devtools.send("Network.emulateNetworkConditions", {**conditions, "offline": offline})


def announced(page: Page) -> list[str]:
    """Hears of each upload that is begun, from now on."""
    begun: list[str] = []

    def hear(request: Request) -> None:
        if request.method == "POST" and "/uploads" in request.url:
            begun.append(request.url)

    page.on("request", hear)
    return begun


def only_file(api: Api, appointment: str) -> dict[str, Any]:
    """The one file on an appointment."""
    (file,) = api("GET", f"/appointments/{appointment}/files")["items"]
    return dict(file)


def well_on_its_way(page: Page, name: str) -> None:
    page.wait_for_function(
        "name => Number(document.querySelector(`[role=progressbar][aria-label='Upload of ${name}']`)"
        "?.getAttribute('aria-valuenow')) >= 15",
        arg=name,
    )


def test_a_large_file_dropped_onto_an_event_goes_on_after_the_line_was_cut_and_fills_no_memory(
    page: Page, api: Api, book: Book, watched: Watched, tmp_path: Path
) -> None:
    watched.forgive("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_FAILED")
    sha256 = written(tmp_path / "film.bin", size_bytes=LARGE_BYTES)
    appointment = book()
    page.goto("/calendar/week/2031-03-05")
    begun = announced(page)
    line = Line(page)
    dropped(page, event_of(page, appointment), tmp_path / "film.bin")
    tray = page.get_by_role("region", name="Uploads")
    well_on_its_way(page, "film.bin")
    line.cut()
    expect(tray.get_by_text("goes on by itself")).to_be_visible()
    assert line.heap_bytes() < HEAP_LIMIT_BYTES
    line.mend()
    expect(tray.get_by_role("status")).to_have_text("1 file uploaded", timeout=UPLOADED_WITHIN_MS)
    assert line.heap_bytes() < HEAP_LIMIT_BYTES
    assert only_file(api, appointment)["sha256"] == sha256
    assert len(begun) == 1
    event_of(page, appointment).click()
    expect(page.get_by_role("dialog", name="Handover").get_by_role("button", name="film.bin").first).to_be_visible()


def test_an_upload_goes_on_by_itself_after_the_server_was_killed(browser: Browser, tmp_path: Path) -> None:
    sha256 = written(tmp_path / "walk.bin", size_bytes=60 * MEGABYTE)
    server = Server(tmp_path)
    contract = server.start()
    context = browser.new_context(locale="en-GB", base_url=contract["base_url"])
    try:
        page = context.new_page()
        log_in(page, contract)
        with api_of(contract) as api:
            appointment = booked(api)
        page.goto("/calendar/week/2031-03-05")
        begun = announced(page)
        Line(page)
        dropped(page, event_of(page, appointment), tmp_path / "walk.bin")
        well_on_its_way(page, "walk.bin")
        server.kill()
        tray = page.get_by_role("region", name="Uploads")
        expect(tray.get_by_text("goes on by itself")).to_be_visible()
        again = server.start()
        assert again["base_url"] == contract["base_url"]
        expect(tray.get_by_role("status")).to_have_text("1 file uploaded", timeout=UPLOADED_WITHIN_MS)
        with api_of(again) as api:
            assert only_file(api, appointment)["sha256"] == sha256
        assert len(begun) == 1
    finally:
        context.close()
        server.kill()


def test_an_upload_goes_on_after_a_reload_as_soon_as_its_file_is_chosen_again(
    page: Page, api: Api, book: Book, tmp_path: Path
) -> None:
    sha256 = written(tmp_path / "plan.bin", size_bytes=80 * MEGABYTE)
    appointment = book()
    panel = panel_of(page, appointment)
    page.on("dialog", lambda dialog: dialog.accept())
    begun = announced(page)
    Line(page)
    dropped(page, panel.get_by_role("heading", name="Files"), tmp_path / "plan.bin")
    well_on_its_way(page, "plan.bin")
    page.reload()
    tray = page.get_by_role("region", name="Uploads")
    expect(tray.get_by_role("status")).to_have_text("1 stopped")
    with page.expect_file_chooser() as chooser:
        tray.get_by_role("button", name="Choose the file again").click()
    chooser.value.set_files(tmp_path / "plan.bin")
    expect(tray.get_by_role("status")).to_have_text("1 file uploaded", timeout=UPLOADED_WITHIN_MS)
    assert only_file(api, appointment)["sha256"] == sha256
    assert len(begun) == 1


def test_many_small_files_come_with_their_names_and_a_paused_one_waits_for_its_person(
    page: Page, api: Api, book: Book, tmp_path: Path
) -> None:
    paths = [tmp_path / f"room {number}.txt" for number in range(8)]
    for path in paths:
        path.write_text(path.name)
    written(tmp_path / "large.bin", size_bytes=60 * MEGABYTE)
    appointment = book()
    panel = panel_of(page, appointment)
    Line(page)
    dropped(page, panel.get_by_role("heading", name="Files"), tmp_path / "large.bin", *paths)
    tray = page.get_by_role("region", name="Uploads")
    tray.get_by_role("button", name="Pause large.bin").click()
    expect(tray.get_by_text("Paused at")).to_be_visible()
    expect(tray.get_by_role("status")).to_have_text("1 stopped")
    names = {file["name"] for file in api("GET", f"/appointments/{appointment}/files")["items"]}
    assert names == {path.name for path in paths}
    tray.get_by_role("button", name="Go on with large.bin").click()
    expect(tray.get_by_role("status")).to_have_text("9 files uploaded", timeout=UPLOADED_WITHIN_MS)
    tray.get_by_role("button", name="Close").click()
    expect(tray).to_have_count(0)
