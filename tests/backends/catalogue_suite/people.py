"""What every catalogue promises of businesses, users, credentials and sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.businesses import Business, CredentialKind, Limits, Session, User
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Door, Number, new_uid, short_of
from filebook.core.ports.catalogue import Catalogue
from filebook.core.ports.people import Caller
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_credential,
    a_session,
    a_user,
    at,
    sha256,
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
)


class BusinessSuite:
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


class CredentialSuite:
    @pytest.fixture
    def user(self, catalogue: Catalogue) -> User:
        return a_user(catalogue, a_business(catalogue))

    def test_credentials_that_share_a_key_are_all_found(self, catalogue: Catalogue, user: User) -> None:
        other = a_user(catalogue, a_business(catalogue), "bert")
        found = [a_credential(catalogue, user), a_credential(catalogue, other, door=Door.TIMETAP)]
        a_credential(catalogue, user, key="another")
        with catalogue.read() as tables:
            assert sorted(tables.credentials.by_key(CredentialKind.BEARER, "token"), key=repr) == sorted(
                found, key=repr
            )
            assert tables.credentials.by_key(CredentialKind.PASSWORD, "token") == []

    def test_a_credential_is_revoked_once_and_not_shown_again(self, catalogue: Catalogue, user: User) -> None:
        credential, kept = a_credential(catalogue, user), a_credential(catalogue, user)
        assert catalogue.write(lambda tables: tables.credentials.revoke(credential.uid, at=at(1)))
        assert not catalogue.write(lambda tables: tables.credentials.revoke(credential.uid, at=at(2)))
        assert not catalogue.write(lambda tables: tables.credentials.revoke(new_uid(), at=at(2)))
        with catalogue.read() as tables:
            assert tables.credentials.by_key(CredentialKind.BEARER, "token") == [kept]
            assert tables.credentials.of_user(user.business, user.number) == [kept]
            assert tables.credentials.of_business(user.business) == [kept]

    def test_the_credentials_of_a_user_and_of_a_business_are_told_oldest_first(
        self, catalogue: Catalogue, user: User
    ) -> None:
        with catalogue.read() as tables:
            business = tables.businesses.get(user.business)
        assert business is not None
        colleague = a_user(catalogue, business, "bert")
        newer = replace(a_credential(catalogue, user), uid=new_uid(), created_at=at(2), expires_at=at(9))
        catalogue.write(lambda tables: tables.credentials.add(newer))
        older = replace(newer, uid=new_uid(), created_at=at(-2), expires_at=None)
        catalogue.write(lambda tables: tables.credentials.add(older))
        a_credential(catalogue, colleague)
        with catalogue.read() as tables:
            mine = tables.credentials.of_user(user.business, user.number)
            assert (mine[0], mine[2]) == (older, newer)
            assert len(tables.credentials.of_business(user.business)) == 4
            assert tables.credentials.of_business(BusinessNumber(77)) == []

    def test_the_last_use_is_noted_and_never_moves_back(self, catalogue: Catalogue, user: User) -> None:
        one, two = a_credential(catalogue, user), a_credential(catalogue, user)
        catalogue.write(lambda tables: tables.credentials.touch({one.uid: at(5), two.uid: at(6)}))
        catalogue.write(lambda tables: tables.credentials.touch({one.uid: at(3), new_uid(): at(9)}))
        with catalogue.read() as tables:
            uses = {found.uid: found.last_used_at for found in tables.credentials.of_user(user.business, user.number)}
        assert uses == {one.uid: at(5), two.uid: at(6)}


class SessionSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def user(self, catalogue: Catalogue, business: Business) -> User:
        return a_user(catalogue, business)

    def find(self, catalogue: Catalogue, token: str, door: Door = Door.XELION) -> Caller | None:
        with catalogue.read() as tables:
            return tables.sessions.find(sha256(token), door)

    def live(self, catalogue: Catalogue, *tokens: str, door: Door = Door.XELION) -> list[str]:
        """Those of the tokens that have a session at the door."""
        return [token for token in tokens if self.find(catalogue, token, door)]

    def test_a_token_leads_to_its_session_and_to_whom_it_speaks_for(self, catalogue: Catalogue, user: User) -> None:
        session = a_session(catalogue, user, "t", renewal="r")
        actor = Actor(user.business, user.number, user.user_name, user.role, Door.XELION, user.staff)
        assert self.find(catalogue, "t") == Caller(session, actor)
        with catalogue.read() as tables:
            assert tables.sessions.by_renewal(sha256("r"), Door.XELION) == Caller(session, actor)

    def test_a_token_is_good_at_its_own_door_only(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t", renewal="r")
        assert self.find(catalogue, "t", Door.TELECOMX) is None
        assert self.find(catalogue, "r") is None
        with catalogue.read() as tables:
            assert tables.sessions.by_renewal(sha256("r"), Door.TELECOMX) is None
            assert tables.sessions.by_renewal(sha256("t"), Door.XELION) is None

    def test_a_disabled_user_has_no_session(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t", renewal="r")
        catalogue.write(lambda tables: tables.users.update(replace(user, enabled=False)))
        assert self.find(catalogue, "t") is None
        with catalogue.read() as tables:
            assert tables.sessions.by_renewal(sha256("r"), Door.XELION) is None

    def test_the_caller_is_the_user_as_it_is_now(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t")
        catalogue.write(lambda tables: tables.users.update(replace(user, role=Role.VIEWER, user_name="anne")))
        caller = self.find(catalogue, "t")
        assert caller is not None
        assert (caller.actor.role, caller.actor.user_name) == (Role.VIEWER, "anne")

    @pytest.mark.parametrize(
        ("profiles", "settings", "expected"),
        [
            ({}, {}, False),
            ({"xelion": "strict"}, {}, True),
            ({"telecomx": "strict"}, {}, False),
            ({"xelion": "strict"}, {"viewers_may_edit": False}, False),
            ({}, {"viewers_may_edit": True}, True),
        ],
    )
    def test_viewers_may_edit_where_the_business_says_so_or_is_strict(
        self, catalogue: Catalogue, profiles: dict[str, str], settings: dict[str, object], *, expected: bool
    ) -> None:
        a_session(catalogue, a_user(catalogue, a_business(catalogue, profiles=profiles, settings=settings)), "t")
        caller = self.find(catalogue, "t")
        assert caller is not None
        assert caller.actor.viewers_may_edit is expected

    def test_a_use_moves_the_expiry_and_a_late_note_of_an_older_use_does_not_move_it_back(
        self, catalogue: Catalogue, user: User
    ) -> None:
        session = a_session(catalogue, user, "t")
        catalogue.write(lambda tables: tables.sessions.touch({session.token_sha256: (at(9), at(69))}))
        catalogue.write(
            lambda tables: tables.sessions.touch({session.token_sha256: (at(8), at(68)), "gone": (NOW, NOW)})
        )
        caller = self.find(catalogue, "t")
        assert caller is not None
        assert caller.session == replace(session, last_used_at=at(9), expires_at=at(69))

    def test_one_session_is_ended(self, catalogue: Catalogue, user: User) -> None:
        for token in "ab":
            a_session(catalogue, user, token)
        catalogue.write(lambda tables: tables.sessions.end(sha256("a")))
        catalogue.write(lambda tables: tables.sessions.end(sha256("unknown")))
        assert self.live(catalogue, "a", "b") == ["b"]

    def test_the_sessions_of_one_label_are_ended(self, catalogue: Catalogue, user: User, business: Business) -> None:
        bert = a_user(catalogue, business, "bert")
        a_session(catalogue, user, "same")
        a_session(catalogue, user, "label", label="phone")
        a_session(catalogue, user, "door", door=Door.TELECOMX)
        a_session(catalogue, bert, "user")
        catalogue.write(
            lambda tables: tables.sessions.end_labelled(user.business, user.number, door=Door.XELION, label="desk")
        )
        assert self.live(catalogue, "same", "label", "user") == ["label", "user"]
        assert self.live(catalogue, "door", door=Door.TELECOMX) == ["door"]

    def test_all_sessions_of_a_user_are_ended_at_one_door_or_at_all(
        self, catalogue: Catalogue, user: User, business: Business
    ) -> None:
        a_session(catalogue, user, "here")
        a_session(catalogue, user, "there", door=Door.TELECOMX)
        a_session(catalogue, a_user(catalogue, business, "bert"), "user")
        catalogue.write(lambda tables: tables.sessions.end_all(user.business, user.number, door=Door.XELION))
        assert self.live(catalogue, "here", "user") == ["user"]
        assert self.live(catalogue, "there", door=Door.TELECOMX) == ["there"]
        catalogue.write(lambda tables: tables.sessions.end_all(user.business, user.number))
        assert self.live(catalogue, "there", door=Door.TELECOMX) == []
        assert self.live(catalogue, "user") == ["user"]

    def test_expired_sessions_are_removed_a_few_at_a_time(self, catalogue: Catalogue, user: User) -> None:
        for minutes in range(5):
            a_session(catalogue, user, str(minutes), expires_at=at(minutes))
        assert catalogue.write(lambda tables: tables.sessions.prune(at(3), limit=3)) == 3
        assert self.live(catalogue, *"01234") == ["3", "4"]
        assert catalogue.write(lambda tables: tables.sessions.prune(at(3), limit=3)) == 1
        assert catalogue.write(lambda tables: tables.sessions.prune(at(3), limit=3)) == 0
        assert self.live(catalogue, *"01234") == ["4"]

    def test_times_are_kept_to_the_microsecond(self, catalogue: Catalogue, user: User) -> None:
        session: Session = a_session(catalogue, user, "t", expires_at=at(0) + timedelta(microseconds=1))
        caller = self.find(catalogue, "t")
        assert caller is not None
        assert caller.session.expires_at == session.expires_at

    def test_a_token_is_taken_once(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t")
        with pytest.raises(Conflict):
            a_session(catalogue, user, "t")
