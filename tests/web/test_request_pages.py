"""Request links as strangers use them: they send what is asked for, see nothing else, and are told what is refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Actor, Role, Scope, Visibility
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Door, Kind
from filebook.core.intake import Expected
from filebook.services.accounts import actor_of
from filebook.services.intake_visits import OPEN_UPLOAD_LIMIT
from filebook.services.intakes import IntakeChange
from tests.pictures import photograph
from tests.web.requester import Sender, arrivals, note, now, request
from tests.web.sharer import folder, ref
from tests.world import World

DEED = Expected("deed", "Title deed", "All pages", media_types=("application/pdf",))
PHOTO = Expected("photo", mandatory=False, media_types=("image",), size_limit_bytes=1_000_000)


def an_editor(world: World) -> Actor:
    """Somebody who may write."""
    user = world.services.accounts.create_user(world.business.number, "editor", role=Role.EDITOR)
    return actor_of(user, world.business, door=Door.NATIVE)


def test_what_a_stranger_sends_lies_in_the_folder_and_nothing_that_lies_there_is_told(world: World) -> None:
    around = folder(world, "Secret plans")
    inbox = folder(world, "Inbox", around)
    there = world.file(b"ours", name="salaries.txt", folder=ref(inbox))
    sender = request(world, inbox.uid, name="Your papers", message="Hello\n<b>you</b>", sender="Anna of Muster")
    page = sender()
    assert page.status_code == 200
    for text in ("Your papers", "Anna of Muster", "&lt;b&gt;you", "Up to"):
        assert text in page.text, text
    for text in ("salaries", "Secret", "Inbox", "owner", "Main", "<b>"):
        assert text not in page.text, text
    sent = sender.send(note(b"hello", "../../my note.txt"), note(b"again", "my note.txt"))
    assert (sent.status_code, sent.headers["location"]) == (303, f"/r/{sender.made.token}?arrived=1")
    files = [world.services.library.file(world.actor("owner"), one.file.number) for one in arrivals(world, sender.made)]
    assert [(file.name, file.size_bytes, file.folder) for file in files] == [("my note.txt", 5, ref(inbox))] * 2
    assert {file.uploader.name for file in files} == {"Your papers"}
    after = sender("?arrived=1").text
    assert "have arrived" in after
    assert after.count("my note.txt") == 2
    other = Sender(world, sender.made)
    assert "my note.txt" not in other("?arrived=1").text, "another visitor sees nothing of it"
    assert "salaries" not in after
    assert there.number not in {one.file.number for one in arrivals(world, sender.made)}


def test_documents_fill_the_list_in_their_roles_at_the_appointment(world: World) -> None:
    appointment = world.appointments["single"]
    sender = request(world, appointment.uid, expected=(DEED, PHOTO))
    before = sender().text
    assert "Title deed" in before
    assert before.count("required") == 1
    sent = sender.send(("document-0", ("scan.pdf", b"%PDF-1.7\n", "text/html")), ("files", ("", b"", "")))
    assert sent.status_code == 303
    (arrival,) = arrivals(world, sender.made)
    assert arrival.role == "deed"
    with world.house.catalogue.read() as tables:
        hanging = tables.attachments.of_files(world.business.number, [arrival.file.number])[arrival.file.number]
    assert [(one.target, one.role) for one in hanging] == [(appointment.number, "deed")]
    assert "received" in sender().text


@pytest.mark.parametrize(
    ("field", "data", "status", "word"),
    [
        ("document-0", b"<html>", 415, "another kind"),
        ("document-1", b"%PDF-1.7\n", 415, "another kind"),
        ("document-1", b"\x89PNG\r\n\x1a\n" + bytes(1_000_001), 413, "too large"),
        ("files", bytes(2_000_001), 413, "too large"),
        ("document-7", b"x", 400, "did not work"),
        ("other", b"x", 400, "did not work"),
    ],
)
def test_what_was_not_asked_for_is_refused_and_nothing_is_kept(
    world: World, field: str, data: bytes, status: int, word: str
) -> None:
    sender = request(world, world.appointments["single"].uid, expected=(DEED, PHOTO), size_limit_bytes=2_000_000)
    before = world.stored()
    refused = sender.send(note(name="fine.txt"), (field, ("x.pdf", data, "application/pdf")))
    assert refused.status_code == status
    assert word in refused.text or status == 400
    assert world.stored() == before
    assert arrivals(world, sender.made) == []


def test_a_form_in_which_nothing_was_chosen_says_so(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid)
    refused = sender.send(("files", ("", b"", "application/octet-stream")))
    assert refused.status_code == 422
    assert "choose at least one file" in refused.text


def test_no_more_files_and_bytes_are_taken_than_were_asked_for(world: World) -> None:
    inbox = folder(world, "Inbox")
    few = request(world, inbox.uid, file_count_limit=2)
    refused = few.send(note(), note(), note())
    assert refused.status_code == 410, "all or none"
    assert "Nothing was taken" in refused.text
    assert "Thank you" not in refused.text
    assert now(world, few.made).file_count == 0
    assert few.send(note(), note()).status_code == 303
    assert "Nothing more is needed" in few().text
    before = world.stored()
    assert few.send(note()).status_code == 410
    assert few.announce(5).status_code == 410
    small = request(world, inbox.uid, total_limit_bytes=8)
    assert small.send(note(b"12345")).status_code == 303
    assert small.send(note(b"12345")).status_code == 413
    assert small.announce(4).status_code == 413
    assert world.stored() == (before[0] + 1, before[1] + 3), "the second request, its one file, and that it came"


def test_a_password_is_asked_for_before_anything_is_shown_or_taken(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid, name="Papers", password="Sesam")
    before = world.stored()
    for answer in (sender(), sender.send(note()), sender.announce(5), sender("/upload.js")):
        assert answer.status_code == 401
        assert "Papers" not in answer.text
    assert world.stored() == before
    assert sender.tell("wrong").status_code == 403
    assert sender.tell("Sesam").status_code == 303
    assert "Papers" in sender().text
    assert sender.send(note()).status_code == 303


def test_a_file_in_pieces_goes_on_where_it_was_and_works_once(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid)
    sender()
    path = sender.announce(10).json()["path"]
    assert sender.add(path, b"hello", 0).json() == {"offset": 5}
    assert sender.add(path, b"hello", 0).status_code == 409
    assert sender.file(path).status_code == 409, "it is not whole"
    assert sender(sender.below(path)).json() == {"offset": 5}
    stranger = Sender(world, sender.made)
    stranger()
    assert stranger(sender.below(path)).status_code == 404, "it is another visitor's"
    assert stranger.add(path, b"!!!!!", 5).status_code == 404
    assert sender.add(path, b"world!", 5).status_code == 413
    assert sender.add(path, b"world", 5).json() == {"offset": 10}
    assert sender.file(path).json() == {"name": "note.txt", "size_bytes": 10}
    assert sender.file(path).status_code == 410
    (arrival,) = arrivals(world, sender.made)
    opened = world.services.library.open(world.services.library.file(world.actor("owner"), arrival.file.number))
    assert opened.reader.read(0, 100) == b"helloworld"
    opened.reader.close()


def test_outsiders_use_up_no_more_than_their_share_of_unfinished_uploads(world: World) -> None:
    inbox = folder(world, "Inbox")
    greedy, other = request(world, inbox.uid), request(world, inbox.uid)
    for _ in range(OPEN_UPLOAD_LIMIT):
        assert greedy.announce(5).status_code == 201
    refused = greedy.announce(5)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert other.announce(5).status_code == 201
    assert greedy.send(note()).status_code == 303, "what comes at once waits for nothing"


def test_unfinished_uploads_hold_no_more_bytes_than_were_asked_for_twice(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid, total_limit_bytes=10)
    assert [sender.announce(9).status_code for _ in range(3)] == [201, 201, 429]


def test_a_form_of_too_many_parts_is_refused_in_plain_words(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid)
    refused = sender.send(*[note() for _ in range(101)])
    assert (refused.status_code, "fewer at once" in refused.text) == (400, True)
    assert arrivals(world, sender.made) == []


def test_a_whole_file_of_another_type_is_dropped(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid, media_types=("image",))
    sender()
    before = world.stored()
    path = sender.announce(5).json()["path"]
    sender.add(path, b"hello", 0)
    assert sender.file(path).status_code == 415
    assert sender(sender.below(path)).status_code in {404, 410}
    assert world.stored() == before
    assert sender.send(("files", ("house.jpg", photograph(), ""))).status_code == 303


def test_it_ends_with_its_date_its_withdrawal_its_place_and_its_maker(world: World) -> None:
    owner, services = world.actor("owner"), world.services
    inbox = folder(world, "Inbox")
    dated = request(world, inbox.uid, expires_at=world.clock() + timedelta(hours=1))
    due = request(world, inbox.uid, due_at=world.clock() + timedelta(hours=1), closes_when_due=True)
    gentle = request(world, inbox.uid, due_at=world.clock() + timedelta(hours=1))
    withdrawn = request(world, inbox.uid)
    editor = an_editor(world)
    makers = request(world, inbox.uid, by=editor)
    services.intakes.revoke(owner, withdrawn.made.intake.number)
    services.members.change(owner, editor.user, edit=lambda user: replace(user, role=Role.VIEWER))
    world.clock.advance(hours=2)
    for sender, status in ((dated, 410), (due, 410), (gentle, 200), (withdrawn, 404), (makers, 404)):
        assert sender().status_code == status
        before = world.stored()
        assert sender.send(note()).status_code == (303 if status == 200 else status)
        assert (world.stored() == before) is (status != 200)
    assert withdrawn().text == Sender(world, replace(withdrawn.made, token="0" * 32))().text
    services.folders.trash(owner, inbox)
    assert gentle().status_code == 404


def test_nobody_lets_others_send_where_they_may_not_file_themselves(world: World) -> None:
    private = folder(world, "Mine", by="owner", visibility=Visibility.EMPLOYEE)
    editor = an_editor(world)
    before = world.stored()
    for by, into in ((world.actor("viewer"), private.uid), (editor, private.uid), (editor, "123456")):
        with pytest.raises((AccessDenied, NotFound)):
            request(world, into, by=by)
    no_files = replace(world.actor("owner"), scope=Scope(kinds=frozenset({Kind.REQUEST_LINK})))
    with pytest.raises(AccessDenied):
        request(world, private.uid, by=no_files)
    assert world.stored() == before


def test_a_request_can_be_changed_while_it_is_out(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid, file_count_limit=1)
    sender.send(note())
    assert "Nothing more is needed" in sender().text
    number = sender.made.intake.number
    change = IntakeChange(edit=lambda intake: replace(intake, file_count_limit=2, name="One more"), password="Sesam")
    world.services.intakes.change(world.actor("owner"), number, change)
    assert sender().status_code == 401
    sender.tell("Sesam")
    assert "One more" in sender().text
    assert sender.send(note()).status_code == 303


def test_of_many_at_once_no_more_are_taken_than_were_asked_for(world: World) -> None:
    made = request(world, folder(world, "Inbox").uid, file_count_limit=3).made
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: Sender(world, made).send(note()).status_code, range(8)))
    assert sorted(statuses) == [303] * 3 + [410] * 5
    assert now(world, made).file_count == 3
