"""What every handler needs: the file or folder that an id names, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from filebook.core.access import Actor
from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.dialects.timetap.ids import uid_of
from filebook.dialects.timetap.translate import file_object
from filebook.dialects.timetap.wire import FileObject
from filebook.services.bundle import Services
from filebook.services.library import Opened
from filebook.serving.call import Call

Maybe = TypeVar("Maybe", Number, Number | None)


@dataclass(frozen=True, slots=True)
class Things:
    """Finds and shows. `public_base_url` "" means that public files are here, or at the download host."""

    services: Services
    public_base_url: str

    def named(self, actor: Actor, uuid: str, *, trashed_too: bool = False) -> File | Folder:
        """The file or folder with this `fileLibraryUUID`.

        Raises: NotFound("file", uuid), AccessDenied.
        """
        uid = uid_of(uuid)
        if uid is None:
            raise NotFound("file", uuid)
        try:
            return self.services.library.own_by_uid(actor, uid, trashed_too=trashed_too)
        except NotFound:
            raise NotFound("file", uuid) from None

    def opened(self, actor: Actor, uuid: str) -> Opened:
        """The bytes of a file. Raises: as `named`, also for what has no bytes; Unavailable."""
        thing = self.named(actor, uuid)
        if isinstance(thing, Folder) or thing.version is None:
            raise NotFound("file", uuid)
        return self.services.library.open(thing)

    def folder(self, actor: Actor, uuid: str, *, trashed_too: bool = False) -> Ref:
        """Raises: NotFound("folder", uuid), also for a file; AccessDenied."""
        try:
            thing = self.named(actor, uuid, trashed_too=trashed_too)
        except NotFound:
            raise NotFound("folder", uuid) from None
        if isinstance(thing, File):
            raise NotFound("folder", uuid)
        return Ref(thing.number, thing.uid)

    def hung(self, actor: Actor, links: Mapping[Kind, Maybe]) -> Mapping[Kind, Maybe]:
        """The links with the series in the place of one of its occurrences, since files hang on the whole."""
        number = links.get(Kind.APPOINTMENT)
        if number is None:
            return links
        try:
            return {**links, Kind.APPOINTMENT: self.services.numbered_occurrences.get(actor, number).whole.number}
        except NotFound:
            return links

    def shown(self, call: Call, actor: Actor, thing: File | Folder) -> FileObject:
        """How a file or folder is shown, as it is now."""
        attachments = self.services.library.attachments_of(actor, [thing.number]).get(thing.number, ())
        return file_object(thing, attachments, public_base=self.public_base(call))

    def public_base(self, call: Call) -> str:
        """What the address of a public file begins with, without a slash at the end."""
        return self.public_base_url or call.download_url
