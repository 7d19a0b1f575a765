"""Filing: files come into the library, change, hang on things, go to the trash or for good."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from filebook.core.access import Action, Actor, Role, Visibility, filed_as, require
from filebook.core.businesses import PUBLISH_NEW_PICTURES, Business
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, FilebookError, NoSpace, NotFound, Unavailable
from filebook.core.files import Attachment, Content, File, FileKind, Uploader, UploadId, Version
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, new_uid
from filebook.core.names import checked_name
from filebook.core.ports.blobs import Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.tags import checked_tags
from filebook.core.urls import checked_url
from filebook.services import estate_rules
from filebook.services.changelog import later, note, verb_of
from filebook.services.chores import assign
from filebook.services.file_rows import remove_rows
from filebook.services.holding import require_free, staying_held
from filebook.services.targets import place_of, reached, require_target, stands, writable
from filebook.services.uploads import Receiver, Uploads


@dataclass(frozen=True, slots=True)
class Hang:
    """Where a new file hangs; `position` None is after the last."""

    kind: Kind
    target: Number
    position: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """What is said of a file when it is filed. `uploader_name` "" is the actor's user name."""

    name: str
    title: str = ""
    free_text: str = ""
    category: str = ""
    document_attribute: str = ""
    visibility: Visibility | None = None
    """None: as `access.filed_as` says for the folder."""
    folder: Ref | None = None
    uploader_name: str = ""
    declared_type: str = ""
    publish_by_default: bool = False
    """Publish a picture if the business's setting `publish_new_pictures` is on."""
    fields: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


