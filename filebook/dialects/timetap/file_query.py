"""What the query of `GET /files` asks for.

Source: the project's TimeTap reference (section 4.2), read 2026-11-21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filebook.core.files import Attachment, File, Folder
from filebook.core.ids import Kind, Number
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.queries import page_of
from filebook.dialects.timetap.translate import LINKS, links_of, type_of
from filebook.dialects.timetap.values import flag_of
from filebook.dialects.timetap.wire import FOLDER
from filebook.services.library import Page


@dataclass(frozen=True, slots=True)
class FileQuery:
    """Which files and folders are wanted. "" and None: no matter."""

    type: str
    parent: str
    links: Mapping[Kind, Number]
    deleted: bool
    page: Page | None

    @property
    def folders(self) -> bool:
        """Whether folders may be among them."""
        return self.type in {"", FOLDER}

    @property
    def files(self) -> bool:
        """Whether files may be among them."""
        return self.type != FOLDER

    def has_type(self, thing: File | Folder) -> bool:
        """Whether a file or folder is of the type that is wanted."""
        return not self.type or type_of(thing) == self.type

    def has_links(self, thing: File | Folder, attachments: Sequence[Attachment]) -> bool:
        """Whether it belongs to everything that it should."""
        present = links_of(thing, attachments)
        return all(number in present[kind] for kind, number in self.links.items())


def file_query(query: Mapping[str, str]) -> FileQuery:
    """Raises: Invalid for an id or flag that cannot be meant."""
    numbers = {kind: number_of(query.get(name, ""), field=name) for name, kind in LINKS.items()}
    return FileQuery(
        type=query.get("fileLibraryType", ""),
        parent=query.get("parentFileLibraryUUID", "").strip(),
        links={kind: number for kind, number in numbers.items() if number is not None},
        deleted=bool(flag_of(query.get("deleted"), field="deleted")),
        page=page_of(query),
    )
