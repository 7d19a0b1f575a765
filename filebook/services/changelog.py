"""What every write unit notes: the change, what kind it was, and when; and how far a business has come."""

import hashlib
from datetime import datetime, timedelta

from filebook.core.access import Actor
from filebook.core.changes import Change, Verb
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables


def note(
    tables: Tables, actor: Actor, *, business: BusinessNumber, number: Number, kind: Kind, verb: Verb, at: datetime
) -> None:
    """Append a change. `actor.user` may belong to another business than the object, as a reseller's does."""
    tables.changes.append(Change(business, number, kind, verb, at, actor.user, actor.door))


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
