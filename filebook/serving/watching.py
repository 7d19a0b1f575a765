"""Watchers: told on the event loop of every request when it is over, so each may take a few microseconds at most."""

from collections.abc import Callable
from typing import NamedTuple

from filebook.core.ids import Door
from filebook.core.requests import LoggedRequest, is_failure
from filebook.services.request_log import RequestLog
from filebook.serving.call import Call


class End(NamedTuple):
    """How a request ended: with what status, None where nobody was left to be answered; after how long."""

    status: int | None
    seconds: float
    sent_bytes: int


Watcher = Callable[[Call, End], None]
_DOORS = {door.value: door for door in Door}


def request_watcher(log: RequestLog) -> Watcher:
    """Notes the requests of those who are known. Who is not belongs to no business, so nobody could be shown them."""

    def watch(call: Call, end: End) -> None:
        actor = call.known_actor
        if actor is None:
            return
        if not is_failure(end.status, call.outcome) and log.leaves_out_successes_of(actor.business):
            return
        log.note(
            LoggedRequest(
                actor.business,
                call.arrived_at,
                _DOORS[call.door],
                call.method,
                call.route,
                end.status,
                call.outcome,
                actor.user,
                actor.user_name,
                call.credential,
                int(end.seconds * 1_000_000),
                call.request_id,
                call.client_address,
            )
        )

    return watch
