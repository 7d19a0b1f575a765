"""Previews: pages of files as pictures, each made once at its first request, then kept; and copies for everybody."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from filebook.core.errors import Invalid, NotFound, Unavailable, Unsupported
from filebook.core.files import Content, File, Version
from filebook.core.ids import Uid
from filebook.core.links import Disposition
from filebook.core.names import stem_of
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.media import Made, PreviewMaker, Source
from filebook.core.previews import (
    CLEANED_TYPES,
    COPY,
    DOCUMENT,
    HIGHEST_PAGE,
    HIGHEST_SIDE,
    OFFICE_TYPES,
    PDF_TYPE,
    PICTURE_TYPES,
    Look,
    Making,
    Preview,
    Reason,
    can_be_previewed,
    instead_of,
    kept_for,
    leaves_as_it_is,
    no_preview,
)
from filebook.services.content import open_content
from filebook.services.library import Opened
from filebook.services.preview_cache import PreviewCache

SIZES_PER_PAGE = 32
"""So many pictures of a page are kept; whoever wants yet another gets one of these."""
CALLERS_AT_ONCE = 16
"""So many may wait for what is being made: each holds a thread that others need."""
OFFICE_CALLERS_AT_ONCE = 6
"""Of these, so many for office documents, which take seconds."""
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}

_Key = tuple[int, int, int, Look]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a picture; whoever gets it closes its reader. `page_count` is that of the document."""

    opened: Opened
    page_count: int


