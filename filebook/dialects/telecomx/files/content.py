"""The bytes of files, and what a file server of one's own asks before it serves them.

Source: the project's TelecomX reference, 6, read 2026-11-21.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, NotFound, Unauthenticated, Unsupported
from filebook.core.files import File
from filebook.core.links import Disposition
from filebook.dialects.telecomx.auth import authenticator
from filebook.dialects.telecomx.files.shown import Shown
from filebook.dialects.telecomx.files.translate import IMAGE, shows_inline, type_of
from filebook.dialects.telecomx.ids import short_from
from filebook.dialects.telecomx.values import is_set
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.services.library import Opened
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer


@dataclass(frozen=True, slots=True)
class Content:
    """Serves bytes, and tells who may have them."""

    services: Services
    shown: Shown

    def bytes(self, call: Call) -> FileAnswer:
        """`GET /files/FILEID/NAME`. The name is decoration."""
        opened, audience = self._opened(call, short_from(call.path_params["file"], "file"))
        forced = is_set(call.query.get("forcedownload", "")) or not shows_inline(opened.file)
        disposition = Disposition.ATTACHMENT if forced else Disposition.INLINE
        return file_answer(call, replace(opened, disposition=disposition), audience=audience)

    def may_have_document(self, call: Call) -> BytesAnswer:
        """`GET /customer/CUSTOMER_ID/docauth/DOC_ID`."""
        self._of_customer(call, what="doc")
        return json_answer(Success(success=True))

    def may_have_image(self, call: Call) -> BytesAnswer:
        """`GET /customer/CUSTOMER_ID/imageauth/IMAGE_ID`."""
        if type_of(self._of_customer(call, what="image")) != IMAGE:
            raise NotFound("image")
        return json_answer(Success(success=True))

    def _opened(self, call: Call, short: str) -> tuple[Opened, Audience]:
        """The file behind a content id, for whoever may read it; anybody may have what may leave of a public one.

        A page of another site may show what its own address opens, as with the vendor's separate file host.
        """
        failure: AccessDenied | NotFound
        try:
            file = self.services.library.file_by_content(authenticator(self.services)(call), short)
        except Unauthenticated:
            failure = AccessDenied("read")
        except (AccessDenied, NotFound) as error:
            failure = error
        else:
            return self.services.library.open(file), Audience.SIGNED if call.query.get("token") else Audience.PRIVATE
        try:
            return self.services.previews.public_copy(self.services.library.public_content(short)), Audience.PUBLIC
        except (NotFound, Unsupported):
            raise failure from None

    def _of_customer(self, call: Call, *, what: str) -> File:
        """A file of the customer named, by the id of its content or its own."""
        business = self.shown.customer(call.actor, call.path_params["customer"])
        try:
            found = self._by_either_id(call.actor, short_from(call.path_params["id"], what))
        except NotFound:
            raise NotFound(what) from None
        if found.business != business.number:
            raise NotFound(what)
        return found

    def _by_either_id(self, actor: Actor, short: str) -> File:
        with suppress(NotFound):
            return self.services.library.file_by_content(actor, short)
        found = self.services.library.file_or_folder_by_short(actor, short)
        if not isinstance(found, File):
            raise NotFound("file")
        return found
