"""The catalogue in SQLite keeps the contract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filebook.backends.sql.sqlite import SqliteCatalogue
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
from tests.stores import empty_database


@pytest.fixture
def catalogue(reopen: Callable[[], Catalogue]) -> Iterator[Catalogue]:
    opened = reopen()
    yield opened
    opened.close()


@pytest.fixture
def reopen(tmp_path: Path) -> Callable[[], Catalogue]:
    path = empty_database(tmp_path / "catalogue.db")
    return lambda: SqliteCatalogue(path)


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
