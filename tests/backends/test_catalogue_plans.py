"""Every query of the catalogue finds its rows by an index: none goes through a table, and listings need no sorting."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from filebook.backends.sql.connection import NO_PARAMS, Params, Row
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.access import Scope, Sight, Visibility
from filebook.core.appointments import Appointment, Span
from filebook.core.businesses import CredentialKind
from filebook.core.files import UploadId
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid
from filebook.core.jobs import Item, ItemState, Job, Operation, Wish
from filebook.core.ports.blobs import BlobKey
from filebook.core.ports.book import AppointmentFilter, RecordFilter, RecordMark, RecordOrder
from filebook.core.ports.browsing import Order, Place, Sought
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.jobs import JobFilter
from filebook.core.ports.library import ListingFilter, ListingMark, NameFilter
from filebook.core.previews import Look, Preview
from filebook.core.relations import Relation, RelationType
from filebook.core.webhooks import DeliveryState, Form, Webhook
from tests.backends.catalogue_suite.made import NOW, a_segment
from tests.stores import empty_database

HERE, ONE, TWO = BusinessNumber(1), Number(1), Number(2)
UID = Uid("11111111-1111-4111-8111-111111111111")
SIGHT = Sight(frozenset({Visibility.ALL, Visibility.CUSTOMER}), (HERE, ONE))
MARK = ListingMark(NOW, UID)
APPOINTMENT = Appointment(HERE, ONE, UID, "", "", Span(datetime(2026, 3, 1), datetime(2026, 3, 2), "UTC"), NOW, NOW)
WEBHOOK = Webhook(HERE, ONE, UID, Form.STANDARD, "", "", NOW, 0)
JOB = Job(UID, HERE, ONE, Door.NATIVE, Operation.MOVE, Wish(), NOW, NOW)
RELATION = Relation(ONE, Kind.ESTATE, TWO, Kind.CONTACT, RelationType.OWNER)
A_PREVIEW = Preview(ONE, 1, Look(9, 9), "image/png", None, NOW)
IN_FOLDER, ON_TOP, IN_TRASH = ListingFilter(parent=ONE), ListingFilter(top_level=True), ListingFilter(trashed=True)


class Planner:
    """Implements `Connection`: instead of answering it notes how SQLite would."""

    for_update = ""
    full_text = "fts5"

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

    def execute_many(self, sql: str, many: Sequence[Params]) -> None:
        for params in many:
            self.rows(sql, params)

    def known(self, key: Hashable) -> None:
        """Nothing: each statement is to be seen."""

    def remember(self, key: Hashable, value: object) -> None:
        """Nothing either."""


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    connection = SqliteConnection(empty_database(tmp_path / "catalogue.db"))
    yield Planner(connection)
    connection.close()


def _records(tables: Tables, *, order: RecordOrder, descending: bool, after: RecordMark | None) -> object:
    return tables.records.listing(
        HERE, Kind.TASK, where=RecordFilter(), order=order, descending=descending, after=after, limit=9
    )


QUERIES: list[Callable[[Tables], object]] = [
    lambda tables: tables.search.texts(HERE, [ONE, TWO], limit=9),
    lambda tables: tables.search.files(HERE, [ONE, TWO]),
    lambda tables: tables.search.folders(HERE, [ONE, TWO]),
    lambda tables: tables.search.catch_up(HERE, limit=9),
    lambda tables: tables.search.wrong(HERE, after=ONE, limit=9),
    *(
        partial(_records, order=order, descending=descending, after=after)
        for order in RecordOrder
        for descending in (False, True)
        for after in (None, RecordMark("a" if order is RecordOrder.LABEL else 1, ONE))
    ),
    lambda tables: tables.records.total(HERE, Kind.TASK, where=RecordFilter()),
    lambda tables: tables.records.listing(HERE, Kind.TASK, where=RecordFilter(trashed=True), limit=9),
    lambda tables: tables.credentials.get(UID),
    lambda tables: tables.sessions.named(HERE, "a"),
    lambda tables: tables.sessions.confirm("a", until=NOW),
    lambda tables: tables.businesses.usage(HERE),
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
    lambda tables: tables.jobs.get(UID),
    lambda tables: tables.jobs.lock(UID),
    lambda tables: tables.jobs.update(JOB),
    lambda tables: tables.jobs.take(JOB, now=NOW, lease="", until=NOW),
    lambda tables: tables.jobs.hold(UID, lease="", until=NOW),
    lambda tables: tables.jobs.due(NOW, limit=9),
    lambda tables: tables.jobs.page(HERE, where=JobFilter(before=(NOW, UID)), limit=9),
    lambda tables: tables.jobs.page(HERE, where=JobFilter(user=ONE, scope=Scope(), before=(NOW, UID)), limit=9),
    lambda tables: tables.jobs.count(HERE, where=JobFilter(user=ONE)),
    lambda tables: tables.jobs.open_count(HERE),
    lambda tables: tables.jobs.item(UID, 1),
    lambda tables: tables.jobs.items(UID, after=9, limit=9, state=ItemState.WAITING),
    lambda tables: tables.jobs.items(UID, limit=9, state=ItemState.FAILED),
    lambda tables: tables.jobs.items(UID, limit=9, making=True),
    lambda tables: tables.jobs.changed_items(UID, before=9, limit=9),
    lambda tables: tables.jobs.update_item(UID, Item(1, UID)),
    lambda tables: tables.jobs.wait_again(UID),
    lambda tables: tables.jobs.forget(NOW, limit=9),
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
    lambda tables: tables.browsing.file(HERE, ONE),
    lambda tables: tables.browsing.file(HERE, UID),
    lambda tables: tables.files.version_page(HERE, ONE, before=7, limit=9),
    lambda tables: tables.files.remove_version(HERE, ONE, version=7),
    lambda tables: tables.files.delete(HERE, ONE),
    lambda tables: tables.retention.files(HERE, trashed_before=NOW, after=(1, 2), limit=9),
    lambda tables: tables.retention.versions(HERE, replaced_before=NOW, kept=3, after=(1, 2), limit=9),
    lambda tables: tables.retention.versions_of(HERE, [ONE, TWO]),
    lambda tables: tables.holds.get(HERE, ONE),
    lambda tables: tables.holds.lift(HERE, ONE),
    lambda tables: tables.holds.page(HERE, kinds=[Kind.FILE], after=ONE, limit=9),
    lambda tables: tables.attachments.remove(HERE, ONE, TWO),
    lambda tables: tables.files.on_target(HERE, ONE, sight=SIGHT, only=TWO, document_attribute="a", limit=9, offset=1),
    lambda tables: tables.requirements.get(HERE),
    lambda tables: tables.attachments.of_target(HERE, ONE, sight=SIGHT),
    lambda tables: tables.attachments.page(HERE, ONE, sight=SIGHT, after=(1, TWO), limit=9),
    lambda tables: tables.attachments.has_category(HERE, ONE, category="a"),
    lambda tables: tables.attachments.of_category(HERE, ONE, category="a"),
    lambda tables: tables.attachments.has_document_attribute(HERE, ONE, attribute="a"),
    lambda tables: tables.uploads.get(UploadId(UID), HERE, user=ONE),
    lambda tables: tables.uploads.claim(UploadId(UID), HERE, user=ONE, now=NOW),
    lambda tables: tables.uploads.expire(NOW, limit=9),
    lambda tables: tables.uploads.open_count(HERE),
    lambda tables: tables.previews.of_version(HERE, ONE, version=1),
    lambda tables: tables.previews.remove(HERE, ONE),
    lambda tables: tables.previews.remove_one(HERE, A_PREVIEW),
    lambda tables: tables.previews.use(HERE, A_PREVIEW, at=NOW),
    lambda tables: tables.previews.oldest(HERE, limit=9),
    lambda tables: tables.previews.outdated(HERE, limit=9),
    lambda tables: tables.previews.failed(HERE, reason="timed_out", before=NOW, limit=9),
    lambda tables: tables.previews.stored_bytes(HERE),
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
    lambda tables: tables.appointments.listing(HERE, where=AppointmentFilter(seer=ONE), after=ONE, limit=9),
    lambda tables: tables.appointments.listing(HERE, where=AppointmentFilter(trashed=True), after=ONE, limit=9),
    lambda tables: tables.appointments.listing(HERE, where=AppointmentFilter(members=(TWO,)), after=ONE, limit=9),
    lambda tables: tables.appointments.listing(HERE, where=AppointmentFilter(concerns=TWO), after=ONE, limit=9),
    lambda tables: tables.appointments.listing(
        HERE, where=AppointmentFilter(starts=NOW, ends=NOW, containing="a"), after=ONE, limit=9
    ),
    lambda tables: tables.occurrences.hand_over(HERE, ONE, to=TWO, since=NOW.date()),
    lambda tables: tables.made_through.copy(HERE, ONE, to=TWO),
    lambda tables: tables.calendars.delete(HERE, ONE),
    lambda tables: tables.relations.of_parents(HERE, [ONE, TWO]),
    lambda tables: tables.relations.of_children(HERE, [ONE, TWO]),
    lambda tables: tables.relations.remove(HERE, RELATION),
    lambda tables: tables.webhooks.get(HERE, ONE),
    lambda tables: tables.webhooks.of_business(HERE),
    lambda tables: tables.webhooks.oldest_needed(HERE),
    lambda tables: tables.webhooks.lock(WEBHOOK),
    lambda tables: tables.webhooks.update(WEBHOOK),
    lambda tables: tables.webhooks.lease(WEBHOOK, now=NOW, until=NOW),
    lambda tables: tables.webhooks.remove(WEBHOOK),
    lambda tables: tables.deliveries.due(WEBHOOK, NOW),
    lambda tables: tables.deliveries.are_waiting(WEBHOOK, 9),
    lambda tables: tables.deliveries.get(WEBHOOK, 7),
    lambda tables: tables.deliveries.listing(WEBHOOK, states=frozenset(DeliveryState), before=9, limit=9),
    lambda tables: tables.deliveries.hasten(WEBHOOK, after=7, at=NOW),
    lambda tables: tables.deliveries.give_up(WEBHOOK, at=NOW),
    lambda tables: tables.deliveries.forget(WEBHOOK, delivered_before=NOW, given_up_before=NOW, keep=9),
    lambda tables: tables.deliveries.hidden(HERE, [ONE, TWO]),
    lambda tables: tables.webhooks.newest_appointment(HERE),
]

SORTED: list[Callable[[Tables], object]] = [
    lambda tables: tables.happenings.unwritten(HERE, starts=NOW, ends=NOW),
    lambda tables: tables.businesses.lineage(HERE),
    lambda tables: tables.retention.folders(HERE, trashed_before=NOW, after=(1, 2), limit=9),
    lambda tables: tables.holds.over(HERE, ONE),
    lambda tables: tables.holds.among(HERE, files=[ONE, TWO], folders=[ONE, TWO]),
    lambda tables: tables.folders.is_below(HERE, ONE, ancestor=TWO),
    lambda tables: tables.folders.below(HERE, ONE),
    lambda tables: tables.folders.within(HERE, [ONE, TWO], sight=SIGHT, limit=9),
    lambda tables: tables.folders.within(HERE, [ONE, TWO], sight=SIGHT, limit=9, trashed_too=True),
    lambda tables: tables.files.within(HERE, [ONE, TWO], sight=SIGHT, limit=9),
    lambda tables: tables.files.within(HERE, [ONE, TWO], sight=SIGHT, limit=9, trashed_too=True),
    lambda tables: tables.credentials.by_key(CredentialKind.BEARER, "a"),
    lambda tables: tables.credentials.of_user(HERE, ONE),
    lambda tables: tables.credentials.kinds(HERE, now=NOW),
    lambda tables: tables.sessions.of_business(HERE, user=ONE, now=NOW, limit=9),
    lambda tables: tables.sessions.of_business(HERE, user=None, now=NOW, limit=9),
    lambda tables: tables.credentials.of_business(HERE),
    lambda tables: tables.files.listing(HERE, SIGHT, where=ListingFilter(targets=(ONE, TWO)), after=MARK, limit=9),
    lambda tables: tables.files.published_on(HERE, [ONE, TWO], sight=SIGHT, categories=["a"], limit=9),
    lambda tables: tables.attachments.of_files(HERE, [ONE, TWO]),
    lambda tables: tables.occurrences.of_appointments(HERE, [ONE, TWO], since=NOW.date(), until=NOW.date()),
    lambda tables: tables.attachments.on_targets(HERE, [ONE, TWO], sight=SIGHT, limit=9),
    lambda tables: tables.attachments.in_roles_on(HERE, [ONE, TWO], roles=["a", "b"], sight=SIGHT),
    lambda tables: tables.attachments.counts_on(HERE, [ONE, TWO], sight=SIGHT),
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


@pytest.mark.parametrize("what", ["files", "folders"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("sought", [Sought(), Sought(parent=ONE), Sought(top_level=True), Sought(trash_tops=True)])
def test_a_page_is_read_along_an_index_from_its_place_on(
    planner: Planner, sought: Sought, order: Order, what: str, *, descending: bool
) -> None:
    if (order is Order.TRASHED) is not sought.trash_tops:
        return
    for after in (None, Place(7, UID if order is Order.CREATED else 7)):
        planner.steps.clear()
        list_them = getattr(SqlTables(planner).browsing, what)
        list_them(HERE, SIGHT, sought=sought, order=order, descending=descending, after=after, limit=9)
        assert scans(planner) == []
        assert [step for step in planner.steps if "TEMP B-TREE" in step] == []
        columns = _COLUMNS[Order.NAME if order is Order.SIZE and what == "folders" else order]
        going_on = [step for step in planner.steps if f"({columns})" in step]
        assert len(going_on) == (0 if after is None else 1), planner.steps


_COLUMNS = {
    Order.NAME: "name_folded,number",
    Order.CREATED: "created_at,uid",
    Order.MODIFIED: "modified_at,number",
    Order.SIZE: "size_bytes,number",
    Order.TRASHED: "trashed_at,number",
}


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    ("sought", "begins"),
    [
        (Sought(sha256="a", tags=("b",)), "SEARCH s"),
        (Sought(target=ONE, below=TWO), "SEARCH a"),
        (Sought(tags=("a", "b"), containing="c"), "SEARCH t"),
        (Sought(below=ONE, media_type="image"), "SEARCH folders"),
        (Sought(trashed=True), "SEARCH f USING INDEX files_"),
    ],
)
def test_what_few_files_have_is_looked_for_first(planner: Planner, sought: Sought, begins: str, order: Order) -> None:
    tables = SqlTables(planner)
    tables.browsing.files(HERE, SIGHT, sought=sought, order=order, descending=False, after=None, limit=9)
    tables.browsing.file_count(HERE, SIGHT, sought=sought)
    searches = [step for step in planner.steps if step.startswith("SEARCH") and not step.startswith("SEARCH b ")]
    assert searches[0].startswith(begins)
    assert [step for step in planner.steps if "autoindex_files_1 (business=?)" in step] == []


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
    gathered = ("line", "tree", "held", "held_places", "places", "kept")
    harmless = {"SCAN CONSTANT ROW", *(f"SCAN {name}" for name in gathered)}
    return [step for step in planner.steps if step.startswith("SCAN ") and step not in harmless]
