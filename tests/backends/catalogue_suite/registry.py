"""What every catalogue promises of numbers, aliases and changes."""

from dataclasses import replace

import pytest

from filebook.core.businesses import Business
from filebook.core.changes import Change
from filebook.core.errors import Conflict, NoSpace, NotFound
from filebook.core.ids import NUMBER_LIMIT, Alias, BusinessNumber, Door, Kind, Number, Ref, Uid, short_of
from filebook.core.ports.catalogue import Catalogue, Named, Tables
from tests.backends.catalogue_suite.made import a_business, a_change

NOWHERE = BusinessNumber(77)


def allocate(catalogue: Catalogue, business: Business, kind: Kind = Kind.FILE, uid: Uid | None = None) -> Ref:
    """A number given out in a unit of its own."""
    return catalogue.write(lambda tables: tables.numbers.allocate(business.number, kind, uid=uid))


def raise_above(catalogue: Catalogue, business: Business, number: int) -> None:
    catalogue.write(lambda tables: tables.numbers.raise_above(business.number, Number(number)))


def add_alias(catalogue: Catalogue, business: Business, foreign_id: str, number: Number) -> None:
    alias = Alias(business.number, Door.ONOFFICE, foreign_id, number)
    catalogue.write(lambda tables: tables.numbers.add_alias(alias))


def resolve(catalogue: Catalogue, business: Business, foreign_id: str, door: Door = Door.ONOFFICE) -> Number | None:
    with catalogue.read() as tables:
        return tables.numbers.resolve_alias(business.number, door, foreign_id)


def append(catalogue: Catalogue, change: Change) -> int:
    """Append a change in a unit of its own."""
    return catalogue.write(lambda tables: tables.changes.append(change))


class RegistrySuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_numbers_ascend_over_all_kinds_and_for_each_business_by_itself(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        other = a_business(catalogue)
        assert [allocate(catalogue, business, kind).number for kind in (Kind.FILE, Kind.USER, Kind.TASK)] == [1, 2, 3]
        assert allocate(catalogue, other).number == 1

    def test_an_object_is_found_by_number_uid_and_short(self, catalogue: Catalogue, business: Business) -> None:
        allocate(catalogue, business)
        ref = allocate(catalogue, business, Kind.ESTATE)
        named = Named(business.number, ref.number, Kind.ESTATE, ref.uid)
        with catalogue.read() as tables:
            assert tables.numbers.find(business.number, ref.number) == named
            assert tables.numbers.find_uid(ref.uid) == named
            assert tables.numbers.find_short(short_of(ref.uid)) == named

    def test_what_is_not_there_is_not_found(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        ref = allocate(catalogue, business, uid=Uid("11111111-1111-4111-8111-111111111111"))
        with catalogue.read() as tables:
            assert tables.numbers.find(other.number, ref.number) is None
            assert tables.numbers.find(business.number, Number(2)) is None
            assert tables.numbers.find_uid(Uid("11111111-1111-4111-8111-111122222222")) is None
            assert tables.numbers.find_short("1" * 12) is None

    def test_a_given_uid_is_used_and_cannot_be_taken_again(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        uid = Uid("11111111-1111-4111-8111-111111111111")
        assert allocate(catalogue, business, uid=uid).uid == uid
        for same in (uid, Uid("11111111-1111-4111-8111-111122222222")):
            with pytest.raises(Conflict) as caught:
                allocate(catalogue, other, uid=same)
            assert caught.value.what == "uid"

    def test_a_business_that_is_not_there_has_no_numbers(self, catalogue: Catalogue) -> None:
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.numbers.allocate(NOWHERE, Kind.FILE))
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.numbers.lock(NOWHERE))

    def test_a_forgotten_number_is_not_given_again(self, catalogue: Catalogue, business: Business) -> None:
        ref = allocate(catalogue, business)
        catalogue.write(lambda tables: tables.numbers.forget(business.number, ref.number))
        with catalogue.read() as tables:
            assert tables.numbers.find(business.number, ref.number) is None
            assert tables.numbers.find_uid(ref.uid) is None
        assert allocate(catalogue, business).number == 2

    def test_numbers_go_on_above_those_of_an_import(self, catalogue: Catalogue, business: Business) -> None:
        raise_above(catalogue, business, 500)
        raise_above(catalogue, business, 20)
        assert allocate(catalogue, business).number == 501

    def test_the_last_number_is_followed_by_none(self, catalogue: Catalogue, business: Business) -> None:
        raise_above(catalogue, business, NUMBER_LIMIT - 1)
        assert allocate(catalogue, business).number == NUMBER_LIMIT
        with pytest.raises(NoSpace):
            allocate(catalogue, business)

    def test_an_alias_leads_to_its_object_at_its_door_only(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        number = allocate(catalogue, business).number
        add_alias(catalogue, business, "4711-x", number)
        assert resolve(catalogue, business, "4711-x") == number
        assert resolve(catalogue, business, "4711-x", Door.XELION) is None
        assert resolve(catalogue, business, "4711") is None
        assert resolve(catalogue, other, "4711-x") is None

    def test_an_alias_is_taken_once_at_a_door(self, catalogue: Catalogue, business: Business) -> None:
        first, second = allocate(catalogue, business), allocate(catalogue, business)
        add_alias(catalogue, business, "4711", first.number)
        with pytest.raises(Conflict) as caught:
            add_alias(catalogue, business, "4711", second.number)
        assert caught.value.what == "alias"
        at_another_door = Alias(business.number, Door.XELION, "4711", second.number)
        catalogue.write(lambda tables: tables.numbers.add_alias(at_another_door))
        assert resolve(catalogue, business, "4711") == first.number

    @pytest.mark.parametrize("foreign_id", ["1", "01"])
    def test_an_alias_never_equals_a_live_number(
        self, catalogue: Catalogue, business: Business, foreign_id: str
    ) -> None:
        allocate(catalogue, business)
        second = allocate(catalogue, business)
        with pytest.raises(Conflict) as caught:
            add_alias(catalogue, business, foreign_id, second.number)
        assert caught.value.what == "alias"

    def test_a_foreign_id_may_be_any_text(self, catalogue: Catalogue, business: Business) -> None:
        number = allocate(catalogue, business).number
        for foreign_id in ("0", "9" * 30, "²", "", "A", "a"):
            add_alias(catalogue, business, foreign_id, number)
            assert resolve(catalogue, business, foreign_id) == number

    def test_a_number_that_an_alias_uses_is_not_given_out(self, catalogue: Catalogue, business: Business) -> None:
        first = allocate(catalogue, business)
        add_alias(catalogue, business, "2", first.number)
        add_alias(catalogue, business, "3", first.number)
        assert allocate(catalogue, business).number == 4

    def test_a_forgotten_object_takes_its_aliases_with_it(self, catalogue: Catalogue, business: Business) -> None:
        number = allocate(catalogue, business).number
        add_alias(catalogue, business, "4711", number)
        catalogue.write(lambda tables: tables.numbers.forget(business.number, number))
        assert resolve(catalogue, business, "4711") is None

    def test_changes_are_numbered_for_each_business_and_read_in_order(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        other = a_business(catalogue)
        changes = [a_change(business, number) for number in (5, 3, 4)]
        assert [append(catalogue, change) for change in changes] == [1, 2, 3]
        assert append(catalogue, a_change(other)) == 1
        with catalogue.read() as tables:
            assert tables.changes.since(business.number, 1, limit=9) == [
                replace(changes[1], sequence=2),
                replace(changes[2], sequence=3),
            ]
            assert [change.sequence for change in tables.changes.since(business.number, 0, limit=2)] == [1, 2]
            assert tables.changes.since(business.number, 3, limit=9) == []

    def test_the_newest_sequence_number_is_0_before_the_first_change(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        with catalogue.read() as tables:
            assert tables.changes.last(business.number) == 0
            assert tables.changes.last(NOWHERE) == 0
        append(catalogue, replace(a_change(business), sequence=99))
        with catalogue.read() as tables:
            assert tables.changes.last(business.number) == 1

    def test_a_unit_that_raises_uses_up_no_sequence_number(self, catalogue: Catalogue, business: Business) -> None:
        def unit(tables: Tables) -> None:
            tables.changes.append(a_change(business))
            raise Conflict("rule")

        with pytest.raises(Conflict):
            catalogue.write(unit)
        assert append(catalogue, a_change(business)) == 1

    def test_a_change_in_no_business_is_refused(self, catalogue: Catalogue, business: Business) -> None:
        with pytest.raises(NotFound):
            append(catalogue, replace(a_change(business), business=NOWHERE))
