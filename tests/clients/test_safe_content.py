"""Hostile files in a real browser: nothing in them runs, whichever door gives them out and whatever page holds them."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx2
import pytest
from playwright.sync_api import Dialog, Error, FilePayload, Page, Request

from filebook.core.businesses import Business
from filebook.core.files import File
from filebook.core.ids import Door, Kind, hex_of, short_of
from filebook.core.intake import Expected
from filebook.core.links import Disposition
from filebook.dialects.telecomx.auth import SESSION as TELECOMX_SESSION
from filebook.dialects.xelion.auth import session_form
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.intakes import NewIntake
from filebook.services.sessions import SessionForm
from filebook.services.sharing import NewShare
from tests.clients.browser import Seen, page_in_browser
from tests.clients.installed import Installed, installed
from tests.corpus.active import CONTENTS, MARK, RUNS, Active
from tests.stores import memory_folder

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery"
HOUR = timedelta(hours=1)
SHOWN = frozenset(("application/pdf", "image/gif", "image/jpeg", "image/png", "text/plain", "video/mp4"))
SANDBOX = "sandbox; default-src 'none'"
POLICIES = {
    ("application/pdf", "inline"): "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
    ("video/mp4", "inline"): "sandbox allow-same-origin; default-src 'none'; media-src 'self'",
}
"""A whole sandbox stops the PDF viewers and the players of browsers."""
PDF_WITH_SCRIPT = "action.pdf"
HOSTILE = f'</title><script>{RUNS}</script><img src=x onerror="{RUNS}">"\''
INTRUDERS = "script:not([src$='/upload.js']), [onerror], [onload], iframe, object, embed"
LOG_IN = """async said => (await fetch('/api/v1/session', {
    method: 'POST', body: JSON.stringify(said), headers: {'Content-Type': 'application/json'}
})).status"""
POLICY = (
    "Refused to",
    "Blocked ",
    "sandboxed",
    "Failed to load resource",
    "violates",
    "is disallowed",
    "not executable",
)
"""What a browser says when it keeps to what it was told."""
WAYS = (
    '<iframe src="{0}"></iframe>',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<img src="{0}">',
    '<script src="{0}" charset="iso-8859-1"></script>',
    '<link rel="stylesheet" href="{0}">',
)


class Elsewhere:
    """A site of somebody else: it shows the pages that it is given, and tells of nothing but a file's type."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.ran_in: set[str] = set()
        """The pages from which the mark was asked for."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path == f"/{MARK}":
                    site.ran_in.add(urlsplit(self.headers.get("referer", "")).path)
                media_type, body = site.pages.get(path, ("text/plain", b""))
                self.send_response(200)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Referrer-Policy", "unsafe-url")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@dataclass(slots=True)
class Watched:
    """A browser with everything that a script could do noted."""

    page: Page
    seen: Seen
    ran: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """As from the address bar. What is to be saved ends the navigation."""
        try:
            self.page.goto(address, wait_until="commit")
        except Error as error:
            assert "ERR_ABORTED" in str(error) or "Download is starting" in str(error), error
        else:
            self.page.wait_for_load_state("load")

    def require_quiet(self) -> None:
        """Nothing ran, and nothing was said but that the browser refused."""
        assert self.ran == []
        assert [text for text in self.seen.complaints if not any(word in text for word in POLICY)] == []


@contextmanager
def watched(**options: Any) -> Iterator[Watched]:
    with page_in_browser(accept_downloads=False, **options) as (page, seen):
        watch = Watched(page, seen)

        def asked(request: Request) -> None:
            if MARK in request.url:
                watch.ran.append(request.url)

        def boxed(dialog: Dialog) -> None:
            watch.ran.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.context.on("request", asked)
        page.context.on("page", lambda other: watch.ran.append(f"opened {other.url}"))
        page.on("dialog", boxed)
        page.on("pageerror", lambda error: watch.ran.append(f"script {error}"))
        yield watch


@dataclass
class Site:
    """The server with the hostile files in it, and every way to them."""

    main: Installed
    base: str
    files: Mapping[str, File]
    """By the name of what is in them."""
    xelion: Mapping[str, str]
    """The header that Xelion's door wants."""

    @cached_property
    def shown_pdf(self) -> str:
        """The address of the document with a script of its own, to be shown in place."""
        return self._links(self.files[PDF_WITH_SCRIPT])[0]

    def addresses(self, file: File) -> list[tuple[str, Mapping[str, str]]]:
        """Where a file is to be had, and the headers that have to be sent. What every site may show comes first."""
        bearer = {"Authorization": f"Bearer {self.main.token}"}
        shown = [*self._links(file), *self._public(file), *self._tokens(file)]
        return [
            *((address, {}) for address in shown),
            *((address, bearer) for address in self.native(file)),
            *((address, self.xelion) for address in self._xelion(file)),
        ]

    def _xelion(self, file: File) -> list[str]:
        door = f"{self.base}/xelion/api/v1/{self._business.tenant}/attachments/{file.number}"
        return [door, f"{door}?response_type=stream"]

    @property
    def _business(self) -> Business:
        return self.main.house.services.accounts.business(self.main.owner.business)

    def native(self, file: File) -> list[str]:
        one = f"{self.base}/api/v1/files/{file.uid}"
        """At the native door."""
        return [
            f"{one}/content?disposition=inline",
            f"{one}/content",
            f"{one}/versions/1/content?disposition=inline",
            f"{one}/preview?width=64&height=64",
        ]

    def _links(self, file: File) -> list[str]:
        services = self.main.house.services
        made = services.library.makers_link(
            self.main.owner, file, credential=None, lifetime=HOUR, disposition=Disposition.INLINE
        )
        shown = services.library.link(file, lifetime=HOUR, disposition=Disposition.INLINE)
        saved = services.library.link(file, lifetime=HOUR)
        picture = services.published.link(file, lifetime=HOUR)
        share = services.sharing.create(self.main.owner, NewShare(items=[file.uid]))
        onoffice = f"{self.base}/onoffice/smart"
        return [
            f"{self.base}/api/v1/links/{made}",
            *(f"{onoffice}/app/smart/AppAnonymousFileDownload.php?params={token}" for token in (shown, saved)),
            f"{onoffice}/pictures/{picture}/1.jpg",
            f"{onoffice}/pictures/{picture}/1.jpg@9x9",
            *(f"{self.base}/s/{share.token}/{part}/{file.uid}" for part in ("files", "pictures")),
        ]

    def _tokens(self, file: File) -> list[str]:
        sessions, owner = self.main.house.services.sessions, self.main.owner
        timetap = sessions.open(owner, SessionForm(Door.TIMETAP, 3600, token_prefix="st.api.api.", token_bytes=16))
        telecomx = sessions.open(owner, TELECOMX_SESSION)
        query = urlencode({"sessionToken": timetap.token})
        name = quote(file.name, safe="")
        return [
            f"{self.base}/timetap/live/files/{hex_of(file.uid)}/content?{query}",
            f"{self.base}/timetap/tt-client-private/{file.business}/{hex_of(file.uid)}/{name}?{query}",
            f"{self.base}/telecomx/files/{self._content(file)}/{name}?token={telecomx.token}",
        ]

    def _public(self, file: File) -> list[str]:
        name = quote(file.name, safe="")
        return [
            f"{self.base}/timetap/tt-client-public/{file.business}/{hex_of(file.uid)}/{name}",
            f"{self.base}/telecomx/files/{self._content(file)}/{name}",
        ]

    def _content(self, file: File) -> str:
        assert file.version is not None
        return short_of(file.version.uid)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with memory_folder() as folder:
        main = installed(folder / "data")
        services = main.house.services
        program, base = main.start("serve", "--port", "0")
        try:
            with httpx2.Client(base_url=f"{base}/api/v1", headers={"Authorization": f"Bearer {main.token}"}) as client:
                files = {active.name: _uploaded(main, client, active) for active in CONTENTS}
            services.credentials.set_password(services.accounts.user(main.owner.business, "owner"), PASSWORD)
            xelion = services.sessions.open(main.owner, session_form(3600))
            yield Site(main, base, files, {"Authorization": f"xelion {xelion.token}"})
        finally:
            program.kill()
            program.communicate()
            main.house.close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    yield site
    site.stop()


