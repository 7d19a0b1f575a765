"""Search: things found by their words, as far as the caller may know of them, with the places where the words stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from filebook.core.access import Action, Actor, may, require, sight
from filebook.core.audience import knows_kind
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.search import Hit, Seeker, Within
from filebook.core.searchable import SEARCHED_KINDS, Thing, searchable
from filebook.core.searching import EXCERPT_SEARCHED, Excerpt, Quoter, query_of
from filebook.services.book import require_reader
from filebook.services.targets import allowed, is_live

_LIBRARY = frozenset({Kind.FILE, Kind.FOLDER})


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Where the words stand: in the names of a thing, in what is said of it, in its text. None: nowhere there."""

    names: Excerpt | None = None
    details: Excerpt | None = None
    content: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found."""

    hit: Hit
    thing: Thing
    excerpts: Excerpts


@dataclass(frozen=True, slots=True)
class Finds:
    """A page of what was found. `next`: where the next one begins; None at the end."""

    items: list[Found]
    next: Hit | None


class Search:
    """Looks through the things of the actor's business."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def found(self, actor: Actor, text: str, within: Within, *, after: Hit | None, limit: int) -> Finds:
        """What somebody may mean who typed `text`. `within.kinds` empty: of every kind that the caller may know of.

        Raises: AccessDenied for a kind that the caller may not ask for, or where there is none that it may;
            NotFound("folder" | "target") for what is not there.
        """
        within = _permitted(actor, within)
        query = query_of(text)
        with self._catalogue.read() as tables:
            _check(tables, actor, within)
            hits = tables.search.found(_seeker(actor), query, within=within, after=after, limit=limit + 1)
            shown = hits[:limit]
            things = _things(tables, actor, shown)
            unnamed = [hit.number for hit in shown if hit.tier > 1 and hit.kind is Kind.FILE]
            texts = tables.search.texts(actor.business, unnamed, limit=EXCERPT_SEARCHED)
        quoter = Quoter(query)
        items = [
            Found(hit, things[hit.number], _excerpts(things[hit.number], quoter, texts.get(hit.number, "")))
            for hit in shown
        ]
        return Finds(items, shown[-1] if len(hits) > limit else None)

    def counts(self, actor: Actor, text: str, within: Within) -> Mapping[Kind, int]:
        """How many of each kind `found` tells in all; kinds without any are left out. Raises: as it."""
        within = _permitted(actor, within)
        with self._catalogue.read() as tables:
            _check(tables, actor, within)
            return tables.search.counts(_seeker(actor), query_of(text), within=within)


def _seeker(actor: Actor) -> Seeker:
    return Seeker(actor.business, sight(actor), actor.staff.number, sees_all=may(actor, Action.READ))


def _permitted(actor: Actor, within: Within) -> Within:
    """What is looked through: kinds that the caller may ask for and that have all that it is narrowed to.

    Raises: AccessDenied.
    """
    for kind in within.kinds:
        if kind is Kind.APPOINTMENT:
            require_reader(actor)
        else:
            require(actor, Action.READ, kind=kind)
    kinds = within.kinds or frozenset(kind for kind in SEARCHED_KINDS if _may_ask(actor, kind))
    if not kinds:
        raise AccessDenied(Action.READ.value)
    if within.attached_to is not None or within.media_type or within.has_size:
        kinds &= {Kind.FILE}
    if within.below is not None or within.tags or within.uploader is not None:
        kinds &= _LIBRARY
    if within.participant is not None:
        kinds &= {Kind.APPOINTMENT}
    return replace(within, kinds=kinds)


def _may_ask(actor: Actor, kind: Kind) -> bool:
    """As the lists of a kind are asked for; a single record that is the caller's own has no list."""
    return knows_kind(actor, kind) and (kind is Kind.APPOINTMENT or may(actor, Action.READ))


def _check(tables: Tables, actor: Actor, within: Within) -> None:
    """Raises: NotFound for what it is narrowed to that the caller may not know of."""
    if within.below is not None:
        folder = tables.folders.get(actor.business, within.below)
        allowed(tables, actor, Action.READ, folder, what="folder", trashed_too=False)
    for number in (within.attached_to, within.participant):
        if number is not None:
            named = tables.numbers.find(actor.business, number)
            if named is None or not is_live(tables, actor, named.number, kind=named.kind):
                raise NotFound("target", number)


def _things(tables: Tables, actor: Actor, hits: list[Hit]) -> dict[Number, Thing]:
    """One statement for each kind of row."""

    def numbers(kinds: frozenset[Kind]) -> list[Number]:
        return [hit.number for hit in hits if hit.kind in kinds]

    return {
        **tables.search.files(actor.business, numbers(frozenset({Kind.FILE}))),
        **tables.search.folders(actor.business, numbers(frozenset({Kind.FOLDER}))),
        **tables.records.many(actor.business, numbers(RECORD_KINDS)),
        **tables.appointments.many(actor.business, numbers(frozenset({Kind.APPOINTMENT}))),
    }


def _excerpts(thing: Thing, quoter: Quoter, text: str) -> Excerpts:
    said = searchable(thing)
    return Excerpts(quoter.excerpt(said.names), quoter.excerpt(said.details), quoter.excerpt(text))
