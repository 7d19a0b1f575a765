"""The port of the catalogue: every row of the system, read in snapshots and written in units.

Duties of every implementation, proven by `tests/backends/catalogue_suite/`:

* `write` returns after the unit's rows survive a power cut, or raises and leaves none of them.
* A unit may be run again from its beginning, so it does no I/O but through its `Tables`.
* `read` gives one unchanging snapshot; writing through it fails.
* Driver errors surface as `Unavailable`, `NoSpace` or `Conflict`, or `Invalid` for what no column can hold
  (NUL, lone surrogates, numbers beyond 64 bits), never as themselves.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, TypeVar

from filebook.core.changes import Change
from filebook.core.ids import Alias, BusinessNumber, Door, Kind, Number, Ref, Uid
from filebook.core.ports.book import Appointments, Calendars, Happenings, MadeThrough, Occurrences, Records, Relations
from filebook.core.ports.browsing import Browsing
from filebook.core.ports.chores import Chores
from filebook.core.ports.feed import Feed
from filebook.core.ports.first_run import FirstRun
from filebook.core.ports.intakes import Intakes
from filebook.core.ports.jobs import Jobs
from filebook.core.ports.library import Attachments, BlobsInUse, Files, Folders, Previews, Uploads
from filebook.core.ports.people import Businesses, Credentials, Sessions, Users
from filebook.core.ports.repeats import Repeats
from filebook.core.ports.requests import Requests
from filebook.core.ports.requirements import Requirements
from filebook.core.ports.retention import Holds, Retention
from filebook.core.ports.search import Search
from filebook.core.ports.sharing import Shares
from filebook.core.ports.webhooks import Deliveries, Webhooks

Result = TypeVar("Result")


class Named(NamedTuple):
    """What the registry knows of an object."""

    business: BusinessNumber
    number: Number
    kind: Kind
    uid: Uid
    revision: int = 0
    """The sequence number of its last change; 0 before the first."""


class Numbers(Protocol):
    """The registry of objects, their numbers and foreign ids."""

    def lock(self, business: BusinessNumber) -> None:
        """Keep other writers of this business out until commit. First line of a unit that checks before it writes.

        Raises: NotFound("business").
        """

    def allocate(self, business: BusinessNumber, kind: Kind, *, uid: Uid | None = None) -> Ref:
        """A new object's number and uid, registered.

        Raises: NotFound("business"); Conflict("uid") if it or its first 24 hex digits are taken; NoSpace when the
            business has used its last number.
        """

    def find(self, business: BusinessNumber, number: Number) -> Named | None:
        """The object with this number."""

    def find_uid(self, uid: Uid) -> Named | None:
        """The object with this uid."""

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Named]:
        """Those of the numbers that are given to an object."""

    def find_short(self, short: str) -> Named | None:
        """The object whose uid begins with these 24 lower-case hex digits."""

    def forget(self, business: BusinessNumber, number: Number) -> None:
        """Take a finally deleted object out of the registry; its number is not given again."""

    def raise_above(self, business: BusinessNumber, number: Number) -> None:
        """Give only numbers above this one from now on (after an import)."""

    def add_alias(self, alias: Alias) -> None:
        """Let an object answer to a foreign id at one door.

        Raises: Conflict("alias") if the id is taken at that door, or equals a live number.
        """

    def resolve_alias(self, business: BusinessNumber, door: Door, foreign_id: str) -> Number | None:
        """The number behind a foreign id."""


class Changes(Protocol):
    """The change sequence of each business."""

    def append(self, change: Change) -> int:
        """Add the next entry, whatever `sequence`, `uid` and `audience` the given one carries; its sequence number,
        which is the object's revision from then on. Whom the object is for is read from its rows as they stand by then.
        """

    def append_each(self, change: Change, numbers: Sequence[Number]) -> None:
        """Add such an entry for each of these objects, given once each and of whatever kind, whom they are for being as
        before.
        """

    def since(self, business: BusinessNumber, sequence: int, *, limit: int) -> list[Change]:
        """Entries after `sequence`, ascending."""

    def request_of(self, business: BusinessNumber, sequence: int) -> str:
        """The id of the request that an entry came with; "" where none is told."""

    def last(self, business: BusinessNumber) -> int:
        """The newest sequence number; 0 before the first change."""


class Tables(Protocol):
    """Every noun's rows, within one snapshot or unit."""

    @property
    def numbers(self) -> Numbers: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def businesses(self) -> Businesses: ...
    @property
    def users(self) -> Users: ...
    @property
    def credentials(self) -> Credentials: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def records(self) -> Records: ...
    @property
    def folders(self) -> Folders: ...
    @property
    def files(self) -> Files: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def browsing(self) -> Browsing: ...
    @property
    def search(self) -> Search: ...
    @property
    def uploads(self) -> Uploads: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def blobs_in_use(self) -> BlobsInUse: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def happenings(self) -> Happenings: ...
    @property
    def occurrences(self) -> Occurrences: ...
    @property
    def made_through(self) -> MadeThrough: ...
    @property
    def relations(self) -> Relations: ...
    @property
    def webhooks(self) -> Webhooks: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def repeats(self) -> Repeats: ...
    @property
    def requirements(self) -> Requirements: ...
    @property
    def shares(self) -> Shares: ...
    @property
    def intakes(self) -> Intakes: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def chores(self) -> Chores: ...
    @property
    def feed(self) -> Feed: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def holds(self) -> Holds: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def first_run(self) -> FirstRun: ...


class Catalogue(Protocol):
    """A store of rows."""

    reads_inline: bool
    """Whether a point read is cheap enough for the event loop (an embedded store, not one across a network)."""

    def write(self, unit: Callable[[Tables], Result]) -> Result:
        """Run the unit, commit it durably, return its result. Whatever it raises undoes all of it.

        Raises: Unavailable, NoSpace, and what the unit raises.
        """

    def read(self) -> AbstractContextManager[Tables]:
        """A snapshot, used by the calling thread alone."""

    def glance(self) -> AbstractContextManager[Tables]:
        """As `read`, where every query may see a moment of its own. Costs less on an embedded store."""

    def moment(self) -> AbstractContextManager[object]:
        """While it lasts, all glances of the thread that entered it may look at the store once for all: for what is
        done within microseconds. It ends for them with a write of that thread. None begins within another.
        """

    def check(self) -> None:
        """Prove that the store answers.

        Raises: Unavailable.
        """

    def close(self) -> None:
        """Finish running units and let go of the store."""
