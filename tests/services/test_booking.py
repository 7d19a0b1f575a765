"""Booking: appointments made, changed and trashed, each in one unit: seen whole afterwards, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, ParticipantStatus, Span, Status
from filebook.core.changes import Change, Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment, Rewrite
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
MEETING = Span(datetime(2026, 4, 7, 14, 30), datetime(2026, 4, 7, 15, 0), ZONE)
TUESDAYS = Rule(Frequency.WEEKLY, date(2026, 4, 7), by_day=(ByDay(1),))
UNKNOWN = Number(999_999)


def booked(shop: Shop, actor: Actor | None = None, **said: object) -> Appointment:
    new = NewAppointment(**{"subject": "Meeting", "span": MEETING, **said})  # type: ignore[arg-type] # its own words
    return shop.booking.add(actor or shop.actor(), new)


def changes(shop: Shop) -> list[Change]:
    with shop.catalogue.read() as tables:
        return tables.changes.since(shop.business.number, 0, limit=1000)


def people(appointment: Appointment) -> list[Number]:
    return [participant.record.number for participant in appointment.participants]


def concerns(shop: Shop, appointment: Appointment) -> set[Number]:
    return set(shop.book.concerns([appointment])[appointment.number])


def only(number: Number) -> Rewrite:
    return lambda _: [number]


def unmoved(numbers: Sequence[Number]) -> Sequence[Number]:
    return numbers


def test_an_appointment_is_made_with_all_that_is_said_of_it(shop: Shop) -> None:
    estate, contact, staff = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT), shop.actor().staff
    room = shop.booking.add_resource(shop.actor(), "Room 1")
    made = booked(
        shop,
        participants=(staff.number, contact.number),
        statuses={contact.number: ParticipantStatus.SENT},
        concerns=(estate.number, estate.number),
        calendars=(room.number,),
        status=Status.COMPLETED,
    )
    assert shop.book.get(shop.actor(), made.number) == made
    assert [one.status for one in made.participants] == [ParticipantStatus.UNSET, ParticipantStatus.SENT]
    assert concerns(shop, made) == {estate.number}
    assert shop.book.calendars_of(made) == [room]
    assert (made.owner, made.created_by, made.status) == (staff, shop.actor().user_name, Status.COMPLETED)


def test_a_change_keeps_what_it_does_not_name(shop: Shop) -> None:
    estate, contact = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    room = shop.booking.add_resource(shop.actor(), "Room 1")
    made = booked(
        shop,
        participants=(contact.number,),
        statuses={contact.number: ParticipantStatus.ACCEPTED},
        concerns=(estate.number,),
        calendars=(room.number,),
        rule=TUESDAYS,
        fields={"xelion": {"userStatus": "unavailable"}},
    )
    shop.clock.advance(minutes=1)
    changed = shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, subject="Moved"))
    assert changed == replace(made, subject="Moved", modified_at=shop.clock())
    assert shop.book.get(shop.actor(), made.number) == changed
    assert concerns(shop, changed) == {estate.number}


def test_every_change_is_later_than_the_one_before_it_and_is_noted_once(shop: Shop) -> None:
    made = booked(shop)
    before = changes(shop)
    first = shop.booking.change(shop.actor(), made.number)
    second = shop.booking.change(shop.actor(), made.number, participants=unmoved, concerns=unmoved, calendars=unmoved)
    assert made.modified_at < first.modified_at < second.modified_at
    assert second.modified_at - made.modified_at == timedelta(milliseconds=2)
    new = changes(shop)[len(before) :]
    assert [(one.verb, one.kind, one.number) for one in new] == [(Verb.CHANGED, Kind.APPOINTMENT, made.number)] * 2


def test_participants_who_stay_keep_what_they_answered(shop: Shop) -> None:
    staying, going, coming = (shop.record(Kind.CONTACT).number for _ in range(3))
    made = booked(shop, participants=(staying, going), statuses={staying: ParticipantStatus.ACCEPTED})
    changed = shop.booking.change(
        shop.actor(), made.number, participants=lambda now: [*(one for one in now if one != going), coming, coming]
    )
    assert people(changed) == [staying, coming]
    assert [one.status for one in changed.participants] == [ParticipantStatus.ACCEPTED, ParticipantStatus.UNSET]
    assert shop.book.of_member(shop.actor(), going) == []
    assert shop.book.of_member(shop.actor(), coming) == [changed]


def test_an_answer_changes_only_the_one_who_gave_it(shop: Shop) -> None:
    one, other = shop.record(Kind.CONTACT).number, shop.record(Kind.CONTACT).number
    made = booked(shop, participants=(one, other), statuses={other: ParticipantStatus.SENT})
    answered = {one: ParticipantStatus.DECLINED, UNKNOWN: ParticipantStatus.ACCEPTED}
    changed = shop.booking.change(shop.actor(), made.number, statuses=answered)
    assert people(changed) == [one, other]
    assert [it.status for it in changed.participants] == [ParticipantStatus.DECLINED, ParticipantStatus.SENT]


def test_a_rewrite_sees_those_who_are_present_and_nobody_elses_change_is_lost(shop: Shop) -> None:
    first, second, third = (shop.record(Kind.CONTACT).number for _ in range(3))
    estate, other_estate = shop.record(Kind.ESTATE).number, shop.record(Kind.ESTATE).number
    room, car = (shop.booking.add_resource(shop.actor(), name).number for name in ("Room", "Car"))
    made = booked(shop, participants=(first,), concerns=(estate,), calendars=(room,))
    colleague = shop.actor(name="colleague")
    shop.booking.change(colleague, made.number, participants=lambda now: [*now, second])
    shop.booking.change(colleague, made.number, concerns=lambda now: [*now, other_estate])
    changed = shop.booking.change(
        shop.actor(),
        made.number,
        participants=lambda now: [*now, third],
        calendars=lambda now: [*now, car],
        concerns=lambda now: [number for number in now if number != estate],
    )
    assert people(changed) == [first, second, third]
    assert [calendar.number for calendar in changed.calendars] == [room, car]
    assert concerns(shop, changed) == {other_estate}


def test_who_is_in_the_trash_stays_where_it_took_part_but_does_not_join(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    made, other = booked(shop, participants=(contact,)), booked(shop)
    shop.records.trash(shop.actor(), contact, kind=Kind.CONTACT)
    changed = shop.booking.change(shop.actor(), made.number, participants=lambda now: [*now, shop.actor().staff.number])
    assert people(changed) == [contact, shop.actor().staff.number]
    with pytest.raises(NotFound):
        shop.booking.change(shop.actor(), other.number, participants=lambda now: [*now, contact])


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda now: replace(now, span=Span(MEETING.ends, MEETING.starts, ZONE)), "span"),
        (lambda now: replace(now, span=replace(MEETING, zone="Mars/Olympus")), "zone"),
        (lambda now: replace(now, span=replace(MEETING, ends=datetime(9999, 1, 1))), "span"),
        (lambda now: replace(now, span=replace(MEETING, starts=datetime(1, 12, 31))), "span"),
        (lambda now: replace(now, rule=Rule(Frequency.SECONDLY, date(2026, 4, 7))), "rule"),
        (lambda now: replace(now, rule=Rule(Frequency.WEEKLY, date(2026, 4, 1))), "rule"),
        (lambda now: replace(now, rule=replace(TUESDAYS, by_day=(ByDay(0),), until=date(2026, 4, 8))), "rule"),
    ],
)
def test_an_edit_that_makes_no_appointment_is_refused_and_leaves_nothing(shop: Shop, edit: object, field: str) -> None:
    made = booked(shop)
    before = shop.stored()
    with pytest.raises(Invalid) as refusal:
        shop.booking.change(shop.actor(), made.number, edit=edit)  # type: ignore[arg-type] # an edit
    assert refusal.value.field == field
    assert shop.stored() == before
    assert shop.book.get(shop.actor(), made.number) == made


@pytest.mark.parametrize("what", ["participants", "concerns", "calendars"])
def test_a_change_that_names_an_unknown_thing_leaves_nothing_of_the_others(shop: Shop, what: str) -> None:
    contact, estate = shop.record(Kind.CONTACT), shop.record(Kind.ESTATE)
    made = booked(shop, participants=(contact.number,), concerns=(estate.number,))
    before = shop.stored()
    nobody: Rewrite = lambda _: ()  # noqa: E731 - typed here
    wanted = dict.fromkeys(("participants", "concerns", "calendars"), nobody) | {what: only(UNKNOWN)}
    with pytest.raises(NotFound):
        shop.booking.change(
            shop.actor(),
            made.number,
            edit=lambda now: replace(now, subject="Moved"),
            participants=wanted["participants"],
            concerns=wanted["concerns"],
            calendars=wanted["calendars"],
        )
    assert shop.stored() == before
    assert shop.book.get(shop.actor(), made.number) == made
    assert concerns(shop, made) == {estate.number}


def test_a_record_of_another_business_or_of_the_wrong_kind_is_as_unknown(shop: Shop) -> None:
    stranger = shop.actor(business=shop.elsewhere)
    for _ in range(20):  # each business counts for itself, and a foreign number should be nobody's here
        foreign = shop.records.add(stranger, Kind.CONTACT, label="Foreign").number
    foreign_room = shop.booking.add_resource(stranger, "Room").number
    contact, estate = shop.record(Kind.CONTACT).number, shop.record(Kind.ESTATE).number
    made = booked(shop)
    before = shop.stored()
    for wrong in (foreign, estate, made.number):
        with pytest.raises(NotFound):
            shop.booking.change(shop.actor(), made.number, participants=only(wrong))
    for wrong in (foreign, contact, made.number):
        with pytest.raises(NotFound):
            shop.booking.change(shop.actor(), made.number, concerns=only(wrong))
    for wrong in (foreign_room, contact):
        with pytest.raises(NotFound):
            shop.booking.change(shop.actor(), made.number, calendars=only(wrong))
    assert shop.stored() == before


def test_only_those_with_the_right_to_write_change_an_appointment(shop: Shop) -> None:
    personal, helper, viewer = (
        shop.actor(Role.PERSONAL),
        shop.actor(Role.PERSONAL, name="helper"),
        shop.actor(Role.VIEWER),
    )
    made = booked(shop, participants=(personal.staff.number,))
    shop.booking.change(personal, made.number, edit=lambda now: replace(now, comment="mine"))
    granted = {str(helper.staff.number): "write", str(viewer.staff.number): "read"}
    shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, permissions=granted))
    shop.booking.change(helper, made.number, edit=lambda now: replace(now, comment="helped"))
    refused = (
        (viewer, AccessDenied),
        (shop.actor(Role.NONE), AccessDenied),
        (shop.actor(Role.PERSONAL, name="stranger"), NotFound),
        (shop.actor(business=shop.elsewhere), NotFound),
    )
    before = shop.stored()
    for actor, refusal in refused:
        with pytest.raises(refusal):
            shop.booking.change(actor, made.number, edit=lambda now: replace(now, comment="stolen"))
    with pytest.raises(AccessDenied):
        shop.booking.trash(helper, made.number)
    assert shop.stored() == before
    assert shop.book.get(shop.actor(), made.number).comment == "helped"
    shop.booking.trash(personal, made.number)


def test_who_may_not_read_records_invites_colleagues_and_learns_of_nobody_else(shop: Shop) -> None:
    personal, colleague = shop.actor(Role.PERSONAL), shop.actor().staff.number
    contact, estate = shop.record(Kind.CONTACT).number, shop.record(Kind.ESTATE).number
    own = booked(shop, participants=(personal.staff.number,)).number
    before = changes(shop)
    for wanted in ({"participants": only(contact)}, {"concerns": only(estate)}):
        with pytest.raises(NotFound):
            shop.booking.change(personal, own, **wanted)  # type: ignore[arg-type] # words of its own
    assert changes(shop) == before
    changed = shop.booking.change(personal, own, participants=lambda present: [*present, colleague])
    assert people(changed) == [personal.staff.number, colleague]


def test_a_private_appointment_is_changed_by_its_own_people_alone(shop: Shop) -> None:
    made = booked(shop, private=True)
    colleague = shop.actor(name="colleague")
    with pytest.raises(NotFound):
        shop.booking.change(colleague, made.number, edit=lambda now: replace(now, private=False))
    with pytest.raises(NotFound):
        shop.booking.trash(colleague, made.number)
    opened = shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, private=False))
    assert shop.book.get(colleague, made.number) == opened


def test_a_trashed_appointment_is_not_changed(shop: Shop) -> None:
    made = booked(shop)
    shop.booking.trash(shop.actor(), made.number)
    before = shop.stored()
    with pytest.raises(NotFound):
        shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, subject="Back"))
    assert shop.stored() == before


def test_a_rule_beyond_this_engine_outlives_changes_of_other_things(shop: Shop) -> None:
    """An import may bring one; nothing here can make or move it."""
    made = booked(shop)
    imported = replace(made, rule=Rule(Frequency.DAILY, MEETING.starts.date(), by_hour=(9, 17)))
    shop.catalogue.write(lambda tables: tables.appointments.update(imported))
    changed = shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, subject="Kept"))
    assert (changed.rule, changed.subject) == (imported.rule, "Kept")
    later = replace(MEETING, ends=MEETING.ends + timedelta(hours=1))
    with pytest.raises(Invalid):
        shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, span=later))


def test_a_resource_has_a_name_of_its_own(shop: Shop) -> None:
    room, viewer = shop.booking.add_resource(shop.actor(), "Room 1"), shop.actor(Role.VIEWER)
    before = shop.stored()
    with pytest.raises(Conflict):
        shop.booking.add_resource(shop.actor(), "Room 1")
    with pytest.raises(AccessDenied):
        shop.booking.add_resource(viewer, "Room 2")
    with pytest.raises(Invalid):
        shop.booking.add_resource(shop.actor(), "Room\n2")
    assert shop.stored() == before
    shop.booking.add_resource(shop.actor(business=shop.elsewhere), "Room 1")
    assert shop.book.resources(viewer) == [room]


def test_a_moved_series_is_found_where_it_is_now(shop: Shop) -> None:
    made = booked(shop, rule=replace(TUESDAYS, until=date(2026, 4, 28)))
    starts = datetime(2026, 6, 1, tzinfo=UTC)
    ends = starts + timedelta(days=30)
    assert shop.book.touching(shop.actor(), starts=starts, ends=ends) == []
    june = replace(MEETING, starts=datetime(2026, 6, 2, 14, 30), ends=datetime(2026, 6, 2, 15, 0))
    rule = replace(TUESDAYS, anchor=date(2026, 6, 2), until=date(2026, 6, 16))
    moved = shop.booking.change(shop.actor(), made.number, edit=lambda now: replace(now, span=june, rule=rule))
    assert shop.book.touching(shop.actor(), starts=starts, ends=ends) == [moved]
    days = [span.starts.day for _, span in shop.book.between(shop.actor(), starts=starts, ends=ends)]
    assert days == [2, 9, 16]


def test_appointments_of_some_members_are_found_each_once(shop: Shop) -> None:
    one, other, third = (shop.record(Kind.CONTACT).number for _ in range(3))
    room = shop.booking.add_resource(shop.actor(), "Room").number
    both, first, booked_room = (
        booked(shop, participants=(one, other)),
        booked(shop, participants=(one,)),
        booked(shop, calendars=(room,)),
    )
    booked(shop, participants=(third,))
    starts = datetime(2026, 4, 7, tzinfo=UTC)

    def found(**whose: object) -> list[Appointment]:
        return shop.book.touching(shop.actor(), starts=starts, ends=starts + timedelta(days=1), **whose)  # type: ignore[arg-type] # its own words

    assert found(members=(other, one, one, room)) == [both, first, booked_room]
    assert found(participant=other) == [both]
    assert found(members=()) == []
    assert len(found()) == 4
    with pytest.raises(Invalid):
        found(members=[Number(number) for number in range(501)])


def test_the_people_of_appointments_are_their_records_but_for_those_in_the_trash(shop: Shop) -> None:
    contact, gone = shop.record(Kind.CONTACT), shop.record(Kind.CONTACT)
    made = booked(shop, participants=(contact.number, gone.number))
    shop.records.trash(shop.actor(), gone.number, kind=Kind.CONTACT)
    assert shop.book.people([made, booked(shop)]) == {contact.number: contact}
    assert shop.book.people([booked(shop)]) == {}
