"""Handler of `POST /files`: folders are made; files and folders renamed, moved, linked, published, put in the trash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import UnsetType

from filebook.core.access import Actor
from filebook.core.errors import Invalid
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.dialects.timetap.required import require_own_business
from filebook.dialects.timetap.things import Things
from filebook.dialects.timetap.translate import (
    Change,
    change_of,
    edited_file,
    edited_folder,
    folder_fields,
    links_of,
)
from filebook.dialects.timetap.values import by_api
from filebook.dialects.timetap.wire import FOLDER, FileChange
from filebook.services.bundle import Services
from filebook.services.folders import NewFolder
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class Changes:
    """Writes what TimeTap's clients post."""

    services: Services
    things: Things

    def post(self, call: Call) -> Answer:
        """Create a folder, or change the object that is named."""
        change = change_of(read_json(call.body, FileChange))
        require_own_business(call.actor, change.business)
        actor = by_api(call.actor)
        change = replace(change, links=self.things.hung(actor, change.links))
        thing = self._changed(actor, change) if change.uuid else self._created(actor, change)
        return json_answer(self.things.shown(call, actor, thing))

    def _created(self, actor: Actor, change: Change) -> Folder:
        if change.type != FOLDER:
            raise Invalid("fileLibraryType", "no_content")
        parent = self._place(actor, change, trashed_too=False)
        self._require_links(actor, change, before={})
        place = None if isinstance(parent, UnsetType) else parent
        new = NewFolder(change.name, parent=place, fields=folder_fields(change, before={}))
        return self.services.folders.create(actor, new)

    def _changed(self, actor: Actor, change: Change) -> File | Folder:
        thing = self.things.named(actor, change.uuid, trashed_too=True)
        if isinstance(thing, File):
            return self._changed_file(actor, thing, change)
        return self._changed_folder(actor, thing, change)

    def _changed_file(self, actor: Actor, file: File, change: Change) -> File:
        place = self._place(actor, change, trashed_too=file.trashed_at is not None)
        return self.services.filing.change(
            actor,
            file,
            edit=lambda current: edited_file(current, change, folder=place),
            links=change.links,
            trashed=change.deleted,
        )

    def _changed_folder(self, actor: Actor, folder: Folder, change: Change) -> Folder:
        place = self._place(actor, change, trashed_too=folder.trashed_at is not None)
        self._require_links(actor, change, before=links_of(folder, ()))
        return self.services.folders.change(
            actor,
            folder,
            edit=lambda current: edited_folder(current, change, parent=place),
            trashed=change.deleted,
        )

    def _place(self, actor: Actor, change: Change, *, trashed_too: bool) -> Ref | UnsetType | None:
        """The folder that is named. What lies in the trash may stay in a folder that does, too."""
        if isinstance(change.parent, str):
            return self.things.folder(actor, change.parent, trashed_too=trashed_too)
        return change.parent

    def _require_links(self, actor: Actor, change: Change, *, before: Mapping[Kind, Sequence[Number]]) -> None:
        """A folder's links are kept among its own properties, so whether new ones exist is asked here."""
        for kind, number in change.links.items():
            if number is None or number in before.get(kind, ()):
                continue
            if kind is Kind.APPOINTMENT:
                self.services.book.get(actor, number)
            else:
                self.services.records.get(actor, number, kind=kind)
