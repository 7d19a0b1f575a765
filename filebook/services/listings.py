"""Listings: the files and folders of a business in the order of their making, whole or by the page."""

from collections.abc import Callable, Iterator
from heapq import merge
from itertools import islice
from typing import TypeVar

from filebook.core.access import Action, Actor, Sight, require, sight
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.library import ListingFilter, ListingMark
from filebook.services.library import Page
from filebook.services.remembered import Remembered

_BATCH = 1000
Thing = TypeVar("Thing", File, Folder)
_Place = tuple[BusinessNumber, int, Sight, ListingFilter, bool, bool, int]
"""Business, its last change, whom and what a listing shows, and how many entries lie before: where a page begins."""


class Listings:
    """Lists by creation time, then uid. What lies outside the actor's sight is not there, and not counted."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._marks = Remembered[_Place, ListingMark]()

    def everything(
        self, actor: Actor, *, where: ListingFilter, folders: bool = True, files: bool = True
    ) -> Iterator[File | Folder]:
        """All of it, fetched in batches, each a snapshot of its own: a long list never holds one open.

        Raises: AccessDenied, before the first item.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        return self._after(None, actor, where=where, folders=folders, files=files, batch_size=_BATCH)

    def page(
        self, actor: Actor, *, where: ListingFilter, page: Page, folders: bool = True, files: bool = True
    ) -> list[File | Folder]:
        """One page of it. As long as the business does not change, a page costs the same however deep it lies, once
        it or the one before it was asked for.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.glance() as tables:
            last_change = tables.changes.last(actor.business)

        def place(offset: int) -> _Place:
            return (actor.business, last_change, sight(actor), where, folders, files, offset)

        mark = None
        if page.offset:
            mark = self._marks.get(place(page.offset)) or self._found_mark(
                actor, where=where, offset=page.offset, folders=folders, files=files
            )
            if mark is None:
                return []
            self._marks.keep(place(page.offset), mark)
        rest = self._after(mark, actor, where=where, folders=folders, files=files, batch_size=page.limit)
        found = list(islice(rest, page.limit))
        if len(found) == page.limit:
            self._marks.keep(place(page.offset + page.limit), _mark_of(found[-1]))
        return found

    def _after(
        self,
        mark: ListingMark | None,
        actor: Actor,
        *,
        where: ListingFilter,
        folders: bool,
        files: bool,
        batch_size: int,
    ) -> Iterator[File | Folder]:
        seen = sight(actor)

        def folder_batch(tables: Tables, after: ListingMark | None) -> list[Folder]:
            return tables.folders.listing(actor.business, seen, where=where, after=after, limit=batch_size)

        def file_batch(tables: Tables, after: ListingMark | None) -> list[File]:
            return tables.files.listing(actor.business, seen, where=where, after=after, limit=batch_size)

        sources: list[Iterator[File | Folder]] = []
        if folders and not where.targets:
            sources.append(self._batched(folder_batch, after=mark, batch_size=batch_size))
        if files:
            sources.append(self._batched(file_batch, after=mark, batch_size=batch_size))
        return merge(*sources, key=lambda item: (item.created_at, item.uid))

    def _batched(
        self,
        fetch: Callable[[Tables, ListingMark | None], list[Thing]],
        *,
        after: ListingMark | None,
        batch_size: int,
    ) -> Iterator[Thing]:
        while True:
            with self._catalogue.glance() as tables:
                batch = fetch(tables, after)
            yield from batch
            if len(batch) < batch_size:
                return
            after = _mark_of(batch[-1])

    def _found_mark(
        self, actor: Actor, *, where: ListingFilter, offset: int, folders: bool, files: bool
    ) -> ListingMark | None:
        if not files:
            skipped = self._after(None, actor, where=where, folders=True, files=False, batch_size=_BATCH)
            last = next(islice(skipped, offset - 1, None), None)
            return None if last is None else _mark_of(last)
        with self._catalogue.glance() as tables:
            return tables.files.mark_before(actor.business, sight(actor), where=where, offset=offset, folders=folders)


def _mark_of(thing: File | Folder) -> ListingMark:
    return ListingMark(thing.created_at, thing.uid)
