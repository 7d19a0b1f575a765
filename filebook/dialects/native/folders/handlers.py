"""What the native door does with folders."""

from msgspec import UNSET

from filebook.core.access import Visibility
from filebook.core.files import Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import shown
from filebook.dialects.native.folders import wire
from filebook.dialects.native.folders.translate import changed, folder_shown
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Sparse
from filebook.services.bundle import Services
from filebook.services.folders import NewFolder
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_FOLDER = (Kind.FOLDER,)


class FolderHandlers:
    """One folder at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def folder(self, call: Call) -> BytesAnswer:
        """Show one."""
        query = query_of(call, wire.FolderQuery)
        named = self._named(call)
        return self._shown(call, named, self._found(call, named, trashed_too=query.trashed))

    def create(self, call: Call) -> BytesAnswer:
        """Make one."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewFolder)
        made = self._services.folders.create(
            writer(call),
            NewFolder(new.name, self._place(call, new.parent), Visibility(new.visibility), new.fields),
        )
        return self._answered(call, made.number, status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Change one: rename it, move it, put it in the trash or take it out."""
        query_of(call, Sparse)
        change = body_of(call, wire.FolderChange)
        named = self._named(call)
        actor = writer(call, named)
        parent = self._place(call, change.parent) if change.parent is not UNSET else None
        self._services.folders.change(
            actor,
            self._found(call, named),
            edit=lambda current: changed(current, change, parent=parent),
            trashed=None if change.trashed is UNSET else change.trashed,
        )
        return self._answered(call, named.number)

    def delete(self, call: Call) -> BytesAnswer:
        """Put one in the trash with everything in it."""
        named = self._named(call)
        self._services.folders.trash(writer(call, named), self._found(call, named))
        return empty_answer()

    def _named(self, call: Call) -> Named:
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=_FOLDER)

    def _found(self, call: Call, named: Named, *, trashed_too: bool = True) -> Folder:
        """Raises: NotFound, AccessDenied."""
        return self._services.library.folder(call.actor, named.number, trashed_too=trashed_too)

    def _place(self, call: Call, parent: str | None) -> Ref | None:
        """Raises: NotFound("folder")."""
        if parent is None:
            return None
        named = self._services.naming.one(call.actor, parent, kinds=_FOLDER)
        return Ref(named.number, named.uid)

    def _answered(self, call: Call, number: Number, *, status: int = 200) -> BytesAnswer:
        """What a write is answered: the object as it is after it, read anew so that its tag fits what is shown."""
        named = self._services.naming.one(call.actor, str(number), kinds=_FOLDER)
        return self._shown(call, named, self._found(call, named), status=status)

    def _shown(self, call: Call, named: Named, folder: Folder, *, status: int = 200) -> BytesAnswer:
        return shown(call, folder_shown(folder), revision=named.revision, status=status, path=("folders", named.uid))
