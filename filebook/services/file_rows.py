"""The rows of a file that go together."""

from collections.abc import Collection, Sequence

from filebook.core.files import File, Version
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


def remove_versions(
    tables: Tables, file: File, versions: Sequence[Version], *, numbers: Collection[int]
) -> list[Segment]:
    """Take some of a file's versions out of the catalogue, never the current one; segments as `remove_rows`.

    `versions` are all that it has: bytes that another of them lists stay.
    """
    current = 0 if file.version is None else file.version.number
    going = [version for version in versions if version.number in numbers and version.number != current]
    kept = {segment.key for version in versions if version not in going for segment in version.content.segments}
    named = [segment for version in going for segment in version.content.segments if segment.key not in kept]
    segments = list(dict.fromkeys([*named, *tables.previews.remove(file.business, file.number, but_version=current)]))
    tables.blobs_in_use.release(file.business, segments)
    for version in going:
        tables.files.remove_version(file.business, file.number, version=version.number)
    return segments
