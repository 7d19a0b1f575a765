"""Every query of the catalogue finds its rows by an index: none goes through a table, and listings need no sorting."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from filebook.backends.sql.connection import NO_PARAMS, Params, Row
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.access import Sight, Visibility
from filebook.core.appointments import Appointment, Span
from filebook.core.businesses import CredentialKind
from filebook.core.files import UploadId
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid
from filebook.core.ports.blobs import BlobKey
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.library import ListingFilter, ListingMark, NameFilter
from filebook.core.relations import Relation, RelationType
from filebook.core.webhooks import Webhook
from tests.backends.catalogue_suite.made import NOW, a_segment

HERE, ONE, TWO = BusinessNumber(1), Number(1), Number(2)
UID = Uid("11111111-1111-4111-8111-111111111111")
SIGHT = Sight(frozenset({Visibility.ALL, Visibility.CUSTOMER}), (HERE, ONE))
MARK = ListingMark(NOW, UID)
APPOINTMENT = Appointment(HERE, ONE, UID, "", "", Span(datetime(2026, 3, 1), datetime(2026, 3, 2), "UTC"), NOW, NOW)
WEBHOOK = Webhook(HERE, UID, "", "", NOW, 0)
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
    lambda tables: tables.folders.looks_empty(HERE, ONE),
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
    lambda tables: list(tables.happenings.each_between(HERE, starts=NOW, ends=NOW, batch=9)),
    lambda tables: tables.happenings.of_appointments(HERE, [ONE, TWO], starts=NOW, ends=NOW),
    lambda tables: tables.happenings.to_extend(NOW, limit=9),
    lambda tables: tables.happenings.write(APPOINTMENT, at=NOW),
    lambda tables: tables.appointments.many(HERE, [ONE, TWO]),
    lambda tables: tables.appointments.changed_between(HERE, since=NOW, until=NOW, limit=9),
    lambda tables: tables.appointments.next_overlapping(
        HERE, starts=NOW, ends=NOW, participant=ONE, after=TWO, limit=9
    ),
    lambda tables: tables.relations.of_parents(HERE, [ONE, TWO]),
    lambda tables: tables.relations.of_children(HERE, [ONE, TWO]),
    lambda tables: tables.relations.remove(HERE, RELATION),
    lambda tables: tables.webhooks.get(HERE),
    lambda tables: tables.webhooks.lock(WEBHOOK),
    lambda tables: tables.webhooks.update(WEBHOOK),
    lambda tables: tables.webhooks.lease(WEBHOOK, now=NOW, until=NOW),
    lambda tables: tables.webhooks.remove(HERE),
    lambda tables: tables.webhooks.due(HERE, NOW),
    lambda tables: tables.webhooks.deliveries(HERE, limit=9),
    lambda tables: tables.webhooks.give_up(HERE, at=NOW),
    lambda tables: tables.webhooks.forget(HERE, given_up_before=NOW),
    lambda tables: tables.webhooks.newest_appointment(HERE),
]

SORTED: list[Callable[[Tables], object]] = [
    lambda tables: tables.happenings.unwritten(HERE, starts=NOW, ends=NOW),
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
    lambda tables: tables.appointments.next_overlapping(HERE, starts=NOW, ends=NOW, after=ONE, limit=9),
    lambda tables: tables.appointments.of_agenda(HERE, members=[ONE], owner=TWO, starts=NOW, ends=NOW, limit=9),
]
"""These sort what they found: few rows, or rows that no one index can have in the order asked for."""


BY_NAME: list[Callable[[Tables, NameFilter], object]] = [
    lambda tables, where: tables.folders.by_name(HERE, SIGHT, where=where, offset=9, limit=9),
    lambda tables, where: tables.folders.count(HERE, SIGHT, where=where),
    lambda tables, where: tables.files.by_name(HERE, SIGHT, where=where, offset=9, limit=9),
    lambda tables, where: tables.files.count(HERE, SIGHT, where=where),
]


@pytest.mark.parametrize("where", [NameFilter(), NameFilter(parent=ONE), NameFilter(everywhere=True, containing="a")])
@pytest.mark.parametrize("query", BY_NAME)
def test_a_listing_by_name_counts_and_skips_in_an_index_alone(
    planner: Planner, query: Callable[[Tables, NameFilter], object], where: NameFilter
) -> None:
    query(SqlTables(planner), where)
    assert [step for step in planner.steps if "USING COVERING INDEX" not in step] == []
    if not where.everywhere:
        assert "by_name" in planner.steps[0]


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


def test_what_happens_in_a_window_is_found_between_its_bounds(planner: Planner) -> None:
    tables = SqlTables(planner)
    list(tables.happenings.each_between(HERE, starts=NOW, ends=NOW, batch=9))
    tables.happenings.of_appointments(HERE, [ONE, TWO], starts=NOW, ends=NOW)
    searches = [step for step in planner.steps if "SEARCH happenings" in step]
    assert len(searches) == 8
    assert [step for step in searches if "first_at" not in step or "first_at<?" not in step] == []


def test_series_that_are_not_written_are_found_without_those_that_are(planner: Planner) -> None:
    SqlTables(planner).happenings.unwritten(HERE, starts=NOW, ends=NOW)
    searches = [step for step in planner.steps if "SEARCH" in step]
    assert ["written_until<?" in step or "written_since>?" in step for step in searches] == [True, True]


def scans(planner: Planner) -> list[str]:
    """The tables gone through from end to end, but for what a recursion has gathered so far."""
    assert planner.steps
    harmless = {"SCAN line", "SCAN tree", "SCAN CONSTANT ROW"}
    return [step for step in planner.steps if step.startswith("SCAN ") and step not in harmless]