def _uploaded(main: Installed, client: httpx2.Client, active: Active) -> File:
    """The file, sent through the native door and shown to everybody."""
    query = {"name": active.name, "visibility": "all"}
    headers = {"Content-Type": active.declared or "application/octet-stream"}
    answer = client.post("/files", params=query, content=active.data, headers=headers)
    assert answer.status_code == 201, answer.text
    return main.house.services.library.file(main.owner, answer.json()["number"])


def _holding(addresses: Sequence[str]) -> str:
    """A page that tries to run each of them in every way that HTML has."""
    return "<!DOCTYPE html>" + "".join(way.format(escape(one)) for one in addresses for way in WAYS)


def test_each_of_these_files_runs_where_nothing_stops_it(elsewhere: Elsewhere) -> None:
    frames, expected = [], set()
    for number, active in enumerate(CONTENTS):
        if not active.runs_as:
            continue
        path = f"/naive/{number}"
        elsewhere.pages[path] = (active.runs_as, active.data)
        if active.runs_as == "text/javascript":
            held = f'<script src="{path}" charset="iso-8859-1"></script>'.encode()
            path = f"/holds/{number}"
            elsewhere.pages[path] = ("text/html", held)
        expected.add(path)
        frames.append(f'<iframe src="{path}"></iframe>')
    elsewhere.pages["/all"] = ("text/html", "".join(frames).encode())
    with watched() as watch:
        watch.page.goto(f"{elsewhere.url}/all")
        watch.page.wait_for_load_state("networkidle")
        assert watch.ran
    assert expected - elsewhere.ran_in == set()


