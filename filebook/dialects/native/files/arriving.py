"""Files on their way in: as a body, several in a form, a finished upload, a link; and new bytes for a file."""

from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET

from filebook.core.access import Actor, Visibility
from filebook.core.errors import Invalid, Missing
from filebook.core.files import File, UploadId
from filebook.core.ids import Kind
from filebook.core.names import last_part
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.custom_fields import merged_fields
from filebook.dialects.native.files import wire
from filebook.dialects.native.files.finding import Finding, shown_file
from filebook.dialects.native.files.translate import declared_of
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.reading import as_arrived, body_of, bytes_type_of, query_of, value_of, writer
from filebook.dialects.native.wire import Sparse
from filebook.services.filing import NewFile
from filebook.services.uploads import Receiver, Uploads
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.multipart import Form, receive_form
from filebook.serving.receive import Consumer, pump, read_whole
from filebook.serving.routes import BODY_LIMIT_BYTES

METADATA = "metadata"
"""The part of a form that says in JSON what its files are: one object for all, or a list with one for each."""
Metadata = dict[str, object] | list[dict[str, object]]
_FORM = "multipart/form-data"
_JSON = frozenset({"application/json", "application/merge-patch+json"})


@dataclass(slots=True)
class _Arrived:
    """The files of a form so far."""

    uploads: Uploads
    files: list[tuple[str, str, Receiver]] = field(default_factory=list)
    """File name, media type, bytes."""
    metadata: bytearray = field(default_factory=bytearray)

    def sink(self, name: str, file_name: str, media_type: str) -> Consumer:
        """Where the bytes of a part go."""
        if name == METADATA:
            return self._say
        receiver = self.uploads.receiver()
        self.files.append((file_name, media_type, receiver))
        return receiver.write

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        for _, _, receiver in self.files:
            self.uploads.discard(receiver)

    def _say(self, data: bytes | bytearray | memoryview) -> None:
        self.metadata += data
        if len(self.metadata) > BODY_LIMIT_BYTES:
            raise Invalid(METADATA, "length")


