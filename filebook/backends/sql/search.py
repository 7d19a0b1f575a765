"""Things found by their words, in the order in which they are told; texts of files; words made anew."""

from collections.abc import Sequence

from filebook.backends.sql.appointments import SqlAppointments
from filebook.backends.sql.columns import words
from filebook.backends.sql.connection import Connection
from filebook.backends.sql.file_columns import FILE_COLUMNS, file_from
from filebook.backends.sql.folders import FOLDER_COLUMNS, folder_from
from filebook.backends.sql.records import SqlRecords
from filebook.backends.sql.search_conditions import shown
from filebook.backends.sql.search_index import digest_of, drop_text, engine_of, rewrite_words, text_version
from filebook.backends.sql.search_terms import Page, Stretch, resolved
from filebook.backends.sql.statements import batches, in_list
from filebook.core.files import File, Folder
from filebook.core.folding import unbroken
from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Number
from filebook.core.ports.search import Hit, Seeker, Within
from filebook.core.searchable import SEARCHED_KINDS, Thing, searchable
from filebook.core.searching import TEXT_LIMIT, Query

_KINDS = words(Kind)
_TIERS = (Stretch.NAMES_WHOLE, Stretch.NAMES, Stretch.ANYWHERE)
_FILE_JOINS = """
    JOIN businesses b ON b.number = f.business
    LEFT JOIN versions v ON v.business = f.business AND v.file = f.number AND v.number = f.version
"""
_NO_NUL = {0: " "}
_SEARCHED = ", ".join(f"'{kind.value}'" for kind in sorted(SEARCHED_KINDS))


