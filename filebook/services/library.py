"""The library, read: files and folders found, listed, opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from filebook.core import links
from filebook.core.access import Action, Actor, Sight, Visibility, require, sight
from filebook.core.businesses import Business
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import Attachment, File, Folder
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid
from filebook.core.links import Disposition, Link, LinkKeys, MakersLink, PageLink
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.scopes import scope_from
from filebook.services.content import ContentReader, open_content
from filebook.services.targets import allowed, is_live, readable, require_target

Thing = TypeVar("Thing", File, Folder)

_FOR_ALL = frozenset({Visibility.ALL, Visibility.CUSTOMER})
_NOBODY = (BusinessNumber(0), Number(0))
"""An uploader that no file has."""


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list: at most `limit` entries after the first `offset`."""

    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FilePage:
    """The files that whoever holds a page's link may see, and how many there are; until when."""

    business: Business
    files: list[File]
    count: int
    now: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, ready to be sent; whoever gets it closes `reader`."""

    file: File
    reader: ContentReader
    disposition: Disposition = Disposition.ATTACHMENT


class Library:
    """Finds, lists and opens. What lies outside the actor's reach, or in the trash, is NotFound."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        link_keys: LinkKeys,
        now: Callable[[], datetime],
        verify_all_reads: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._link_keys = link_keys
        self._now = now
        self._verify_all_reads = verify_all_reads

    def file(self, actor: Actor, number: Number) -> File:
        """A file of the actor's business. Raises: NotFound, AccessDenied."""
        return self._seen(actor, lambda tables: tables.files.get(actor.business, number), "file")

    def file_by_uid(self, actor: Actor, uid: Uid) -> File:
        """A file within reach. Raises: NotFound, AccessDenied."""
        return self._seen(actor, lambda tables: tables.files.by_uid(uid), "file")

    def file_by_content(self, actor: Actor, short: str) -> File:
        """A file within reach, by those of its current version's uid. Raises: NotFound, AccessDenied."""
        return self._seen(actor, lambda tables: tables.files.by_content(short), "file")

    def folder(self, actor: Actor, number: Number, *, trashed_too: bool = False) -> Folder:
        """A folder of the actor's business. Raises: NotFound, AccessDenied."""
        with self._catalogue.glance() as tables:
            found = tables.folders.get(actor.business, number)
            return allowed(tables, actor, Action.READ, found, what="folder", trashed_too=trashed_too)

    def folder_by_uid(self, actor: Actor, uid: Uid) -> Folder:
        """A folder within reach. Raises: NotFound, AccessDenied."""
        return self._seen(actor, lambda tables: tables.folders.by_uid(uid), "folder")

    def file_or_folder_by_short(self, actor: Actor, short: str) -> File | Folder:
        """A file or folder within reach, by the first 24 hex digits of its uid. Raises: NotFound, AccessDenied."""
        with self._catalogue.glance() as tables:
            file = tables.files.by_short(short)
            if file is not None:
                return readable(tables, actor, file, what="file")
            return readable(tables, actor, tables.folders.by_short(short), what="file")

    def own_by_uid(self, actor: Actor, uid: Uid, *, trashed_too: bool = False) -> File | Folder:
        """A file or folder of the actor's own business, for doors where one id may name either.

        Raises: NotFound("file"), AccessDenied.
        """
        with self._catalogue.glance() as tables:
            file = tables.files.by_uid(uid)
            if file is not None and file.business == actor.business:
                return allowed(tables, actor, Action.READ, file, what="file", trashed_too=trashed_too)
            folder = tables.folders.by_uid(uid)
            own = folder if folder is not None and folder.business == actor.business else None
            return allowed(tables, actor, Action.READ, own, what="file", trashed_too=trashed_too)

    def files_on(
        self,
        actor: Actor,
        target: Number,
        *,
        kind: Kind,
        page: Page,
        only: Number | None = None,
        document_attribute: str = "",
    ) -> tuple[list[File], int]:
        """Files hanging on a record or appointment, and how many there are; `only` narrows to one of them,
        `document_attribute` to those that have it.

        Raises: NotFound(kind) if the target is absent or in the trash, AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)
            return tables.files.on_target(
                actor.business,
                target,
                sight=sight(actor),
                only=only,
                document_attribute=document_attribute,
                limit=page.limit,
                offset=page.offset,
            )

    def attachments_of(self, actor: Actor, files: Sequence[Number]) -> dict[Number, tuple[Attachment, ...]]:
        """What each file of the actor's business hangs on; files without any are left out."""
        with self._catalogue.glance() as tables:
            return tables.attachments.of_files(actor.business, files)

    def attached(
        self, actor: Actor, number: Number, *, kind: Kind | None = None, target: Number | None = None, limit: int
    ) -> list[Attachment]:
        """Up to `limit` of the things that a file of the actor's business hangs on and that the actor may know of, all
        or of one kind, all or one of them.

        Raises: NotFound("file"), AccessDenied.
        """
        with self._catalogue.read() as tables:
            readable(tables, actor, tables.files.get(actor.business, number), what="file")
            hanging = tables.attachments.of_files(actor.business, [number]).get(number, ())
            fitting = (
                attachment
                for attachment in hanging
                if kind in {None, attachment.target_kind}
                and target in {None, attachment.target}
                and is_live(tables, actor, attachment.target, kind=attachment.target_kind)
            )
            return list(islice(fitting, limit))

    def public_file(self, uid: Uid) -> File:
        """A file whose bytes are for everyone. Raises: NotFound."""
        with self._catalogue.glance() as tables:
            found = tables.files.by_uid(uid)
        return _public(found)

    def public_content(self, short: str) -> File:
        """As `public_file`, by the first 24 hex digits of the current version's uid. Raises: NotFound."""
        with self._catalogue.glance() as tables:
            found = tables.files.by_content(short)
        return _public(found)

    def link(self, file: File, *, lifetime: timedelta, disposition: Disposition = Disposition.ATTACHMENT) -> str:
        """A token that lets whoever holds it read the file's current version for so long. Nothing is stored.

        Raises: NotFound for a file without bytes.
        """
        return links.sign(self._link_to(file, lifetime, disposition), self._link_keys)

    def makers_link(
        self, actor: Actor, file: File, *, credential: Uid | None, lifetime: timedelta, disposition: Disposition
    ) -> str:
        """As `link`, but it ends sooner when the actor may not read the file any more, and with `credential`, which the
        actor showed.

        Raises: NotFound for a file without bytes.
        """
        link = self._link_to(file, lifetime, disposition)
        return links.sign_makers(MakersLink(link, actor.user, credential), self._link_keys)

    def follow_makers(self, token: str) -> Opened:
        """As `follow`, for a token of `makers_link`.

        Raises: as `follow`; NotFound("link") where its maker may not read the file any more.
        """
        made = links.verify_makers(token, self._link_keys, now=self._now())
        with self._catalogue.glance() as tables:
            maker = self._maker(tables, made)
            try:
                file = readable(tables, maker, tables.files.get(made.link.business, made.link.file), what="link")
            except AccessDenied:
                raise NotFound("link") from None
        if file.version is None or file.version.number != made.link.version:
            raise NotFound("link")
        return self.open(file, disposition=made.link.disposition)

    def follow(self, token: str) -> Opened:
        """The file behind a link token.

        Raises: NotFound (altered, or the file is gone or replaced), Expired, Unavailable.
        """
        link = links.verify(token, self._link_keys, now=self._now())
        with self._catalogue.glance() as tables:
            file = tables.files.get(link.business, link.file)
        if file is None or file.trashed_at or file.version is None or file.version.number != link.version:
            raise NotFound("link")
        return self.open(file, disposition=link.disposition)

    def page_link(self, actor: Actor, target: Number, *, kind: Kind, lifetime: timedelta) -> str:
        """A token that lets whoever holds it see, for so long, the files on a record that are for the whole business.

        Raises: NotFound(kind), AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)
        return links.sign_page(PageLink(actor.business, target, self._now() + lifetime), self._link_keys)

    def follow_page(self, token: str, *, kind: Kind, limit: int) -> FilePage:
        """What a page token shows now.

        Raises: NotFound("link") (altered, or the record is gone), Expired.
        """
        now = self._now()
        link = links.verify_page(token, self._link_keys, now=now)
        with self._catalogue.read() as tables:
            record = tables.records.get(link.business, link.target)
            business = tables.businesses.get(link.business)
            if record is None or record.kind is not kind or record.trashed_at or business is None:
                raise NotFound("link")
            files, count = tables.files.on_target(
                link.business, link.target, sight=Sight(_FOR_ALL, _NOBODY), limit=limit, offset=0
            )
        return FilePage(business, files, count, now, link.expires_at)

    def open(self, file: File, *, disposition: Disposition = Disposition.ATTACHMENT) -> Opened:
        """The bytes of a file the caller was given by this service.

        Raises: NotFound for a link, Unavailable.
        """
        if file.version is None:
            raise NotFound("content", file.number)
        reader = open_content(self._blobs, file.version.content, verify_all=self._verify_all_reads)
        return Opened(file, reader, disposition)

    def _link_to(self, file: File, lifetime: timedelta, disposition: Disposition) -> Link:
        if file.version is None:
            raise NotFound("content", file.number)
        return Link(file.business, file.number, file.version.number, self._now() + lifetime, disposition)

    def _maker(self, tables: Tables, made: MakersLink) -> Actor:
        """Who made a link, with as much right as is left. Raises: NotFound("link")."""
        user = tables.users.get(made.link.business, made.maker)
        if user is None or not user.enabled:
            raise NotFound("link")
        maker = Actor(user.business, user.number, user.user_name, user.role, Door.NATIVE, user.staff)
        if made.credential is None:
            return maker
        credential = tables.credentials.get(made.credential)
        if credential is None or (credential.expires_at is not None and credential.expires_at <= self._now()):
            raise NotFound("link")
        return replace(maker, scope=scope_from(credential.scope))

    def _seen(self, actor: Actor, find: Callable[[Tables], Thing | None], what: str) -> Thing:
        """What `find` finds, if the actor may read it and it is not in the trash."""
        with self._catalogue.glance() as tables:
            return readable(tables, actor, find(tables), what=what)


def _public(file: File | None) -> File:
    if file is None or file.trashed_at or file.visibility is not Visibility.ALL:
        raise NotFound("file")
    return file
