"""Audience: whom an object is for, as short text that stays with each of its changes.

So a change may be told to those who could know of the object when it happened, also where they cannot any more, and to
nobody else, long after the object is gone. A change that narrows an object's audience keeps the former one beside it.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from filebook.core.access import Action, Actor, Role, Visibility, may, role_allows, sight
from filebook.core.ids import BusinessNumber, Kind, Number

_LIBRARY = frozenset({Kind.FILE, Kind.FOLDER})
LINK_KINDS = frozenset({Kind.SHARE, Kind.REQUEST_LINK})
"""Links for people without a login, whose audience is `link_audience`."""
_FOR_EVERYBODY = frozenset({Kind.APPOINTMENT, Kind.CALENDAR, Kind.STAFF, Kind.USER})
"""Of these somebody who may not read the business's things knows a few: its own, and what can be booked."""


def library_audience(visibility: Visibility, uploader: tuple[BusinessNumber, Number], *, place: Number | None) -> str:
    """Of a file or folder that lies in the folder `place`; None at top level."""
    if visibility is Visibility.EMPLOYEE:
        return f"e{uploader[0]}.{uploader[1]}@{place or 0}"
    return f"{'r' if visibility is Visibility.RESELLER else 'c'}@{place or 0}"


def book_audience(staff: Iterable[Number], *, private: bool) -> str:
    """Of an appointment that these members of staff take part in, own, or were granted; of the calendar of one of them.
    That of nobody has none, and is for all.
    """
    return f"{'p' if private else 'o'}:{','.join(map(str, sorted(set(staff))))}"


def link_audience(maker: Number, *, within: Number | None) -> str:
    """Of a link for people without a login: for its maker and for owners. `within`: the folder that the token was good
    for which it was made with.
    """
    return f"l:{maker}.{within or 0}"


def joined(before: str, after: str) -> str:
    """The audience of a change: whoever could know of the object before it or after."""
    return after if not before or before == after else f"{after} {before}"


def places(audience: str) -> set[Number]:
    """The folders in which a file or folder of this audience lay; none for the top level."""
    found = (part.partition("@")[2] for part in audience.split())
    return {Number(int(place)) for place in found if place not in {"", "0"}}


def knows_kind(actor: Actor, kind: Kind) -> bool:
    """Whether objects of a kind are told to the actor at all. An occurrence goes with its appointment."""
    if kind is Kind.OCCURRENCE or Action.READ not in actor.scope.verbs or not actor.scope.covers(kind):
        return False
    if kind is Kind.WEBHOOK:
        return may(actor, Action.ADMINISTER)
    return actor.role >= Role.PERSONAL if kind in _FOR_EVERYBODY else may(actor, Action.READ)


def covers(actor: Actor, kind: Kind, number: Number, *, audience: str, inside: Collection[Number]) -> bool:
    """Whether the actor belongs to the audience of an object of its business. `inside`: those of the folders that
    `places` named which lie in the folder of the actor's token; of no account for a token without one.
    """
    if not knows_kind(actor, kind):
        return False
    if kind in _LIBRARY:
        if kind is Kind.FOLDER and number == actor.scope.folder:
            inside = {*inside, *places(audience)}
        return any(_sees(actor, part, number=number, inside=inside) for part in audience.split())
    if kind in LINK_KINDS:
        return any(_made(actor, part) for part in audience.split())
    if kind is Kind.APPOINTMENT or (kind is Kind.CALENDAR and audience):
        return any(_takes_part(actor, part) for part in audience.split())
    return may(actor, Action.READ) or kind is Kind.CALENDAR or number in {actor.staff.number, actor.user}


def _sees(actor: Actor, part: str, *, number: Number, inside: Collection[Number]) -> bool:
    seen_by, _, place = part.partition("@")
    within = actor.scope.folder
    if within is not None and number != within and int(place) not in inside:
        return False
    return sight(actor).covers(*_told(seen_by))


@lru_cache(maxsize=256)
def _told(seen_by: str) -> tuple[Visibility, tuple[BusinessNumber, Number] | None]:
    if seen_by[0] == "e":
        business, _, user = seen_by[1:].partition(".")
        return Visibility.EMPLOYEE, (BusinessNumber(int(business)), Number(int(user)))
    return (Visibility.RESELLER if seen_by == "r" else Visibility.CUSTOMER), None


def knows_link(actor: Actor, maker: Number, *, within: Number | None) -> bool:
    """Whether an actor who may know of links at all knows one of its business's."""
    if actor.scope.folder not in {None, within}:
        return False
    return maker == actor.user or role_allows(actor, Action.ADMINISTER)


def _made(actor: Actor, part: str) -> bool:
    maker, _, within = part.removeprefix("l:").partition(".")
    return knows_link(actor, Number(int(maker)), within=Number(int(within)) or None)


def _takes_part(actor: Actor, part: str) -> bool:
    """As `services.book.is_hidden` judges an appointment that is there."""
    word, _, staff = part.partition(":")
    return str(actor.staff.number) in staff.split(",") or (word == "o" and may(actor, Action.READ))
