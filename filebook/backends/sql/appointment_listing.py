"""Lists of appointments: the condition that a row belongs to one, with whom and what it has to do among it."""

from filebook.backends.sql.columns import to_micros
from filebook.backends.sql.connection import Value
from filebook.backends.sql.happening_rows import EVER, NEVER
from filebook.backends.sql.statements import containing
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.book import AppointmentFilter
from filebook.core.relations import RelationType

_HAPPENS = """
    p.first_at < :ends AND p.last_at > :starts AND (
        p.written_until < :ends OR p.written_since > :starts OR EXISTS (
            SELECT 1 FROM happenings h
            WHERE h.business = :business AND h.appointment = p.number AND h.left_out = 0
                AND h.first_at < :ends AND h.last_at > :starts
        )
    )
"""
_LIES = "p.first_at < :ends AND p.last_at > :starts"
_CONCERNS = f"""
    p.number IN (
        SELECT parent FROM relations
        WHERE business = :business AND child = :concerned AND type = '{RelationType.CONCERNS.value}'
    )
"""
_OF_TYPE = f"""
    (p.type = :type OR (p.type = '' AND p.number IN (
        SELECT r.parent FROM records s JOIN relations r ON r.business = s.business AND r.child = s.number
        WHERE s.business = :business AND s.kind = '{Kind.SERVICE.value}' AND s.label = :type AND s.trashed_at IS NULL
            AND r.type = '{RelationType.CONCERNS.value}'
    )))
"""


def listed(business: BusinessNumber, where: AppointmentFilter) -> tuple[str, dict[str, Value]]:
    """The condition that a row `p` of appointments belongs to a list of a business, and its values."""
    conditions = ["p.business = :business", f"p.trashed_at IS {'NOT NULL' if where.trashed else 'NULL'}"]
    params: dict[str, Value] = {"business": business}
    conditions.append(_seen(where, params))
    if where.starts is not None or where.ends is not None:
        conditions.append(_LIES if where.trashed else _HAPPENS)
        params["starts"] = NEVER if where.starts is None else to_micros(where.starts)
        params["ends"] = EVER if where.ends is None else to_micros(where.ends)
    for index, member in enumerate(where.members):
        conditions.append(_with_member(member, index, params, trashed=where.trashed))
    if where.concerns is not None:
        conditions.append(_CONCERNS)
        params["concerned"] = where.concerns
    if where.status is not None:
        conditions.append("p.status = :status")
        params["status"] = where.status.value
    if where.type:
        conditions.append(_OF_TYPE)
        params["type"] = where.type
    if where.containing:
        conditions.append("p.subject_folded LIKE :containing ESCAPE '!'")
        params["containing"] = containing(where.containing)
    if where.changed_since is not None:
        conditions.append("p.modified_at >= :changed_since")
        params["changed_since"] = to_micros(where.changed_since)
    return " AND ".join(conditions), params


def _seen(where: AppointmentFilter, params: dict[str, Value]) -> str:
    """As `services.book.is_hidden` judges it, which has the last word."""
    if where.seer is None:
        return "1 = 1"
    params |= {"seer_staff": where.seer, "seer_takes_part": _named(where.seer), "seer_granted": f'%"{where.seer}":%'}
    own = "p.owner = :seer_staff OR p.participants LIKE :seer_takes_part OR p.permissions LIKE :seer_granted"
    return f"(p.private = 0 OR {own})" if where.sees_all else f"({own})"


def _with_member(member: Number, index: int, params: dict[str, Value], *, trashed: bool) -> str:
    """What lies in the trash stands in no index of members."""
    if trashed:
        params[f"member{index}"] = _named(member)
        return f"(p.participants LIKE :member{index} OR p.calendars LIKE :member{index})"
    params[f"member{index}"] = member
    return (
        "p.number IN (SELECT appointment FROM appointment_members "
        f"WHERE business = :business AND member = :member{index})"
    )


def _named(number: Number) -> str:
    """What LIKE finds in the JSON of references to this number; in a text there would be a backslash before a quote."""
    return f'%"number":{number},"uid":%'
