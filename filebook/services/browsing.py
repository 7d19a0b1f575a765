"""Browsing: files and folders found by what they are, in any order, page by page; what the trash holds; tags."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from filebook.core.access import EVERYTHING, Action, Actor, require, sight
from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number
from filebook.core.ports.browsing import Hung, Order, Place, Placed, Sought, TagCount
from filebook.core.ports.catalogue import Catalogue, Named, Tables
from filebook.services.book import is_hidden, is_open
from filebook.services.naming import key_of
from filebook.services.targets import allowed, is_live, readable

Item = TypeVar("Item")
_NONE: frozenset[Number] = frozenset()
ATTACHMENTS_SHOWN = 20
"""So many of the things that a file hangs on are told with it; all of them elsewhere."""


class Shown(NamedTuple):
    """A file and the first of the things that it hangs on, those that the actor may know of."""

    file: File
    hangs_on: tuple[Hung, ...] = ()
    has_preview: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """Which page of a list: so many, in this order, from behind `after` on. `attachments`: with what files hang on."""

    limit: int
    order: Order = Order.NAME
    descending: bool = False
    after: Place | None = None
    attachments: bool = True


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Item]):
    """A page of a list. `next`: where the next one begins; None at the end."""

    items: list[Item]
    next: Place | None


@dataclass(frozen=True, slots=True)
class ChildrenMark:
    """Where a folder's children go on: among its files, or still among its folders."""

    files: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class Children:
    """A page of what lies in a folder: folders first."""

    folders: list[Folder]
    files: list[Shown]
    next: ChildrenMark | None


class Browsing:
    """Lists within the actor's sight, each page by a number of statements that does not depend on its length."""

    def __init__(self, catalogue: Catalogue, *, can_show: Callable[[File], bool]) -> None:
        self._catalogue = catalogue
        self._can_show = can_show

    def one(self, actor: Actor, name: str, *, trashed_too: bool = False) -> tuple[Named, Shown]:
        """A file of the actor's business by its dashed uid or number, with its revision.

        Raises: NotFound("file"), AccessDenied.
        """
        with self._catalogue.glance() as tables:
            known = key_of(name)
            found_row = None if known is None else tables.browsing.file(actor.business, known)
            file, revision = found_row or (None, 0)
            found = allowed(tables, actor, Action.READ, file, what="file", trashed_too=trashed_too)
            named = Named(found.business, found.number, Kind.FILE, found.uid, revision)
            return named, self._with_attachments(tables, actor, [found])[0]

    def shown(self, actor: Actor, files: Sequence[File]) -> list[Shown]:
        """Files of the actor's business that the caller was given, with what they hang on."""
        with self._catalogue.glance() as tables:
            return self._with_attachments(tables, actor, files)

    def files(self, actor: Actor, sought: Sought, walk: Walk) -> Stretch[Shown]:
        """Raises: AccessDenied; NotFound("folder" | "target") for what is not there."""
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.glance() as tables:
            sought = _checked(tables, actor, sought)
            placed = self._files(tables, actor, sought, walk)
            stretch = _stretch(placed, walk.limit)
            return Stretch(self._maybe_attached(tables, actor, stretch.items, walk), stretch.next)

    def folders(self, actor: Actor, sought: Sought, walk: Walk) -> Stretch[Folder]:
        """Raises: AccessDenied, NotFound("folder")."""
        require(actor, Action.READ, kind=Kind.FOLDER)
        with self._catalogue.glance() as tables:
            return _stretch(self._folders(tables, actor, _checked(tables, actor, sought), walk), walk.limit)

    def children(self, actor: Actor, sought: Sought, walk: Walk, *, mark: ChildrenMark | None) -> Children:
        """Both of a folder or the top level, folders first. Raises: AccessDenied, NotFound("folder")."""
        _require_both(actor)
        with self._catalogue.glance() as tables:
            sought = _checked(tables, actor, sought)
            begun = replace(walk, after=None if mark is None else mark.place)
            folders: Stretch[Folder] = Stretch([], None)
            if mark is None or not mark.files:
                folders = _stretch(self._folders(tables, actor, sought, begun), walk.limit)
                if folders.next is not None:
                    return Children(folders.items, [], ChildrenMark(files=False, place=folders.next))
                begun = replace(walk, after=None)
            room = walk.limit - len(folders.items)
            if not room:
                return Children(folders.items, [], ChildrenMark(files=True, place=None))
            files = _stretch(self._files(tables, actor, sought, replace(begun, limit=room)), room)
            shown = self._maybe_attached(tables, actor, files.items, walk)
            going_on = None if files.next is None else ChildrenMark(files=True, place=files.next)
            return Children(folders.items, shown, going_on)

    def trash(self, actor: Actor, *, after: Place | None, limit: int) -> Stretch[File | Folder]:
        """What went to the trash by itself, newest first; what went there in a folder comes back with the folder.

        Raises: AccessDenied.
        """
        _require_both(actor)
        walk = Walk(limit, Order.TRASHED, descending=True, after=after)
        tops = Sought(trash_tops=True)
        with self._catalogue.glance() as tables:
            found: list[Placed[File] | Placed[Folder]] = [
                *self._files(tables, actor, tops, walk),
                *self._folders(tables, actor, tops, walk),
            ]
        found.sort(key=lambda one: (one.place.value, one.place.tie), reverse=True)
        going_on = found[limit - 1].place if len(found) > limit else None
        return Stretch([one.thing for one in found[:limit]], going_on)

    def file_count(self, actor: Actor, sought: Sought) -> int:
        """How many `files` tells in all. Raises: as it."""
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.glance() as tables:
            sought = _checked(tables, actor, sought)
            return tables.browsing.file_count(actor.business, sight(actor), sought=sought)

    def folder_count(self, actor: Actor, sought: Sought) -> int:
        """How many `folders` tells in all. Raises: as it."""
        require(actor, Action.READ, kind=Kind.FOLDER)
        with self._catalogue.glance() as tables:
            sought = _checked(tables, actor, sought)
            return tables.browsing.folder_count(actor.business, sight(actor), sought=sought)

    def path(self, actor: Actor, folder: Number) -> list[Folder]:
        """The folder and those it lies in, outermost first; without what the actor, or its token, does not see.

        Raises: NotFound("folder"), AccessDenied.
        """
        seen = sight(actor)
        with self._catalogue.glance() as tables:
            line = tables.browsing.path(actor.business, folder)
            readable(tables, actor, line[-1] if line else None, what="folder")
        numbers = [one.number for one in line]
        begin = numbers.index(seen.within) if seen.within in numbers else 0
        uploaders = ((one.uploader.business, one.uploader.user) for one in line[begin:])
        return [one for one, who in zip(line[begin:], uploaders, strict=True) if seen.covers(one.visibility, who)]

    def trash_count(self, actor: Actor) -> int:
        """How many `trash` tells in all. Raises: AccessDenied."""
        tops = Sought(trash_tops=True)
        return self.file_count(actor, tops) + self.folder_count(actor, tops)

    def tags(self, actor: Actor, *, prefix: str, after: str, limit: int) -> list[TagCount]:
        """Raises: AccessDenied."""
        _require_both(actor)
        with self._catalogue.glance() as tables:
            return tables.browsing.tags(actor.business, sight(actor), prefix=prefix, after=after, limit=limit)

    def _files(self, tables: Tables, actor: Actor, sought: Sought, walk: Walk) -> list[Placed[File]]:
        """One more than the page holds, to know whether there is another."""
        return tables.browsing.files(
            actor.business,
            sight(actor),
            sought=sought,
            order=walk.order,
            descending=walk.descending,
            after=walk.after,
            limit=walk.limit + 1,
        )

    def _folders(self, tables: Tables, actor: Actor, sought: Sought, walk: Walk) -> list[Placed[Folder]]:
        return tables.browsing.folders(
            actor.business,
            sight(actor),
            sought=sought,
            order=walk.order,
            descending=walk.descending,
            after=walk.after,
            limit=walk.limit + 1,
        )

    def _maybe_attached(self, tables: Tables, actor: Actor, files: list[File], walk: Walk) -> list[Shown]:
        return self._with_attachments(tables, actor, files) if walk.attachments else self._plain(files)

    def _plain(self, files: Sequence[File]) -> list[Shown]:
        return [Shown(file, has_preview=self._can_show(file)) for file in files]

    def _with_attachments(self, tables: Tables, actor: Actor, files: Sequence[File]) -> list[Shown]:
        """Two statements at most, however many files there are."""
        numbers = [file.number for file in files]
        hanging = tables.browsing.first_attachments(actor.business, numbers, each=ATTACHMENTS_SHOWN)
        if not hanging:
            return self._plain(files)
        hidden = _hidden(tables, actor, hanging.values())
        return [
            Shown(file, _known(actor, hanging.get(file.number, ()), hidden), self._can_show(file)) for file in files
        ]


