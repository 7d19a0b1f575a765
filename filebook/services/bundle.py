"""The services a door may call, built once in `app/build.py` and handed to every door."""

from dataclasses import dataclass

from filebook.services.accounts import Accounts
from filebook.services.agenda import Agenda
from filebook.services.availability import Availability
from filebook.services.book import Book
from filebook.services.booking import Booking
from filebook.services.changelog import Changelog
from filebook.services.checks import Checks
from filebook.services.colleagues import Colleagues
from filebook.services.conflicts import Conflicts
from filebook.services.credentials import Credentials
from filebook.services.diary import Diary
from filebook.services.directory import Directory
from filebook.services.enclosures import Enclosures
from filebook.services.filing import Filing
from filebook.services.folders import Folders
from filebook.services.happenings import Upkeep
from filebook.services.housekeeping import Housekeeping
from filebook.services.library import Library
from filebook.services.listings import Listings
from filebook.services.naming import Naming
from filebook.services.numbered_occurrences import NumberedOccurrences
from filebook.services.people import People
from filebook.services.personnel import Personnel
from filebook.services.previews import Previews
from filebook.services.records import Records
from filebook.services.relations import Relations
from filebook.services.removal import Removal
from filebook.services.repeats import Repeats
from filebook.services.sessions import Sessions
from filebook.services.uploads import Uploads
from filebook.services.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Services:
    """One of each."""

    accounts: Accounts
    colleagues: Colleagues
    personnel: Personnel
    credentials: Credentials
    sessions: Sessions
    uploads: Uploads
    library: Library
    people: People
    previews: Previews
    listings: Listings
    naming: Naming
    directory: Directory
    filing: Filing
    enclosures: Enclosures
    folders: Folders
    removal: Removal
    agenda: Agenda
    availability: Availability
    book: Book
    booking: Booking
    numbered_occurrences: NumberedOccurrences
    diary: Diary
    conflicts: Conflicts
    records: Records
    relations: Relations
    changelog: Changelog
    repeats: Repeats
    housekeeping: Housekeeping
    upkeep: Upkeep
    checks: Checks
    webhooks: Webhooks
