"""Checks: whether rows, bytes and counts agree, found without changing anything."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber
from filebook.core.ports.blobs import BlobKey, Blobs, Segment
from filebook.core.ports.catalogue import Catalogue
from filebook.services.content import BLOCK_BYTES

_BATCH = 500


class Fault(StrEnum):
    """What can be wrong with a blob or a business."""

    MISSING = "missing"
    """A row names bytes that are not there."""
    DAMAGED = "damaged"
    """The bytes do not match their checksum or length."""
    ORPHAN = "orphan"
    """Bytes that no row names; harmless, housekeeping removes them after a day."""
    MISCOUNTED = "miscounted"
    """The stored-bytes count of a business does not fit its rows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement; `subject` is a blob key or a business number."""

    fault: Fault
    subject: str
    business: BusinessNumber | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a check saw. `sound` disregards orphans."""

    blob_count: int
    checked_bytes: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is lost, damaged or miscounted."""
        return all(finding.fault is Fault.ORPHAN for finding in self.findings)


class Checks:
    """Reads everything; the server may run meanwhile."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs) -> None:
        self._catalogue = catalogue
        self._blobs = blobs

    def fsck(self, *, read_bytes: bool = True, progress: Callable[[int], None] | None = None) -> Report:
        """Compare every row with its blob, every blob with its row, every count with its sum.

        `read_bytes` False skips the checksums. `progress` is told the number of blobs checked so far.
        """
        findings: list[Finding] = []
        checked_bytes = blob_count = 0
        totals: Counter[BusinessNumber] = Counter()
        for business, segment in self._rows():
            blob_count += 1
            totals[business] += segment.size_bytes
            fault = self._fault_of(segment, read_bytes=read_bytes)
            if fault is not None:
                findings.append(Finding(fault, segment.key, business))
            elif read_bytes:
                checked_bytes += segment.size_bytes
            if progress is not None:
                progress(blob_count)
        findings += self._orphans()
        findings += self._miscounted(totals)
        return Report(blob_count, checked_bytes, tuple(findings))

    def _rows(self) -> Iterator[tuple[BusinessNumber, Segment]]:
        after: BlobKey | None = None
        while True:
            with self._catalogue.read() as tables:
                page = tables.blobs_in_use.page(after=after, limit=_BATCH)
            yield from page
            if len(page) < _BATCH:
                return
            after = page[-1][1].key

    def _fault_of(self, segment: Segment, *, read_bytes: bool) -> Fault | None:
        try:
            reader = self._blobs.open(segment.key)
        except NotFound:
            return Fault.MISSING
        try:
            if reader.size_bytes != segment.size_bytes:
                return Fault.DAMAGED
            if not read_bytes:
                return None
            sha256 = hashlib.sha256()
            for offset in range(0, segment.size_bytes, BLOCK_BYTES):
                sha256.update(reader.read(offset, BLOCK_BYTES))
            return None if sha256.hexdigest() == segment.sha256 else Fault.DAMAGED
        finally:
            reader.close()

    def _orphans(self) -> Iterator[Finding]:
        for stored in self._blobs.blobs():
            with self._catalogue.read() as tables:
                known = tables.blobs_in_use.known([stored.key])
            if not known:
                yield Finding(Fault.ORPHAN, stored.key)

    def _miscounted(self, totals: Counter[BusinessNumber]) -> Iterator[Finding]:
        with self._catalogue.read() as tables:
            for business in tables.businesses.all():
                if tables.blobs_in_use.stored_bytes(business.number) != totals[business.number]:
                    yield Finding(Fault.MISCOUNTED, str(business.number), business.number)