class Filing:
    """Writes files. Each method is one unit: all of it is seen everywhere, or none."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs, *, uploads: Uploads, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._uploads = uploads
        self._now = now

    def add(
        self,
        actor: Actor,
        receiver: Receiver,
        *,
        new: NewFile,
        on: Sequence[Hang] = (),
        into: BusinessNumber | None = None,
    ) -> File:
        """File what one request brought, into another business within reach if one is named.

        Raises: AccessDenied, Invalid("name"), NotFound (business, folder or a target), Conflict("title_picture" |
            "document_attribute"), TooLarge, NoSpace, Unavailable. The bytes are then dropped.
        """
        home = actor.business if into is None else into
        try:
            require(actor, Action.WRITE, kind=Kind.FILE)
            checked_name(new.name, "name")
            content = self._uploads.content(receiver, name=new.name, declared_type=new.declared_type)

            def unit(tables: Tables) -> File:
                if into is not None:
                    reached(tables, actor, into)
                business = self._uploads.admit(tables, home, size_bytes=content.size_bytes)
                tables.blobs_in_use.keep(home, content.segments)
                return self.insert(tables, actor, business, new=new, on=on, content=content)

            return self._catalogue.write(unit)
        except FilebookError as error:
            self._uploads.discard_after(error, receiver)
            raise

    def file_away(self, actor: Actor, upload: UploadId, *, new: NewFile, on: Sequence[Hang] = ()) -> File:
        """File a temporary upload, which works once; under the name it came with where none is said.

        Raises: as `add`, and NotFound, AlreadyUsed, Expired("upload"), Conflict("upload_unfinished"). The upload is
            kept then.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        found = self._uploads.get(actor, upload)
        new = replace(new, name=checked_name(new.name or found.name, "name"))
        content = self._uploads.content_of(found, name=new.name, declared_type=new.declared_type)

        def unit(tables: Tables) -> File:
            business = self._locked(tables, actor)
            self._uploads.claim(tables, actor, upload=found)
            return self.insert(tables, actor, business, new=new, on=on, content=content)

        return self._catalogue.write(unit)

    def add_link(self, actor: Actor, url: str, *, new: NewFile, on: Sequence[Hang] = ()) -> File:
        """File a pointer to somewhere else. It is never fetched.

        Raises: as `add`, and Invalid("url") unless it is http or https.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        checked_name(new.name, "name")
        checked_url(url)

        def unit(tables: Tables) -> File:
            return self.insert(tables, actor, self._locked(tables, actor), new=new, on=on, content=None, url=url)

        return self._catalogue.write(unit)

    def change(
        self,
        actor: Actor,
        file: File,
        *,
        edit: Callable[[File], File],
        links: Mapping[Kind, Number | None] | None = None,
        trashed: bool | None = None,
    ) -> File:
        """Apply `edit` to the file as it is now; `links` replaces the first attachment of each kind, None detaches;
        `trashed` puts it in the trash or takes it out.

        Raises: NotFound (file, folder or a link's target), AccessDenied, Invalid("name").
        """
        at = self._now()

        def unit(tables: Tables) -> File:
            tables.numbers.lock(file.business)
            current = writable(tables, actor, tables.files.get(file.business, file.number), what="file")
            edited = self._marked(tables, edit(current), trashed=trashed, at=at)
            if edited == current and trashed is not None and not links:
                return current
            changed = _touched(self._sound(tables, actor, edited, was=current.folder), actor, at=at)
            self._take_part(tables, actor, current, changed)
            with staying_held(tables, file.business, file.number):
                tables.files.update(changed)
                for kind, target in (links or {}).items():
                    self._relink(tables, actor, changed, kind=kind, target=target)
            _note(tables, actor, file, verb=verb_of(current, changed), at=at)
            return changed

        return self._catalogue.write(unit)

    def attach(self, actor: Actor, file: File, *, on: Hang) -> None:
        """Hang a file on one more thing.

        Raises: NotFound, AccessDenied, Conflict("title_picture" | "document_attribute").
        """
        self.attach_all(actor, [(file, on)])

    def attach_all(self, actor: Actor, wanted: Sequence[tuple[File, Hang]]) -> None:
        """Hang files on more things: all of them, or none. Raises: as `attach`."""

        def unit(tables: Tables) -> None:
            for file, on in wanted:
                tables.numbers.lock(file.business)
                self.hang(tables, actor, tables.files.get(file.business, file.number), on=on)

        self._catalogue.write(unit)

    def hang(self, tables: Tables, actor: Actor, file: File | None, *, on: Hang) -> None:
        """As `attach`, inside a unit that has locked the business."""
        current = writable(tables, actor, file, what="file")
        self._hang(tables, actor, current, on=on)
        _note(tables, actor, current, verb=Verb.ATTACHED, at=self._now())

    def change_on(self, actor: Actor, file: File, *, on: Hang, edit: Callable[[File], File]) -> File:
        """Apply `edit` to a file that hangs there; `on.position` None leaves it at its place. A title picture that
        is already on an estate of the file gives way to a new one: it becomes an ordinary picture.

        Raises: NotFound (the file, the target, or the file not there), AccessDenied, Conflict("document_attribute").
        """
        at = self._now()

        def unit(tables: Tables) -> File:
            tables.numbers.lock(file.business)
            current, here, _ = self._hanging(tables, actor, file, target=on.target, kind=on.kind)
            changed = _touched(self._sound(tables, actor, edit(current), was=current.folder), actor, at=at)
            self._take_part(tables, actor, current, changed)
            tables.files.update(changed)
            if on.position is not None:
                tables.attachments.add(file.business, replace(here, position=on.position))
            _note(tables, actor, file, verb=Verb.CHANGED, at=at)
            return changed

        return self._catalogue.write(unit)

    def detach(self, actor: Actor, file: File, *, target: Number, kind: Kind) -> None:
        """Take a file off one thing. If it hangs nowhere else, it goes to the trash and stays there on that thing, so
        that restoring brings it back.

        Raises: NotFound (the file, the target, or the file not there), AccessDenied.
        """

        def unit(tables: Tables) -> None:
            tables.numbers.lock(file.business)
            self.take_off(tables, actor, file, target=target, kind=kind)

        self._catalogue.write(unit)

    def take_off(self, tables: Tables, actor: Actor, file: File, *, target: Number, kind: Kind) -> None:
        """As `detach`, inside a unit that has locked the business."""
        at = self._now()
        current, here, hanging = self._hanging(tables, actor, file, target=target, kind=kind)
        elsewhere = (one for one in hanging if one is not here)
        if any(stands(tables, file.business, one.target, kind=one.target_kind) for one in elsewhere):
            with staying_held(tables, file.business, file.number):
                tables.attachments.remove(file.business, file.number, target)
            _note(tables, actor, file, verb=Verb.DETACHED, at=at)
            return
        tables.files.update(_touched(replace(current, trashed_at=at), actor, at=at))
        _note(tables, actor, file, verb=Verb.TRASHED, at=at)

    def trash(self, actor: Actor, file: File) -> File:
        """Put a file in the trash; a trashed one stays as it is. Raises: NotFound, AccessDenied."""
        return self.change(actor, file, edit=lambda current: current, trashed=True)

    def restore(self, actor: Actor, file: File) -> File:
        """Take a file out of the trash. Raises: NotFound, AccessDenied."""
        return self.change(actor, file, edit=lambda current: current, trashed=False)

    def delete_forever(self, actor: Actor, file: File) -> None:
        """Remove a file and its bytes for good: rows first, then bytes.

        Raises: NotFound, AccessDenied, Conflict("held"), Unavailable.
        """
        at = self._now()

        def unit(tables: Tables) -> list[Segment]:
            tables.numbers.lock(file.business)
            writable(tables, actor, tables.files.get(file.business, file.number), what="file")
            require_free(tables, file.business, files=[file.number])
            _note(tables, actor, file, verb=Verb.DELETED, at=at)
            return remove_rows(tables, file)

        for segment in self._catalogue.write(unit):
            with suppress(NoSpace, Unavailable):  # the file is gone all the same; housekeeping takes what stays
                self._blobs.delete(segment.key)

    def _locked(self, tables: Tables, actor: Actor) -> Business:
        """The actor's business, with other writers of it kept out until the unit ends."""
        tables.numbers.lock(actor.business)
        business = tables.businesses.get(actor.business)
        if business is None:
            raise NotFound("business", actor.business)
        return business

    def insert(
        self,
        tables: Tables,
        actor: Actor,
        business: Business,
        *,
        new: NewFile,
        on: Sequence[Hang],
        content: Content | None,
        url: str = "",
    ) -> File:
        """As `add`, inside a unit that has locked the business and admitted the content."""
        at = self._now()
        if new.visibility is Visibility.RESELLER and actor.role < Role.RESELLER:
            raise AccessDenied("visibility")
        place = place_of(tables, actor, business.number, new.folder)
        ref = tables.numbers.allocate(business.number, Kind.FILE)
        picture, wanted = content is not None and content.picture_size is not None, new.publish_by_default
        name = new.uploader_name or actor.user_name
        file = File(
            business=business.number,
            business_uid=business.uid,
            number=ref.number,
            uid=ref.uid,
            name=new.name,
            kind=FileKind.UPLOAD if content is not None else FileKind.LINK,
            visibility=filed_as(new.visibility, folder=None if place is None else place.visibility),
            uploader=Uploader(actor.business, actor.user, actor.staff, name),
            created_at=at,
            modified_at=at,
            version=Version(1, new_uid(), content, at) if content is not None else None,
            title=new.title,
            free_text=new.free_text,
            url=url,
            category=new.category,
            document_attribute=new.document_attribute,
            published=picture and wanted and bool(business.setting(PUBLISH_NEW_PICTURES, default=False)),
            folder=new.folder,
            modified_by=name,
            fields=new.fields,
            tags=checked_tags(new.tags),
        )
        tables.files.add(file)
        assign(tables, file, at=at)
        for hang in on:
            self._hang(tables, actor, file, on=hang)
        _note(tables, actor, file, verb=Verb.CREATED, at=at)
        return file

    def _hanging(
        self, tables: Tables, actor: Actor, file: File, *, target: Number, kind: Kind
    ) -> tuple[File, Attachment, tuple[Attachment, ...]]:
        """The file as it is now, how it hangs on a target, and everything it hangs on.

        Raises: NotFound, AccessDenied.
        """
        current = writable(tables, actor, tables.files.get(file.business, file.number), what="file")
        require_target(tables, actor, file.business, target=target, kind=kind)
        hanging = tables.attachments.of_files(file.business, [file.number]).get(file.number, ())
        here = next((attachment for attachment in hanging if attachment.target == target), None)
        if current.trashed_at or here is None:
            raise NotFound("file", file.number)
        return current, here, hanging

    def _sound(self, tables: Tables, actor: Actor, file: File, *, was: Ref | None) -> File:
        """An edited file, which lay in `was`.

        Raises: Invalid("name" | "tags" | "url"), NotFound("folder"), AccessDenied.
        """
        checked_name(file.name, "name")
        if file.kind is FileKind.LINK:
            checked_url(file.url)
        place_of(tables, actor, file.business, file.folder, was=was, in_trash=bool(file.trashed_at))
        if file.visibility is Visibility.RESELLER and actor.role < Role.RESELLER:
            raise AccessDenied("visibility")
        return replace(file, tags=checked_tags(file.tags))

    def _take_part(self, tables: Tables, actor: Actor, before: File, after: File) -> None:
        """Let a file be what it is now to the estates that it hangs on. Raises: Conflict("document_attribute")."""
        if not estate_rules.is_another_part(before, after):
            return
        hanging = tables.attachments.of_files(after.business, [after.number]).get(after.number, ())
        if after.document_attribute != before.document_attribute:
            estate_rules.require_attribute_free(tables, after, hanging)
        if after.category == estate_rules.TITLE_PICTURE:
            for former in estate_rules.former_title_pictures(tables, after, hanging):
                tables.files.update(_touched(former, actor, at=after.modified_at))
                _note(tables, actor, former, verb=Verb.CHANGED, at=after.modified_at)

    def _hang(self, tables: Tables, actor: Actor, file: File, *, on: Hang) -> None:
        require_target(tables, actor, file.business, target=on.target, kind=on.kind)
        if on.kind is Kind.ESTATE and not file.trashed_at:
            estate_rules.require_room(tables, file, on.target)
        tables.attachments.add(file.business, Attachment(file.number, on.target, on.kind, on.position, on.role))

    def _relink(self, tables: Tables, actor: Actor, file: File, *, kind: Kind, target: Number | None) -> None:
        present = tables.attachments.of_files(file.business, [file.number]).get(file.number, ())
        first = next((attachment for attachment in present if attachment.target_kind is kind), None)
        if first is not None and first.target != target:
            tables.attachments.remove(file.business, file.number, first.target)
        if target is not None and (first is None or first.target != target):
            self._hang(tables, actor, file, on=Hang(kind, target))

    def _marked(self, tables: Tables, file: File, *, trashed: bool | None, at: datetime) -> File:
        """The file in the trash or out of it; restored, it lies at top level if its folder is in the trash or gone, and
        is no title picture if its estate has another by now.
        """
        if trashed is None or trashed is bool(file.trashed_at):
            return file
        if trashed:
            return replace(file, trashed_at=at)
        folder = tables.folders.get(file.business, file.folder.number) if file.folder else None
        has_place = folder is not None and not folder.trashed_at
        restored = replace(file, trashed_at=None, folder=file.folder if has_place else None)
        return estate_rules.fitted(tables, restored)


def _touched(file: File, actor: Actor, *, at: datetime) -> File:
    """A file that was changed: later than the last time, and by whom."""
    return replace(file, modified_at=later(file.modified_at, at), modified_by=actor.user_name)


def _note(tables: Tables, actor: Actor, file: File, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=file.business, number=file.number, kind=Kind.FILE, verb=verb, at=at)
