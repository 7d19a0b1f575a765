"""Changes between the wire of the native API and ours, and places in the feed as opaque cursors."""

import base64
import binascii
import hashlib
from collections.abc import Collection
from typing import cast

import msgspec

from filebook.core.changes import Change, Verb
from filebook.core.errors import Invalid
from filebook.core.feed import Deed, Place, Told
from filebook.core.ids import Kind, Number
from filebook.dialects.native.changes import wire
from filebook.dialects.native.wire import Reference

WITHDRAWN: wire.Verb = "withdrawn"
"""What happened to an object that is there, and not to be known any more."""
ALL_KINDS = frozenset(Kind) - {Kind.OCCURRENCE}
_GOING = frozenset({Verb.TRASHED, Verb.DELETED})


class _Position(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    sequence: int
    after: int | None
    sight: str
    kinds: str


def kinds_of(names: Collection[wire.Kind]) -> frozenset[Kind]:
    """The kinds that are wanted; all for none."""
    return frozenset(map(Kind, names)) or ALL_KINDS


def cursor_of(place: Place, kinds: Collection[Kind]) -> str:
    """A place in the feed of these kinds, as text."""
    position = _Position(place.sequence, place.after, place.sight, _of_kinds(kinds))
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode("ascii").rstrip("=")


def place_of(cursor: str, kinds: Collection[Kind]) -> Place | None:
    """The place that a cursor tells; None for "".

    Raises: Invalid("since") for one that was not told here, or for other kinds.
    """
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        position = msgspec.json.decode(raw, type=_Position)
    except (binascii.Error, ValueError):
        raise Invalid("since") from None
    if position.kinds != _of_kinds(kinds):
        raise Invalid("since", "other_kinds")
    return Place(position.sequence, None if position.after is None else Number(position.after), position.sight)


def after(place: Place, told: Told) -> Place:
    """The place right after one item of the page that begins after `place`."""
    if told.change is None:
        return Place(place.sequence, told.number, place.sight)
    return Place(told.change.sequence, None, place.sight)


def told_shown(told: Told) -> wire.Change:
    """An item of the feed as the API shows it."""
    change, kind = told.change, cast("wire.Kind", told.kind.value)
    if change is None:
        return wire.Change(id=told.uid, number=told.number, kind=kind, deleted=False, revision=told.revision)
    return wire.Change(
        id=told.uid,
        number=told.number,
        kind=kind,
        deleted=told.is_gone,
        sequence=change.sequence,
        verb=WITHDRAWN if told.is_gone and change.verb not in _GOING else _verb(change),
        at=change.at,
        door=change.door.value,
        actor_number=change.actor or None if change.actor_business is None else None,
    )


def deed_shown(deed: Deed) -> wire.Activity:
    """Something that was done as the API shows it."""
    change, doer = deed.change, deed.doer
    actor = None
    if doer is not None:
        actor = wire.Actor(id=doer.uid, number=doer.number, label=doer.label, business_number=doer.business)
    return wire.Activity(
        sequence=change.sequence,
        at=change.at,
        verb=_verb(change),
        door=change.door.value,
        actor=actor,
        object=Reference(id=change.uid or "", number=change.number, kind=change.kind.value, label=deed.label),
        request=change.request,
        detail=dict(change.detail),
    )


def _verb(change: Change) -> wire.Verb:
    return change.verb.value


def _of_kinds(kinds: Collection[Kind]) -> str:
    return hashlib.blake2b(",".join(sorted(kinds)).encode(), digest_size=4).hexdigest()
