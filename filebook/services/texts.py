"""Texts: what is read in the files, put into the search index once it was read."""

from collections.abc import Callable

from filebook.core.chores import Chore
from filebook.core.errors import Damaged, NotFound, Unsupported
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.media import TextReader
from filebook.core.texts import READABLE_TYPES
from filebook.services.chores import Undone
from filebook.services.content import open_content


class Texts:
    """The hand for `Task.TEXT`."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs, *, reader: TextReader) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._reader = reader

    def do(self, chore: Chore) -> Callable[[Tables], None]:
        """As `Hand` says. Of a file that went, or has other bytes by now, nothing is read."""
        text = self._text(chore)

        def write(tables: Tables) -> None:
            tables.search.put_text(chore.business, chore.file, chore.version, text)

        return write

    def _text(self, chore: Chore) -> str:
        with self._catalogue.glance() as tables:
            file = tables.files.get(chore.business, chore.file)
        version = None if file is None else file.version
        if version is None or version.number != chore.version or version.content.detected_type not in READABLE_TYPES:
            return ""
        try:
            reader = open_content(self._blobs, version.content, verify_all=True)
            try:
                return self._reader.text(reader, detected_type=version.content.detected_type)
            finally:
                reader.close()
        except Unsupported as error:
            raise Undone(error.reason) from None
        except (Damaged, NotFound):
            raise Undone("stored_bytes_damaged") from None
