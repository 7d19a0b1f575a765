"""Bulk hands: one file or folder of a job moved, trashed, restored, removed, tagged; and put back as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filebook.core.access import Action, Actor
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref, Uid
from filebook.core.jobs import ITEM_LIMIT, Item, Job, Operation
from filebook.core.ports.catalogue import Tables
from filebook.core.tags import folded_tag
from filebook.services.filing import Filing
from filebook.services.folders import Folders
from filebook.services.targets import allowed

WAS, FOLDER, TAGS = "was", "folder", "tags"
"""What undoing needs to know: the operation, the folder that a thing lay in, its tags."""
_IN_TRASH_TOO = frozenset({Operation.TRASH, Operation.RESTORE, Operation.DELETE_FOREVER})


@dataclass(frozen=True, slots=True)
class Hands:
    """Works within one unit: `filing` and `folders` write into its `tables`, with all their rules and notes."""

    tables: Tables
    actor: Actor
    filing: Filing
    folders: Folders

    def perform(self, job: Job, item: Item) -> dict[str, object]:
        """Deal with one thing; what it was before.

        Raises: NotFound, AccessDenied, Conflict, Invalid: the unit has to end.
        """
        thing = self._thing(item)
        if thing.trashed_at and job.operation not in _IN_TRASH_TOO:
            raise NotFound("item", item.number)
        if job.operation is Operation.MOVE:
            self._place(thing, job.wish.into)
        elif job.operation is Operation.TRASH:
            self._trash(thing)
        elif job.operation is Operation.RESTORE:
            self._restore(thing)
        elif job.operation is Operation.DELETE_FOREVER:
            self._delete_forever(thing)
        else:
            self._tag(thing, _tagged(thing.tags, add=job.wish.add_tags, remove=job.wish.remove_tags))
        return {WAS: job.operation.value, **_before(thing)}

    def undo(self, job: Job, item: Item) -> None:
        """Put one thing back, if the job that is undone was the last to change it.

        Raises: NotFound, AccessDenied, Conflict("changed_since" | "folder_not_empty" | "folder_loop").
        """
        before = item.before or {}
        thing = self._thing(item)
        self._require_unchanged(job, item.number)
        was = Operation(str(before[WAS]))
        if was is Operation.MOVE:
            self._place(thing, _ref(before[FOLDER]))
        elif was is Operation.TAG:
            self._tag(thing, _texts(before[TAGS]))
        elif was is Operation.TRASH:
            self._restore(thing)
        elif was is Operation.RESTORE:
            self._trash_again(job, thing, _ref(before[FOLDER]))
        elif was is Operation.COPY and isinstance(thing, Folder):
            self.folders.trash_empty(self.actor, thing)
        elif was is Operation.COPY:
            self._trash(thing)

    def _thing(self, item: Item) -> File | Folder:
        """As it is now. Raises: NotFound, AccessDenied."""
        if item.kind is Kind.FILE:
            file = self.tables.files.get(self.actor.business, item.number)
            return allowed(self.tables, self.actor, Action.WRITE, file, what="item", trashed_too=True)
        folder = self.tables.folders.get(self.actor.business, item.number)
        return allowed(self.tables, self.actor, Action.WRITE, folder, what="item", trashed_too=True)

    def _place(self, thing: File | Folder, into: Ref | None) -> None:
        if _place_of(thing) == into:
            return
        if isinstance(thing, File):
            self.filing.change(self.actor, thing, edit=lambda current: replace(current, folder=into))
        else:
            self.folders.change(self.actor, thing, edit=lambda current: replace(current, parent=into))

    def _trash(self, thing: File | Folder) -> None:
        if isinstance(thing, File):
            self.filing.trash(self.actor, thing)
        else:
            self.folders.trash(self.actor, thing)

    def _restore(self, thing: File | Folder) -> None:
        if isinstance(thing, File):
            self.filing.restore(self.actor, thing)
        else:
            self.folders.restore(self.actor, thing)

    def _delete_forever(self, thing: File | Folder) -> None:
        if isinstance(thing, File):
            self.filing.delete_forever(self.actor, thing)
        else:
            self.folders.delete_forever(self.actor, thing)

    def _tag(self, thing: File | Folder, tags: tuple[str, ...]) -> None:
        if thing.tags == tags:
            return
        if isinstance(thing, File):
            self.filing.change(self.actor, thing, edit=lambda current: replace(current, tags=tags))
        else:
            self.folders.change(self.actor, thing, edit=lambda current: replace(current, tags=tags))

    def _trash_again(self, job: Job, thing: File | Folder, place: Ref | None) -> None:
        """Into the trash, and back to where it lay there, if that folder still is."""
        if place is not None and self.tables.folders.get(thing.business, place.number) is None:
            place = _place_of(thing)
        if isinstance(thing, File):
            self.filing.change(self.actor, thing, edit=lambda current: replace(current, folder=place), trashed=True)
            return
        self._require_unchanged_inside(job, thing)
        self.folders.change(self.actor, thing, edit=lambda current: replace(current, parent=place), trashed=True)

    def _require_unchanged(self, job: Job, number: Number) -> None:
        named = self.tables.numbers.find(self.actor.business, number)
        if named is None:
            raise NotFound("item", number)
        if not self._is_by_these(job, named.revision):
            raise Conflict("changed_since")

    def _require_unchanged_inside(self, job: Job, folder: Folder) -> None:
        """Nothing came into a folder, and nothing in it was changed, since it was restored: that would go along."""
        business = folder.business
        inside = self.tables.folders.below(business, folder.number)
        if len(inside) <= ITEM_LIMIT:
            inside += self.tables.files.inside(business, inside, limit=ITEM_LIMIT + 1)
        if len(inside) > ITEM_LIMIT:
            raise Conflict("folder_too_full")
        known = self.tables.numbers.many(business, inside)
        since = known[folder.number].revision
        if not all(named.revision <= since or self._is_by_these(job, named.revision) for named in known.values()):
            raise Conflict("changed_since")

    def _is_by_these(self, job: Job, revision: int) -> bool:
        """Whether a change was made by the job that is undone, or by the one that undoes it."""
        return self.tables.changes.request_of(self.actor.business, revision) in {job.wish.undo_of, job.uid}


def _place_of(thing: File | Folder) -> Ref | None:
    return thing.folder if isinstance(thing, File) else thing.parent


def _before(thing: File | Folder) -> dict[str, object]:
    place = _place_of(thing)
    told = None if place is None else {"number": place.number, "uid": place.uid}
    return {FOLDER: told, TAGS: list(thing.tags)}


def _ref(told: object) -> Ref | None:
    return Ref(Number(told["number"]), Uid(told["uid"])) if isinstance(told, Mapping) else None


def _texts(told: object) -> tuple[str, ...]:
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _tagged(tags: Sequence[str], *, add: Sequence[str], remove: Sequence[str]) -> tuple[str, ...]:
    """The tags without some and with others; case does not matter."""
    without = {folded_tag(tag) for tag in remove}
    kept = [tag for tag in tags if folded_tag(tag) not in without]
    known = {folded_tag(tag) for tag in kept}
    return (*kept, *(tag for tag in add if folded_tag(tag) not in known))
