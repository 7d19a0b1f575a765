"""Shares as the people have them who make them: made, shown, changed, withdrawn; and how each was used.

What visitors get to see is `services/sharing_visits.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.appointments import Appointment
from filebook.core.audience import knows_link
from filebook.core.businesses import SHARE_LINKS, Business
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Invalid, Missing, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.core.intake import Intake
from filebook.core.link_surroundings import LinkSurroundings
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.sharing import ShareFilter
from filebook.core.sharing import ITEM_LIMIT, Item, Share, Use, checked_limit
from filebook.services.book import readable_appointment
from filebook.services.changelog import note
from filebook.services.link_makers import around, new_token, require_ahead, seen_by, token_hash
from filebook.services.link_passwords import LinkPasswords
from filebook.services.naming import find
from filebook.services.targets import readable

Thing = File | Folder | Appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare:
    """What is said of a share when it is made. `items`: files and folders, or one appointment alone, by uid or number.
    `name` None: what the only file or folder is called, else nothing.
    """

    items: Sequence[str]
    name: str | None = None
    message: str = ""
    sender: str = ""
    password: str = ""
    expires_at: datetime | None = None
    download_count_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """What is to be another way: `edit` of the share as it is then; `password` "" takes it away, None leaves it."""

    edit: Callable[[Share], Share]
    password: str | None = None


@dataclass(frozen=True, slots=True)
class MadeShare:
    """A share just made; the token is told this once."""

    share: Share
    token: str


class Sharing:
    """Whoever may write in the business may share what it may see. Makers know of their own shares, owners of all."""

    def __init__(self, catalogue: Catalogue, *, passwords: LinkPasswords, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._passwords = passwords
        self._now = now

    def create(self, actor: Actor, new: NewShare) -> MadeShare:
        """Show things to whoever has the address.

        Raises: AccessDenied; NotFound("item") for one that the actor may not know of, Missing("items"),
            Invalid("items" | "expires_at" | "download_count_limit").
        """
        require(actor, Action.WRITE, kind=Kind.SHARE)
        at, token = self._now(), new_token()
        if not new.items:
            raise Missing("items")
        if len(new.items) > ITEM_LIMIT:
            raise Invalid("items", "length")
        limit = checked_limit(new.download_count_limit)
        require_ahead(new.expires_at, now=at)
        password_hash = self._passwords.hashed(new.password)

        def unit(tables: Tables) -> Share:
            tables.numbers.lock(actor.business)
            if not may_be_shared(tables.businesses.get(actor.business)):
                raise AccessDenied(SHARE_LINKS)
            things = [_shareable(tables, actor, name) for name in new.items]
            items = tuple(_item_of(thing) for thing in things)
            _require_fitting(items)
            ref = tables.numbers.allocate(actor.business, Kind.SHARE)
            share = Share(
                business=actor.business,
                number=ref.number,
                uid=ref.uid,
                token_sha256=token_hash(token),
                items=items,
                maker=actor.user,
                scope=actor.scope,
                name=_only_name(things) if new.name is None else new.name,
                message=new.message,
                sender=new.sender,
                password_hash=password_hash,
                expires_at=new.expires_at,
                download_count_limit=limit,
                created_at=at,
            )
            tables.shares.add(share)
            _note(tables, actor, share, verb=Verb.CREATED, at=at)
            return share

        return MadeShare(self._catalogue.write(unit), token)

    def get(self, actor: Actor, number: Number) -> Share:
        """Raises: AccessDenied, NotFound("share")."""
        require(actor, Action.READ, kind=Kind.SHARE)
        with self._catalogue.glance() as tables:
            return _known(tables, actor, number)

    def page(self, actor: Actor, where: ShareFilter, *, before: Number | None, limit: int) -> list[Share]:
        """Those the actor knows of, newest first; whose they are is the actor's rights, whatever `where` says beyond.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.SHARE)
        with self._catalogue.read() as tables:
            return tables.shares.page(actor.business, seen_by(actor, where), before=before, limit=limit)

    def item(self, actor: Actor, name: str) -> Number:
        """The number of a thing that the actor may see, for `ShareFilter`. Raises: NotFound("item"), AccessDenied."""
        require(actor, Action.READ, kind=Kind.SHARE)
        with self._catalogue.glance() as tables:
            return _shareable(tables, actor, name).number

    def count(self, actor: Actor, where: ShareFilter) -> int:
        """How many `page` tells in all. Raises: AccessDenied."""
        require(actor, Action.READ, kind=Kind.SHARE)
        with self._catalogue.glance() as tables:
            return tables.shares.count(actor.business, seen_by(actor, where))

    def around(self, actor: Actor, links: Sequence[Share | Intake]) -> LinkSurroundings:
        """What links are shown with that the actor was given."""
        with self._catalogue.read() as tables:
            return around(tables, actor, links)

    def change(self, actor: Actor, number: Number, change: ShareChange) -> Share:
        """Say something else of a share, or give it another password, end or limit.

        Raises: AccessDenied, NotFound("share"), Invalid("expires_at" | "download_count_limit").
        """
        require(actor, Action.WRITE, kind=Kind.SHARE)
        at = self._now()
        password_hash = None if change.password is None else self._passwords.hashed(change.password)

        def unit(tables: Tables) -> Share:
            share = _locked(tables, actor, number)
            edited = change.edit(share)
            checked_limit(edited.download_count_limit)
            if edited.expires_at != share.expires_at:
                require_ahead(edited.expires_at, now=at)
            if password_hash is not None:
                edited = replace(edited, password_hash=password_hash)
            if edited != share:
                tables.shares.update(edited)
                _note(tables, actor, edited, verb=Verb.CHANGED, at=at)
            return edited

        return self._catalogue.write(unit)

    def revoke(self, actor: Actor, number: Number) -> None:
        """Its address opens nothing any more; what is remembered of its use stays. Raises: AccessDenied,
        NotFound("share").
        """
        at = self._now()
        self.change(actor, number, ShareChange(edit=lambda share: replace(share, revoked_at=share.revoked_at or at)))

    def remove(self, actor: Actor, number: Number) -> None:
        """For good, with what is remembered of its use. Raises: AccessDenied, NotFound("share")."""
        require(actor, Action.WRITE, kind=Kind.SHARE)
        at = self._now()

        def unit(tables: Tables) -> None:
            share = _locked(tables, actor, number)
            _note(tables, actor, share, verb=Verb.DELETED, at=at)
            tables.shares.remove(share)
            tables.numbers.forget(share.business, share.number)

        self._catalogue.write(unit)

    def uses(self, actor: Actor, number: Number, *, before: int | None, limit: int) -> list[Use]:
        """How it was used, newest first. Raises: AccessDenied, NotFound("share")."""
        require(actor, Action.READ, kind=Kind.SHARE)
        with self._catalogue.read() as tables:
            return tables.shares.uses(_known(tables, actor, number), before=before, limit=limit)


