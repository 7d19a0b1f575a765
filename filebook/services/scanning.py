"""Scanning: malware is looked for in what arrived; until then, and where some was found, nobody gets the bytes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from filebook.core.changes import Change, Verb
from filebook.core.chores import Chore, Task
from filebook.core.errors import Damaged, NotFound, TooLarge, Unavailable
from filebook.core.files import Content, File, Quarantine
from filebook.core.ids import BusinessNumber, Door, Kind, Number
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.media import Scanner
from filebook.services.accounts import NOBODY
from filebook.services.chores import Undone, assign
from filebook.services.content import open_content

_RELEASED = Quarantine.NONE
_ASSIGNED_AT_ONCE = 500


class Scanning:
    """The hand for `Task.SCAN`. `open_when_down`: what the scanner cannot look at is released; else it stays withheld.

    Either way it is tried again, and withheld then if something is found.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        scanner: Scanner,
        open_when_down: bool,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._scanner = scanner
        self._open_when_down = open_when_down
        self._now = now

    def do(self, chore: Chore) -> Callable[[Tables], None]:
        """As `Hand` says."""
        with self._catalogue.glance() as tables:
            file = tables.files.get(chore.business, chore.file)
        if file is None or file.version is None or file.version.number != chore.version:
            return lambda _: None
        found = self._found(chore, file.version.content)
        state = Quarantine.INFECTED if found else _RELEASED
        return lambda tables: self._put(tables, chore, state, found=found)

    def scan_all(self) -> int:
        """Have every current version looked through, such as after a scanner was set up; how many. They are not
        withheld meanwhile.
        """
        with self._catalogue.read() as tables:
            businesses = [business.number for business in tables.businesses.all()]
        return sum(map(self._scan_all_of, businesses))

    def _scan_all_of(self, business: BusinessNumber) -> int:
        total, last = 0, Number(0)
        while assigned := self._catalogue.write(partial(self._assign_some, business=business, after=last)):
            total, last = total + len(assigned), assigned[-1]
        return total

    def _assign_some(self, tables: Tables, *, business: BusinessNumber, after: Number) -> list[Number]:
        tables.numbers.lock(business)
        found = tables.chores.current(business, after=after, limit=_ASSIGNED_AT_ONCE)
        for number, version in found:
            tables.chores.put(Chore(business, number, version, Task.SCAN, self._now()))
        return [number for number, _ in found]

    def _found(self, chore: Chore, content: Content) -> str:
        """The name of what was found, "" for nothing. Raises: Undone."""
        try:
            reader = open_content(self._blobs, content, quarantined_too=True)
        except NotFound:
            raise Undone("stored_bytes_damaged") from None
        try:
            return self._scanner.malware(reader)
        except Damaged:
            raise Undone("stored_bytes_damaged") from None
        except TooLarge:
            self._pass_by(chore)
            raise Undone("too_large") from None
        except Unavailable:
            self._pass_by(chore)
            raise Undone("scanner_unreachable", worth_trying=True) from None
        finally:
            reader.close()

    def _pass_by(self, chore: Chore) -> None:
        """Release what could not be looked at, where that is wanted."""
        if not self._open_when_down:
            return

        def unit(tables: Tables) -> None:
            tables.numbers.lock(chore.business)
            self._put(tables, chore, _RELEASED, found="")

        self._catalogue.write(unit)

    def _put(self, tables: Tables, chore: Chore, state: Quarantine, *, found: str) -> None:
        """Inside a unit that has locked the business."""
        file = tables.files.get(chore.business, chore.file)
        if file is None or file.version is None or file.version.number != chore.version:
            return
        if file.version.content.quarantine is state:
            return
        tables.files.set_quarantine(file.business, file.number, version=chore.version, quarantine=state)
        _note(tables, file, state, found=found, at=self._now())
        if state is _RELEASED:
            released = tables.files.get(chore.business, chore.file)
            if released is not None:
                assign(tables, released, at=self._now())


def _note(tables: Tables, file: File, state: Quarantine, *, found: str, at: datetime) -> None:
    """Tell followers, who may have been refused the bytes."""
    detail = {"scan": "infected", "malware": found} if state is Quarantine.INFECTED else {"scan": "released"}
    change = Change(file.business, file.number, Kind.FILE, Verb.CHANGED, at, NOBODY, Door.COMMAND_LINE, detail=detail)
    tables.changes.append(change)
