"""Who takes part in an event besides its employee, as it is said and told.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import UNSET

from filebook.core.appointments import Appointment, ParticipantStatus
from filebook.core.errors import Invalid
from filebook.core.ids import Number, Ref
from filebook.core.records import Record
from filebook.dialects.telecomx.calendar import wire
from filebook.dialects.telecomx.calendar.words import ANSWERS, ATTENDEE_TYPES, REQUIRED, answer_word, word_in
from filebook.dialects.telecomx.values import plain_text

LIMIT = 1000
"""How many may be named at once."""
TYPES, OTHERS = "attendeeTypes", "attendees"
"""What is kept of them here: types by the number of the record, and who is no record."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody as a client names them; `status` None: not said."""

    name: str
    email: str
    type: str
    status: ParticipantStatus | None


def invited_in(said: Sequence[wire.SaidAttendee]) -> list[Invited]:
    """Who is named. Raises: Invalid("attendees…")."""
    if len(said) > LIMIT:
        raise Invalid("attendees", "count")
    return [_invited(one, field=f"attendees[{place}]") for place, one in enumerate(said)]


def attendee_objects(
    whole: Appointment, people: Mapping[Number, Record], own: Mapping[str, object], *, but: Ref | None
) -> list[wire.AttendeeObject]:
    """Who takes part, without the employee whose event it is, and without those in the trash."""
    kept = own.get(TYPES)
    types = kept if isinstance(kept, Mapping) else {}
    guests = [
        wire.AttendeeObject(
            name=record.label or UNSET,
            emailAddress=record.text("email") or UNSET,
            type=str(types.get(str(record.number), REQUIRED)),
            status=answer_word(participant.status),
        )
        for participant in whole.participants
        if (record := people.get(participant.record.number)) is not None
        and (but is None or participant.record.number != but.number)
    ]
    others = own.get(OTHERS)
    named = others if isinstance(others, list | tuple) else ()
    return guests + [_other(one) for one in named if isinstance(one, Mapping)]


def _invited(said: wire.SaidAttendee, *, field: str) -> Invited:
    nested = said.emailAddress if isinstance(said.emailAddress, wire.SaidAddress) else wire.SaidAddress()
    email = said.emailAddress if isinstance(said.emailAddress, str) else nested.address
    status = said.status.response if isinstance(said.status, wire.SaidResponse) else said.status
    one = Invited(
        name=plain_text(said.name or nested.name or "", field=f"{field}.name").strip(),
        email=plain_text(email or "", field=f"{field}.emailAddress").strip(),
        type=word_in(said.type or REQUIRED, ATTENDEE_TYPES, field=f"{field}.type"),
        status=ANSWERS[word_in(status, ANSWERS, field=f"{field}.status")] if status else None,
    )
    if not (one.name or one.email):
        raise Invalid(field, "empty")
    return one


def _other(kept: Mapping[str, object]) -> wire.AttendeeObject:
    name, email = (str(kept.get(word) or "") for word in ("name", "emailAddress"))
    return wire.AttendeeObject(
        name=name or UNSET,
        emailAddress=email or UNSET,
        type=str(kept.get("type") or REQUIRED),
        status=str(kept.get("status") or "none"),
    )
