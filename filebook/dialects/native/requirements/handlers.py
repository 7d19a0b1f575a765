"""What the native door does about documents that things need."""

from collections.abc import Callable
from datetime import datetime, timedelta

from filebook.core.files import File
from filebook.core.ids import Kind, Number, Uid
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown, told
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import Moments, aware
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.requirements import wire
from filebook.dialects.native.requirements.translate import (
    documents_shown,
    required_shown,
    requirements_meant,
    requirements_shown,
)
from filebook.dialects.native.things import record_kind
from filebook.dialects.native.wire import Nothing, Reference
from filebook.services.bundle import Services
from filebook.services.occurrences import instant
from filebook.services.requirements import Incomplete
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_AHEAD = timedelta(days=14)
_NOTHING_YET = Number(0)


class RequirementHandlers:
    """What is asked for, what is there, what is missing."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        self._services = services
        self._now = now

    def show(self, call: Call) -> BytesAnswer:
        """Tell what is asked for."""
        query_of(call, Nothing)
        asked, revision = self._services.requirements.get(call.actor)
        return shown(call, requirements_shown(asked), revision=revision)

    def replace(self, call: Call) -> BytesAnswer:
        """Ask for this, in place of what was asked for."""
        query_of(call, Nothing)
        wanted = requirements_meant(body_of(call, wire.NewRequirements))
        asked, revision = self._services.requirements.get(call.actor)
        number, uid = (_NOTHING_YET, Uid("")) if asked.ref is None else (asked.ref.number, asked.ref.uid)
        named = Named(call.actor.business, number, Kind.DOCUMENT_REQUIREMENTS, uid, revision)
        self._services.requirements.put(writer(call, named), wanted)
        return self.show(call)

    def of_appointment(self, call: Call) -> BytesAnswer:
        """Tell what an appointment needs, and what of it is there."""
        return self._of(call, Kind.APPOINTMENT)

    def of_record(self, call: Call) -> BytesAnswer:
        """Tell what a record needs, and what of it is there."""
        return self._of(call, record_kind(call.path_params["kind"]))

    def missing(self, call: Call) -> BytesAnswer:
        """List the appointments of a time that lack documents."""
        query = query_of(call, wire.Window)
        moments = Moments(self._services.accounts, call.actor.business)
        since = moments.since_or_none(query.since) or self._now()
        until = moments.until_or_none(query.until) or aware(since + _AHEAD, "until")
        after = position_in(call, query.cursor, tuple[datetime, int])
        found = self._services.requirements.missing(call.actor, starts=since, ends=until)
        rest = found if after is None else [one for one in found if _place(one) > after]
        page = rest[: query.limit]
        return listed(
            call,
            [_incomplete(one) for one in page],
            next_cursor=cursor_for(call, _place(page[-1])) if len(rest) > query.limit else None,
            total=len(found) if query.count else None,
        )

    def _of(self, call: Call, kind: Kind) -> BytesAnswer:
        query_of(call, Nothing)
        thing = self._services.naming.one(call.actor, call.path_params["id"], kinds=(kind,))
        found = self._services.requirements.of_thing(call.actor, thing.number, kind=kind)
        items = [required_shown(one.document, _named(one.file)) for one in found]
        return told(wire.RequiredDocuments(complete=not any(one.missing for one in items), items=items))


def _named(file: File | None) -> Reference | None:
    if file is None:
        return None
    return Reference(id=file.uid, number=file.number, kind=Kind.FILE.value, label=file.name)


def _place(one: Incomplete) -> tuple[datetime, int]:
    return instant(one.span.starts, one.span.zone), one.appointment.number


def _incomplete(one: Incomplete) -> wire.Incomplete:
    appointment, span = one.appointment, one.span
    return wire.Incomplete(
        appointment=Reference(
            id=appointment.uid, number=appointment.number, kind=Kind.APPOINTMENT.value, label=appointment.subject
        ),
        starts_at=instant(span.starts, span.zone),
        ends_at=instant(span.ends, span.zone),
        missing=documents_shown(one.missing),
    )
