"""Removal: a folder goes for good, empty or with everything in it, as its business wants; all of it or nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from filebook.core.access import Actor
from filebook.core.businesses import DELETE_FULL_FOLDERS
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, NoSpace, NotFound, Unavailable
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number
from filebook.core.ports.blobs import BlobKey, Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.changelog import note
from filebook.services.file_rows import remove_rows
from filebook.services.holding import require_free
from filebook.services.targets import writable

Thing = TypeVar("Thing", File, Folder)

THINGS_AT_ONCE = 10_000
"""As many go in one unit, during which nobody else writes, and no more are held in memory."""


class Removal:
    """Removes what holds other things."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        now: Callable[[], datetime],
        things_at_once: int = THINGS_AT_ONCE,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._now = now
        self._things_at_once = things_at_once

    def folder_and_contents(self, actor: Actor, folder: Folder) -> None:
        """As `folder`, with everything in it whatever its business wants."""
        self._remove(actor, folder, whole=True)

    def folder(self, actor: Actor, folder: Folder) -> None:
        """Remove a folder for good: rows first, then bytes. Where its business has the setting `delete_full_folders`,
        all files and folders in it go with it, those in the trash too; else it has to be empty.

        Raises: NotFound, AccessDenied; Conflict("folder_not_empty"), also for what the actor may not delete;
            Conflict("folder_too_full") beyond 10,000 things; Conflict("held") where anything holds one of them.
        """
        self._remove(actor, folder, whole=False)

    def _remove(self, actor: Actor, folder: Folder, *, whole: bool) -> None:
        at = self._now()

        def unit(tables: Tables) -> list[BlobKey]:
            tables.numbers.lock(folder.business)
            writable(tables, actor, tables.folders.get(folder.business, folder.number), what="folder")
            folders, files = self._inside(tables, folder, whole=whole)
            require_free(tables, folder.business, files=files, folders=folders)
            keys = [key for number in files for key in _file_removed(tables, actor, folder, number=number, at=at)]
            for number in reversed(folders):
                _folder_removed(tables, actor, folder, number=number, at=at)
            return keys

        for key in self._catalogue.write(unit):
            with suppress(NoSpace, Unavailable):  # the rows are gone all the same; housekeeping takes what stays
                self._blobs.delete(key)

    def _inside(self, tables: Tables, folder: Folder, *, whole: bool) -> tuple[list[Number], list[Number]]:
        """The folder with all folders in it, each behind the one that it lies in, and all files."""
        if tables.folders.is_empty(folder.business, folder.number):
            return [folder.number], []
        business = tables.businesses.get(folder.business)
        if not whole and (business is None or not business.setting(DELETE_FULL_FOLDERS, default=False)):
            raise Conflict("folder_not_empty")
        folders = tables.folders.below(folder.business, folder.number)
        room = self._things_at_once - len(folders)
        files = tables.files.inside(folder.business, folders, limit=room + 1) if room >= 0 else []
        if len(files) > room:
            raise Conflict("folder_too_full")
        return folders, files


def _file_removed(tables: Tables, actor: Actor, within: Folder, *, number: Number, at: datetime) -> list[BlobKey]:
    """The bytes that may go once that is committed."""
    file: File = _own(tables, actor, tables.files.get(within.business, number))
    note(tables, actor, business=file.business, number=number, kind=Kind.FILE, verb=Verb.DELETED, at=at)
    return [segment.key for segment in remove_rows(tables, file)]


def _folder_removed(tables: Tables, actor: Actor, within: Folder, *, number: Number, at: datetime) -> None:
    folder: Folder = _own(tables, actor, tables.folders.get(within.business, number))
    note(tables, actor, business=folder.business, number=number, kind=Kind.FOLDER, verb=Verb.DELETED, at=at)
    tables.folders.delete(folder.business, number)
    tables.numbers.forget(folder.business, number)


def _own(tables: Tables, actor: Actor, thing: Thing | None) -> Thing:
    """The thing, if the actor may delete it. What may not even be known of keeps the folder from being empty."""
    try:
        return writable(tables, actor, thing, what="folder")
    except (AccessDenied, NotFound):
        raise Conflict("folder_not_empty") from None
