"""Webhooks as an administrator sets, watches and tries them, and as the courier beside a server makes deliveries."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from filebook.app.build import House, build
from filebook.app.cli import DONE, FOUND_SOMETHING, NOT_UNDERSTOOD, REFUSED, run
from filebook.app.courier import Courier
from filebook.app.settings import load
from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Span
from filebook.core.ids import BusinessNumber, Door
from filebook.core.webhooks import Form
from filebook.dialects.native.webhooks.translate import event_body
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment
from filebook.services.outbox import AT_ONCE_OF_EACH, INTERNAL_ERROR, End, Outbox
from tests.clock import Clock
from tests.receiver import NEVER, Receiver, receiving
from tests.serving.served import wait_until

FIRST = "100001"
NOON = datetime(2026, 4, 7, 12)
SPAN = Span(NOON, NOON + timedelta(hours=1), "UTC")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILEBOOK_PASSWORD_MEMORY_KIB", "64")
    monkeypatch.setenv("FILEBOOK_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("FILEBOOK_WEBHOOK_PRIVATE_ADDRESSES", "true")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(clock: Clock) -> Iterator[House]:
    """An installation with two businesses."""
    built = build(load(), now=clock)
    for name in ("first", "second"):
        made = built.services.accounts.create_business(name)
        built.services.accounts.create_user(made.number, name, role=Role.OWNER)
    yield built
    built.close()


def actor_in(house: House, number: int) -> Actor:
    """A business's owner."""
    business = house.services.accounts.business(BusinessNumber(number))
    return actor_of(house.services.accounts.users(business.number)[0], business, door=Door.NATIVE)


def book(house: House, subject: str, *, business: int = int(FIRST)) -> None:
    house.services.booking.add(actor_in(house, business), NewAppointment(subject, SPAN))


