"""Visits: what people without a login see through a share, and what they carry away.

Everything is judged at each use as if the share's maker asked, by the rights of now: what the maker cannot see or share
any more is absent. Of the business nothing else is told.
"""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.businesses import Business
from filebook.core.errors import AccessDenied, AlreadyUsed, Expired, NoSpace, NotFound, Unavailable, Unsupported
from filebook.core.files import File
from filebook.core.ids import Door, Kind, Ref, Uid
from filebook.core.links import Disposition
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.previews import leaves_as_it_is
from filebook.core.sharing import (
    RESUMED_WITHIN,
    SEEN_AGAIN_AFTER,
    USES_KEPT,
    Share,
    Use,
    UseKind,
    shortened_address,
    shortened_agent,
)
from filebook.services.bundles import Bundle, Bundles, Entry
from filebook.services.library import Library, Opened
from filebook.services.link_makers import maker_of, token_hash
from filebook.services.link_passwords import Guarded, LinkPasswords
from filebook.services.previews import Previews
from filebook.services.sharing import may_be_shared
from filebook.services.sharing_shelves import PAGE_SIZE, Shelf, is_given, live_items, shelf_of, shows
from filebook.services.targets import readable

_VISITOR_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the network address, and what the program calls itself."""

    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One look through a share that works, or is used up. `maker` is whose rights count."""

    share: Share
    business: Business
    maker: Actor
    visitor: Visitor
    mark: str
    """Tells this visitor from others of the same share, as long as nobody knows the token."""
    now: datetime


