"""Rows of the route table that staff, locations and services have alike.

Source: the project's TimeTap reference (sections 3.4 and 8), read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.wire import Count
from filebook.serving.call import Call
from filebook.serving.routes import Answer, Body, Route, SyncHandler, credential

# A role that may only read may write where the business lets it; the services decide.
READER = credential(Role.VIEWER)


class One(Protocol):
    """Handlers of single records of one kind."""

    def get_one(self, call: Call) -> Answer:
        """Show one."""

    def create(self, call: Call) -> Answer:
        """Make one."""

    def change(self, call: Call) -> Answer:
        """Change what is named of one."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one kind of record is served, below a prefix, and what it is called in summaries."""

    path: str
    parameter: str
    kind: Kind
    lists: str
    ids: str
    one: str
    several: str


@dataclass(frozen=True, slots=True)
class Types:
    """The wire types of one kind of record."""

    shown: type
    page: type
    said: type


def record_routes(
    prefix: str, address: Address, *, types: Types, lists: RecordLists[Any], one: One, changes_by: Sequence[str]
) -> tuple[Route, ...]:
    """The lists, one, a new one, and changes by each of the methods."""
    path, several = prefix + address.path, address.several
    single, named = f"{path}/{{{address.parameter}}}", {address.parameter: address.kind}
    listed, array = prefix + address.lists, list[types.shown]  # type: ignore[name-defined] # known when it runs
    return (
        read(path, lists.all, f"{several.capitalize()}, all or filtered", array),
        read(path + "/count", lists.count, f"How many {several} are active", int),
        read(listed + "/report", lists.all, f"The {several}, under another name", array),
        read(listed + "/reportWithCount", lists.report_with_count, "The same, and how many there are", types.page),
        read(listed + "/reportCount", lists.report_count, f"How many {several} there are", Count),
        read(prefix + address.ids, lists.ids, f"The ids of {several} that are active", list[int]),
        Route(
            "GET",
            single,
            one.get_one,
            READER,
            f"One {address.one}",
            response=types.shown,
            inline=True,
            objects=named,
        ),
        *(
            Route(
                method,
                where,
                handler,
                READER,
                summary,
                request=types.said,
                response=types.shown,
                body=Body.BUFFERED,
                objects=named if where == single else {},
            )
            for method, where, handler, summary in (
                ("POST", path, one.create, f"A new {address.one}"),
                *((method, single, one.change, f"Change what is named of a {address.one}") for method in changes_by),
            )
        ),
    )


def read(path: str, handler: SyncHandler, summary: str, response: object) -> Route:
    """A list."""
    return Route("GET", path, handler, READER, summary, response=response)  # type: ignore[arg-type] # list[…] is a form of type
