"""The catalogue in PostgreSQL keeps the contract."""

import secrets
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import sql

from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.core.ports.catalogue import Catalogue
from tests.backends.catalogue_suite.administered import AdministrationSuite
from tests.backends.catalogue_suite.appointment_lists import AppointmentListSuite
from tests.backends.catalogue_suite.asked import IntakeSuite
from tests.backends.catalogue_suite.book import AppointmentSuite, RecordSuite
from tests.backends.catalogue_suite.browsing import BrowsingSuite
from tests.backends.catalogue_suite.by_name import ByNameSuite
from tests.backends.catalogue_suite.chores import ChoreSuite
from tests.backends.catalogue_suite.deliveries import DeliverySuite
from tests.backends.catalogue_suite.feed import FeedSuite, RequestLogSuite
from tests.backends.catalogue_suite.files import FileSuite
from tests.backends.catalogue_suite.folders import FolderSuite
from tests.backends.catalogue_suite.hanging import AttachmentSuite, BlobsInUseSuite
from tests.backends.catalogue_suite.jobs import JobSuite
from tests.backends.catalogue_suite.keys import CredentialSuite, SessionSuite
from tests.backends.catalogue_suite.made_through import MadeThroughSuite
from tests.backends.catalogue_suite.occurrences import OccurrenceSuite
from tests.backends.catalogue_suite.people import BusinessSuite, UserSuite
from tests.backends.catalogue_suite.pictures import PreviewSuite, PublishedSuite
from tests.backends.catalogue_suite.registry import RegistrySuite
from tests.backends.catalogue_suite.related import HangingSuite, MembershipSuite, RelationSuite
from tests.backends.catalogue_suite.requests import RequestsSuite
from tests.backends.catalogue_suite.required import RequirementSuite
from tests.backends.catalogue_suite.retention import HoldSuite, RetentionSuite
from tests.backends.catalogue_suite.searched import SearchSuite
from tests.backends.catalogue_suite.shared import ShareSuite
from tests.backends.catalogue_suite.units import UnitSuite
from tests.backends.catalogue_suite.uploads import UploadSuite
from tests.backends.catalogue_suite.webhooks import WebhookSuite


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    """The address of a database for all tests here; making one for each would take most of their time."""
    name = f"filebook_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 LOCALE 'C'").format(sql.Identifier(name)))
        yield psycopg.conninfo.make_conninfo(postgres_url, dbname=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def empty(database: str) -> Iterator[Callable[[], None]]:
    """Empties the database, in one round trip."""
    PostgresCatalogue(database, pool_size=1).close()
    with psycopg.connect(database, autocommit=True) as connection:
        found = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s)",
            [["migrations", "installation"]],
        )
        tables = [sql.Identifier(table) for (table,) in found.fetchall()]
        emptying = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables)
        connection.execute("SET session_replication_role = replica")  # in any order, whatever refers to what

        def delete_everything() -> None:
            connection.execute(emptying)

        yield delete_everything


@pytest.fixture
def dsn(database: str, empty: Callable[[], None]) -> str:
    """The address of the database without any rows; business numbers go on from where they were."""
    empty()
    return database


@pytest.fixture
def reopen(dsn: str) -> Callable[[], Catalogue]:
    return lambda: PostgresCatalogue(dsn, pool_size=16)


@pytest.fixture
def catalogue(reopen: Callable[[], Catalogue]) -> Iterator[Catalogue]:
    opened = reopen()
    yield opened
    opened.close()


class TestUnits(UnitSuite):
    pass


class TestRegistry(RegistrySuite):
    pass


class TestFeed(FeedSuite):
    pass


class TestRequestLog(RequestLogSuite):
    pass


class TestBusinesses(BusinessSuite):
    pass


class TestUsers(UserSuite):
    pass


class TestCredentials(CredentialSuite):
    pass


class TestSessions(SessionSuite):
    pass


class TestAdministration(AdministrationSuite):
    pass


class TestRecords(RecordSuite):
    pass


class TestFolders(FolderSuite):
    pass


class TestBrowsing(BrowsingSuite):
    pass


class TestByName(ByNameSuite):
    pass


class TestSearch(SearchSuite):
    pass


class TestFiles(FileSuite):
    pass


class TestAttachments(AttachmentSuite):
    pass


class TestUploads(UploadSuite):
    pass


class TestBlobsInUse(BlobsInUseSuite):
    pass


class TestAppointments(AppointmentSuite):
    pass


class TestMadeThrough(MadeThroughSuite):
    pass


class TestRequests(RequestsSuite):
    pass


class TestOccurrences(OccurrenceSuite):
    pass


class TestMemberships(MembershipSuite):
    pass


class TestRelations(RelationSuite):
    pass


class TestHanging(HangingSuite):
    pass


class TestPreviews(PreviewSuite):
    pass


class TestPublished(PublishedSuite):
    pass


class TestWebhooks(WebhookSuite):
    pass


class TestDeliveries(DeliverySuite):
    pass


class TestRequirements(RequirementSuite):
    pass


class TestHolds(HoldSuite):
    pass


class TestRetention(RetentionSuite):
    pass


class TestShares(ShareSuite):
    pass


class TestJobs(JobSuite):
    pass


class TestIntakes(IntakeSuite):
    pass


class TestChores(ChoreSuite):
    pass


class TestAppointmentLists(AppointmentListSuite):
    pass
