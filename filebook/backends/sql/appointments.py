"""The rows of appointments, and the index that finds them by time and by who takes part."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from filebook.backends.sql.appointment_bounds import bounds_of
from filebook.backends.sql.appointment_listing import listed
from filebook.backends.sql.columns import (
    folded,
    from_micros,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    ref_or_none,
    to_json,
    to_micros,
    words,
    words_from_json,
)
from filebook.backends.sql.connection import Connection, Params, Row, Value
from filebook.backends.sql.happenings import SqlHappenings
from filebook.backends.sql.search_index import add_words, set_words
from filebook.backends.sql.statements import batches, in_list, insert, update
from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Participant, Presence, Span, Status
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Number, Ref
from filebook.core.ports.book import AppointmentFilter
from filebook.core.recurrence.rule import Rule

_STATUSES = words(Status)
_PRESENCES = words(Presence)
_RULE = msgspec.json.Decoder(Rule)
_DAYS = msgspec.json.Decoder(frozenset[date])
_CHANGED = msgspec.json.Decoder(tuple[ChangedOccurrence, ...])
_PARTICIPANTS = msgspec.json.Decoder(tuple[Participant, ...])
_REFS = msgspec.json.Decoder(tuple[Ref, ...])

_NAMES = (
    "business",
    "number",
    "uid",
    "ical_uid",
    "subject",
    "starts",
    "ends",
    "zone",
    "start_all_day",
    "end_all_day",
    "created_at",
    "modified_at",
    "comment",
    "place",
    "internal",
    "private",
    "status",
    "presence",
    "owner",
    "owner_uid",
    "rule",
    "cancelled_on",
    "changed",
    "participants",
    "calendars",
    "permissions",
    "reminder_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "created_by",
    "trashed_at",
    "fields",
    "type",
)
_WRITTEN = (*_NAMES, "first_at", "last_at", "subject_folded")
_SELECT = f"SELECT {', '.join(f'p.{name}' for name in _NAMES)}"
_INSERT = insert("appointments", _WRITTEN)
_UPDATE = update("appointments", _WRITTEN)
_IN_TIME = "p.trashed_at IS NULL AND p.last_at > :starts AND p.first_at < :ends"
_OF_MEMBER = """
    FROM appointment_members m CROSS JOIN appointments p
    WHERE m.business = :business AND m.member = :member AND p.business = :business AND p.number = m.appointment
