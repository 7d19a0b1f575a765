"""Conflicts: who and what is wanted by two appointments at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import Appointment, Span, Status
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.relations import RelationType
from filebook.services.book import is_hidden, require_reader
from filebook.services.booking import LAST_YEAR
from filebook.services.occurrences import each_occurrence, instant
from filebook.services.touching import each_found_of

OCCURRENCE_COUNT = 30
"""So many first occurrences of a series are looked at."""
CANDIDATE_LIMIT = 10_000
"""So many appointments of one member, and so many about all things, are looked at."""
_SHORTEST = timedelta(seconds=1)
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
_LATEST = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
Window = tuple[datetime, datetime]
"""From one instant to another."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An appointment, kept or only thought of, and the numbers of all that it wants.

    `wants` may mix who takes part, calendars, and what the appointment concerns.
    """

    appointment: Appointment
    wants: frozenset[Number]


class Conflicts:
    """Looks for other appointments of the actor's business at the same time. Cancelled ones take nobody's time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def of(
        self, actor: Actor, plans: Sequence[Plan], *, occurrence_count: int = OCCURRENCE_COUNT
    ) -> list[frozenset[Number]]:
        """Of each plan, what it wants that other appointments want at the same time.

        A colleague's private appointment counts: that the time is taken is no secret, only what for. Who may see
        nothing but the own appointments is told of those.

        Raises: AccessDenied.
        """
        require_reader(actor)
        windows = [_windows(plan, occurrence_count) for plan in plans]
        wanted = {number for plan, own in zip(plans, windows, strict=True) if own for number in plan.wants}
        with self._catalogue.read() as tables:
            rivals = _rivals(tables, actor, wanted, around=[window for own in windows for window in own])
        return [_taken(plan, own, rivals) for plan, own in zip(plans, windows, strict=True)]


@dataclass(frozen=True, slots=True)
class _Rival:
    """An appointment that takes time, and when it does so around the plans; None: it has to be expanded."""

    appointment: Appointment
    moments: Sequence[Window] | None

    def meets(self, window: Window) -> bool:
        """Whether it has a moment in the window."""
        starts, ends = window
        if self.moments is None:
            return next(each_occurrence(self.appointment, starts=starts, ends=ends), None) is not None
        return any(begins < ends and (until > starts or begins >= starts) for begins, until in self.moments)


def _windows(plan: Plan, count: int) -> list[Window]:
    if not plan.wants or plan.appointment.status is Status.CANCELLED:
        return []
    spans = islice(each_occurrence(plan.appointment, starts=_EARLIEST, ends=_LATEST), count)
    return [(starts, max(ends, starts + _SHORTEST)) for starts, ends in map(_moments, spans)]


def _taken(plan: Plan, windows: Sequence[Window], rivals: Mapping[Number, Sequence[_Rival]]) -> frozenset[Number]:
    own = plan.appointment.number
    return frozenset(
        number
        for number in plan.wants
        if any(
            rival.meets(window)
            for rival in rivals.get(number, ())
            if rival.appointment.number != own
            for window in windows
        )
    )


def _rivals(
    tables: Tables, actor: Actor, wanted: Collection[Number], *, around: Sequence[Window]
) -> dict[Number, list[_Rival]]:
    """What is wanted → the appointments that have it, so far as they may lie in one of the windows."""
    found: dict[Number, list[_Rival]] = {number: [] for number in wanted}
    if not around:
        return found
    starts, ends = min(starts for starts, _ in around), max(ends for _, ends in around)
    for number in wanted:
        attended = tables.appointments.overlapping(
            actor.business, starts=starts, ends=ends, participant=number, limit=CANDIDATE_LIMIT
        )
        found[number] += _each_rival(tables, actor, attended, starts=starts, ends=ends)
    concerning = _concerning(tables, actor, wanted)
    newest = sorted(concerning)[-CANDIDATE_LIMIT:]
    about = [one for one in tables.appointments.many(actor.business, newest).values() if not one.trashed_at]
    for rival in _each_rival(tables, actor, about, starts=starts, ends=ends):
        for number in concerning[rival.appointment.number]:
            found[number].append(rival)
    return found


def _each_rival(
    tables: Tables, actor: Actor, appointments: Sequence[Appointment], *, starts: datetime, ends: datetime
) -> Iterator[_Rival]:
    """Those that take time, and when they do so in the instants [starts, ends)."""
    taking = [one for one in appointments if _takes_time(actor, one)]
    for whole, members in each_found_of(tables, taking, starts=starts, ends=ends):
        if whole.rule is None:
            yield _Rival(whole, [_moments(whole.span)])
        elif members is None:
            yield _Rival(whole, None)
        else:
            yield _Rival(whole, [_moments(member.span) for member in members if not member.is_left_out])


def _moments(span: Span) -> Window:
    return instant(span.starts, span.zone), instant(span.ends, span.zone)


def _takes_time(actor: Actor, appointment: Appointment) -> bool:
    if appointment.status is Status.CANCELLED:
        return False
    return may(actor, Action.READ) or not is_hidden(actor, appointment)


def _concerning(tables: Tables, actor: Actor, things: Collection[Number]) -> dict[Number, set[Number]]:
    """What of these things appointments are about: appointment → things."""
    found: dict[Number, set[Number]] = {}
    for relation in tables.relations.of_children(actor.business, sorted(things)):
        if relation.type is RelationType.CONCERNS and relation.parent_kind is Kind.APPOINTMENT:
            found.setdefault(relation.parent, set()).add(relation.child)
    return found
