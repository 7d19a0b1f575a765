"""What the query of `GET /files` asks for.

Source: the project's TimeTap reference (sections 3.4 and 4.2), read 2026-11-21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filebook.core.files import Attachment, File, Folder
from filebook.core.ids import NUMBER_LIMIT, Kind, Number
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.translate import LINKS, links_of, type_of
from filebook.dialects.timetap.values import flag_of
from filebook.dialects.timetap.wire import FOLDER
from filebook.services.library import Page

DEFAULT_PAGE_SIZE = 25
LARGEST_PAGE_SIZE = 1000
_MANY_DIGITS = 10


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


def page_of(query: Mapping[str, str]) -> Page | None:
    """The page, if one is asked for; a size above the largest is lowered, and what is no number counts as absent."""
    number, size = _counted(query.get("pageNumber", "")), _counted(query.get("pageSize", ""))
    if number is None and size is None:
        return None
    length = min(size or DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE)
    return Page(length, offset=((number or 1) - 1) * length)


def _counted(text: str) -> int | None:
    """A positive number, a huge one lowered to what no list reaches; None for anything else."""
    digits = text.strip().lstrip("0")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) < _MANY_DIGITS else NUMBER_LIMIT
