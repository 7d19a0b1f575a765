"""Searching from the keyboard, and files that are shown over the page."""

import base64
import io
import shutil
import wave
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Api

pytestmark = pytest.mark.slow

IN_THE_CONTRACT = "tuinkabouter"
"""Stands on the second page of the demo's contract, and nowhere else."""
KNOWN_TO_THE_SEARCH = "async (q) => (await (await fetch(`/api/v1/search?q=${q}`)).json()).items?.length > 0"
RUNS = "document.title = 'ran'; window.ran = true; fetch('/ran')"
ACTIVE = {
    "page.html": ("text/html", f'<h1>Hello</h1><script>{RUNS}</script><img src=x onerror="{RUNS}">'),
    "drawing.svg": (
        "image/svg+xml",
        f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUNS}"><script>{RUNS}</script><text>Hello</text></svg>',
    ),
}


def test_what_a_pdf_says_is_found_by_keys_alone_and_the_pdf_is_shown(page: Page) -> None:
    page.goto("/library")
    page.get_by_role("heading", name="Library").wait_for()
    page.wait_for_function(KNOWN_TO_THE_SEARCH, arg=IN_THE_CONTRACT)
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search files, appointments, people …")
    expect(box).to_be_focused()
    page.keyboard.type(IN_THE_CONTRACT.upper())
    hit = page.get_by_role("option", name="koopovereenkomst.pdf")
    expect(hit.locator("mark")).to_have_text(IN_THE_CONTRACT)
    expect(hit).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    shown = page.get_by_role("dialog", name="koopovereenkomst.pdf")
    expect(shown.get_by_text("Page 1 of 2")).to_be_visible()
    picture = shown.get_by_role("img", name="koopovereenkomst.pdf", exact=True)
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_all_that_was_found_can_be_narrowed_by_its_kind(page: Page) -> None:
    page.goto("/calendar")
    page.get_by_role("navigation").first.wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("parkweg")
    page.get_by_role("option", name="results").click()
    page.get_by_role("button", name="Properties (1)").click()
    expect(page.get_by_role("listitem").filter(has_text="Parkweg 9")).to_have_count(1)
    assert page.url.endswith("/search?q=parkweg&kind=estate")


@pytest.mark.parametrize("name", ACTIVE)
def test_a_file_that_could_run_something_is_shown_as_text_and_runs_nothing(page: Page, api: Api, name: str) -> None:
    media_type, content = ACTIVE[name]
    sent = {"params": {"name": name}, "headers": {"Content-Type": media_type}, "content": content}
    file = api("POST", "/files", **sent)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/library/file/{file['id']}")
    shown = page.get_by_role("dialog", name=name)
    expect(shown.locator("pre")).to_have_text(content)
    assert shown.locator("svg script, h1, iframe, object").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.title() != "ran"
    assert not [address for address in asked if address.endswith("/ran")]


FILMED = """async () => {
    const canvas = document.createElement("canvas");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const ended = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    for (let picture = 0; picture < 10; picture++) {
        canvas.getContext("2d").fillRect(picture, picture, 50, 50);
        await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
}"""
PLAYED = "(media) => new Promise((done) => { media.onended = () => done(media.currentTime); media.play(); })"


def beep() -> bytes:
    """A tenth of a second of sound."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(0, 200, 2)) * 8)
    return written.getvalue()


def letter(text: str) -> bytes:
    """A document of a word processor."""
    mimetype = "application/vnd.oasis.opendocument.text"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" '
        f'office:version="1.2"><office:body><office:text><text:p>{text}</text:p></office:text></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return written.getvalue()


def opened(page: Page, api: Api, name: str, content: bytes) -> Locator:
    """The preview of a file that is uploaded for it."""
    file = api("POST", "/files", params={"name": name}, content=content)
    page.goto(f"/library/file/{file['id']}")
    return page.get_by_role("dialog", name=name)


def test_films_and_sounds_are_played_where_they_lie(page: Page, api: Api) -> None:
    film = base64.b64decode(page.evaluate(FILMED))
    assert opened(page, api, "walk.webm", film).locator("video").evaluate(PLAYED) > 0
    assert opened(page, api, "message.wav", beep()).locator("audio").evaluate(PLAYED) > 0
    broken = opened(page, api, "broken.wav", beep()[:12] + bytes(200))
    expect(broken.get_by_text("This browser cannot play the file.")).to_be_visible()


def test_an_office_document_is_shown_or_said_not_to_be(page: Page, api: Api) -> None:
    shown = opened(page, api, "letter.odt", letter("Dear Ms Berg"))
    if shutil.which("soffice"):
        picture = shown.get_by_role("img", name="letter.odt", exact=True)
        picture.wait_for(timeout=60_000)
        assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    else:
        expect(shown.get_by_text("This server cannot show office documents.")).to_be_visible()
    expect(shown.get_by_role("link", name="Download").first).to_be_visible()
