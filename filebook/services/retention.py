"""Retention: what the rules let go is told beforehand, and removed by the very same look; rows first, then bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from filebook.core.access import Action, Actor, require
from filebook.core.businesses import Business
from filebook.core.changes import Change, Verb
from filebook.core.errors import Invalid, NoSpace, NotFound, Unavailable
from filebook.core.files import File, Folder, Version
from filebook.core.ids import BusinessNumber, Door, Kind, Number
from filebook.core.ports.blobs import BlobKey, Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.retention import DueRow
from filebook.core.retention import TRASH_DAYS, Due, Mark, Rules, Stage, Totals
from filebook.services.accounts import NOBODY
from filebook.services.file_rows import remove_rows, remove_versions
from filebook.services.holds import known

REMOVED_AT_ONCE = 100
"""So many go in one unit, during which nobody else writes."""
_LOOKED_AT_ONCE = 1000
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Between these no rule leads out of the calendar."""


@dataclass(frozen=True, slots=True)
class Question:
    """What would go. `rules` by name take the place of those in force; `at` None is now."""

    rules: Mapping[str, object] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at one business: its rules, at a moment."""

    business: BusinessNumber
    rules: Rules
    at: datetime


class Retention:
    """Any number of processes may carry the rules out at once; a round that is cut short is taken up by the next."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs, *, now: Callable[[], datetime], defaults: Rules) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._now = now
        self._defaults = defaults

    def of_business(self, business: Business) -> Rules:
        """The rules in force: the business's own, else the installation's."""
        return self._defaults.with_settings(business.settings)

    def rules(self, actor: Actor) -> tuple[Business, Rules]:
        """The actor's business, and the rules in force there. Raises: AccessDenied, NotFound("business")."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            business = _found(tables, actor.business)
        return business, self.of_business(business)

    def preview(
        self, actor: Actor, question: Question, *, after: Mark | None, limit: int
    ) -> tuple[list[Due], Mark | None]:
        """What goes, in the order in which it does, and where the next page begins; None at the end. What the actor
        may not know of is left out, so that a page may be short. Raises: AccessDenied, Invalid("at").
        """
        _require_reader(actor)
        with self._catalogue.read() as tables:
            found = _page(tables, self._look(tables, actor.business, question), after=after, limit=limit)
            seen = known(tables, actor, [one.ref.number for one in found])
        return [one for one in found if one.ref.number in seen], found[-1].mark if len(found) == limit else None

    def totals(self, actor: Actor, question: Question) -> Totals:
        """How much `preview` tells in all. Raises: as it."""
        _require_reader(actor)
        totals = Totals()
        with self._catalogue.read() as tables:
            look = self._look(tables, actor.business, question)
            for page in _pages(tables, look):
                seen = known(tables, actor, [one.ref.number for one in page])
                for one in page:
                    totals = totals.with_one(one) if one.ref.number in seen else totals
        return totals

    def expiries(self, actor: Actor, things: Sequence[File | Folder]) -> dict[Number, datetime]:
        """When each of these things in the trash of the actor's business may be gone; without those that stay there."""
        with self._catalogue.glance() as tables:
            days = self.of_business(_found(tables, actor.business)).trash_days
            files = [one.number for one in things if isinstance(one, File)]
            folders = [one.number for one in things if isinstance(one, Folder)]
            held = tables.holds.among(actor.business, files=files, folders=folders)
        return {
            one.number: one.trashed_at + timedelta(days=days)
            for one in things
            if days and one.trashed_at is not None and one.number not in held
        }

    def due(self, business: BusinessNumber) -> Iterator[Due]:
        """All that would go now, in the order in which it would."""
        with self._catalogue.read() as tables:
            for page in _pages(tables, self._look(tables, business, Question())):
                yield from page

    def carry_out(self, business: BusinessNumber) -> Iterator[Due]:
        """Remove what is due; told as it goes, and only as far as it is asked for."""
        question, after = Question(at=self._now()), None
        while True:
            found, gone, keys = self._catalogue.write(self._unit(business, question, after=after))
            for key in keys:
                with suppress(NoSpace, Unavailable):  # no row names it; housekeeping takes what stays
                    self._blobs.delete(key)
            yield from gone
            if len(found) < REMOVED_AT_ONCE:
                return
            after = found[-1].mark

    def _unit(
        self, business: BusinessNumber, question: Question, *, after: Mark | None
    ) -> Callable[[Tables], tuple[list[Due], list[Due], list[BlobKey]]]:
        def unit(tables: Tables) -> tuple[list[Due], list[Due], list[BlobKey]]:
            tables.numbers.lock(business)
            look = self._look(tables, business, question)
            found = _page(tables, look, after=after, limit=REMOVED_AT_ONCE)
            gone, segments = _removed(tables, look, found)
            return found, gone, [segment.key for segment in segments]

        return unit

    def _look(self, tables: Tables, business: BusinessNumber, question: Question) -> _Look:
        """Raises: NotFound("business"); Invalid("at") for a moment at the ends of the calendar."""
        rules = self.of_business(_found(tables, business)).with_settings(question.rules)
        at = question.at or self._now()
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise Invalid("at", "range")
        return _Look(business, rules, at)


def _require_reader(actor: Actor) -> None:
    """Raises: AccessDenied, also for a token that is good for one of both kinds alone."""
    for kind in (Kind.FILE, Kind.FOLDER):
        require(actor, Action.ADMINISTER, kind=kind)


