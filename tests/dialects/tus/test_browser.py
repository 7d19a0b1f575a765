"""A page of our own in a browser, with the session that the native door knows, uploads without a token."""

from filebook.core.access import Role
from filebook.core.ids import Door
from filebook.services.sessions import SessionForm
from filebook.serving.bearer import FORGERY_HEADER, SESSION_COOKIE, forgery_token
from tests.dialects.tus.client import BYTES, Said, Tus
from tests.world import World


def page(world: World, user: str = "owner") -> Said:
    """What a page of our own sends in a new session of a user's, as a browser says where it is."""
    form = SessionForm(Door.WEB, lifetime_seconds=3600)
    session = world.services.sessions.open(world.actor(user, Door.WEB), form).token
    return {
        "authorization": None,
        "cookie": f"{SESSION_COOKIE}={session}",
        "sec-fetch-site": "same-origin",
        FORGERY_HEADER: forgery_token(session),
    }


def test_an_upload_goes_on_in_a_new_session_of_the_same_user_and_in_nobody_elses(world: World) -> None:
    tus, first = Tus(world), page(world)
    address = tus.create(10, **first)
    added = {"Content_Type": BYTES}
    assert tus.ask("PATCH", address, b"hello", Upload_Offset="0", **added, **first).status_code == 204
    world.clock.advance(hours=1)
    assert tus.head(address, **first).status_code == 401  # the session ran out
    world.users["colleague"] = world.services.accounts.create_user(world.business.number, "colleague", role=Role.OWNER)
    for user in ("colleague", "reseller", "foreign_owner"):
        assert tus.head(address, **page(world, user)).status_code == 404
        assert tus.ask("PATCH", address, b"there", Upload_Offset="5", **added, **page(world, user)).status_code == 404
    again = page(world)
    assert tus.head(address, **again).headers["upload-offset"] == "5"
    assert tus.ask("PATCH", address, b"there", Upload_Offset="5", **added, **again).status_code == 204


def test_a_page_of_another_origin_has_no_use_of_the_cookie(world: World) -> None:
    tus = Tus(world)
    foreign = {**page(world), "origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    address = tus.create(5)
    before = tus.held()
    for method, place, more in (
        ("POST", "/uploads", {"Upload_Length": "5"}),
        ("PATCH", address, {"Upload_Offset": "0", "Content_Type": BYTES}),
        ("POST", address, {"Upload_Offset": "0", "Content_Type": BYTES, "X_HTTP_Method_Override": "PATCH"}),
        ("HEAD", address, {}),
        ("DELETE", address, {}),
    ):
        answer = tus.ask(method, place, b"hello" if method == "PATCH" else b"", **more, **foreign)
        assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False)
    assert tus.held() == before


def test_a_session_counts_on_our_own_pages_alone(world: World) -> None:
    tus, own = Tus(world), page(world)
    before = tus.held()
    for wrong in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": None}, {FORGERY_HEADER: "guessed"}):
        assert tus.ask("POST", "/uploads", Upload_Length="5", **{**own, **wrong}).status_code == 403
    assert tus.held() == before
    address = tus.create(5, **own)
    added = {"Upload_Offset": "0", "Content_Type": BYTES}
    assert tus.ask("PATCH", address, b"hello", **added, **{**own, FORGERY_HEADER: None}).status_code == 403
    assert tus.head(address, **own).headers["upload-offset"] == "0"
    assert tus.ask("PATCH", address, b"hello", **added, **own).status_code == 204
    assert tus.offset(address) == 5  # the same user's, whichever way in
