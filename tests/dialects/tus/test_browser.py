"""A page of our own in a browser, with the session that the native door knows, uploads without a token."""

from filebook.core.ids import Door
from filebook.services.sessions import SessionForm
from filebook.serving.bearer import FORGERY_HEADER, SESSION_COOKIE, forgery_token
from tests.dialects.tus.client import BYTES, Tus
from tests.world import World


def test_a_session_counts_on_our_own_pages_alone(world: World) -> None:
    form = SessionForm(Door.WEB, lifetime_seconds=3600)
    session = world.services.sessions.open(world.actor("owner", Door.WEB), form).token
    tus = Tus(world)
    page = {
        "authorization": None,
        "cookie": f"{SESSION_COOKIE}={session}",
        "sec-fetch-site": "same-origin",
        FORGERY_HEADER: forgery_token(session),
    }
    before = tus.held()
    for wrong in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": None}, {FORGERY_HEADER: "guessed"}):
        assert tus.ask("POST", "/uploads", Upload_Length="5", **{**page, **wrong}).status_code == 403
    assert tus.held() == before
    address = tus.create(5, **page)
    added = {"Upload_Offset": "0", "Content_Type": BYTES}
    assert tus.ask("PATCH", address, b"hello", **added, **{**page, FORGERY_HEADER: None}).status_code == 403
    assert tus.head(address, **page).headers["upload-offset"] == "0"
    assert tus.ask("PATCH", address, b"hello", **added, **page).status_code == 204
    assert tus.offset(address) == 5  # the same user's, whichever way in
