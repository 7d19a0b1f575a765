"""What was found between the wire of the native API and ours."""

from msgspec import UNSET

from filebook.core.appointments import Appointment
from filebook.core.files import File, Folder
from filebook.core.records import Record
from filebook.core.searchable import Thing
from filebook.core.searching import Excerpt
from filebook.dialects.native.appointments.times import wall_shown
from filebook.dialects.native.files.translate import looks_shown
from filebook.dialects.native.files.wire import FilePreview
from filebook.dialects.native.search import wire


def found_shown(
    thing: Thing, *, kind: wire.Kind, excerpts: tuple[wire.Excerpt, ...], has_preview: bool = False
) -> wire.Found:
    """A thing as a search tells it."""
    file = thing if isinstance(thing, File) else None
    folder = thing if isinstance(thing, Folder) else None
    span = thing.span if isinstance(thing, Appointment) else None
    return wire.Found(
        id=thing.uid,
        number=thing.number,
        kind=kind,
        label=_label(thing),
        excerpts=excerpts,
        created_at=thing.created_at,
        modified_at=thing.modified_at,
        folder=UNSET if file is None else None if file.folder is None else file.folder.uid,
        parent=UNSET if folder is None else None if folder.parent is None else folder.parent.uid,
        media_type=UNSET if file is None else file.media_type,
        size_bytes=UNSET if file is None else file.size_bytes,
        preview=UNSET if file is None else _preview(file, has_preview=has_preview),
        starts=UNSET if span is None else wall_shown(span.starts, all_day=span.start_all_day),
        ends=UNSET if span is None else wall_shown(span.ends, all_day=span.end_all_day),
        zone=UNSET if span is None else span.zone,
    )


def excerpt_shown(part: wire.Part, excerpt: Excerpt | None) -> tuple[wire.Excerpt, ...]:
    """An excerpt, if there is one."""
    if excerpt is None:
        return ()
    ranges = tuple(wire.Range(offset=offset, length=length) for offset, length in excerpt.ranges)
    return (wire.Excerpt(part=part, text=excerpt.text, ranges=ranges),)


def _preview(file: File, *, has_preview: bool) -> FilePreview | None:
    looks = looks_shown(file, has_preview=has_preview)
    return None if looks.quarantine else looks.preview


def _label(thing: Thing) -> str:
    if isinstance(thing, Record):
        return thing.label
    return thing.subject if isinstance(thing, Appointment) else thing.name