@contextmanager
def couriering(house: House) -> Iterator[None]:
    """With a courier, as beside a server."""
    courier = Courier(house.outbox)
    courier.start()
    try:
        yield
    finally:
        courier.stop()


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = DONE) -> Any:
    """The JSON that a command prints."""
    capsys.readouterr()
    assert run([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_webhook_is_set_shown_tried_and_removed(
    house: House, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    made = told(capsys, "webhook", "set", FIRST, receiver.url)
    assert (made["header"], len(made["secret"])) == ("X-Filebook-Signature", 64)
    shown = told(capsys, "webhook", "show", FIRST)
    assert (shown["url"], shown["state"], shown["last_outcome"]) == (receiver.url, "works", "")
    assert made["secret"] not in json.dumps(shown)
    assert run(["webhook", "test", FIRST]) == REFUSED, "there is no appointment to send"
    book(house, "Newest")
    assert told(capsys, "webhook", "test", FIRST) == {"taken": True, "outcome": "200"}
    receiver.answers.append(500)
    assert told(capsys, "webhook", "test", FIRST, code=FOUND_SOMETHING) == {"taken": False, "outcome": "500"}
    assert [message.told["subject"] for message in receiver.received] == ["Newest", "Newest"]
    assert told(capsys, "webhook", "show", FIRST) == shown, "a trial says nothing of how it does"
    assert told(capsys, "webhook", "remove", FIRST) == {"removed": int(FIRST)}
    for command in ("show", "remove", "test", "deliveries"):
        assert run(["webhook", command, FIRST]) == REFUSED


def test_of_several_webhooks_each_is_meant_by_its_number(
    house: House, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    standard = ("--form", "standard", "--event", "file.*", "--event", "*.deleted")
    first = told(capsys, "webhook", "set", FIRST, receiver.url, *standard)
    assert (first["header"], first["secret"][:6]) == ("webhook-signature", "whsec_")
    assert told(capsys, "webhook", "show", FIRST)["number"] == first["number"], "there is no other"
    vendor = told(capsys, "webhook", "set", FIRST, receiver.url)
    again = told(capsys, "webhook", "set", FIRST, receiver.url)
    listed = told(capsys, "webhook", "list", FIRST)
    assert [(one["number"], one["form"], one["events"]) for one in listed] == [
        (first["number"], "standard", "file.*, *.deleted"),
        (again["number"], "timetap", "*"),
    ]
    assert vendor["number"] != again["number"], "it took the place of the one before"
    assert told(capsys, "webhook", "show", FIRST)["number"] == again["number"]
    number = ("--number", str(first["number"]))
    assert told(capsys, "webhook", "test", FIRST, *number)["taken"]
    assert receiver.received[-1].told["type"] == "webhook.test"
    assert told(capsys, "webhook", "deliveries", FIRST, *number) == []
    other = told(capsys, "webhook", "set", FIRST, receiver.url, "--form", "standard", *number)
    assert told(capsys, "webhook", "remove", FIRST, "--number", str(again["number"])) == {"removed": again["number"]}
    told(capsys, "webhook", "set", FIRST, receiver.url, "--form", "standard")
    assert run(["webhook", "show", FIRST]) == NOT_UNDERSTOOD, "which one?"
    assert run(["webhook", "remove", FIRST]) == NOT_UNDERSTOOD
    assert run(["webhook", "show", FIRST, *number]) == REFUSED, "another took its place"
    assert told(capsys, "webhook", "list", FIRST)[0]["number"] == other["number"]
    assert run(["webhook", "set", FIRST, receiver.url, "--event", "cat.*"]) == NOT_UNDERSTOOD


def test_what_was_not_told_is_listed_and_long_failure_found(
    house: House, receiver: Receiver, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "webhook", "set", FIRST, receiver.url)
    assert told(capsys, "webhook", "deliveries", FIRST) == []
    assert run(["webhook", "deliveries", FIRST, "--limit", "0"]) == NOT_UNDERSTOOD
    receiver.status = 503
    ends: list[End] = []
    while End.SWITCHED_OFF not in ends:
        if len(ends) == 1:
            (waiting,) = told(capsys, "webhook", "deliveries", FIRST)
            assert (waiting["what"], waiting["state"], waiting["outcome"]) == ("created", "waits", "503")
            assert told(capsys, "webhook", "show", FIRST)["state"] == "fails"
            assert _webhooks_in(told(capsys, "doctor", code=FOUND_SOMETHING)) == "ok"
        if not ends or End.GIVEN_UP in ends[-1:]:
            book(house, "Again")
        house.outbox.collect()
        ends += [house.outbox.deliver(one).end for one in house.outbox.claim(limit=9, failing=9)]
        clock.advance(hours=6)
    assert told(capsys, "webhook", "show", FIRST)["state"] == "switched off"
    listed = told(capsys, "webhook", "deliveries", FIRST)
    assert [entry["state"] for entry in listed] == ["given up"] * len(listed)
    assert [entry["sequence"] for entry in listed] == sorted((entry["sequence"] for entry in listed), reverse=True)
    assert _webhooks_in(told(capsys, "doctor", code=FOUND_SOMETHING)) == f"switched off after long failure: {FIRST}"
    assert told(capsys, "webhook", "deliveries", FIRST, "--limit", "1") == listed[:1]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://anna:secret@a.example/", NOT_UNDERSTOOD),
        ("nonsense", NOT_UNDERSTOOD),
        ("http://127.0.0.1/", NOT_UNDERSTOOD),
        ("http://10.0.0.1/", NOT_UNDERSTOOD),
    ],
)
def test_an_address_that_does_not_fit_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, code: int
) -> None:
    monkeypatch.setenv("FILEBOOK_WEBHOOK_PRIVATE_ADDRESSES", "false")
    assert run(["webhook", "set", FIRST, url]) == code
    assert "url" in capsys.readouterr().err
    assert house.services.webhooks.all() == []


def test_a_webhook_of_nobody_is_refused(house: House, receiver: Receiver) -> None:
    assert run(["webhook", "set", "7", receiver.url]) == REFUSED


def test_the_courier_tells_what_happens_and_what_happened_while_it_was_away(house: House, receiver: Receiver) -> None:
    house.services.webhooks.set(BusinessNumber(int(FIRST)), receiver.url)
    book(house, "Before its start")
    with couriering(house):
        receiver.wait_for(1)
        book(house, "While it runs")
        receiver.wait_for(2)
    book(house, "After its end")
    assert [message.told["subject"] for message in receiver.received] == ["Before its start", "While it runs"]
    with couriering(house):
        receiver.wait_for(3)
    assert [message.told["subject"] for message in receiver.received[2:]] == ["After its end"]


def test_a_receiver_that_never_answers_holds_up_no_other_business(house: House, receiver: Receiver) -> None:
    first, second = BusinessNumber(int(FIRST)), BusinessNumber(int(FIRST) + 1)
    with couriering(house), receiving() as stuck:
        stuck.status = NEVER
        house.services.webhooks.set(first, stuck.url)
        house.services.webhooks.set(second, receiver.url)
        for number in range(3):
            book(house, f"Stuck {number}")
        stuck.wait_for(1)
        for number in range(3):
            book(house, f"Well {number}", business=second)
        receiver.wait_for(3)
        assert len(stuck.received) == 1, "one at a time"


def test_a_business_with_many_receivers_that_never_answer_leaves_room_for_another(
    house: House, receiver: Receiver
) -> None:
    first, second = BusinessNumber(int(FIRST)), BusinessNumber(int(FIRST) + 1)
    with couriering(house), receiving() as stuck:
        stuck.status = NEVER
        for _ in range(12):
            house.services.webhooks.set(first, stuck.url, form=Form.STANDARD, events=["appointment.*"])
        house.services.webhooks.set(second, receiver.url)
        book(house, "Stuck")
        stuck.wait_for(AT_ONCE_OF_EACH)
        book(house, "Well", business=second)
        receiver.wait_for(1)
        assert len(stuck.received) == AT_ONCE_OF_EACH


def test_what_cannot_be_put_into_words_is_a_failure_and_ends_nothing(
    house: House, receiver: Receiver, clock: Clock
) -> None:
    first, second = BusinessNumber(int(FIRST)), BusinessNumber(int(FIRST) + 1)

    def render(actor: Actor, appointment: Appointment) -> bytes:
        return str(1 // (actor.business - first)).encode()

    for number in (first, second):
        house.services.webhooks.set(number, receiver.url)
    outbox = Outbox(house.catalogue, house.services.webhooks, render=render, tell=event_body, now=clock)
    with couriering(replace(house, outbox=outbox)):
        book(house, "Cannot be said")
        wait_until(lambda: house.services.webhooks.get(first).last_outcome == INTERNAL_ERROR)
        book(house, "Can be said", business=second)
        receiver.wait_for(1)
    (waiting,) = house.services.webhooks.deliveries(first)
    assert (waiting.attempts, waiting.outcome) == (1, INTERNAL_ERROR)


def _webhooks_in(checks: list[dict[str, str]]) -> str:
    (result,) = (check["result"] for check in checks if check["check"] == "webhooks")
    return result
