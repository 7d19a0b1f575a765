"""Handlers of recurring appointments: a series shown, made, changed, cancelled, and its days told beforehand.

Source: the project's TimeTap reference (section 6), read 2026-11-21; the object's properties are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from msgspec import UNSET, UnsetType

from filebook.core.access import Actor
from filebook.core.appointments import NO_BUFFER, Appointment, Buffer, Span, Status
from filebook.core.errors import Invalid, Missing
from filebook.core.ids import Kind
from filebook.core.members import MEMBER_LIMIT, Member
from filebook.core.recurrence.days import matches
from filebook.core.recurrence.rule import Rule
from filebook.dialects.timetap.appointments.edits import with_own
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.naming import (
    Present,
    contact_of,
    find_named,
    reservation,
    service_buffer,
)
from filebook.dialects.timetap.appointments.placing import Placed, within
from filebook.dialects.timetap.appointments.recurrence import (
    Pattern,
    exceptions_in,
    pattern_of,
    rule_of,
    wanted_pattern,
)
from filebook.dialects.timetap.appointments.translate import own_of, status_word, times_of
from filebook.dialects.timetap.appointments.wire import RecurringChange, RecurringObject
from filebook.dialects.timetap.appointments.wishes import SaidStatus, concern_of, status_of, text_said
from filebook.dialects.timetap.appointments.writes import overrides
from filebook.dialects.timetap.clients.translate import client_object
from filebook.dialects.timetap.clock import clock_in, hhmm, midnight
from filebook.dialects.timetap.locations.translate import location_object
from filebook.dialects.timetap.reasons.translate import reason_object
from filebook.dialects.timetap.required import require_own_business
from filebook.dialects.timetap.staff.translate import staff_object
from filebook.dialects.timetap.values import API_USER_NAME, OWN, by_api
from filebook.dialects.timetap.weekdays import weekday_words
from filebook.services.booking import NewAppointment
from filebook.services.reservations import Reservation
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class Series:
    """Shows and writes series for TimeTap's clients."""

    lookup: Lookup
    now: Callable[[], datetime]

    def get_one(self, call: Call) -> Answer:
        """One series, with the ids of its members."""
        series = self.lookup.series(call.actor, call.path_params["recurringAppointmentId"])
        return json_answer(self._shown(call.actor, series))

    def dates(self, call: Call) -> Answer:
        """The days that a series would have; nothing is made."""
        body = read_json(call.body, RecurringChange)
        rule, left_out = rule_of(wanted_pattern(body)), _exceptions(body, present=frozenset())
        days = (day for day in matches(rule) if day not in left_out)
        return json_answer([day.isoformat() for day in islice(days, MEMBER_LIMIT)])

    def create(self, call: Call) -> Answer:
        """A new series, whose times must all be free."""
        actor, body = by_api(call.actor), read_json(call.body, RecurringChange)
        concern, status = concern_of(body), status_of(body.status) or SaidStatus(Status.ACTIVE)
        require_own_business(actor, concern.business)
        for name in ("staff", "reason", "location"):
            if getattr(concern, name) in {UNSET, None}:
                raise Missing(name)
        rule, zone = rule_of(wanted_pattern(body)), self.lookup.zone(actor)
        named = find_named(self.lookup, actor, concern)
        time = _time_on(
            rule.anchor, _clock(body, "startTime"), _clock(body, "endTime"), zone=zone, buffer=service_buffer(named)
        )
        new = NewAppointment(
            subject=text_said(body.subject, field="subject") or "",
            comment=text_said(body.note, field="note") or "",
            place="" if named.location is None else named.location.label,
            span=time.span,
            buffer=time.buffer,
            status=status.status,
            rule=rule,
            cancelled_on=_exceptions(body, present=frozenset()),
            participants=named.people,
            concerns=named.about,
            fields={OWN: {name: value for name, value in _words(status).items() if value is not None}},
        )
        prepare = reservation(actor, concern, new, named, now=self.now, overrides=overrides(call))
        return json_answer(self._shown(actor, self.lookup.services.booking.add(actor, new, prepare=prepare)))

    def change(self, call: Call) -> Answer:
        """What is named of a series changes; with the status `CANCELLED` the whole of it is cancelled."""
        actor, body = by_api(call.actor), read_json(call.body, RecurringChange)
        concern = concern_of(body)
        require_own_business(actor, concern.business)
        series = self.lookup.series(actor, call.path_params["recurringAppointmentId"])
        around = self.lookup.around(actor, [series])
        before = Present(around, series)
        named = find_named(self.lookup, actor, concern)
        changed = self.lookup.services.booking.change(
            actor,
            series.number,
            edit=lambda current: _edited(current, body, zone=around.zone, place=before.place(concern, named)),
            participants=before.people(concern),
            concerns=before.about(concern),
            prepare=Reservation(actor, self.now, contact=contact_of(concern)),
        )
        return json_answer(self._shown(actor, changed))

    def _shown(self, actor: Actor, series: Appointment) -> RecurringObject:
        around = self.lookup.around(actor, [series])
        members = self.lookup.services.numbered_occurrences.of_series(actor, series)
        whole, business = Member(series), series.business
        times = times_of(whole, zone=around.zone, client_zone=around.zone)
        pattern = _pattern(series)
        return RecurringObject(
            recurringAppointmentId=series.number,
            businessId=business,
            status=status_word(whole, own_of(whole)),
            frequency=pattern.frequency.value,
            interval=pattern.interval,
            daysOfWeek=weekday_words(pattern.days),
            dayOfMonth=pattern.day_of_month,
            weekOfMonth=pattern.week,
            startDate=pattern.starts_on.isoformat(),
            endDate=None if pattern.ends_on is None else pattern.ends_on.isoformat(),
            occurrences=pattern.occurrences,
            exceptionDates=[day.isoformat() for day in sorted(series.cancelled_on)],
            startTime=hhmm(times.starts),
            endTime=hhmm(times.ends),
            client=client_object(around.person(series, Kind.CONTACT), business),
            staff=staff_object(around.person(series, Kind.STAFF), business, zone=around.zone),
            location=location_object(around.concerned(series, Kind.LOCATION), business),
            reason=reason_object(around.concerned(series, Kind.SERVICE), business),
            note=series.comment,
            calendarIds=[member.number for member in members if member.number is not None],
        )


