"""Personnel: the businesses within a caller's reach, and who works in them, also those who do so no more."""

from filebook.core.access import Action, Actor, reaches, require
from filebook.core.businesses import Business
from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.personnel import Employee
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.targets import reached

_BATCH = 1000


class Personnel:
    """Reads staff and businesses within reach. What lies outside is absent."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def one(self, actor: Actor, short: str) -> Employee:
        """A member of staff by the first 24 hex digits of the record's uid, one in the trash too.

        Raises: NotFound("staff"), AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            named = tables.numbers.find_short(short)
            if named is None or named.kind is not Kind.STAFF:
                raise NotFound("staff", short)
            record = tables.records.get(named.business, named.number)
            try:
                business = reached(tables, actor, named.business)
            except NotFound:
                raise NotFound("staff", short) from None
            if record is None:
                raise NotFound("staff", short)
            return Employee(record, tables.users.by_staff(named.business, named.number), business)

    def all(self, actor: Actor, business: BusinessNumber, *, with_deleted: bool) -> list[Employee]:
        """Everybody who works in a business within reach, by name; those in the trash only if asked for.

        Raises: NotFound("business"), AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.read() as tables:
            home = reached(tables, actor, business)
            users = {user.staff.number: user for user in tables.users.of_business(business)}
            records = _staff(tables, business, with_deleted=with_deleted)
        found = [Employee(record, users.get(record.number), home) for record in records]
        return sorted(found, key=lambda one: (one.name.casefold(), one.staff.number))

    def business(self, actor: Actor, short: str) -> Business:
        """A business within reach by the first 24 hex digits of its uid. Raises: NotFound("business"), AccessDenied."""
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            found = tables.businesses.by_short(short)
            if found is None:
                raise NotFound("business", short)
            return reached(tables, actor, found.number)

    def businesses(self, actor: Actor) -> list[Business]:
        """Every business within reach, by name. Raises: AccessDenied."""
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.read() as tables:
            everywhere = tables.businesses.all()
        parents = {business.number: business.parent for business in everywhere}
        within = (one for one in everywhere if reaches(actor, one.number, lineage=_lineage(one.number, parents)))
        return sorted(within, key=lambda one: (one.name.casefold(), one.number))

    def parents(self, businesses: list[Business]) -> dict[BusinessNumber, Business]:
        """The parents of businesses that the caller was given, by their own number."""
        wanted = {business.parent for business in businesses if business.parent is not None}
        with self._catalogue.glance() as tables:
            if len(wanted) <= 1:
                found = [tables.businesses.get(number) for number in wanted]
            else:
                found = [business for business in tables.businesses.all() if business.number in wanted]
        return {business.number: business for business in found if business is not None}


def _staff(tables: Tables, business: BusinessNumber, *, with_deleted: bool) -> list[Record]:
    found: list[Record] = []
    after: Number | None = None
    while batch := tables.records.page(business, Kind.STAFF, after=after, limit=_BATCH, with_trashed=with_deleted):
        found += batch
        after = batch[-1].number
    return found


def _lineage(
    number: BusinessNumber, parents: dict[BusinessNumber, BusinessNumber | None]
) -> tuple[BusinessNumber, ...]:
    """The ancestors, nearest first; a loop ends where it closes."""
    line: dict[BusinessNumber, None] = {}
    above = parents.get(number)
    while above is not None and above != number and above not in line:
        line[above] = None
        above = parents.get(above)
    return tuple(line)
