"""What a service does with a thing before anything else: find it, within reach, and ask the policy."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from filebook.core.access import Action, Actor, Judged, Rule, is_plainly_allowed, judged, reaches, sight
from filebook.core.appointments import Appointment
from filebook.core.businesses import Business
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import File, Folder, target_of
from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Number, Ref
from filebook.core.ports.catalogue import Tables
from filebook.core.records import Record
from filebook.services.book import is_hidden

Thing = TypeVar("Thing", File, Folder)


def readable(tables: Tables, actor: Actor, thing: Thing | None, *, what: str) -> Thing:
    """The thing, if the actor may read it and it is not in the trash.

    Raises: NotFound(what), AccessDenied.
    """
    return allowed(tables, actor, Action.READ, thing, what=what, trashed_too=False)


def writable(tables: Tables, actor: Actor, thing: Thing | None, *, what: str) -> Thing:
    """The thing, trashed or not, if the actor may change it.

    Raises: NotFound(what), AccessDenied.
    """
    return allowed(tables, actor, Action.WRITE, thing, what=what, trashed_too=True)


def allowed(
    tables: Tables, actor: Actor, action: Action, thing: Thing | None, *, what: str, trashed_too: bool
) -> Thing:
    """The policy's answer for a thing that was looked up.

    A caller whose role allows nothing of the kind is denied before it could learn whether the thing exists.

    Raises: NotFound(what), AccessDenied.
    """
    if thing and not thing.trashed_at and is_plainly_allowed(actor, action, thing.business, thing.visibility):
        return thing
    for _, failure in judged_thing(tables, actor, action, thing, what=what, trashed_too=trashed_too):
        if failure is not None:
            raise failure
    if thing is None:
        raise NotFound(what)
    return thing


def judged_thing(
    tables: Tables, actor: Actor, action: Action, thing: File | Folder | None, *, what: str, trashed_too: bool
) -> Iterator[Judged]:
    """The policy for a thing that was looked up, rule by rule; what fails first is what `allowed` raises."""
    yield from judged(actor, Action.READ, kind=_kind_of(thing))
    if thing is None:
        yield Rule.PRESENCE, NotFound(what)
        return
    yield Rule.TRASH, NotFound(what) if thing.trashed_at and not trashed_too else None
    yield Rule.PLACE, None if _in_scope(tables, actor, thing) else NotFound(what)
    lineage = () if thing.business == actor.business else tables.businesses.lineage(thing.business)
    for rule, failure in judged(actor, action, target_of(thing, lineage)):
        # Where one id may name a file or a folder, absent is absent.
        yield rule, NotFound(what) if isinstance(failure, NotFound) else failure


def place_of(
    tables: Tables,
    actor: Actor,
    business: BusinessNumber,
    folder: Ref | None,
    *,
    was: Ref | None = None,
    in_trash: bool = False,
) -> Folder | None:
    """The folder that something is to lie in; None at top level. One that the actor may not see is absent, unless the
    thing lies there already; so is one in the trash, unless the thing does as well.

    Raises: NotFound("folder"), AccessDenied("scope").
    """
    require_place(tables, actor, folder)
    if folder is None:
        return None
    found = tables.folders.get(business, folder.number)
    is_there = found is not None and (in_trash or not found.trashed_at)
    if found is None or not is_there or not (folder == was or _sees(actor, found)):
        raise NotFound("folder", folder.number)
    return found


def _sees(actor: Actor, thing: File | Folder) -> bool:
    return sight(actor).covers(thing.visibility, (thing.uploader.business, thing.uploader.user))


def require_place(tables: Tables, actor: Actor, folder: Ref | None) -> None:
    """Raises: AccessDenied("scope") for a place that lies outside the folder which the actor's token is good for."""
    within = actor.scope.folder
    if within is not None and (
        folder is None or not tables.folders.is_below(actor.business, folder.number, ancestor=within)
    ):
        raise AccessDenied("scope")


def _kind_of(thing: File | Folder | None) -> Kind:
    return Kind.FOLDER if isinstance(thing, Folder) else Kind.FILE


def _in_scope(tables: Tables, actor: Actor, thing: File | Folder) -> bool:
    within = actor.scope.folder
    if within is None:
        return True
    if isinstance(thing, Folder):
        return tables.folders.is_below(actor.business, thing.number, ancestor=within)
    return thing.folder is not None and tables.folders.is_below(actor.business, thing.folder.number, ancestor=within)


def reached(tables: Tables, actor: Actor, business: BusinessNumber) -> Business:
    """A business within the actor's reach. Raises: NotFound("business")."""
    found = tables.businesses.get(business)
    lineage = () if business == actor.business else tables.businesses.lineage(business)
    if found is None or not reaches(actor, business, lineage=lineage):
        raise NotFound("business", business)
    return found


def require_target(tables: Tables, actor: Actor, business: BusinessNumber, *, target: Number, kind: Kind) -> None:
    """Raises: NotFound(kind) unless the number is an untrashed record or appointment of this kind in the business,
    and not an appointment that the actor may not know of.
    """
    named = tables.numbers.find(business, target)
    if named is None or named.kind is not kind or not actor.scope.covers(kind):
        raise NotFound(kind.value, target)
    thing = _target(tables, business, target, kind=kind)
    hidden = isinstance(thing, Appointment) and is_hidden(actor, thing)
    if thing is None or thing.trashed_at or hidden:
        raise NotFound(kind.value, target)


def is_live(tables: Tables, actor: Actor, number: Number, *, kind: Kind) -> bool:
    """Whether the number would do as a target in the actor's business."""
    try:
        require_target(tables, actor, actor.business, target=number, kind=kind)
    except NotFound:
        return False
    return True


def live(tables: Tables, actor: Actor, numbers: Iterable[Number], *, kind: Kind) -> list[Number]:
    """Those of the numbers that would do as a target in the actor's business, each once, in their order."""
    wanted = list(dict.fromkeys(numbers))
    if not actor.scope.covers(kind):
        return []
    if kind is Kind.APPOINTMENT:
        appointments = tables.appointments.many(actor.business, wanted)
        known = {
            number for number, found in appointments.items() if not found.trashed_at and not is_hidden(actor, found)
        }
    else:
        records = tables.records.many(actor.business, wanted)
        known = {number for number, found in records.items() if not found.trashed_at and found.kind is kind}
    return [number for number in wanted if number in known]


def require_live(tables: Tables, actor: Actor, numbers: Iterable[Number], *, kind: Kind) -> None:
    """Raises: NotFound(kind) for the first of the numbers that would not do as a target in the actor's business."""
    wanted = list(numbers)
    found = set(live(tables, actor, wanted, kind=kind))
    for number in wanted:
        if number not in found:
            raise NotFound(kind.value, number)


def stands(tables: Tables, business: BusinessNumber, target: Number, *, kind: Kind) -> bool:
    """Whether there is such a record or appointment outside the trash, whoever may know of it."""
    thing = _target(tables, business, target, kind=kind)
    return thing is not None and not thing.trashed_at


def _target(tables: Tables, business: BusinessNumber, target: Number, *, kind: Kind) -> Appointment | Record | None:
    if kind is Kind.APPOINTMENT:
        return tables.appointments.get(business, target)
    return tables.records.get(business, target) if kind in RECORD_KINDS else None