class Previews:
    """Makes, keeps and opens pictures of files that the caller was given by other services."""

    def __init__(self, cache: PreviewCache, blobs: Blobs, *, maker: PreviewMaker, now: Callable[[], datetime]) -> None:
        self.cache = cache
        self._blobs = blobs
        self._maker = maker
        self._now = now
        self._lock = threading.Lock()
        self._making: dict[_Key, Future[Preview]] = {}
        self._caller_count = 0
        self._office_caller_count = 0

    def can_show(self, file: File) -> bool:
        """Whether there are previews of files of this kind; whether this one is sound is known when it is tried."""
        detected = file.version.content.detected_type if file.version else ""
        return can_be_previewed(detected, office=detected in OFFICE_TYPES and self._maker.reads_office())

    def page(self, file: File, look: Look) -> Shown:
        """A page of the file as a picture, upright, without metadata; pictures are never enlarged.

        Raises: Invalid("size" | "page"), NotFound("page"), NotFound for a link or a file that went meanwhile,
            Unsupported("preview", reason), Unavailable, NoSpace, Damaged.
        """
        if not (1 <= look.width <= HIGHEST_SIDE and 1 <= look.height <= HIGHEST_SIDE):
            raise Invalid("size", "range")
        version = _version_of(file)
        detected = version.content.detected_type
        if not can_be_previewed(detected, office=True):
            raise Unsupported("preview", Reason.NO_SUCH_TYPE)
        if not 1 <= look.page <= (1 if detected in PICTURE_TYPES else HIGHEST_PAGE):
            raise NotFound("page", look.page)
        preview = self._had(file, version, look)
        return Shown(self._opened(file, version, preview), preview.page_count)

    def picture(self, file: File, *, width: int, height: int) -> Opened:
        """The first page fitted into so many pixels. Raises: as `page`."""
        return self.page(file, Look(width, height)).opened

    def public_copy(self, file: File) -> Opened:
        """The file as it may be handed to whoever has no credential: a picture without a word of where, when, by whom
        and with what it was taken, and without pictures hidden in it. What is no picture is given as it is.

        Raises: NotFound for a link or a file that went meanwhile, Unsupported("preview", reason) for a picture that
            cannot be cleaned and must not leave therefore, Unavailable, NoSpace, Damaged.
        """
        version = _version_of(file)
        detected = version.content.detected_type
        if leaves_as_it_is(detected):
            return Opened(file, open_content(self._blobs, version.content), Disposition.INLINE)
        if detected not in CLEANED_TYPES:
            raise Unsupported("preview", Reason.NO_SUCH_TYPE)
        kept = kept_for(self.cache.of(file, version), COPY)
        if kept is None:
            with self._as_caller():
                kept = self._made_once(file, version, COPY)
        return self._opened(file, version, self._sound(file, kept), name=file.name)

    def _had(self, file: File, version: Version, look: Look) -> Preview:
        """The preview that is kept, another instead of it, or a new one."""
        kept = self.cache.of(file, version)
        found = kept_for(kept, look)
        if found is not None:
            return self._sound(file, found)
        of_page = [one for one in kept if one.segment and one.look.page == look.page and one.look.width]
        page_count = next((one.page_count for one in kept if one.segment and one.look.width), HIGHEST_PAGE)
        if look.page > page_count:
            raise NotFound("page", look.page)
        if len(of_page) >= SIZES_PER_PAGE:
            other = instead_of(of_page, look)
            if other is not None:
                return self._sound(file, other)
        is_slow = version.content.detected_type in OFFICE_TYPES and kept_for(kept, DOCUMENT) is None
        with self._as_caller(), self._as_office_caller(is_slow=is_slow):
            return self._sound(file, self._made_once(file, version, look))

    def _sound(self, file: File, preview: Preview) -> Preview:
        """Raises: Unsupported("preview", reason) for what says that nothing can be made."""
        if preview.segment is None:
            raise Unsupported("preview", preview.reason)
        self.cache.used(file.business, preview)
        return preview

    def _made_once(self, file: File, version: Version, look: Look) -> Preview:
        """Made by the first who asks; who asks meanwhile waits for the same, or fails as it does."""
        key = (file.business, file.number, version.number, look)
        with self._lock:
            present = self._making.get(key)
            made: Future[Preview] = present or Future()
            self._making[key] = made
        if present is not None:
            return present.result()
        try:
            # Another may have finished between our look and our turn.
            kept = kept_for(self.cache.of(file, version), look)
            made.set_result(kept or self._make(file, version, look))
        except BaseException as error:
            made.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._making[key]
        return made.result()

    def _make(self, file: File, version: Version, look: Look) -> Preview:
        source = version.content
        if source.detected_type in OFFICE_TYPES and look.making in {Making.CONTAIN, Making.COVER}:
            document = self._sound(file, self._made_once(file, version, DOCUMENT))
            if document.segment is not None:
                source = _content_of(document, version)
        reader = open_content(self._blobs, source, verify_all=True)
        writer = self._blobs.create()
        try:
            made = self._made_of(reader, source.detected_type, look, sink=writer.write)
            segment = writer.commit()
        except Unsupported as failure:
            if failure.reason != Reason.NOT_INSTALLED:
                subject = look.of_page if look.width else look
                told = no_preview(file.number, version.number, subject, reason=failure.reason, at=self._now())
                self.cache.keep(file, told)
            raise
        finally:
            reader.close()
            writer.abort()
        preview = Preview(file.number, version.number, look, made.media_type, segment, self._now(), made.page_count)
        return self.cache.keep(file, preview)

    def _made_of(self, source: Source, media_type: str, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        if look.making is Making.COPY:
            return self._maker.copy(source, media_type=media_type, sink=sink)
        if look.making is Making.DOCUMENT:
            return self._maker.document(source, ending=OFFICE_TYPES[media_type], sink=sink)
        make = self._maker.page if media_type == PDF_TYPE else self._maker.picture
        return make(source, look, sink=sink)

    def _opened(self, file: File, version: Version, preview: Preview, *, name: str = "") -> Opened:
        """The preview as if it were a file of its own."""
        content = _content_of(preview, version)
        look = preview.look
        # Not random like other uids, but as unique, and the same each time: it becomes the entity tag.
        told = f"{look.making.value} {look.page} {look.width}x{look.height} {look.form}"
        uid = Uid(str(uuid5(UUID(version.uid), told)))
        name = name or f"{stem_of(file.name)}.{_EXTENSIONS[preview.media_type]}"
        shown = replace(file, name=name, version=Version(version.number, uid, content, version.created_at))
        return Opened(shown, open_content(self._blobs, content), Disposition.INLINE)

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

    @contextmanager
    def _as_office_caller(self, *, is_slow: bool) -> Iterator[None]:
        """Raises: Unavailable where too many are waiting for office documents already."""
        with self._lock:
            if is_slow and self._office_caller_count >= OFFICE_CALLERS_AT_ONCE:
                raise Unavailable
            self._office_caller_count += is_slow
        try:
            yield
        finally:
            with self._lock:
                self._office_caller_count -= is_slow


def _content_of(preview: Preview, version: Version) -> Content:
    """The bytes that a preview names, as free to leave as those that it was made of.

    Raises: Unsupported("preview", reason) where it names none.
    """
    segment = preview.segment
    if segment is None:
        raise Unsupported("preview", preview.reason)
    return Content(
        (segment,), segment.size_bytes, segment.sha256, preview.media_type, quarantine=version.content.quarantine
    )


def _version_of(file: File) -> Version:
    if file.version is None:
        raise NotFound("content", file.number)
    return file.version
