"""Colleagues: staff in use, with a login or without one; hired, changed, given other names."""

from dataclasses import replace

import pytest

from filebook.core.access import Role
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Missing, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.services.colleagues import Colleagues
from tests.services.conftest import Shop

NEVER = Number(999_999)


@pytest.fixture
def colleagues(shop: Shop) -> Colleagues:
    return Colleagues(shop.catalogue, now=shop.clock)


def named(record: Record, first_name: str, last_name: str) -> Record:
    fields = {**record.fields, "first_name": first_name, "last_name": last_name}
    return replace(record, label=f"{first_name} {last_name}", fields=fields)


def calendar_names(shop: Shop, staff: Number) -> list[str]:
    with shop.catalogue.read() as tables:
        calendars = tables.calendars.all(shop.business.number)
    return [calendar.name for calendar in calendars if calendar.owner and calendar.owner.number == staff]


def verbs(shop: Shop, after: int) -> list[tuple[Kind, Verb]]:
    with shop.catalogue.read() as tables:
        return [(one.kind, one.verb) for one in tables.changes.since(shop.business.number, after, limit=9)]


def test_colleagues_are_staff_in_use_who_are_not_shut_out(shop: Shop, colleagues: Colleagues) -> None:
    editor, viewer = shop.user("editor", Role.EDITOR), shop.user("viewer", Role.VIEWER)
    gone = shop.accounts.set_enabled(shop.user("gone", Role.EDITOR), enabled=False)
    booked = colleagues.hire(shop.actor(), label="Ona Berg", fields={"first_name": "Ona", "email": "ona@example.org"})
    left = colleagues.hire(shop.actor(), label="Left", fields={"active": False})
    found = {one.number: one for one in colleagues.all(shop.actor())}
    assert sorted(found) == list(found)
    assert {editor.staff.number, viewer.staff.number, booked.number} <= found.keys()
    assert not {gone.staff.number, left.number} & found.keys()
    assert (found[editor.staff.number].user, found[booked.number].user) == (editor, None)
    assert colleagues.one(shop.actor(), editor.staff.number).user_name == "editor"
    one = colleagues.one(shop.actor(), booked.number)
    assert (one.user_name, one.email, one.first_name, one.last_name) == ("", "ona@example.org", "Ona", "")
    assert colleagues.business(shop.actor()).number == shop.business.number
    assert colleagues.as_caller(shop.actor(), viewer.staff.number).role is Role.VIEWER
    with pytest.raises(NotFound):
        colleagues.as_caller(shop.actor(), booked.number)
    strangers = [shop.user(f"stranger{number}", Role.OWNER, shop.elsewhere) for number in range(20)]
    stranger = strangers[-1]  # whose number is nobody's in the main business
    for staff in (gone.staff.number, left.number, editor.number, stranger.staff.number, NEVER):
        with pytest.raises(NotFound):
            colleagues.one(shop.actor(), staff)


def test_a_nameless_colleague_goes_by_the_label(shop: Shop, colleagues: Colleagues) -> None:
    staff = shop.record(Kind.STAFF)
    assert colleagues.one(shop.actor(), staff.number).last_name == "A staff"


def test_who_is_hired_has_a_calendar_and_no_login(shop: Shop, colleagues: Colleagues) -> None:
    editor = shop.actor(Role.EDITOR)
    users, (_, before) = shop.accounts.users(shop.business.number), shop.stored()
    hired = colleagues.hire(editor, label="Ona Berg", fields={"first_name": "Ona", "last_name": "Berg"})
    assert calendar_names(shop, hired.number) == ["Ona Berg"]
    assert shop.accounts.users(shop.business.number) == users
    assert verbs(shop, before) == [(Kind.STAFF, Verb.CREATED), (Kind.CALENDAR, Verb.CREATED)]


def test_a_new_name_becomes_that_of_user_and_calendar_and_a_login_stays(shop: Shop, colleagues: Colleagues) -> None:
    anna = shop.accounts.create_user(
        shop.business.number, "anna", role=Role.EDITOR, email="anna@example.org", first_name="Anna", last_name="Ek"
    )
    staff, (_, before) = anna.staff.number, shop.stored()

    def edit(current: Record) -> Record:
        changed = named(current, "Anne", "Holm")
        return replace(changed, fields={**changed.fields, "user_name": "anne", "email": "anne@example.org"})

    changed = colleagues.change(shop.actor(), staff, edit=edit)
    assert (changed.fields["user_name"], changed.fields["email"]) == ("anna", "anna@example.org")
    assert shop.accounts.user(shop.business.number, "anna") == replace(anna, first_name="Anne", last_name="Holm")
    assert calendar_names(shop, staff) == ["Anne Holm"]
    assert verbs(shop, before) == [(Kind.STAFF, Verb.CHANGED), (Kind.USER, Verb.CHANGED)]
    (_, before) = shop.stored()
    colleagues.change(
        shop.actor(), staff, edit=lambda current: replace(current, fields={**current.fields, "active": False})
    )
    assert shop.accounts.user(shop.business.number, "anna").enabled
    assert verbs(shop, before) == [(Kind.STAFF, Verb.CHANGED)]


def test_what_must_not_be_leaves_everything_as_it_was(shop: Shop, colleagues: Colleagues) -> None:
    staff, contact = shop.user("editor", Role.EDITOR).staff.number, shop.record(Kind.CONTACT).number
    viewer = shop.actor(Role.VIEWER)
    before = shop.stored()
    with pytest.raises(AccessDenied):
        colleagues.hire(viewer, label="Ona", fields={})
    with pytest.raises(AccessDenied):
        colleagues.change(viewer, staff, edit=lambda current: named(current, "Ona", "Berg"))
    with pytest.raises(Missing):
        colleagues.hire(shop.actor(), label=" ", fields={})
    with pytest.raises(Missing):
        colleagues.change(shop.actor(), staff, edit=lambda current: replace(current, label=" "))
    for number in (contact, NEVER):
        with pytest.raises(NotFound):
            colleagues.change(shop.actor(), number, edit=lambda current: named(current, "Ona", "Berg"))
    assert shop.stored() == before
    assert calendar_names(shop, staff) == ["editor"]


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL])
def test_who_may_not_read_learns_of_nobody(shop: Shop, colleagues: Colleagues, role: Role) -> None:
    editor = shop.user("editor", Role.EDITOR)
    for attempt in (colleagues.all, colleagues.business, lambda one: colleagues.one(one, editor.staff.number)):
        with pytest.raises(AccessDenied):
            attempt(shop.actor(role))
