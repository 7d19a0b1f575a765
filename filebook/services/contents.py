"""Contents: several files at once, new bytes for a file, and the versions that a file had before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, FilebookError, NoSpace, NotFound, Unavailable, Unsupported
from filebook.core.files import Content, File, UploadId, Version
from filebook.core.ids import Kind, new_uid
from filebook.core.links import Disposition
from filebook.core.names import checked_name
from filebook.core.ports.blobs import Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.changelog import later, note
from filebook.services.chores import assign
from filebook.services.content import open_content
from filebook.services.file_rows import remove_versions
from filebook.services.filing import Filing, Hang, NewFile
from filebook.services.holding import require_free
from filebook.services.library import Opened
from filebook.services.targets import readable, writable
from filebook.services.uploads import Receiver, Uploads


class Contents:
    """Every state of a file's bytes is kept until somebody removes it; the newest is the current one.

    A restored version lists the blobs of an old one, so a blob goes when no version of its file lists it any more.
    """

    def __init__(
        self, catalogue: Catalogue, blobs: Blobs, *, uploads: Uploads, filing: Filing, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._uploads = uploads
        self._filing = filing
        self._now = now

    def add_all(
        self, actor: Actor, wanted: Sequence[tuple[NewFile, Receiver]], *, on: Sequence[Hang] = ()
    ) -> list[File]:
        """File what one request brought, all of it or nothing. Raises: as `Filing.add`. The bytes are then dropped."""
        try:
            require(actor, Action.WRITE, kind=Kind.FILE)
            for new, _ in wanted:
                checked_name(new.name, "name")
            ready = [
                (new, self._uploads.content(receiver, name=new.name, declared_type=new.declared_type))
                for new, receiver in wanted
            ]
            return self._catalogue.write(lambda tables: self._added(tables, actor, ready, on=on))
        except FilebookError as error:
            for _, receiver in wanted:
                self._uploads.discard_after(error, receiver)
            raise

    def replace(self, actor: Actor, file: File, receiver: Receiver, *, declared_type: str = "") -> File:
        """New bytes for a file; what it had is kept as an older version. Links to that lead nowhere from now on.

        Raises: NotFound("file"), AccessDenied, Unsupported("content") for a link, TooLarge, NoSpace, Unavailable. The
            bytes are then dropped.
        """
        try:
            require(actor, Action.WRITE, kind=Kind.FILE)
            content = self._uploads.content(receiver, name=file.name, declared_type=declared_type)

            def unit(tables: Tables) -> File:
                self._uploads.admit(tables, file.business, size_bytes=content.size_bytes)
                current, version = self._current(tables, actor, file)
                tables.blobs_in_use.keep(file.business, content.segments)
                return self._followed(tables, actor, current, version, content=content)

            return self._catalogue.write(unit)
        except FilebookError as error:
            self._uploads.discard_after(error, receiver)
            raise

    def follow(self, actor: Actor, file: File, upload: UploadId) -> File:
        """The bytes of a finished upload, which works once, as new ones for a file; otherwise as `replace`.

        Raises: NotFound("file" | "upload"), AccessDenied, Unsupported("content") for a link, AlreadyUsed("upload"),
            Expired("upload"), Conflict("upload_unfinished"), TooLarge, NoSpace, Unavailable. The upload is kept then.
        """
        require(actor, Action.WRITE, kind=Kind.FILE)
        found = self._uploads.get(actor, upload)
        content = self._uploads.content_of(found, name=file.name)

        def unit(tables: Tables) -> File:
            tables.numbers.lock(file.business)
            current, version = self._current(tables, actor, file)
            self._uploads.claim(tables, actor, upload=found)
            # The bytes count for the business of the file, which need not be the one that they were sent to.
            tables.blobs_in_use.release(found.business, content.segments)
            self._uploads.admit(tables, file.business, size_bytes=content.size_bytes)
            tables.blobs_in_use.keep(file.business, content.segments)
            return self._followed(tables, actor, current, version, content=content)

        return self._catalogue.write(unit)

    def versions(self, actor: Actor, file: File, *, before: int | None = None, limit: int) -> list[Version]:
        """Newest first, those older than the one numbered `before`. Raises: NotFound("file"), AccessDenied."""
        with self._catalogue.glance() as tables:
            current = readable(tables, actor, tables.files.get(file.business, file.number), what="file")
            return tables.files.version_page(current.business, current.number, before=before, limit=limit)

    def version(self, actor: Actor, file: File, number: int) -> Version:
        """One of them. Raises: NotFound("file" | "version"), AccessDenied."""
        return _chosen(self.versions(actor, file, before=number + 1, limit=1), number)

    def open_version(
        self, actor: Actor, file: File, number: int, *, disposition: Disposition = Disposition.ATTACHMENT
    ) -> Opened:
        """The bytes of one version. Raises: NotFound("file" | "version"), AccessDenied, Unavailable."""
        version = self.version(actor, file, number)
        return Opened(replace(file, version=version), open_content(self._blobs, version.content), disposition)

    def restore(self, actor: Actor, file: File, number: int) -> File:
        """Make a new version of an old one's bytes.

        Raises: NotFound("file" | "version"), AccessDenied, Unsupported("content") for a link,
            Conflict("current_version").
        """

        def unit(tables: Tables) -> File:
            tables.numbers.lock(file.business)
            current, newest = self._current(tables, actor, file)
            old = _chosen(tables.files.versions(file.business, file.number), number)
            if old.number == newest.number:
                raise Conflict("current_version")
            return self._followed(tables, actor, current, newest, content=old.content, restored=number)

        return self._catalogue.write(unit)

    def remove(self, actor: Actor, file: File, number: int) -> None:
        """Remove an old version for good, and those of its bytes that no other version has.

        Raises: NotFound("file" | "version"), AccessDenied, Unsupported("content") for a link,
            Conflict("current_version" | "held").
        """
        at = self._now()

        def unit(tables: Tables) -> list[Segment]:
            tables.numbers.lock(file.business)
            current, newest = self._current(tables, actor, file)
            versions = tables.files.versions(file.business, file.number)
            old = _chosen(versions, number)
            if old.number == newest.number:
                raise Conflict("current_version")
            require_free(tables, file.business, files=[file.number])
            _note(tables, actor, current, at=at, detail={"version_removed": number})
            return remove_versions(tables, current, versions, numbers=[number])

        for segment in self._catalogue.write(unit):
            with suppress(NoSpace, Unavailable):  # no row names it; housekeeping takes what stays
                self._blobs.delete(segment.key)

    def _added(
        self, tables: Tables, actor: Actor, ready: Sequence[tuple[NewFile, Content]], *, on: Sequence[Hang]
    ) -> list[File]:
        files = []
        for new, content in ready:
            business = self._uploads.admit(tables, actor.business, size_bytes=content.size_bytes)
            tables.blobs_in_use.keep(business.number, content.segments)
            files.append(self._filing.insert(tables, actor, business, new=new, on=on, content=content))
        return files

    def _current(self, tables: Tables, actor: Actor, file: File) -> tuple[File, Version]:
        """The file as it is now, and its newest version."""
        current = writable(tables, actor, tables.files.get(file.business, file.number), what="file")
        if current.trashed_at:
            raise NotFound("file", file.number)
        if current.version is None:
            raise Unsupported("content")
        return current, current.version

    def _followed(
        self,
        tables: Tables,
        actor: Actor,
        current: File,
        newest: Version,
        *,
        content: Content,
        restored: int | None = None,
    ) -> File:
        """The file with these bytes as its newest version."""
        at = self._now()
        version = Version(newest.number + 1, new_uid(), content, at)
        modified_at = later(current.modified_at, at)
        changed = replace(current, version=version, modified_at=modified_at, modified_by=actor.user_name)
        tables.files.set_version(current.business, current.number, version)
        tables.files.update(changed)
        assign(tables, changed, at=at)
        detail: dict[str, object] = {"version": version.number}
        _note(tables, actor, changed, at=at, detail=detail if restored is None else {**detail, "restored": restored})
        return changed


def _chosen(versions: Sequence[Version], number: int) -> Version:
    """Raises: NotFound("version")."""
    for version in versions:
        if version.number == number:
            return version
    raise NotFound("version", number)


def _note(tables: Tables, actor: Actor, file: File, *, at: datetime, detail: dict[str, object]) -> None:
    note(
        tables,
        actor,
        business=file.business,
        number=file.number,
        kind=Kind.FILE,
        verb=Verb.CHANGED,
        at=at,
        detail=detail,
    )
