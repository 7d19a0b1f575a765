"""Showing one file or folder, and lists of them.

Source: the project's TelecomX reference, 5.2 and 5.3, read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.errors import Invalid
from filebook.core.files import File
from filebook.core.names import NAME_LIMIT_BYTES
from filebook.core.ports.library import NameFilter
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.files.shown import Shown
from filebook.dialects.telecomx.files.translate import file_object, folder_object
from filebook.dialects.telecomx.queries import page_of
from filebook.dialects.telecomx.values import is_set
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

LIMIT, MOST = 100, 500


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads for TelecomX's clients."""

    services: Services
    shown: Shown

    def one(self, call: Call) -> BytesAnswer:
        """`GET /file/ID`."""
        return json_answer(self.shown.object(call, self.shown.named(call.actor, call.path_params["id"])))

    def list(self, call: Call) -> BytesAnswer:
        """`GET /file`: what lies in a folder or at top level, or everything; folders first, then by name."""
        query = call.query
        page = page_of(query, limit=LIMIT, most=MOST)
        everywhere = is_set(query.get("allFolders", ""))
        business, folder = self.shown.place(
            call.actor, customer=query.get("customer", ""), folder="" if everywhere else query.get("folder", "")
        )
        where = NameFilter(
            parent=folder.number if folder else None,
            everywhere=everywhere,
            containing=_filter(query.get("filter", "")),
        )
        found, total = self.services.directory.page(call.actor, business.number, where=where, page=page)
        file_base = self.shown.file_base(call)
        files = [
            file_object(thing, file_base=file_base)
            if isinstance(thing, File)
            else folder_object(thing, business_uid=business.uid)
            for thing in found
        ]
        return json_answer(wire.FileList(offset=page.offset, limit=page.limit, total=total, files=files))


def _filter(text: str) -> str:
    """A text to look for in names. Raises: Invalid("filter") for one that is in none."""
    if len(text) > NAME_LIMIT_BYTES or "\0" in text:
        raise Invalid("filter", "text")
    return text
