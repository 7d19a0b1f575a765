"""Businesses, users, credentials, sessions: who is let in, for how long, and who is not."""

import hashlib

import pytest

from filebook.core.access import Role
from filebook.core.businesses import Profile
from filebook.core.errors import Conflict, Invalid, Missing, NotFound, Throttled, Unauthenticated
from filebook.core.ids import BusinessNumber, Door, Kind
from filebook.services.accounts import actor_of
from filebook.services.login_limits import ACCOUNT_FAILURES, ADDRESS_FAILURES, LoginLimits
from filebook.services.sessions import SessionForm
from tests.clock import Clock
from tests.services.conftest import Shop

FORM = SessionForm(Door.NATIVE, lifetime_seconds=900, token_prefix="t.", sliding=True, renewal_bytes=20)
HERE = "192.0.2.1"


def test_the_first_business_is_master_and_each_has_a_tenant_name_of_its_own(shop: Shop) -> None:
    assert shop.accounts.business_of_tenant("MAIN") == shop.business
    unnamed = shop.accounts.create_business("x")
    assert shop.accounts.business_of_tenant(f"b{unnamed.number}") == unnamed
    with pytest.raises(Conflict):
        shop.accounts.create_business("x", tenant="Main")
    with pytest.raises(NotFound):
        shop.accounts.business_of_tenant("nobody")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_a_business_needs_a_zone_that_exists(shop: Shop, zone: str) -> None:
    with pytest.raises(Invalid):
        shop.accounts.create_business("x", zone=zone)
    assert len(shop.accounts.businesses()) == 3


