"""The rows of Xelion's people, and of its telephones, of which there are none here.

Source: the project's Xelion reference, 13, read 2026-11-22.
"""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Role
from filebook.core.errors import NotFound
from filebook.core.ids import Kind
from filebook.dialects.xelion.paging import meta_of
from filebook.dialects.xelion.people import wire
from filebook.dialects.xelion.people.handlers import PeopleHandlers
from filebook.dialects.xelion.people.me import MeHandlers
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Body, Route, SyncHandler, credential

_BASE = "/api/v1/{tenant}"
_SOMEBODY = credential(Role.PERSONAL)
_PERSON = {"oid": Kind.CONTACT}
WITHOUT_ITEMS = ("phonelines", "communications", "communications/recent", "callables", "presence", "channels")
"""Lists of the telephony part: a client that reads them among other things goes on."""


def people_routes(services: Services, *, now: Callable[[], datetime]) -> tuple[Route, ...]:
    """The rows."""
    people, me = PeopleHandlers(services, now), MeHandlers(services, now)
    return (*_me_routes(me), *_people_routes(people), *map(_nothing_listed, WITHOUT_ITEMS), _tenants())


def _me_routes(me: MeHandlers) -> tuple[Route, ...]:
    return (
        _read("me/info", me.info, "Tell who is calling, with address and status", wire.InfoAnswer),
        _read("me/status", me.status, "Tell the caller's status", wire.StatusAnswer),
        _put("me/status", me.choose_status, "Choose the caller's status", str),
        _put("me/message", me.say, "Set the caller's message", str),
        _put(
            "me/temporary_status", me.choose_temporary_status, "Choose a status until some time", wire.TemporaryStatus
        ),
        _read("me/selectable_statuses", me.selectable_statuses, "List the words for a status", wire.StatusesAnswer),
        _read("me/phone/settings", me.phone_settings, "Tell that no telephone is redirected", wire.PhoneSettingsAnswer),
    )


def _people_routes(people: PeopleHandlers) -> tuple[Route, ...]:
    one = "addressables/{oid}"
    listed = wire.AddressableList
    return (
        _read("addressables", people.addressables, "List people and organisations, page by page", listed),
        _read(one, people.addressable, "Show a person or organisation", wire.AddressableAnswer, names=True),
        _read(f"{one}/contacts", people.contacts, "List who works at an organisation", listed, names=True),
        _read(f"{one}/colleagues", people.colleagues, "List a person's colleagues", listed, names=True),
        _read("users", people.users, "List users, page by page", wire.UserList),
        Route(
            "GET",
            f"{_BASE}/users/{{oid}}",
            people.user,
            _SOMEBODY,
            "Show a user",
            response=wire.UserAnswer,
            objects={"oid": Kind.USER},
        ),
    )


def _nothing_listed(path: str) -> Route:
    def nothing(call: Call) -> BytesAnswer:
        return json_answer(wire.NothingListed(meta=meta_of(call, (), path=path.split("/"))))

    return _read(path, nothing, f"List {path.replace('/', ' ')}, of which there are none", wire.NothingListed)


def _tenants() -> Route:
    def tenants(call: Call) -> BytesAnswer:  # noqa: ARG001 - the same for everybody
        raise NotFound("tenants")

    return _read("tenants", tenants, "Say that tenants are not managed here", None)


def _read(path: str, handler: SyncHandler, summary: str, response: type | None, *, names: bool = False) -> Route:
    return Route(
        "GET",
        f"{_BASE}/{path}",
        handler,
        _SOMEBODY,
        summary,
        response=response,
        objects=_PERSON if names else {},
    )


def _put(path: str, handler: SyncHandler, summary: str, request: type) -> Route:
    return Route("PUT", f"{_BASE}/{path}", handler, _SOMEBODY, summary, request=request, body=Body.BUFFERED)
