"""What the native door does with previews: shows one, and says for how long it is good."""

from filebook.core.errors import NotFound
from filebook.core.ids import Kind
from filebook.core.previews import Look, Making
from filebook.dialects.native.previews import wire
from filebook.dialects.native.reading import query_of
from filebook.services.bundle import Services
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer

_CACHE_CONTROL = b"cache-control"
_ASK_AGAIN = b"private, no-cache"
_OF_ONE_VERSION = b"private, max-age=86400"
"""What an address shows that names a version changes no more; but it may no longer be shown."""
_VARIES = (b"vary", b"Authorization, Cookie")


class PreviewHandlers:
    """Pages as pictures."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def page(self, call: Call) -> FileAnswer:
        """A page of a file as a picture."""
        query = query_of(call, wire.PreviewQuery)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        file = self._services.library.file(call.actor, named.number)
        if query.version is not None and file.version is not None and file.version.number != query.version:
            raise NotFound("version", query.version)
        form = f"image/{query.format}" if query.format else ""
        shown = self._services.previews.page(file, Look(query.width, query.height, query.page, Making(query.fit), form))
        answer = file_answer(call, shown.opened, audience=Audience.PRIVATE)
        kept = _ASK_AGAIN if query.version is None else _OF_ONE_VERSION
        answer.raw_headers = [header for header in answer.raw_headers if header[0] != _CACHE_CONTROL]
        answer.raw_headers += [(_CACHE_CONTROL, kept), _VARIES, (b"x-page-count", b"%d" % shown.page_count)]
        return answer
