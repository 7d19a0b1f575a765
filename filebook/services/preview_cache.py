"""What previews are kept in: rows and their bytes, when they were used, and what goes when they take too much."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from filebook.core.errors import NoSpace, NotFound, Unavailable
from filebook.core.files import File, Version
from filebook.core.ids import BusinessNumber
from filebook.core.ports.blobs import Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.previews import Preview, Reason, kept_for

USE_NOTED_EVERY = timedelta(days=1)
"""A preview counts as used once in so long; what is read is not written for."""
TIMED_OUT_MEMORY = timedelta(days=1)
"""What took too long may have met a busy machine: after so long it may be tried again."""
_REMEMBERED_USES = 10_000
_BATCH = 200


@dataclass(frozen=True, slots=True)
class PreviewBudget:
    """How much is kept for each business: what was used in `lifetime`, and no more than `size_bytes`."""

    lifetime: timedelta = timedelta(days=90)
    size_bytes: int = 2 * 1024**3


class PreviewCache:
    """Keeps what was made of versions. Those of a version that was replaced go, all go with the file."""

    def __init__(
        self, catalogue: Catalogue, blobs: Blobs, *, now: Callable[[], datetime], budget: PreviewBudget
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._now = now
        self._budget = budget
        self._lock = threading.Lock()
        self._uses: dict[tuple[BusinessNumber, Preview], datetime] = {}

    def of(self, file: File, version: Version) -> list[Preview]:
        """All that is kept of a version."""
        with self._catalogue.glance() as tables:
            return tables.previews.of_version(file.business, file.number, version=version.number)

    def used(self, business: BusinessNumber, preview: Preview) -> None:
        """Remember that a preview was asked for, until `flush` writes it down."""
        now = self._now()
        if now - preview.used_at >= USE_NOTED_EVERY:
            with self._lock:
                if len(self._uses) < _REMEMBERED_USES:
                    self._uses[business, preview] = now

    def flush(self) -> None:
        """Write down what was used."""
        with self._lock:
            uses, self._uses = list(self._uses.items()), {}
        for start in range(0, len(uses), _BATCH):
            self._catalogue.write(partial(_note_uses, uses=uses[start : start + _BATCH]))

    def keep(self, file: File, preview: Preview) -> Preview:
        """Keep a preview whose bytes are durable; the one another process kept first, if one did.

        Raises: NotFound("file") for a file that went or was replaced meanwhile.
        """
        own = [preview.segment] if preview.segment else []

        def unit(tables: Tables) -> tuple[Preview, list[Segment]]:
            tables.numbers.lock(file.business)
            current = tables.files.get(file.business, file.number)
            if current is None or current.version is None or current.version.number != preview.version:
                raise NotFound("file", file.number)
            replaced = tables.previews.remove(file.business, file.number, but_version=preview.version)
            tables.blobs_in_use.release(file.business, replaced)
            if tables.previews.add(file.business, preview):
                tables.blobs_in_use.keep(file.business, own)
                return preview, replaced
            kept = tables.previews.of_version(file.business, file.number, version=preview.version)
            return kept_for(kept, preview.look) or preview, [*replaced, *own]

        try:
            kept, superfluous = self._catalogue.write(unit)
        except NotFound:
            self._drop(own)
            raise
        self._drop(superfluous)
        return kept

    def prune(self) -> int:
        """Remove what is of old versions, unused for long or too much, used longest ago first; how many went."""
        with self._catalogue.read() as tables:
            businesses = [business.number for business in tables.businesses.all()]
        self.flush()
        return sum(self._pruned(business) for business in businesses)

    def _pruned(self, business: BusinessNumber) -> int:
        count = 0
        for due in (self._outdated, self._failed_long_ago, self._unused, self._too_much):
            while removed := self._removed(business, due):
                count += removed
        return count

    def _removed(self, business: BusinessNumber, due: Callable[[Tables, BusinessNumber], Sequence[Preview]]) -> int:
        def unit(tables: Tables) -> tuple[int, list[Segment]]:
            tables.numbers.lock(business)
            going = [preview for preview in due(tables, business) if tables.previews.remove_one(business, preview)]
            segments = [preview.segment for preview in going if preview.segment]
            tables.blobs_in_use.release(business, segments)
            return len(going), segments

        with self._catalogue.read() as tables:
            if not due(tables, business):  # the usual case needs no lock
                return 0
        count, segments = self._catalogue.write(unit)
        self._drop(segments)
        return count

    def _outdated(self, tables: Tables, business: BusinessNumber) -> Sequence[Preview]:
        return tables.previews.outdated(business, limit=_BATCH)

    def _failed_long_ago(self, tables: Tables, business: BusinessNumber) -> Sequence[Preview]:
        before = self._now() - TIMED_OUT_MEMORY
        return tables.previews.failed(business, reason=Reason.TIMED_OUT, before=before, limit=_BATCH)

    def _unused(self, tables: Tables, business: BusinessNumber) -> Sequence[Preview]:
        before = self._now() - self._budget.lifetime
        return [one for one in tables.previews.oldest(business, limit=_BATCH) if one.used_at < before]

    def _too_much(self, tables: Tables, business: BusinessNumber) -> Sequence[Preview]:
        excess_bytes = tables.previews.stored_bytes(business) - self._budget.size_bytes
        going: list[Preview] = []
        for preview in tables.previews.oldest(business, limit=_BATCH) if excess_bytes > 0 else ():
            if excess_bytes <= 0:
                break
            going.append(preview)
            excess_bytes -= preview.segment.size_bytes if preview.segment else 0
        return going

    def _drop(self, segments: Sequence[Segment]) -> None:
        for segment in segments:
            with suppress(NoSpace, Unavailable):  # no row names it; housekeeping takes what stays
                self._blobs.delete(segment.key)


def _note_uses(tables: Tables, *, uses: Sequence[tuple[tuple[BusinessNumber, Preview], datetime]]) -> None:
    for (business, preview), at in uses:
        tables.previews.use(business, preview, at=at)
