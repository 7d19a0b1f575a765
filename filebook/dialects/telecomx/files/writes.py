"""Changing a file or folder, and putting it in the trash.

Source: the project's TelecomX reference, 5.5 and 5.6, read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.access import Role
from filebook.core.errors import AccessDenied, Missing, NotFound
from filebook.core.files import File, Folder
from filebook.dialects.telecomx.auth import authenticator
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.files.shown import Shown
from filebook.dialects.telecomx.files.translate import OF_ORDERS, edited_file, edited_folder, type_of
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json


@dataclass(frozen=True, slots=True)
class Writes:
    """Changes and deletes for TelecomX's clients."""

    services: Services
    shown: Shown

    def change(self, call: Call) -> BytesAnswer:
        """`POST /file/ID`. Whether the caller may is asked before what is said is looked at."""
        found = self.shown.named(call.actor, call.path_params["id"])
        said = read_json(call.body, wire.FileChange)
        changed: File | Folder
        if isinstance(found, File):
            changed = self.services.filing.change(call.actor, found, edit=lambda file: edited_file(file, said))
        else:
            changed = self.services.folders.change(call.actor, found, edit=lambda folder: edited_folder(folder, said))
        return json_answer(self.shown.object(call, changed))

    def delete(self, call: Call) -> BytesAnswer:
        """`DELETE /file/ID`: into the trash; a folder only if nothing lies in it."""
        try:
            found = self.shown.named(call.actor, call.path_params["id"])
            if isinstance(found, Folder):
                self.services.folders.trash_empty(call.actor, found)
            elif type_of(found) in OF_ORDERS:
                raise AccessDenied("delete")
            else:
                self.services.filing.trash(call.actor, found)
        except NotFound:
            raise NotFound("document") from None
        return json_answer(Success(success=True))

    def delete_nothing(self, call: Call) -> BytesAnswer:
        """`DELETE /file`, without an id: refused, once it is known that the caller might delete anything."""
        if authenticator(self.services)(call).role < Role.VIEWER:
            raise AccessDenied("call")
        raise Missing("document")
