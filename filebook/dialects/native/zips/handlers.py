"""What the native door does with ZIP archives."""

from collections.abc import Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from filebook.core.export_names import export_name
from filebook.core.ids import Kind
from filebook.dialects.native.reading import body_of, query_of
from filebook.dialects.native.wire import Nothing
from filebook.dialects.native.zips import wire
from filebook.dialects.native.zips.page import dossier_page
from filebook.services.bundle import Services
from filebook.services.bundles import Bundle, Entry
from filebook.serving.call import Call
from filebook.serving.pieces import PiecesAnswer
from filebook.serving.zip_answer import Member, zip_answer

_HTML = "text/html"


class ZipHandlers:
    """Archives of a folder, a selection, an appointment."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def folder(self, call: Call) -> PiecesAnswer:
        """All that lies in a folder."""
        query_of(call, Nothing)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FOLDER,))
        return self._zipped(call, self._services.bundles.folder(call.actor, named.number))

    def selection(self, call: Call) -> PiecesAnswer:
        """Some files and folders."""
        query_of(call, Nothing)
        selected = body_of(call, wire.Selection)
        return self._zipped(call, self._services.bundles.selection(call.actor, list(map(str, selected.items))))

    def dossier(self, call: Call) -> PiecesAnswer:
        """An appointment with its files, and a page that tells of them."""
        query_of(call, Nothing)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.APPOINTMENT,))
        dossier = self._services.bundles.dossier(call.actor, named.number)
        page = Entry((dossier.page,), dossier.made_at, text=dossier_page(dossier).encode())
        entries = [page, *(listed.entry for listed in dossier.files)]
        subject = dossier.appointment.subject.strip()
        name = f"{dossier.appointment.span.starts:%Y-%m-%d} {subject}".strip()
        return self._zipped(call, Bundle(export_name(name), entries, dossier.business.zone))

    def _zipped(self, call: Call, bundle: Bundle) -> PiecesAnswer:
        return zip_answer(call, self._members(bundle.entries, bundle.zone), file_name=f"{bundle.name}.zip")

    def _members(self, entries: Sequence[Entry], zone_name: str) -> Iterator[Member]:
        zone = ZoneInfo(zone_name)
        for entry in entries:
            yield Member(
                path="/".join(entry.path) + ("/" if entry.is_folder else ""),
                modified_at=entry.modified_at.astimezone(zone),
                size_bytes=entry.size_bytes,
                media_type=entry.content.detected_type if entry.content else _HTML,
                read=partial(self._services.bundles.read, entry),
            )
