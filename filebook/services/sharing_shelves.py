"""What a share shows: judged anew each time, as if its maker asked with the rights of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from filebook.core.access import Actor, sight
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Uid
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.library import NameFilter
from filebook.core.sharing import Item, Share
from filebook.services.book import readable_appointment
from filebook.services.targets import readable

PAGE_SIZE = 100
"""So many folders and files stand on one page."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in a share, or in one of its folders: a page of it, folders first, and how many there are in all.

    `trail`: the folders from the share down to this one, of which the last is this one; empty at the top.
    """

    folders: Sequence[Folder]
    files: Sequence[File]
    count: int
    trail: Sequence[Folder] = field(default=())


def shelf_of(tables: Tables, share: Share, maker: Actor, *, folder: str, offset: int) -> Shelf:
    """A page of what lies in the share or, where one is named by its uid, in a folder of it.

    Raises: NotFound, AccessDenied.
    """
    only = share.items[0]
    if folder:
        line = _line_to(tables, share, maker, Uid(folder))
        return _inside(tables, maker, line, offset=offset)
    if only.kind is Kind.APPOINTMENT:
        number = readable_appointment(tables, maker, only.ref.number).number
        files, count = tables.files.on_target(
            share.business, number, sight=sight(maker), limit=PAGE_SIZE, offset=offset
        )
        return Shelf((), _given(files), count)
    if only.kind is Kind.FOLDER and len(share.items) == 1:
        root = readable(tables, maker, tables.folders.get(share.business, only.ref.number), what="share")
        return replace(_inside(tables, maker, [root], offset=offset), trail=())
    live = live_items(tables, share, maker)
    folders = [thing for thing in live if isinstance(thing, Folder)]
    return Shelf(folders, [thing for thing in live if isinstance(thing, File)], len(live))


def live_items(tables: Tables, share: Share, maker: Actor) -> list[File | Folder]:
    """The files and folders that the share names and its maker may see. Raises: NotFound("share") if there is none."""
    found = (_live(tables, maker, item) for item in share.items)
    live = [thing for thing in found if thing is not None]
    if not live:
        raise NotFound("share")
    return live


def shows(tables: Tables, share: Share, maker: Actor, file: File) -> bool:
    """Whether a file that the maker may see is one of the share's, or lies in one of its folders, or hangs on its
    appointment. Raises: NotFound, AccessDenied.
    """
    only = share.items[0]
    if not is_given(file):
        return False
    if any(item.ref.number == file.number for item in share.items):
        return True
    if only.kind is Kind.APPOINTMENT:
        number = readable_appointment(tables, maker, only.ref.number).number
        _, count = tables.files.on_target(
            share.business, number, sight=sight(maker), only=file.number, limit=1, offset=0
        )
        return count > 0
    return file.folder is not None and bool(_line(tables, share, maker, file.folder.number))


def is_given(file: File) -> bool:
    """Whether its bytes may leave: nothing is known against them."""
    return file.version is None or not file.version.content.quarantine


def _live(tables: Tables, maker: Actor, item: Item) -> File | Folder | None:
    try:
        if item.kind is Kind.FOLDER:
            return readable(tables, maker, tables.folders.get(maker.business, item.ref.number), what="share")
        file = readable(tables, maker, tables.files.get(maker.business, item.ref.number), what="share")
    except (NotFound, AccessDenied):
        return None
    return file if is_given(file) else None


def _line_to(tables: Tables, share: Share, maker: Actor, uid: Uid) -> list[Folder]:
    """As `_line`, for a folder named by its uid. Raises: NotFound("folder")."""
    folder = tables.folders.by_uid(uid)
    line = [] if folder is None or folder.business != share.business else _line(tables, share, maker, folder.number)
    if not line:
        raise NotFound("folder")
    return line


def _line(tables: Tables, share: Share, maker: Actor, folder: Number) -> list[Folder]:
    """A folder of the share and those of the share that it lies in, outermost first; none if it is not in the share, or
    the maker does not see one of them.
    """
    shared = {item.ref.number for item in share.items if item.kind is Kind.FOLDER}
    line = tables.browsing.path(share.business, folder)
    begin = next((index for index, one in enumerate(line) if one.number in shared), len(line))
    try:
        return [readable(tables, maker, one, what="folder") for one in line[begin:]]
    except (NotFound, AccessDenied):
        return []


def _inside(tables: Tables, maker: Actor, line: Sequence[Folder], *, offset: int) -> Shelf:
    """A page of what lies in the last of the folders."""
    business, seen, where = maker.business, sight(maker), NameFilter(parent=line[-1].number)
    folder_count = tables.folders.count(business, seen, where=where)
    file_count = tables.files.count(business, seen, where=where)
    folders = tables.folders.by_name(business, seen, where=where, offset=offset, limit=PAGE_SIZE)
    room = PAGE_SIZE - len(folders)
    files = tables.files.by_name(business, seen, where=where, offset=max(0, offset - folder_count), limit=room)
    return Shelf(folders, _given(files if room else ()), folder_count + file_count, tuple(line))


def _given(files: Iterable[File]) -> list[File]:
    return [file for file in files if is_given(file)]
