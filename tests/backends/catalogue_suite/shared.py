"""What every catalogue promises of shares and what is remembered of their use."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Action, Scope
from filebook.core.businesses import Business, User
from filebook.core.ids import Kind, Number, Ref, new_uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.sharing import ShareFilter
from filebook.core.sharing import Item, Share, Use, UseKind
from tests.backends.catalogue_suite.made import MINUTE, NOW, a_business, a_user

LATER = NOW + timedelta(days=1)


def a_share(catalogue: Catalogue, maker: User, token: str, **said: object) -> Share:
    """A share of a file and a folder, as it was given to the catalogue."""
    ref = catalogue.write(lambda tables: tables.numbers.allocate(maker.business, Kind.SHARE))
    items = (Item(Kind.FILE, Ref(Number(7), new_uid())), Item(Kind.FOLDER, Ref(Number(3), new_uid())))
    plain = Share(
        business=maker.business,
        number=ref.number,
        uid=ref.uid,
        token_sha256=token,
        items=items,
        maker=maker.number,
        created_at=NOW,
    )
    share = replace(plain, **said)  # type: ignore[arg-type] # names and types are those of Share
    catalogue.write(lambda tables: tables.shares.add(share))
    return share


def _use(kind: UseKind, **said: object) -> Use:
    plain = Use(kind=kind, at=NOW, visitor="v1", address="192.0.2.0/24", agent="Firefox, Linux")
    return replace(plain, **said)  # type: ignore[arg-type] # names and types are those of Use


class ShareSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def anna(self, catalogue: Catalogue, business: Business) -> User:
        return a_user(catalogue, business, "anna")

    def test_a_share_is_found_by_its_number_and_by_the_hash_of_its_token(
        self, catalogue: Catalogue, anna: User
    ) -> None:
        scope = Scope(frozenset({Action.READ, Action.WRITE}), frozenset({Kind.FILE, Kind.SHARE}), Number(3))
        said = {"scope": scope, "name": "Ünterlagen", "message": "a\nb", "sender": "A", "password_hash": "h"}
        share = a_share(catalogue, anna, "t1", **said, expires_at=LATER, download_count_limit=2)
        a_share(catalogue, anna, "t2")
        with catalogue.read() as tables:
            assert tables.shares.get(share.business, share.number) == share
            assert tables.shares.by_token("t1") == share
            assert tables.shares.by_token("t") is None
            assert tables.shares.get(share.business, Number(share.number + 9)) is None

    def test_what_is_said_of_it_changes_and_what_its_uses_change_stays(self, catalogue: Catalogue, anna: User) -> None:
        share = a_share(catalogue, anna, "t1")
        catalogue.write(lambda tables: tables.shares.claim(share, at=NOW))
        changed = replace(
            share, name="New", password_hash="x", expires_at=LATER, download_count_limit=5, revoked_at=NOW
        )
        catalogue.write(lambda tables: tables.shares.update(replace(changed, download_count=0)))
        with catalogue.read() as tables:
            assert tables.shares.get(share.business, share.number) == replace(changed, download_count=1)

    def test_a_list_is_told_newest_first_page_by_page_and_by_what_is_asked(
        self, catalogue: Catalogue, business: Business, anna: User
    ) -> None:
        bert = a_user(catalogue, business, "bert")
        within = Scope(folder=Number(3))
        shares = [
            a_share(catalogue, anna, "t1", items=(Item(Kind.FILE, Ref(Number(8), new_uid())),)),
            a_share(catalogue, anna, "t2", scope=within),
            a_share(catalogue, bert, "t3", revoked_at=NOW),
            a_share(catalogue, bert, "t4", expires_at=NOW),
        ]
        newest_first = shares[::-1]

        def page(where: ShareFilter, before: Number | None = None, limit: int = 10) -> list[Share]:
            with catalogue.read() as tables:
                found = tables.shares.page(business.number, where, before=before, limit=limit)
                if before is None and limit > len(found):
                    assert tables.shares.count(business.number, where) == len(found)
            return found

        assert page(ShareFilter()) == newest_first
        assert page(ShareFilter(), limit=2) == newest_first[:2]
        assert page(ShareFilter(), before=shares[2].number) == newest_first[2:]
        assert page(ShareFilter(maker=anna.number)) == newest_first[2:]
        assert page(ShareFilter(within=Number(3))) == [shares[1]]
        assert page(ShareFilter(item=Number(8))) == [shares[0]]
        assert page(ShareFilter(open_at=NOW)) == newest_first[2:]

    def test_of_many_downloads_at_once_as_many_are_counted_as_the_limit_allows(
        self, catalogue: Catalogue, anna: User
    ) -> None:
        share = a_share(catalogue, anna, "t1", download_count_limit=3)

        def claim(_: int) -> bool:
            return catalogue.write(lambda tables: tables.shares.claim(share, at=NOW))

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(claim, range(20))) == 3
        with catalogue.read() as tables:
            found = tables.shares.get(share.business, share.number)
        assert found is not None
        assert found.download_count == 3

    def test_nothing_is_counted_of_a_share_that_is_withdrawn_or_over(self, catalogue: Catalogue, anna: User) -> None:
        ended = a_share(catalogue, anna, "t1", expires_at=NOW), a_share(catalogue, anna, "t2", revoked_at=NOW)
        for share in ended:
            assert not catalogue.write(lambda tables, share=share: tables.shares.claim(share, at=NOW))  # type: ignore[misc] # mypy infers no type for the default
            with catalogue.read() as tables:
                assert tables.shares.get(share.business, share.number) == share

    def test_uses_are_remembered_newest_first_and_only_so_many(self, catalogue: Catalogue, anna: User) -> None:
        share, other = a_share(catalogue, anna, "t1"), a_share(catalogue, anna, "t2")
        fetched = _use(UseKind.FILE, file=Ref(Number(7), new_uid()), file_name="a.txt", version=2, at=NOW + MINUTE)
        uses = [_use(UseKind.SEEN), fetched, _use(UseKind.ARCHIVE, at=NOW + 2 * MINUTE)]

        def unit(tables: Tables) -> None:
            tables.shares.note_use(other, uses[0], keep=2)
            for use in uses:
                tables.shares.note_use(share, use, keep=2)

        catalogue.write(unit)
        kept = [replace(uses[2], position=3), replace(uses[1], position=2)]
        with catalogue.read() as tables:
            assert tables.shares.uses(share, before=None, limit=10) == kept
            assert tables.shares.uses(share, before=3, limit=10) == kept[1:]
            assert len(tables.shares.uses(other, before=None, limit=10)) == 1
            found = tables.shares.get(share.business, share.number)
        assert found is not None
        assert found.last_used_at == NOW + 2 * MINUTE

    def test_it_is_known_what_a_visitor_did_of_late(self, catalogue: Catalogue, anna: User) -> None:
        share = a_share(catalogue, anna, "t1")
        fetched = _use(UseKind.FILE, file=Ref(Number(7), new_uid()), file_name="a.txt", version=2)

        def unit(tables: Tables) -> None:
            for use in (_use(UseKind.SEEN), fetched):
                tables.shares.note_use(share, use, keep=9)

        catalogue.write(unit)
        with catalogue.read() as tables:
            assert tables.shares.was_seen(share, "v1", since=NOW)
            assert not tables.shares.was_seen(share, "v1", since=NOW + MINUTE)
            assert not tables.shares.was_seen(share, "v2", since=NOW)
            begun = {
                (visitor, file, version): tables.shares.has_begun(
                    share, visitor, file=Number(file), version=version, since=NOW
                )
                for visitor, file, version in (("v1", 7, 2), ("v1", 7, 1), ("v1", 8, 2), ("v2", 7, 2))
            }
        assert [key for key, known in begun.items() if known] == [("v1", 7, 2)]

    def test_old_uses_are_forgotten_and_a_share_goes_with_its_uses(self, catalogue: Catalogue, anna: User) -> None:
        share, other = a_share(catalogue, anna, "t1"), a_share(catalogue, anna, "t2")

        def unit(tables: Tables) -> None:
            for at in (NOW - MINUTE, NOW - 2 * MINUTE, NOW):
                tables.shares.note_use(share, _use(UseKind.SEEN, at=at), keep=9)

        catalogue.write(unit)
        counts = [
            catalogue.write(lambda tables: tables.shares.forget_uses(before=NOW, limit=1)),
            catalogue.write(lambda tables: tables.shares.forget_uses(before=NOW, limit=9)),
        ]
        assert counts == [1, 1]
        with catalogue.read() as tables:
            assert [use.at for use in tables.shares.uses(share, before=None, limit=9)] == [NOW]
        catalogue.write(lambda tables: tables.shares.remove(share))
        with catalogue.read() as tables:
            assert tables.shares.uses(share, before=None, limit=9) == []
            assert tables.shares.page(share.business, ShareFilter(), before=None, limit=9) == [other]
