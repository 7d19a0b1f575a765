"""The directory: the folders and files of a business by name, as a folder view shows them, and which businesses."""

from filebook.core.access import Action, Actor, Sight, require, sight
from filebook.core.businesses import Business
from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.library import NameFilter
from filebook.services.library import Page
from filebook.services.remembered import Remembered
from filebook.services.targets import reached

_Place = tuple[BusinessNumber, int, Sight, NameFilter]
"""Business, its last change, whom and what a listing shows."""


class Directory:
    """Lists by name, folders first. What lies outside the actor's sight is not there, and not counted."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._totals = Remembered[_Place, tuple[int, int]]()

    def business(self, actor: Actor, short: str = "") -> Business:
        """A business within reach, by the first 24 hex digits of its uid; the actor's own if none is named.

        Raises: NotFound("business").
        """
        with self._catalogue.glance() as tables:
            named = tables.businesses.by_short(short) if short else None
            if short and named is None:
                raise NotFound("business", short)
            return reached(tables, actor, actor.business if named is None else named.number)

    def page(
        self, actor: Actor, business: BusinessNumber, *, where: NameFilter, page: Page
    ) -> tuple[list[File | Folder], int]:
        """One page of a business within reach, and how many there are.

        Raises: AccessDenied, NotFound("business").
        """
        require(actor, Action.READ, kind=Kind.FILE)
        seen = sight(actor)
        with self._catalogue.read() as tables:
            reached(tables, actor, business)
            folder_count, file_count = self._counts(tables, business, seen, where=where)
            found: list[File | Folder] = []
            if page.offset < folder_count:
                found += tables.folders.by_name(business, seen, where=where, offset=page.offset, limit=page.limit)
            room, skipped = page.limit - len(found), max(0, page.offset - folder_count)
            if room and skipped < file_count:
                found += tables.files.by_name(business, seen, where=where, offset=skipped, limit=room)
        return found, folder_count + file_count

    def _counts(self, tables: Tables, business: BusinessNumber, seen: Sight, *, where: NameFilter) -> tuple[int, int]:
        """How many folders and files there are; counted once as long as the business does not change."""
        place = (business, tables.changes.last(business), seen, where)
        counts = self._totals.get(place)
        if counts is None:
            counts = (
                tables.folders.count(business, seen, where=where),
                tables.files.count(business, seen, where=where),
            )
            self._totals.keep(place, counts)
        return counts
