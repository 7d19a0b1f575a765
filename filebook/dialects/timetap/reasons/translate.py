"""Services as TimeTap shows them, which calls them reasons in its properties, and what its bodies say of one.

Source: the project's TimeTap reference (section 8), read 2026-11-21.

What TimeTap alone knows of a service is kept under `timetap`: `reasonType`, and names that differ from the label.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import UnsetType
from msgspec.structs import asdict

from filebook.core import offers
from filebook.core.errors import Invalid, Missing
from filebook.core.ids import BusinessNumber, Number
from filebook.core.records import Record
from filebook.dialects.timetap.kept import is_active, own_fields
from filebook.dialects.timetap.reasons.wire import ReasonChange, ReasonDetails, ReasonObject
from filebook.dialects.timetap.said import (
    Fields,
    flag_said,
    minutes_said,
    numbers_said,
    own_in,
    text_said,
    with_own,
    with_words,
)
from filebook.dialects.timetap.values import integer_of, plain_text, text_of

SERVICE = "SERVICE"
CLASS = "CLASS"
_MINUTES = {
    "visitMinutes": ("duration_minutes", 1),
    "bufferBeforeMinutes": ("buffer_before_minutes", 0),
    "bufferAfterMinutes": ("buffer_after_minutes", 0),
    "slotMinutes": ("slot_minutes", 1),
}
"""Properties, the words that every door has for them, and the least that they may be."""
_NAMES = ("internalName", "internalDisplayName")


def reason_object(record: Record | None, business: BusinessNumber) -> ReasonObject:
    """A service; without one, empty."""
    label, own = "" if record is None else record.label, own_fields(record)
    return ReasonObject(
        reasonId=None if record is None else record.number,
        businessId=business,
        reasonDesc=label,
        internalName=text_of(own.get("internalName")) or label,
        internalDisplayName=text_of(own.get("internalDisplayName")) or label,
        visitMinutes=None if record is None else integer_of(record.fields.get("duration_minutes")),
        reasonType="" if record is None else text_of(own.get("reasonType")) or SERVICE,
        active=is_active(record),
    )


def reason_details(record: Record) -> ReasonDetails:
    """A service by itself."""
    staff, locations = offers.staff_of(record), offers.locations_of(record)
    return ReasonDetails(
        **asdict(reason_object(record, record.business)),
        bufferBeforeMinutes=integer_of(record.fields.get("buffer_before_minutes")) or 0,
        bufferAfterMinutes=integer_of(record.fields.get("buffer_after_minutes")) or 0,
        slotMinutes=integer_of(record.fields.get("slot_minutes")),
        staffIdList=None if staff is None else [*staff],
        locationIdList=None if locations is None else [*locations],
    )


@dataclass(frozen=True, slots=True)
class SaidReason:
    """What a body says: values of shared words and of TimeTap's own, None or "" to take one away."""

    label: str | None
    """None: not said."""
    shared: Mapping[str, object]
    own: Mapping[str, str]
    staff: Sequence[Number]
    """Who is said to offer it."""
    locations: Sequence[Number]


def reason_said(body: ReasonChange) -> SaidReason:
    """Raises: Invalid."""
    staff = numbers_said(body.staffIdList, field="staffIdList")
    locations = numbers_said(body.locationIdList, field="locationIdList")
    said: dict[str, object] = {
        word: minutes_said(getattr(body, name), field=name, least=least) for name, (word, least) in _MINUTES.items()
    }
    said |= {offers.STAFF: staff, offers.LOCATIONS: locations}
    shared = {word: value for word, value in said.items() if not isinstance(value, UnsetType)}
    if (active := flag_said(body.active, field="active")) is not None:
        shared["active"] = active
    own = {name: text for name in _NAMES if (text := text_said(getattr(body, name), field=name)) is not None}
    if (type_ := _type_said(body)) is not None:
        own["reasonType"] = type_
    return SaidReason(text_said(body.reasonDesc, field="reasonDesc"), shared, own, _listed(staff), _listed(locations))


def new_reason(said: SaidReason) -> tuple[str, Fields]:
    """Label and fields; any of the names will do. Raises: Missing("reasonDesc")."""
    label = said.label or next((said.own[name] for name in _NAMES if said.own.get(name)), "")
    return _label(label), _fields(said, {}, label=label, before="")


def edited_reason(record: Record, said: SaidReason) -> Record:
    """The record with what is said. Raises: Missing("reasonDesc")."""
    label = record.label if said.label in {None, record.label} else _label(said.label or "")
    return replace(record, label=label, fields=_fields(said, record.fields, label=label, before=record.label))


def _label(label: str) -> str:
    if not label:
        raise Missing("reasonDesc")
    return plain_text(label, field="reasonDesc")


def _fields(said: SaidReason, fields: Fields, *, label: str, before: str) -> Fields:
    """A name that is sent back as it was shown, which was the label, goes on following the label."""
    kept = own_in(fields)
    names = {
        name: "" if text == label or (text == before and not kept.get(name)) else text
        for name, text in said.own.items()
        if name in _NAMES
    }
    return with_own(with_words(fields, said.shared), {**said.own, **names})


def _type_said(body: ReasonChange) -> str | None:
    """The type as it is kept: the usual one is not."""
    said = text_said(body.reasonType, field="reasonType")
    word = None if said is None else said.upper()
    if word not in {None, "", SERVICE, CLASS}:
        raise Invalid("reasonType", "word")
    return "" if word == SERVICE else word


def _listed(numbers: list[Number] | UnsetType | None) -> Sequence[Number]:
    return numbers if isinstance(numbers, list) else ()