def test_a_business_needs_a_parent_that_exists(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.accounts.create_business("x", parent=BusinessNumber(99))


def test_a_user_is_a_staff_record_too(shop: Shop) -> None:
    user = shop.accounts.create_user(
        shop.business.number, "anna", role=Role.EDITOR, email="anna@x.example", first_name="Anna", last_name="Test"
    )
    record = shop.records.get(shop.actor(), user.staff.number, kind=Kind.STAFF)
    assert (record.label, record.text("email"), record.text("unknown")) == ("Anna Test", "anna@x.example", "")
    assert shop.accounts.me(actor_of(user, shop.business, door=Door.NATIVE)) == (user, shop.business)


@pytest.mark.parametrize(
    ("name", "email", "business"),
    [("Anna", None, "same"), ("other", "ANNA@x.example", "other"), ("anna@x.example", None, "other")],
)
def test_a_login_names_one_user(shop: Shop, name: str, email: str | None, business: str) -> None:
    shop.accounts.create_user(shop.business.number, "anna", role=Role.EDITOR, email="anna@x.example")
    where = shop.business if business == "same" else shop.elsewhere
    with pytest.raises(Conflict):
        shop.accounts.create_user(where.number, name, role=Role.VIEWER, email=email)


def test_a_user_needs_a_name_and_a_business(shop: Shop) -> None:
    with pytest.raises(Missing):
        shop.accounts.create_user(shop.business.number, " ", role=Role.VIEWER)
    with pytest.raises(NotFound):
        shop.accounts.create_user(BusinessNumber(99), "x", role=Role.VIEWER)
    with pytest.raises(NotFound):
        shop.accounts.user(shop.business.number, "nobody")


def test_a_password_opens_by_mail_or_within_the_tenant(shop: Shop) -> None:
    user = shop.accounts.create_user(shop.business.number, "anna", role=Role.EDITOR, email="anna@x.example")
    shop.credentials.set_password(user, "first")
    shop.credentials.set_password(user, "second")
    for login, tenant in (("ANNA@x.example", None), ("Anna", "main")):
        actor = shop.credentials.judge_password(login, "second", door=Door.XELION, tenant=tenant, address=HERE)
        assert (actor.user, actor.door) == (user.number, Door.XELION)
    for login, password, tenant in (
        ("anna@x.example", "first", None),
        ("anna@x.example", "", None),
        ("anna", "second", None),
        ("anna", "second", "elsewhere"),
        ("anna", "second", "nowhere"),
        ("nobody", "second", "main"),
    ):
        with pytest.raises(Unauthenticated) as refused:
            shop.credentials.judge_password(login, password, door=Door.XELION, tenant=tenant, address=HERE)
        assert refused.value.reason == "password"


def test_an_empty_password_is_refused(shop: Shop) -> None:
    with pytest.raises(Missing):
        shop.credentials.set_password(shop.user("anna", Role.EDITOR), "")


def test_a_user_shut_out_is_told_so_only_with_the_right_password(shop: Shop) -> None:
    user = shop.accounts.create_user(shop.business.number, "anna", role=Role.EDITOR, email="anna@x.example")
    shop.credentials.set_password(user, "secret")
    opened = shop.sessions.open(actor_of(user, shop.business, door=Door.NATIVE), FORM)
    secret = shop.credentials.issue_signing_secret(user)
    shop.accounts.set_enabled(user, enabled=False)
    for password, reason in (("secret", "disabled"), ("wrong", "password")):
        with pytest.raises(Unauthenticated) as refused:
            shop.credentials.judge_password("anna@x.example", password, door=Door.TELECOMX, address=HERE)
        assert refused.value.reason == reason
    with pytest.raises(Unauthenticated):
        shop.sessions.resume(opened.token, door=Door.NATIVE)
    with pytest.raises(Unauthenticated):
        shop.credentials.judge_signature(secret.key, check=lambda *_: True)
    shop.accounts.set_enabled(user, enabled=True)
    shop.credentials.judge_signature(secret.key, check=lambda shown, _: shown == secret.secret)


def test_a_signing_secret_is_given_to_the_check_and_kept_sealed(shop: Shop) -> None:
    user = shop.user("anna", Role.EDITOR)
    issued = shop.credentials.issue_signing_secret(user, label="site")
    assert (len(issued.key), len(issued.secret)) == (32, 64)
    seen: list[str] = []

    def note(secret: str, scope: str) -> bool:
        seen.append(secret + scope)
        return True

    actor = shop.credentials.judge_signature(issued.key, check=note)
    assert (actor.user, seen) == (user.number, [issued.secret])
    (kept,) = shop.credentials.of_user(user)
    assert issued.secret not in kept.secret
    for token, check, reason in (
        (issued.key, lambda *_: False, "signature"),
        ("0" * 32, lambda *_: True, "unknown"),
    ):
        with pytest.raises(Unauthenticated) as refused:
            shop.credentials.judge_signature(token, check=check)
        assert refused.value.reason == reason


def test_several_private_keys_open_one_business_until_revoked(shop: Shop) -> None:
    users = [shop.user(name, Role.EDITOR) for name in ("anna", "bert")]
    keys = [shop.credentials.issue_signed_key(user) for user in users]

    def signature(private_key: str) -> str:
        return hashlib.md5(f"{shop.business.number}{private_key}".encode()).hexdigest()

    for user, key in zip(users, keys, strict=True):
        assert key.key == str(shop.business.number)
        shown = signature(key.secret).upper()
        assert shop.credentials.judge_signed_key(key.key, shown, address=HERE).user == user.number
    shop.credentials.revoke(keys[0].uid)
    with pytest.raises(NotFound):
        shop.credentials.revoke(keys[0].uid)
    with pytest.raises(Unauthenticated):
        shop.credentials.judge_signed_key(keys[0].key, signature(keys[0].secret), address=HERE)
    with pytest.raises(Unauthenticated):
        shop.credentials.judge_signed_key("999", signature(keys[1].secret), address=HERE)
    shop.credentials.judge_signed_key(keys[1].key, signature(keys[1].secret), address=HERE)
    assert [listed.uid for listed in shop.credentials.of_business(shop.business.number)] == [keys[1].uid]


def test_viewers_may_edit_in_a_strict_business_or_where_it_is_set(shop: Shop) -> None:
    viewer = shop.user("v", Role.VIEWER)
    assert not actor_of(viewer, shop.business, door=Door.TELECOMX).viewers_may_edit
    strict = shop.accounts.create_business("s", profiles={Door.TELECOMX: Profile.STRICT})
    assert actor_of(viewer, strict, door=Door.TELECOMX).viewers_may_edit
    assert not actor_of(viewer, strict, door=Door.TIMETAP).viewers_may_edit
    lenient = shop.accounts.set_settings(shop.business, {"viewers_may_edit": True})
    assert actor_of(viewer, lenient, door=Door.TELECOMX).viewers_may_edit


def test_a_sliding_session_lives_while_it_is_used(shop: Shop) -> None:
    opened = shop.sessions.open(shop.actor(), FORM)
    assert opened.token.startswith("t.")
    for _ in range(4):
        shop.clock.advance(seconds=800)
        assert shop.sessions.resume(opened.token, door=Door.NATIVE) == shop.actor()
        shop.sessions.flush()
    shop.clock.advance(seconds=800)
    shop.sessions.resume(opened.token, door=Door.NATIVE)
    shop.clock.advance(seconds=900)
    with pytest.raises(Unauthenticated) as refused:
        shop.sessions.resume(opened.token, door=Door.NATIVE)
    assert refused.value.reason == "expired"
    assert shop.housekeeping.sweep().sessions == 1


def test_a_session_belongs_to_its_door(shop: Shop) -> None:
    opened = shop.sessions.open(shop.actor(), FORM)
    with pytest.raises(Unauthenticated) as refused:
        shop.sessions.resume(opened.token, door=Door.TIMETAP)
    assert refused.value.reason == "unknown"


def test_a_session_of_fixed_length_is_not_prolonged_by_use(shop: Shop) -> None:
    opened = shop.sessions.open(shop.actor(), FORM, lifetime_seconds=100)
    shop.clock.advance(seconds=90)
    shop.sessions.resume(opened.token, door=Door.NATIVE)
    shop.clock.advance(seconds=10)
    with pytest.raises(Unauthenticated):
        shop.sessions.resume(opened.token, door=Door.NATIVE)


def test_renewing_changes_both_tokens_and_works_once(shop: Shop) -> None:
    opened = shop.sessions.open(shop.actor(), FORM, label="phone")
    for token, renewal in ((opened.token, "nonsense"), ("nonsense", opened.renewal)):
        with pytest.raises(Unauthenticated):
            shop.sessions.replace(token, FORM, renewal=renewal)
    renewed = shop.sessions.replace(opened.token, FORM, renewal=opened.renewal)
    assert len({opened.token, renewed.token, opened.renewal, renewed.renewal}) == 4
    assert shop.sessions.resume(renewed.token, door=Door.NATIVE) == shop.actor()
    with pytest.raises(Unauthenticated):
        shop.sessions.resume(opened.token, door=Door.NATIVE)
    with pytest.raises(Unauthenticated):
        shop.sessions.replace(opened.token, FORM, renewal=opened.renewal)
    again = shop.sessions.replace(renewed.token, FORM)
    assert shop.sessions.look_at(again.token, door=Door.NATIVE).session.label == "phone"


def test_ending_one_session_leaves_the_others_and_ending_all_leaves_other_people(shop: Shop) -> None:
    one, two = (shop.sessions.open(shop.actor(), FORM) for _ in range(2))
    other = shop.sessions.open(shop.actor(name="colleague"), FORM)
    shop.sessions.end(one.token)
    shop.sessions.resume(two.token, door=Door.NATIVE)
    shop.sessions.end_all(shop.actor())
    for token in (one.token, two.token):
        with pytest.raises(Unauthenticated):
            shop.sessions.resume(token, door=Door.NATIVE)
    shop.sessions.resume(other.token, door=Door.NATIVE)


def test_a_user_has_one_session_of_a_label_where_the_form_says_so(shop: Shop) -> None:
    form = SessionForm(Door.NATIVE, lifetime_seconds=900, one_per_label=True)
    first = shop.sessions.open(shop.actor(), form, label="app")
    elsewhere = shop.sessions.open(shop.actor(), form, label="other app")
    second = shop.sessions.open(shop.actor(), form, label="app")
    with pytest.raises(Unauthenticated):
        shop.sessions.resume(first.token, door=Door.NATIVE)
    for token in (elsewhere.token, second.token):
        shop.sessions.resume(token, door=Door.NATIVE)


def test_failures_are_borne_up_to_the_limit_and_then_delayed_longer_each_time() -> None:
    clock = Clock()
    limits = LoginLimits(now=clock)
    for _ in range(ACCOUNT_FAILURES):
        limits.check("anna", HERE)
        limits.note_failure("anna", HERE)
    waits = []
    for _ in range(8):
        with pytest.raises(Throttled) as refused:
            limits.check("Anna", "198.51.100.7")
        waits.append(refused.value.retry_after_seconds)
        limits.note_failure("anna", HERE)
    assert waits == sorted(waits)
    assert waits[-1] == 60
    limits.check("bert", HERE)
    clock.advance(seconds=60)
    limits.check("anna", HERE)
    clock.advance(minutes=10)
    limits.check("anna", HERE)


def test_an_address_is_borne_longer_than_an_account() -> None:
    limits = LoginLimits(now=Clock())
    for number in range(ADDRESS_FAILURES):
        limits.check(f"user{number}", HERE)
        limits.note_failure(f"user{number}", HERE)
    with pytest.raises(Throttled):
        limits.check("somebody", HERE)
    limits.check("somebody", "198.51.100.7")


def test_logins_are_throttled_even_with_the_right_password(shop: Shop) -> None:
    user = shop.user("anna", Role.EDITOR)
    shop.credentials.set_password(user, "secret")
    for _ in range(ACCOUNT_FAILURES):
        with pytest.raises(Unauthenticated):
            shop.credentials.judge_password("anna", "wrong", door=Door.TELECOMX, address=HERE)
    with pytest.raises(Throttled):
        shop.credentials.judge_password("anna", "secret", door=Door.TELECOMX, address=HERE)
    shop.clock.advance(minutes=11)
    shop.credentials.judge_password("anna", "secret", door=Door.TELECOMX, address=HERE)


def test_a_credentials_last_use_is_noted_when_the_worker_writes_it_down(shop: Shop) -> None:
    user = shop.user("anna", Role.EDITOR)
    issued = shop.credentials.issue_signing_secret(user)
    with pytest.raises(Unauthenticated):
        shop.credentials.judge_signature(issued.key, check=lambda *_: False)
    assert shop.credentials.flush() == 0
    used_at = shop.clock()
    shop.credentials.judge_signature(issued.key, check=lambda *_: True)
    assert shop.credentials.of_user(user)[0].last_used_at is None
    assert shop.credentials.flush() == 1
    assert shop.credentials.of_user(user)[0].last_used_at == used_at
    shop.clock.advance(seconds=30)
    shop.credentials.judge_signature(issued.key, check=lambda *_: True)
    assert shop.credentials.flush() == 0
