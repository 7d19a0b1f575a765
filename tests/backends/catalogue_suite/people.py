"""What every catalogue promises of businesses and users."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from filebook.core.access import Role
from filebook.core.appearance import Appearance, Logo
from filebook.core.businesses import Business, Limits, User
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Kind, Number, new_uid, short_of
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.first_run import Offered
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_user,
)

FULL = Business(
    number=BusinessNumber(40),
    uid=new_uid(),
    name="Harbour & Sons",
    tenant="Hafen",
    zone="Europe/Berlin",
    language="de",
    profiles={"onoffice": "strict"},
    limits=Limits(file_size_bytes=2**40, total_bytes=2**50, open_upload_count=3),
    settings={"viewers_may_edit": True, "nested": {"list": [1, 2.5, None, "ß"]}},
    created_at=NOW,
    appearance=Appearance(colour="#0b57a4", imprint_url="https://hafen.example/ü", logo_sha256="5f" * 32),
)


def _set_logo(tables: Tables, *, business: BusinessNumber, logo: Logo) -> None:
    tables.businesses.set_logo(business, logo)


def _offer(tables: Tables, *, offered: Offered | None) -> None:
    tables.first_run.offer(offered)


def _allocate(tables: Tables, *, business: BusinessNumber, kind: Kind) -> None:
    tables.numbers.allocate(business, kind)


class BusinessSuite:
    def test_a_business_has_one_logo_or_none(self, catalogue: Catalogue) -> None:
        one, other = (a_business(catalogue).number for _ in range(2))
        logos = (Logo("image/png", bytes(range(256))), Logo("image/webp", b"\0"))
        for logo in logos:
            catalogue.write(partial(_set_logo, business=one, logo=logo))
            with catalogue.read() as tables:
                assert tables.businesses.logo(one) == logo
                assert tables.businesses.logo(other) is None
        catalogue.write(lambda tables: tables.businesses.set_logo(one, None))
        with catalogue.read() as tables:
            assert tables.businesses.logo(one) is None

    def test_the_main_business_is_the_one_called_so_else_the_oldest(self, catalogue: Catalogue) -> None:
        with catalogue.read() as tables:
            assert tables.businesses.main() is None
        oldest = a_business(catalogue)
        a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.businesses.main() == oldest
        master = replace(FULL, number=BusinessNumber(900_000), uid=new_uid(), tenant="Master")
        catalogue.write(lambda tables: tables.businesses.add(master))
        with catalogue.read() as tables:
            assert tables.businesses.main() == master

    def test_one_offer_of_the_first_run_stands_at_a_time(self, catalogue: Catalogue) -> None:
        for offered in (Offered("aa" * 32, NOW), Offered("bb" * 32, NOW + timedelta(days=1)), None):
            catalogue.write(partial(_offer, offered=offered))
            with catalogue.read() as tables:
                assert tables.first_run.offered() == offered
                assert not tables.first_run.has_users()

    def test_people_leave_a_business_untouched_and_anything_else_does_not(self, catalogue: Catalogue) -> None:
        business, other = (a_business(catalogue).number for _ in range(2))
        for kind, untouched in ((Kind.USER, True), (Kind.STAFF, True), (Kind.CALENDAR, True), (Kind.FOLDER, False)):
            catalogue.write(partial(_allocate, business=business, kind=kind))
            with catalogue.read() as tables:
                assert tables.first_run.is_untouched(business) is untouched
                assert tables.first_run.is_untouched(other)

    def test_a_business_is_found_by_number_tenant_and_short(self, catalogue: Catalogue) -> None:
        a_business(catalogue)
        catalogue.write(lambda tables: tables.businesses.add(FULL))
        with catalogue.read() as tables:
            assert tables.businesses.get(FULL.number) == FULL
            assert tables.businesses.by_tenant("hAFEN") == FULL
            assert tables.businesses.by_short(short_of(FULL.uid)) == FULL
            assert tables.businesses.get(BusinessNumber(41)) is None
            assert tables.businesses.by_tenant("hafe") is None
            assert tables.businesses.by_short(short_of(new_uid())) is None

    def test_what_is_not_said_of_a_business_stays_unsaid(self, catalogue: Catalogue) -> None:
        plain = Business(BusinessNumber(1), new_uid(), "A", "a", "UTC")
        catalogue.write(lambda tables: tables.businesses.add(plain))
        with catalogue.read() as tables:
            assert tables.businesses.get(plain.number) == plain

    @pytest.mark.parametrize(("tenant", "other"), [("Harbour", "HARBOUR"), ("straße", "STRASSE"), ("é", "e\u0301")])
    def test_a_tenant_name_is_taken_once_whatever_its_case(self, catalogue: Catalogue, tenant: str, other: str) -> None:
        a_business(catalogue, tenant=tenant)
        with pytest.raises(Conflict) as caught:
            a_business(catalogue, tenant=other)
        assert caught.value.what == "tenant"

    def test_a_business_is_changed(self, catalogue: Catalogue) -> None:
        before = a_business(catalogue)
        after = replace(FULL, number=before.number, uid=before.uid)
        catalogue.write(lambda tables: tables.businesses.update(after))
        with catalogue.read() as tables:
            assert tables.businesses.get(before.number) == after

    def test_a_business_keeps_its_tenant_name_but_cannot_take_anothers(self, catalogue: Catalogue) -> None:
        a_business(catalogue, tenant="first")
        second = a_business(catalogue, tenant="second")
        catalogue.write(lambda tables: tables.businesses.update(replace(second, tenant="SECOND")))
        with pytest.raises(Conflict) as caught:
            catalogue.write(lambda tables: tables.businesses.update(replace(second, tenant="First")))
        assert caught.value.what == "tenant"

    def test_a_business_that_is_not_there_cannot_be_changed(self, catalogue: Catalogue) -> None:
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.businesses.update(FULL))

    def test_the_next_business_gets_a_number_that_none_had(self, catalogue: Catalogue) -> None:
        first = a_business(catalogue).number
        given = replace(FULL, number=BusinessNumber(first + 40))
        catalogue.write(lambda tables: tables.businesses.add(given))
        assert a_business(catalogue).number == given.number + 1
        with catalogue.read() as tables:
            assert [business.number for business in tables.businesses.all()] == [first, first + 40, first + 41]

    def test_the_lineage_is_told_nearest_first(self, catalogue: Catalogue) -> None:
        root = a_business(catalogue)
        middle = a_business(catalogue, parent=root.number)
        leaf = a_business(catalogue, parent=middle.number)
        with catalogue.read() as tables:
            assert tables.businesses.lineage(leaf.number) == (middle.number, root.number)
            assert tables.businesses.lineage(root.number) == ()
            assert tables.businesses.lineage(BusinessNumber(77)) == ()

    def test_a_lineage_that_bites_its_tail_ends(self, catalogue: Catalogue) -> None:
        first = a_business(catalogue)
        second = a_business(catalogue, parent=first.number)
        catalogue.write(lambda tables: tables.businesses.update(replace(first, parent=second.number)))
        with catalogue.read() as tables:
            assert tables.businesses.lineage(first.number) == (second.number,)


def change(catalogue: Catalogue, user: User) -> None:
    """Write the user as given."""
    catalogue.write(lambda tables: tables.users.update(user))


class UserSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def other(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_user_is_found_by_number_name_and_staff_record(self, catalogue: Catalogue, business: Business) -> None:
        user = a_user(catalogue, business, "Anna")
        with catalogue.read() as tables:
            assert tables.users.get(business.number, user.number) == user
            assert tables.users.by_name(business.number, "aNNA") == user
            assert tables.users.by_staff(business.number, user.staff.number) == user

    def test_a_user_is_not_found_in_another_business(
        self, catalogue: Catalogue, business: Business, other: Business
    ) -> None:
        user = a_user(catalogue, business, "anna")
        with catalogue.read() as tables:
            assert tables.users.get(other.number, user.number) is None
            assert tables.users.by_name(other.number, "anna") is None
            assert tables.users.by_staff(other.number, user.staff.number) is None
            assert tables.users.of_business(other.number) == []

    def test_a_login_is_an_email_or_the_name_of_someone_without_one(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        anna = a_user(catalogue, business, "anna", email="Anna@harbour.example")
        bert = a_user(catalogue, business, "Bert")
        with catalogue.read() as tables:
            assert tables.users.by_login("anna@HARBOUR.example") == anna
            assert tables.users.by_login("anna") is None
            assert tables.users.by_login("bert") == bert
            assert tables.users.by_login("") is None

    @pytest.mark.parametrize(
        ("name", "email", "conflict"),
        [
            ("ANNA", "new@harbour.example", "user_name"),
            ("dora", "ANNA@harbour.example", "email"),
            ("dora", "Bert", "email"),
            ("BERT", None, "user_name"),
        ],
    )
    def test_a_name_that_is_taken_in_the_business_is_refused(
        self, catalogue: Catalogue, business: Business, name: str, email: str | None, conflict: str
    ) -> None:
        a_user(catalogue, business, "anna", email="anna@harbour.example")
        a_user(catalogue, business, "bert")
        with pytest.raises(Conflict) as caught:
            a_user(catalogue, business, name, email=email)
        assert caught.value.what == conflict
        with catalogue.read() as tables:
            assert len(tables.users.of_business(business.number)) == 2

    @pytest.mark.parametrize(
        ("name", "email", "conflict"),
        [("dora", "ANNA@harbour.example", "email"), ("dora", "bert", "email"), ("BERT", None, "user_name")],
    )
    def test_a_login_that_is_taken_in_another_business_is_refused(
        self, catalogue: Catalogue, other: Business, name: str, email: str | None, conflict: str
    ) -> None:
        a_user(catalogue, other, "anna", email="anna@harbour.example")
        a_user(catalogue, other, "bert")
        with pytest.raises(Conflict) as caught:
            a_user(catalogue, a_business(catalogue), name, email=email)
        assert caught.value.what == conflict

    def test_two_businesses_may_each_have_a_user_of_one_name_if_their_logins_differ(
        self, catalogue: Catalogue, business: Business, other: Business
    ) -> None:
        here = a_user(catalogue, business, "anna")
        there = a_user(catalogue, other, "anna", email="anna@harbour.example")
        with catalogue.read() as tables:
            assert tables.users.by_name(business.number, "anna") == here
            assert tables.users.by_name(other.number, "anna") == there

    def test_a_user_is_changed_and_keeps_names_but_cannot_take_anothers(
        self, catalogue: Catalogue, business: Business, other: Business
    ) -> None:
        user = a_user(catalogue, business, "anna", email="anna@harbour.example")
        a_user(catalogue, business, "bert")
        a_user(catalogue, other, "chris")
        changed = replace(user, user_name="ANNA", first_name="A.", role=Role.OWNER, enabled=False)
        catalogue.write(lambda tables: tables.users.update(changed))
        with catalogue.read() as tables:
            assert tables.users.get(business.number, user.number) == changed
        for attempt, conflict in (
            (replace(user, user_name="bert"), "user_name"),
            (replace(user, email="chris"), "email"),
        ):
            with pytest.raises(Conflict) as caught:
                change(catalogue, attempt)
            assert caught.value.what == conflict

    def test_a_login_that_was_given_up_is_free_again(self, catalogue: Catalogue, business: Business) -> None:
        anna = a_user(catalogue, business, "anna", email="anna@harbour.example")
        catalogue.write(lambda tables: tables.users.update(replace(anna, email=None)))
        dora = a_user(catalogue, business, "dora", email="anna@harbour.example")
        with catalogue.read() as tables:
            assert tables.users.by_login("anna@harbour.example") == dora
            assert tables.users.by_login("anna") == replace(anna, email=None)

    def test_a_user_that_is_not_there_cannot_be_changed(self, catalogue: Catalogue, business: Business) -> None:
        user = a_user(catalogue, business)
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.users.update(replace(user, number=Number(77), user_name="dora")))

    def test_the_users_of_a_business_are_told_by_number(self, catalogue: Catalogue, business: Business) -> None:
        users = [a_user(catalogue, business, name) for name in ("dora", "anna", "bert")]
        with catalogue.read() as tables:
            assert tables.users.of_business(business.number) == users