def _edited(series: Appointment, body: RecurringChange, *, zone: str, place: tuple[str, str] | None) -> Appointment:
    """The series with a change applied, references aside. Raises: Missing, Invalid."""
    status = status_of(body.status)
    rule, time = _moved(series, body, zone=zone)
    note, subject = text_said(body.note, field="note"), text_said(body.subject, field="subject")
    return replace(
        series,
        rule=rule,
        span=time.span,
        buffer=time.buffer,
        cancelled_on=_exceptions(body, present=series.cancelled_on),
        comment=series.comment if isinstance(note, UnsetType) else note,
        subject=series.subject if isinstance(subject, UnsetType) else subject,
        status=series.status if status is None else status.status,
        place=place[1] if place is not None and series.place in {"", place[0]} else series.place,
        fields=with_own(series, _words(status)),
    )


def _moved(series: Appointment, body: RecurringChange, *, zone: str) -> tuple[Rule | None, Placed]:
    """The rule and the first time as they are wanted; the same ones where nothing else is."""
    present = _pattern(series)
    pattern = wanted_pattern(body, present)
    times = times_of(Member(series), zone=zone, client_zone=zone)
    start, end = clock_in(body.startTime, field="startTime"), clock_in(body.endTime, field="endTime")
    shown = _since_midnight(times.starts), _since_midnight(times.ends)
    wanted = shown[0] if start is None else start, shown[1] if end is None else end
    rule = series.rule if pattern == present else rule_of(pattern)
    if wanted == shown and rule == series.rule:
        return rule, Placed(series.span, series.buffer)
    first = rule.anchor if rule is not None and pattern != present else times.client_starts.date()
    if wanted == shown:
        return rule, Placed(_span_on_day(series.span, first), series.buffer)
    return rule, _time_on(first, *wanted, zone=zone, buffer=series.buffer)


def _span_on_day(span: Span, day: date) -> Span:
    """The same clocks on another day."""
    starts = datetime.combine(day, span.starts.time())
    return replace(span, starts=starts, ends=starts + (span.ends - span.starts))


def _time_on(day: date, start: timedelta, end: timedelta, *, zone: str, buffer: Buffer) -> Placed:
    """The staff's time of the first day, and the client's within it; a buffer must not move that to another day."""
    if end < start:
        raise Invalid("endTime", "order")
    staff = Span(midnight(day) + start, midnight(day) + end, zone)
    time = within(staff, buffer)
    return time if time.span.starts.date() == day else Placed(staff, NO_BUFFER)


def _pattern(series: Appointment) -> Pattern:
    if series.rule is None:
        raise Invalid("recurringAppointmentId", "no_series")
    return pattern_of(series.rule, series.span.starts.date())


def _exceptions(body: RecurringChange, *, present: frozenset[date]) -> frozenset[date]:
    return present if isinstance(body.exceptionDates, UnsetType) else exceptions_in(body.exceptionDates)


def _clock(body: RecurringChange, name: str) -> timedelta:
    found = clock_in(getattr(body, name), field=name)
    if found is None:
        raise Missing(name)
    return found


def _words(status: SaidStatus | None) -> Mapping[str, object]:
    words: dict[str, object] = {"modifiedUser": API_USER_NAME}
    if status is not None:
        words |= {"status": status.word or None, "subStatus": status.sub or None}
    return words


def _since_midnight(wall: datetime) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute)
