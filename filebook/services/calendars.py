"""Calendars: shown, named, coloured, and those of resources removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from filebook.core.access import Action, Actor, may, require
from filebook.core.appointments import Calendar
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.agenda import OwnedCalendar
from filebook.services.book import require_reader
from filebook.services.changelog import note


class Calendars:
    """Calendars of the actor's business. Of other people's, whoever may not read there knows nothing."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def get(self, actor: Actor, number: Number) -> OwnedCalendar:
        """Raises: NotFound("calendar"), AccessDenied."""
        require_reader(actor, kind=Kind.CALENDAR)
        with self._catalogue.glance() as tables:
            calendar = _known(tables, actor, number)
            user = None if calendar.owner is None else tables.users.by_staff(actor.business, calendar.owner.number)
        return OwnedCalendar(calendar, user)

    def change(self, actor: Actor, number: Number, *, edit: Callable[[Calendar], Calendar]) -> Calendar:
        """Apply `edit` to name, colour and description as they are now. Everybody may with the own calendar.

        Raises: NotFound("calendar"), AccessDenied, Invalid("name") also for a person's calendar, which is called as
            that person is, Conflict("resource") for a name that another resource has.
        """
        require_reader(actor, kind=Kind.CALENDAR)

        def unit(tables: Tables) -> Calendar:
            tables.numbers.lock(actor.business)
            current = _known(tables, actor, number)
            is_own = current.owner is not None and current.owner == actor.staff
            if not (may(actor, Action.WRITE) or (is_own and Action.WRITE in actor.scope.verbs)):
                raise AccessDenied(Action.WRITE.value)
            edited = edit(current)
            changed = replace(current, name=edited.name, colour=edited.colour, description=edited.description)
            if changed.name != current.name:
                _require_free_name(tables, changed)
            tables.calendars.update(changed)
            self._note(tables, actor, changed, verb=Verb.CHANGED)
            return changed

        return self._catalogue.write(unit)

    def remove(self, actor: Actor, number: Number) -> None:
        """Remove the calendar of a resource for good.

        Raises: NotFound("calendar"), AccessDenied, Conflict("calendar_of_person" | "calendar_in_use") while an
            appointment outside the trash stands in it.
        """
        require(actor, Action.WRITE, kind=Kind.CALENDAR)

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            current = _known(tables, actor, number)
            if current.owner is not None:
                raise Conflict("calendar_of_person")
            if tables.appointments.of_member(actor.business, number, limit=1):
                raise Conflict("calendar_in_use")
            self._note(tables, actor, current, verb=Verb.DELETED)
            tables.calendars.delete(actor.business, number)
            tables.numbers.forget(actor.business, number)

        self._catalogue.write(unit)

    def _note(self, tables: Tables, actor: Actor, calendar: Calendar, *, verb: Verb) -> None:
        note(
            tables,
            actor,
            business=calendar.business,
            number=calendar.number,
            kind=Kind.CALENDAR,
            verb=verb,
            at=self._now(),
        )


def _known(tables: Tables, actor: Actor, number: Number) -> Calendar:
    found = tables.calendars.get(actor.business, number)
    if found is None or not (found.owner is None or found.owner == actor.staff or may(actor, Action.READ)):
        raise NotFound("calendar", number)
    return found


def _require_free_name(tables: Tables, calendar: Calendar) -> None:
    if calendar.owner is not None:
        raise Invalid("name", "persons_name")
    checked_name(calendar.name, "name")
    others = (one for one in tables.calendars.all(calendar.business) if one.number != calendar.number)
    if any(one.owner is None and one.name == calendar.name for one in others):
        raise Conflict("resource")
