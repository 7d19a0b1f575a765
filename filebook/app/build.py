"""The one place that names every part: settings in, a house with its services and doors out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from filebook.app.clock import utc_now
from filebook.app.compatibility import compatibility
from filebook.app.keys import KEYS_FILE, load_keys
from filebook.app.settings import Settings
from filebook.app.spellings import spellings
from filebook.backends.blobs.disk import DiskBlobs
from filebook.backends.blobs.durable import failure, make_folder
from filebook.backends.media.clamd import Clamd
from filebook.backends.media.makers import MediaPrograms
from filebook.backends.media.recogniser import HeadRecogniser
from filebook.backends.media.texts import TextProgram
from filebook.backends.openid import OpenIdProvider
from filebook.backends.outgoing import HttpSender
from filebook.backends.passwords import Argon2Passwords
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.vault import AesVault
from filebook.core.access import Actor, Role
from filebook.core.chores import Task
from filebook.core.files import Quarantine
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue
from filebook.core.retention import Rules
from filebook.core.sign_on import Newcomers
from filebook.dialects.native import routes as native
from filebook.dialects.native.parts import BrowserSessions, Place
from filebook.dialects.native.reference.page import reference_door
from filebook.dialects.native.webhooks.translate import event_body
from filebook.dialects.onoffice import routes as onoffice
from filebook.dialects.telecomx import routes as telecomx
from filebook.dialects.timetap import routes as timetap
from filebook.dialects.timetap.webhook import webhook_body
from filebook.dialects.tus import routes as tus
from filebook.dialects.xelion import routes as xelion
from filebook.services.accounts import Accounts
from filebook.services.activity import Activity
from filebook.services.administration import Administration
from filebook.services.agenda import Agenda
from filebook.services.appearances import Appearances
from filebook.services.availability import Availability
from filebook.services.book import Book
from filebook.services.booking import Booking
from filebook.services.browsing import Browsing
from filebook.services.bulk import Bulk
from filebook.services.bundle import Services
from filebook.services.bundles import Bundles
from filebook.services.calendars import Calendars
from filebook.services.changelog import Changelog
from filebook.services.checks import Checks
from filebook.services.chores import Chores, Hand
from filebook.services.colleagues import Colleagues
from filebook.services.conflicts import Conflicts
from filebook.services.contents import Contents
from filebook.services.credentials import Credentials
from filebook.services.diary import Diary
from filebook.services.directory import Directory
from filebook.services.doctor import Doctor
from filebook.services.enclosures import Enclosures
from filebook.services.explaining import Explaining
from filebook.services.filing import Filing
from filebook.services.first_run import FirstRun
from filebook.services.folders import Folders
from filebook.services.following import Following
from filebook.services.free_busy import FreeBusy
from filebook.services.hangings import Hangings
from filebook.services.happenings import Upkeep
from filebook.services.holds import Holds
from filebook.services.housekeeping import Housekeeping
from filebook.services.intake_visits import IntakeVisits
from filebook.services.intakes import Intakes
from filebook.services.jobs import Jobs
from filebook.services.keys import Keys
from filebook.services.labour import Labour
from filebook.services.library import Library
from filebook.services.link_passwords import LinkPasswords
from filebook.services.listings import Listings
from filebook.services.members import Members
from filebook.services.naming import Naming
from filebook.services.numbered_occurrences import NumberedOccurrences
from filebook.services.outbox import Outbox
from filebook.services.people import People
from filebook.services.personnel import Personnel
from filebook.services.preview_cache import PreviewBudget, PreviewCache
from filebook.services.previews import Previews
from filebook.services.processing import Processing
from filebook.services.published import Published
from filebook.services.rebooking import Rebooking
from filebook.services.record_pages import RecordPages
from filebook.services.records import Records
from filebook.services.relations import Relations
from filebook.services.removal import Removal
from filebook.services.repeats import Repeats
from filebook.services.request_log import RequestLog
from filebook.services.requirements import Requirements
from filebook.services.resuming import Resumable
from filebook.services.retention import Retention
from filebook.services.scanning import Scanning
from filebook.services.schedule import Schedule
from filebook.services.search import Search
from filebook.services.search_upkeep import SearchUpkeep
from filebook.services.sessions import Sessions
from filebook.services.sharing import Sharing
from filebook.services.sharing_visits import Visits
from filebook.services.sign_on import SignOn
from filebook.services.subscriptions import Subscriptions
from filebook.services.surroundings import Surroundings
from filebook.services.texts import Texts
from filebook.services.uploads import UploadLimits, Uploads
from filebook.services.webhooks import Webhooks
from filebook.serving.routes import Door
from filebook.web.application import routes as application
from filebook.web.requests import routes as requests
from filebook.web.shares import routes as shares


@dataclass(frozen=True, slots=True)
class House:
    """Everything that serves requests, except the server itself."""

    settings: Settings
    catalogue: Catalogue
    blobs: Blobs
    services: Services
    doors: tuple[Door, ...]
    outbox: Outbox
    labour: Labour
    chores: Chores
    scanning: Scanning | None

    def close(self) -> None:
        """Note the last uses of sessions, credentials and previews and the last requests, and let go of the stores."""
        self.services.sessions.flush()
        self.services.previews.cache.flush()
        self.services.credentials.flush()
        self.services.request_log.flush()
        self.catalogue.close()


def build(
    settings: Settings, *, now: Callable[[], datetime] = utc_now, pages_folder: Path = application.FOLDER
) -> House:
    """Open the stores and put the services and doors on them. `pages_folder`: where the browser application lies.

    Raises: Unavailable, NoSpace, Damaged("keys").
    """
    try:
        make_folder(settings.data_path, inside=())
    except OSError as error:
        raise failure(error) from error
    catalogue = open_catalogue(settings)
    blobs = open_blobs(settings)
    services = build_services(settings, catalogue, blobs, now=now)
    outbox = Outbox(catalogue, services.webhooks, render=webhook_body(services), tell=event_body, now=now)
    others = (
        onoffice.door(
            services,
            now=now,
            window_seconds=settings.onoffice_window_seconds,
            file_limit_bytes=settings.file_limit_bytes,
        ),
        timetap.door(
            services,
            now=now,
            session_seconds=settings.timetap_session_seconds,
            public_base_url=settings.timetap_public_base_url.rstrip("/"),
        ),
        telecomx.door(services, now=now, file_base_url=settings.telecomx_file_base_url),
        xelion.door(services, now=now, session_seconds=settings.xelion_session_seconds),
        reference_door(),
        tus.door(services),
        shares.door(services),
        requests.door(services),
    )
    own = native.door(
        services,
        now=now,
        outbox=outbox,
        requests_per_minute=settings.native_requests_per_minute,
        browser=BrowserSessions(settings.browser_idle_seconds, settings.browser_session_seconds),
        places=_places(others, settings),
        spellings=spellings(services, settings, others),
        fill_demo=partial(_fill_demo, services, now),
        compatibility=compatibility(others),
    )
    taken = frozenset(door.prefix.split("/")[1] for door in (*others, own))
    pages = application.door(pages_folder, taken=taken, download_base_url=settings.download_base_url())
    doors = (*others, own, pages)
    bulk = Bulk(catalogue, blobs, uploads=services.uploads, now=now)
    labour = Labour(catalogue, blobs, bulk, now=now, memory=timedelta(days=settings.job_days))
    hands: dict[Task, Hand] = {}
    if settings.read_texts:
        hands[Task.TEXT] = Texts(catalogue, blobs, reader=TextProgram())
    scanning = _scanning(settings, catalogue, blobs, now=now)
    if scanning is not None:
        hands[Task.SCAN] = scanning
    chores = Chores(catalogue, hands, now=now)
    return House(settings, catalogue, blobs, services, doors, outbox, labour, chores, scanning)


def _fill_demo(services: Services, now: Callable[[], datetime], actor: Actor) -> None:
    # Loaded where it is asked for: most servers never are.
    from filebook.app.demo.business import fill_demo  # noqa: PLC0415 - as said above

    fill_demo(services, actor, now=now())


def _places(doors: Sequence[Door], settings: Settings) -> tuple[Place, ...]:
    """Where each of the doors is served."""
    hosts = {name: host for host, name in settings.doors_by_host().items()}
    return tuple(Place(door.name, door.prefix, hosts.get(door.name, "")) for door in doors)


def _scanning(
    settings: Settings, catalogue: Catalogue, blobs: Blobs, *, now: Callable[[], datetime]
) -> Scanning | None:
    if not settings.clamd_address:
        return None
    scanner = Clamd(settings.clamd_address)
    return Scanning(catalogue, blobs, scanner=scanner, open_when_down=settings.clamd_open, now=now)


def open_catalogue(settings: Settings) -> Catalogue:
    """The store of rows that the settings name."""
    if settings.database_url:
        # Loaded where it is chosen: a small installation need not hold its driver in memory.
        from filebook.backends.sql.postgres import PostgresCatalogue  # noqa: PLC0415 - as said above

        return PostgresCatalogue(settings.database_url, pool_size=settings.database_pool_size)
    return SqliteCatalogue(settings.data_path / "filebook.db")


def open_blobs(settings: Settings) -> Blobs:
    """The store of bytes that the settings name."""
    if not settings.blob_url:
        return DiskBlobs(settings.data_path / "blobs")
    from filebook.backends.blobs.s3 import s3_blobs  # noqa: PLC0415 - loaded where it is chosen, as PostgreSQL

    bucket, _, prefix = settings.blob_url.removeprefix("s3://").partition("/")
    return s3_blobs(
        bucket=bucket,
        prefix=prefix,
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
    )


def build_services(settings: Settings, catalogue: Catalogue, blobs: Blobs, *, now: Callable[[], datetime]) -> Services:
    """The services, each given just what it needs."""
    keys = load_keys(settings.data_path / KEYS_FILE)
    recogniser = HeadRecogniser()
    uploads = Uploads(
        catalogue,
        blobs,
        recogniser=recogniser,
        now=now,
        limits=UploadLimits(
            settings.file_limit_bytes, Quarantine.WAITING if settings.clamd_address else Quarantine.NONE
        ),
    )
    filing = Filing(catalogue, blobs, uploads=uploads, now=now)
    sessions = Sessions(catalogue, now=now)
    book = Book(catalogue)
    vault = AesVault(keys.vault)
    request_log = RequestLog(catalogue, now=now, lifetime=timedelta(days=settings.request_log_days))
    sender = HttpSender(allow_private=settings.webhook_private_addresses)
    webhooks = Webhooks(catalogue, vault=vault, outgoing=sender, now=now)
    accounts = Accounts(catalogue, now=now)
    passwords = Argon2Passwords(memory_kib=settings.password_memory_kib)
    credentials = Credentials(catalogue, vault=vault, passwords=passwords, now=now)
    resumable = Resumable(catalogue, blobs, uploads=uploads, now=now)
    requirements = Requirements(catalogue, book=book, surroundings=Surroundings(catalogue), now=now)
    link_passwords = LinkPasswords(passwords, link_keys=keys.links, now=now)
    library = Library(catalogue, blobs, link_keys=keys.links, now=now, verify_all_reads=settings.verify_all_reads)
    bundles = Bundles(catalogue, blobs, now=now, verify_all_reads=settings.verify_all_reads)
    rules = Rules(settings.trash_days, settings.versions_kept, settings.version_days)
    retention = Retention(catalogue, blobs, now=now, defaults=rules)
    budget = PreviewBudget(timedelta(days=settings.preview_days), settings.preview_bytes)
    preview_cache = PreviewCache(catalogue, blobs, now=now, budget=budget)
    maker = MediaPrograms(office_program=settings.office_program)
    previews = Previews(preview_cache, blobs, maker=maker, now=now)
    housekeeping = Housekeeping(
        catalogue,
        blobs,
        sessions=sessions,
        request_log=request_log,
        retention=retention,
        previews=preview_cache,
        now=now,
        change_log_lifetime=timedelta(days=settings.change_log_days),
        link_use_lifetime=timedelta(days=settings.link_use_days),
    )
    doctor = Doctor(catalogue, blobs, folder=settings.data_path)
    return Services(
        accounts=accounts,
        administration=Administration(
            catalogue, doctor=doctor, housekeeping=housekeeping, file_limit_bytes=settings.file_limit_bytes, now=now
        ),
        members=Members(catalogue, accounts=accounts, credentials=credentials, now=now),
        keys=Keys(catalogue, credentials, now=now),
        colleagues=Colleagues(catalogue, now=now),
        personnel=Personnel(catalogue),
        credentials=credentials,
        sessions=sessions,
        uploads=uploads,
        resumable=resumable,
        library=library,
        people=People(catalogue, now=now),
        previews=previews,
        processing=Processing(catalogue, now=now),
        published=Published(catalogue, previews=previews, link_keys=keys.links, now=now),
        listings=Listings(catalogue),
        browsing=Browsing(catalogue, can_show=previews.can_show),
        search=Search(catalogue),
        naming=Naming(catalogue),
        directory=Directory(catalogue),
        explaining=Explaining(catalogue),
        filing=filing,
        contents=Contents(catalogue, blobs, uploads=uploads, filing=filing, now=now),
        enclosures=Enclosures(catalogue, filing=filing, uploads=uploads),
        hangings=Hangings(catalogue, filing=filing, now=now),
        folders=Folders(catalogue, now=now),
        removal=Removal(catalogue, blobs, now=now),
        agenda=Agenda(catalogue),
        availability=Availability(catalogue, now=now),
        book=book,
        booking=Booking(catalogue, now=now),
        rebooking=Rebooking(catalogue, now=now),
        calendars=Calendars(catalogue, now=now),
        schedule=Schedule(catalogue),
        surroundings=Surroundings(catalogue),
        free_busy=FreeBusy(catalogue),
        numbered_occurrences=NumberedOccurrences(catalogue),
        diary=Diary(catalogue),
        conflicts=Conflicts(catalogue),
        records=Records(catalogue, now=now),
        record_pages=RecordPages(catalogue),
        relations=Relations(catalogue, now=now),
        changelog=Changelog(catalogue),
        following=Following(catalogue),
        activity=Activity(catalogue),
        request_log=request_log,
        repeats=Repeats(catalogue, now=now),
        requirements=requirements,
        jobs=Jobs(catalogue, now=now),
        bundles=bundles,
        housekeeping=housekeeping,
        holds=Holds(catalogue, now=now),
        retention=retention,
        upkeep=Upkeep(catalogue, now=now),
        search_upkeep=SearchUpkeep(catalogue),
        checks=Checks(catalogue, blobs),
        webhooks=webhooks,
        subscriptions=Subscriptions(catalogue, webhooks=webhooks, now=now),
        link_passwords=link_passwords,
        sharing=Sharing(catalogue, passwords=link_passwords, now=now),
        intakes=Intakes(catalogue, requirements=requirements, passwords=link_passwords, now=now),
        intake_visits=IntakeVisits(
            catalogue, filing=filing, uploads=uploads, resumable=resumable, passwords=link_passwords, now=now
        ),
        visits=Visits(
            catalogue, library=library, previews=previews, bundles=bundles, passwords=link_passwords, now=now
        ),
        sign_on=_sign_on(settings, catalogue, accounts=accounts, vault=vault, now=now),
        appearances=Appearances(catalogue, recogniser=recogniser, maker=maker, now=now),
        first_run=FirstRun(catalogue, passwords=passwords, now=now),
    )


def _sign_on(
    settings: Settings, catalogue: Catalogue, *, accounts: Accounts, vault: AesVault, now: Callable[[], datetime]
) -> SignOn:
    provider = OpenIdProvider(
        issuer=settings.oidc_issuer, client_id=settings.oidc_client_id, client_secret=settings.oidc_client_secret
    )
    newcomers = Newcomers(settings.oidc_create_tenant, Role(settings.oidc_create_role))
    return SignOn(
        catalogue,
        provider=provider if settings.oidc_issuer else None,
        label=settings.oidc_label or urlsplit(settings.oidc_issuer).hostname or "",
        newcomers=newcomers if settings.oidc_create_users else None,
        accounts=accounts,
        vault=vault,
        now=now,
    )
