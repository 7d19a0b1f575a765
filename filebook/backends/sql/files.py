"""The rows of files and their versions."""

from collections.abc import Sequence
from datetime import datetime

from filebook.backends.sql.columns import from_micros, micros_or_none, to_micros
from filebook.backends.sql.connection import Connection, Value
from filebook.backends.sql.file_columns import (
    FILE_COLUMNS,
    INSERT_FILE,
    INSERT_VERSION,
    UPDATE_FILE,
    VERSION_COLUMNS,
    file_from,
    file_params,
    known_file_from,
    version_from,
    version_params,
)
from filebook.backends.sql.listing import listed, named, seen
from filebook.backends.sql.search_index import add_words, drop_text, rewrite_words, set_words
from filebook.backends.sql.statements import batches, in_list
from filebook.backends.sql.tags import add_tags, set_tags
from filebook.core.access import Sight
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import File, Quarantine, Version
from filebook.core.ids import BusinessNumber, Number, Uid, short_of
from filebook.core.ports.library import ListingFilter, ListingMark, NameFilter

_BUSINESS = "JOIN businesses b ON b.number = f.business"
_VERSION = "LEFT JOIN versions v ON v.business = f.business AND v.file = f.number AND v.number = f.version"
_GET = f"""
    SELECT {FILE_COLUMNS} FROM files f {_BUSINESS} {_VERSION}
    WHERE f.business = :business AND f.number = :number
"""
_BY_SHORT = f"""
    SELECT {FILE_COLUMNS}
    FROM objects o JOIN files f ON f.business = o.business AND f.number = o.number {_BUSINESS} {_VERSION}
    WHERE o.short = :short
"""
_BY_CONTENT = f"""
    SELECT {FILE_COLUMNS}
    FROM versions v JOIN files f ON f.business = v.business AND f.number = v.file AND f.version = v.number {_BUSINESS}
    WHERE v.short = :short
"""


