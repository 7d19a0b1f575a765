"""Published pictures: which ones records show to the public, and the links under which websites show them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from filebook.core import links
from filebook.core.access import Action, Actor, require, sight
from filebook.core.errors import NoSpace, NotFound, Unsupported
from filebook.core.files import File
from filebook.core.ids import Kind, Number
from filebook.core.links import LinkKeys, PictureLink
from filebook.core.ports.catalogue import Catalogue
from filebook.core.previews import is_picture
from filebook.services.library import Opened
from filebook.services.previews import Previews


class Published:
    """Tells published pictures and follows their links. No original leaves by them."""

    def __init__(
        self, catalogue: Catalogue, *, previews: Previews, link_keys: LinkKeys, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._previews = previews
        self._link_keys = link_keys
        self._now = now

    def on(
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
        """A token that shows the picture in this size, 0 times 0 being its own, as long as it is published; one that is
        not published yet, for so long. Nothing is stored.

        Raises: NotFound for a file without bytes.
        """
        if file.version is None:
            raise NotFound("content", file.number)
        expires_at = None if file.published else self._now() + lifetime
        link = PictureLink(file.business, file.number, file.version.number, width, height, expires_at)
        return links.sign_picture(link, self._link_keys)

    def follow(self, token: str, *, size: tuple[int, int] | None = None) -> Opened:
        """The picture behind a link token; `size` instead of the one it names. Where no smaller one can be made or
        kept, the whole one, without what it tells beside what is seen.

        Raises: NotFound (altered, or the file is gone, replaced or not published any more, or it is a picture that
            cannot be cleaned), Expired, Invalid("size"), Unavailable, NoSpace, Damaged.
        """
        link = links.verify_picture(token, self._link_keys, now=self._now())
        with self._catalogue.glance() as tables:
            file = tables.files.get(link.business, link.file)
        if file is None or file.trashed_at or file.version is None or file.version.number != link.version:
            raise NotFound("link")
        if link.expires_at is None and not file.published:
            raise NotFound("link")
        width, height = size or (link.width, link.height)
        if is_picture(file) and (width or height):
            try:
                return self._previews.picture(file, width=width, height=height)
            except (Unsupported, NoSpace):
                pass
        try:
            return self._previews.public_copy(file)
        except Unsupported:
            raise NotFound("link") from None