def _require_both(actor: Actor) -> None:
    """Raises: AccessDenied, also for a token that is good for one of both kinds alone."""
    for kind in (Kind.FILE, Kind.FOLDER):
        require(actor, Action.READ, kind=kind)


def equal_to(file: File) -> Sought:
    """Other files whose current bytes are the same. Raises: NotFound for a link."""
    if file.version is None:
        raise NotFound("content", file.number)
    return Sought(sha256=file.version.content.sha256, but=file.number)


def _checked(tables: Tables, actor: Actor, sought: Sought) -> Sought:
    """What is sought, if its folder and target may be known of. The top level of a token that is good for one folder
    is what lies in that folder.
    """
    within = actor.scope.folder
    if sought.top_level and within is not None:
        sought = replace(sought, top_level=False, parent=within)
    for folder in (sought.parent, sought.below):
        if folder is not None:
            found = tables.folders.get(actor.business, folder)
            allowed(tables, actor, Action.READ, found, what="folder", trashed_too=sought.trashed)
    if sought.target is not None:
        named = tables.numbers.find(actor.business, sought.target)
        if named is None or not is_live(tables, actor, named.number, kind=named.kind):
            raise NotFound("target", sought.target)
    return sought


def _stretch(placed: Sequence[Placed[Item]], limit: int) -> Stretch[Item]:
    going_on = placed[limit - 1].place if len(placed) > limit else None
    return Stretch([one.thing for one in placed[:limit]], going_on)


def _known(actor: Actor, hanging: Sequence[Hung], hidden: Collection[Number]) -> tuple[Hung, ...]:
    if not hidden and actor.scope is EVERYTHING:
        return tuple(hanging)
    return tuple(one for one in hanging if actor.scope.covers(one.kind) and one.ref.number not in hidden)


def _hidden(tables: Tables, actor: Actor, hanging: Iterable[Sequence[Hung]]) -> frozenset[Number]:
    """The appointments that the actor may not know of; only those that are not for everybody are looked at whole."""
    knows_open = is_open(actor, private=False)
    doubtful = set()
    for some in hanging:
        for one in some:
            if one.kind is Kind.APPOINTMENT and (one.private or not knows_open):
                doubtful.add(one.ref.number)
    if not doubtful:
        return _NONE
    found = tables.appointments.many(actor.business, sorted(doubtful))
    return frozenset(doubtful.difference(number for number, one in found.items() if not is_hidden(actor, one)))
