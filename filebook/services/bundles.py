"""Bundles: files and folders to be carried away as one, by the names and in the folders that they have there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Action, Actor, require, sight
from filebook.core.appointments import Appointment
from filebook.core.businesses import Business
from filebook.core.errors import Conflict, NotFound
from filebook.core.export_names import UniqueNames, export_name
from filebook.core.files import Attachment, Content, File, Folder
from filebook.core.ids import Kind, Number
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.book import readable_appointment
from filebook.services.content import BLOCK_BYTES, open_content
from filebook.services.naming import find
from filebook.services.targets import readable
from filebook.services.trees import tree

ENTRY_LIMIT = 10_000
"""So many files and folders one bundle may hold."""
_PATH_LIMIT_BYTES = 60_000
"""A ZIP has room for 65,535 bytes of each path."""
_SHORTCUT = ".url"
_WITHHELD = b"This file is withheld: it is being checked for malware, or malware was found in it.\r\n"
_PAGE, _SELECTION = "index.html", "files"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at its path, whose parts are export names. A folder has neither content nor text; `text` is what a link
    comes to be in a bundle.
    """

    path: tuple[str, ...]
    modified_at: datetime
    content: Content | None = None
    text: bytes | None = None
    file: File | None = None
    """The file that it is made of."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.content is None and self.text is None

    @property
    def size_bytes(self) -> int:
        """How long it is."""
        return self.content.size_bytes if self.content else len(self.text or b"")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is carried away, what the whole may be called, without an extension, and the business's IANA zone."""

    name: str
    entries: Sequence[Entry]
    zone: str


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of an appointment, in its role, at its place in the bundle."""

    file: File
    role: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Dossier:
    """An appointment with its files, in the order in which they hang on it. None of them is called like `page`, which
    is to tell of them.
    """

    business: Business
    appointment: Appointment
    files: Sequence[DossierFile]
    page: str
    made_at: datetime


class Bundles:
    """Gathers what the actor may see. What is gathered is read later, as it was then."""

    def __init__(
        self, catalogue: Catalogue, blobs: Blobs, *, now: Callable[[], datetime], verify_all_reads: bool = False
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._now = now
        self._verify_all_reads = verify_all_reads

    def folder(self, actor: Actor, number: Number) -> Bundle:
        """All that lies in a folder. Raises: NotFound("folder"), AccessDenied, Conflict("too_many" | "too_deep")."""
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            folder = readable(tables, actor, tables.folders.get(actor.business, number), what="folder")
            return Bundle(
                export_name(folder.name), _Gathered(tables, actor).inside(folder), _business(tables, actor).zone
            )

    def selection(self, actor: Actor, names: Sequence[str]) -> Bundle:
        """Files, and folders with all that lies in them, named by uid or number.

        Raises: NotFound("item") for the first that is not there, AccessDenied, Conflict("too_many" | "too_deep").
        """
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            things = [_thing(tables, actor, name) for name in dict.fromkeys(names)]
            entries = _Gathered(tables, actor).of(things)
            name = things[0].name if len(things) == 1 else _SELECTION
            return Bundle(export_name(name), entries, _business(tables, actor).zone)

    def dossier(self, actor: Actor, number: Number) -> Dossier:
        """An appointment and its files. Raises: NotFound("appointment"), AccessDenied, Conflict("too_many")."""
        require(actor, Action.READ, kind=Kind.APPOINTMENT)
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            appointment = readable_appointment(tables, actor, number)
            business = _business(tables, actor)
            files, count = tables.files.on_target(
                actor.business, number, sight=sight(actor), limit=ENTRY_LIMIT, offset=0
            )
            if count > ENTRY_LIMIT:
                raise Conflict("too_many")
            hanging = tables.attachments.of_files(actor.business, [file.number for file in files])
        names = UniqueNames()
        page = names.name(_PAGE)
        told = [
            DossierFile(file, _role(hanging.get(file.number, ()), number), _entry(file, (), names)) for file in files
        ]
        return Dossier(business, appointment, told, page, self._now())

    def read(self, entry: Entry) -> Iterator[bytes]:
        """The bytes of an entry, block by block.

        Raises, also in the middle: NotFound, Damaged, Unavailable.
        """
        if entry.text is not None:
            yield entry.text
        if entry.content is None:
            return
        reader = open_content(self._blobs, entry.content, verify_all=self._verify_all_reads)
        try:
            for offset in range(0, entry.size_bytes, BLOCK_BYTES):
                yield reader.read(offset, min(BLOCK_BYTES, entry.size_bytes - offset))
        finally:
            reader.close()


class _Gathered:
    """Puts things at their paths."""

    def __init__(self, tables: Tables, actor: Actor) -> None:
        self._tables = tables
        self._actor = actor

    def inside(self, folder: Folder) -> list[Entry]:
        """All that lies in a folder, without the folder itself."""
        return self._entries([folder], [], paths={folder.number: ()}, limit=ENTRY_LIMIT + 1)

    def of(self, things: Sequence[File | Folder]) -> list[Entry]:
        """Files, and folders with all that lies in them; what lies in one of the folders comes there."""
        folders = [thing for thing in things if isinstance(thing, Folder)]
        files = [thing for thing in things if isinstance(thing, File)]
        return self._entries(folders, files, paths={}, limit=ENTRY_LIMIT - len(files))

    def _entries(
        self, roots: Sequence[Folder], files: Sequence[File], *, paths: dict[Number, tuple[str, ...]], limit: int
    ) -> list[Entry]:
        """`paths` holds those of the folders that have one already, and comes to hold all."""
        if limit < 0:
            raise Conflict("too_many")
        whole = tree(self._tables, self._actor, roots, limit=limit)
        taken: dict[tuple[str, ...], UniqueNames] = {}
        entries = []
        for folder in whole.folders:
            if folder.number in paths:
                continue
            above = paths.get(folder.parent.number, ()) if folder.parent else ()
            path = (*above, taken.setdefault(above, UniqueNames()).name(folder.name))
            if len("/".join(path).encode()) > _PATH_LIMIT_BYTES:
                raise Conflict("too_deep")
            paths[folder.number] = path
            entries.append(Entry(path, folder.modified_at))
        known = {file.number: file for file in (*whole.files, *files)}
        for file in known.values():
            above = paths.get(file.folder.number, ()) if file.folder else ()
            entries.append(_entry(file, above, taken.setdefault(above, UniqueNames())))
        return entries


def _entry(file: File, above: tuple[str, ...], names: UniqueNames) -> Entry:
    if file.version is not None and file.version.content.quarantine:
        return Entry((*above, names.name(f"{file.name}.txt")), file.modified_at, text=_WITHHELD, file=file)
    if file.version is not None:
        return Entry((*above, names.name(file.name)), file.modified_at, content=file.version.content, file=file)
    name = file.name if file.name.lower().endswith(_SHORTCUT) else file.name + _SHORTCUT
    shortcut = f"[InternetShortcut]\r\nURL={file.url}\r\n".encode()
    return Entry((*above, names.name(name)), file.modified_at, text=shortcut)


def _business(tables: Tables, actor: Actor) -> Business:
    found = tables.businesses.get(actor.business)
    if found is None:
        raise NotFound("business", actor.business)
    return found


def _thing(tables: Tables, actor: Actor, name: str) -> File | Folder:
    named = find(tables, actor, name)
    if named is not None and named.kind is Kind.FOLDER:
        return readable(tables, actor, tables.folders.get(actor.business, named.number), what="item")
    number = None if named is None or named.kind is not Kind.FILE else named.number
    return readable(tables, actor, None if number is None else tables.files.get(actor.business, number), what="item")


def _role(hanging: Sequence[Attachment], target: Number) -> str:
    return next((one.role for one in hanging if one.target == target), "")
