"""The services a door may call, built once in `app/build.py` and handed to every door."""

from dataclasses import dataclass

from filebook.services.accounts import Accounts
from filebook.services.agenda import Agenda
from filebook.services.book import Book
from filebook.services.booking import Booking
from filebook.services.changelog import Changelog
from filebook.services.checks import Checks
from filebook.services.colleagues import Colleagues
from filebook.services.conflicts import Conflicts
from filebook.services.credentials import Credentials
from filebook.services.filing import Filing
from filebook.services.folders import Folders
from filebook.services.housekeeping import Housekeeping
from filebook.services.library import Library
from filebook.services.listings import Listings
from filebook.services.numbered_occurrences import NumberedOccurrences
from filebook.services.previews import Previews
from filebook.services.records import Records
from filebook.services.relations import Relations
from filebook.services.sessions import Sessions
from filebook.services.uploads import Uploads


@dataclass(frozen=True, slots=True)
class Services:
    """One of each."""

    accounts: Accounts
    colleagues: Colleagues
    credentials: Credentials
    sessions: Sessions
    uploads: Uploads
    library: Library
    previews: Previews
    listings: Listings
    filing: Filing
    folders: Folders
    agenda: Agenda
    book: Book
    booking: Booking
    numbered_occurrences: NumberedOccurrences
    conflicts: Conflicts
    records: Records
    relations: Relations
    changelog: Changelog
    housekeeping: Housekeeping
    checks: Checks
