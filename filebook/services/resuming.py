"""Resumable uploads: announced first, then grown at their end by one connection at a time, outliving each of them.

A connection that adds bytes holds the upload's lease, a word in its row. Whoever comes later takes the lease over, at
once and from any process: what the earlier connection has not made durable by then is refused. So no byte is written
twice, and nobody waits for a connection that died.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.errors import (
    AccessDenied,
    AlreadyUsed,
    Conflict,
    FilebookError,
    Invalid,
    NoSpace,
    NotFound,
    TooLarge,
    Unavailable,
)
from filebook.core.files import Upload, UploadForm, UploadId, UploadState
from filebook.core.ids import Kind, new_uid
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.turns import Turn
from filebook.services.uploads import MAX_UPLOAD_SEGMENTS, UPLOAD_LIFETIME, Receiver, Uploads

KEPT_EVERY_BYTES = 32 * 1024 * 1024
"""How much of what one connection sends is at risk in a crash. The largest uploads take longer steps than that."""
PARTS_LIMIT = 200
"""Of how many partial uploads one may be made; all of them stand in one header, of which clients take 16 KiB."""


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What is said of an upload beforehand; `size_bytes` None: it will be said on the way."""

    size_bytes: int | None = None
    name: str = ""
    declared_type: str = ""
    metadata: str = ""
    is_partial: bool = False


