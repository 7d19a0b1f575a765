"""Previews: pictures made smaller, each once, then kept; and the links under which pictures are shown to the public."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from filebook.core import links
from filebook.core.access import Action, Actor, require, sight
from filebook.core.errors import Invalid, NoSpace, NotFound, Unavailable, Unsupported
from filebook.core.files import Content, File, Version
from filebook.core.ids import Kind, Number, Uid
from filebook.core.links import Disposition, LinkKeys, PictureLink
from filebook.core.names import stem_of
from filebook.core.ports.blobs import Blobs, Segment
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.media import PictureMaker
from filebook.core.previews import (
    HIGHEST_SIDE,
    RESIZABLE_TYPES,
    SCALABLE_TYPE,
    Preview,
    fitting,
    is_picture,
    no_preview,
    smallest_above,
)
from filebook.services.content import open_content
from filebook.services.library import Opened

SIZES_PER_VERSION = 32
"""So many sizes of a picture are kept; whoever wants yet another gets one of these, or the original."""
CALLERS_AT_ONCE = 16
"""So many may wait for pictures that are being made: each holds a thread that others need."""
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}

_Key = tuple[int, int, int, int, int]


class Previews:
    """Makes, keeps and opens smaller pictures of files that the caller was given by other services.

    Those of a version that was replaced go when one of its successor is kept, all go with the file.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        *,
        maker: PictureMaker,
        link_keys: LinkKeys,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._maker = maker
        self._link_keys = link_keys
        self._now = now
        self._lock = threading.Lock()
        self._making: dict[_Key, Future[Preview]] = {}
        self._caller_count = 0

    def picture(self, file: File, *, width: int, height: int) -> Opened:
        """The file's picture fitted into so many pixels, upright, without metadata, never enlarged. A drawing in SVG is
        given as it is.

        Raises: Invalid("size"), NotFound for a link or a file that went meanwhile, Unsupported("picture") for what is
            no sound picture, Unavailable, NoSpace, Damaged.
        """
        if not (1 <= width <= HIGHEST_SIDE and 1 <= height <= HIGHEST_SIDE):
            raise Invalid("size", "range")
        version = _version_of(file)
        if version.content.detected_type == SCALABLE_TYPE:
            return self._original(file)
        if version.content.detected_type not in RESIZABLE_TYPES:
            raise Unsupported("picture")
        kept = self._kept(file, version)
        preview = fitting(kept, width=width, height=height)
        if preview is None and len(kept) >= SIZES_PER_VERSION:
            preview = smallest_above(kept, width=width, height=height)
            if preview is None:
                return self._original(file)
        if preview is None:
            with self._as_caller():
                preview = self._made_once(file, version, width=width, height=height)
        return self._opened(file, version, preview)

    def published(
        self, actor: Actor, targets: Sequence[Number], *, kind: Kind, categories: Sequence[str], limit: int
    ) -> list[tuple[Number, File]]:
        """The published pictures of these categories on those of the records that are there, each with its record.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            records = tables.records.many(actor.business, targets).values()
            live = [record.number for record in records if record.kind is kind and not record.trashed_at]
            found = tables.files.published_on(
                actor.business, live, sight=sight(actor), categories=categories, limit=limit
            )
        return [(target, file) for target, file in found if is_picture(file)]

    def link(self, file: File, *, width: int = 0, height: int = 0, lifetime: timedelta) -> str:
        """A token that shows the picture in this size, 0 times 0 being the original, as long as it is published; one
        that is not published yet, for so long. Nothing is stored.

        Raises: NotFound for a file without bytes.
        """
        expires_at = None if file.published else self._now() + lifetime
        version = _version_of(file)
        link = PictureLink(file.business, file.number, version.number, width, height, expires_at)
        return links.sign_picture(link, self._link_keys)

    def follow_picture(self, token: str, *, size: tuple[int, int] | None = None) -> Opened:
        """The picture behind a link token; `size` instead of the one it names. Where no smaller one can be made or
        kept, the original.

        Raises: NotFound (altered, or the file is gone, replaced or not published any more), Expired, Invalid("size"),
            Unavailable, Damaged.
        """
        link = links.verify_picture(token, self._link_keys, now=self._now())
        with self._catalogue.glance() as tables:
            file = tables.files.get(link.business, link.file)
        if file is None or file.trashed_at or file.version is None or file.version.number != link.version:
            raise NotFound("link")
        if link.expires_at is None and not file.published:
            raise NotFound("link")
        width, height = size or (link.width, link.height)
        if width == height == 0:
            return self._original(file)
        try:
            return self.picture(file, width=width, height=height)
        except (Unsupported, NoSpace):
            return self._original(file)

    def _kept(self, file: File, version: Version) -> list[Preview]:
        """What needs no work. Raises: Unsupported("picture") where work came to nothing before."""
        with self._catalogue.glance() as tables:
            kept = tables.previews.of_version(file.business, file.number, version=version.number)
        if any(preview.segment is None for preview in kept):
            raise Unsupported("picture")
        return kept

    def _made_once(self, file: File, version: Version, *, width: int, height: int) -> Preview:
        """Made by the first who asks; who asks meanwhile waits for the same, or fails as it does."""
        key = (file.business, file.number, version.number, width, height)
        with self._lock:
            present = self._making.get(key)
            made: Future[Preview] = present or Future()
            self._making[key] = made
        if present is not None:
            return present.result()
        try:
            # Another may have finished between our look and our turn.
            kept = fitting(self._kept(file, version), width=width, height=height)
            made.set_result(kept or self._make(file, version, width=width, height=height))
        except BaseException as error:
            made.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._making[key]
        return made.result()

    def _make(self, file: File, version: Version, *, width: int, height: int) -> Preview:
        reader = open_content(self._blobs, version.content, verify_all=True)
        writer = self._blobs.create()
        try:
            media_type = self._maker.make_smaller(reader, width=width, height=height, sink=writer.write)
            segment = writer.commit()
        except Unsupported:
            self._keep(file, no_preview(file.number, version.number))
            raise
        finally:
            reader.close()
            writer.abort()
        return self._keep(file, Preview(file.number, version.number, width, height, media_type, segment))

    def _keep(self, file: File, preview: Preview) -> Preview:
        """Keep a preview whose bytes are durable; the one another process kept first, if one did."""
        own = [preview.segment] if preview.segment else []

        def unit(tables: Tables) -> tuple[Preview, list[Segment]]:
            tables.numbers.lock(file.business)
            current = tables.files.get(file.business, file.number)
            if current is None or current.version is None or current.version.number != preview.version:
                raise NotFound("file", file.number)
            replaced = tables.previews.remove(file.business, file.number, but_version=preview.version)
            tables.blobs_in_use.release(file.business, replaced)
            if tables.previews.add(file.business, preview):
                tables.blobs_in_use.keep(file.business, own)
                return preview, replaced
            kept = tables.previews.of_version(file.business, file.number, version=preview.version)
            return fitting(kept, width=preview.width, height=preview.height) or preview, [*replaced, *own]

        try:
            kept, superfluous = self._catalogue.write(unit)
        except NotFound:
            self._drop(own)
            raise
        self._drop(superfluous)
        return kept

    def _drop(self, segments: list[Segment]) -> None:
        for segment in segments:
            with suppress(NoSpace, Unavailable):  # no row names it; housekeeping takes what stays
                self._blobs.delete(segment.key)

    def _opened(self, file: File, version: Version, preview: Preview) -> Opened:
        """The preview as if it were a file of its own."""
        segment = preview.segment
        if segment is None:
            raise Unsupported("picture")
        content = Content((segment,), segment.size_bytes, segment.sha256, preview.media_type)
        # Not random like other uids, but as unique, and the same each time: it becomes the entity tag.
        uid = Uid(str(uuid5(UUID(version.uid), f"{preview.width}x{preview.height}")))
        name = f"{stem_of(file.name)}.{_EXTENSIONS[preview.media_type]}"
        shown = replace(file, name=name, version=Version(version.number, uid, content, version.created_at))
        return Opened(shown, open_content(self._blobs, content), Disposition.INLINE)

    def _original(self, file: File) -> Opened:
        return Opened(file, open_content(self._blobs, _version_of(file).content), Disposition.INLINE)

    @contextmanager
    def _as_caller(self) -> Iterator[None]:
        """Raises: Unavailable where too many are waiting already."""
        with self._lock:
            if self._caller_count >= CALLERS_AT_ONCE:
                raise Unavailable
            self._caller_count += 1
        try:
            yield
        finally:
            with self._lock:
                self._caller_count -= 1


def _version_of(file: File) -> Version:
    if file.version is None:
        raise NotFound("content", file.number)
    return file.version
