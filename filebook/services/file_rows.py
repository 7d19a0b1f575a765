"""The rows of a file that go together."""

from filebook.core.files import File
from filebook.core.ports.blobs import Segment
from filebook.core.ports.catalogue import Tables


def remove_rows(tables: Tables, file: File) -> list[Segment]:
    """Take a file out of the catalogue; the segments whose bytes may go once that is committed."""
    versions = tables.files.versions(file.business, file.number)
    named = [segment for version in versions for segment in version.content.segments]
    segments = list(dict.fromkeys([*named, *tables.previews.remove(file.business, file.number)]))
    tables.blobs_in_use.release(file.business, segments)
    tables.files.delete(file.business, file.number)
    tables.numbers.forget(file.business, file.number)
    return segments
