"""The routes of records and relations."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.records import wire
from filebook.dialects.native.records.handlers import RecordHandlers
from filebook.dialects.native.records.relation_handlers import RelationHandlers
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Records"
_ALL = "/records/{kind}"
_ONE = "/records/{kind}/{id}"
_RECORD = {"id": Kind.CONTACT}
"""A contact or another kind of record, which stands in the path."""


def record_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for records of every kind, and for what they have to do with each other."""
    return (*_records(parts), *_one_record(parts), *_relations(parts))


def _records(parts: Parts) -> tuple[Route, ...]:
    records = RecordHandlers(parts.services)
    return (
        Route(
            "GET",
            _ALL,
            records.records,
            credential(Role.VIEWER),
            "List the records of a kind",
            response=wire.RecordPage,
            query=wire.RecordQuery,
            area=_AREA,
        ),
        Route(
            "POST",
            _ALL,
            parts.once.buffered(records.create),
            credential(Role.VIEWER),
            "Make a record",
            request=wire.NewRecord,
            response=wire.Record,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_AREA,
        ),
    )


def _one_record(parts: Parts) -> tuple[Route, ...]:
    records = RecordHandlers(parts.services)
    return (
        Route(
            "GET",
            _ONE,
            records.record,
            credential(Role.VIEWER),
            "Show a record",
            response=wire.Record,
            inline=True,
            objects=_RECORD,
            query=wire.OneRecordQuery,
            area=_AREA,
        ),
        Route(
            "PATCH",
            _ONE,
            records.change,
            credential(Role.VIEWER),
            "Change a record, put it in the trash or take it out",
            request=wire.RecordChange,
            response=wire.Record,
            body=Body.BUFFERED,
            objects=_RECORD,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            records.delete,
            credential(Role.VIEWER),
            "Put a record in the trash; its files stay",
            objects=_RECORD,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
        Route(
            "GET",
            _ONE + "/appointments",
            records.appointments,
            credential(Role.VIEWER),
            "List the appointments that a record has to do with",
            response=wire.RecordAppointmentPage,
            objects=_RECORD,
            query=Paged,
            area=_AREA,
        ),
    )


def _relations(parts: Parts) -> tuple[Route, ...]:
    relations = RelationHandlers(parts.services)
    return (
        Route(
            "GET",
            "/relations",
            relations.relations,
            credential(Role.VIEWER),
            "List what a record or appointment has to do with others",
            response=wire.RelationPage,
            query=wire.RelationQuery,
            area=_AREA,
        ),
        Route(
            "POST",
            "/relations",
            parts.once.buffered(relations.create),
            credential(Role.VIEWER),
            "Say what one thing has to do with another",
            request=wire.NewRelation,
            response=wire.Relation,
            body=Body.BUFFERED,
            query=Nothing,
            status=201,
            area=_AREA,
        ),
        Route(
            "DELETE",
            "/relations",
            relations.delete,
            credential(Role.VIEWER),
            "Take a relation away",
            query=wire.RelationName,
            status=204,
            area=_AREA,
        ),
    )
