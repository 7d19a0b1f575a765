"""Trees: folders with all that an actor may see in them, fetched level by level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filebook.core.access import Actor, sight
from filebook.core.errors import Conflict
from filebook.core.files import File, Folder
from filebook.core.ids import Number
from filebook.core.ports.catalogue import Tables


@dataclass(frozen=True, slots=True)
class Tree:
    """Folders, each behind the one that it lies in, and the files in them. Siblings are in the order of their names."""

    folders: list[Folder]
    files: list[File]

    @property
    def count(self) -> int:
        """How many things there are in it."""
        return len(self.folders) + len(self.files)


def tree(tables: Tables, actor: Actor, roots: Sequence[Folder], *, limit: int, trashed_too: bool = False) -> Tree:
    """The folders, which the actor may see, with what it may see in them, the trash left out unless asked for. A folder
    that lies in another of them is told once. The number of statements grows with the depth, not with that of things.

    Raises: Conflict("too_many") for more than `limit` things.
    """
    seen = sight(actor)
    folders: dict[Number, Folder] = {}
    level = list(roots)
    while level:
        folders |= {folder.number: folder for folder in level if folder.number not in folders}
        if len(folders) > limit:
            raise Conflict("too_many")
        numbers = [folder.number for folder in level]
        below = tables.folders.within(actor.business, numbers, sight=seen, limit=limit + 1, trashed_too=trashed_too)
        level = [folder for folder in below if folder.number not in folders]
    room = limit - len(folders)
    files: list[File] = []
    if folders:
        inside = list(folders)
        files = tables.files.within(actor.business, inside, sight=seen, limit=room + 1, trashed_too=trashed_too)
    if len(files) > room:
        raise Conflict("too_many")
    return Tree(outer_first(folders.values()), files)


def outer_first(folders: Iterable[Folder]) -> list[Folder]:
    """The folders, each behind the one that it lies in, where that is among them."""
    by_number = {folder.number: folder for folder in folders}
    ordered: dict[Number, Folder] = {}
    for folder in by_number.values():
        line = [folder]
        while (parent := line[-1].parent) is not None and parent.number in by_number and parent.number not in ordered:
            line.append(by_number[parent.number])
        ordered |= {one.number: one for one in reversed(line)}
    return list(ordered.values())