def _found(tables: Tables, number: BusinessNumber) -> Business:
    found = tables.businesses.get(number)
    if found is None:
        raise NotFound("business", number)
    return found


def _pages(tables: Tables, look: _Look) -> Iterator[list[Due]]:
    after = None
    while page := _page(tables, look, after=after, limit=_LOOKED_AT_ONCE):
        yield page
        after = page[-1].mark


def _page(tables: Tables, look: _Look, *, after: Mark | None, limit: int) -> list[Due]:
    """The next things that are due, stage by stage."""
    found: list[Due] = []
    stages = list(Stage)
    for stage in stages if after is None else stages[stages.index(after.stage) :]:
        place = after.place if after is not None and after.stage is stage else None
        if len(found) < limit:
            found += _staged(tables, look, stage, place=place, limit=limit - len(found))
    return found


def _staged(tables: Tables, look: _Look, stage: Stage, *, place: tuple[int, int] | None, limit: int) -> list[Due]:
    business, rules = look.business, look.rules
    trashed, replaced = rules.trashed_before(look.at), rules.replaced_before(look.at)
    if stage is Stage.VERSION:
        if replaced is None:
            return []
        rows = tables.retention.versions(
            business, replaced_before=replaced, kept=rules.versions_kept, after=place, limit=limit
        )
        versions = tables.retention.versions_of(business, [row.ref.number for row in rows])
        return [_due_version(row, versions[row.ref.number], rules) for row in rows]
    if trashed is None:
        return []
    lifetime = timedelta(days=rules.trash_days)
    if stage is Stage.FOLDER:
        rows = tables.retention.folders(business, trashed_before=trashed, after=place, limit=limit)
        return [_due_thing(row, stage, lifetime, freed_bytes=0) for row in rows]
    rows = tables.retention.files(business, trashed_before=trashed, after=place, limit=limit)
    versions = tables.retention.versions_of(business, [row.ref.number for row in rows])
    return [_due_thing(row, stage, lifetime, freed_bytes=_bytes_of(versions[row.ref.number])) for row in rows]


def _due_thing(row: DueRow, stage: Stage, lifetime: timedelta, *, freed_bytes: int) -> Due:
    return Due(
        Mark(stage, row.place),
        row.ref,
        row.name,
        row.since,
        row.since + lifetime,
        (TRASH_DAYS,),
        freed_bytes=freed_bytes,
    )


def _due_version(row: DueRow, versions: Sequence[Version], rules: Rules) -> Due:
    """`versions` are all that the file has, older ones first: what is older goes before."""
    at = next(index for index, version in enumerate(versions) if version.number == row.version)
    newer = {segment.key for version in versions[at + 1 :] for segment in version.content.segments}
    segments = {segment for segment in versions[at].content.segments if segment.key not in newer}
    moments = []
    if rules.version_days:
        moments.append(row.since + timedelta(days=rules.version_days))
    if rules.versions_kept:
        moments.append(versions[at + rules.versions_kept].created_at)
    return Due(
        Mark(Stage.VERSION, row.place),
        row.ref,
        row.name,
        row.since,
        max(moments),
        rules.for_versions,
        row.version,
        sum(segment.size_bytes for segment in segments),
    )


def _bytes_of(versions: Sequence[Version]) -> int:
    segments = {segment for version in versions for segment in version.content.segments}
    return sum(segment.size_bytes for segment in segments)


def _removed(tables: Tables, look: _Look, found: Sequence[Due]) -> tuple[list[Due], list[Segment]]:
    """Remove what was found due in the same unit; what went, and what its rows named."""
    gone: list[Due] = []
    segments: list[Segment] = []
    for (stage, number), some in groupby(found, key=lambda one: (one.mark.stage, one.ref.number)):
        going = list(some)
        if stage is Stage.FOLDER:
            if not tables.folders.is_empty(look.business, number):
                continue  # something came to be due only after the files had their turn: the next round's
            _note(tables, look, going, verb=Verb.DELETED)
            tables.folders.delete(look.business, number)
            tables.numbers.forget(look.business, number)
        else:
            file = tables.files.get(look.business, number)
            if file is None:
                continue
            segments += _file_removed(tables, look, file, going)
        gone += going
    return gone, segments


def _file_removed(tables: Tables, look: _Look, file: File, going: Sequence[Due]) -> list[Segment]:
    if going[0].mark.stage is Stage.FILE:
        _note(tables, look, going, verb=Verb.DELETED)
        return remove_rows(tables, file)
    numbers = [one.version for one in going if one.version is not None]
    _note(tables, look, going, verb=Verb.CHANGED, versions=numbers)
    versions = tables.files.versions(look.business, file.number)
    return remove_versions(tables, file, versions, numbers=numbers)


def _note(
    tables: Tables, look: _Look, going: Sequence[Due], *, verb: Verb, versions: Sequence[int] | None = None
) -> None:
    """Why something went: by which rules, as they were then."""
    first = going[0]
    detail: dict[str, object] = {"retention": {name: look.rules.by_name[name] for name in first.rules}}
    if versions is not None:
        detail["versions_removed"] = list(versions)
    change = Change(look.business, first.ref.number, first.kind, verb, look.at, NOBODY, Door.COMMAND_LINE)
    tables.changes.append(replace(change, detail=detail))
