"""Handlers that show appointments: one, lists of them, and how many there are.

Source: the project's TimeTap reference (sections 3.4, 5.1 and 5.2), read 2026-11-21.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from filebook.core.access import Actor
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.ordering import in_order
from filebook.dialects.timetap.appointments.queries import ListQuery, list_query
from filebook.dialects.timetap.appointments.translate import own_of, status_word
from filebook.dialects.timetap.appointments.wire import CountedPage, StatusCount
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.queries import words_in
from filebook.dialects.timetap.wire import Count
from filebook.services.numbered_occurrences import Concerns, Group, Place
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Reads:
    """Shows appointments to TimeTap's clients."""

    lookup: Lookup

    def get_one(self, call: Call) -> Answer:
        """One appointment."""
        member = self.lookup.named(call.actor, call.path_params["calendarId"])
        return json_answer(self.lookup.shown(call.actor, [member])[0])

    def wait_list(self, call: Call) -> Answer:
        """Who waits for the time of an appointment: nobody, as there are no waiting lists."""
        self.lookup.named(call.actor, call.path_params["calendarId"])
        return json_answer([])

    def report(self, call: Call) -> Answer:
        """A page of the list."""
        return self._listed(call, self._query(call))

    def with_status(self, call: Call) -> Answer:
        """The list of those with a status."""
        return self._listed(call, self._query(call, statuses=words_in(call.path_params["status"])))

    def on_resource(self, call: Call) -> Answer:
        """The list of those that stand in the calendar of a resource."""
        query = self._query(call, statuses=words_in(call.path_params["statusList"]))
        resource = number_of(call.path_params["resourceId"], field="resourceId")
        if resource is None:
            raise Invalid("resourceId", "number")
        return self._listed(call, replace(query, resource=resource))

    def report_with_count(self, call: Call) -> Answer:
        """A page of the list, and how many there are in all."""
        query = self._query(call)
        found = self._found(call.actor, query)
        page = found[query.page.offset : query.page.offset + query.page.limit]
        members = self.lookup.services.numbered_occurrences.at(call.actor, page)
        return json_answer(CountedPage(len(found), self.lookup.shown(call.actor, members, zone=query.zone)))

    def report_count(self, call: Call) -> Answer:
        """How many there are."""
        counts = self._counted(call.actor, self._query(call), lambda *_: True)
        return json_answer(Count(counts.total()))

    def counts_by_status(self, call: Call) -> Answer:
        """How many there are of each service in each status."""
        counts = self._counted(
            call.actor,
            self._query(call),
            lambda member, about: (status_word(member, own_of(member)), _services_in(about)),
        )
        numbers = sorted({number for _, services in counts for number in services})
        live = self.lookup.services.records.many(call.actor, numbers, kind=Kind.SERVICE)
        labels = {record.number: record.label for record in live}
        merged: Counter[tuple[str, Number]] = Counter()
        for (status, services), count in counts.items():
            merged[status, next((number for number in services if number in labels), Number(0))] += count
        return json_answer(
            [
                StatusCount(
                    status=status,
                    objectName=labels.get(service, ""),
                    objectType="REASON",
                    objectId=service or None,
                    count=count,
                )
                for (status, service), count in sorted(merged.items())
            ]
        )

    def counts_at_location(self, call: Call) -> Answer:
        """How many there are at a location in each status."""
        location = self.lookup.location(call.actor, call.path_params["locationId"])
        query = self._query(call)
        query = replace(query, concerned=(*query.concerned, (Kind.LOCATION, frozenset({location}))))
        return json_answer(self._counted(call.actor, query, lambda member, _: status_word(member, own_of(member))))

    def members(self, call: Call) -> Answer:
        """The members of a series."""
        series = self.lookup.series(call.actor, call.path_params["recurringAppointmentId"])

        def batches() -> Iterator[Sequence[Member]]:
            found = self.lookup.services.numbered_occurrences.of_series(call.actor, series)
            return (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))

        return self._array(call, batches, zone=self.lookup.zone(call.actor))

    def listed_by_post(self, call: Call) -> Answer:
        """The list as one client asks for it: `POST` with `STATUS` in the query and an empty object."""
        return self._listed(call, self._query(call, statuses=words_in(call.query.get("STATUS", ""))))

    def _query(self, call: Call, *, statuses: Sequence[str] = ()) -> ListQuery:
        """What is asked for. Of what it has to do with, only what is there can be meant."""
        query = list_query(call.query, zone=self.lookup.zone(call.actor), statuses=statuses)
        live = ((kind, self.lookup.live(call.actor, numbers, kind)) for kind, numbers in query.concerned)
        staff = frozenset[Number]() if query.time_off is None else self.lookup.staff(call.actor)
        return replace(query, concerned=tuple(live), staff=staff)

    def _listed(self, call: Call, query: ListQuery) -> Answer:
        def batches() -> Iterator[Sequence[Member]]:
            page = self._found(call.actor, query)[query.page.offset : query.page.offset + query.page.limit]
            for start in range(0, len(page), _BATCH):
                yield self.lookup.services.numbered_occurrences.at(call.actor, page[start : start + _BATCH])

        return self._array(call, batches, zone=query.zone)

    def _array(self, call: Call, batches: Callable[[], Iterator[Sequence[Member]]], *, zone: str) -> Answer:
        def written() -> Iterator[bytes]:
            shown = (self.lookup.shown(call.actor, members, zone=zone) for members in batches() if members)
            return (msgspec.json.encode(objects)[1:-1] for objects in shown)

        return list_answer(call, self.lookup.services, written)

    def _found(self, actor: Actor, query: ListQuery) -> list[Place]:
        """Where everything stands that the query names, in order."""
        occurrences = self.lookup.services.numbered_occurrences
        return in_order(self.lookup, actor, occurrences.select(actor, query.holds, within=query.window), query)

    def _counted(self, actor: Actor, query: ListQuery, group: Callable[[Member, Concerns], Group]) -> Counter[Group]:
        """How much of each group the query names."""

        def group_of(member: Member, about: Concerns) -> Group | None:
            return group(member, about) if query.holds(member, about) else None

        return self.lookup.services.numbered_occurrences.count(actor, group_of, within=query.window)


def _services_in(about: Concerns) -> tuple[Number, ...]:
    return tuple(sorted(number for number, kind in about.items() if kind is Kind.SERVICE))
