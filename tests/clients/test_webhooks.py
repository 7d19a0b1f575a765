"""A webhook of a real server: each door's appointments reach a receiver, also after a restart, and nothing leaks."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from filebook.app.commands.opened import opened
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.access import Role
from filebook.core.ids import BusinessNumber
from filebook.core.ports.catalogue import Tables
from filebook.core.webhooks import Delivery, DeliveryState, Webhook
from scripts.play_main_job import onoffice
from tests.receiver import Received, Receiver, receiving
from tests.serving.served import wait_until

STARTUP_SECONDS = 60
FILEBOOK = str(Path(sys.executable).with_name("filebook"))
PAGE = Path(__file__).parent.parent.parent / "docs" / "webhooks.md"
NOTE = "canary-in-the-body"
Json = dict[str, Any]


@dataclass
class Site:
    """An installation whose server comes and goes, with its log."""

    folder: Path

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @contextmanager
    def serving(self, *, end: signal.Signals = signal.SIGTERM) -> Iterator[Json]:
        """The demo's contract, while the block lasts; `end` is sent to the server then."""
        told = self.folder / "demo.json"
        with self.log.open("ab") as errors:
            command = [FILEBOOK, "demo", "--data", self.data, "--port", "0", "--json", str(told)]
            server = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=errors)
        try:
            deadline = time.monotonic() + STARTUP_SECONDS
            while not told.exists():
                assert server.poll() is None, self.log.read_text()
                assert time.monotonic() < deadline, "the demo did not start"
                time.sleep(0.05)
            yield json.loads(told.read_text())
        finally:
            server.send_signal(end)
            code = server.wait(STARTUP_SECONDS)
            told.unlink(missing_ok=True)
        assert code == (0 if end is signal.SIGTERM else -end)

    def command(self, *words: str) -> Any:
        """What a command that must succeed tells."""
        command = [FILEBOOK, *words, "--data", self.data, "--json"]
        done = subprocess.run(command, env=environment(), check=False, capture_output=True, timeout=STARTUP_SECONDS)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def environment() -> Mapping[str, str]:
    """Cheap passwords, and webhooks on this machine."""
    said = {"FILEBOOK_PASSWORD_MEMORY_KIB": "1024", "FILEBOOK_WEBHOOK_PRIVATE_ADDRESSES": "true"}
    return {**os.environ, **said}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def post(url: str, body: object, **headers: str) -> Json:
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}, method="POST")
    with urlopen(request) as answer:
        told: Json = json.loads(answer.read())
    return told


def get(url: str, **headers: str) -> Json:
    with urlopen(Request(url, headers=headers)) as answer:
        told: Json = json.loads(answer.read())
    return told


def book_by_timetap(demo: Json) -> int:
    key = demo["timetap"]
    signature = hashlib.md5((key["api_key"] + key["private_key"]).encode()).hexdigest()
    with urlopen(f"{key['url']}/live/sessionToken?apiKey={key['api_key']}&timestamp=1&signature={signature}") as answer:
        token = json.loads(answer.read())["sessionToken"]
    headers = {"Authorization": f"Bearer {token}"}
    with urlopen(Request(f"{key['url']}/live/staffIdList", headers=headers)) as answer:
        staff = json.loads(answer.read())[0]
    body = {
        "businessId": key["api_key"],
        "professionalId": staff,
        "startDate": "2031-03-05",
        "startTime": 930,
        "endTime": 1030,
        "note": NOTE,
    }
    number: int = post(f"{key['url']}/live/appointments/quickAdd", body, **headers)["calendarId"]
    return number


def book_by_onoffice(demo: Json) -> int:
    data = {"note": NOTE, "start_dt": "2031-03-06 09:30:00", "end_dt": "2031-03-06 10:30:00"}
    number: int = onoffice(demo, "create", "calendar", parameters={"data": data})[0]["id"]
    return number


def book_by_xelion(demo: Json) -> int:
    base = f"{demo['xelion']['url']}/api/v1/{demo['xelion']['tenant']}"
    login = {"userName": demo["xelion"]["user"], "password": demo["xelion"]["password"], "userSpace": "webhook"}
    session = {"Authorization": f"xelion {post(f'{base}/me/login', login)['authentication']}"}
    body = {
        "comment": {"objectType": "Comment", "content": NOTE},
        "starttime": "2031-03-07 09:30:00",
        "endtime": "2031-03-07 10:30:00",
    }
    return int(post(f"{base}/appointments", body, **session)["object"]["oid"])


def snippet(name: str) -> Callable[..., Any]:
    """A function that the documentation shows, as it stands there."""
    names: Json = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE.read_text(), flags=re.DOTALL):
        exec(code, names)
    function: Callable[..., Any] = names[name]
    return function


def signed(message: Received) -> str:
    return message.headers["X-Filebook-Signature"]


def standing(site: Site, *, make_due: bool = False) -> tuple[Webhook, list[Delivery]]:
    """The one webhook and what it was not told, while nobody serves; on request next attempts are due at once."""
    catalogue = SqliteCatalogue(Path(site.data) / "filebook.db")

    def unit(tables: Tables) -> tuple[Webhook, list[Delivery]]:
        (webhook,) = tables.webhooks.all()
        waiting = tables.deliveries.listing(webhook, states={DeliveryState.WAITING}, limit=9)
        for delivery in waiting if make_due else ():
            tables.deliveries.update(replace(delivery, next_at=delivery.created_at))
        return webhook, waiting

    told = catalogue.write(unit)
    catalogue.close()
    return told


