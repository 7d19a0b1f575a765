"""Folders between the wire of the native API and ours."""

from dataclasses import replace

from msgspec import UNSET

from filebook.core.access import Visibility
from filebook.core.files import Folder
from filebook.core.ids import Ref
from filebook.dialects.native.custom_fields import merged_fields
from filebook.dialects.native.files.translate import uploader_shown
from filebook.dialects.native.folders import wire


def folder_shown(folder: Folder) -> wire.Folder:
    """A folder as the API shows it."""
    return wire.Folder(
        id=folder.uid,
        number=folder.number,
        name=folder.name,
        parent=None if folder.parent is None else folder.parent.uid,
        visibility=folder.visibility.value,
        created_at=folder.created_at,
        modified_at=folder.modified_at,
        modified_by=folder.modified_by,
        trashed_at=folder.trashed_at,
        tags=folder.tags,
        fields=dict(folder.fields),
        uploader=uploader_shown(folder.uploader),
    )


def changed(folder: Folder, change: wire.FolderChange, *, parent: Ref | None) -> Folder:
    """The folder with what the change says; `parent` is what its `parent` names. Its trash mark is the service's."""
    return replace(
        folder,
        name=folder.name if change.name is UNSET else change.name,
        parent=folder.parent if change.parent is UNSET else parent,
        visibility=folder.visibility if change.visibility is UNSET else Visibility(change.visibility),
        tags=folder.tags if change.tags is UNSET else change.tags,
        fields=folder.fields if change.fields is UNSET else merged_fields(folder.fields, change.fields),
    )
