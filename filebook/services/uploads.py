"""Uploads: bytes are received, appended to, claimed once, or expire."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from filebook.core.access import Action, Actor, require
from filebook.core.businesses import DEFAULT_FILE_LIMIT_BYTES, Business
from filebook.core.errors import AlreadyUsed, Conflict, Expired, FilebookError, NoSpace, NotFound, TooLarge, Unavailable
from filebook.core.files import Content, Quarantine, Upload, UploadForm, UploadId, UploadState
from filebook.core.ids import BusinessNumber, Kind, new_uid
from filebook.core.ports.blobs import Blobs, BlobWriter, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.media import HEAD_BYTES, Recogniser
from filebook.services.content import ContentReader, JoinedReader, sha256_of

UPLOAD_LIFETIME = timedelta(hours=24)
MAX_UPLOAD_SEGMENTS = 10_000


class Receiver:
    """The bytes of one request or part on their way to the store. Used by one thread at a time."""

    def __init__(self, writer: BlobWriter, *, limit_bytes: int) -> None:
        self._writer = writer
        self._limit_bytes = limit_bytes
        self._head = bytearray()
        self.segment: Segment | None = None
        """The durable blob, once finished."""

    @property
    def size_bytes(self) -> int:
        """Bytes received so far."""
        return self._writer.size_bytes

    @property
    def head(self) -> bytes:
        """The first bytes, for recognising what they are."""
        return bytes(self._head)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take more bytes.

        Raises: TooLarge, NoSpace, Unavailable; the receiver is then of no more use.
        """
        if self._writer.size_bytes + len(data) > self._limit_bytes:
            self.abort()
            raise TooLarge(self._limit_bytes)
        if len(self._head) < HEAD_BYTES:
            self._head += data[: HEAD_BYTES - len(self._head)]
        self._writer.write(data)

    def finish(self) -> Segment:
        """Make what arrived durable; the same segment however often it is asked for.

        Raises: NoSpace, Unavailable.
        """
        if self.segment is None:
            self.segment = self._writer.commit()
        return self.segment

    def abort(self) -> None:
        """Drop what arrived, unless it is finished."""
        if self.segment is None:
            self._writer.abort()


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Set by the operator for the whole installation."""

    file_size_bytes: int = DEFAULT_FILE_LIMIT_BYTES
    quarantine: Quarantine = Quarantine.NONE
    """In which every content begins."""


class Uploads:
    """Temporary uploads. A blob is durable before any row names it; a row never names nothing."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        recogniser: Recogniser,
        now: Callable[[], datetime],
        limits: UploadLimits,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._recogniser = recogniser
        self._now = now
        self._limits = limits

    def receiver(self, *, limit_bytes: int | None = None) -> Receiver:
        """Somewhere for bytes to go. Who sent them may become known later; nothing refers to them until then.

        `limit_bytes` lowers the installation's limit, where more could not be kept anyway.

        Raises: NoSpace, Unavailable.
        """
        most = self._limits.file_size_bytes
        return Receiver(self._blobs.create(), limit_bytes=most if limit_bytes is None else min(limit_bytes, most))

    def limit_bytes(self, business: Business | None = None) -> int:
        """How large a file may be here at most, and in a business if one is named."""
        most = self._limits.file_size_bytes
        return most if business is None else min(most, business.limits.file_size_bytes)

    def content(self, receiver: Receiver, *, name: str = "", declared_type: str = "") -> Content:
        """Finish a receiver and say what it holds."""
        segment = receiver.finish()
        return self._described((segment,), segment.sha256, receiver.head, name=name, declared_type=declared_type)

    def read_again(self, receiver: Receiver) -> ContentReader:
        """What a receiver took, finished and to be read from the start; whoever gets it closes it.

        Raises: NotFound, NoSpace, Unavailable.
        """
        return JoinedReader(self._blobs, (receiver.finish(),))

    def discard(self, receiver: Receiver) -> None:
        """Drop bytes that no row came to name, finished or not. What cannot go now is left to housekeeping."""
        receiver.abort()
        if receiver.segment is not None:
            with suppress(NoSpace, Unavailable):
                self._blobs.delete(receiver.segment.key)

    def discard_after(self, error: FilebookError, receiver: Receiver) -> None:
        """Drop bytes whose write unit failed. If the store was lost, the unit may yet have been committed:
        finished bytes then stay, for housekeeping to judge.
        """
        if isinstance(error, Unavailable):
            receiver.abort()
        else:
            self.discard(receiver)

    def keep(self, actor: Actor, receiver: Receiver, *, name: str = "", carried: str = "") -> Upload:
        """A new temporary upload holding what was received.

        Raises: AccessDenied, TooLarge, NoSpace, Unavailable.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        at = self._now()
        segment = receiver.finish()

        def unit(tables: Tables) -> Upload:
            self.admit_one_more(tables, actor.business, size_bytes=segment.size_bytes)
            upload = Upload(
                UploadId(new_uid()),
                actor.business,
                actor.user,
                name,
                UploadState.OPEN,
                (segment,),
                segment.size_bytes,
                at,
                at + UPLOAD_LIFETIME,
                carried=carried,
            )
            tables.uploads.add(upload)
            tables.blobs_in_use.keep(actor.business, (segment,))
            return upload

        return self.written(unit, receiver)

    def append(
        self,
        actor: Actor,
        receiver: Receiver,
        *,
        to: UploadId,
        carried: str = "",
        at_size_bytes: int | None = None,
    ) -> Upload:
        """Add a block to an open upload of blocks; with `at_size_bytes`, only if it is still that long.

        Raises: NotFound, AlreadyUsed, Expired as `get`; Conflict("upload") if another block came first, or none can;
            AccessDenied, TooLarge, NoSpace, Unavailable.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        upload = self.get(actor, to)
        is_as_long = at_size_bytes is None or upload.size_bytes == at_size_bytes
        if upload.form is not UploadForm.BLOCKS or not is_as_long:
            raise Conflict("upload")
        if receiver.size_bytes == 0:
            receiver.abort()
        segments = (receiver.finish(),) if receiver.size_bytes else ()
        longer = upload.size_bytes + receiver.size_bytes

        def unit(tables: Tables) -> Upload:
            self.admit(tables, actor.business, size_bytes=receiver.size_bytes, file_size_bytes=longer)
            if len(upload.segments) >= MAX_UPLOAD_SEGMENTS:
                raise TooLarge(upload.size_bytes)
            grown = replace(upload, segments=upload.segments + segments, size_bytes=longer, carried=carried)
            if not tables.uploads.change(upload, to=grown):
                raise Conflict("upload")
            tables.blobs_in_use.keep(actor.business, segments)
            return grown

        return self.written(unit, receiver)

    def get(self, actor: Actor, upload: UploadId) -> Upload:
        """An open upload of this actor that can be filed as it is.

        Raises: NotFound("upload"), AlreadyUsed("upload"), Expired("upload"), Conflict("upload_unfinished").
        """
        with self._catalogue.read() as tables:
            found = tables.uploads.get(upload, actor.business, user=actor.user)
        usable = self.usable(found, upload)
        if not usable.may_be_filed:
            raise Conflict("upload_unfinished")
        return usable

    def claim(self, tables: Tables, actor: Actor, *, upload: Upload) -> None:
        """Consume an upload inside a unit, as it was when its content was described.

        Raises: AlreadyUsed("upload"), Expired("upload"), Conflict("upload") if a block was added since,
            Conflict("upload_unfinished").
        """
        if not upload.may_be_filed:
            raise Conflict("upload_unfinished")
        claimed = tables.uploads.claim(upload.id, actor.business, user=actor.user, now=self._now())
        if claimed is None:
            found = tables.uploads.get(upload.id, actor.business, user=actor.user)
            self.usable(found, upload.id)
            raise AlreadyUsed("upload")
        if claimed.segments != upload.segments:
            raise Conflict("upload")

    def content_of(self, upload: Upload, *, name: str = "", declared_type: str = "") -> Content:
        """What an upload holds, with its own name and type where no others are given; what came in several requests is
        hashed by one read now.

        Raises: Damaged, Unavailable.
        """
        segments = tuple(segment for segment in upload.segments if segment.size_bytes) or upload.segments[:1]
        reader = JoinedReader(self._blobs, segments)
        try:
            head = reader.read(0, HEAD_BYTES)
        finally:
            reader.close()
        sha256 = sha256_of(self._blobs, segments)
        name, declared_type = name or upload.name, declared_type or upload.declared_type
        return self._described(segments, sha256, head, name=name, declared_type=declared_type)

    def park(self, actor: Actor, upload: UploadId, *, name: str) -> Upload:
        """Claim an upload and hold its bytes, named, under a new id for another while.

        Raises: NotFound, AlreadyUsed, Expired, AccessDenied.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        at = self._now()
        found = self.get(actor, upload)

        def unit(tables: Tables) -> Upload:
            self.claim(tables, actor, upload=found)
            parked = replace(
                found, id=UploadId(new_uid()), name=name, created_at=at, expires_at=at + UPLOAD_LIFETIME, lease=""
            )
            tables.uploads.add(parked)
            return parked

        return self._catalogue.write(unit)

    def admit(
        self, tables: Tables, business: BusinessNumber, *, size_bytes: int, file_size_bytes: int | None = None
    ) -> Business:
        """Lock the business and check its limits for so many more bytes in one file.

        Raises: NotFound("business"), TooLarge, NoSpace.
        """
        tables.numbers.lock(business)
        return self._with_room(tables, business, size_bytes=size_bytes, file_size_bytes=file_size_bytes)

    def admit_one_more(self, tables: Tables, business: BusinessNumber, *, size_bytes: int) -> None:
        """As `admit`, for bytes that will wait as an upload of their own. Raises: as `admit`."""
        self._require_one_more(tables, self.admit(tables, business, size_bytes=size_bytes))

    def expect(self, actor: Actor, *, size_bytes: int, one_more: bool = False) -> None:
        """Refuse bytes that could not be kept, before they are sent: nothing is kept for them yet. 0 where it is not
        known how many they are; `one_more` where they are to be another open upload.

        Raises: AccessDenied, NotFound("business"), TooLarge, NoSpace.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            business = self._with_room(tables, actor.business, size_bytes=size_bytes, file_size_bytes=None)
            if one_more:
                self._require_one_more(tables, business)

    def written(self, unit: Callable[[Tables], Upload], receiver: Receiver) -> Upload:
        """Run a unit that names what was received; if it fails, the bytes are dropped. Raises: what the unit does."""
        try:
            return self._catalogue.write(unit)
        except FilebookError as error:
            self.discard_after(error, receiver)
            raise

    def usable(self, found: Upload | None, upload: UploadId) -> Upload:
        """What was found, if it is open. Raises: NotFound("upload"), AlreadyUsed("upload"), Expired("upload")."""
        if found is None:
            raise NotFound("upload", upload)
        if found.state is UploadState.CONSUMED:
            raise AlreadyUsed("upload")
        if found.state is UploadState.EXPIRED or found.expires_at <= self._now():
            raise Expired("upload")
        return found

    def _require_one_more(self, tables: Tables, business: Business) -> None:
        if tables.uploads.open_count(business.number) >= business.limits.open_upload_count:
            raise NoSpace

    def _with_room(
        self, tables: Tables, business: BusinessNumber, *, size_bytes: int, file_size_bytes: int | None
    ) -> Business:
        found = tables.businesses.get(business)
        if found is None:
            raise NotFound("business", business)
        limit_bytes = self.limit_bytes(found)
        if (size_bytes if file_size_bytes is None else file_size_bytes) > limit_bytes:
            raise TooLarge(limit_bytes)
        quota = found.limits.total_bytes
        if quota is not None and tables.blobs_in_use.stored_bytes(business) + size_bytes > quota:
            raise NoSpace
        return found

    def _described(
        self, segments: tuple[Segment, ...], sha256: str, head: bytes, *, name: str, declared_type: str
    ) -> Content:
        detected_type = self._recogniser.media_type(head, name)
        return Content(
            segments,
            sum(segment.size_bytes for segment in segments),
            sha256,
            detected_type,
            declared_type,
            self._recogniser.picture_size(head) if detected_type.startswith("image/") else None,
            self._limits.quarantine,
        )
