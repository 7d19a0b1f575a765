"""What every catalogue promises of revisions, of what a change keeps, and of requests that are carried out once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.businesses import Business, CredentialKind, User
from filebook.core.changes import Change, Verb
from filebook.core.ids import Door, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.repeats import Answered, Repeat
from tests.backends.catalogue_suite.made import NOW, READ_ONLY, a_business, a_credential, a_user


class RequestsSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def user(self, catalogue: Catalogue, business: Business) -> User:
        return a_user(catalogue, business)

    def test_a_revision_is_the_sequence_of_the_objects_last_change(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        def change(tables: Tables, number: Number) -> int:
            return tables.changes.append(
                Change(business.number, number, Kind.TASK, Verb.CHANGED, NOW, Number(1), Door.NATIVE)
            )

        def unit(tables: Tables) -> tuple[Number, Number, int]:
            one = tables.numbers.allocate(business.number, Kind.TASK).number
            other = tables.numbers.allocate(business.number, Kind.TASK).number
            change(tables, one)
            change(tables, other)
            return one, other, change(tables, one)

        one, other, last = catalogue.write(unit)
        with catalogue.read() as tables:
            found = tables.numbers.many(business.number, [one, other, Number(999)])
            alone = tables.numbers.find(business.number, one)
        assert {number: named.revision for number, named in found.items()} == {one: last, other: last - 1}
        assert alone == found[one]

    def test_a_change_keeps_the_uid_of_an_object_that_is_gone(self, catalogue: Catalogue, business: Business) -> None:
        detail = {"label": "ö", "from": None}

        def unit(tables: Tables) -> str:
            ref = tables.numbers.allocate(business.number, Kind.TASK)
            tables.changes.append(
                Change(
                    business.number,
                    ref.number,
                    Kind.TASK,
                    Verb.DELETED,
                    NOW,
                    Number(1),
                    Door.NATIVE,
                    request="r1",
                    detail=detail,
                )
            )
            tables.numbers.forget(business.number, ref.number)
            return ref.uid

        uid = catalogue.write(unit)
        with catalogue.read() as tables:
            (change,) = tables.changes.since(business.number, 0, limit=9)
            assert (change.uid, change.request, change.detail) == (uid, "r1", detail)
            assert tables.changes.request_of(business.number, change.sequence) == "r1"
            assert tables.changes.request_of(business.number, change.sequence + 1) == ""

    def test_of_many_requests_under_a_key_the_first_has_claimed_it(self, catalogue: Catalogue, user: User) -> None:
        first = Repeat(user.business, user.number, "k", "r1", NOW, "f")
        assert catalogue.write(lambda tables: tables.repeats.claim(first)) == first
        second = replace(first, request="r2", fingerprint="other")
        assert catalogue.write(lambda tables: tables.repeats.claim(second)) == first
        beside = replace(second, key="other")
        assert catalogue.write(lambda tables: tables.repeats.claim(beside)) == beside

    def test_an_answer_is_kept_for_the_request_that_has_the_claim(self, catalogue: Catalogue, user: User) -> None:
        claim = Repeat(user.business, user.number, "k", "r1", NOW, "f")
        answered = Answered(201, {"etag": '"5"'}, '{"name": "ö"}'.encode())

        def unit(tables: Tables) -> None:
            tables.repeats.claim(claim)
            tables.repeats.answer(replace(claim, answered=answered))
            tables.repeats.answer(replace(claim, request="r2", answered=Answered(500)))

        catalogue.write(unit)
        with catalogue.read() as tables:
            found = tables.repeats.get(user.business, user.number, key="k")
        assert found == replace(claim, answered=answered)

    def test_claims_are_forgotten_by_age(self, catalogue: Catalogue, user: User) -> None:
        def unit(tables: Tables) -> int:
            for hours in range(3):
                at = NOW + timedelta(hours=hours)
                tables.repeats.claim(Repeat(user.business, user.number, str(hours), "r", at))
            return tables.repeats.forget(NOW + timedelta(hours=2), limit=1)

        assert catalogue.write(unit) == 1
        with catalogue.read() as tables:
            left = [key for key in "012" if tables.repeats.get(user.business, user.number, key=key)]
        assert left == ["1", "2"]

    def test_a_random_token_leads_to_its_credential_and_user_unless_either_is_put_out_of_use(
        self, catalogue: Catalogue, user: User
    ) -> None:
        credential = a_credential(catalogue, user, key="k")
        with catalogue.read() as tables:
            found = tables.credentials.holder(CredentialKind.BEARER, "k", door=Door.NATIVE)
            assert tables.credentials.holder(CredentialKind.PASSWORD, "k", door=Door.NATIVE) is None
        assert found is not None
        assert (found.credential, found.actor.user, found.actor.role) == (credential, user.number, user.role)
        assert (found.actor.door, found.actor.scope) == (Door.NATIVE, READ_ONLY)
        catalogue.write(lambda tables: tables.users.update(replace(user, enabled=False)))
        with catalogue.read() as tables:
            assert tables.credentials.holder(CredentialKind.BEARER, "k", door=Door.NATIVE) is None
