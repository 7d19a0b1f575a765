"""Bulk: what a job does with each file and folder, by the same ways of writing that single requests take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Actor, Visibility, copied_as
from filebook.core.errors import Conflict, Damaged, NoSpace
from filebook.core.files import Content, File, Folder
from filebook.core.ids import Kind, Ref, Uid
from filebook.core.jobs import Item, Job, Operation, Planned
from filebook.core.ports.blobs import BlobKey, Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.bulk_hands import WAS, Hands
from filebook.services.bulk_plans import plan
from filebook.services.content import BLOCK_BYTES, open_content
from filebook.services.filing import Filing, NewFile
from filebook.services.folders import Folders, NewFolder
from filebook.services.inside import DeletedLater, Inside
from filebook.services.labour import Prepared
from filebook.services.targets import readable
from filebook.services.uploads import Receiver, Uploads

_NOTHING: Sequence[BlobKey] = ()


@dataclass(frozen=True, slots=True)
class CopiedBytes:
    """The bytes of a version, durable a second time, for a copy to name."""

    version: Uid
    content: Content
    receiver: Receiver
    uploads: Uploads

    def drop(self) -> None:
        """Take them back."""
        self.uploads.discard(self.receiver)


class Bulk:
    """Implements `labour.Work` for files and folders."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs, *, uploads: Uploads, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._uploads = uploads
        self._now = now

    def one_by_one(self, job: Job) -> bool:
        """Bytes are copied before the unit that names them."""
        return job.operation is Operation.COPY

    def plan(self, tables: Tables, actor: Actor, job: Job) -> Planned:
        """As `bulk_plans.plan`."""
        return plan(tables, actor, job)

    def prepare(self, actor: Actor, job: Job, item: Item, *, hold_on: Callable[[], None]) -> Prepared | None:
        """Copy the bytes of a file that is to be copied.

        Raises: NotFound, AccessDenied, TooLarge, Damaged, NoSpace, Unavailable, and what `hold_on` raises.
        """
        if job.operation is not Operation.COPY or item.kind is not Kind.FILE:
            return None
        with self._catalogue.read() as tables:
            file = readable(tables, actor, tables.files.get(actor.business, item.number), what="file")
            business = tables.businesses.get(actor.business)
            stored_bytes = tables.blobs_in_use.stored_bytes(actor.business)
        quota = None if business is None else business.limits.total_bytes
        if quota is not None and stored_bytes + file.size_bytes > quota:
            raise NoSpace
        return self._copied(file, hold_on=hold_on)

    def perform(
        self, tables: Tables, actor: Actor, job: Job, item: Item, *, prepared: Prepared | None
    ) -> tuple[Item, Sequence[BlobKey]]:
        """Deal with one file or folder. What changes nothing is done, and nothing that could be undone."""
        if job.operation is Operation.COPY:
            return self._copy(tables, actor, job, item, prepared=prepared), _NOTHING
        deleted = DeletedLater(self._blobs)
        hands = Hands(tables, actor, self._filing(tables, deleted), Folders(Inside(tables), now=self._now))
        if job.operation is Operation.UNDO:
            hands.undo(job, item)
            return item, _NOTHING
        revision = _revision(tables, actor, item)
        before = hands.perform(job, item)
        is_changed = _revision(tables, actor, item) != revision
        return replace(item, before=before if is_changed else None), deleted.keys

    def _copied(self, file: File, *, hold_on: Callable[[], None]) -> CopiedBytes | None:
        """The bytes of a file written once more; None for a link. They are checked on the way."""
        if file.version is None:
            return None
        content = file.version.content
        receiver = self._uploads.receiver()
        reader = open_content(self._blobs, content, verify_all=True)
        try:
            for offset in range(0, content.size_bytes, BLOCK_BYTES):
                receiver.write(reader.read(offset, min(BLOCK_BYTES, content.size_bytes - offset)))
                hold_on()
            segment = receiver.finish()
        except BaseException:
            receiver.abort()
            raise
        finally:
            reader.close()
        copied = CopiedBytes(file.version.uid, replace(content, segments=(segment,)), receiver, self._uploads)
        if (segment.size_bytes, segment.sha256) != (content.size_bytes, content.sha256):
            copied.drop()
            raise Damaged("file")
        return copied

    def _copy(self, tables: Tables, actor: Actor, job: Job, item: Item, *, prepared: Prepared | None) -> Item:
        """Raises: NotFound, AccessDenied, Conflict("folder_loop" | "changed" | "folder_not_copied"), NoSpace."""
        place = job.wish.into
        if item.inside is not None:
            above = tables.jobs.item(job.uid, item.inside)
            if above is None or above.made is None:
                raise Conflict("folder_not_copied")
            place = above.made
        made: File | Folder
        if item.kind is Kind.FOLDER:
            made = self._copy_of_folder(tables, actor, item, place, is_root=item.inside is None)
        else:
            made = self._copy_of_file(tables, actor, item, place, prepared=prepared)
        return replace(item, made=Ref(made.number, made.uid), before={WAS: job.operation.value})

    def _copy_of_folder(self, tables: Tables, actor: Actor, item: Item, place: Ref | None, *, is_root: bool) -> Folder:
        folder = readable(tables, actor, tables.folders.get(actor.business, item.number), what="folder")
        if is_root and place and tables.folders.is_below(actor.business, place.number, ancestor=folder.number):
            raise Conflict("folder_loop")
        visibility = copied_as(folder.visibility, folder=_visibility_of(tables, actor, place))
        new = NewFolder(folder.name, place, visibility, folder.fields, folder.tags)
        return Folders(Inside(tables), now=self._now).create(actor, new)

    def _copy_of_file(
        self, tables: Tables, actor: Actor, item: Item, place: Ref | None, *, prepared: Prepared | None
    ) -> File:
        file = readable(tables, actor, tables.files.get(actor.business, item.number), what="file")
        content = None
        if file.version is not None:
            if not isinstance(prepared, CopiedBytes) or prepared.version != file.version.uid:
                raise Conflict("changed")
            content = prepared.content
        business = self._uploads.admit(tables, actor.business, size_bytes=file.size_bytes)
        if content is not None:
            tables.blobs_in_use.keep(actor.business, content.segments)
        filing = self._filing(tables, self._blobs)
        new = _like(file, place, copied_as(file.visibility, folder=_visibility_of(tables, actor, place)))
        return filing.insert(tables, actor, business, new=new, on=(), content=content, url=file.url)

    def _filing(self, tables: Tables, blobs: Blobs) -> Filing:
        return Filing(Inside(tables), blobs, uploads=self._uploads, now=self._now)


def _visibility_of(tables: Tables, actor: Actor, place: Ref | None) -> Visibility | None:
    folder = None if place is None else tables.folders.get(actor.business, place.number)
    return None if folder is None else folder.visibility


def _like(file: File, place: Ref | None, visibility: Visibility) -> NewFile:
    """A new file that says of itself what another one does. It hangs on nothing and is not shown to the public."""
    return NewFile(
        file.name,
        title=file.title,
        free_text=file.free_text,
        category=file.category,
        document_attribute=file.document_attribute,
        visibility=visibility,
        folder=place,
        declared_type="" if file.version is None else file.version.content.declared_type,
        fields=file.fields,
        tags=file.tags,
    )


def _revision(tables: Tables, actor: Actor, item: Item) -> int | None:
    named = tables.numbers.find(actor.business, item.number)
    return None if named is None else named.revision
