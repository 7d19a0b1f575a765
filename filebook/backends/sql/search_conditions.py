"""Whom what is found is shown to, and what it is narrowed to: the conditions of the listings, for each kind."""

from collections.abc import Callable, Mapping

from filebook.backends.sql.appointment_listing import listed
from filebook.backends.sql.columns import micros_or_none
from filebook.backends.sql.connection import Value
from filebook.backends.sql.listing import seen
from filebook.core.ids import RECORD_KINDS, Kind
from filebook.core.ports.book import AppointmentFilter
from filebook.core.ports.search import Seeker, Within
from filebook.core.tags import folded_tag

Params = dict[str, Value]
_ONE_BY_ONE = "LIMIT 1 OFFSET 0"
"""Keeps PostgreSQL from reading every row of a table beforehand, to ask them of a few entries."""
_BELOW = """
    WITH RECURSIVE tree (number) AS (
        SELECT number FROM folders WHERE business = :business AND number = :below
        UNION SELECT d.number FROM folders d JOIN tree ON d.business = :business AND d.parent = tree.number
    ) SELECT number FROM tree
"""
"""The folder and every folder below it."""
_TARGET = """
    EXISTS (SELECT 1 FROM attachments a WHERE a.business = :business AND a.file = e.number AND a.target = :target)
"""
_TYPE = """
    EXISTS (
        SELECT 1 FROM versions v WHERE v.business = :business AND v.file = f.number AND v.number = f.version
            AND COALESCE(NULLIF(v.declared_type, ''), v.detected_type) LIKE :media_type ESCAPE '!'
    )
"""


def shown(seeker: Seeker, within: Within) -> tuple[str, Params]:
    """The condition that an entry `e` is of a wanted kind, in sight, not in the trash, and within what is asked for.

    `:business` is in its values.
    """
    params: Params = {"business": seeker.business}
    conditions = [
        f"(e.kind = '{kind.value}' AND EXISTS ({_OF_KIND[kind](seeker, within, params)} {_ONE_BY_ONE}))"
        for kind in (Kind.FILE, Kind.FOLDER, Kind.APPOINTMENT)
        if kind in within.kinds
    ]
    records = sorted(kind.value for kind in within.kinds & RECORD_KINDS)
    if records:
        words = ", ".join(f"'{word}'" for word in records)
        conditions.append(f"(e.kind IN ({words}) AND EXISTS ({_records(within, params)} {_ONE_BY_ONE}))")
    return f"({' OR '.join(conditions) or '1 = 0'})", params


def _files(seeker: Seeker, within: Within, params: Params) -> str:
    conditions = _library("f", "folder", seeker, within, params)
    if within.attached_to is not None:
        conditions.append(_TARGET)
        params["target"] = within.attached_to
    if within.media_type:
        conditions.append(_TYPE)
        params["media_type"] = _type_pattern(within.media_type)
    for name, sign, size in (("size_least", ">=", within.size_least), ("size_most", "<=", within.size_most)):
        if size is not None:
            conditions.append(f"f.size_bytes {sign} :{name}")
            params[name] = size
    return f"SELECT 1 FROM files f WHERE {' AND '.join(conditions)}"


def _folders(seeker: Seeker, within: Within, params: Params) -> str:
    return f"SELECT 1 FROM folders d WHERE {' AND '.join(_library('d', 'parent', seeker, within, params))}"


def _appointments(seeker: Seeker, within: Within, params: Params) -> str:
    where = AppointmentFilter(
        seer=seeker.staff,
        sees_all=seeker.sees_all,
        starts=within.since,
        ends=within.until,
        members=() if within.participant is None else (within.participant,),
    )
    condition, own = listed(seeker.business, where)
    params |= own
    return f"SELECT 1 FROM appointments p WHERE p.number = e.number AND {condition}"


def _records(within: Within, params: Params) -> str:
    conditions = ["r.business = :business", "r.number = e.number", "r.trashed_at IS NULL"]
    conditions += _made("r", within, params)
    return f"SELECT 1 FROM records r WHERE {' AND '.join(conditions)}"


def _library(alias: str, place: str, seeker: Seeker, within: Within, params: Params) -> list[str]:
    """What holds for files and folders; `place` is the column of the folder that they lie in."""
    in_sight, own = seen(alias, seeker.sight, place)
    params |= own
    conditions = [
        f"{alias}.business = :business",
        f"{alias}.number = e.number",
        f"{alias}.trashed_at IS NULL",
        in_sight,
    ]
    if within.below is not None:
        conditions.append(f"{alias}.{place} IN ({_BELOW})")
        params["below"] = within.below
    for index, tag in enumerate(within.tags):
        conditions.append(
            "EXISTS (SELECT 1 FROM tagged t "
            f"WHERE t.business = :business AND t.tag = :tag{index} AND t.number = e.number)"
        )
        params[f"tag{index}"] = folded_tag(tag)
    if within.uploader is not None:
        conditions.append(f"{alias}.uploader_business = :business AND {alias}.uploader = :uploaded_by")
        params["uploaded_by"] = within.uploader
    return conditions + _made(alias, within, params)


def _made(alias: str, within: Within, params: Params) -> list[str]:
    conditions = []
    for name, sign, moment in (("made_since", ">=", within.since), ("made_until", "<", within.until)):
        if moment is not None:
            conditions.append(f"{alias}.created_at {sign} :{name}")
            params[name] = micros_or_none(moment)
    return conditions


def _type_pattern(media_type: str) -> str:
    escaped = media_type.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return escaped if "/" in escaped else f"{escaped}/%"


_OF_KIND: Mapping[Kind, Callable[[Seeker, Within, Params], str]] = {
    Kind.FILE: _files,
    Kind.FOLDER: _folders,
    Kind.APPOINTMENT: _appointments,
}
