"""Folders: made, renamed, moved, trashed with what is in them, deleted when empty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from filebook.core.access import Action, Actor, Role, Visibility, filed_as, require
from filebook.core.changes import MOVED, Verb
from filebook.core.errors import AccessDenied, Conflict
from filebook.core.files import Folder, Uploader
from filebook.core.ids import BusinessNumber, Kind, Ref
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.tags import checked_tags
from filebook.services.changelog import later, note, note_each, verb_of
from filebook.services.holding import require_free, staying_held
from filebook.services.targets import place_of, reached, writable


@dataclass(frozen=True, slots=True)
class NewFolder:
    """What is said of a folder when it is made."""

    name: str
    parent: Ref | None = None
    visibility: Visibility | None = None
    """None: as `access.filed_as` says for the parent."""
    fields: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


class Folders:
    """Writes the folder tree. Moving a folder is one update; names need not be unique."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def create(self, actor: Actor, new: NewFolder, *, into: BusinessNumber | None = None) -> Folder:
        """A new folder, in another business within reach if one is named.

        Raises: AccessDenied, Invalid("name"), NotFound("business"), NotFound("folder") for its parent.
        """
        require(actor, Action.WRITE, kind=Kind.FOLDER)
        checked_name(new.name, "name")
        home = actor.business if into is None else into
        at = self._now()

        def unit(tables: Tables) -> Folder:
            if into is not None:
                reached(tables, actor, into)
            tables.numbers.lock(home)
            place = place_of(tables, actor, home, new.parent)
            ref = tables.numbers.allocate(home, Kind.FOLDER)
            uploader = Uploader(actor.business, actor.user, actor.staff, actor.user_name)
            folder = Folder(
                home,
                ref.number,
                ref.uid,
                new.name,
                new.parent,
                filed_as(new.visibility, folder=None if place is None else place.visibility),
                uploader,
                created_at=at,
                modified_at=at,
                modified_by=actor.user_name,
                fields=new.fields,
                tags=checked_tags(new.tags),
            )
            self._require_sound(tables, actor, folder, was=new.parent)
            tables.folders.add(folder)
            _note(tables, actor, folder, verb=Verb.CREATED, at=at)
            return folder

        return self._catalogue.write(unit)

    def change(
        self, actor: Actor, folder: Folder, *, edit: Callable[[Folder], Folder], trashed: bool | None = None
    ) -> Folder:
        """Apply `edit` to the folder as it is now; `trashed` puts it in the trash, or takes it out, with what is in it.

        Raises: NotFound (folder or parent), AccessDenied, Invalid("name"), Conflict("folder_loop").
        """
        at = self._now()

        def unit(tables: Tables) -> Folder:
            current = self._locked(tables, actor, folder)
            return self._changed(tables, actor, current, edited=edit(current), trashed=trashed, at=at)

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, folder: Folder) -> Folder:
        """Put a folder in the trash with everything in it that is not there yet. Raises: NotFound, AccessDenied."""
        return self.change(actor, folder, edit=_unchanged, trashed=True)

    def trash_empty(self, actor: Actor, folder: Folder) -> Folder:
        """As `trash`, but only a folder in which nothing lies outside the trash, whoever sees it.

        Raises: NotFound, AccessDenied, Conflict("folder_not_empty").
        """
        at = self._now()

        def unit(tables: Tables) -> Folder:
            current = self._locked(tables, actor, folder)
            if not tables.folders.looks_empty(current.business, current.number):
                raise Conflict("folder_not_empty")
            return self._changed(tables, actor, current, edited=current, trashed=True, at=at)

        return self._catalogue.write(unit)

    def restore(self, actor: Actor, folder: Folder) -> Folder:
        """Take a folder out of the trash with everything that went there along with it.

        Raises: NotFound, AccessDenied.
        """
        return self.change(actor, folder, edit=_unchanged, trashed=False)

    def delete_forever(self, actor: Actor, folder: Folder) -> None:
        """Remove an empty folder for good. Raises: NotFound, AccessDenied, Conflict("folder_not_empty" | "held")."""
        at = self._now()

        def unit(tables: Tables) -> None:
            current = self._locked(tables, actor, folder)
            if not tables.folders.is_empty(current.business, current.number):
                raise Conflict("folder_not_empty")
            require_free(tables, current.business, folders=[current.number])
            _note(tables, actor, current, verb=Verb.DELETED, at=at)
            tables.folders.delete(current.business, current.number)
            tables.numbers.forget(current.business, current.number)

        self._catalogue.write(unit)

    def _locked(self, tables: Tables, actor: Actor, folder: Folder) -> Folder:
        """The folder as it is now, with other writers of its business kept out until the unit ends."""
        tables.numbers.lock(folder.business)
        return writable(tables, actor, tables.folders.get(folder.business, folder.number), what="folder")

    def _changed(
        self, tables: Tables, actor: Actor, current: Folder, *, edited: Folder, trashed: bool | None, at: datetime
    ) -> Folder:
        if edited.parent != current.parent and current.number == actor.scope.folder:
            raise AccessDenied("scope")  # where a token's own folder lies is nothing that lies in it
        edited = self._marked(tables, actor, edited, trashed=trashed, at=at)
        if edited == current and trashed is not None:
            return current
        checked_name(edited.name, "name")
        edited = replace(edited, tags=checked_tags(edited.tags))
        self._require_sound(tables, actor, edited, was=current.parent)
        changed = replace(edited, modified_at=later(current.modified_at, at), modified_by=actor.user_name)
        with staying_held(tables, changed.business, changed.number):
            tables.folders.update(changed)
        _note(tables, actor, changed, verb=verb_of(current, changed), at=at, moved=_moved(current, changed))
        return changed

    def _require_sound(self, tables: Tables, actor: Actor, folder: Folder, *, was: Ref | None) -> None:
        if folder.visibility is Visibility.RESELLER and actor.role < Role.RESELLER:
            raise AccessDenied("visibility")
        if folder.number == actor.scope.folder:
            return  # it stays where it is, which its token may not know of
        parent = place_of(tables, actor, folder.business, folder.parent, was=was, in_trash=bool(folder.trashed_at))
        if parent is None:
            return
        if tables.folders.is_below(folder.business, parent.number, ancestor=folder.number):
            raise Conflict("folder_loop")

    def _marked(self, tables: Tables, actor: Actor, folder: Folder, *, trashed: bool | None, at: datetime) -> Folder:
        """The folder, and what is in it, in the trash or out of it; restored, it lies at top level if its parent is
        in the trash or gone.
        """
        if trashed is None or trashed is bool(folder.trashed_at):
            return folder
        within = tables.folders.below(folder.business, folder.number)
        mark = at if trashed else None
        along = tables.feed.marked_in(folder.business, within, trashed_at=folder.trashed_at)
        tables.files.trash_in(folder.business, within, at=mark, only_trashed_at=folder.trashed_at)
        verb = Verb.TRASHED if trashed else Verb.RESTORED
        note_each(tables, actor, along, business=folder.business, verb=verb, at=at)
        if trashed:
            return replace(folder, trashed_at=at)
        parent = tables.folders.get(folder.business, folder.parent.number) if folder.parent else None
        stands = parent is not None and not parent.trashed_at
        return replace(folder, trashed_at=None, parent=folder.parent if stands else None)


def _unchanged(folder: Folder) -> Folder:
    return folder


def _moved(before: Folder, after: Folder) -> Mapping[str, object]:
    """What a change of place adds to the change's detail: the folders that it lay in and lies in, null for none."""
    if before.parent == after.parent:
        return {}
    places = [None if folder.parent is None else folder.parent.number for folder in (before, after)]
    return {MOVED: places}


def _note(
    tables: Tables,
    actor: Actor,
    folder: Folder,
    *,
    verb: Verb,
    at: datetime,
    moved: Mapping[str, object] | None = None,
) -> None:
    note(
        tables,
        actor,
        business=folder.business,
        number=folder.number,
        kind=Kind.FOLDER,
        verb=verb,
        at=at,
        detail=moved,
    )