class Resumable:
    """Uploads of one user, who may come back to them until they expire. Each addition gives them another lifetime."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        uploads: Uploads,
        now: Callable[[], datetime],
        kept_every_bytes: int = KEPT_EVERY_BYTES,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._uploads = uploads
        self._now = now
        self._kept_every_bytes = kept_every_bytes

    def create(self, actor: Actor, new: NewUpload, *, received: Receiver | None = None) -> Upload:
        """A new upload, with its first bytes if some came along. If it fails, they are dropped.

        Raises: AccessDenied, TooLarge, NoSpace, Unavailable.
        """
        try:
            require(actor, Action.WRITE, kind=Kind.FILE)
            first = (received.finish(),) if received is not None and received.size_bytes else ()
            size_bytes = sum(segment.size_bytes for segment in first)

            def unit(tables: Tables) -> Upload:
                self._uploads.admit_one_more(tables, actor.business, size_bytes=new.size_bytes or size_bytes)
                form = UploadForm.PARTIAL if new.is_partial else UploadForm.MEASURED
                upload = replace(self._blank(actor, new, form), segments=first, size_bytes=size_bytes)
                tables.uploads.add(upload)
                tables.blobs_in_use.keep(actor.business, first)
                return upload

            return self._catalogue.write(unit)
        except FilebookError as error:
            if received is not None:
                self._uploads.discard_after(error, received)
            raise

    def join(self, actor: Actor, parts: Sequence[UploadId], new: NewUpload) -> Upload:
        """A whole upload out of partial ones, which are used then. To join the same ones again gives the same upload.

        Raises: AccessDenied, TooLarge; NotFound, AlreadyUsed, Expired("upload") for a part;
            Conflict("upload_unfinished"); Invalid("parts") for none, too many, one named twice, or no partial one.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        if not 0 < len(parts) <= PARTS_LIMIT or len(set(parts)) < len(parts):
            raise Invalid("parts", "count")

        def unit(tables: Tables) -> Upload:
            tables.numbers.lock(actor.business)
            found = [tables.uploads.get(part, actor.business, user=actor.user) for part in parts]
            before = self._joined_before(tables, actor, found, parts)
            return before or self._joined(
                tables, actor, [self._part(*one) for one in zip(found, parts, strict=True)], new
            )

        return self._catalogue.write(unit)

    def look(self, actor: Actor, upload: UploadId) -> Upload:
        """An upload as it is; no other connection adds to it any more.

        Raises: AccessDenied; NotFound, AlreadyUsed, Expired("upload").
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            found = self._own(tables, actor, upload)
        if not found.lease or found.joined:
            return found

        def unit(tables: Tables) -> Upload:
            tables.numbers.lock(actor.business)
            tables.uploads.take_over(upload, actor.business, user=actor.user, lease="")
            return self._own(tables, actor, upload)

        return self._catalogue.write(unit)

    def begin(
        self,
        actor: Actor,
        upload: UploadId,
        *,
        at_size_bytes: int,
        coming_bytes: int = 0,
        declared_size_bytes: int | None = None,
        in_one_piece: bool = False,
    ) -> Turn:
        """The turn of a connection that goes on at `at_size_bytes`; whoever had it before has lost it.

        `coming_bytes` is how many it says to bring, `declared_size_bytes` how long the upload will be, if that was not
        said before. `in_one_piece`: nothing is kept until all has arrived and `keep` is called.

        Raises: AccessDenied, also for an upload that was joined; NotFound, AlreadyUsed, Expired("upload");
            Conflict("offset"); Invalid("size_bytes"); TooLarge, NoSpace, Unavailable.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        lease = new_uid()

        def unit(tables: Tables) -> tuple[Upload, int]:
            business = self._uploads.admit(tables, actor.business, size_bytes=0)
            found = self._own(tables, actor, upload)
            if found.form is UploadForm.JOINED or found.joined:
                raise AccessDenied("append")
            if found.size_bytes != at_size_bytes:
                raise Conflict("offset")
            limit_bytes = self._uploads.limit_bytes(business)
            leased = replace(_measured(found, declared_size_bytes, limit_bytes), lease=lease)
            if leased.declared_size_bytes is not None:
                limit_bytes = leased.declared_size_bytes
            self._uploads.admit(tables, actor.business, size_bytes=coming_bytes)
            if at_size_bytes + coming_bytes > limit_bytes:
                raise TooLarge(limit_bytes)
            if not tables.uploads.change(found, to=leased):
                raise Conflict("lease")
            return leased, limit_bytes

        leased, limit_bytes = self._catalogue.write(unit)
        steps = None if in_one_piece else step_bytes(self._kept_every_bytes, limit_bytes=limit_bytes)
        return Turn(
            self._catalogue, self._uploads, leased, limit_bytes=limit_bytes, kept_every_bytes=steps, now=self._now
        )

    def remove(self, actor: Actor, upload: UploadId) -> None:
        """Forget an upload and its bytes. Raises: AccessDenied; NotFound, AlreadyUsed, Expired("upload")."""
        require(actor, Action.WRITE, kind=Kind.FILE)

        def unit(tables: Tables) -> Upload:
            tables.numbers.lock(actor.business)
            found = self._own(tables, actor, upload)
            if found.joined:
                raise AlreadyUsed("upload")
            tables.uploads.remove(upload, actor.business, user=actor.user)
            tables.blobs_in_use.release(actor.business, found.segments)
            return found

        for segment in self._catalogue.write(unit).segments:
            with suppress(NoSpace, Unavailable):  # the row is gone all the same; housekeeping takes what stays
                self._blobs.delete(segment.key)

    def _blank(self, actor: Actor, new: NewUpload, form: UploadForm) -> Upload:
        at = self._now()
        return Upload(
            UploadId(new_uid()),
            actor.business,
            actor.user,
            new.name,
            UploadState.OPEN,
            (),
            0,
            at,
            at + UPLOAD_LIFETIME,
            declared_size_bytes=new.size_bytes,
            form=form,
            declared_type=new.declared_type,
            metadata=new.metadata,
        )

    def _own(self, tables: Tables, actor: Actor, upload: UploadId) -> Upload:
        """An upload that can be resumed; a used part of another tells what it was."""
        found = tables.uploads.get(upload, actor.business, user=actor.user)
        if found is not None and found.form is UploadForm.BLOCKS:
            raise NotFound("upload", upload)
        return found if found is not None and found.joined else self._uploads.usable(found, upload)

    def _part(self, found: Upload | None, upload: UploadId) -> Upload:
        part = self._uploads.usable(found, upload)
        if part.form is not UploadForm.PARTIAL:
            raise Invalid("parts", "form")
        if not part.is_whole:
            raise Conflict("upload_unfinished")
        return part

    def _joined(self, tables: Tables, actor: Actor, parts: Sequence[Upload], new: NewUpload) -> Upload:
        segments = tuple(segment for part in parts for segment in part.segments)
        size_bytes = sum(part.size_bytes for part in parts)
        self._uploads.admit(tables, actor.business, size_bytes=0, file_size_bytes=size_bytes)
        if len(segments) > MAX_UPLOAD_SEGMENTS:
            raise TooLarge(size_bytes)
        upload = replace(
            self._blank(actor, new, UploadForm.JOINED),
            segments=segments,
            size_bytes=size_bytes,
            declared_size_bytes=size_bytes,
            parts=tuple(part.id for part in parts),
        )
        tables.uploads.add(upload)
        for part in parts:
            tables.uploads.change(part, to=replace(part, state=UploadState.CONSUMED, joined=upload.id))
        return upload

    def _joined_before(
        self, tables: Tables, actor: Actor, found: Sequence[Upload | None], parts: Sequence[UploadId]
    ) -> Upload | None:
        """The upload that these very parts became, for a client that did not hear the answer."""
        into = {None if part is None else part.joined for part in found}
        joined = next(iter(into))
        if len(into) > 1 or joined is None:
            return None
        before = tables.uploads.get(joined, actor.business, user=actor.user)
        if before is None or before.parts != tuple(parts):
            return None
        return self._uploads.usable(before, joined)


def step_bytes(kept_every_bytes: int, *, limit_bytes: int) -> int:
    """How much arrives before it is kept: half as many steps as an upload may have segments lead to its limit, which
    leaves the other half to broken connections.
    """
    return max(kept_every_bytes, -(-limit_bytes // (MAX_UPLOAD_SEGMENTS // 2)))


def _measured(upload: Upload, declared_size_bytes: int | None, limit_bytes: int) -> Upload:
    """The upload with the length that is told for it now, which is told once."""
    if declared_size_bytes is None:
        return upload
    if upload.declared_size_bytes not in {None, declared_size_bytes} or declared_size_bytes < upload.size_bytes:
        raise Invalid("size_bytes", "told_before")
    if declared_size_bytes > limit_bytes:
        raise TooLarge(limit_bytes)
    return replace(upload, declared_size_bytes=declared_size_bytes)
