"""What every catalogue promises of credentials and sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.businesses import Business, CredentialKind, Session, User
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Door, new_uid
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

    def test_a_token_is_good_at_its_own_door_only(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t", renewal="r")
        assert self.find(catalogue, "t", Door.TELECOMX) is None
        assert self.find(catalogue, "r") is None

    def test_a_disabled_user_has_no_session(self, catalogue: Catalogue, user: User) -> None:
        a_session(catalogue, user, "t", renewal="r")
        catalogue.write(lambda tables: tables.users.update(replace(user, enabled=False)))
        assert self.find(catalogue, "t") is None

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
