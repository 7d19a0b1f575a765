"""Listings of files and folders by any order: read along an index in that order, or gathered by the rarest filter."""

from collections.abc import Sequence

from filebook.backends.sql.columns import micros_or_none, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.file_columns import FILE_COLUMNS, file_from, known_file_from
from filebook.backends.sql.folders import FOLDER_COLUMNS, folder_from
from filebook.backends.sql.listing import holding, seen
from filebook.backends.sql.statements import batches, in_list
from filebook.core.access import Sight
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid, short_of
from filebook.core.ports.browsing import Hung, Order, Place, Placed, Sought, TagCount
from filebook.core.tags import folded_tag

Params = dict[str, Value]
_VERSION = "LEFT JOIN versions v ON v.business = f.business AND v.file = f.number AND v.number = f.version"
_FILE_JOINS = f"JOIN businesses b ON b.number = f.business {_VERSION}"
_REVISED = f"""
    SELECT o.revision, {FILE_COLUMNS}
    FROM objects o CROSS JOIN files f {_FILE_JOINS}
    WHERE f.business = :business AND f.number = o.number AND o.business = :business
"""
_BY_UID = f"{_REVISED} AND o.short = :short AND o.uid = :uid"
_BY_NUMBER = f"{_REVISED} AND o.number = :number"
_KEYS = {
    Order.NAME: ("name_folded", "number"),
    Order.CREATED: ("created_at", "uid"),
    Order.MODIFIED: ("modified_at", "number"),
    Order.SIZE: ("size_bytes", "number"),
    Order.TRASHED: ("trashed_at", "number"),
}
_BELOW = """
    WITH RECURSIVE tree (number) AS (
        SELECT number FROM folders WHERE business = :business AND number = {top}
        UNION SELECT d.number FROM folders d JOIN tree t ON d.business = :business AND d.parent = t.number
    ) SELECT number FROM tree
"""
"""A folder and every folder below it."""
_PLACE_WIDTH = 2
_TARGET_KINDS = words(Kind)
_HUNG = "a.file, a.target, a.target_kind, a.role, a.position, r.uid, r.label, p.uid, p.subject, p.private"
_TARGETS = """
    LEFT JOIN records r ON r.business = :business AND r.number = a.target AND r.trashed_at IS NULL
    LEFT JOIN appointments p ON p.business = :business AND p.number = a.target AND p.trashed_at IS NULL
"""
_OF_ONE_FILE = f"""
    SELECT {_HUNG} FROM attachments a {_TARGETS}
    WHERE a.business = :business AND a.file = :file ORDER BY a.made LIMIT :each
"""


