"""Handlers that show appointments: one, lists of them, and how many there are.

Source: the project's TimeTap reference (sections 3.4, 5.1 and 5.2), read 2026-11-21.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from filebook.core.access import Actor
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.queries import ListQuery, list_query
from filebook.dialects.timetap.appointments.translate import appointment_object, own_of, status_word
from filebook.dialects.timetap.appointments.wire import AppointmentObject, CountedPage, StatusCount
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.queries import words_in
from filebook.dialects.timetap.wire import Count
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

_BATCH = 100
_ORDERED_BY = frozenset(
    field.name
    for field in msgspec.structs.fields(AppointmentObject)
    if field.type in {int, str, bool, int | None, str | None}
)
"""The properties by which a list can be put in order."""


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
        return self._listed(call, query, taking_part=resource)

    def report_with_count(self, call: Call) -> Answer:
        """A page of the list, and how many there are in all."""
        query = self._query(call)
        found = self._found(call.actor, query)
        page = found[query.page.offset : query.page.offset + query.page.limit]
        shown = self.lookup.shown(call.actor, page, zone=query.zone)
        return json_answer(CountedPage(len(found), shown))

    def report_count(self, call: Call) -> Answer:
        """How many there are."""
        return json_answer(Count(len(self._found(call.actor, self._query(call)))))

    def counts_by_status(self, call: Call) -> Answer:
        """How many there are of each service in each status."""
        query = self._query(call)
        found = self._found(call.actor, query)
        around = self.lookup.around(call.actor, (member.whole for member in found), zone=query.zone)
        services = {member.whole.number: around.concerned(member.whole, Kind.SERVICE) for member in found}
        labels = {service.number: service.label for service in services.values() if service is not None}
        counts: Counter[tuple[str, Number]] = Counter()
        for member in found:
            service = services[member.whole.number]
            counts[status_word(member, own_of(member)), Number(0) if service is None else service.number] += 1
        return json_answer(
            [
                StatusCount(
                    status=status,
                    objectName=labels.get(service, ""),
                    objectType="REASON",
                    objectId=service or None,
                    count=count,
                )
                for (status, service), count in sorted(counts.items())
            ]
        )

    def counts_at_location(self, call: Call) -> Answer:
        """How many there are at a location in each status."""
        location = self.lookup.location(call.actor, call.path_params["locationId"])
        found = self._found(call.actor, self._query(call), also_about=location)
        return json_answer(Counter(status_word(member, own_of(member)) for member in found))

    def members(self, call: Call) -> Answer:
        """The members of a series."""
        series = self.lookup.series(call.actor, call.path_params["recurringAppointmentId"])
        found = self.lookup.services.numbered_occurrences.of_series(call.actor, series)
        return self._array(call, found, zone=self.lookup.zone(call.actor))

    def listed_by_post(self, call: Call) -> Answer:
        """The list as one client asks for it: `POST` with `STATUS` in the query and an empty object."""
        return self._listed(call, self._query(call, statuses=words_in(call.query.get("STATUS", ""))))

    def _query(self, call: Call, *, statuses: Sequence[str] = ()) -> ListQuery:
        return list_query(call.query, zone=self.lookup.zone(call.actor), statuses=statuses)

    def _listed(self, call: Call, query: ListQuery, *, taking_part: Number | None = None) -> Answer:
        found = self._found(call.actor, query, taking_part=taking_part)
        page = found[query.page.offset : query.page.offset + query.page.limit]
        return self._array(call, page, zone=query.zone)

    def _array(self, call: Call, members: Sequence[Member], *, zone: str) -> Answer:
        def batches() -> Iterator[bytes]:
            for start in range(0, len(members), _BATCH):
                shown = self.lookup.shown(call.actor, members[start : start + _BATCH], zone=zone)
                yield msgspec.json.encode(shown)[1:-1]

        return list_answer(call, self.lookup.services, batches)

    def _found(
        self,
        actor: Actor,
        query: ListQuery,
        *,
        taking_part: Number | None = None,
        also_about: Number | None = None,
    ) -> list[Member]:
        """Everything that the query names, in order."""
        if query.nothing:
            return []
        found = self.lookup.services.numbered_occurrences.between(
            actor, starts=query.starts, ends=query.ends, taking_part=taking_part or query.one_person
        )
        found = [member for member in found if query.holds(member)]
        about = query.concerned if also_about is None else (*query.concerned, frozenset({also_about}))
        if about:
            concerns = self.lookup.concerned(member.whole for member in found)
            found = [
                member
                for member in found
                if not any(concerns[member.whole.number].keys().isdisjoint(wanted) for wanted in about)
            ]
        return self._ordered(actor, found, query)

    def _ordered(self, actor: Actor, members: list[Member], query: ListQuery) -> list[Member]:
        if query.order_field not in _ORDERED_BY:
            return members[::-1] if query.descending and query.order_field == "" else members
        around = self.lookup.around(actor, (member.whole for member in members), zone=query.zone)
        key = _sort_key(query.order_field)
        keyed = [(key(appointment_object(member, around)), member) for member in members]
        keyed.sort(key=lambda pair: pair[0], reverse=query.descending)
        return [member for _, member in keyed]


def _sort_key(name: str) -> Callable[[AppointmentObject], tuple[bool, int, str]]:
    """Numbers by size, texts without regard to case, nothing first."""

    def key(shown: AppointmentObject) -> tuple[bool, int, str]:
        value = getattr(shown, name)
        if isinstance(value, int):
            return True, value, ""
        return value is not None, 0, str(value or "").casefold()

    return key
