"""The example requests of the isolation tests, as what hostile requests are made from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pytest

from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, is_twin
from tests.isolation.neighbourhood import STRANGER
from tests.isolation.things import never
from tests.refusals.forms import fault_in, is_served
from tests.refusals.server import Request, Server, wire_form

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
ON_EITHER_STORE = pytest.mark.parametrize(
    "shared_server", [SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.slow)], indirect=True
)
"""For modules whose strange values come as far as the rows."""

LOGINS = ("login", "sessionToken", "renew")
"""Words in the paths at which a wrong guess counts."""


READING = ("get ", "read ")
"""How examples of onOffice's calls begin that change nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An example, and who asks for what."""

    key: Key
    example: Example

    def __str__(self) -> str:
        return f"{' '.join(self.key)} {self.example.what}"

    @property
    def may_write(self) -> bool:
        """Whether a good request may change something; onOffice's GET may, and the uses of shared links are noted."""
        return self.key[1] != "GET" or self.key[0] is Door.WEB or reads_body(self.key, self.example)

    @property
    def is_login(self) -> bool:
        return any(word in self.key[2] for word in LOGINS)

    def step(self, server: Server) -> Step:
        """The request as a good client would make it."""
        made = server.made
        return server.step(self.key, self.example, person=made.people["owner"], things=made.things["main"])

    def request(self, server: Server) -> Request:
        """The same as it goes over the wire."""
        return wire_form(self.step(server))


def examples(*, where: Callable[[Key, Example], bool] = lambda key, example: True) -> list[Asked]:
    """The examples that fit, for `pytest.mark.parametrize`; not those that differ from another in nothing that is read
    otherwise, and not what one handler serves at another address.
    """
    return [
        Asked(key, example)
        for key, example in chosen(where=where)
        if not is_twin(key) and not example.what.endswith(_LIKE_OTHERS)
    ]


_ROUTES = list(dict.fromkeys(key for key, _ in chosen()))
_TWINS_SHARE = 8
_NEIGHBOURS_SHARE = 3
_SENT = frozenset({"json", "content", "files", "data"})
"""What a step of an example sends, in whatever form."""
_LIKE_OTHERS = ("address", "task", "agentsLog", "calendar", "trashed file")


def examples_on_stores(*, where: Callable[[Key, Example], bool], too: Callable[[Asked], bool]) -> pytest.MarkDecorator:
    """As `examples`, each on SQLite, and those of which `too` is true on PostgreSQL as well."""
    chosen_ones = examples(where=where)
    pairs = [(SQLITE, asked) for asked in chosen_ones]
    again = [pytest.param(POSTGRESQL, asked, marks=pytest.mark.slow) for asked in chosen_ones if too(asked)]
    return pytest.mark.parametrize(("shared_server", "asked"), [*pairs, *again], indirect=["shared_server"], ids=str)


def writes(asked: Asked) -> bool:
    """Whether a request is there to change something."""
    return asked.may_write and not asked.example.what.startswith(READING)


def has_query(asked: Asked) -> bool:
    """Whether a request says something in its query."""
    return "?" in asked.example.build(STRANGER, never()).get("path", "")


def routes(*, where: Callable[[Key, Example], bool] = lambda key, example: True) -> list[Asked]:
    """The first fitting example of each route; TimeTap's `/test` has the rows of `/live` (tests/dialects/timetap)."""
    first: dict[Key, Asked] = {}
    for key, example in chosen(where=where):
        if not key[2].startswith("/test/"):
            first.setdefault(key, Asked(key, example))
    return list(first.values())


def reads_body(key: Key, example: Example) -> bool:
    """Whether a request's body has to be one; onOffice's GET has one, too, and TimeTap's PUT of a status need not."""
    if key[0] is Door.TUS:
        return "bytes" in example.what
    if key[0] is Door.NATIVE:
        return not _SENT.isdisjoint(example.build(STRANGER, never()))
    if key[0] is Door.WEB and key[1] == "PATCH":
        return False  # the visitor that an example is by itself has begun no upload
    has_body = key[1] in {"POST", "PATCH"} or (key[1] == "PUT" and "{send" not in key[2])
    return (has_body and example.what != "out") or key[2].endswith("api.php")


def is_json(key: Key, example: Example) -> bool:
    """Whether the body is JSON."""
    if key[0] in {Door.NATIVE, Door.WEB}:
        return "json" in example.build(STRANGER, never())
    return reads_body(key, example) and key[0] is not Door.TUS and not example.what.startswith("form")


def is_json_object(key: Key, example: Example) -> bool:
    """Whether the body has to be a JSON object: TimeTap's searches for clients take any text as what is looked for."""
    return is_json(key, example) and not key[2].endswith(("/clients/filter", "/clients/dupecheck/email"))


def shared(asked: Asked, requests: Iterator[Request]) -> Iterator[Request]:
    """All of the requests, or each eighth where the same handler is sent all of them at another address."""
    return islice(requests, 0, None, _TWINS_SHARE) if is_twin(asked.key) else requests


def shared_within_door(asked: Asked, requests: Iterator[Request]) -> Iterator[Request]:
    """For what a door reads alike at all its routes: neighbouring routes share the requests between them."""
    place = _ROUTES.index(asked.key)
    part = _TWINS_SHARE if is_twin(asked.key) else _NEIGHBOURS_SHARE
    return islice(requests, place % part, None, part)


def refused(server: Server, asked: Asked, requests: Iterator[Request]) -> tuple[list[str], list[str]]:
    """Send them all: what is wrong with the answers, and what was served all the same. A refusal changes nothing."""
    if not asked.may_write:
        server.send(asked.request(server))  # members of series get their numbers when they are first shown
    faults, served, start = [], [], server.rows()
    before: object = start
    for request in requests:
        if asked.is_login:
            server.made.world.clock.advance(seconds=61)  # as long as anybody has to wait after wrong guesses
        if before is None:  # something was served
            before = server.rows()
        answer = server.send(request)
        shown = f"{request.target[:200]} {dict(request.headers)} {(request.body or b'')[:300]!r}"
        if fault := fault_in(request, answer):
            faults.append(f"{fault} after {shown}")
        elif is_served(request, answer):
            served.append(f"{answer.status} {answer.body[:200]!r} after {shown}")
            before = None if asked.may_write else start
        elif asked.may_write and (now := server.rows()) != before:
            faults.append(f"changed something: {shown}")
            before = now
    if not asked.may_write and server.rows() != start:
        faults.append("changed something")
    return faults, served
