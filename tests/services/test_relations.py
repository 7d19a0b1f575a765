"""Relations: told for many things at once from either side, and never of what the actor may not know."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.appointments import Span
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.ports.library import Hanging
from filebook.core.relations import Relation, RelationType
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from filebook.services.relations import Relations
from tests.services.conftest import Shop

MEETING = Span(datetime(2017, 3, 13, 11, 10), datetime(2017, 3, 13, 11, 20), "Europe/Amsterdam")
NEVER = Number(999_999)


@dataclass
class Estates:
    """Two estates and two contacts, and the relations between them."""

    shop: Shop

    def __post_init__(self) -> None:
        self.relations = Relations(self.shop.catalogue, now=self.shop.clock)
        self.one, self.two = (self.shop.record(Kind.ESTATE).number for _ in range(2))
        self.anna, self.bert = (self.shop.record(Kind.CONTACT).number for _ in range(2))

    def relation(self, estate: Number, contact: Number, kind: RelationType = RelationType.OWNER) -> Relation:
        return Relation(estate, Kind.ESTATE, contact, Kind.CONTACT, kind)

    def add(self, *pairs: tuple[Number, Number], kind: RelationType = RelationType.OWNER) -> None:
        self.relations.add(self.shop.actor(), [self.relation(*pair, kind) for pair in pairs])

    def owners(self, *estates: Number) -> dict[Number, list[Number]]:
        return self.relations.children(
            self.shop.actor(Role.VIEWER),
            estates,
            by=RelationType.OWNER,
            parent_kind=Kind.ESTATE,
            child_kind=Kind.CONTACT,
        )

    def owned(self, *contacts: Number) -> dict[Number, list[Number]]:
        return self.relations.parents(
            self.shop.actor(Role.VIEWER),
            contacts,
            by=RelationType.OWNER,
            parent_kind=Kind.ESTATE,
            child_kind=Kind.CONTACT,
        )


@pytest.fixture
def estates(shop: Shop) -> Estates:
    return Estates(shop)


def test_relations_are_told_from_either_side_for_many_at_once(estates: Estates) -> None:
    one, two, anna, bert = estates.one, estates.two, estates.anna, estates.bert
    estates.add((one, bert), (one, anna), (two, anna))
    estates.add((two, bert), kind=RelationType.BUYER)
    assert estates.owners(two, one, NEVER, one) == {one: [anna, bert], two: [anna]}
    assert estates.owned(anna, bert) == {anna: [one, two], bert: [one]}
    assert estates.owners() == {}


def test_a_relation_made_twice_is_one_and_is_removed_once(estates: Estates) -> None:
    pair = (estates.one, estates.anna)
    estates.add(pair, pair)
    estates.add(pair)
    assert estates.owners(estates.one) == {estates.one: [estates.anna]}
    relation = estates.relation(*pair)
    actor = estates.shop.actor()
    assert estates.relations.remove(actor, [relation, estates.relation(estates.two, estates.bert)]) == 1
    assert estates.relations.remove(actor, [relation]) == 0
    assert estates.owners(estates.one) == {}


def test_the_parent_of_a_relation_is_what_changed(estates: Estates) -> None:
    estates.add((estates.one, estates.anna))
    estates.relations.remove(estates.shop.actor(), [estates.relation(estates.one, estates.anna)])
    with estates.shop.catalogue.read() as tables:
        last = tables.changes.last(estates.shop.business.number)
        told = tables.changes.since(estates.shop.business.number, last - 2, limit=9)
    assert [(one.number, one.kind, one.verb) for one in told] == [
        (estates.one, Kind.ESTATE, Verb.ATTACHED),
        (estates.one, Kind.ESTATE, Verb.DETACHED),
    ]


@pytest.mark.parametrize("end", ["absent", "of another kind", "in the trash"])
def test_all_ends_must_be_there_or_nothing_is_related(estates: Estates, end: str) -> None:
    shop = estates.shop
    gone = shop.record(Kind.CONTACT).number
    shop.records.trash(shop.actor(), gone, kind=Kind.CONTACT)
    child = {"absent": NEVER, "of another kind": estates.two, "in the trash": gone}[end]
    before = shop.stored()
    relations = [estates.relation(estates.one, estates.anna), estates.relation(estates.one, child)]
    with pytest.raises(NotFound, match="contact"):
        estates.relations.add(shop.actor(), relations)
    with pytest.raises(NotFound, match="contact"):
        estates.relations.remove(shop.actor(), relations)
    assert shop.stored() == before
    assert estates.owners(estates.one) == {}


def test_what_lies_in_the_trash_has_to_do_with_nothing(estates: Estates) -> None:
    shop = estates.shop
    estates.add((estates.one, estates.anna), (estates.two, estates.bert))
    shop.records.trash(shop.actor(), estates.anna, kind=Kind.CONTACT)
    shop.records.trash(shop.actor(), estates.two, kind=Kind.ESTATE)
    assert estates.owners(estates.one, estates.two) == {}
    assert estates.owned(estates.anna, estates.bert) == {}


def test_relations_of_another_business_are_not_told(estates: Estates) -> None:
    estates.add((estates.one, estates.anna))
    stranger = estates.shop.actor(Role.OWNER, estates.shop.elsewhere)
    for told in (
        estates.relations.children(
            stranger, [estates.one], by=RelationType.OWNER, parent_kind=Kind.ESTATE, child_kind=Kind.CONTACT
        ),
        estates.relations.parents(
            stranger, [estates.anna], by=RelationType.OWNER, parent_kind=Kind.ESTATE, child_kind=Kind.CONTACT
        ),
    ):
        assert told == {}
    with pytest.raises(NotFound):
        estates.relations.remove(stranger, [estates.relation(estates.one, estates.anna)])
    assert estates.owners(estates.one) == {estates.one: [estates.anna]}


def test_files_are_told_by_what_they_hang_on_and_the_other_way_round(estates: Estates) -> None:
    shop, on = estates.shop, Hang(Kind.ESTATE, estates.one)
    first, second = (shop.file(on=(on,), category=category).number for category in ("Foto", ""))
    both = shop.file(on=(on, Hang(Kind.ESTATE, estates.two), Hang(Kind.CONTACT, estates.anna))).number
    viewer = shop.actor(Role.VIEWER)
    told = estates.relations.files_on(viewer, [estates.two, estates.one, estates.anna], kind=Kind.ESTATE)
    assert [(one.target, one.file) for one in told] == [
        (estates.one, first),
        (estates.one, second),
        (estates.one, both),
        (estates.two, both),
    ]
    assert isinstance(told[0], Hanging)
    assert [one.category for one in told] == ["Foto", "", "", ""]
    back = estates.relations.targets_of(viewer, [both, first, NEVER], kind=Kind.ESTATE)
    assert [(one.file, one.target) for one in back] == [
        (first, estates.one),
        (both, estates.one),
        (both, estates.two),
    ]
    back = estates.relations.targets_of(viewer, [both], kind=Kind.CONTACT)
    assert [one.target for one in back] == [estates.anna]


def test_files_that_are_not_seen_or_hang_on_nothing_live_are_not_told(estates: Estates) -> None:
    shop = estates.shop
    hidden = shop.file(visibility=Visibility.EMPLOYEE, on=(Hang(Kind.ESTATE, estates.one),)).number
    lost = shop.file(on=(Hang(Kind.ESTATE, estates.two),)).number
    shop.records.trash(shop.actor(), estates.two, kind=Kind.ESTATE)
    viewer = shop.actor(Role.VIEWER)
    assert estates.relations.files_on(viewer, [estates.one, estates.two], kind=Kind.ESTATE) == []
    assert estates.relations.targets_of(viewer, [hidden, lost], kind=Kind.ESTATE) == []
    assert [one.file for one in estates.relations.files_on(shop.actor(), [estates.one], kind=Kind.ESTATE)] == [hidden]


def test_participants_and_their_appointments_are_told_of_one_kind(estates: Estates) -> None:
    shop, staff = estates.shop, estates.shop.actor().staff.number
    later = Span(datetime(2018, 3, 13, 11, 10), datetime(2018, 3, 13, 11, 20), "Europe/Amsterdam")
    second, first = (
        shop.booking.add(shop.actor(), NewAppointment("Meeting", span, participants=people)).number
        for span, people in ((later, (estates.bert, staff, estates.anna)), (MEETING, (estates.anna,)))
    )
    viewer = shop.actor(Role.VIEWER)
    told = estates.relations.participants(viewer, [first, second, NEVER], kind=Kind.CONTACT)
    assert told == {first: [estates.anna], second: [estates.bert, estates.anna]}
    assert estates.relations.participants(viewer, [second], kind=Kind.STAFF) == {second: [staff]}
    taken = estates.relations.appointments_of(viewer, [estates.anna, estates.bert, staff], kind=Kind.CONTACT)
    assert taken == {estates.anna: [first, second], estates.bert: [second]}
    shop.booking.trash(shop.actor(), second)
    assert estates.relations.appointments_of(viewer, [estates.anna, estates.bert], kind=Kind.CONTACT) == {
        estates.anna: [first]
    }


def test_private_appointments_are_told_only_to_those_who_take_part(estates: Estates) -> None:
    shop = estates.shop
    private = NewAppointment("Meeting", MEETING, participants=(estates.anna,), private=True)
    number = shop.booking.add(shop.actor(), private).number
    viewer = shop.actor(Role.VIEWER)
    assert estates.relations.participants(viewer, [number], kind=Kind.CONTACT) == {}
    assert estates.relations.appointments_of(viewer, [estates.anna], kind=Kind.CONTACT) == {}
    concern = Relation(number, Kind.APPOINTMENT, estates.one, Kind.ESTATE, RelationType.CONCERNS)
    estates.relations.add(shop.actor(), [concern])
    for actor, told in ((viewer, {}), (shop.actor(), {number: [estates.one]})):
        assert (
            estates.relations.children(
                actor,
                [number],
                by=RelationType.CONCERNS,
                parent_kind=Kind.APPOINTMENT,
                child_kind=Kind.ESTATE,
            )
            == told
        )


def test_who_may_not_read_is_told_nothing_and_who_may_not_write_relates_nothing(estates: Estates) -> None:
    personal, viewer = estates.shop.actor(Role.PERSONAL), estates.shop.actor(Role.VIEWER)
    relations, relation = estates.relations, estates.relation(estates.one, estates.anna)
    with pytest.raises(AccessDenied):
        relations.files_on(personal, [estates.one], kind=Kind.ESTATE)
    with pytest.raises(AccessDenied):
        relations.targets_of(personal, [estates.one], kind=Kind.ESTATE)
    with pytest.raises(AccessDenied):
        relations.participants(personal, [estates.one], kind=Kind.CONTACT)
    with pytest.raises(AccessDenied):
        relations.appointments_of(personal, [estates.anna], kind=Kind.CONTACT)
    before = estates.shop.stored()
    for actor in (personal, viewer):
        with pytest.raises(AccessDenied):
            relations.add(actor, [relation])
        with pytest.raises(AccessDenied):
            relations.remove(actor, [relation])
    assert estates.shop.stored() == before
