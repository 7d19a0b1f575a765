"""`get`/`users`, `get`/`groups`, `get`/`checkuserrecordsright`: who works here, and what they may do.

A user's id is the number of the staff record. The one group is the business itself, with everybody in it. Source:
apidoc.onoffice.de, "Get Users", "Get groups", "Read User rights"; read 2026-11-22.
"""

from filebook.core.access import Action, Actor, may
from filebook.core.errors import AccessDenied, Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.dialects.onoffice import codes, ids, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import numbers_in, text_in
from filebook.dialects.onoffice.records.modules import KINDS
from filebook.dialects.onoffice.records.wire import GroupElements, UserElements
from filebook.services.book import Right

CHECKED_LIMIT = 10_000
"""Ids in one check of rights."""
_RIGHTS = {"read": Right.READ, "modify": Right.WRITE, "create": Right.WRITE, "delete": Right.REMOVE}
_OFFICE = "GroupOffice"


def users(asked: Asked) -> Outcome:
    """Everybody who works here, with a login or without."""
    return Outcome(
        [
            wire.Record(
                one.number, None, UserElements(one.number, one.user_name, one.first_name, one.last_name, one.email)
            )
            for one in asked.services.colleagues.all(asked.actor)
        ]
    )


def groups(asked: Asked) -> Outcome:
    """The business as an office group."""
    business = asked.services.colleagues.business(asked.actor)
    members = [int(colleague.number) for colleague in asked.services.colleagues.all(asked.actor)]
    said = GroupElements(business.number, business.name, "", members, _OFFICE, [])
    return Outcome([wire.Record(business.number, None, said)])


def check_rights(asked: Asked) -> Outcome:
    """Those of the ids that the named user may read, change or delete, as far as the caller may know of them.

    Raises: Refused for a missing parameter; Invalid(parameter).
    """
    parameters = asked.parameters
    for name in ("action", "module", "userid", "recordIds"):
        if parameters.get(name) in (None, ""):
            raise Refused(codes.NO_PARAMETER, name)
    right = _RIGHTS.get(text_in(parameters["action"], "action").lower())
    if right is None:
        raise Invalid("action")
    kind = KINDS.get(text_in(parameters["module"], "module").lower())
    if kind is None:
        raise Invalid("module")
    numbers = list(dict.fromkeys(numbers_in(parameters["recordIds"], "recordIds")))
    if len(numbers) > CHECKED_LIMIT:
        raise Invalid("recordIds", "length")
    try:
        user = asked.services.colleagues.as_caller(asked.actor, ids.number_of(parameters["userid"]) or ids.NOTHING)
    except NotFound:
        return Outcome([wire.Record(0, "", [])])
    seen = set(_allowed(asked, asked.actor, numbers, kind=kind, right=Right.READ))
    allowed = _allowed(asked, user, numbers, kind=kind, right=right)
    return Outcome([wire.Record(0, "", [str(number) for number in allowed if number in seen])])


def _allowed(asked: Asked, actor: Actor, numbers: list[Number], *, kind: Kind, right: Right) -> list[Number]:
    if kind is Kind.APPOINTMENT:
        return [number for number in numbers if _may_on_appointment(asked, actor, number, right=right)]
    if not may(actor, Action.READ if right is Right.READ else Action.WRITE):
        return []
    if kind is Kind.FILE:
        return [number for number in numbers if _sees_file(asked, actor, number)]
    return [record.number for record in asked.services.records.many(actor, numbers, kind=kind)]


def _may_on_appointment(asked: Asked, actor: Actor, number: Number, *, right: Right) -> bool:
    book, order = asked.services.book, list(Right)
    try:
        held = book.right(actor, book.get(actor, number))
    except (NotFound, AccessDenied):
        return False
    return order.index(held) >= order.index(right)


def _sees_file(asked: Asked, actor: Actor, number: Number) -> bool:
    try:
        asked.services.library.file(actor, number)
    except (NotFound, AccessDenied):
        return False
    return True
