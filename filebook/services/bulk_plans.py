"""Bulk plans: which files and folders a job is about, in the order in which they are dealt with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, sight
from filebook.core.errors import AccessDenied, Conflict, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref, Uid
from filebook.core.jobs import EVERYTHING_LIMIT, ITEM_LIMIT, Item, ItemState, Job, Operation, Planned
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.library import ListingFilter, ListingMark
from filebook.services.naming import find
from filebook.services.targets import allowed
from filebook.services.trees import outer_first, tree

Thing = File | Folder

FILES_AT_ONCE = 1000
"""So many are planned in one unit."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """How many things were planned, and what the last one was: its creation time and uid, or its place."""

    count: int = 0
    created_at: str = ""
    uid: str = ""
    place: int | None = None

    @classmethod
    def of(cls, job: Job) -> "_Mark":
        """Where a plan goes on."""
        return cls(**json.loads(job.mark)) if job.mark else cls()

    @property
    def text(self) -> str:
        """As it is kept with the job."""
        return json.dumps(asdict(self))


def plan(tables: Tables, actor: Actor, job: Job) -> Planned:
    """The next of the things that a job is about. What cannot be found has failed already.

    What is named is planned at once, with all that lies in the folders; what lies in one place, page by page.

    Raises: Conflict("too_many") for more than 10,000 of the one or 100,000 of the other.
    """
    wish, operation = job.wish, job.operation
    if wish.undo_of is not None:
        return _undoing_page(tables, job, wish.undo_of)
    is_deep = operation in {Operation.COPY, Operation.DELETE_FOREVER}
    if not wish.items and (not is_deep or wish.everything_in_trash):
        return _page(tables, actor, job)
    if wish.items:
        items = _each_once(_found(tables, actor, words) for words in wish.items)
    else:
        items = _directly_in(tables, actor, job)
    if operation is Operation.RESTORE:
        items = _folders_first(tables, actor, items)
    elif operation is Operation.DELETE_FOREVER:
        items = _inside_out(tables, actor, items)
    elif operation is Operation.COPY:
        return _whole(_outside_in(tables, actor, items))
    return _whole(_placed(items))


def _whole(items: Sequence[Item]) -> Planned:
    if len(items) > ITEM_LIMIT:
        raise Conflict("too_many")
    return Planned(tuple(items), len(items))


def _page(tables: Tables, actor: Actor, job: Job) -> Planned:
    """Folders first, but last where they have to be empty by then; files as many as go in one unit."""
    mark, seen = _Mark.of(job), sight(actor)
    is_first, folders_last = not job.mark, job.operation is Operation.DELETE_FOREVER
    where = ListingFilter(trashed=True)
    if job.wish.everything_in is not None:
        where = ListingFilter(parent=job.wish.everything_in.number, trashed=job.operation is Operation.RESTORE)
    after = ListingMark(datetime.fromisoformat(mark.created_at), Uid(mark.uid)) if mark.uid else None
    files = tables.files.listing(actor.business, seen, where=where, after=after, limit=FILES_AT_ONCE)
    is_last = len(files) < FILES_AT_ONCE
    folders: list[Folder] = []
    if is_last if folders_last else is_first:
        folders = tables.folders.listing(actor.business, seen, where=where, after=None, limit=ITEM_LIMIT + 1)
        if len(folders) > ITEM_LIMIT:
            raise Conflict("too_many")
        folders = outer_first(folders)
    told: list[Thing] = [*files, *reversed(folders)] if folders_last else [*folders, *files]
    count = mark.count + len(told)
    if count > EVERYTHING_LIMIT:
        raise Conflict("too_many")
    items = tuple(_placed(list(map(_item, told)), after=mark.count))
    if is_last:
        return Planned(items, count)
    return Planned(items, None, _Mark(count, files[-1].created_at.isoformat(), files[-1].uid).text)


def _undoing_page(tables: Tables, job: Job, undone: Uid) -> Planned:
    """What another job changed, the last thing first."""
    mark = _Mark.of(job)
    changed = tables.jobs.changed_items(undone, before=mark.place, limit=FILES_AT_ONCE)
    count = mark.count + len(changed)
    items = tuple(_placed([_undoing(item) for item in changed], after=mark.count))
    if len(changed) < FILES_AT_ONCE:
        return Planned(items, count)
    return Planned(items, None, _Mark(count, place=changed[-1].position).text)


def _directly_in(tables: Tables, actor: Actor, job: Job) -> list[Item]:
    """All that lies directly in a folder; what lies there in the trash too, if all is to be deleted."""
    place, seen = job.wish.everything_in, sight(actor)
    marks = (False, True) if job.operation is Operation.DELETE_FOREVER else (False,)
    folders: list[Folder] = []
    files: list[File] = []
    for trashed in marks:
        where = ListingFilter(parent=None if place is None else place.number, trashed=trashed)
        folders += tables.folders.listing(actor.business, seen, where=where, after=None, limit=ITEM_LIMIT + 1)
        files += tables.files.listing(actor.business, seen, where=where, after=None, limit=ITEM_LIMIT + 1)
    return [*map(_item, folders), *map(_item, files)]


def _folders_first(tables: Tables, actor: Actor, items: Sequence[Item]) -> list[Item]:
    """Outer ones before inner ones: what is restored before the folder that it lies in comes to lie at top level."""
    found = (tables.folders.get(actor.business, item.number) for item in items if item.kind is Kind.FOLDER)
    folders = outer_first(folder for folder in found if folder is not None)
    return _each_once((*map(_item, folders), *items))


def _found(tables: Tables, actor: Actor, words: str) -> Item:
    """The file or folder with this uid or number."""
    named = find(tables, actor, words)
    if named is None or named.kind not in {Kind.FILE, Kind.FOLDER}:
        return _failed(words, "not_found")
    return Item(0, named.uid, named.kind, named.number)


def _failed(words: str, reason: str) -> Item:
    """Without a number: trying it again finds nothing either, since what would lie in a folder was not looked up."""
    return Item(0, words, state=ItemState.FAILED, reason=reason)


def _each_once(items: Iterable[Item]) -> list[Item]:
    return list({item.id: item for item in items}.values())


def _item(thing: Thing) -> Item:
    return Item(0, thing.uid, Kind.FILE if isinstance(thing, File) else Kind.FOLDER, thing.number)


def _undoing(item: Item) -> Item:
    """The thing to put back: that which was changed, or that which was made of it."""
    ref = item.made or Ref(item.number, Uid(item.id))
    return Item(0, ref.uid, item.kind, ref.number, before=item.before)


def _placed(items: Sequence[Item], *, after: int = 0) -> list[Item]:
    return [replace(item, position=position) for position, item in enumerate(items, start=after + 1)]


def _inside_out(tables: Tables, actor: Actor, items: Sequence[Item]) -> list[Item]:
    """All files, also those of all folders below, then the folders, each before the one that it lies in. What lies
    there and may not be seen keeps its folder from being empty.
    """
    named, folders = _sorted_out(tables, actor, items, trashed_too=True)
    whole = tree(tables, actor, folders, limit=ITEM_LIMIT, trashed_too=True)
    return _each_once((*named, *map(_item, whole.files), *map(_item, reversed(whole.folders))))


def _outside_in(tables: Tables, actor: Actor, items: Sequence[Item]) -> list[Item]:
    """Each folder with all folders below, each behind the one that it lies in, then their files."""
    placed: list[Item] = []
    for item in items:
        named, folders = _sorted_out(tables, actor, [item], trashed_too=False)
        placed += (replace(one, position=len(placed) + 1) for one in named)
        whole = tree(tables, actor, folders, limit=max(0, ITEM_LIMIT - len(placed)))
        places: dict[Number, int] = {}
        for folder in whole.folders:
            places[folder.number] = len(placed) + 1
            inside = places.get(folder.parent.number) if folder.parent else None
            placed.append(replace(_item(folder), position=len(placed) + 1, inside=inside))
        for file in whole.files:
            inside = places.get(file.folder.number) if file.folder else None
            placed.append(replace(_item(file), position=len(placed) + 1, inside=inside))
    return placed


def _sorted_out(
    tables: Tables, actor: Actor, items: Sequence[Item], *, trashed_too: bool
) -> tuple[list[Item], list[Folder]]:
    """The items that are no folders, or folders that the actor may not see, which thereby have failed; and the folders
    that it sees.
    """
    others: list[Item] = []
    folders: list[Folder] = []
    for item in items:
        if item.kind is not Kind.FOLDER:
            others.append(item)
            continue
        found = tables.folders.get(actor.business, item.number)
        try:
            folders.append(allowed(tables, actor, Action.READ, found, what="folder", trashed_too=trashed_too))
        except NotFound:
            others.append(_failed(item.id, "not_found"))
        except AccessDenied:
            others.append(_failed(item.id, "access_denied"))
    return others, folders
