"""Folders: made, renamed, moved, trashed with what is in them, deleted when empty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from filebook.core.access import Action, Actor, Role, Visibility, require
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, NotFound
from filebook.core.files import Folder, Uploader
from filebook.core.ids import Kind, Ref
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.changelog import note
from filebook.services.targets import writable

_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class NewFolder:
    """What is said of a folder when it is made."""

    name: str
    parent: Ref | None = None
    visibility: Visibility = Visibility.CUSTOMER
    fields: Mapping[str, object] = field(default_factory=dict)


class Folders:
    """Writes the folder tree. Moving a folder is one update; names need not be unique."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def create(self, actor: Actor, new: NewFolder) -> Folder:
        """Raises: AccessDenied, Invalid("name"), NotFound("folder") for its parent."""
        require(actor, Action.WRITE)
        checked_name(new.name, "name")
        at = self._now()

        def unit(tables: Tables) -> Folder:
            tables.numbers.lock(actor.business)
            ref = tables.numbers.allocate(actor.business, Kind.FOLDER)
            uploader = Uploader(actor.business, actor.user, actor.staff, actor.user_name)
            folder = Folder(
                actor.business,
                ref.number,
                ref.uid,
                new.name,
                new.parent,
                new.visibility,
                uploader,
                created_at=at,
                modified_at=at,
                modified_by=actor.user_name,
                fields=new.fields,
            )
            self._require_sound(tables, actor, folder)
            tables.folders.add(folder)
            _note(tables, actor, folder, verb=Verb.CREATED, at=at)
            return folder

        return self._catalogue.write(unit)

    def change(self, actor: Actor, folder: Folder, *, edit: Callable[[Folder], Folder]) -> Folder:
        """Apply `edit` to the folder as it is now.

        Raises: NotFound (folder or parent), AccessDenied, Invalid("name"), Conflict("folder_loop").
        """
        at = self._now()

        def unit(tables: Tables) -> Folder:
            tables.numbers.lock(folder.business)
            current = writable(tables, actor, tables.folders.get(folder.business, folder.number), what="folder")
            edited = edit(current)
            checked_name(edited.name, "name")
            self._require_sound(tables, actor, edited)
            changed = replace(
                edited, modified_at=max(at, current.modified_at + _MILLISECOND), modified_by=actor.user_name
            )
            tables.folders.update(changed)
            _note(tables, actor, changed, verb=Verb.CHANGED, at=at)
            return changed

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, folder: Folder) -> Folder:
        """Put a folder in the trash with everything in it that is not there yet. Raises: NotFound, AccessDenied."""
        return self._mark(actor, folder, trashed=True)

    def restore(self, actor: Actor, folder: Folder) -> Folder:
        """Take a folder out of the trash with everything that went there along with it.

        Raises: NotFound, AccessDenied.
        """
        return self._mark(actor, folder, trashed=False)

    def delete_forever(self, actor: Actor, folder: Folder) -> None:
        """Remove an empty folder for good. Raises: NotFound, AccessDenied, Conflict("folder_not_empty")."""
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(folder.business)
            current = writable(tables, actor, tables.folders.get(folder.business, folder.number), what="folder")
            if not tables.folders.is_empty(current.business, current.number):
                raise Conflict("folder_not_empty")
            tables.folders.delete(current.business, current.number)
            tables.numbers.forget(current.business, current.number)
            _note(tables, actor, current, verb=Verb.DELETED, at=at)

        self._catalogue.write(unit)

    def _require_sound(self, tables: Tables, actor: Actor, folder: Folder) -> None:
        if folder.visibility is Visibility.RESELLER and actor.role < Role.RESELLER:
            raise AccessDenied("visibility")
        if folder.parent is None:
            return
        parent = tables.folders.get(folder.business, folder.parent.number)
        if parent is None or (parent.trashed_at and not folder.trashed_at):
            raise NotFound("folder", folder.parent.number)
        if tables.folders.is_below(folder.business, parent.number, ancestor=folder.number):
            raise Conflict("folder_loop")

    def _mark(self, actor: Actor, folder: Folder, *, trashed: bool) -> Folder:
        at = self._now()

        def unit(tables: Tables) -> Folder:
            tables.numbers.lock(folder.business)
            current = writable(tables, actor, tables.folders.get(folder.business, folder.number), what="folder")
            if bool(current.trashed_at) is trashed:
                return current
            within = tables.folders.below(current.business, current.number)
            tables.files.trash_in(
                current.business, within, at=at if trashed else None, only_trashed_at=current.trashed_at
            )
            changed = replace(
                current,
                trashed_at=at if trashed else None,
                parent=current.parent if trashed else self._standing_parent(tables, current),
                modified_at=max(at, current.modified_at + _MILLISECOND),
                modified_by=actor.user_name,
            )
            tables.folders.update(changed)
            _note(tables, actor, changed, verb=Verb.TRASHED if trashed else Verb.RESTORED, at=at)
            return changed

        return self._catalogue.write(unit)

    def _standing_parent(self, tables: Tables, folder: Folder) -> Ref | None:
        """The folder's parent, or the top level where that is in the trash or gone."""
        parent = tables.folders.get(folder.business, folder.parent.number) if folder.parent else None
        return folder.parent if parent is not None and not parent.trashed_at else None


def _note(tables: Tables, actor: Actor, folder: Folder, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=folder.business, number=folder.number, kind=Kind.FOLDER, verb=verb, at=at)
