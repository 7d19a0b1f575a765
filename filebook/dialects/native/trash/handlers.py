"""What the native door does with the trash."""

from datetime import datetime

from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind
from filebook.core.jobs import Operation, Wish
from filebook.core.ports.browsing import Order
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for
from filebook.dialects.native.files.finding import place_in, shown_file
from filebook.dialects.native.folders.translate import folder_shown
from filebook.dialects.native.reading import query_of, writer
from filebook.dialects.native.trash import wire
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.urls import url

_KINDS = (Kind.FILE, Kind.FOLDER)


class TrashHandlers:
    """Files and folders alike."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def trash(self, call: Call) -> BytesAnswer:
        """A page of it, newest first."""
        query = query_of(call, Paged)
        after = place_in(call, query.cursor, Order.TRASHED)
        page = self._services.browsing.trash(call.actor, after=after, limit=query.limit)
        next_cursor = None if page.next is None else cursor_for(call, (page.next.value, page.next.tie))
        expiries = self._services.retention.expiries(call.actor, page.items)
        total = self._services.browsing.trash_count(call.actor) if query.count else None
        return listed(
            call, [_trashed(one, expiries.get(one.number)) for one in page.items], next_cursor=next_cursor, total=total
        )

    def restore(self, call: Call) -> BytesAnswer:
        """Out of the trash."""
        query_of(call, Sparse)
        named, thing = self._found(call)
        if isinstance(thing, File):
            self._services.filing.restore(writer(call, named), thing)
            named, found = self._services.browsing.one(call.actor, named.uid)
            return shown(call, shown_file(found), revision=named.revision)
        self._services.folders.restore(writer(call, named), thing)
        named = self._services.naming.one(call.actor, named.uid, kinds=_KINDS)
        folder = self._services.library.folder_by_uid(call.actor, named.uid)
        return shown(call, folder_shown(folder), revision=named.revision)

    def remove(self, call: Call) -> BytesAnswer:
        """Gone for good."""
        query_of(call, Nothing)
        named, thing = self._found(call)
        if isinstance(thing, File):
            self._services.filing.delete_forever(writer(call, named), thing)
        else:
            self._services.removal.folder_and_contents(writer(call, named), thing)
        return empty_answer()

    def empty(self, call: Call) -> BytesAnswer:
        """Everything gone for good, as a job."""
        query_of(call, Nothing)
        wish = Wish(everything_in_trash=True)
        job = self._services.jobs.start(writer(call), Operation.DELETE_FOREVER, wish)
        location = url(call.door_url, "jobs", job.uid).encode("ascii")
        return json_answer(wire.Emptying(job=job.uid), status=202, headers=[(b"location", location)])

    def _found(self, call: Call) -> tuple[Named, File | Folder]:
        """Raises: NotFound("file"), also for what is not in the trash; AccessDenied."""
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=_KINDS)
        thing = self._services.library.own_by_uid(call.actor, named.uid, trashed_too=True)
        if thing.trashed_at is None:
            raise NotFound("file", named.number)
        return named, thing


def _trashed(thing: File | Folder, expires_at: datetime | None) -> wire.Trashed:
    """Raises: NotFound for what is not in the trash."""
    if thing.trashed_at is None:
        raise NotFound("file", thing.number)
    is_file = isinstance(thing, File)
    place = thing.folder if isinstance(thing, File) else thing.parent
    return wire.Trashed(
        id=thing.uid,
        number=thing.number,
        kind="file" if is_file else "folder",
        name=thing.name,
        folder=None if place is None else place.uid,
        size_bytes=thing.size_bytes if isinstance(thing, File) else 0,
        media_type=thing.media_type if isinstance(thing, File) else "",
        modified_by=thing.modified_by,
        trashed_at=thing.trashed_at,
        expires_at=expires_at,
    )
