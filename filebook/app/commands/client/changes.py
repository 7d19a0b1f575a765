"""`filebook changes`: what changed since the last time it was asked."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import msgspec

from filebook.app.commands.client import servers
from filebook.app.commands.client.failures import Refused, Unreachable
from filebook.app.commands.client.talking import Json, Talk, require_success
from filebook.app.commands.output import say

_PAUSE_SECONDS = 2.0


def changes(*, follow: bool = False, since: str = "", anew: bool = False, server: str = "", json: bool = False) -> None:
    """Tell what changed since the last call, which the first time is all that there is; one line for each.

    Parameters
    ----------
    follow: Go on, and tell what changes as it happens.
    since: A cursor to go on from, instead of the one that is kept.
    anew: Begin with all that there is.
    server: Name of the server; the one logged in to last if not told.
    json: Print a JSON object for each.
    """
    with Talk(servers.chosen(server)) as talk:
        place = _Place(talk, since=since, anew=anew)
        _caught_up(talk, place, as_json=json)
        while follow:
            try:
                for event in _events(talk, place.cursor):
                    _tell(event, as_json=json)
                    place.move(event["cursor"])
            except (httpx2.TransportError, Unreachable):
                time.sleep(_PAUSE_SECONDS)
            _caught_up(talk, place, as_json=json)


class _Place:
    """How far this server's changes were told; kept for the next call."""

    def __init__(self, talk: Talk, *, since: str, anew: bool) -> None:
        named = f"{talk.server.url} {talk.server.token}"
        name = f"changes-{hashlib.sha256(named.encode()).hexdigest()[:16]}"
        self._path: Path = servers.state_folder() / name
        kept = "" if anew or not self._path.exists() else self._path.read_text("utf-8").strip()
        self.cursor = since or kept

    def move(self, cursor: str) -> None:
        """What lies before was told."""
        self.cursor = cursor
        servers.write_for_oneself(self._path, cursor)


def _caught_up(talk: Talk, place: _Place, *, as_json: bool) -> None:
    """Tell what there is to tell. Raises: Refused, Unreachable."""
    more = True
    while more:
        try:
            page = talk.json("GET", "/changes", params={"since": place.cursor, "limit": 1000})
        except Refused as refused:
            if not str(refused).startswith("410"):
                raise
            say("too much happened since; beginning anew")
            place.move("")
            continue
        for item in page["items"]:
            _tell(item, as_json=as_json)
        place.move(page["cursor"])
        more = page["more"]


def _events(talk: Talk, cursor: str) -> Iterator[Json]:
    """Changes as they happen, each with the cursor behind it; until the connection ends."""
    timeout = httpx2.Timeout(30.0, read=60.0)
    with talk.http.stream("GET", "/api/v1/events", params={"since": cursor}, timeout=timeout) as answer:
        if not answer.is_success:
            answer.read()
        require_success(answer)
        event_id, data = "", ""
        for line in answer.iter_lines():
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if name == "id":
                event_id = value
            elif name == "data":
                data += value
            elif not line:
                if data and not event_id:
                    return  # not a change: there is more to be told than can be told here
                if data:
                    yield {**msgspec.json.decode(data), "cursor": event_id}
                event_id, data = "", ""


def _tell(item: Json, *, as_json: bool) -> None:
    if as_json:
        say(msgspec.json.encode(item).decode())
        return
    what = item.get("verb") or ("gone" if item["deleted"] else "there")
    say(f"{item.get('at', '')} {what} {item['kind']} {item['number']} {item['id'] or ''}".strip())
