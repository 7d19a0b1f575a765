"""The diary: appointments and occurrences found by the beginning of their uid, and those made through a door."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import Appointment
from filebook.core.errors import NotFound, Unsupported
from filebook.core.ids import Kind, Number, Ref
from filebook.core.members import MEMBER_LIMIT, Member, each_member, member_on
from filebook.core.ports.catalogue import Catalogue, Named, Tables
from filebook.services.book import is_hidden, require_reader
from filebook.services.numbered_occurrences import Place, place_of

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A single appointment, a whole series or one occurrence. `whole_told` False: only that the time is taken."""

    member: Member
    whole_told: bool


class Diary:
    """Appointments of the actor's business, for doors whose ids are the beginnings of uids."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def find(self, actor: Actor, short: str) -> Found:
        """What has this name. Of a colleague's private appointment, those who may read the business's know the time.

        Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all.
        """
        require_reader(actor)
        with self._catalogue.glance() as tables:
            named = tables.numbers.find_short(short)
            member = None if named is None or named.business != actor.business else _member(tables, named)
        if member is None:
            raise NotFound("appointment", short)
        hidden = is_hidden(actor, member.whole)
        if hidden and not may(actor, Action.READ):
            raise NotFound("appointment", short)
        return Found(member, whole_told=not hidden)

    def made_here(self, actor: Actor, holds: Callable[[Member], bool]) -> list[Place]:
        """Where the members stand that were made as somebody's own through the actor's door, wherever they lie in time:
        those for which `holds` says so, without days that their series leaves out.

        Raises: AccessDenied.
        """
        require_reader(actor)
        with self._catalogue.read() as tables:
            known = (whole for whole in _made(tables, actor) if not (whole.trashed_at or is_hidden(actor, whole)))
            return [place_of(member) for whole in known for member in _members(whole) if holds(member)]


def _member(tables: Tables, named: Named) -> Member | None:
    """None for what is no appointment, in the trash, or on a day that its series does not have any more."""
    if named.kind is Kind.APPOINTMENT:
        whole = tables.appointments.get(named.business, named.number)
        return None if whole is None or whole.trashed_at else Member(whole)
    occurrence = tables.occurrences.get(named.business, named.number) if named.kind is Kind.OCCURRENCE else None
    series = None if occurrence is None else tables.appointments.get(named.business, occurrence.appointment)
    if occurrence is None or series is None or series.trashed_at:
        return None
    return member_on(series, occurrence.original_on, Ref(occurrence.number, occurrence.uid))


def _made(tables: Tables, actor: Actor) -> Iterator[Appointment]:
    after: Number | None = None
    while batch := tables.made_through.page(actor.business, actor.door, after=after, limit=_BATCH):
        yield from tables.appointments.many(actor.business, batch).values()
        after = batch[-1]


def _members(whole: Appointment) -> Sequence[Member]:
    """A single appointment; of what became a series through another door, its first members."""
    if whole.rule is None:
        return [Member(whole)]
    try:
        return [member for member in islice(each_member(whole), MEMBER_LIMIT) if not member.is_left_out]
    except Unsupported:
        return []