class SqlSearch:
    """Implements the port `Search`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._engine = engine_of(connection)

    def put_text(self, business: BusinessNumber, file: Number, version: int, text: str) -> bool:
        found = self.files(business, [file]).get(file)
        if found is None or found.version is None or found.version.number != version:
            return False
        drop_text(self._connection, business, file)
        kept = unbroken(text[:TEXT_LIMIT].translate(_NO_NUL).encode(errors="replace").decode())
        if kept:
            self._connection.execute(
                "INSERT INTO search_texts (business, file, version, text) VALUES (:business, :file, :version, :text)",
                {"business": business, "file": file, "version": version, "text": kept},
            )
        rewrite_words(self._connection, found)
        return True

    def texts(self, business: BusinessNumber, files: Sequence[Number], *, limit: int) -> dict[Number, str]:
        found: dict[Number, str] = {}
        for batch in batches(files):
            places, numbers = in_list("file", batch)
            rows = self._connection.rows(
                "SELECT file, SUBSTR(text, 1, CAST(:limit AS INTEGER)) FROM search_texts "
                f"WHERE business = :business AND file IN {places}",
                {"business": business, "limit": limit, **numbers},
            )
            found |= dict(rows)
        return found

    def found(self, seeker: Seeker, query: Query, *, within: Within, after: Hit | None, limit: int) -> list[Hit]:
        sought = resolved(self._engine, self._connection, seeker.business, query)
        hits: list[Hit] = []
        if sought is None:
            return hits
        in_sight, params = shown(seeker, within)
        begin = 0 if after is None else after.tier
        for tier in range(begin, len(_TIERS)):
            mark = after.number if after is not None and tier == after.tier else None
            page = Page(in_sight, params, limit - len(hits))
            rows = self._engine.newest(self._connection, page, sought, _TIERS[tier], before=mark)
            hits += (Hit(tier, number, _KINDS[kind]) for number, kind in rows)
            if len(hits) >= limit:
                break
        return hits

    def counts(self, seeker: Seeker, query: Query, *, within: Within) -> dict[Kind, int]:
        sought = resolved(self._engine, self._connection, seeker.business, query)
        if sought is None:
            return {}
        in_sight, params = shown(seeker, within)
        matching, own = self._engine.matching(sought, Stretch.ALL, before=None)
        rows = self._connection.rows(
            f"SELECT e.kind, COUNT(*) FROM {matching} AND {in_sight} GROUP BY e.kind",
            {**params, **own},
        )
        return {_KINDS[kind]: int(count) for kind, count in rows}

    def files(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, File]:
        found: dict[Number, File] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            source = f"FROM files f {_FILE_JOINS} WHERE f.business = :business AND f.number IN {places}"
            sql = f"SELECT {FILE_COLUMNS} {source}"
            files = map(file_from, self._connection.rows(sql, {"business": business, **values}))
            found |= {file.number: file for file in files}
        return found

    def folders(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Folder]:
        found: dict[Number, Folder] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            sql = f"SELECT {FOLDER_COLUMNS} FROM folders d WHERE d.business = :business AND d.number IN {places}"
            folders = map(folder_from, self._connection.rows(sql, {"business": business, **values}))
            found |= {folder.number: folder for folder in folders}
        return found

    def behind(self) -> list[BusinessNumber]:
        return [row[0] for row in self._connection.rows("SELECT business FROM search_backlog ORDER BY business")]

    def start_over(self, business: BusinessNumber) -> None:
        self._connection.execute(
            """
            INSERT INTO search_backlog (business, done) VALUES (:business, 0)
            ON CONFLICT (business) DO UPDATE SET done = 0
            """,
            {"business": business},
        )

    def catch_up(self, business: BusinessNumber, *, limit: int) -> int:
        place = {"business": business}
        row = self._connection.row("SELECT done FROM search_backlog WHERE business = :business", place)
        if row is None:
            return 0
        things = self._things(business, after=row[0], limit=limit)
        for thing in things.values():
            if thing is not None:
                rewrite_words(self._connection, thing)
        if things:
            done = {**place, "done": max(things)}
            self._connection.execute("UPDATE search_backlog SET done = :done WHERE business = :business", done)
        else:
            self._connection.execute("DELETE FROM search_backlog WHERE business = :business", place)
        return len(things)

    def wrong(self, business: BusinessNumber, *, after: Number, limit: int) -> tuple[list[Number], Number | None]:
        things = self._things(business, after=after, limit=limit)
        if not things:
            return [], None
        rows = self._connection.rows(
            """
            SELECT number, digest FROM search_entries
            WHERE business = :business AND number > :after AND number <= :last
            """,
            {"business": business, "after": after, "last": max(things)},
        )
        told: dict[Number, str] = dict(rows)
        return [
            number
            for number, thing in things.items()
            if thing is not None and not self._is_right(thing, told.get(number))
        ], max(things)

    def _is_right(self, thing: Thing, told: str | None) -> bool:
        said = searchable(thing)
        return told == digest_of(said, text_version(self._connection, said)) and self._engine.is_written(
            self._connection, said.business, said.number
        )

    def _things(self, business: BusinessNumber, *, after: Number, limit: int) -> dict[Number, Thing | None]:
        """Objects behind a number that can be found by words; None for one that has no row yet."""
        rows = self._connection.rows(
            f"""
            SELECT number, kind FROM objects WHERE business = :business AND number > :after AND kind IN ({_SEARCHED})
            ORDER BY number LIMIT :limit
            """,
            {"business": business, "after": after, "limit": limit},
        )
        numbers: dict[Kind, list[Number]] = {}
        for number, word in rows:
            kind = _KINDS[word]
            numbers.setdefault(Kind.CONTACT if kind in RECORD_KINDS else kind, []).append(number)
        found: dict[Number, Thing] = {
            **self.files(business, numbers.get(Kind.FILE, [])),
            **self.folders(business, numbers.get(Kind.FOLDER, [])),
            **SqlAppointments(self._connection).many(business, numbers.get(Kind.APPOINTMENT, [])),
            **SqlRecords(self._connection).many(business, numbers.get(Kind.CONTACT, [])),
        }
        return {number: found.get(number) for number, _ in rows}
