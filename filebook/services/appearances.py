"""Appearances: how a business looks to everybody, before anybody has logged in; and its logo."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.appearance import Logo
from filebook.core.businesses import Business
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Invalid, NotFound, Unsupported
from filebook.core.ids import Kind
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.media import PreviewMaker, Recogniser
from filebook.core.previews import HIGHEST_SIDE, Look
from filebook.services.accounts import require_whole
from filebook.services.changelog import note

LOGO_TYPES = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What a logo may come as. No drawing that could hold a script is among them."""
LOGO_LIMIT_BYTES = 512 * 1024
LOGO_SIDE = 512
"""Pixels that a logo is fitted into; smaller ones stay as they are."""


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Bytes in memory as a source of pictures."""

    data: bytes

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]


class Appearances:
    """What is public of a business: its name, language, colour, logo and links."""

    def __init__(
        self, catalogue: Catalogue, *, recogniser: Recogniser, maker: PreviewMaker, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._recogniser = recogniser
        self._maker = maker
        self._now = now

    def business(self, tenant: str | None) -> Business | None:
        """The business of a tenant name; for None the main one, if there is any.

        Raises: NotFound("business") for an unknown tenant name.
        """
        with self._catalogue.glance() as tables:
            return _business(tables, tenant)

    def logo(self, tenant: str | None) -> tuple[Business, Logo]:
        """A business and its logo. Raises: NotFound("logo" | "business")."""
        with self._catalogue.read() as tables:
            business = _business(tables, tenant)
            logo = None if business is None else tables.businesses.logo(business.number)
        if business is None or logo is None:
            raise NotFound("logo")
        return business, logo

    def set_logo(self, actor: Actor, data: bytes, *, revision: int | None = None) -> Business:
        """Make a logo of a picture: upright, not larger than it is shown, without metadata.

        Raises: AccessDenied, Invalid("logo", reason) for what is no picture that can be shown, Conflict("revision"),
            Unavailable.
        """
        self._require_allowed(actor)
        return self._changed(actor, self._made(data), revision=revision)

    def remove_logo(self, actor: Actor, *, revision: int | None = None) -> Business:
        """Raises: AccessDenied, NotFound("logo"), Conflict("revision")."""
        self._require_allowed(actor)
        return self._changed(actor, None, revision=revision)

    def _require_allowed(self, actor: Actor) -> None:
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)

    def _made(self, data: bytes) -> Logo:
        if self._recogniser.media_type(data, "") not in LOGO_TYPES:
            raise Invalid("logo", "no_such_type")
        size = self._recogniser.picture_size(data)
        if size is not None and max(size) > HIGHEST_SIDE:
            raise Invalid("logo", "too_large")
        pieces: list[bytes] = []
        try:
            made = self._maker.picture(_Bytes(data), Look(LOGO_SIDE, LOGO_SIDE), sink=pieces.append)
        except Unsupported as refused:
            raise Invalid("logo", refused.reason) from None
        return Logo(made.media_type, b"".join(pieces))

    def _changed(self, actor: Actor, logo: Logo | None, *, revision: int | None) -> Business:
        sha256 = "" if logo is None else hashlib.sha256(logo.content).hexdigest()
        at = self._now()

        def unit(tables: Tables) -> Business:
            tables.numbers.lock(actor.business)
            before = tables.businesses.get(actor.business)
            if before is None:
                raise NotFound("business", actor.business)
            if logo is None and not before.appearance.logo_sha256:
                raise NotFound("logo")
            if revision not in {None, before.revision}:
                raise Conflict("revision")
            after = replace(
                before, appearance=replace(before.appearance, logo_sha256=sha256), revision=before.revision + 1
            )
            tables.businesses.update(after)
            tables.businesses.set_logo(actor.business, logo)
            note(
                tables,
                actor,
                business=actor.business,
                number=actor.user,
                kind=Kind.USER,
                verb=Verb.CONFIGURED,
                at=at,
                detail={"business": after.uid, "changed": ["logo"]},
            )
            return after

        return self._catalogue.write(unit)


def _business(tables: Tables, tenant: str | None) -> Business | None:
    if tenant is None:
        return tables.businesses.main()
    found = tables.businesses.by_tenant(tenant)
    if found is None:
        raise NotFound("business", tenant)
    return found
