"""Queries of lists of files and folders as what is looked for."""

from typing import TypeVar

from msgspec import UNSET, UnsetType

from filebook.core.access import Visibility
from filebook.core.errors import Invalid, NotFound
from filebook.core.files import Folder
from filebook.core.ids import RECORD_KINDS, Kind, Number, Ref
from filebook.core.ports.browsing import Order, Place, Sought
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.files import wire
from filebook.dialects.native.files.translate import file_shown, order_of
from filebook.dialects.native.moments import Moments
from filebook.dialects.native.wire import Id, Sparse
from filebook.services.browsing import ChildrenMark, Shown, Stretch, Walk
from filebook.services.bundle import Services
from filebook.serving.call import Call

ROOT = "root"
"""The top level, where a folder is asked for."""
_FOLDER = (Kind.FOLDER,)
_USER = (Kind.USER,)
_TARGETS = (*sorted(RECORD_KINDS), Kind.APPOINTMENT)
Thing = TypeVar("Thing", Shown, Folder)


class Finding:
    """Turns names in queries into what they name."""

    def __init__(self, services: Services) -> None:
        self._naming = services.naming
        self._accounts = services.accounts

    def folder(self, call: Call, name: Id | UnsetType | None) -> Ref | None:
        """The folder that a request names; None and `root` are the top level. Raises: NotFound("folder")."""
        if name is UNSET or name is None or name == ROOT:
            return None
        named = self._naming.one(call.actor, name, kinds=_FOLDER)
        return Ref(named.number, named.uid)

    def sought(self, call: Call, query: wire.Sought, *, inside: Id | UnsetType) -> Sought:
        """What both lists are filtered by; `inside` is a folder or `root`; UNSET: anywhere.

        Raises: NotFound for a name that is nothing, Invalid for a time that cannot be meant.
        """
        moments = Moments(self._accounts, call.actor.business)
        parent = None if inside == ROOT else self._number(call, inside, _FOLDER)
        return Sought(
            parent=parent,
            top_level=inside == ROOT,
            below=self._number(call, query.below, _FOLDER),
            containing=query.q,
            tags=query.tag,
            uploader=self._number(call, query.uploader, _USER),
            visibility=None if query.visibility is None else Visibility(query.visibility),
            created_since=moments.since_or_none(query.created_since, "created_since"),
            created_until=moments.until_or_none(query.created_until, "created_until"),
            modified_since=moments.since_or_none(query.modified_since, "modified_since"),
            modified_until=moments.until_or_none(query.modified_until, "modified_until"),
            trashed=query.trashed,
        )

    def target(self, call: Call, name: Id | UnsetType) -> Number | None:
        """Raises: NotFound("target")."""
        try:
            return self._number(call, name, _TARGETS)
        except NotFound:
            raise NotFound("target", name) from None

    def _number(self, call: Call, name: Id | UnsetType, kinds: tuple[Kind, ...]) -> Number | None:
        return None if name is UNSET else self._naming.one(call.actor, name, kinds=kinds).number


def walk_of(call: Call, query: wire.Sought, ordering: str) -> Walk:
    """Which page. Raises: Invalid("cursor")."""
    order, descending = order_of(ordering)
    after = place_in(call, query.cursor, order)
    return Walk(query.limit, order, descending=descending, after=after, attachments=wants_attachments(query))


def place_in(call: Call, cursor: str, order: Order) -> Place | None:
    """The place that a cursor of a list in this order stands for. Raises: Invalid("cursor")."""
    if order is Order.NAME:
        named = position_in(call, cursor, tuple[str, int])
        return None if named is None else Place(*named)
    if order is Order.CREATED:
        made = position_in(call, cursor, tuple[int, str])
        return None if made is None else Place(*made)
    position = position_in(call, cursor, tuple[int, int])
    return None if position is None else Place(*position)


def children_mark_in(call: Call, cursor: str, order: Order) -> ChildrenMark | None:
    """Where a list of a folder's children goes on. Raises: Invalid("cursor")."""
    position = position_in(call, cursor, tuple[bool, tuple[int | str, int | str] | None])
    if position is None:
        return None
    files, told = position
    if told is None:
        return ChildrenMark(files, None)
    own = Order.NAME if order is Order.SIZE and not files else order
    if (isinstance(told[0], str), isinstance(told[1], str)) != (own is Order.NAME, own is Order.CREATED):
        raise Invalid("cursor")
    return ChildrenMark(files, Place(*told))


def wants_attachments(query: Sparse) -> bool:
    """Whether the answer shows what files hang on."""
    return not query.fields or "attachments" in query.fields.split(",")


def next_of(call: Call, stretch: Stretch[Thing]) -> str | None:
    """The cursor of the page after this one."""
    return None if stretch.next is None else cursor_for(call, (stretch.next.value, stretch.next.tie))


def shown_file(one: Shown) -> wire.File:
    """A file with what it hangs on, as the API shows it."""
    attachments = [
        wire.Attached(
            id=hung.ref.uid,
            number=hung.ref.number,
            kind=hung.kind.value,
            label=hung.label,
            role=hung.role,
            position=hung.position,
        )
        for hung in one.hangs_on
    ]
    return file_shown(one.file, tuple(attachments), has_preview=one.has_preview)
