"""What the native door tells of other doors' languages."""

from collections.abc import Mapping
from typing import get_args

from filebook.core.errors import Invalid
from filebook.core.files import File
from filebook.core.ids import Door, Kind
from filebook.core.spelling import SpellFile
from filebook.dialects.native.answers import shown
from filebook.dialects.native.reading import query_of
from filebook.dialects.native.spellings import wire
from filebook.dialects.native.wire import Nothing
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_FILE = (Kind.FILE,)


class SpellingHandlers:
    """Files as other doors show them."""

    def __init__(self, services: Services, spellings: Mapping[Door, SpellFile]) -> None:
        self._services = services
        self._spellings = spellings

    def file(self, call: Call) -> BytesAnswer:
        """`GET /files/{id}/as/{door}`."""
        query_of(call, Nothing)
        return self._shown(call, call.path_params["door"])

    def asked_of_file(self, call: Call) -> BytesAnswer:
        """`GET /files/{id}?as=`, the same in a query."""
        return self._shown(call, query_of(call, wire.As).door)

    def _shown(self, call: Call, word: str) -> BytesAnswer:
        """Raises: Invalid("as"), NotFound("file"), AccessDenied."""
        door = next((door for door in get_args(wire.Speaking) if door == word), None)
        if door is None:
            raise Invalid("as", "unknown")
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=_FILE)
        file: File = self._services.library.file(call.actor, named.number)
        spelled = self._spellings[Door(door)](call.actor, file, call.base_url)
        told = wire.Spelled(door=door, object=spelled.object, lost=list(spelled.lost))
        return shown(call, told, revision=named.revision)
