"""One line for every write unit: note in the business's change sequence what was done, by whom, through which door."""

from datetime import datetime

from filebook.core.access import Actor
from filebook.core.changes import Change, Verb
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Tables


def note(
    tables: Tables, actor: Actor, *, business: BusinessNumber, number: Number, kind: Kind, verb: Verb, at: datetime
) -> None:
    """Append a change. `actor.user` may belong to another business than the object, as a reseller's does."""
    tables.changes.append(Change(business, number, kind, verb, at, actor.user, actor.door))
