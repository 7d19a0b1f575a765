"""The services a door may call, built once in `app/build.py` and handed to every door."""

from dataclasses import dataclass

from filebook.services.accounts import Accounts
from filebook.services.activity import Activity
from filebook.services.administration import Administration
from filebook.services.agenda import Agenda
from filebook.services.appearances import Appearances
from filebook.services.availability import Availability
from filebook.services.book import Book
from filebook.services.booking import Booking
from filebook.services.browsing import Browsing
from filebook.services.bundles import Bundles
from filebook.services.calendars import Calendars
from filebook.services.changelog import Changelog
from filebook.services.checks import Checks
from filebook.services.colleagues import Colleagues
from filebook.services.conflicts import Conflicts
from filebook.services.contents import Contents
from filebook.services.credentials import Credentials
from filebook.services.diary import Diary
from filebook.services.directory import Directory
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
from filebook.services.library import Library
from filebook.services.link_passwords import LinkPasswords
from filebook.services.listings import Listings
from filebook.services.members import Members
from filebook.services.naming import Naming
from filebook.services.numbered_occurrences import NumberedOccurrences
from filebook.services.people import People
from filebook.services.personnel import Personnel
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
from filebook.services.schedule import Schedule
from filebook.services.search import Search
from filebook.services.search_upkeep import SearchUpkeep
from filebook.services.sessions import Sessions
from filebook.services.sharing import Sharing
from filebook.services.sharing_visits import Visits
from filebook.services.sign_on import SignOn
from filebook.services.subscriptions import Subscriptions
from filebook.services.surroundings import Surroundings
from filebook.services.uploads import Uploads
from filebook.services.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Services:
    """One of each."""

    accounts: Accounts
    administration: Administration
    members: Members
    keys: Keys
    colleagues: Colleagues
    personnel: Personnel
    credentials: Credentials
    sessions: Sessions
    uploads: Uploads
    resumable: Resumable
    library: Library
    people: People
    previews: Previews
    processing: Processing
    published: Published
    listings: Listings
    browsing: Browsing
    search: Search
    naming: Naming
    directory: Directory
    explaining: Explaining
    filing: Filing
    contents: Contents
    enclosures: Enclosures
    hangings: Hangings
    folders: Folders
    removal: Removal
    agenda: Agenda
    availability: Availability
    book: Book
    booking: Booking
    rebooking: Rebooking
    calendars: Calendars
    schedule: Schedule
    surroundings: Surroundings
    free_busy: FreeBusy
    numbered_occurrences: NumberedOccurrences
    diary: Diary
    conflicts: Conflicts
    records: Records
    record_pages: RecordPages
    relations: Relations
    changelog: Changelog
    following: Following
    activity: Activity
    request_log: RequestLog
    repeats: Repeats
    requirements: Requirements
    jobs: Jobs
    bundles: Bundles
    housekeeping: Housekeeping
    holds: Holds
    retention: Retention
    upkeep: Upkeep
    search_upkeep: SearchUpkeep
    checks: Checks
    webhooks: Webhooks
    subscriptions: Subscriptions
    link_passwords: LinkPasswords
    sharing: Sharing
    intakes: Intakes
    intake_visits: IntakeVisits
    visits: Visits
    sign_on: SignOn
    appearances: Appearances
    first_run: FirstRun