def _answers(site: Site) -> list[tuple[str, Mapping[str, str]]]:
    """Where to get, with what headers, every answer that differs in what a browser goes by, whichever door gives it."""
    found: dict[tuple[object, ...], tuple[str, Mapping[str, str]]] = {}
    with httpx2.Client() as client:
        for name, file in site.files.items():
            for address, headers in site.addresses(file):
                answer = client.get(address, headers=headers)
                media_type = answer.headers["content-type"].partition(";")[0]
                kind = answer.headers.get("content-disposition", "").partition(";")[0]
                policy = answer.headers.get("content-security-policy", "")
                if answer.status_code == 200:
                    assert answer.headers["x-content-type-options"] == "nosniff", address
                    assert kind == "attachment" or media_type in SHOWN, address
                    assert policy == POLICIES.get((media_type, kind), SANDBOX), address
                is_file = answer.status_code == 200 and not media_type.endswith("json")
                if (name, kind) == (PDF_WITH_SCRIPT, "inline"):
                    continue
                key = (name if is_file else "", answer.status_code, media_type, kind, policy)
                found.setdefault(key, (address, headers))
    return list(found.values())


def test_no_answer_of_any_door_runs_in_the_browser_nor_in_a_page_of_any_site(site: Site, elsewhere: Elsewhere) -> None:
    answers = _answers(site)
    plain = [address for address, headers in answers if not headers]
    assert len(plain) > len(CONTENTS)
    elsewhere.pages["/holding"] = ("text/html", _holding(plain).encode())
    with watched() as watch:
        for address, headers in answers:
            watch.page.set_extra_http_headers({**headers})
            watch.open(address)
            assert watch.ran == [], address
        watch.page.set_extra_http_headers({})
        watch.page.goto(f"{elsewhere.url}/holding")
        watch.require_quiet()
        assert not any("Loading media" in text for text in watch.seen.complaints), "films are shown"
    assert elsewhere.ran_in == set()


def test_a_script_in_a_pdf_reaches_nothing_outside_the_browsers_viewer(site: Site, elsewhere: Elsewhere) -> None:
    elsewhere.pages["/holding"] = ("text/html", _holding([site.shown_pdf]).encode())
    with watched() as watch, watch.page.expect_event("dialog"):
        watch.page.goto(f"{elsewhere.url}/holding")
    assert set(watch.ran) == {f"dialog {MARK}"}, "it may show a box, which tells nobody what is put into it"
    assert elsewhere.ran_in == set()


def test_nothing_runs_in_our_own_page_where_somebody_is_logged_in(site: Site) -> None:
    addresses = [site.native(file)[0] for name, file in site.files.items() if name != PDF_WITH_SCRIPT]
    with watched() as watch:
        watch.page.route(f"{site.base}/own", lambda route: route.fulfill(body="", content_type="text/html"))
        watch.page.goto(f"{site.base}/own")
        assert watch.page.evaluate(LOG_IN, {"login": "owner", "password": PASSWORD}) == 201
        watch.open(addresses[0])
        watch.page.goto(f"{site.base}/own")
        assert watch.page.evaluate("async at => (await fetch(at)).status", addresses[0]) == 200
        watch.page.set_content(_holding(addresses))
        assert watch.page.evaluate("document.cookie") == ""
        watch.require_quiet()


def test_no_name_and_no_text_becomes_a_part_of_the_pages_for_strangers(site: Site) -> None:
    main, services = site.main, site.main.house.services
    contact = services.records.add(main.owner, Kind.CONTACT, label=HOSTILE)
    for file in site.files.values():
        services.hangings.put(main.owner, file.number, on=Hang(Kind.CONTACT, contact.number))
    token = services.library.page_link(main.owner, contact.number, kind=Kind.CONTACT, lifetime=HOUR)
    folder = services.folders.create(main.owner, NewFolder("Inbox"))
    new = NewIntake(
        into=folder.uid,
        name=HOSTILE,
        message=HOSTILE,
        sender=HOSTILE,
        expected=(Expected("deed", HOSTILE, HOSTILE),),
    )
    asked = services.intakes.create(main.owner, new)
    sent = next(active for active in CONTENTS if '"' in active.name)
    with watched() as watch:
        watch.page.goto(f"{site.base}/onoffice/smart/app/smart/AppAnonymousFileList.php?params={token}")
        assert watch.page.locator("a[href]").count() >= len(CONTENTS)
        assert watch.page.locator(INTRUDERS).count() == 0
        watch.page.goto(f"{site.base}/r/{asked.token}")
        payload: FilePayload = {"name": sent.name, "mimeType": sent.declared, "buffer": sent.data}
        watch.page.locator("input[type=file]").last.set_input_files(payload)
        watch.page.locator("button[type=submit]").click()
        watch.page.get_by_text(sent.name).wait_for()
        assert watch.page.locator(INTRUDERS).count() == 0
        watch.require_quiet()
