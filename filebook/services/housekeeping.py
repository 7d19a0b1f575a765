"""Housekeeping: what has run out is removed, bytes that nothing names any more too; series are written on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from filebook.core.changes import Change, Verb
from filebook.core.files import File
from filebook.core.ids import BusinessNumber, Door, Kind, Number
from filebook.core.ports.blobs import BlobKey, Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import NOBODY
from filebook.services.filing import remove_rows
from filebook.services.happenings import Upkeep
from filebook.services.sessions import Sessions

ORPHAN_AGE = timedelta(hours=24)
"""Bytes younger than this may belong to a request that is still running."""
USED_UPLOAD_MEMORY = timedelta(days=30)
"""How long a used upload is told from an unknown one."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """What one round removed, and how many series it wrote on."""

    expired_uploads: int = 0
    forgotten_uploads: int = 0
    sessions: int = 0
    trashed_files: int = 0
    unfinished_blobs: int = 0
    orphaned_blobs: int = 0
    extended_series: int = 0


class Housekeeping:
    """Runs in the worker and by command; every step may be repeated or cut short without harm."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        sessions: Sessions,
        now: Callable[[], datetime],
        trash_lifetime: timedelta,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._sessions = sessions
        self._upkeep = Upkeep(catalogue, now=now)
        self._now = now
        self._trash_lifetime = trash_lifetime

    def sweep(self) -> Swept:
        """One round of everything."""
        self._sessions.flush()
        return Swept(
            expired_uploads=self._until_none(self._expire_uploads),
            forgotten_uploads=self._until_none(self._forget_uploads),
            sessions=self._until_none(
                lambda: self._catalogue.write(lambda tables: tables.sessions.prune(self._now(), limit=_BATCH))
            ),
            trashed_files=self._until_none(self._empty_trash),
            unfinished_blobs=self._blobs.sweep(self._now() - ORPHAN_AGE),
            orphaned_blobs=self.sweep_orphans(),
            extended_series=self._upkeep.extend(),
        )

    def sweep_orphans(self) -> int:
        """Remove blobs that no row names and that are a day old; how many."""
        removed = 0
        oldest = self._now() - ORPHAN_AGE
        listing = (stored.key for stored in self._blobs.blobs() if stored.modified_at < oldest)
        while batch := list(islice(listing, _BATCH)):
            for key in self._orphans(batch):
                self._blobs.delete(key)
                removed += 1
        return removed

    def _orphans(self, keys: list[BlobKey]) -> list[BlobKey]:
        with self._catalogue.read() as tables:
            known = tables.blobs_in_use.known(keys)
        return [key for key in keys if key not in known]

    def _expire_uploads(self) -> int:
        def unit(tables: Tables) -> tuple[int, list[Segment]]:
            expired = tables.uploads.expire(self._now(), limit=_BATCH)
            for upload in expired:
                tables.blobs_in_use.release(upload.business, upload.segments)
            return len(expired), [segment for upload in expired for segment in upload.segments]

        return self._delete_after(unit)

    def _forget_uploads(self) -> int:
        before = self._now() - USED_UPLOAD_MEMORY
        return self._catalogue.write(lambda tables: tables.uploads.forget(before, limit=_BATCH))

    def _empty_trash(self) -> int:
        at = self._now()
        before = at - self._trash_lifetime

        def unit(tables: Tables) -> tuple[int, list[Segment]]:
            due = tables.files.trashed_before(before, limit=_BATCH)
            return len(due), [segment for place in due for segment in _removed(tables, place, at=at)]

        return self._delete_after(unit)

    def _delete_after(self, unit: Callable[[Tables], tuple[int, list[Segment]]]) -> int:
        count, segments = self._catalogue.write(unit)
        for segment in segments:
            self._blobs.delete(segment.key)
        return count

    def _until_none(self, step: Callable[[], int]) -> int:
        total = 0
        while count := step():
            total += count
        return total


def _removed(tables: Tables, place: tuple[BusinessNumber, Number], *, at: datetime) -> list[Segment]:
    tables.numbers.lock(place[0])  # or a preview made just now would be overlooked, or a file just restored removed
    file: File | None = tables.files.get(*place)
    if file is None or not file.trashed_at:
        return []
    tables.changes.append(Change(*place, Kind.FILE, Verb.DELETED, at, NOBODY, Door.COMMAND_LINE))
    return remove_rows(tables, file)
