"""The diary, and appointments of one's own."""

from datetime import datetime

import pytest

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Span
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Door, short_of
from filebook.core.members import Member
from filebook.services.booking import NewAppointment
from filebook.services.diary import Diary
from tests.services.conftest import Shop

SPAN = Span(datetime(2026, 4, 7, 14), datetime(2026, 4, 7, 15), "Europe/Amsterdam")


@pytest.fixture
def diary(shop: Shop) -> Diary:
    return Diary(shop.catalogue)


def own(shop: Shop, actor: Actor, *, private: bool = False) -> Appointment:
    new = NewAppointment("Own", SPAN, participants=[actor.staff.number], private=private)
    return shop.booking.add_own(actor, new)


def made_here(diary: Diary, actor: Actor) -> list[int]:
    def any_member(_: Member) -> bool:
        return True

    return [place.whole for place in diary.made_here(actor, any_member)]


@pytest.mark.parametrize("role", [Role.PERSONAL, Role.VIEWER, Role.EDITOR])
def test_everybody_may_have_appointments_of_their_own(shop: Shop, role: Role) -> None:
    assert own(shop, shop.actor(role)).owner == shop.actor(role).staff


@pytest.mark.parametrize("role", [Role.PERSONAL, Role.VIEWER])
def test_who_may_not_write_makes_none_without_taking_part(shop: Shop, role: Role) -> None:
    colleague = shop.actor().staff.number
    actor = shop.actor(role)
    before = shop.stored()
    for participants in ([], [colleague]):
        with pytest.raises(AccessDenied):
            shop.booking.add_own(actor, NewAppointment("Not own", SPAN, participants=participants))
    assert shop.stored() == before


def test_who_may_see_nothing_makes_nothing(shop: Shop, diary: Diary) -> None:
    actor = shop.actor(Role.NONE)
    before = shop.stored()
    with pytest.raises(AccessDenied):
        own(shop, actor)
    with pytest.raises(AccessDenied):
        made_here(diary, actor)
    assert shop.stored() == before


def test_what_was_made_through_a_door_is_told_there_to_those_who_may_know_of_it(shop: Shop, diary: Diary) -> None:
    owner, viewer = shop.actor().through(Door.TELECOMX), shop.actor(Role.VIEWER).through(Door.TELECOMX)
    open_one, secret, trashed = own(shop, owner), own(shop, owner, private=True), own(shop, owner)
    elsewhere = own(shop, shop.actor().through(Door.XELION))
    shop.booking.trash(owner, trashed.number)
    assert made_here(diary, owner) == [open_one.number, secret.number]
    assert made_here(diary, viewer) == [open_one.number]
    assert made_here(diary, shop.actor(Role.PERSONAL).through(Door.TELECOMX)) == []
    assert made_here(diary, shop.actor().through(Door.XELION)) == [elsewhere.number]
    assert made_here(diary, shop.actor(Role.ADMIN, shop.elsewhere).through(Door.TELECOMX)) == []


def test_a_private_appointment_is_found_by_colleagues_as_taken_time_only(shop: Shop, diary: Diary) -> None:
    owner = shop.actor()
    short = short_of(own(shop, owner, private=True).uid)
    assert diary.find(owner, short).whole_told
    assert not diary.find(shop.actor(Role.VIEWER), short).whole_told
    for actor in (shop.actor(Role.PERSONAL), shop.actor(Role.ADMIN, shop.elsewhere)):
        with pytest.raises(NotFound):
            diary.find(actor, short)
