"""Every query of the catalogue finds its rows by an index: none goes through a table, and listings need no sorting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filebook.backends.sql.connection import NO_PARAMS, Params, Row
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.access import Sight, Visibility
from filebook.core.businesses import CredentialKind
from filebook.core.files import UploadId
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid
from filebook.core.ports.blobs import BlobKey
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.library import ListingFilter, ListingMark
from filebook.core.relations import Relation, RelationType
from tests.backends.catalogue_suite.made import NOW, a_segment

HERE, ONE, TWO = BusinessNumber(1), Number(1), Number(2)
UID = Uid("11111111-1111-4111-8111-111111111111")
SIGHT = Sight(frozenset({Visibility.ALL, Visibility.CUSTOMER}), (HERE, ONE))
MARK = ListingMark(NOW, UID)
RELATION = Relation(ONE, Kind.ESTATE, TWO, Kind.CONTACT, RelationType.OWNER)
IN_FOLDER, ON_TOP, IN_TRASH = ListingFilter(parent=ONE), ListingFilter(top_level=True), ListingFilter(trashed=True)


class Planner:
    """Implements `Connection`: instead of answering it notes how SQLite would."""

    for_update = ""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self.steps: list[str] = []

    def rows(self, sql: str, params: Params = NO_PARAMS) -> list[Row]:
        self.steps += [row[3] for row in self._connection.rows(f"EXPLAIN QUERY PLAN {sql}", params)]
        return []

    def row(self, sql: str, params: Params = NO_PARAMS) -> Row | None:
        self.rows(sql, params)
        return None

    def execute(self, sql: str, params: Params = NO_PARAMS) -> int:
        self.rows(sql, params)
        return 1


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    SqliteCatalogue(tmp_path / "catalogue.db").close()
    connection = SqliteConnection(tmp_path / "catalogue.db")
    yield Planner(connection)
    connection.close()


QUERIES: list[Callable[[Tables], object]] = [
    lambda tables: tables.numbers.find(HERE, ONE),
    lambda tables: tables.numbers.find_uid(UID),
    lambda tables: tables.numbers.find_short("1" * 24),
    lambda tables: tables.numbers.forget(HERE, ONE),
    lambda tables: tables.numbers.raise_above(HERE, ONE),
    lambda tables: tables.numbers.resolve_alias(HERE, Door.XELION, "7"),
    lambda tables: tables.files.mark_before(HERE, SIGHT, where=ListingFilter(), offset=9, folders=True),
    lambda tables: tables.changes.since(HERE, 7, limit=9),
    lambda tables: tables.changes.last(HERE),
    lambda tables: tables.businesses.get(HERE),
    lambda tables: tables.businesses.by_tenant("a"),
    lambda tables: tables.businesses.by_short("1" * 24),
    lambda tables: tables.users.get(HERE, ONE),
    lambda tables: tables.users.by_name(HERE, "a"),
    lambda tables: tables.users.by_login("a"),
    lambda tables: tables.users.by_staff(HERE, ONE),
    lambda tables: tables.users.of_business(HERE),
    lambda tables: tables.credentials.revoke(UID, at=NOW),
    lambda tables: tables.credentials.touch({UID: NOW}),
    lambda tables: tables.sessions.find("a", Door.WEB),
    lambda tables: tables.sessions.touch({"a": (NOW, NOW)}),
    lambda tables: tables.sessions.end("a"),
    lambda tables: tables.sessions.end_labelled(HERE, ONE, door=Door.WEB, label=""),
    lambda tables: tables.sessions.end_all(HERE, ONE),
    lambda tables: tables.sessions.prune(NOW, limit=9),
    lambda tables: tables.records.get(HERE, ONE),
    lambda tables: tables.records.many(HERE, [ONE, TWO]),
    lambda tables: tables.records.page(HERE, Kind.TASK, after=ONE, limit=9),
    lambda tables: tables.records.count(HERE, Kind.TASK),
    lambda tables: tables.calendars.get(HERE, ONE),
    lambda tables: tables.calendars.all(HERE),
    lambda tables: tables.folders.get(HERE, ONE),
    lambda tables: tables.folders.by_short("1" * 24),
    lambda tables: tables.folders.is_empty(HERE, ONE),
    lambda tables: tables.folders.delete(HERE, ONE),
    lambda tables: tables.folders.listing(HERE, SIGHT, where=ListingFilter(), after=MARK, limit=9),
    lambda tables: tables.folders.listing(HERE, SIGHT, where=IN_FOLDER, after=MARK, limit=9),
    lambda tables: tables.folders.listing(HERE, SIGHT, where=ON_TOP, after=MARK, limit=9),
    lambda tables: tables.folders.listing(HERE, SIGHT, where=IN_TRASH, after=MARK, limit=9),
    lambda tables: tables.files.get(HERE, ONE),
    lambda tables: tables.files.by_short("1" * 24),
    lambda tables: tables.files.by_content("1" * 24),
    lambda tables: tables.files.listing(HERE, SIGHT, where=ListingFilter(), after=MARK, limit=9),
    lambda tables: tables.files.listing(HERE, SIGHT, where=IN_FOLDER, after=MARK, limit=9),
    lambda tables: tables.files.listing(HERE, SIGHT, where=ON_TOP, after=MARK, limit=9),
    lambda tables: tables.files.listing(HERE, SIGHT, where=IN_TRASH, after=MARK, limit=9),
    lambda tables: tables.files.on_target(HERE, ONE, sight=SIGHT, limit=9, offset=0),
    lambda tables: tables.files.trash_in(HERE, [ONE, TWO], at=NOW, only_trashed_at=None),
    lambda tables: tables.files.versions(HERE, ONE),
    lambda tables: tables.files.delete(HERE, ONE),
    lambda tables: tables.files.trashed_before(NOW, limit=9),
    lambda tables: tables.attachments.remove(HERE, ONE, TWO),
    lambda tables: tables.files.on_target(HERE, ONE, sight=SIGHT, only=TWO, document_attribute="a", limit=9, offset=1),
    lambda tables: tables.attachments.has_category(HERE, ONE, category="a"),
    lambda tables: tables.attachments.of_category(HERE, ONE, category="a"),
    lambda tables: tables.attachments.has_document_attribute(HERE, ONE, attribute="a"),
    lambda tables: tables.uploads.get(UploadId(UID), HERE, user=ONE),
    lambda tables: tables.uploads.claim(UploadId(UID), HERE, user=ONE, now=NOW),
    lambda tables: tables.uploads.expire(NOW, limit=9),
    lambda tables: tables.uploads.open_count(HERE),
    lambda tables: tables.previews.of_version(HERE, ONE, version=1),
    lambda tables: tables.previews.remove(HERE, ONE),
    lambda tables: tables.blobs_in_use.release(HERE, [a_segment()]),
    lambda tables: tables.blobs_in_use.known([BlobKey("a"), BlobKey("b")]),
    lambda tables: tables.blobs_in_use.page(after=BlobKey("a"), limit=9),
    lambda tables: tables.appointments.get(HERE, ONE),
    lambda tables: tables.occurrences.get(HERE, ONE),
    lambda tables: tables.appointments.many(HERE, [ONE, TWO]),
    lambda tables: tables.appointments.changed_between(HERE, since=NOW, until=NOW, limit=9),
    lambda tables: tables.relations.of_parents(HERE, [ONE, TWO]),
    lambda tables: tables.relations.of_children(HERE, [ONE, TWO]),
    lambda tables: tables.relations.remove(HERE, RELATION),
]

SORTED: list[Callable[[Tables], object]] = [
    lambda tables: tables.businesses.lineage(HERE),
    lambda tables: tables.folders.is_below(HERE, ONE, ancestor=TWO),
    lambda tables: tables.folders.below(HERE, ONE),
    lambda tables: tables.credentials.by_key(CredentialKind.BEARER, "a"),
    lambda tables: tables.credentials.of_user(HERE, ONE),
    lambda tables: tables.credentials.of_business(HERE),
    lambda tables: tables.files.listing(HERE, SIGHT, where=ListingFilter(targets=(ONE, TWO)), after=MARK, limit=9),
    lambda tables: tables.files.published_on(HERE, [ONE, TWO], sight=SIGHT, categories=["a"], limit=9),
    lambda tables: tables.attachments.of_files(HERE, [ONE, TWO]),
    lambda tables: tables.occurrences.of_appointments(HERE, [ONE, TWO], since=NOW.date(), until=NOW.date()),
    lambda tables: tables.attachments.on_targets(HERE, [ONE, TWO], sight=SIGHT, limit=9),
    lambda tables: tables.attachments.seen_of_files(HERE, [ONE, TWO], sight=SIGHT, limit=9),
    lambda tables: tables.appointments.of_member(HERE, ONE, limit=9),
    lambda tables: tables.appointments.of_members(HERE, [ONE, TWO], limit=9),
    lambda tables: tables.appointments.overlapping(HERE, starts=NOW, ends=NOW, limit=9),
    lambda tables: tables.appointments.overlapping(HERE, starts=NOW, ends=NOW, participant=ONE, limit=9),
    lambda tables: tables.appointments.of_agenda(HERE, members=[ONE], owner=TWO, starts=NOW, ends=NOW, limit=9),
]
"""These sort what they found: few rows, or rows that no one index can have in the order asked for."""


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_goes_to_its_rows_by_an_index_in_their_order(
    planner: Planner, query: Callable[[Tables], object]
) -> None:
    query(SqlTables(planner))
    assert scans(planner) == []
    assert [step for step in planner.steps if "TEMP B-TREE" in step] == []


@pytest.mark.parametrize("query", SORTED)
def test_a_query_goes_to_its_rows_by_an_index(planner: Planner, query: Callable[[Tables], object]) -> None:
    query(SqlTables(planner))
    assert scans(planner) == []


def scans(planner: Planner) -> list[str]:
    """The tables gone through from end to end, but for what a recursion has gathered so far."""
    assert planner.steps
    harmless = {"SCAN line", "SCAN tree", "SCAN CONSTANT ROW"}
    return [step for step in planner.steps if step.startswith("SCAN ") and step not in harmless]