"""
_LAST = 2**62


class SqlAppointments:
    """Implements the port `Appointments`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._happenings = SqlHappenings(connection)

    def add(self, appointment: Appointment) -> None:
        """Raises: Conflict("appointment") if its number has one, Invalid("zone")."""
        bounds = bounds_of(appointment)
        params = _params(appointment, bounds)
        if not self._connection.execute(_INSERT, params):
            raise Conflict("appointment")
        add_words(self._connection, appointment)
        self._add_members(appointment, params)
        self._happenings.write_between(appointment, bounds, at=appointment.modified_at)

    def update(self, appointment: Appointment) -> None:
        """Raises: NotFound("appointment"), Invalid("zone")."""
        bounds = bounds_of(appointment)
        params = _params(appointment, bounds)
        when_before = self._when(appointment)
        if not self._connection.execute(_UPDATE, params):
            raise NotFound("appointment", appointment.number)
        set_words(self._connection, appointment)
        self._connection.execute(
            "DELETE FROM appointment_members WHERE business = :business AND appointment = :number", params
        )
        self._add_members(appointment, params)
        if self._when(appointment) != when_before:
            self._happenings.write_between(appointment, bounds, at=appointment.modified_at)

    def _when(self, appointment: Appointment) -> Row | None:
        """All that says when a stored appointment takes place."""
        return self._connection.row(
            """
            SELECT starts, ends, zone, rule, cancelled_on, changed, trashed_at IS NULL FROM appointments
            WHERE business = :business AND number = :number
            """,
            {"business": appointment.business, "number": appointment.number},
        )

    def get(self, business: BusinessNumber, number: Number) -> Appointment | None:
        row = self._connection.row(
            f"{_SELECT} FROM appointments p WHERE p.business = :business AND p.number = :number",
            {"business": business, "number": number},
        )
        return None if row is None else _appointment(row)

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Appointment]:
        found: dict[Number, Appointment] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            sql = f"{_SELECT} FROM appointments p WHERE p.business = :business AND p.number IN {places}"
            appointments = map(_appointment, self._connection.rows(sql, {"business": business, **values}))
            found |= {appointment.number: appointment for appointment in appointments}
        return found

    def overlapping(
        self,
        business: BusinessNumber,
        *,
        starts: datetime,
        ends: datetime,
        participant: Number | None = None,
        limit: int,
    ) -> list[Appointment]:
        if participant is None:
            source = f"FROM appointments p WHERE p.business = :business AND {_IN_TIME}"
        else:
            source = f"{_OF_MEMBER} AND m.last_at > :starts AND m.first_at < :ends AND {_IN_TIME}"
        rows = self._connection.rows(
            f"{_SELECT} {source} ORDER BY p.first_at, p.number LIMIT :limit",
            {
                "business": business,
                "member": participant,
                "starts": to_micros(starts),
                "ends": to_micros(ends),
                "limit": limit,
            },
        )
        return [_appointment(row) for row in rows]

    def next_overlapping(
        self,
        business: BusinessNumber,
        *,
        starts: datetime,
        ends: datetime,
        participant: Number | None = None,
        after: Number | None,
        limit: int,
    ) -> list[Appointment]:
        if participant is None:
            source, place = "FROM appointments p WHERE p.business = :business", "p.last_at, p.first_at, p.number"
        else:
            source, place = _OF_MEMBER, "m.last_at, m.first_at, m.appointment"
        last_at, first_at = self._place(business, after) or (to_micros(starts), _LAST)
        rows = self._connection.rows(
            f"""
            {_SELECT} {source} AND p.trashed_at IS NULL AND {place.split(", ")[1]} < :ends
                AND ({place}) > (:last_at, :first_at, :after)
            ORDER BY {place} LIMIT :limit
            """,
            {
                "business": business,
                "member": participant,
                "ends": to_micros(ends),
                "last_at": last_at,
                "first_at": first_at,
                "after": after or 0,
                "limit": limit,
            },
        )
        return [_appointment(row) for row in rows]

    def _place(self, business: BusinessNumber, number: Number | None) -> tuple[int, int] | None:
        """Where an appointment stands in the index of time."""
        row = self._connection.row(
            "SELECT last_at, first_at FROM appointments WHERE business = :business AND number = :number",
            {"business": business, "number": number or 0},
        )
        return None if row is None else (row[0], row[1])

    def of_agenda(
        self,
        business: BusinessNumber,
        *,
        members: Sequence[Number],
        owner: Number | None,
        starts: datetime,
        ends: datetime,
        limit: int,
    ) -> list[Appointment]:
        places, values = in_list("member", members)
        rows = self._connection.rows(
            f"""
            {_SELECT} FROM appointments p
            WHERE p.business = :business AND p.number IN (
                SELECT appointment FROM appointment_members
                WHERE business = :business AND member IN {places} AND last_at > :starts AND first_at < :ends
                UNION ALL
                SELECT number FROM appointments
                WHERE business = :business AND owner = :owner AND trashed_at IS NULL
                    AND last_at > :starts AND first_at < :ends
            )
            ORDER BY p.first_at, p.number LIMIT :limit
            """,
            {
                "business": business,
                "owner": owner or 0,
                "starts": to_micros(starts),
                "ends": to_micros(ends),
                "limit": limit,
                **values,
            },
        )
        return [_appointment(row) for row in rows]

    def listing(
        self, business: BusinessNumber, *, where: AppointmentFilter, after: Number | None, limit: int
    ) -> list[Appointment]:
        condition, params = listed(business, where)
        rows = self._connection.rows(
            f"{_SELECT} FROM appointments p WHERE {condition} AND p.number > :after ORDER BY p.number LIMIT :limit",
            {**params, "after": after or 0, "limit": limit},
        )
        return [_appointment(row) for row in rows]

    def count(self, business: BusinessNumber, *, where: AppointmentFilter) -> int:
        condition, params = listed(business, where)
        row = self._connection.row(f"SELECT COUNT(*) FROM appointments p WHERE {condition}", params)
        return 0 if row is None else int(row[0])

    def changed_between(
        self, business: BusinessNumber, *, since: datetime, until: datetime, limit: int
    ) -> list[Appointment]:
        rows = self._connection.rows(
            f"""
            {_SELECT} FROM appointments p
            WHERE p.business = :business AND p.trashed_at IS NULL
                AND p.modified_at >= :since AND p.modified_at <= :until
            ORDER BY p.modified_at, p.number LIMIT :limit
            """,
            {"business": business, "since": to_micros(since), "until": to_micros(until), "limit": limit},
        )
        return [_appointment(row) for row in rows]

    def of_member(self, business: BusinessNumber, member: Number, *, limit: int) -> list[Appointment]:
        rows = self._connection.rows(
            f"""
            {_SELECT} {_OF_MEMBER} AND p.trashed_at IS NULL
            ORDER BY p.first_at, p.number LIMIT :limit
            """,
            {"business": business, "member": member, "limit": limit},
        )
        return [_appointment(row) for row in rows]

    def of_members(
        self, business: BusinessNumber, members: Sequence[Number], *, limit: int
    ) -> list[tuple[Number, Number]]:
        found: list[tuple[Number, Number]] = []
        for batch in batches(sorted(set(members))):
            places, values = in_list("member", batch)
            rows = self._connection.rows(
                f"""
                SELECT member, appointment FROM appointment_members
                WHERE business = :business AND member IN {places}
                ORDER BY member, first_at, appointment LIMIT :limit
                """,
                {"business": business, "limit": limit - len(found), **values},
            )
            found += ((member, appointment) for member, appointment in rows)
        return found

    def _add_members(self, appointment: Appointment, params: Params) -> None:
        """Numbers are unique over all kinds, so participants and calendars stand side by side."""
        if appointment.trashed_at is not None:
            return
        members = [participant.record.number for participant in appointment.participants]
        members += [calendar.number for calendar in appointment.calendars]
        for member in dict.fromkeys(members):
            self._connection.execute(
                """
                INSERT INTO appointment_members (business, member, last_at, first_at, appointment)
                VALUES (:business, :member, :last_at, :first_at, :number)
                """,
                {**params, "member": member},
            )


