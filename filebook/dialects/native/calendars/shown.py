"""Calendars, people, free times and conflicts as the native API shows them."""

from filebook.core.appointments import Span
from filebook.core.ids import Kind
from filebook.core.people import Person
from filebook.core.ports.catalogue import Named
from filebook.core.slots import Slot
from filebook.dialects.native.appointments.shown import record_shown
from filebook.dialects.native.appointments.times import instants_shown, wall_shown
from filebook.dialects.native.calendars import wire
from filebook.dialects.native.wire import Reference
from filebook.services.agenda import OwnedCalendar
from filebook.services.availability import FreeSlot, OpenDay
from filebook.services.free_busy import Busy
from filebook.services.surroundings import Around


def calendar_shown(owned: OwnedCalendar) -> wire.Calendar:
    """A calendar, with whose it is."""
    calendar, user = owned.calendar, owned.user
    owner = calendar.owner
    return wire.Calendar(
        id=calendar.uid,
        number=calendar.number,
        name=calendar.name,
        colour=calendar.colour,
        description=calendar.description,
        owner=(
            None
            if owner is None
            else Reference(id=owner.uid, number=owner.number, kind=Kind.STAFF.value, label=calendar.name)
        ),
        user=(
            None
            if user is None
            else Reference(id=user.uid, number=user.number, kind=Kind.USER.value, label=user.full_name)
        ),
        created_at=calendar.created_at,
    )


def person_shown(person: Person) -> wire.Person:
    """A member of staff or a contact."""
    record = person.record
    login = "" if person.user is None else person.user.email or ""
    return wire.Person(
        id=record.uid,
        number=record.number,
        kind="staff" if record.kind is Kind.STAFF else "contact",
        label=record.label,
        first_name=record.text("first_name"),
        last_name=record.text("last_name"),
        company=record.text("company"),
        email=login or record.text("email"),
        phone=record.text("phone"),
        mobile=record.text("mobile"),
        can_log_in=person.has_login,
    )


def busy_shown(named: Named, busy: list[Busy]) -> wire.BusyOne:
    """When somebody is taken."""
    return wire.BusyOne(
        id=named.uid,
        number=named.number,
        kind=named.kind.value,
        busy=[
            wire.BusyTime(
                starts_at=one.starts,
                ends_at=one.ends,
                presence=None if one.presence is None else one.presence.value,  # type: ignore[arg-type] # never free
            )
            for one in busy
        ],
    )


def conflicting_shown(around: Around) -> wire.Conflicting:
    """Records and calendars that are wanted twice."""
    calendars = [
        Reference(id=one.uid, number=one.number, kind=Kind.CALENDAR.value, label=one.name)
        for one in around.calendars.values()
    ]
    found = [*(record_shown(one) for one in around.records.values()), *calendars]
    return wire.Conflicting(items=sorted(found, key=lambda one: one.number))


def free_day_shown(day: OpenDay, zone: str) -> wire.FreeDay:
    """A day with free times."""
    return wire.FreeDay(day=day.day, times=[_time(free, zone) for free in day.slots])


def _time(free: FreeSlot, zone: str) -> wire.FreeTime:
    slot: Slot = free.slot
    starts_at, ends_at = instants_shown(Span(slot.starts, slot.ends, zone))
    return wire.FreeTime(
        starts=wall_shown(slot.starts, all_day=False),
        ends=wall_shown(slot.ends, all_day=False),
        starts_at=starts_at,
        ends_at=ends_at,
        staff_numbers=list(free.staff),
    )