class ArrivingHandlers:
    """Files that come into the library, and bytes that take the place of others."""

    def __init__(self, parts: Parts) -> None:
        self._services = parts.services
        self._finding = Finding(parts.services)

    async def create(self, call: Call) -> BytesAnswer:
        """One file or several, by what the body is."""
        query = query_of(call, wire.NewFileQuery)
        if query.name:
            return await self._raw(call, query)
        if call.content_type == _FORM:
            return await self._form(call, query)
        if call.content_type not in _JSON:
            raise Missing("name")
        call.body = await read_whole(call, limit_bytes=BODY_LIMIT_BYTES)
        return await call.in_thread(self._told, call)

    async def replace(self, call: Call) -> BytesAnswer:
        """New bytes for a file."""
        query_of(call, Sparse)
        named, file = await call.in_thread(self._to_replace, call)
        actor = writer(call, named)
        declared_type = declared_of(bytes_type_of(call))
        receiver = await self._received(call)
        contents = self._services.contents
        await call.in_thread(contents.replace, actor, file, receiver, declared_type=declared_type)
        return await call.in_thread(self._shown, call, file, status=200)

    async def _raw(self, call: Call, query: wire.NewFileQuery) -> BytesAnswer:
        """The body is the file."""
        actor = writer(call)
        said = value_of({**_members(query), "media_type": declared_of(bytes_type_of(call))}, wire.Said)
        new = await call.in_thread(self._expected, call, said)
        receiver = await self._received(call)
        file = await call.in_thread(self._services.filing.add, as_arrived(call, actor), receiver, new=new)
        return await call.in_thread(self._shown, call, file)

    async def _form(self, call: Call, query: wire.NewFileQuery) -> BytesAnswer:
        """Every part with a file name is a file; all of them come in, or none."""
        actor = writer(call)
        await call.in_thread(self._services.uploads.expect, actor, size_bytes=0)
        arrived = _Arrived(self._services.uploads)
        limit_bytes = self._services.uploads.limit_bytes() + 2 * BODY_LIMIT_BYTES
        filed = False
        try:
            form = await receive_form(call, arrived.sink, limit_bytes=limit_bytes)
            files = await call.in_thread(self._filed, call, as_arrived(call, actor), query, form, arrived)
            filed = True
        finally:
            if not filed:
                await call.in_thread(arrived.drop)
        return await call.in_thread(self._listed, call, files)

    def _filed(self, call: Call, actor: Actor, query: wire.NewFileQuery, form: Form, arrived: _Arrived) -> list[File]:
        if not arrived.files:
            raise Missing("file")
        shared = {**_members(query), **_fields_of(form)}
        each = _said_of_each(arrived, form)
        wanted = []
        for (file_name, media_type, receiver), own in zip(arrived.files, each, strict=True):
            members = {"name": last_part(file_name), "media_type": declared_of(media_type), **shared, **own}
            wanted.append((self._new(call, value_of(members, wire.Said)), receiver))
        return self._services.contents.add_all(actor, wanted)

    def _told(self, call: Call) -> BytesAnswer:
        """A finished upload, or a link."""
        said = body_of(call, wire.NewFile)
        if bool(said.upload) is bool(said.url):
            raise Missing("upload") if not said.upload else Invalid("url", "not_together")
        actor, new = writer(call), self._new(call, said)
        if said.url:
            file = self._services.filing.add_link(actor, said.url, new=new)
        else:
            file = self._services.filing.file_away(actor, UploadId(said.upload), new=new)
        return self._shown(call, file)

    def _expected(self, call: Call, said: wire.Said) -> NewFile:
        """What is to be made, found to be possible before the first byte is read."""
        self._services.uploads.expect(call.actor, size_bytes=call.declared_length_bytes or 0)
        return self._new(call, said)

    def _to_replace(self, call: Call) -> tuple[Named, File]:
        self._services.uploads.expect(call.actor, size_bytes=call.declared_length_bytes or 0)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        return named, self._services.library.file(call.actor, named.number)

    async def _received(self, call: Call) -> Receiver:
        """The body in the store, not durable yet. Whatever this raises, no byte stays."""
        uploads = self._services.uploads
        receiver = await call.in_thread(uploads.receiver)
        whole = False
        try:
            await pump(call, receiver.write, limit_bytes=uploads.limit_bytes())
            whole = True
        finally:
            if not whole:
                await call.in_thread(uploads.discard, receiver)
        return receiver

    def _new(self, call: Call, said: wire.Said) -> NewFile:
        """Raises: NotFound("folder"), Invalid("fields")."""
        return NewFile(
            said.name,
            title=said.title,
            free_text=said.free_text,
            category=said.category,
            document_attribute=said.document_attribute,
            visibility=None if said.visibility is UNSET else Visibility(said.visibility),
            folder=self._finding.folder(call, said.folder),
            declared_type=declared_of(said.media_type),
            fields=merged_fields({}, said.fields),
            tags=said.tags,
        )

    def _shown(self, call: Call, file: File, *, status: int = 201) -> BytesAnswer:
        named, found = self._services.browsing.one(call.actor, str(file.number))
        return shown(call, shown_file(found), revision=named.revision, status=status, path=("files", named.uid))

    def _listed(self, call: Call, files: list[File]) -> BytesAnswer:
        answer = listed(call, [shown_file(one) for one in self._services.browsing.shown(call.actor, files)])
        answer.status_code = 201
        return answer


def _members(query: wire.NewFileQuery) -> dict[str, object]:
    """What a query says of a file, without what is as it would be anyway."""
    told = {name: getattr(query, name) for name in query.__struct_fields__ if name != "fields"}
    told["folder"] = None if query.folder is UNSET else query.folder
    plain = wire.Said()
    return {name: value for name, value in told.items() if value != getattr(plain, name)}


def _fields_of(form: Form) -> dict[str, object]:
    """The text fields of a form, which hold for all its files. Raises: Invalid for one that comes twice."""
    told: dict[str, object] = {}
    for name, values in form.fields.items():
        if name == "tags":
            told[name] = values
        elif name != METADATA:
            if len(values) > 1:
                raise Invalid(name, "twice")
            told[name] = values[0]
    return told


def _said_of_each(arrived: _Arrived, form: Form) -> list[dict[str, object]]:
    """What the JSON of a form says of each of its files. Raises: Invalid("metadata")."""
    text = bytes(arrived.metadata) or form.get(METADATA).encode()
    if not text:
        return [{} for _ in arrived.files]
    try:
        told: Metadata = msgspec.json.decode(text, type=Metadata)
    except msgspec.DecodeError:
        raise Invalid(METADATA, "syntax") from None
    if isinstance(told, dict):
        return [told for _ in arrived.files]
    if len(told) != len(arrived.files):
        raise Invalid(METADATA, "count")
    return told
