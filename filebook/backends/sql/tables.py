"""Every noun's rows over one connection. Made once for a connection and used by all its units and snapshots."""

from filebook.backends.sql.appointments import SqlAppointments
from filebook.backends.sql.attachments import SqlAttachments
from filebook.backends.sql.blobs_in_use import SqlBlobsInUse
from filebook.backends.sql.browsing import SqlBrowsing
from filebook.backends.sql.businesses import SqlBusinesses
from filebook.backends.sql.calendars import SqlCalendars
from filebook.backends.sql.changes import SqlChanges
from filebook.backends.sql.chores import SqlChores
from filebook.backends.sql.connection import Connection
from filebook.backends.sql.credentials import SqlCredentials
from filebook.backends.sql.deliveries import SqlDeliveries
from filebook.backends.sql.feed import SqlFeed
from filebook.backends.sql.files import SqlFiles
from filebook.backends.sql.first_run import SqlFirstRun
from filebook.backends.sql.folders import SqlFolders
from filebook.backends.sql.happenings import SqlHappenings
from filebook.backends.sql.holds import SqlHolds
from filebook.backends.sql.intakes import SqlIntakes
from filebook.backends.sql.jobs import SqlJobs
from filebook.backends.sql.made_through import SqlMadeThrough
from filebook.backends.sql.numbers import SqlNumbers
from filebook.backends.sql.occurrences import SqlOccurrences
from filebook.backends.sql.previews import SqlPreviews
from filebook.backends.sql.records import SqlRecords
from filebook.backends.sql.relations import SqlRelations
from filebook.backends.sql.repeats import SqlRepeats
from filebook.backends.sql.requests import SqlRequests
from filebook.backends.sql.requirements import SqlRequirements
from filebook.backends.sql.retention import SqlRetention
from filebook.backends.sql.search import SqlSearch
from filebook.backends.sql.sessions import SqlSessions
from filebook.backends.sql.shares import SqlShares
from filebook.backends.sql.uploads import SqlUploads
from filebook.backends.sql.users import SqlUsers
from filebook.backends.sql.webhooks import SqlWebhooks


class SqlTables:
    """Implements the port `Tables`."""

    def __init__(self, connection: Connection) -> None:
        self.numbers = SqlNumbers(connection)
        self.changes = SqlChanges(connection)
        self.businesses = SqlBusinesses(connection)
        self.users = SqlUsers(connection)
        self.credentials = SqlCredentials(connection)
        self.sessions = SqlSessions(connection)
        self.records = SqlRecords(connection)
        self.folders = SqlFolders(connection)
        self.files = SqlFiles(connection)
        self.attachments = SqlAttachments(connection)
        self.browsing = SqlBrowsing(connection)
        self.search = SqlSearch(connection)
        self.uploads = SqlUploads(connection)
        self.previews = SqlPreviews(connection)
        self.blobs_in_use = SqlBlobsInUse(connection)
        self.calendars = SqlCalendars(connection)
        self.appointments = SqlAppointments(connection)
        self.happenings = SqlHappenings(connection)
        self.occurrences = SqlOccurrences(connection)
        self.made_through = SqlMadeThrough(connection)
        self.relations = SqlRelations(connection)
        self.webhooks = SqlWebhooks(connection)
        self.deliveries = SqlDeliveries(connection)
        self.repeats = SqlRepeats(connection)
        self.requirements = SqlRequirements(connection)
        self.shares = SqlShares(connection)
        self.intakes = SqlIntakes(connection)
        self.jobs = SqlJobs(connection)
        self.chores = SqlChores(connection)
        self.feed = SqlFeed(connection)
        self.requests = SqlRequests(connection)
        self.holds = SqlHolds(connection)
        self.retention = SqlRetention(connection)
        self.first_run = SqlFirstRun(connection)
