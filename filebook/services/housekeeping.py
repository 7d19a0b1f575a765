"""Housekeeping: what has run out is removed, bytes that nothing names any more too; series are written on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from filebook.core.ids import BusinessNumber
from filebook.core.ports.blobs import BlobKey, Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.retention import Totals
from filebook.services.happenings import Upkeep
from filebook.services.preview_cache import PreviewCache
from filebook.services.request_log import RequestLog
from filebook.services.retention import Retention
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
    trashed_folders: int = 0
    old_versions: int = 0
    old_previews: int = 0
    unfinished_blobs: int = 0
    orphaned_blobs: int = 0
    extended_series: int = 0
    forgotten_changes: int = 0
    forgotten_requests: int = 0
    forgotten_uses: int = 0


class Housekeeping:
    """Runs in the worker and by command; every step may be repeated or cut short without harm."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        sessions: Sessions,
        request_log: RequestLog,
        retention: Retention,
        previews: PreviewCache,
        now: Callable[[], datetime],
        change_log_lifetime: timedelta,
        link_use_lifetime: timedelta = timedelta(days=365),
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._sessions = sessions
        self._upkeep = Upkeep(catalogue, now=now)
        self._now = now
        self._request_log = request_log
        self._retention = retention
        self._previews = previews
        self._change_log_lifetime = change_log_lifetime
        self._link_use_lifetime = link_use_lifetime
        self.swept_at: datetime | None = None
        """When this process last finished a round."""

    def sweep(self) -> Swept:
        """One round of everything."""
        self._sessions.flush()
        gone = self._carry_out_rules()
        swept = Swept(
            expired_uploads=self._until_none(self._expire_uploads),
            forgotten_uploads=self._until_none(self._forget_uploads),
            sessions=self._until_none(
                lambda: self._catalogue.write(lambda tables: tables.sessions.prune(self._now(), limit=_BATCH))
            ),
            trashed_files=gone.file_count,
            trashed_folders=gone.folder_count,
            old_versions=gone.version_count,
            old_previews=self._previews.prune(),
            unfinished_blobs=self._blobs.sweep(self._now() - ORPHAN_AGE),
            orphaned_blobs=self.sweep_orphans(),
            extended_series=self._upkeep.extend(),
            forgotten_changes=self._forget_changes(),
            forgotten_requests=self._request_log.prune(self._businesses()),
            forgotten_uses=self._until_none(self._forget_uses),
        )
        self.swept_at = self._now()
        return swept

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

    def _businesses(self) -> list[BusinessNumber]:
        with self._catalogue.read() as tables:
            return [business.number for business in tables.businesses.all()]

    def _carry_out_rules(self) -> Totals:
        """Remove what the retention rules of the businesses let go."""
        gone = Totals()
        for business in self._businesses():
            for one in self._retention.carry_out(business):
                gone = gone.with_one(one)
        return gone

    def _forget_changes(self) -> int:
        """Changes that are too old, but none that some webhook was not told of yet."""
        before = self._now() - self._change_log_lifetime

        def step(business: BusinessNumber) -> int:
            def unit(tables: Tables) -> int:
                needed = tables.webhooks.oldest_needed(business)
                below = tables.changes.last(business) if needed is None else needed
                return tables.feed.prune(business, before=before, below=below, limit=_BATCH)

            return self._catalogue.write(unit)

        if not self._change_log_lifetime:
            return 0
        return sum(self._until_none(partial(step, business)) for business in self._businesses())

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

    def _forget_uses(self) -> int:
        """How links for people without a login were used long ago."""
        before = self._now() - self._link_use_lifetime

        def unit(tables: Tables) -> int:
            uses = tables.shares.forget_uses(before=before, limit=_BATCH)
            return uses + tables.intakes.forget_arrivals(before=before, limit=_BATCH)

        return self._catalogue.write(unit)

    def _forget_uploads(self) -> int:
        before = self._now() - USED_UPLOAD_MEMORY
        return self._catalogue.write(lambda tables: tables.uploads.forget(before, limit=_BATCH))

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
