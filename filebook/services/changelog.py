"""What every write unit notes: the change, what kind it was, and when."""

from datetime import datetime, timedelta

from filebook.core.access import Actor
from filebook.core.changes import Change, Verb
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Tables


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
