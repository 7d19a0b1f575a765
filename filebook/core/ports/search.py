"""The catalogue's index of words: what is found by the words in its names, in what is said of it, and in its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.access import Sight
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.searching import Query


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who is looking. `staff`: whose appointments are theirs; `sees_all`: and those of others that are not private."""

    business: BusinessNumber
    sight: Sight
    staff: Number
    sees_all: bool


@dataclass(frozen=True, slots=True)
class Within:
    """What is looked through, never the trash. None, "" and (): not filtered by it.

    A kind that has no such property is not among `kinds`: whoever asks has seen to that.
    """

    kinds: frozenset[Kind]
    attached_to: Number | None = None
    """Files that hang on this."""
    participant: Number | None = None
    """Appointments in which this takes part."""
    below: Number | None = None
    """Files and folders in this folder, or anywhere below it."""
    tags: tuple[str, ...] = ()
    uploader: Number | None = None
    media_type: str = ""
    size_least: int | None = None
    size_most: int | None = None
    since: datetime | None = None
    """Made at this time or after; of appointments, taking place then."""
    until: datetime | None = None
    """Made before this time; of appointments, taking place then."""

    @property
    def has_size(self) -> bool:
        """Whether only what has a size is looked for."""
        return self.size_least is not None or self.size_most is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found. `tier`: 0 where all words stand whole in its names, 1 where they stand there in any way, else 2.

    Those of a lower tier come first; of one tier the newest do.
    """

    tier: int
    number: Number
    kind: Kind


class Search(Protocol):
    """Files, folders, records and appointments are in it from the unit on that writes their row; nothing else calls for
    it.
    """

    def put_text(self, business: BusinessNumber, file: Number, version: int, text: str) -> bool:
        """Keep the text of a file's current version, at most `TEXT_LIMIT` characters; "" for none. False, and nothing
        is kept, where that is not its current version any more. It goes with the version.
        """

    def texts(self, business: BusinessNumber, files: Sequence[Number], *, limit: int) -> dict[Number, str]:
        """The first `limit` characters of the texts of these files, so far as they have any."""

    def found(self, seeker: Seeker, query: Query, *, within: Within, after: Hit | None, limit: int) -> list[Hit]:
        """Up to `limit` things from behind a hit on."""

    def counts(self, seeker: Seeker, query: Query, *, within: Within) -> dict[Kind, int]:
        """How many of each kind there are in all; kinds without any are left out."""

    def files(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, File]: ...
    def folders(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Folder]: ...
    def behind(self) -> list[BusinessNumber]:
        """Businesses of which not everything has its words yet."""

    def start_over(self, business: BusinessNumber) -> None:
        """Have `catch_up` make all words of a business anew."""

    def catch_up(self, business: BusinessNumber, *, limit: int) -> int:
        """Make the words of up to `limit` more things; how many it were. 0 once all have theirs."""

    def wrong(self, business: BusinessNumber, *, after: Number, limit: int) -> tuple[list[Number], Number | None]:
        """Of up to `limit` things behind a number, those whose words are not what their rows say; where to go on."""
