"""What the native door does with the versions of a file."""

from filebook.core.errors import NotFound
from filebook.core.files import File, UploadId
from filebook.core.ids import Kind
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.files import wire
from filebook.dialects.native.files.finding import shown_file
from filebook.dialects.native.files.handlers import DISPOSITIONS
from filebook.dialects.native.files.translate import version_shown
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer

_DIGITS = 9


class VersionHandlers:
    """Versions: listed, read, restored, removed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def versions(self, call: Call) -> BytesAnswer:
        """A page of them, newest first."""
        query = query_of(call, wire.VersionsQuery)
        _, file = self._file(call)
        before = position_in(call, query.cursor, int)
        found = self._services.contents.versions(call.actor, file, before=before, limit=query.limit + 1)
        page = found[: query.limit]
        next_cursor = cursor_for(call, page[-1].number) if len(found) > query.limit else None
        current = file.version.number if file.version else 0
        items = [version_shown(one, current=one.number == current) for one in page]
        return listed(call, items, next_cursor=next_cursor)

    def content(self, call: Call) -> FileAnswer:
        """The bytes of one."""
        query = query_of(call, wire.ContentQuery)
        _, file = self._file(call)
        disposition = DISPOSITIONS[query.disposition]
        opened = self._services.contents.open_version(call.actor, file, _number(call), disposition=disposition)
        return file_answer(call, opened, audience=Audience.PRIVATE)

    def add(self, call: Call) -> BytesAnswer:
        """The bytes of a finished upload as a new version."""
        query_of(call, Sparse)
        wanted = body_of(call, wire.NewVersion)
        named, file = self._file(call)
        self._services.contents.follow(writer(call, named), file, UploadId(wanted.upload))
        named, found = self._services.browsing.one(call.actor, str(file.number))
        return shown(call, shown_file(found), revision=named.revision)

    def restore(self, call: Call) -> BytesAnswer:
        """Its bytes as a new version."""
        query_of(call, Sparse)
        named, file = self._file(call)
        self._services.contents.restore(writer(call, named), file, _number(call))
        named, found = self._services.browsing.one(call.actor, str(file.number))
        return shown(call, shown_file(found), revision=named.revision)

    def remove(self, call: Call) -> BytesAnswer:
        """One less, for good."""
        query_of(call, Nothing)
        named, file = self._file(call)
        self._services.contents.remove(writer(call, named), file, _number(call))
        return empty_answer()

    def _file(self, call: Call) -> tuple[Named, File]:
        """Raises: NotFound("file"), AccessDenied."""
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        return named, self._services.library.file(call.actor, named.number)


def _number(call: Call) -> int:
    """Raises: NotFound("version")."""
    text = call.path_params["version"]
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise NotFound("version", text)
    return int(text)
