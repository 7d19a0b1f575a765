"""The request log under load: what is left out first, and what is kept for how long."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from filebook.core.access import Actor
from filebook.core.ids import Door, Number
from filebook.core.requests import LoggedRequest, RequestFilter
from filebook.services.request_log import LogPage, RequestLog
from tests.services.conftest import Shop

AT = datetime(2026, 3, 30, 7, tzinfo=UTC)


@dataclass
class Logged:
    shop: Shop
    log: RequestLog
    actor: Actor

    def note(self, name: str, *, status: int | None = 200, outcome: str = "", actor: Actor | None = None) -> None:
        by = actor or self.actor
        self.log.note(
            LoggedRequest(by.business, AT, Door.XELION, "GET", "/x", status, outcome, by.user, "u", "", 5, name, "::1")
        )

    def page(self) -> LogPage:
        return self.log.page(self.actor, RequestFilter(), before=None, limit=100)

    def names(self) -> list[str]:
        return [request.request for request in self.page().requests]


@pytest.fixture
def logged(shop: Shop) -> Logged:
    log = RequestLog(shop.catalogue, now=shop.clock, lifetime=timedelta(days=7), gathered_limit=4, kept_limit=6)
    return Logged(shop, log, shop.actor())


def test_where_too_many_come_successes_are_left_out_first_and_counted(logged: Logged) -> None:
    for number in range(3):
        logged.note(f"s{number}")
    for number in range(3):
        logged.note(f"f{number}", status=500)
    assert logged.log.flush() == 4
    assert logged.names() == ["s0", "f2", "f1", "f0"]
    for number in range(5):
        logged.note(f"g{number}", outcome="121")
    logged.log.flush()
    told = logged.page()
    assert told.left_out.count == 3
    assert told.left_out.at == logged.shop.clock()
    assert [request.request for request in told.requests] == ["g4", "g3", "g2", "g1", "s0", "f2"]


def test_who_asks_first_whether_there_is_room_is_counted_like_who_does_not(logged: Logged) -> None:
    business = logged.shop.business.number
    for number in range(4):
        assert not logged.log.leaves_out_successes_of(business)
        logged.note(f"s{number}")
    assert logged.log.leaves_out_successes_of(business)
    logged.note("f", status=500)
    logged.log.flush()
    assert set(logged.names()) == {"f", "s2", "s1", "s0"}
    assert logged.page().left_out.count == 2


def test_what_is_left_out_of_one_business_is_told_in_that_alone(logged: Logged) -> None:
    other = logged.shop.actor(business=logged.shop.elsewhere)
    logged.note("mine", status=None)
    for number in range(9):
        logged.note(f"{number}", actor=other)
    logged.log.flush()
    assert logged.names() == ["mine"]
    assert logged.page().left_out.count == 0
    assert logged.log.page(other, RequestFilter(), before=None, limit=9).left_out.count == 6


def test_requests_are_forgotten_after_their_time(logged: Logged) -> None:
    logged.note("old")
    logged.log.flush()
    assert logged.log.prune([logged.actor.business]) == 0
    logged.shop.clock.advance(days=8)
    assert logged.log.prune([logged.actor.business]) == 1
    assert logged.names() == []
    logged.note("new")
    logged.log.flush()
    assert logged.log.after(logged.actor, 1, limit=5)[0][0].position == Number(2)