class SqlBrowsing:
    """Implements the port `Browsing`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, business: BusinessNumber, name: Number | Uid) -> tuple[File, int] | None:
        key = (_REVISED, business, name)
        known: tuple[File, int] | None = self._connection.known(key)
        if known is None:
            if isinstance(name, int):
                row = self._connection.row(_BY_NUMBER, {"business": business, "number": name})
            else:
                row = self._connection.row(_BY_UID, {"business": business, "uid": name, "short": short_of(name)})
            if row is None:
                return None
            known = (known_file_from(row[1:]), row[0])
            self._connection.remember(key, known)
        return known

    def files(
        self,
        business: BusinessNumber,
        sight: Sight,
        *,
        sought: Sought,
        order: Order,
        descending: bool,
        after: Place | None,
        limit: int,
    ) -> list[Placed[File]]:
        source, conditions, params = _of_files(business, sight, sought)
        key, sorted_by, going_on = _along("f", order, descending=descending, after=after)
        rows = self._connection.rows(
            f"""
            SELECT {key}, {FILE_COLUMNS} FROM {source} {_FILE_JOINS}
            WHERE {conditions} {going_on} ORDER BY {sorted_by} LIMIT :limit
            """,
            {**params, **_place_params(after), "limit": limit},
        )
        return [Placed(file_from(row[_PLACE_WIDTH:]), Place(row[0], row[1])) for row in rows]

    def file_count(self, business: BusinessNumber, sight: Sight, *, sought: Sought) -> int:
        source, conditions, params = _of_files(business, sight, sought)
        joined = _VERSION if sought.media_type else ""
        row = self._connection.row(f"SELECT COUNT(*) FROM {source} {joined} WHERE {conditions}", params)
        return 0 if row is None else int(row[0])

    def folders(
        self,
        business: BusinessNumber,
        sight: Sight,
        *,
        sought: Sought,
        order: Order,
        descending: bool,
        after: Place | None,
        limit: int,
    ) -> list[Placed[Folder]]:
        source, conditions, params = _of_folders(business, sight, sought)
        own = Order.NAME if order is Order.SIZE else order
        key, sorted_by, going_on = _along("d", own, descending=descending, after=after)
        rows = self._connection.rows(
            f"""
            SELECT {key}, {FOLDER_COLUMNS} FROM {source}
            WHERE {conditions} {going_on} ORDER BY {sorted_by} LIMIT :limit
            """,
            {**params, **_place_params(after), "limit": limit},
        )
        return [Placed(folder_from(row[_PLACE_WIDTH:]), Place(row[0], row[1])) for row in rows]

    def folder_count(self, business: BusinessNumber, sight: Sight, *, sought: Sought) -> int:
        source, conditions, params = _of_folders(business, sight, sought)
        row = self._connection.row(f"SELECT COUNT(*) FROM {source} WHERE {conditions}", params)
        return 0 if row is None else int(row[0])

    def path(self, business: BusinessNumber, folder: Number) -> list[Folder]:
        rows = self._connection.rows(
            f"""
            WITH RECURSIVE line (number, parent, height) AS (
                SELECT number, parent, 0 FROM folders WHERE business = :business AND number = :folder
                UNION
                SELECT above.number, above.parent, line.height + 1
                FROM line JOIN folders above ON above.business = :business AND above.number = line.parent
            )
            SELECT {FOLDER_COLUMNS}
            FROM line CROSS JOIN folders d WHERE d.business = :business AND d.number = line.number
            ORDER BY line.height DESC
            """,
            {"business": business, "folder": folder},
        )
        return [folder_from(row) for row in rows]

    def tags(self, business: BusinessNumber, sight: Sight, *, prefix: str, after: str, limit: int) -> list[TagCount]:
        files_seen, params = seen("f", sight)
        folders_seen, _ = seen("d", sight, "parent")
        of_tag = "t.business = :business AND t.tag > :after AND t.tag >= :prefix AND t.tag < :prefix_end"
        rows = self._connection.rows(
            f"""
            SELECT tag, MIN(word), SUM(of_files), SUM(of_folders) FROM (
                SELECT t.tag, t.word, 1 AS of_files, 0 AS of_folders FROM tagged t CROSS JOIN files f
                WHERE {of_tag} AND f.business = :business AND f.number = t.number
                    AND f.trashed_at IS NULL AND {files_seen}
                UNION ALL
                SELECT t.tag, t.word, 0 AS of_files, 1 AS of_folders FROM tagged t CROSS JOIN folders d
                WHERE {of_tag} AND d.business = :business AND d.number = t.number
                    AND d.trashed_at IS NULL AND {folders_seen}
            ) every_one
            GROUP BY tag ORDER BY tag LIMIT :limit
            """,
            {
                "business": business,
                "after": after,
                "prefix": folded_tag(prefix),
                "prefix_end": folded_tag(prefix) + "\U0010ffff",
                "limit": limit,
                **params,
            },
        )
        return [TagCount(word, tag, int(files), int(folders)) for tag, word, files, folders in rows]

    def first_attachments(
        self, business: BusinessNumber, files: Sequence[Number], *, each: int
    ) -> dict[Number, list[Hung]]:
        if len(files) == 1:
            return self._first_of_one(business, files[0], each)
        found: dict[Number, list[Hung]] = {}
        for batch in batches(files):
            places, numbers = in_list("file", batch)
            rows = self._connection.rows(
                f"""
                SELECT {_HUNG} FROM (
                    SELECT i.*, ROW_NUMBER() OVER (PARTITION BY i.file ORDER BY i.made) AS place
                    FROM attachments i WHERE i.business = :business AND i.file IN {places}
                ) a {_TARGETS}
                WHERE a.place <= :each ORDER BY a.file, a.place
                """,
                {"business": business, "each": each, **numbers},
            )
            found |= _hung_by_file(rows)
        return found

    def _first_of_one(self, business: BusinessNumber, file: Number, each: int) -> dict[Number, list[Hung]]:
        """The same for one file, at a quarter of the cost."""
        name = (_OF_ONE_FILE, business, file, each)
        known: dict[Number, list[Hung]] | None = self._connection.known(name)
        if known is None:
            params = {"business": business, "file": file, "each": each}
            known = _hung_by_file(self._connection.rows(_OF_ONE_FILE, params))
            self._connection.remember(name, known)
        return known


def _hung_by_file(rows: Sequence[Row]) -> dict[Number, list[Hung]]:
    """What is told in `_HUNG`, without what is in the trash."""
    found: dict[Number, list[Hung]] = {}
    for file, target, kind, role, position, record, label, appointment, subject, private in rows:
        if record is not None:
            hung = Hung(Ref(target, record), _TARGET_KINDS[kind], label, role, position)
        elif appointment is not None:
            hung = Hung(Ref(target, appointment), _TARGET_KINDS[kind], subject, role, position, bool(private))
        else:
            continue
        found.setdefault(file, []).append(hung)
    return found


def _of_files(business: BusinessNumber, sight: Sight, sought: Sought) -> tuple[str, str, Params]:
    """FROM, conditions and values for files. What few have is looked for first: CROSS JOIN makes SQLite begin there."""
    conditions, params = _common("f", "folder", sight, sought)
    params |= {"business": business}
    tag_conditions, tag_params = _tagged("f", sought.tags)
    params |= tag_params
    if sought.media_type:
        conditions.append("COALESCE(NULLIF(v.declared_type, ''), v.detected_type) LIKE :media_type ESCAPE '!'")
        params["media_type"] = _type_pattern(sought.media_type)
    for name, sign, size in (("size_least", ">=", sought.size_least), ("size_most", "<=", sought.size_most)):
        if size is not None:
            conditions.append(f"f.size_bytes {sign} :{name}")
            params[name] = size
    source = "files f"
    if sought.sha256:
        source = "versions s CROSS JOIN files f"
        conditions.append(
            "s.business = :business AND s.sha256 = :sha256 AND f.number = s.file AND f.version = s.number"
        )
        params["sha256"] = sought.sha256
    if sought.target is not None:
        params["target"] = sought.target
        if source == "files f":
            source = "attachments a CROSS JOIN files f"
            conditions.append("a.business = :business AND a.target = :target AND f.number = a.file")
        else:
            conditions.append(
                "EXISTS (SELECT 1 FROM attachments a "
                "WHERE a.business = :business AND a.file = f.number AND a.target = :target)"
            )
    if tag_conditions and source == "files f":
        source = "tagged t CROSS JOIN files f"
        conditions.append("t.business = :business AND t.tag = :tag0 AND f.number = t.number")
        tag_conditions = tag_conditions[1:]
    top = _top_of(sight, sought)
    if top and source == "files f" and sought.parent is None:
        source = f"({_BELOW.format(top=top)}) inside CROSS JOIN files f"
        conditions.append("f.folder = inside.number")
    elif sought.below is not None:
        conditions.append(f"f.folder IN ({_BELOW.format(top=top)})")
    return source, " AND ".join([*conditions, *tag_conditions]), {**params, "below": sought.below}


def _of_folders(business: BusinessNumber, sight: Sight, sought: Sought) -> tuple[str, str, Params]:
    """The same for folders."""
    conditions, params = _common("d", "parent", sight, sought)
    tag_conditions, tag_params = _tagged("d", sought.tags)
    source = "folders d"
    top = _top_of(sight, sought)
    if top and sought.parent is None:
        source = f"({_BELOW.format(top=top)}) inside CROSS JOIN folders d"
        conditions.append("d.number = inside.number")
    elif tag_conditions:
        source = "tagged t CROSS JOIN folders d"
        conditions.append("t.business = :business AND t.tag = :tag0 AND d.number = t.number")
        tag_conditions = tag_conditions[1:]
    if sought.below is not None:
        conditions.append(f"d.parent IN ({_BELOW.format(top=':below')})")
    told = {**params, **tag_params, "business": business, "below": sought.below}
    return source, " AND ".join([*conditions, *tag_conditions]), told


def _top_of(sight: Sight, sought: Sought) -> str:
    """The place of the folder below which alone things are found; its tree is gone through then, not the library."""
    if sought.below is not None:
        return ":below"
    return ":within" if sight.within is not None else ""


def _common(alias: str, place: str, sight: Sight, sought: Sought) -> tuple[list[str], Params]:
    """The conditions that hold for files and folders; `place` is the column of the folder that they lie in."""
    in_sight, params = seen(alias, sight, place)
    in_trash = sought.trashed or sought.trash_tops
    conditions = [
        f"{alias}.business = :business",
        f"{alias}.trashed_at IS {'NOT NULL' if in_trash else 'NULL'}",
        in_sight,
    ]
    if sought.trash_tops:
        conditions.append(f"{alias}.trashed_within = 0")
    if sought.top_level:
        conditions.append(f"{alias}.{place} IS NULL")
    if sought.containing:
        condition, params["containing"] = holding(alias, sought.containing)
        conditions.append(condition)
    exact: tuple[tuple[str, str, str, Value], ...] = (
        ("parent", place, "=", sought.parent),
        ("but", "number", "<>", sought.but),
        ("by_user", "uploader", "=", sought.uploader),
        ("by_business", "uploader_business", "=", None if sought.uploader is None else sight.uploader[0]),
        ("visible_to", "visibility", "=", None if sought.visibility is None else sought.visibility.value),
    )
    moments = (
        ("created_since", "created_at", ">=", sought.created_since),
        ("created_until", "created_at", "<", sought.created_until),
        ("modified_since", "modified_at", ">=", sought.modified_since),
        ("modified_until", "modified_at", "<", sought.modified_until),
    )
    told = [*exact, *((name, column, sign, micros_or_none(moment)) for name, column, sign, moment in moments)]
    for name, column, sign, value in told:
        if value is not None:
            conditions.append(f"{alias}.{column} {sign} :{name}")
            params[name] = value
    return conditions, params


def _tagged(alias: str, tags: Sequence[str]) -> tuple[list[str], Params]:
    """A condition for each tag, for when the first of them is not what the rows are gathered by."""
    params: Params = {f"tag{index}": folded_tag(tag) for index, tag in enumerate(tags)}
    conditions = [
        f"EXISTS (SELECT 1 FROM tagged o WHERE o.business = :business AND o.tag = :{name} "
        f"AND o.number = {alias}.number)"
        for name in params
    ]
    return conditions, params


def _along(alias: str, order: Order, *, descending: bool, after: Place | None) -> tuple[str, str, str]:
    """The columns of a place, the ORDER BY, and the condition that goes on behind `after`."""
    value, tie = (f"{alias}.{column}" for column in _KEYS[order])
    direction = " DESC" if descending else ""
    going_on = f"AND ({value}, {tie}) {'<' if descending else '>'} (:at_value, :at_tie)" if after else ""
    return f"{value}, {tie}", f"{value}{direction}, {tie}{direction}", going_on


def _place_params(after: Place | None) -> Params:
    return {} if after is None else {"at_value": after.value, "at_tie": after.tie}


def _type_pattern(media_type: str) -> str:
    escaped = media_type.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return escaped if "/" in escaped else f"{escaped}/%"