def _params(appointment: Appointment, bounds: tuple[int, int]) -> dict[str, Value]:
    first_at, last_at = bounds
    return {
        "business": appointment.business,
        "number": appointment.number,
        "uid": appointment.uid,
        "ical_uid": appointment.ical_uid,
        "subject": appointment.subject,
        "starts": appointment.span.starts.isoformat(),
        "ends": appointment.span.ends.isoformat(),
        "zone": appointment.span.zone,
        "start_all_day": int(appointment.span.start_all_day),
        "end_all_day": int(appointment.span.end_all_day),
        "created_at": to_micros(appointment.created_at),
        "modified_at": to_micros(appointment.modified_at),
        "comment": appointment.comment,
        "place": appointment.place,
        "internal": int(appointment.internal),
        "private": int(appointment.private),
        "status": appointment.status.value,
        "presence": appointment.presence.value,
        "owner": None if appointment.owner is None else appointment.owner.number,
        "owner_uid": None if appointment.owner is None else appointment.owner.uid,
        "rule": None if appointment.rule is None else to_json(appointment.rule),
        "cancelled_on": to_json(appointment.cancelled_on),
        "changed": to_json(appointment.changed),
        "participants": to_json(appointment.participants),
        "calendars": to_json(appointment.calendars),
        "permissions": object_to_json(appointment.permissions),
        "reminder_minutes": appointment.reminder_minutes,
        "buffer_before_minutes": appointment.buffer.before_minutes,
        "buffer_after_minutes": appointment.buffer.after_minutes,
        "created_by": appointment.created_by,
        "trashed_at": micros_or_none(appointment.trashed_at),
        "fields": object_to_json(appointment.fields),
        "type": appointment.type,
        "subject_folded": folded(appointment.subject),
        "first_at": first_at,
        "last_at": last_at,
    }


def _appointment(row: Row) -> Appointment:
    column = dict(zip(_NAMES, row, strict=True))
    span = Span(
        starts=datetime.fromisoformat(column["starts"]),
        ends=datetime.fromisoformat(column["ends"]),
        zone=column["zone"],
        start_all_day=bool(column["start_all_day"]),
        end_all_day=bool(column["end_all_day"]),
    )
    return Appointment(
        business=column["business"],
        number=column["number"],
        uid=column["uid"],
        ical_uid=column["ical_uid"],
        subject=column["subject"],
        span=span,
        created_at=from_micros(column["created_at"]),
        modified_at=from_micros(column["modified_at"]),
        comment=column["comment"],
        place=column["place"],
        internal=bool(column["internal"]),
        private=bool(column["private"]),
        status=_STATUSES[column["status"]],
        presence=_PRESENCES[column["presence"]],
        owner=ref_or_none(column["owner"], column["owner_uid"]),
        rule=None if column["rule"] is None else _RULE.decode(column["rule"]),
        cancelled_on=_DAYS.decode(column["cancelled_on"]),
        changed=_CHANGED.decode(column["changed"]),
        participants=_PARTICIPANTS.decode(column["participants"]),
        calendars=_REFS.decode(column["calendars"]),
        permissions=words_from_json(column["permissions"]),
        reminder_minutes=column["reminder_minutes"],
        buffer=Buffer(column["buffer_before_minutes"], column["buffer_after_minutes"]),
        created_by=column["created_by"],
        trashed_at=moment_or_none(column["trashed_at"]),
        fields=object_from_json(column["fields"]),
        type=column["type"],
    )
