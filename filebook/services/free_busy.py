"""Free and busy: when people and calendars are taken, and not by what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import Presence
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.slots import Interval
from filebook.services.agenda import whose_agenda
from filebook.services.book import is_hidden, require_reader
from filebook.services.occupied import GIVES_WAY, LONGEST_BUFFER, interval_of
from filebook.services.occurrences import instant
from filebook.services.schedule import AGENDA_LIMIT, RANGE_LIMIT, appointments_of
from filebook.services.touching import each_found_of, expanded

_STRONGEST: tuple[Presence | None, ...] = (Presence.OUT_OF_OFFICE, Presence.BUSY, None)
"""Where several take the same time, the first of these is told."""


@dataclass(frozen=True, slots=True)
class Busy:
    """The time between two instants; `presence` None: by what is private, so it is not told."""

    starts: datetime
    ends: datetime
    presence: Presence | None


class FreeBusy:
    """Tells when somebody is taken. Whoever may read the business learns of a private appointment when it is, and no
    more; everybody else learns of the own ones.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def of(
        self, actor: Actor, numbers: Sequence[Number], *, starts: datetime, ends: datetime
    ) -> dict[Number, list[Busy]]:
        """Of each person and calendar, what is taken of the instants [starts, ends), in order, nothing twice.

        Staff are taken in buffers, too. What is cancelled, missed or leaves people free takes nobody's time; nor does
        an appointment those who own it and do not take part.

        Raises: NotFound("calendar"), AccessDenied, Invalid("until" | "of").
        """
        require_reader(actor)
        if not timedelta() < ends - starts <= RANGE_LIMIT:
            raise Invalid("until", "range")
        if len(numbers) > AGENDA_LIMIT:
            raise Invalid("of", "too_many")
        with self._catalogue.read() as tables:
            return {
                number: _merged(_taken(tables, actor, number, starts=starts, ends=ends))
                for number in dict.fromkeys(numbers)
            }


def _taken(tables: Tables, actor: Actor, number: Number, *, starts: datetime, ends: datetime) -> Iterator[Busy]:
    """Every moment that takes time, cut to the window."""
    whose = whose_agenda(tables, actor, number)
    named = tables.numbers.find(actor.business, number)
    is_staff = named is not None and named.kind is not Kind.CONTACT and whose.owner is not None
    since, until = (starts - LONGEST_BUFFER, ends + LONGEST_BUFFER) if is_staff else (starts, ends)
    there = appointments_of(tables, actor, [replace(whose, owner=None)], starts=since, ends=until)
    for whole, members in each_found_of(tables, there, starts=since, ends=until):
        hidden = is_hidden(actor, whole)
        if whole.presence is Presence.FREE or (hidden and not may(actor, Action.READ)):
            continue
        presence = None if hidden else whole.presence
        for member in expanded(whole, starts=since, ends=until) if members is None else members:
            begins, finishes = interval_of(member) if is_staff else _interval(member)
            begins, finishes = max(begins, starts), min(finishes, ends)
            if member.status not in GIVES_WAY and begins < finishes:
                yield Busy(begins, finishes, presence)


def _interval(member: Member) -> Interval:
    span = member.span
    return instant(span.starts, span.zone), instant(span.ends, span.zone)


def _merged(taken: Iterator[Busy]) -> list[Busy]:
    """The same time without overlaps; where there are some, by the strongest."""
    steps: dict[datetime, Counter[Presence | None]] = {}
    for busy in taken:
        steps.setdefault(busy.starts, Counter())[busy.presence] += 1
        steps.setdefault(busy.ends, Counter())[busy.presence] -= 1
    found: list[Busy] = []
    running: Counter[Presence | None] = Counter()
    for begins, finishes in pairwise(sorted(steps)):
        for presence, by in steps[begins].items():
            running[presence] += by
        for strongest in [one for one in _STRONGEST if running[one] > 0][:1]:
            if found and found[-1].ends == begins and found[-1].presence is strongest:
                found[-1] = replace(found[-1], ends=finishes)
            else:
                found.append(Busy(begins, finishes, strongest))
    return found
