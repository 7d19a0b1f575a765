"""What every catalogue promises of lists of records, of sessions and keys as people see them, and of what is used."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from filebook.core.businesses import Business, CredentialKind, Usage, User
from filebook.core.ids import BusinessNumber, Door, Kind, new_uid
from filebook.core.ports.book import RecordFilter, RecordMark, RecordOrder
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_credential,
    a_file,
    a_record,
    a_session,
    a_user,
    an_upload,
    at,
    sha256,
)

LABELS = ("Zoë", "anna", "ÅSE", "50%", "5_0", "Anna")
"""In the order in which they are made."""


class AdministrationSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def user(self, catalogue: Catalogue, business: Business) -> User:
        return a_user(catalogue, business)

    @pytest.fixture
    def records(self, catalogue: Catalogue, business: Business) -> list[Record]:
        """Contacts; the one made first was changed last."""
        made = [a_record(catalogue, business) for _ in LABELS]
        named = [
            replace(record, label=label, modified_at=at(90 - index))
            for index, (record, label) in enumerate(zip(made, LABELS, strict=True))
        ]

        def unit(tables: Tables) -> None:
            for record in named:
                tables.records.update(record)

        catalogue.write(unit)
        a_record(catalogue, business, kind=Kind.TASK)
        a_record(catalogue, a_business(catalogue))
        return named

    def listed(
        self, catalogue: Catalogue, business: Business, where: RecordFilter, *, order: RecordOrder, descending: bool
    ) -> list[Record]:
        """A list read two by two."""
        found: list[Record] = []
        after: RecordMark | None = None
        while True:
            with catalogue.read() as tables:
                page = tables.records.listing(
                    business.number,
                    Kind.CONTACT,
                    where=where,
                    order=order,
                    descending=descending,
                    after=after,
                    limit=2,
                )
                if not page:
                    return found
                found += page
                after = tables.records.mark(page[-1], order)

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order", list(RecordOrder))
    def test_records_are_listed_page_by_page_in_every_order(
        self,
        catalogue: Catalogue,
        business: Business,
        records: list[Record],
        order: RecordOrder,
        descending: bool,
    ) -> None:
        found = self.listed(catalogue, business, RecordFilter(), order=order, descending=descending)
        assert sorted(found, key=lambda one: one.number) == records
        if order is RecordOrder.NUMBER:
            expected = records
        elif order is RecordOrder.MODIFIED:
            expected = records[::-1]
        else:
            folded = [one.label.casefold() for one in (found[::-1] if descending else found)]
            assert all(before <= after for before, after in pairwise(folded) if before.isascii() and after.isascii())
            return
        assert found == (expected[::-1] if descending else expected)

    @pytest.mark.parametrize(
        ("containing", "labels"),
        [
            ("ANN", ["anna", "Anna"]),
            ("åse", ["ÅSE"]),
            ("%", ["50%"]),
            ("_", ["5_0"]),
            ("5%0", []),
            ("ZOE\u0308", ["Zoë"]),
        ],
    )
    def test_records_are_found_by_a_text_in_their_labels(
        self, catalogue: Catalogue, business: Business, records: list[Record], containing: str, labels: list[str]
    ) -> None:
        where = RecordFilter(containing=containing)
        found = self.listed(catalogue, business, where, order=RecordOrder.NUMBER, descending=False)
        assert [record.label for record in found] == labels
        with catalogue.read() as tables:
            assert tables.records.total(business.number, Kind.CONTACT, where=where) == len(labels)
            assert tables.records.total(business.number, Kind.CONTACT, where=RecordFilter()) == len(records)

    def test_records_in_the_trash_are_listed_by_themselves(
        self, catalogue: Catalogue, business: Business, records: list[Record]
    ) -> None:
        trashed = replace(records[2], trashed_at=NOW)
        catalogue.write(lambda tables: tables.records.update(trashed))
        for order in RecordOrder:
            in_trash = RecordFilter(trashed=True)
            assert self.listed(catalogue, business, in_trash, order=order, descending=False) == [trashed]
            live = self.listed(catalogue, business, RecordFilter(), order=order, descending=False)
            assert trashed.number not in {one.number for one in live}

    def test_live_sessions_are_told_latest_use_first(
        self, catalogue: Catalogue, business: Business, user: User
    ) -> None:
        other = a_user(catalogue, business, "bert")
        first, second = a_session(catalogue, user, "one"), a_session(catalogue, user, "two", door=Door.WEB)
        third = a_session(catalogue, other, "three")
        a_session(catalogue, user, "over", expires_at=NOW)
        a_session(catalogue, a_user(catalogue, a_business(catalogue), "carl"), "elsewhere")
        later = NOW + timedelta(minutes=5), second.expires_at
        catalogue.write(lambda tables: tables.sessions.touch({second.token_sha256: later}))
        used = replace(second, last_used_at=later[0])
        with catalogue.read() as tables:
            own = tables.sessions.of_business(business.number, user=user.number, now=NOW, limit=9)
            everybody = tables.sessions.of_business(business.number, user=None, now=NOW, limit=9)
            few = tables.sessions.of_business(business.number, user=None, now=NOW, limit=1)
        assert own == [used, first]
        assert (everybody[0], few) == (used, [used])
        assert {one.token_sha256 for one in everybody} == {one.token_sha256 for one in (first, second, third)}

    def test_a_session_goes_by_a_name_in_its_own_business(
        self, catalogue: Catalogue, business: Business, user: User
    ) -> None:
        session = a_session(catalogue, user, "one")
        a_session(catalogue, user, "two")
        elsewhere = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.sessions.named(business.number, session.name) == session
            assert tables.sessions.named(elsewhere.number, session.name) is None
            assert tables.sessions.named(business.number, "") is None
            assert tables.sessions.named(business.number, session.token_sha256) is None

    def test_a_session_keeps_its_last_end_and_when_the_password_was_given(
        self, catalogue: Catalogue, user: User
    ) -> None:
        plain = a_session(catalogue, user, "one")
        whole = replace(plain, token_sha256=sha256("two"), latest_at=at(720), confirmed_until=at(10))
        catalogue.write(lambda tables: tables.sessions.add(whole))
        catalogue.write(lambda tables: tables.sessions.confirm(plain.token_sha256, until=at(3)))
        with catalogue.read() as tables:
            found = [tables.sessions.find(one.token_sha256, Door.XELION) for one in (plain, whole)]
        assert [one and one.session for one in found] == [replace(plain, confirmed_until=at(3)), whole]

    def test_a_key_is_found_until_it_is_taken_back(self, catalogue: Catalogue, user: User) -> None:
        key = a_credential(catalogue, user)
        with catalogue.read() as tables:
            assert (tables.credentials.get(key.uid), tables.credentials.get(new_uid())) == (key, None)
        catalogue.write(lambda tables: tables.credentials.revoke(key.uid, at=NOW))
        with catalogue.read() as tables:
            assert tables.credentials.get(key.uid) is None

    def test_what_kinds_of_key_a_business_has_is_told_once_each(
        self, catalogue: Catalogue, business: Business, user: User
    ) -> None:
        plain = a_credential(catalogue, user)
        a_credential(catalogue, user)
        a_credential(catalogue, user, door=Door.TUS)
        over = replace(plain, uid=new_uid(), kind=CredentialKind.SIGNED_KEY, expires_at=NOW)
        catalogue.write(lambda tables: tables.credentials.add(over))
        with catalogue.read() as tables:
            found = tables.credentials.kinds(business.number, now=NOW)
            assert found == {(CredentialKind.BEARER, None), (CredentialKind.BEARER, Door.TUS)}
            assert tables.credentials.kinds(BusinessNumber(77), now=NOW) == set()

    def test_what_a_business_uses_is_its_own(self, catalogue: Catalogue, business: Business) -> None:
        file = a_file(catalogue, business)
        a_file(catalogue, business, trashed_at=NOW)
        an_upload(catalogue, business)
        assert file.version is not None
        segments = file.version.content.segments
        catalogue.write(lambda tables: tables.blobs_in_use.keep(business.number, segments))
        elsewhere = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.businesses.usage(business.number) == Usage(7, 1, 1, 1)
            assert tables.businesses.usage(elsewhere.number) == Usage(0, 0, 0, 0)
            stored, there = tables.businesses.storage(business.number), tables.businesses.storage(elsewhere.number)
        content = file.version.content
        sort = (content.detected_type, content.size_bytes)
        assert [(one.media_type, one.size_bytes, one.is_trashed) for one in stored] == [(*sort, False), (*sort, True)]
        assert ([(one.version_count, one.is_current) for one in stored], there) == ([(1, True), (1, True)], [])

    def test_a_business_keeps_its_revision(self, catalogue: Catalogue, business: Business) -> None:
        after = replace(business, name="Other", revision=business.revision + 1)
        catalogue.write(lambda tables: tables.businesses.update(after))
        with catalogue.read() as tables:
            assert tables.businesses.get(business.number) == after