def may_be_shared(business: Business | None) -> bool:
    """Whether the business lets anything be shared."""
    return business is not None and bool(business.setting(SHARE_LINKS, default=True))


def _require_fitting(items: Sequence[Item]) -> None:
    """Raises: Invalid("items")."""
    if len(set(items)) < len(items):
        raise Invalid("items", "twice")
    if any(item.kind is Kind.APPOINTMENT for item in items) and len(items) > 1:
        raise Invalid("items", "alone")


def _shareable(tables: Tables, actor: Actor, name: str) -> Thing:
    """What a uid or number stands for, if the actor may see it, and the files in it or on it.

    Raises: NotFound("item"), AccessDenied.
    """
    require(actor, Action.READ, kind=Kind.FILE)
    named = find(tables, actor, name)
    if named is not None and named.kind is Kind.APPOINTMENT:
        try:
            return readable_appointment(tables, actor, named.number)
        except NotFound:
            raise NotFound("item") from None
    if named is not None and named.kind is Kind.FOLDER:
        return readable(tables, actor, tables.folders.get(actor.business, named.number), what="item")
    file = None if named is None or named.kind is not Kind.FILE else tables.files.get(actor.business, named.number)
    return readable(tables, actor, file, what="item")


def _item_of(thing: Thing) -> Item:
    if isinstance(thing, Appointment):
        kind = Kind.APPOINTMENT
    else:
        kind = Kind.FOLDER if isinstance(thing, Folder) else Kind.FILE
    return Item(kind, Ref(thing.number, thing.uid))


def _only_name(things: Sequence[Thing]) -> str:
    """What a thing that is shared alone is called; the subject of an appointment is for those who take part."""
    only = things[0] if len(things) == 1 else None
    return "" if only is None or isinstance(only, Appointment) else only.name


def _known(tables: Tables, actor: Actor, number: Number) -> Share:
    """Raises: NotFound("share")."""
    share = tables.shares.get(actor.business, number)
    if share is None or not knows_link(actor, share.maker, within=share.scope.folder):
        raise NotFound("share", number)
    return share


def _locked(tables: Tables, actor: Actor, number: Number) -> Share:
    """The share, with other writers of its business kept out until the unit ends. Raises: NotFound("share")."""
    tables.numbers.lock(actor.business)
    return _known(tables, actor, number)


def _note(tables: Tables, actor: Actor, share: Share, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=share.business, number=share.number, kind=Kind.SHARE, verb=verb, at=at)