@pytest.mark.slow
def test_what_each_door_books_reaches_the_receiver_signed_and_a_restart_loses_nothing(
    tmp_path: Path, receiver: Receiver
) -> None:
    site = Site(tmp_path)
    with site.serving() as demo:
        business = demo["timetap"]["api_key"]
        secret = site.command("webhook", "set", business, receiver.url)["secret"]
        booked = []
        for book in (book_by_timetap, book_by_onoffice, book_by_xelion):
            booked.append(book(demo))
            receiver.wait_for(len(booked))
        receiver.status = 503
        booked.append(book_by_onoffice(demo))
        receiver.wait_for(4)
    webhook, waiting = standing(site)
    assert [delivery.change.number for delivery in waiting] == booked[-1:]
    assert webhook.failing_since is not None
    assert [message.told["calendarid"] for message in receiver.received] == booked
    assert {message.told["note"] for message in receiver.received} == {NOTE}

    verify = snippet("is_from_filebook")
    for message in receiver.received:
        assert verify(message.body, signed(message), secret)
        assert not verify(message.body + b" ", signed(message), secret)
        assert not verify(message.body, signed(message), secret[:-1])

    receiver.status = 200
    standing(site, make_due=True)
    with site.serving() as demo:
        receiver.wait_for(5)
        booked += [booked[-1], book_by_onoffice(demo)]
        receiver.wait_for(6)
    assert [message.told["calendarId"] for message in receiver.received] == booked
    webhook, waiting = standing(site)
    assert (webhook.failing_since, webhook.last_outcome, waiting) == (None, "200", [])

    log = site.log.read_text()
    assert log.count('"event": "webhook.told"') == len(booked)
    database = b"".join(path.read_bytes() for path in Path(site.data).glob("filebook.db*"))
    for leak in (secret, "canary-in-the-address", "hooks/timetap", signed(receiver.received[0])[-64:]):
        assert leak not in log
        assert leak.encode() not in database
    assert NOTE not in log
    assert "Traceback" not in log


def token_of(site: Site, business: int) -> str:
    """A bearer token of the business's first owner."""
    with opened(site.data, None) as house:
        users = house.services.accounts.users(BusinessNumber(business))
        owner = next(user for user in users if user.role >= Role.OWNER)
        return house.services.credentials.issue_bearer(owner).secret


def changes_after(site: Site, business: int, sequence: int) -> list[int]:
    """The sequence numbers of the changes, while nobody serves."""
    catalogue = SqliteCatalogue(Path(site.data) / "filebook.db")
    with catalogue.read() as tables:
        found = [change.sequence for change in tables.changes.since(BusinessNumber(business), sequence, limit=999)]
    catalogue.close()
    return found


@pytest.mark.slow
def test_a_receiver_that_fails_recovers_and_replays_ends_with_every_event_exactly_once(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    site = Site(tmp_path)
    with site.serving(end=signal.SIGKILL) as demo:
        business = int(demo["timetap"]["api_key"])
        base = f"{demo['timetap']['url'].removesuffix('/timetap')}/api/v1"
        bearer = {"Authorization": f"Bearer {token_of(site, business)}"}
        made = post(f"{base}/webhooks", {"url": receiver.url}, **bearer)
        book_by_timetap(demo)
        receiver.wait_for(1)
        receiver.answers.extend([500, 503, 404])
        for book in (book_by_onoffice, book_by_xelion, book_by_onoffice, book_by_xelion):
            book(demo)
        receiver.wait_for(5)
        book_by_onoffice(demo)  # the server is killed just now
    receiver.status = 500
    with site.serving() as demo:
        base = f"{demo['timetap']['url'].removesuffix('/timetap')}/api/v1"
        path = f"{base}/webhooks/{made['id']}"
        before = len(receiver.received)
        book_by_xelion(demo)
        receiver.wait_for(before + 1)
        post(f"{path}/rotate", {}, **bearer)
        assert not post(f"{path}/test", {}, **bearer)["taken"]
        receiver.status = 200
        recovered = len(receiver.received)
        replayed = post(f"{path}/replay", {"since_sequence": made["looked_at_sequence"]}, **bearer)
        wanted = set(range(made["looked_at_sequence"] + 1, replayed["last_sequence"] + 1))
        wait_until(lambda: {each.told["sequence"] for each in receiver.received[recovered:]} >= wanted)
        wait_until(lambda: get(path, **bearer)["looked_at_sequence"] > replayed["last_sequence"])
        wait_until(lambda: get(f"{path}/deliveries?state=waiting", **bearer)["items"] == [])
    kept = {each.headers["webhook-id"]: each for each in receiver.received if each.told["sequence"] is not None}
    assert sorted(each.told["sequence"] for each in kept.values()) == changes_after(
        site, business, made["looked_at_sequence"]
    )
    verify = snippet("event_of")
    for each in receiver.received:
        assert verify(each.body, each.headers, made["secret"]) == each.told
    log = site.log.read_text()
    assert "Traceback" not in log
    assert made["secret"] not in log
