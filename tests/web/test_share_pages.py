"""Share links as strangers see them: what is shared, nothing else, and nothing at all once it is not to be seen."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from filebook.core.access import Role, Scope, Visibility
from filebook.core.errors import AccessDenied
from filebook.core.files import Folder
from filebook.core.ids import Kind
from filebook.core.sharing import UseKind
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from filebook.services.login_limits import ACCOUNT_FAILURES
from filebook.services.sharing import ShareChange
from filebook.services.sharing_shelves import PAGE_SIZE
from tests.pictures import encoded, halves, photograph
from tests.web.sharer import Stranger, folder, now, ref, share, uses
from tests.world import World


def test_a_folder_shows_what_is_in_it_now_and_nothing_of_what_lies_around_it(world: World) -> None:
    secret = folder(world, "Secret plans")
    shared = folder(world, "For the buyer", secret)
    inner = folder(world, "Plans", shared)
    world.file(name="salaries.txt", folder=ref(secret))
    file = world.file(
        b"hello", name="contract.txt", folder=ref(shared), title="Internal title", free_text="Our bottom line"
    )
    deep = world.file(name="cellar.txt", folder=ref(inner))
    stranger = share(world, shared.uid, message="Best wishes\n<b>Anna</b>", sender="Anna of Muster")

    page = stranger()
    assert page.status_code == 200
    for text in ("For the buyer", "contract.txt", "5 B", "Plans", "Anna of Muster", "Best wishes", "&lt;b&gt;Anna"):
        assert text in page.text, text
    for text in ("Secret", "salaries", "Internal", "bottom line", "Owner", "owner", "Main", "cellar", "<b>", "<script"):
        assert text not in page.text, text
    below = stranger(f"/folders/{inner.uid}")
    assert "cellar.txt" in below.text
    assert "contract.txt" not in below.text
    assert stranger(f"/files/{deep.uid}").content == b"hello"

    late = world.file(name="late.txt", folder=ref(inner))
    world.services.filing.change(world.actor("owner"), file, edit=lambda current: replace(current, folder=ref(secret)))
    assert "late.txt" in stranger(f"/folders/{inner.uid}").text
    assert stranger(f"/files/{late.uid}").status_code == 200
    assert "contract.txt" not in stranger().text
    assert stranger(f"/files/{file.uid}").status_code == 404
    for outside in (secret.uid, "nothing"):
        assert stranger(f"/folders/{outside}").status_code == 404


def test_some_files_and_folders_are_shared_and_no_others(world: World) -> None:
    one, other, third = (world.file(name=name) for name in ("one.txt", "two.txt", "three.txt"))
    shared = folder(world, "Pictures")
    inside = world.file(name="inside.txt", folder=ref(shared))
    link = world.services.filing.add_link(world.actor("owner"), "https://example.org/map?a=1&b=2", new=NewFile("Map"))
    stranger = share(world, one.uid, str(other.number), shared.uid, link.uid)
    page = stranger()
    assert "<title>Files for you – Main</title>" in page.text
    assert 'href="https://example.org/map?a=1&amp;b=2"' in page.text
    for name in ("one.txt", "two.txt", "Pictures", "Map"):
        assert name in page.text
    for hidden in ("three.txt", "inside.txt"):
        assert hidden not in page.text
    assert stranger(f"/files/{inside.uid}").status_code == 200
    assert stranger(f"/files/{third.uid}").status_code == 404
    world.services.filing.trash(world.actor("owner"), one)
    assert "one.txt" not in stranger().text
    assert stranger(f"/files/{one.uid}").status_code == 404


def test_the_files_of_an_appointment_are_shown_and_not_what_it_is_about(world: World) -> None:
    on = (world.on_appointment("single"),)
    file, other = world.file(name="floor plan.txt", on=on), world.file(name="elsewhere.txt")
    stranger = share(world, str(world.appointments["single"].number))
    page = stranger()
    assert "floor plan.txt" in page.text
    for text in ("Viewing", "Key at the neighbours", "elsewhere.txt"):
        assert text not in page.text
    assert stranger(f"/files/{file.uid}").status_code == 200
    assert stranger(f"/files/{other.uid}").status_code == 404
    world.services.booking.trash(world.actor("owner"), world.appointments["single"].number)
    assert (stranger().status_code, stranger(f"/files/{file.uid}").status_code) == (404, 404)


def test_a_long_list_is_told_page_by_page(world: World) -> None:
    shared = folder(world, "Many")
    for number in range(PAGE_SIZE + 1):
        world.services.folders.create(world.actor("owner"), NewFolder(f"f{number:03}", ref(shared)))
    last = world.file(name="last.txt", folder=ref(shared))
    stranger = share(world, shared.uid)
    first, second = stranger().text, stranger("?page=2").text
    assert first.count("<li>") == PAGE_SIZE
    assert second.count("<li>") == 2
    assert "Page 1 of 2" in first
    assert f'href="/s/{stranger.made.token}?page=2"' in first
    assert "last.txt" in second
    assert last.name not in first
    for bad in ("0", "x", "-1", "9" * 9):
        assert stranger(f"?page={bad}").status_code == 400


Change = Callable[[World, Folder], object]


def _disabled(world: World, shared: Folder) -> None:
    world.services.accounts.set_enabled(world.users["editor"], enabled=False)


def _demoted(world: World, shared: Folder) -> None:
    demoted = replace(world.users["editor"], role=Role.VIEWER)
    world.house.catalogue.write(lambda tables: tables.users.update(demoted))


def _trashed(world: World, shared: Folder) -> None:
    world.services.folders.trash(world.actor("owner"), shared)


def _removed(world: World, shared: Folder) -> None:
    world.services.removal.folder_and_contents(world.actor("owner"), shared)


def _hidden(world: World, shared: Folder) -> None:
    world.services.folders.change(
        world.actor("owner"), shared, edit=lambda current: replace(current, visibility=Visibility.EMPLOYEE)
    )


def _moved_out_of_the_reach_of_the_token(world: World, shared: Folder) -> None:
    world.services.folders.change(world.actor("owner"), shared, edit=lambda current: replace(current, parent=None))


@pytest.mark.parametrize(
    "change", [_disabled, _demoted, _trashed, _removed, _hidden, _moved_out_of_the_reach_of_the_token]
)
def test_what_its_maker_can_see_or_share_no_more_is_absent(world: World, change: Change) -> None:
    world.users["editor"] = world.services.accounts.create_user(world.business.number, "editor", role=Role.EDITOR)
    outer = folder(world, "Token's own")
    shared = folder(world, "Shared", outer)
    file = world.file(folder=ref(shared))
    maker = replace(world.actor("editor"), scope=Scope(kinds=frozenset(Kind), folder=outer.number))
    stranger = share(world, shared.uid, by=maker)
    assert (stranger().status_code, stranger(f"/files/{file.uid}").status_code) == (200, 200)
    change(world, shared)
    before = uses(world, stranger.made)
    unknown = Stranger(world, replace(stranger.made, token="x" * 32))
    for path in ("", f"/files/{file.uid}", f"/pictures/{file.uid}", f"/folders/{shared.uid}", "/archive"):
        answer = stranger(path)
        assert (answer.status_code, answer.text) == (404, unknown(path).text)
    assert uses(world, stranger.made) == before


def test_a_hidden_folder_in_between_hides_what_lies_in_it(world: World) -> None:
    world.users["editor"] = world.services.accounts.create_user(world.business.number, "editor", role=Role.EDITOR)
    shared = folder(world, "Shared")
    between = folder(world, "Private", shared, visibility=Visibility.EMPLOYEE)
    file = world.file(folder=ref(between), visibility=Visibility.CUSTOMER)
    stranger = share(world, shared.uid, by=world.actor("editor"))
    assert "Private" not in stranger().text
    for path in (f"/folders/{between.uid}", f"/files/{file.uid}"):
        assert stranger(path).status_code == 404


def test_a_business_may_do_without_shares(world: World) -> None:
    file = world.file()
    stranger = share(world, file.uid)
    world.services.accounts.set_settings(world.business, {"share_links": False})
    assert (stranger().status_code, stranger(f"/files/{file.uid}").status_code) == (404, 404)
    before = world.stored()
    with pytest.raises(AccessDenied):
        share(world, file.uid)
    assert world.stored() == before
    world.services.accounts.set_settings(world.business, {"share_links": True})
    assert stranger().status_code == 200


def test_withdrawn_and_unknown_are_one_page(world: World) -> None:
    stranger = share(world, world.file().uid, password="open sesame")
    world.services.sharing.revoke(world.actor("owner"), stranger.made.share.number)
    unknown = Stranger(world, replace(stranger.made, token="A" * 32))
    for ask in (stranger, unknown):
        assert ask().status_code == 404
        assert ask.tell("open sesame").status_code == 404
    assert stranger().text == unknown().text
    assert "There is nothing here" in stranger().text


def test_a_share_ends_on_time(world: World) -> None:
    file = world.file()
    stranger = share(world, file.uid, expires_at=world.clock() + timedelta(days=1), password="open sesame")
    stranger.tell("open sesame")
    assert "This link works until 2026-03-31, 09:00." in stranger().text
    world.clock.advance(days=1)
    for path in ("", f"/files/{file.uid}"):
        answer = stranger(path)
        assert answer.status_code == 410
        assert "This link has expired" in answer.text
        assert file.name not in answer.text


def test_a_password_is_asked_for_once_and_told_to_nobody_else(world: World) -> None:
    file = world.file()
    stranger = share(world, file.uid, password="open sesame")
    asked = stranger()
    assert asked.status_code == 401
    assert file.name not in asked.text
    assert f'action="/s/{stranger.made.token}"' in asked.text
    for path in (f"/files/{file.uid}", "/archive", f"/pictures/{file.uid}"):
        assert stranger(path).status_code == 401
    wrong = stranger.tell("open")
    assert wrong.status_code == 403
    assert "That is not the password" in wrong.text
    right = stranger.tell("open sesame")
    assert (right.status_code, right.headers["location"]) == (303, f"/s/{stranger.made.token}")
    cookie = right.headers["set-cookie"]
    for part in (f"Path=/s/{stranger.made.token};", "HttpOnly", "SameSite=Strict"):
        assert part in cookie
    assert stranger(f"/files/{file.uid}").content == b"hello"

    another = share(world, file.uid, password="open sesame")
    another.cookies = dict(stranger.cookies)
    assert another().status_code == 401
    world.clock.advance(hours=3)
    assert stranger().status_code == 401


def test_a_new_password_shuts_out_whoever_gave_the_old_one(world: World) -> None:
    stranger = share(world, world.file().uid, password="open sesame")
    stranger.tell("open sesame")
    owner, number = world.actor("owner"), stranger.made.share.number
    world.services.sharing.change(owner, number, ShareChange(edit=lambda share: share, password="another"))
    assert stranger().status_code == 401
    world.services.sharing.change(owner, number, ShareChange(edit=lambda share: share, password=""))
    assert stranger().status_code == 200


def test_a_password_cannot_be_guessed_by_trying_many(world: World) -> None:
    stranger = share(world, world.file().uid, password="open sesame")
    for _ in range(ACCOUNT_FAILURES):
        assert stranger.tell("guess").status_code == 403
    over = stranger.tell("open sesame")
    assert over.status_code == 429
    assert int(over.headers["retry-after"]) >= 1
    assert stranger().status_code == 401
    world.clock.advance(minutes=11)
    assert stranger.tell("open sesame").status_code == 303


@pytest.mark.parametrize(
    ("accepted", "language", "text"),
    [
        ("de-AT,de;q=0.9", "de", "herunterladen"),
        ("nl", "nl", "Downloaden"),
        ("da,en;q=0.1", "da", "Hent"),
        ("fr", "en", "Download"),
    ],
)
def test_the_page_speaks_the_visitors_language(world: World, accepted: str, language: str, text: str) -> None:
    stranger = share(world, world.file().uid)
    page = stranger(headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in page
    assert text in page


def test_an_address_is_kept_secret_by_every_answer(world: World) -> None:
    picture = world.file(photograph(), name="a.jpg")
    stranger = share(world, picture.uid, password="open sesame")
    answers = [stranger(), stranger.tell("no"), stranger.tell("open sesame")]
    answers += [stranger(), stranger(f"/files/{picture.uid}"), stranger(f"/pictures/{picture.uid}")]
    answers += [stranger("/archive"), stranger("/nothing"), stranger("", "PUT")]
    assert [answer.status_code for answer in answers] == [401, 403, 303, 200, 200, 200, 200, 404, 405]
    for answer in answers:
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert "no-store" in answer.headers["cache-control"]
    policy = answers[3].headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    with world.house.catalogue.read() as tables:
        changes = str(tables.changes.since(world.business.number, 0, limit=1000))
    assert stranger.made.token not in changes + str(now(world, stranger.made))
    assert "open sesame" not in changes + str(now(world, stranger.made))


def test_how_a_share_was_used_is_forgotten_after_a_year(world: World) -> None:
    stranger = share(world, world.file().uid)
    stranger()
    world.clock.advance(days=200)
    stranger()
    world.clock.advance(days=200)
    assert world.services.housekeeping.sweep().forgotten_uses == 1
    assert len(uses(world, stranger.made)) == 1


def test_a_look_is_noted_once_in_a_while_without_telling_who_it_was(world: World) -> None:
    stranger = share(world, world.file().uid)
    stranger()
    stranger()
    other = replace(stranger, agent="curl/8.5.0")
    other()
    world.clock.advance(minutes=11)
    stranger()
    noted = uses(world, stranger.made)
    assert [(use.kind, use.agent) for use in noted] == [
        (UseKind.SEEN, "Firefox, Linux"),
        (UseKind.SEEN, "curl"),
        (UseKind.SEEN, "Firefox, Linux"),
    ]
    assert noted[0].visitor == noted[2].visitor != noted[1].visitor


def test_the_logo_of_the_sharing_business_is_shown_to_strangers(world: World) -> None:
    world.services.appearances.set_logo(world.actor("owner"), encoded(halves(), "PNG"))
    page = share(world, world.file().uid)().text
    (address,) = re.findall(r'<img src="([^"]+)" alt="" class="logo">', page)
    logo = world.http.get(unescape(address))
    assert (logo.status_code, logo.headers["content-type"]) == (200, "image/png")
