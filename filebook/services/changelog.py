"""What every write unit notes: the change, what kind it was, and when; and how far a business has come."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from filebook.core.access import Actor, Request
from filebook.core.changes import Change, Verb
from filebook.core.errors import AlreadyUsed, Conflict
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.repeats import Repeat


def note(
    tables: Tables,
    actor: Actor,
    *,
    business: BusinessNumber,
    number: Number,
    kind: Kind,
    verb: Verb,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Append a change, if what the actor's request demands holds. `actor.user` may belong to another business than the
    object, as a reseller's does.

    Raises: Conflict("revision") for an object that has another revision than the request expects;
        AlreadyUsed("request") for a request that was carried out before.
    """
    request = actor.request
    if request is not None:
        _honour(tables, actor, request, business=business, number=number, at=at)
    tables.changes.append(
        Change(
            business,
            number,
            kind,
            verb,
            at,
            actor.user,
            actor.door,
            request="" if request is None else request.id,
            detail=detail or {},
            actor_business=_elsewhere(actor, business),
        )
    )


def note_each(
    tables: Tables, actor: Actor, numbers: Sequence[Number], *, business: BusinessNumber, verb: Verb, at: datetime
) -> None:
    """Append a change for each of the files and folders that went to the trash, or came from it, with a folder. That of
    the folder itself is noted last.
    """
    request = "" if actor.request is None else actor.request.id
    change = Change(business, Number(0), Kind.FILE, verb, at, actor.user, actor.door, request=request)
    tables.changes.append_each(replace(change, actor_business=_elsewhere(actor, business)), numbers)


def _elsewhere(actor: Actor, business: BusinessNumber) -> BusinessNumber | None:
    return None if actor.business == business else actor.business


def _honour(
    tables: Tables, actor: Actor, request: Request, *, business: BusinessNumber, number: Number, at: datetime
) -> None:
    if request.key:
        claim = Repeat(actor.business, actor.user, request.key, request.id, at, request.fingerprint)
        if tables.repeats.claim(claim).request != request.id:
            raise AlreadyUsed("request")
    if request.expects is not None and request.expects[0] == number:
        named = tables.numbers.find(business, number)
        revision = 0 if named is None else named.revision
        # An earlier note of this unit has moved the revision on: that is the request's own change.
        if revision != request.expects[1] and tables.changes.request_of(business, revision) != request.id:
            raise Conflict("revision")


def verb_of(before: File | Folder, after: File | Folder) -> Verb:
    """What happened to a file or folder that was written again."""
    if bool(before.trashed_at) is bool(after.trashed_at):
        return Verb.CHANGED
    return Verb.TRASHED if after.trashed_at else Verb.RESTORED


def later(before: datetime, at: datetime) -> datetime:
    """A change is always later than the one before it, also where only milliseconds are shown."""
    return max(at, before + timedelta(milliseconds=1))


class Changelog:
    """The sequence of changes of the actor's business."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def state(self, actor: Actor) -> str:
        """A short text that is another one as soon as anything changed that the actor might be shown."""
        with self._catalogue.read() as tables:
            business = tables.businesses.get(actor.business)
            sequence = tables.changes.last(actor.business)
        return hashlib.sha256(f"{sequence} {business} {actor}".encode()).hexdigest()[:32]