class SqlFiles:
    """Implements the port `Files`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, file: File) -> None:
        """Raises: Conflict("file") if its number has one, Conflict("uid") if its version's uid is taken."""
        if not self._connection.execute(INSERT_FILE, file_params(file)):
            raise Conflict("file")
        add_tags(self._connection, file.business, file.number, file.tags)
        add_words(self._connection, file)
        if file.version is not None:
            self._insert_version(file.business, file.number, file.version)

    def update(self, file: File) -> None:
        """Raises: NotFound("file")."""
        if not self._connection.execute(UPDATE_FILE, file_params(file)):
            raise NotFound("file", file.number)
        set_tags(self._connection, file.business, file.number, file.tags)
        set_words(self._connection, file)

    def set_version(self, business: BusinessNumber, number: Number, version: Version) -> None:
        """Raises: NotFound("file"), Conflict("uid") if the version's number or uid is taken."""
        self._connection.execute(
            """
            UPDATE versions SET replaced_at = :at WHERE business = :business AND file = :number AND number = (
                SELECT version FROM files WHERE business = :business AND number = :number
            )
            """,
            {"business": business, "number": number, "at": to_micros(version.created_at)},
        )
        changed = self._connection.execute(
            """
            UPDATE files SET version = :version, size_bytes = :size_bytes
            WHERE business = :business AND number = :number
            """,
            {
                "business": business,
                "number": number,
                "version": version.number,
                "size_bytes": version.content.size_bytes,
            },
        )
        if not changed:
            raise NotFound("file", number)
        self._insert_version(business, number, version)
        if drop_text(self._connection, business, number):
            rewrite_words(self._connection, self._one(_GET, {"business": business, "number": number}))

    def version_page(
        self, business: BusinessNumber, number: Number, *, before: int | None, limit: int
    ) -> list[Version]:
        older = "" if before is None else "AND v.number < :before"
        rows = self._connection.rows(
            f"SELECT {VERSION_COLUMNS} FROM versions v WHERE v.business = :business AND v.file = :number {older} "
            "ORDER BY v.number DESC LIMIT :limit",
            {"business": business, "number": number, "before": before, "limit": limit},
        )
        return [version_from(row) for row in rows]

    def set_quarantine(self, business: BusinessNumber, number: Number, *, version: int, quarantine: Quarantine) -> None:
        self._connection.execute(
            """
            UPDATE versions SET quarantine = :quarantine
            WHERE business = :business AND file = :file AND number = :version
            """,
            {"business": business, "file": number, "version": version, "quarantine": quarantine.value},
        )

    def remove_version(self, business: BusinessNumber, number: Number, *, version: int) -> None:
        self._connection.execute(
            "DELETE FROM versions WHERE business = :business AND file = :file AND number = :version",
            {"business": business, "file": number, "version": version},
        )

    def get(self, business: BusinessNumber, number: Number) -> File | None:
        return self._one(_GET, {"business": business, "number": number})

    def by_uid(self, uid: Uid) -> File | None:
        found = self._one(_BY_SHORT, {"short": short_of(uid)})
        return found if found is not None and found.uid == uid else None

    def by_short(self, short: str) -> File | None:
        return self._one(_BY_SHORT, {"short": short})

    def by_content(self, short: str) -> File | None:
        return self._one(_BY_CONTENT, {"short": short})

    def on_target(
        self,
        business: BusinessNumber,
        target: Number,
        *,
        sight: Sight,
        only: Number | None = None,
        document_attribute: str = "",
        limit: int,
        offset: int,
    ) -> tuple[list[File], int]:
        in_sight, sight_params = seen("f", sight)
        params = {"business": business, "target": target, **sight_params}
        narrowed = ""
        if only is not None:
            narrowed += " AND a.file = :only"
            params["only"] = only
        if document_attribute:
            narrowed += " AND f.document_attribute = :document_attribute"
            params["document_attribute"] = document_attribute
        source = "FROM attachments a CROSS JOIN files f"
        condition = f"""
            WHERE a.business = :business AND a.target = :target{narrowed}
                AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
        """
        rows = self._connection.rows(
            f"""
            SELECT {FILE_COLUMNS} {source} {_BUSINESS} {_VERSION} {condition}
            ORDER BY a.position, a.file LIMIT :limit OFFSET :offset
            """,
            {**params, "limit": limit, "offset": offset},
        )
        if offset == 0 and len(rows) < limit:
            return [file_from(row) for row in rows], len(rows)
        total = self._connection.row(f"SELECT COUNT(*) {source} {condition}", params)
        return [file_from(row) for row in rows], 0 if total is None else int(total[0])

    def published_on(
        self,
        business: BusinessNumber,
        targets: Sequence[Number],
        *,
        sight: Sight,
        categories: Sequence[str],
        limit: int,
    ) -> list[tuple[Number, File]]:
        in_sight, sight_params = seen("f", sight)
        found: list[tuple[Number, File]] = []
        if not categories:
            return found
        any_category, category_params = in_list("category", categories)
        for batch in batches(sorted(set(targets))):
            any_target, target_params = in_list("target", batch)
            rows = self._connection.rows(
                f"""
                SELECT a.target, {FILE_COLUMNS} FROM attachments a CROSS JOIN files f {_BUSINESS} {_VERSION}
                WHERE a.business = :business AND a.target IN {any_target}
                    AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
                    AND f.published = 1 AND f.category IN {any_category}
                ORDER BY a.target, a.position, a.file LIMIT :limit
                """,
                {
                    "business": business,
                    "limit": limit - len(found),
                    **sight_params,
                    **category_params,
                    **target_params,
                },
            )
            found += [(row[0], file_from(row[1:])) for row in rows]
        return found

    def listing(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, after: ListingMark | None, limit: int
    ) -> list[File]:
        condition, params = listed("f", "folder", sight=sight, where=where, after=after)
        hanging, on_targets, target_params = _on_each(where.targets)
        rows = self._connection.rows(
            f"""
            SELECT {FILE_COLUMNS} FROM {hanging} files f {_BUSINESS} {_VERSION}
            WHERE f.business = :business {on_targets} AND {condition}
            ORDER BY f.created_at, f.uid LIMIT :limit
            """,
            {"business": business, "limit": limit, **params, **target_params},
        )
        return [file_from(row) for row in rows]

    def by_name(
        self, business: BusinessNumber, sight: Sight, *, where: NameFilter, offset: int, limit: int
    ) -> list[File]:
        condition, params = named("f", "folder", sight=sight, where=where)
        numbers = self._connection.rows(
            f"SELECT f.number FROM files f WHERE {condition} "
            "ORDER BY f.name_folded, f.number LIMIT :limit OFFSET :offset",
            {"business": business, "limit": limit, "offset": offset, **params},
        )
        if not numbers:
            return []
        any_number, number_params = in_list("number", [row[0] for row in numbers])
        rows = self._connection.rows(
            f"""
            SELECT {FILE_COLUMNS} FROM files f {_BUSINESS} {_VERSION}
            WHERE f.business = :business AND f.number IN {any_number}
            """,
            {"business": business, **number_params},
        )
        found = {file.number: file for file in map(file_from, rows)}
        return [found[row[0]] for row in numbers]

    def count(self, business: BusinessNumber, sight: Sight, *, where: NameFilter) -> int:
        condition, params = named("f", "folder", sight=sight, where=where)
        row = self._connection.row(f"SELECT COUNT(*) FROM files f WHERE {condition}", {"business": business, **params})
        return 0 if row is None else int(row[0])

    def mark_before(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, offset: int, folders: bool
    ) -> ListingMark | None:
        condition, params = listed("f", "folder", sight=sight, where=where, after=None)
        hanging, on_targets, target_params = _on_each(where.targets)
        places = f"""
            SELECT f.created_at, f.uid FROM {hanging} files f
            WHERE f.business = :business {on_targets} AND {condition}
        """
        if folders and not where.targets:
            condition, _ = listed("d", "parent", sight=sight, where=where, after=None)
            of_business = "WHERE d.business = :business"
            places += f"UNION ALL SELECT d.created_at, d.uid FROM folders d {of_business} AND {condition}"
        row = self._connection.row(
            f"{places} ORDER BY 1, 2 LIMIT 1 OFFSET :skipped",
            {"business": business, "skipped": offset - 1, **params, **target_params},
        )
        return None if row is None else ListingMark(from_micros(row[0]), row[1])

    def trash_in(
        self,
        business: BusinessNumber,
        folders: Sequence[Number],
        *,
        at: datetime | None,
        only_trashed_at: datetime | None,
    ) -> None:
        now_marked = "trashed_at IS NULL" if only_trashed_at is None else "trashed_at = :only"
        times = {
            "business": business,
            "at": micros_or_none(at),
            "only": micros_or_none(only_trashed_at),
            "within": int(at is not None),
        }
        outermost = folders[0] if folders else 0
        for batch in batches(folders):
            places, numbers = in_list("folder", batch)
            mark = f"SET trashed_at = :at, trashed_within = :within WHERE business = :business AND {now_marked}"
            params = {**times, **numbers}
            self._connection.execute(f"UPDATE files {mark} AND folder IN {places}", params)
            self._connection.execute(f"UPDATE folders {mark} AND (number IN {places} OR parent IN {places})", params)
        self._connection.execute(
            "UPDATE folders SET trashed_within = 0 WHERE business = :business AND number = :outermost",
            {"business": business, "outermost": outermost},
        )

    def inside(self, business: BusinessNumber, folders: Sequence[Number], *, limit: int) -> list[Number]:
        found: list[Number] = []
        for batch in batches(folders):
            places, numbers = in_list("folder", batch)
            rows = self._connection.rows(
                f"SELECT number FROM files WHERE business = :business AND folder IN {places} LIMIT :limit",
                {"business": business, "limit": limit - len(found), **numbers},
            )
            found += [row[0] for row in rows]
            if len(found) >= limit:
                break
        return found

    def within(
        self,
        business: BusinessNumber,
        folders: Sequence[Number],
        *,
        sight: Sight,
        limit: int,
        trashed_too: bool = False,
    ) -> list[File]:
        in_sight, params = seen("f", sight)
        shown = "" if trashed_too else "AND f.trashed_at IS NULL"
        found: list[File] = []
        for batch in batches(folders):
            any_folder, numbers = in_list("folder", batch)
            rows = self._connection.rows(
                f"""
                SELECT {FILE_COLUMNS} FROM files f {_BUSINESS} {_VERSION}
                WHERE f.business = :business AND f.folder IN {any_folder} {shown} AND {in_sight}
                ORDER BY f.name_folded, f.number LIMIT :limit
                """,
                {"business": business, "limit": limit - len(found), **params, **numbers},
            )
            found += map(file_from, rows)
        return found

    def versions(self, business: BusinessNumber, number: Number) -> list[Version]:
        """Oldest first."""
        rows = self._connection.rows(
            f"SELECT {VERSION_COLUMNS} FROM versions v WHERE v.business = :business AND v.file = :number "
            "ORDER BY v.number",
            {"business": business, "number": number},
        )
        return [version_from(row) for row in rows]

    def delete(self, business: BusinessNumber, number: Number) -> None:
        self._connection.execute(
            "DELETE FROM files WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )

    def _insert_version(self, business: BusinessNumber, number: Number, version: Version) -> None:
        params = {"business": business, "file": number, **version_params(version)}
        if not self._connection.execute(INSERT_VERSION, params):
            raise Conflict("uid")

    def _one(self, sql: str, params: dict[str, Value]) -> File | None:
        name = (sql, *params.values())
        known: File | None = self._connection.known(name)
        if known is None:
            row = self._connection.row(sql, params)
            if row is None:
                return None
            known = known_file_from(row)
            self._connection.remember(name, known)
        return known


def _on_each(targets: Sequence[Number]) -> tuple[str, str, dict[str, Value]]:
    """What stands before `files f` in a FROM, and the condition, so that files on each target are left.

    CROSS JOIN keeps SQLite from going through all files of the business in search of those few.
    """
    if not targets:
        return "", "", {}
    on_the_first = "AND a.business = :business AND a.target = :target0 AND f.number = a.file"
    on_another = (
        "AND EXISTS (SELECT 1 FROM attachments o WHERE o.business = :business AND o.file = f.number AND o.target = {})"
    )
    places: dict[str, Value] = {f"target{index}": target for index, target in enumerate(targets)}
    conditions = [on_the_first, *(on_another.format(f":{place}") for place in list(places)[1:])]
    return "attachments a CROSS JOIN", " ".join(conditions), places
