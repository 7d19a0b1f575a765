"""The rows of the folder tree."""

from collections.abc import Sequence

from filebook.backends.sql.columns import (
    folded,
    from_micros,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    ref_or_none,
    texts_from_json,
    to_json,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.listing import (
    IN_TRASH,
    UPLOADER_COLUMNS,
    listed,
    named,
    seen,
    uploader_from,
    uploader_params,
)
from filebook.backends.sql.search_index import add_words, set_words
from filebook.backends.sql.statements import batches, in_list, insert, update
from filebook.backends.sql.tags import add_tags, set_tags
from filebook.core.access import Sight, Visibility
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import Folder
from filebook.core.ids import BusinessNumber, Number, Uid, short_of
from filebook.core.ports.library import ListingFilter, ListingMark, NameFilter

_VISIBILITIES = words(Visibility)
_NAMES = (
    "business",
    "number",
    "uid",
    "name",
    "parent",
    "parent_uid",
    "visibility",
    *UPLOADER_COLUMNS,
    "created_at",
    "modified_at",
    "modified_by",
    "trashed_at",
    "fields",
    "tags",
)
FOLDER_COLUMNS = ", ".join(f"d.{name}" for name in _NAMES)
"""Of the table `folders` d."""
_SELECT = f"SELECT {FOLDER_COLUMNS}"
_WRITTEN = (*_NAMES, "name_folded")
_INSERT = insert("folders", _WRITTEN)
_UPDATE = update("folders", _WRITTEN, also=IN_TRASH)


class SqlFolders:
    """Implements the port `Folders`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, folder: Folder) -> None:
        """Raises: Conflict("folder") if its number has one."""
        if not self._connection.execute(_INSERT, _params(folder)):
            raise Conflict("folder")
        add_tags(self._connection, folder.business, folder.number, folder.tags)
        add_words(self._connection, folder)

    def update(self, folder: Folder) -> None:
        """Raises: NotFound("folder")."""
        if not self._connection.execute(_UPDATE, _params(folder)):
            raise NotFound("folder", folder.number)
        set_tags(self._connection, folder.business, folder.number, folder.tags)
        set_words(self._connection, folder)

    def get(self, business: BusinessNumber, number: Number) -> Folder | None:
        return self._one(
            "FROM folders d WHERE d.business = :business AND d.number = :number",
            {"business": business, "number": number},
        )

    def by_uid(self, uid: Uid) -> Folder | None:
        found = self.by_short(short_of(uid))
        return found if found is not None and found.uid == uid else None

    def by_short(self, short: str) -> Folder | None:
        return self._one(
            """
            FROM objects o JOIN folders d ON d.business = o.business AND d.number = o.number
            WHERE o.short = :short
            """,
            {"short": short},
        )

    def is_below(self, business: BusinessNumber, folder: Number, *, ancestor: Number) -> bool:
        row = self._connection.row(
            """
            WITH RECURSIVE line (number, parent) AS (
                SELECT number, parent FROM folders WHERE business = :business AND number = :folder
                UNION
                SELECT above.number, above.parent
                FROM line JOIN folders above ON above.business = :business AND above.number = line.parent
            )
            SELECT number FROM line WHERE number = :ancestor
            """,
            {"business": business, "folder": folder, "ancestor": ancestor},
        )
        return row is not None

    def below(self, business: BusinessNumber, folder: Number) -> list[Number]:
        rows = self._connection.rows(
            """
            WITH RECURSIVE tree (number) AS (
                SELECT number FROM folders WHERE business = :business AND number = :folder
                UNION
                SELECT inside.number
                FROM tree JOIN folders inside ON inside.business = :business AND inside.parent = tree.number
            )
            SELECT number FROM tree
            """,
            {"business": business, "folder": folder},
        )
        return [row[0] for row in rows]

    def within(
        self,
        business: BusinessNumber,
        parents: Sequence[Number],
        *,
        sight: Sight,
        limit: int,
        trashed_too: bool = False,
    ) -> list[Folder]:
        in_sight, params = seen("d", sight, "parent")
        shown = "" if trashed_too else "AND d.trashed_at IS NULL"
        found: list[Folder] = []
        for batch in batches(parents):
            any_parent, numbers = in_list("parent", batch)
            rows = self._connection.rows(
                f"""
                {_SELECT} FROM folders d
                WHERE d.business = :business AND d.parent IN {any_parent} {shown} AND {in_sight}
                ORDER BY d.name_folded, d.number LIMIT :limit
                """,
                {"business": business, "limit": limit - len(found), **params, **numbers},
            )
            found += map(folder_from, rows)
        return found

    def is_empty(self, business: BusinessNumber, folder: Number) -> bool:
        row = self._connection.row(
            """
            SELECT EXISTS (SELECT 1 FROM folders WHERE business = :business AND parent = :folder)
                OR EXISTS (SELECT 1 FROM files WHERE business = :business AND folder = :folder)
            """,
            {"business": business, "folder": folder},
        )
        return row is not None and not row[0]

    def looks_empty(self, business: BusinessNumber, folder: Number) -> bool:
        row = self._connection.row(
            """
            SELECT EXISTS (
                SELECT 1 FROM folders WHERE business = :business AND parent = :folder AND trashed_at IS NULL
            ) OR EXISTS (
                SELECT 1 FROM files WHERE business = :business AND folder = :folder AND trashed_at IS NULL
            )
            """,
            {"business": business, "folder": folder},
        )
        return row is not None and not row[0]

    def by_name(
        self, business: BusinessNumber, sight: Sight, *, where: NameFilter, offset: int, limit: int
    ) -> list[Folder]:
        condition, params = named("d", "parent", sight=sight, where=where)
        numbers = self._connection.rows(
            f"SELECT d.number FROM folders d WHERE {condition} "
            "ORDER BY d.name_folded, d.number LIMIT :limit OFFSET :offset",
            {"business": business, "limit": limit, "offset": offset, **params},
        )
        if not numbers:
            return []
        any_number, number_params = in_list("number", [row[0] for row in numbers])
        rows = self._connection.rows(
            f"{_SELECT} FROM folders d WHERE d.business = :business AND d.number IN {any_number}",
            {"business": business, **number_params},
        )
        found = {folder.number: folder for folder in map(folder_from, rows)}
        return [found[row[0]] for row in numbers]

    def count(self, business: BusinessNumber, sight: Sight, *, where: NameFilter) -> int:
        condition, params = named("d", "parent", sight=sight, where=where)
        row = self._connection.row(
            f"SELECT COUNT(*) FROM folders d WHERE {condition}", {"business": business, **params}
        )
        return 0 if row is None else int(row[0])

    def listing(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, after: ListingMark | None, limit: int
    ) -> list[Folder]:
        """Folders hang on nothing, so a filter for targets finds none."""
        if where.targets:
            return []
        condition, params = listed("d", "parent", sight=sight, where=where, after=after)
        rows = self._connection.rows(
            f"""
            {_SELECT} FROM folders d WHERE d.business = :business AND {condition}
            ORDER BY d.created_at, d.uid LIMIT :limit
            """,
            {"business": business, "limit": limit, **params},
        )
        return [folder_from(row) for row in rows]

    def delete(self, business: BusinessNumber, number: Number) -> None:
        """Raises: Conflict("reference") while something lies in it."""
        self._connection.execute(
            "DELETE FROM folders WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )

    def _one(self, source: str, params: dict[str, Value]) -> Folder | None:
        row = self._connection.row(f"{_SELECT} {source}", params)
        return None if row is None else folder_from(row)


def _params(folder: Folder) -> dict[str, Value]:
    return {
        "business": folder.business,
        "number": folder.number,
        "uid": folder.uid,
        "name": folder.name,
        "name_folded": folded(folder.name),
        "parent": None if folder.parent is None else folder.parent.number,
        "parent_uid": None if folder.parent is None else folder.parent.uid,
        "visibility": folder.visibility.value,
        **uploader_params(folder.uploader),
        "created_at": to_micros(folder.created_at),
        "modified_at": to_micros(folder.modified_at),
        "modified_by": folder.modified_by,
        "trashed_at": micros_or_none(folder.trashed_at),
        "in_trash": int(folder.trashed_at is not None),
        "fields": object_to_json(folder.fields),
        "tags": to_json(folder.tags),
    }


def folder_from(row: Row) -> Folder:
    """The folder in `FOLDER_COLUMNS`."""
    business, number, uid, name, parent, parent_uid, visibility = row[:7]
    created_at, modified_at, modified_by, trashed_at, fields, tags = row[12:]
    return Folder(
        business=business,
        number=number,
        uid=uid,
        name=name,
        parent=ref_or_none(parent, parent_uid),
        visibility=_VISIBILITIES[visibility],
        uploader=uploader_from(row[7:12]),
        created_at=from_micros(created_at),
        modified_at=from_micros(modified_at),
        modified_by=modified_by,
        trashed_at=moment_or_none(trashed_at),
        fields=object_from_json(fields),
        tags=texts_from_json(tags),
    )
