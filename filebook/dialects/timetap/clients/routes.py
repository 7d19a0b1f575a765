"""The rows of the route table about clients, alike below every prefix.

Source: the project's TimeTap reference (section 7), read 2026-11-21.
"""

from collections.abc import Sequence

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.timetap.clients.reads import Clients, Reads, named_clients
from filebook.dialects.timetap.clients.wire import ClientChange, ClientFilter, ClientObject, ClientPage
from filebook.dialects.timetap.clients.writes import Writes
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.wire import Count
from filebook.services.bundle import Services
from filebook.serving.routes import Body, Route, SyncHandler, credential

# A role that may only read may write where the business lets it; the services decide.
_READER = credential(Role.VIEWER)
_ONE = {"clientId": Kind.CONTACT}


def client_routes(prefixes: Sequence[str], services: Services) -> tuple[Route, ...]:
    """Everything about clients, below each of the prefixes."""
    lists = RecordLists(services, Clients(), named=named_clients)
    reads, writes = Reads(services, lists), Writes(services)
    return tuple(
        row for prefix in prefixes for row in (*_lists(prefix, lists, reads), *_written(prefix + "/clients", writes))
    )


def _lists(prefix: str, lists: RecordLists[ClientObject], reads: Reads) -> tuple[Route, ...]:
    clients, listed, array = prefix + "/clients", prefix + "/clientList", list[ClientObject]
    return (
        _read(clients, lists.all, "Clients, all or filtered", array),
        _read(clients + "/count", lists.count, "How many clients are active", int),
        _read(clients + "/tags", reads.tags, "The tags that clients have", list[str]),
        _read(listed + "/report", lists.all, "The clients, under another name", array),
        _read(listed + "/reportWithCount", lists.report_with_count, "The same, and how many there are", ClientPage),
        _read(listed + "/reportCount", lists.report_count, "How many clients there are", Count),
        Route(
            "GET",
            clients + "/{clientId}",
            reads.get_one,
            _READER,
            "One client",
            response=ClientObject,
            inline=True,
            objects=_ONE,
        ),
        *(
            Route(
                "POST",
                clients + path,
                handler,
                _READER,
                summary,
                request=ClientFilter,
                response=array,
                body=Body.BUFFERED,
            )
            for path, handler, summary in (
                ("/filter", reads.search, "Clients by a part of name, e-mail or telephone number"),
                ("/dupecheck/email", reads.with_email, "Clients with an e-mail"),
            )
        ),
    )


def _written(path: str, writes: Writes) -> tuple[Route, ...]:
    one = path + "/{clientId}"
    changed = ((one, "PUT", writes.replace, "Replace a client"), (one, "PATCH", writes.patch, "Change a part"))
    return (
        *(
            Route(
                method,
                address,
                handler,
                _READER,
                summary,
                request=ClientChange,
                response=ClientObject,
                body=Body.BUFFERED,
                objects=_ONE if address == one else {},
            )
            for address, method, handler, summary in ((path, "POST", writes.create, "A new client"), *changed)
        ),
        Route(
            "DELETE",
            one,
            writes.deactivate,
            _READER,
            "Put a client out of use",
            response=ClientObject,
            objects=_ONE,
        ),
    )


def _read(path: str, handler: SyncHandler, summary: str, response: object) -> Route:
    return Route("GET", path, handler, _READER, summary, response=response)  # type: ignore[arg-type] # list[…] is a form of type
