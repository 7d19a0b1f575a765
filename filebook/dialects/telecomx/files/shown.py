"""Finding files, folders and customers by TelecomX's ids, and showing them.

Source: the project's TelecomX reference, 4 and 5, read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.businesses import Business
from filebook.core.errors import NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Ref
from filebook.dialects.telecomx.auth import CONTENT_PATH
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.files.translate import file_object, folder_object
from filebook.dialects.telecomx.ids import short_from
from filebook.services.bundle import Services
from filebook.serving.call import Call


@dataclass(frozen=True, slots=True)
class Shown:
    """What the handlers of files share. `file_base_url` "" means the path of ours."""

    services: Services
    file_base_url: str

    def named(self, actor: Actor, text: str) -> File | Folder:
        """The file or folder with this id. Raises: NotFound("file"), AccessDenied."""
        return self.services.library.file_or_folder_by_short(actor, short_from(text, "file"))

    def folder(self, actor: Actor, text: str) -> Folder:
        """The folder with this id. Raises: NotFound("folder"), AccessDenied."""
        try:
            found = self.named(actor, text)
        except NotFound:
            raise NotFound("folder", text) from None
        if isinstance(found, File):
            raise NotFound("folder", text)
        return found

    def customer(self, actor: Actor, text: str) -> Business:
        """The business with this id within reach, the caller's own for "". Raises: NotFound("customer")."""
        try:
            return self.services.directory.business(actor, short_from(text, "customer") if text else "")
        except NotFound:
            raise NotFound("customer", text) from None

    def place(self, actor: Actor, *, customer: str, folder: str) -> tuple[Business, Ref | None]:
        """Whose files, and in which folder: "" is the caller's own business, or the folder's; and top level.

        Raises: NotFound("customer"), NotFound("folder") also for one of another business than is named, AccessDenied.
        """
        if not folder:
            return self.customer(actor, customer), None
        business = self.customer(actor, customer) if customer else None
        found = self.folder(actor, folder)
        if business is not None and business.number != found.business:
            raise NotFound("folder", folder)
        return business or self.services.accounts.business(found.business), Ref(found.number, found.uid)

    def file_base(self, call: Call) -> str:
        """The address below which contents are told to lie."""
        return self.file_base_url or call.door_url + CONTENT_PATH

    def object(self, call: Call, thing: File | Folder) -> wire.FileObject:
        """The thing as it is shown."""
        if isinstance(thing, File):
            return file_object(thing, file_base=self.file_base(call))
        return folder_object(thing, business_uid=self.services.accounts.business(thing.business).uid)
