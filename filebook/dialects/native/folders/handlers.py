"""What the native door does with folders."""

from msgspec import UNSET

from filebook.core.access import Visibility
from filebook.core.files import Folder
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for
from filebook.dialects.native.custom_fields import merged_fields
from filebook.dialects.native.files.finding import (
    Finding,
    children_mark_in,
    next_of,
    shown_file,
    walk_of,
    wants_attachments,
)
from filebook.dialects.native.files.translate import order_of
from filebook.dialects.native.files.wire import Deletion, Sought
from filebook.dialects.native.folders import wire
from filebook.dialects.native.folders.translate import changed, folder_shown
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Sparse
from filebook.services.browsing import Walk
from filebook.services.bundle import Services
from filebook.services.folders import NewFolder
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_FOLDER = (Kind.FOLDER,)


class FolderHandlers:
    """One folder at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._finding = Finding(services)

    def folder(self, call: Call) -> BytesAnswer:
        """Show one."""
        query = query_of(call, wire.FolderQuery)
        named = self._named(call)
        return self._shown(call, named, self._found(call, named, trashed_too=query.trashed))

    def folders(self, call: Call) -> BytesAnswer:
        """A page of those that are looked for."""
        query = query_of(call, wire.FoldersSought)
        sought = self._finding.sought(call, query, inside=query.parent)
        page = self._services.browsing.folders(call.actor, sought, walk_of(call, query, query.order))
        total = self._services.browsing.folder_count(call.actor, sought) if query.count else None
        return listed(call, list(map(folder_shown, page.items)), next_cursor=next_of(call, page), total=total)

    def children(self, call: Call) -> BytesAnswer:
        """A page of what lies in one, or at the top level: folders, then files."""
        query = query_of(call, wire.ChildrenSought)
        plain = Sought(q=query.q, tag=query.tag)
        sought = self._finding.sought(call, plain, inside=call.path_params["id"])
        order, descending = order_of(query.order)
        walk = Walk(query.limit, order, descending=descending, attachments=wants_attachments(query))
        mark = children_mark_in(call, query.cursor, order)
        found = self._services.browsing.children(call.actor, sought, walk, mark=mark)
        total = None
        if query.count:
            counts = self._services.browsing.folder_count, self._services.browsing.file_count
            total = sum(count(call.actor, sought) for count in counts)
        going_on = found.next
        next_cursor = None
        if going_on is not None:
            place = None if going_on.place is None else (going_on.place.value, going_on.place.tie)
            next_cursor = cursor_for(call, (going_on.files, place))
        items = [*map(folder_shown, found.folders), *map(shown_file, found.files)]
        return listed(call, items, next_cursor=next_cursor, total=total)

    def path(self, call: Call) -> BytesAnswer:
        """One and all that it lies in."""
        query_of(call, Sparse)
        line = self._services.browsing.path(call.actor, self._named(call).number)
        return listed(call, list(map(folder_shown, line)))

    def create(self, call: Call) -> BytesAnswer:
        """Make one."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewFolder)
        made = self._services.folders.create(
            writer(call),
            NewFolder(
                new.name,
                self._finding.folder(call, new.parent),
                None if new.visibility is UNSET else Visibility(new.visibility),
                merged_fields({}, new.fields),
                new.tags,
            ),
        )
        return self._answered(call, made.number, status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Change one: rename it, move it, put it in the trash or take it out."""
        query_of(call, Sparse)
        change = body_of(call, wire.FolderChange)
        named = self._named(call)
        actor = writer(call, named)
        parent = self._finding.folder(call, change.parent) if change.parent is not UNSET else None
        self._services.folders.change(
            actor,
            self._found(call, named),
            edit=lambda current: changed(current, change, parent=parent),
            trashed=None if change.trashed is UNSET else change.trashed,
        )
        return self._answered(call, named.number)

    def delete(self, call: Call) -> BytesAnswer:
        """Put one in the trash with everything in it, or remove both for good."""
        query = query_of(call, Deletion)
        named = self._named(call)
        found = self._found(call, named, trashed_too=query.forever)
        if query.forever:
            self._services.removal.folder_and_contents(writer(call, named), found)
        else:
            self._services.folders.trash(writer(call, named), found)
        return empty_answer()

    def _named(self, call: Call) -> Named:
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=_FOLDER)

    def _found(self, call: Call, named: Named, *, trashed_too: bool = True) -> Folder:
        """Raises: NotFound, AccessDenied."""
        return self._services.library.folder(call.actor, named.number, trashed_too=trashed_too)

    def _answered(self, call: Call, number: Number, *, status: int = 200) -> BytesAnswer:
        """What a write is answered: the object as it is after it, read anew so that its tag fits what is shown."""
        named = self._services.naming.one(call.actor, str(number), kinds=_FOLDER)
        return self._shown(call, named, self._found(call, named), status=status)

    def _shown(self, call: Call, named: Named, folder: Folder, *, status: int = 200) -> BytesAnswer:
        return shown(call, folder_shown(folder), revision=named.revision, status=status, path=("folders", named.uid))
