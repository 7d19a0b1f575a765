"""New files, which stream to the store as they arrive, and new folders.

Source: the project's TelecomX reference, 5.4, read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.access import Actor, Role
from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.files.shown import Shown
from filebook.dialects.telecomx.files.translate import (
    FOLDER,
    description_of,
    file_name,
    folder_fields,
    folder_name,
    visibility_of,
)
from filebook.services.bundle import Services
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from filebook.services.uploads import Receiver
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.incoming import Incoming
from filebook.serving.json_body import converted, read_json
from filebook.serving.multipart import Form
from filebook.serving.receive import read_whole
from filebook.serving.routes import BODY_LIMIT_BYTES, Answer

_FILE = "file"
_MISSING = "part"
"""What is absent where an upload has no file: the vendor's 404 `file`."""


@dataclass(frozen=True, slots=True)
class Creation:
    """Takes what TelecomX's clients add."""

    services: Services
    shown: Shown

    async def create(self, call: Call) -> Answer:
        """`POST /file`: a form with a file, or JSON that makes a folder."""
        if call.content_type != "multipart/form-data":
            body = await read_whole(call, limit_bytes=BODY_LIMIT_BYTES)
            return json_answer(await call.in_thread(self._folder, call, body))
        limit_bytes = await call.in_thread(self._limit_bytes, call.actor)
        incoming = Incoming(self.services.uploads, part=_FILE, limit_bytes=limit_bytes)
        form = await incoming.receive(call)
        return json_answer(await call.in_thread(self._file, call, incoming, form))

    def _limit_bytes(self, actor: Actor) -> int:
        """How large the file may be; for whoever may file it elsewhere that is known in full only behind the form."""
        if actor.role >= Role.RESELLER:
            return self.services.uploads.limit_bytes()
        return self.services.uploads.limit_bytes(self.services.accounts.business(actor.business))

    def _folder(self, call: Call, body: bytes) -> wire.FileObject:
        said = read_json(body, wire.NewThing)
        if (said.type or "").strip().upper() != FOLDER:
            raise NotFound(_MISSING)
        business, parent = self.shown.place(call.actor, customer=said.customer or "", folder=said.folder or "")
        new = NewFolder(
            folder_name(said.filename),
            parent=parent,
            visibility=visibility_of(said.accessLevel),
            fields=folder_fields(description_of(said.description)),
        )
        made: Folder = self.services.folders.create(call.actor, new, into=business.number)
        return self.shown.object(call, made)

    def _file(self, call: Call, incoming: Incoming, form: Form) -> wire.FileObject:
        """File what arrived, or drop it. Runs to its end on a worker thread, whatever becomes of the request."""
        ready: tuple[Receiver, NewFile, BusinessNumber] | None = None
        try:
            ready = self._checked(call.actor, incoming, form)
        finally:
            if ready is None:
                incoming.drop()
        receiver, new, into = ready
        made: File = self.services.filing.add(call.actor, receiver, new=new, into=into)
        return self.shown.object(call, made)

    def _checked(self, actor: Actor, incoming: Incoming, form: Form) -> tuple[Receiver, NewFile, BusinessNumber]:
        said = converted({name: form.get(name) for name in form.fields if name in wire.NEW_THING_FIELDS}, wire.NewThing)
        if incoming.receiver is None:
            raise NotFound(_MISSING)
        business, folder = self.shown.place(actor, customer=said.customer or "", folder=said.folder or "")
        new = NewFile(
            file_name(said.filename, part_name=incoming.file_name, media_type=incoming.declared_type),
            free_text=description_of(said.description),
            visibility=visibility_of(said.accessLevel),
            folder=folder,
            declared_type=incoming.declared_type,
        )
        return incoming.receiver, new, business.number
