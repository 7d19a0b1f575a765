"""Records and relations between the wire of the native API and ours."""

from dataclasses import replace
from typing import cast

from msgspec import UNSET

from filebook.core.appointments import Appointment
from filebook.core.errors import Missing
from filebook.core.ids import Kind
from filebook.core.labels import label_after, label_of
from filebook.core.record_fields import ACTIVE, checked, merged, require_fitting
from filebook.core.records import Record
from filebook.core.relations import End, Told
from filebook.dialects.native.records import wire
from filebook.dialects.native.wire import Reference

_NAMED_BY_FIELDS = frozenset({Kind.CONTACT, Kind.STAFF})


def record_shown(record: Record) -> wire.Record:
    """A record as the API shows it."""
    return wire.Record(
        id=record.uid,
        number=record.number,
        kind=cast(wire.RecordKind, record.kind.value),
        label=record.label,
        active=record.is_in_use,
        fields={name: value for name, value in record.fields.items() if name != ACTIVE},
        created_at=record.created_at,
        modified_at=record.modified_at,
        trashed_at=record.trashed_at,
    )


def label_and_fields(kind: Kind, new: wire.NewRecord) -> tuple[str, dict[str, object]]:
    """What a new record is called, and its fields. Raises: Missing("label"), Invalid("fields.…"), TooLarge."""
    fields = merged({}, checked(kind, new.fields))
    if not new.active:
        fields[ACTIVE] = False
    require_fitting(fields)
    told = label_of(fields) if kind in _NAMED_BY_FIELDS else ""
    label = told if new.label is UNSET else new.label
    if not label:
        raise Missing("label")
    return label, fields


def changed(record: Record, change: wire.RecordChange) -> Record:
    """The record with what the change says. Raises: Invalid("fields.…"), TooLarge."""
    fields = dict(record.fields)
    if change.fields is not UNSET:
        fields = merged(fields, checked(record.kind, change.fields))
        require_fitting(fields)
    if change.active is not UNSET and change.active is not record.is_in_use:
        fields[ACTIVE] = change.active
    label = label_after(record, fields) or record.label if record.kind in _NAMED_BY_FIELDS else record.label
    return replace(record, label=label if change.label is UNSET else change.label, fields=fields)


def appointment_shown(appointment: Appointment) -> wire.RecordAppointment:
    """An appointment in the list of a record's."""
    span = appointment.span
    return wire.RecordAppointment(
        id=appointment.uid,
        number=appointment.number,
        label=appointment.subject,
        starts=span.starts.isoformat(),
        ends=span.ends.isoformat(),
        zone=span.zone,
        status=appointment.status.value,
        recurring=appointment.rule is not None,
    )


def relation_shown(told: Told) -> wire.Relation:
    """A relation as the API shows it."""
    return wire.Relation(type=told.type.value, parent=_reference(told.parent), child=_reference(told.child))


def _reference(end: End) -> Reference:
    return Reference(id=end.uid, number=end.number, kind=end.kind.value, label=end.label)
