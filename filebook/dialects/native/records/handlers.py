"""What the native door does with records."""

from msgspec import UNSET

from filebook.core.errors import NotFound
from filebook.core.ids import RECORD_KINDS, Kind
from filebook.core.ports.book import RecordFilter, RecordMark
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.records import wire
from filebook.dialects.native.records.selecting import conditions_in, in_use, order_in
from filebook.dialects.native.records.translate import appointment_shown, changed, label_and_fields, record_shown
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.bundle import Services
from filebook.services.record_pages import RecordList
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_KINDS = {kind.value: kind for kind in RECORD_KINDS}


class RecordHandlers:
    """Records of the kind that the path names."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def records(self, call: Call) -> BytesAnswer:
        """List them."""
        asked = query_of(call, wire.RecordQuery)
        wanted = _wanted(_kind(call), asked)
        after = position_in(call, asked.cursor, RecordMark)
        found, mark = self._services.record_pages.page(call.actor, wanted, after=after, limit=asked.limit)
        more = None if mark is None else cursor_for(call, mark)
        total = self._services.record_pages.total(call.actor, wanted) if asked.count else None
        return listed(call, [record_shown(record) for record in found], next_cursor=more, total=total)

    def record(self, call: Call) -> BytesAnswer:
        """Show one."""
        asked = query_of(call, wire.OneRecordQuery)
        return self._shown(call, self._named(call), trashed_too=asked.trashed)

    def create(self, call: Call) -> BytesAnswer:
        """Make one. A member of staff gets a calendar too."""
        query_of(call, Sparse)
        kind = _kind(call)
        actor = writer(call)
        label, fields = label_and_fields(kind, body_of(call, wire.NewRecord))
        if kind is Kind.STAFF:
            made = self._services.colleagues.hire(actor, label=label, fields=fields)
        else:
            made = self._services.records.add(actor, kind, label=label, fields=fields)
        named = self._services.naming.one(call.actor, made.uid, kinds=(kind,))
        return self._shown(call, named, status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Change one: call it otherwise, say more of it, put it in the trash or take it out."""
        query_of(call, Sparse)
        change = body_of(call, wire.RecordChange)
        named = self._named(call)
        self._services.records.amend(
            writer(call, named),
            named.number,
            kind=named.kind,
            edit=lambda record: changed(record, change),
            trashed=None if change.trashed is UNSET else change.trashed,
        )
        return self._shown(call, self._named(call), trashed_too=True)

    def delete(self, call: Call) -> BytesAnswer:
        """Put one in the trash; its files stay in the library."""
        query_of(call, Nothing)
        named = self._named(call)
        self._services.records.trash(writer(call, named), named.number, kind=named.kind)
        return empty_answer()

    def appointments(self, call: Call) -> BytesAnswer:
        """List the appointments in which one takes part or that are about it, by start."""
        asked = query_of(call, Paged)
        named = self._named(call)
        offset = position_in(call, asked.cursor, int) or 0
        found = self._services.relations.appointments_with(call.actor, named.number, kind=named.kind)
        after = max(offset, 0) + asked.limit
        page = found[max(offset, 0) : after]
        more = cursor_for(call, after) if len(found) > after else None
        items = [appointment_shown(appointment) for appointment in page]
        return listed(call, items, next_cursor=more, total=len(found) if asked.count else None)

    def _named(self, call: Call) -> Named:
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=(_kind(call),))

    def _shown(self, call: Call, named: Named, *, status: int = 200, trashed_too: bool = False) -> BytesAnswer:
        records = self._services.records
        find = records.find if trashed_too else records.get
        record = find(call.actor, named.number, kind=named.kind)
        path = ("records", named.kind.value, named.uid)
        return shown(call, record_shown(record), revision=named.revision, status=status, path=path)


def _kind(call: Call) -> Kind:
    """Raises: NotFound("kind")."""
    kind = _KINDS.get(call.path_params["kind"])
    if kind is None:
        raise NotFound("kind", call.path_params["kind"])
    return kind


def _wanted(kind: Kind, asked: wire.RecordQuery) -> RecordList:
    order, descending = order_in(asked.order)
    where = conditions_in(asked.where)
    if asked.active is not UNSET:
        where.append(in_use(wanted=asked.active))
    return RecordList(kind, RecordFilter(trashed=asked.trashed, containing=asked.q), where, order, descending)