class Visits:
    """Shows and hands out. Whoever is given a `Visit` may be told what it leads to."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        library: Library,
        previews: Previews,
        bundles: Bundles,
        passwords: LinkPasswords,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._library = library
        self._previews = previews
        self._bundles = bundles
        self._passwords = passwords
        self._now = now

    def begin(self, token: str, visitor: Visitor, *, signed: str) -> Visit:
        """What a token opens; `signed` is what `unlock` gave, "" for nothing.

        Raises: NotFound("share") for an unknown or revoked one, and one whose maker may not share any more;
            Expired("share"), Unauthenticated("password").
        """
        visit = self._found(token, visitor)
        self._passwords.require(_guarded(visit.share), signed)
        return visit

    def unlock(self, token: str, visitor: Visitor, *, password: str) -> str:
        """The signed text that `begin` takes for the password.

        Raises: NotFound("share"), Expired("share"), AccessDenied("password"), Throttled.
        """
        share = self._found(token, visitor).share
        return self._passwords.open(_guarded(share), password, address=visitor.address)

    def look(self, visit: Visit, *, folder: str = "", page: int = 1) -> Shelf:
        """A page of what there is, in the share or in a folder of it, named by its uid. That it was looked at is noted.

        Raises: NotFound, AlreadyUsed("share").
        """
        _require_open(visit)
        offset = (page - 1) * PAGE_SIZE
        with self._catalogue.read() as tables:
            try:
                shelf = shelf_of(tables, visit.share, visit.maker, folder=folder, offset=offset)
            except AccessDenied:
                raise NotFound("share") from None
            is_known = tables.shares.was_seen(visit.share, visit.mark, since=visit.now - SEEN_AGAIN_AFTER)
        if not is_known:
            with suppress(NoSpace, Unavailable):  # what can be read is shown, though nothing can be written
                self._catalogue.write(lambda tables: _note(tables, visit, _use(visit, UseKind.SEEN)))
        return shelf

    def file(self, visit: Visit, uid: str) -> File:
        """A file that the share shows. Raises: NotFound."""
        with self._catalogue.read() as tables:
            try:
                file = readable(tables, visit.maker, tables.files.by_uid(Uid(uid)), what="file")
                if file.business != visit.share.business or not shows(tables, visit.share, visit.maker, file):
                    raise NotFound("file")
            except AccessDenied:
                raise NotFound("file") from None
        return file

    def can_show(self, file: File) -> bool:
        """Whether a small picture of a file can be shown."""
        return self._previews.can_show(file)

    def picture(self, visit: Visit, uid: str, *, width: int, height: int) -> Opened:
        """A file's small picture. Raises: NotFound, AlreadyUsed("share"), Unsupported("preview"), Unavailable."""
        self.require_unused(visit)
        return self._previews.picture(self.file(visit, uid), width=width, height=height)

    def open(self, visit: Visit, uid: str) -> Opened:
        """A file's bytes as visitors get them: pictures without what they tell of place, time and camera. Nothing is
        counted yet.

        Raises: NotFound, Unsupported("preview") for a picture that cannot be cleaned, Unavailable.
        """
        file = self.file(visit, uid)
        if file.version is None or leaves_as_it_is(file.version.content.detected_type):
            return self._library.open(file)
        return replace(self._previews.public_copy(file), disposition=Disposition.ATTACHMENT)

    def require_unused(self, visit: Visit, file: File | None = None) -> None:
        """Raises: AlreadyUsed("share") where a download could not begin, nor that of the file go on."""
        if visit.share.is_used_up and not (file is not None and self._has_begun(visit, file)):
            raise AlreadyUsed("share")

    def count(self, visit: Visit, file: File, *, begins: bool) -> None:
        """Count a download of a file that `open` gave, unless it is the rest of one that this visitor began of late.

        Of many at once as many pass as the share's limit allows, no more.

        Raises: AlreadyUsed("share").
        """
        if begins or not self._has_begun(visit, file):
            version = 0 if file.version is None else file.version.number
            use = _use(visit, UseKind.FILE)
            self._claim(visit, replace(use, file=Ref(file.number, file.uid), file_name=file.name, version=version))

    def bundle(self, visit: Visit) -> Bundle:
        """All that there is, to be carried away as one. Nothing is counted yet.

        Raises: NotFound, Conflict("too_many" | "too_deep").
        """
        share, maker = visit.share, visit.maker
        try:
            only = share.items[0]
            if only.kind is Kind.APPOINTMENT:
                dossier = self._bundles.dossier(maker, only.ref.number)
                whole = Bundle("", [listed.entry for listed in dossier.files], dossier.business.zone)
            elif only.kind is Kind.FOLDER and len(share.items) == 1:
                whole = self._bundles.folder(maker, only.ref.number)
            else:
                with self._catalogue.read() as tables:
                    live = live_items(tables, visit.share, visit.maker)
                whole = self._bundles.selection(maker, [str(thing.number) for thing in live])
        except AccessDenied:
            raise NotFound("share") from None
        return replace(whole, entries=[one for one in whole.entries if one.file is None or is_given(one.file)])

    def cleaned(self, entry: Entry) -> Entry | None:
        """An entry of the bundle as visitors get it; None for a picture that cannot be cleaned.

        Raises: NotFound, Unavailable, NoSpace, Damaged.
        """
        if entry.file is None or entry.content is None or leaves_as_it_is(entry.content.detected_type):
            return entry
        try:
            copy = self._previews.public_copy(entry.file)
        except Unsupported:
            return None
        copy.reader.close()
        return replace(entry, content=copy.file.version.content if copy.file.version else None)

    def count_archive(self, visit: Visit) -> None:
        """Count a download of everything. Raises: AlreadyUsed("share")."""
        self._claim(visit, _use(visit, UseKind.ARCHIVE))

    def _claim(self, visit: Visit, use: Use) -> None:
        def unit(tables: Tables) -> None:
            if not tables.shares.claim(visit.share, at=visit.now):
                raise AlreadyUsed("share")
            _note(tables, visit, use)

        self._catalogue.write(unit)

    def _has_begun(self, visit: Visit, file: File) -> bool:
        version = 0 if file.version is None else file.version.number
        since = visit.now - RESUMED_WITHIN
        with self._catalogue.glance() as tables:
            return tables.shares.has_begun(visit.share, visit.mark, file=file.number, version=version, since=since)

    def _found(self, token: str, visitor: Visitor) -> Visit:
        """Raises: NotFound("share"), Expired("share")."""
        now = self._now()
        with self._catalogue.glance() as tables:
            share = tables.shares.by_token(token_hash(token))
            if share is None or share.revoked_at is not None:
                raise NotFound("share")
            business, maker = maker_of(
                tables, share.business, share.maker, scope=share.scope, door=Door.NATIVE, what="share"
            )
        if not may_be_shared(business):
            raise NotFound("share")
        if share.expires_at is not None and share.expires_at <= now:
            raise Expired("share")
        told = f"{visitor.address}\n{visitor.agent}".encode(errors="surrogatepass")
        mark = hmac.digest(token.encode(), told, hashlib.sha256).hex()[:_VISITOR_LENGTH]
        return Visit(share, business, maker, visitor, mark, now)


def _guarded(share: Share) -> Guarded:
    return Guarded(share.business, share.number, share.password_hash)


def _require_open(visit: Visit) -> None:
    if visit.share.is_used_up:
        raise AlreadyUsed("share")


def _use(visit: Visit, kind: UseKind) -> Use:
    return Use(
        kind=kind,
        at=visit.now,
        visitor=visit.mark,
        address=shortened_address(visit.visitor.address),
        agent=shortened_agent(visit.visitor.agent),
    )


def _note(tables: Tables, visit: Visit, use: Use) -> None:
    tables.shares.note_use(visit.share, use, keep=USES_KEPT)
