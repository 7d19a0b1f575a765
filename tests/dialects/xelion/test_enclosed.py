"""Welcome and departure attachments: files that come inside an appointment, and hang on it in a role."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest

from filebook.core.errors import NotFound
from filebook.core.files import File
from filebook.core.ids import Kind, Number
from filebook.dialects.xelion.enclosed import CONTENT_LIMIT_BYTES, ROLES
from filebook.services.filing import Hang
from filebook.services.library import Page
from tests.dialects.xelion.book import Caller, Json, caller, replaced, staff, stored
from tests.dialects.xelion.client import BASE, refusal
from tests.pictures import is_near, photograph, shown
from tests.stores import blob_files
from tests.world import World

WELCOME, DEPARTURE = ROLES
PLAN = b"%PDF-1.7\nroute"


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _attachment(data: bytes = PLAN, name: str = "route.pdf", **members: Any) -> Json:
    """An Attachment object as the guide has a client send it."""
    content = base64.b64encode(data).decode()
    said = {"commonName": name, "originalLocation": name, "mimeType": "application/pdf"}
    return {**said, "contentsB64String": content, "objectType": "Attachment", **members}


def _file(world: World, oid: object) -> File:
    return world.services.library.file(world.actor("owner"), Number(int(str(oid))))


def _content(world: World, oid: object) -> bytes:
    opened = world.services.library.open(_file(world, oid))
    try:
        return opened.reader.read(0, opened.reader.size_bytes)
    finally:
        opened.reader.close()


def _on(world: World, appointment: object) -> list[Number]:
    """What hangs on an appointment, for every door."""
    files, _ = world.services.library.files_on(
        world.actor("owner"), Number(int(str(appointment))), kind=Kind.APPOINTMENT, page=Page(limit=50)
    )
    return [file.number for file in files]


def _unfinished(world: World) -> list[str]:
    """All blobs, those too that nobody finished."""
    return blob_files(world.house.settings.data_path, unfinished=True)


def _is_trashed(world: World, oid: object) -> bool:
    try:
        return _file(world, oid) is None
    except NotFound:
        return True


def test_a_file_comes_with_the_appointment_and_is_an_ordinary_file(world: World, owner: Caller) -> None:
    made = owner.made(welcomeAttachment=_attachment(commonName="Zo komt u er"), departureMessage="Tot ziens")
    shown_file = made[WELCOME]
    assert shown_file == {
        "originalLocation": "route.pdf",
        "mimeType": "application/pdf",
        "hasThumbnail": False,
        "size": len(PLAN),
        "commonName": "Zo komt u er",
        "oid": shown_file["oid"],
        "objectType": "Attachment",
    }
    assert DEPARTURE not in made
    assert owner.shown(made["oid"]) == made
    assert _content(world, shown_file["oid"]) == PLAN
    assert _on(world, made["oid"]) == [_file(world, shown_file["oid"]).number]
    answer = owner.get(f"/appointments/{made['oid']}/attachments/{shown_file['oid']}").json()["object"]
    assert base64.b64decode(answer["contentsB64String"]) == PLAN


@pytest.mark.parametrize("bare", [True, False])
def test_files_are_put_there_replaced_and_removed_by_patch(world: World, owner: Caller, *, bare: bool) -> None:
    oid = owner.made(subject="Eerst")["oid"]

    def patched(*operations: Json) -> Json:
        response = owner.patch(oid, list(operations) if bare else {"operations": operations})
        assert (response.status_code, response.content) == (200, b""), response.text
        return owner.shown(oid)

    first = patched(
        replaced("subject", "Anders"),
        {"op": "add", "path": f"/{DEPARTURE}", "value": _attachment(b"bye", "bye.txt")},
        replaced(WELCOME, _attachment()),
    )
    assert (first["subject"], _content(world, first[WELCOME]["oid"])) == ("Anders", PLAN)
    second = patched(replaced(WELCOME, _attachment(b"new", "new.pdf")))
    assert second[DEPARTURE] == first[DEPARTURE]
    assert _content(world, second[WELCOME]["oid"]) == b"new"
    assert _is_trashed(world, first[WELCOME]["oid"])
    third = patched({"op": "remove", "path": f"/{WELCOME}"}, replaced(DEPARTURE, None))
    assert not {WELCOME, DEPARTURE} & third.keys()
    assert _on(world, oid) == []


def test_a_file_that_hangs_elsewhere_too_is_only_taken_off(world: World, owner: Caller) -> None:
    file = world.file(on=[world.on_appointment("single")])
    oid = owner.made(welcomeAttachment={"oid": str(file.number), "objectType": "Attachment"})["oid"]
    assert owner.shown(oid)[WELCOME]["oid"] == str(file.number)
    assert owner.patch(oid, [{"op": "remove", "path": f"/{WELCOME}"}]).status_code == 200
    assert _on(world, oid) == []
    assert _on(world, world.appointments["single"].number) == [file.number]


def test_an_attachment_written_back_as_it_is_read_changes_nothing(world: World, owner: Caller) -> None:
    made = owner.made(welcomeAttachment=_attachment(), departureAttachment=_attachment(b"bye", "bye.txt"))
    files = {role: _file(world, made[role]["oid"]) for role in ROLES}
    blobs, _ = world.stored()
    assert owner.changed(made["oid"], **{role: made[role] for role in ROLES}) == made
    assert {role: _file(world, made[role]["oid"]) for role in ROLES} == files
    assert world.stored()[0] == blobs


def test_other_doors_files_and_series_days_are_listed_without_their_bytes(world: World, owner: Caller) -> None:
    number = world.appointments["recurring"].number
    owner.changed(number, welcomeAttachment=_attachment())
    large = world.file(bytes(CONTENT_LIMIT_BYTES + 1), name="film.bin", on=[Hang(Kind.APPOINTMENT, number)])
    listed = owner.listed(f"/appointments/{number}/attachments")
    assert [one["originalLocation"] for one in listed] == ["route.pdf", "film.bin"]
    assert all("contentsB64String" not in one for one in listed)
    day = world.services.numbered_occurrences.of_series(world.actor("owner"), stored(world, number))[1].number
    assert owner.listed(f"/appointments/{day}/attachments") == listed
    assert owner.shown(day)[WELCOME] == listed[0]
    raw = owner.get(f"/appointments/{day}/attachments/{large.number}", response_type="stream")
    assert len(raw.content) == CONTENT_LIMIT_BYTES + 1
    page = owner.get(f"/appointments/{number}/attachments", limit=1).json()["meta"]
    assert page["paging"] == {"previousId": listed[0]["oid"], "nextId": listed[0]["oid"]}
    rest = owner.listed(f"/appointments/{number}/attachments", after=listed[0]["oid"])
    assert [one["oid"] for one in rest] == [str(large.number)]


def test_a_picture_has_a_thumbnail(world: World, owner: Caller) -> None:
    oid = owner.made(welcomeAttachment=_attachment(photograph(800, 400), "voordeur.jpg", mimeType="image/jpeg"))["oid"]
    file = owner.shown(oid)[WELCOME]
    assert file["hasThumbnail"] is True
    path = f"/appointments/{oid}/attachments/{file['oid']}"
    raw = owner.get(path, only_thumbnail="true", response_type="stream")
    picture = shown(raw.content)
    assert (picture.size, is_near(picture.getpixel((2, 2)), (255, 0, 0))) == ((160, 80), True)
    embedded = owner.get(path, only_thumbnail="true").json()["object"]
    assert base64.b64decode(embedded["contentsB64String"]) == raw.content
    assert (embedded["oid"], embedded["size"], embedded["mimeType"]) == (file["oid"], len(raw.content), "image/jpeg")


def test_what_is_no_picture_has_no_thumbnail(owner: Caller) -> None:
    made = owner.made(welcomeAttachment=_attachment())
    path = f"/appointments/{made['oid']}/attachments/{made[WELCOME]['oid']}"
    assert refusal(owner.get(path, only_thumbnail="true")) == (404, 10100)


@pytest.mark.parametrize(
    ("said", "name", "title"),
    [
        ({"originalLocation": "C:\\Users\\anna\\plan.pdf", "commonName": "Plan"}, "plan.pdf", "Plan"),
        ({"originalLocation": "plannen/2026/plan.pdf"}, "plan.pdf", "plan.pdf"),
        ({"commonName": "plan.pdf"}, "plan.pdf", "plan.pdf"),
    ],
)
def test_a_file_is_named_after_where_it_was(owner: Caller, said: Mapping[str, str], name: str, title: str) -> None:
    made = owner.made(welcomeAttachment={"contentsB64String": "JVBERi0xLjcK", **said})[WELCOME]
    assert (made["originalLocation"], made["commonName"]) == (name, title)


def test_base64_may_have_line_breaks_a_front_and_no_padding(world: World, owner: Caller) -> None:
    for content in ("aGVs\r\nbG8=", "data:text/plain;base64,aGVsbG8=", "aGVsbG8"):
        made = owner.made(welcomeAttachment={"commonName": "a.txt", "contentsB64String": content})
        assert _content(world, made[WELCOME]["oid"]) == b"hello"


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(world: World, owner: Caller) -> None:
    made = owner.made(welcomeAttachment=_attachment(bytes(CONTENT_LIMIT_BYTES)))
    assert made[WELCOME]["size"] == CONTENT_LIMIT_BYTES
    before, unfinished = world.stored(), _unfinished(world)
    said = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00"}
    too_large = _attachment(bytes(CONTENT_LIMIT_BYTES + 1))
    assert refusal(owner.post({**said, WELCOME: too_large})) == (500, 11000)
    assert refusal(owner.patch(made["oid"], [replaced(WELCOME, too_large)])) == (500, 11000)
    assert (world.stored(), _unfinished(world)) == (before, unfinished)


REFUSED = [
    pytest.param({WELCOME: {"commonName": "a.txt"}}, (400, 10200), id="no content"),
    pytest.param({WELCOME: {"contentsB64String": "aGVsbG8="}}, (400, 10200), id="no name"),
    pytest.param({WELCOME: {"commonName": "a.txt", "contentsB64String": "%%%%"}}, (400, 10203), id="no base64"),
    pytest.param({WELCOME: {"commonName": "a.txt", "contentsB64String": "aGVsb"}}, (400, 10203), id="half a base64"),
    pytest.param({WELCOME: {"commonName": "a.txt", "contentsB64String": 7}}, (400, 10202), id="number for content"),
    pytest.param({WELCOME: {"commonName": "a\0.txt", "contentsB64String": "aGVsbG8="}}, (400, 10203), id="NUL"),
    pytest.param({WELCOME: "aGVsbG8="}, (400, 10202), id="text"),
    pytest.param({WELCOME: {"oid": "999999"}}, (404, 10100), id="unknown file"),
    pytest.param({WELCOME: {"oid": "x"}}, (404, 10100), id="no OID"),
    pytest.param(
        {WELCOME: _attachment(), DEPARTURE: _attachment(), "value": _attachment()}, (400, 10203), id="three files"
    ),
    pytest.param({WELCOME: _attachment(), "endtime": "2026-04-07 11:00:00"}, (400, 10203), id="end before start"),
    pytest.param({WELCOME: _attachment(), "participants": [{"oid": "999999"}]}, (404, 10100), id="unknown person"),
    pytest.param({WELCOME: _attachment(), "starttime": None}, (400, 10200), id="no start"),
]


@pytest.mark.parametrize(("members", "expected"), REFUSED)
def test_a_refused_appointment_leaves_no_byte(
    world: World, owner: Caller, members: Mapping[str, object], expected: tuple[int, int]
) -> None:
    before, unfinished = world.stored(), _unfinished(world)
    said = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00", **members}
    assert refusal(owner.post(said)) == expected
    assert (world.stored(), _unfinished(world)) == (before, unfinished)


def test_a_body_that_breaks_off_leaves_no_byte(world: World, owner: Caller) -> None:
    before, unfinished = world.stored(), _unfinished(world)
    body = json.dumps({WELCOME: _attachment()})[:-2].encode()
    response = world.http.post(f"{BASE}/appointments", content=body, headers=owner.headers)
    assert refusal(response) == (400, 10202)
    assert (world.stored(), _unfinished(world)) == (before, unfinished)


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([replaced(WELCOME, _attachment()), replaced("endtime", "2017-03-13 10:00:00")], (400, 10203)),
        ([replaced(WELCOME, _attachment()), replaced("nothing", "x")], (400, 10203)),
        ([replaced(f"{WELCOME}/1", _attachment())], (400, 10203)),
        ([{"op": "test", "path": f"/{WELCOME}", "value": _attachment()}], (400, 10203)),
        ([replaced("comment", _attachment()), replaced("participants/1", "1")], (400, 10203)),
        ([replaced(WELCOME, "aGVsbG8=")], (400, 10202)),
    ],
)
def test_a_refused_change_leaves_no_byte(
    world: World, owner: Caller, operations: list[Json], expected: tuple[int, int]
) -> None:
    made = owner.made(welcomeAttachment=_attachment(b"kept"))
    before = world.stored()
    assert refusal(owner.patch(made["oid"], operations)) == expected
    assert (world.stored(), owner.shown(made["oid"])) == (before, made)


def test_of_two_files_for_one_member_the_later_wins_and_the_other_is_dropped(world: World, owner: Caller) -> None:
    oid = owner.made()["oid"]
    blobs, _ = world.stored()
    assert owner.patch(oid, [replaced(WELCOME, _attachment(one)) for one in (b"first", b"second")]).status_code == 200
    assert _content(world, owner.shown(oid)[WELCOME]["oid"]) == b"second"
    assert world.stored()[0] == blobs + 1


def test_who_only_reads_and_who_only_takes_part_puts_no_file_there(world: World, owner: Caller) -> None:
    oid = owner.made(participants=[{"oid": staff(world, "personal")}])["oid"]
    said = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00", WELCOME: _attachment()}
    operations = [replaced(WELCOME, _attachment())]
    before = world.stored()
    for name in ("viewer", "personal"):
        somebody = caller(world, name)
        assert refusal(somebody.post(said)) == (403, 10101)
        assert refusal(somebody.patch(oid, operations)) == (403, 10101)
        assert refusal(somebody.patch(oid, [{"op": "remove", "path": f"/{WELCOME}"}])) == (403, 10101)
        assert refusal(somebody.post(dict(said, welcomeAttachment={"oid": "1"}))) == (403, 10101)
    assert world.stored()[0] == before[0]
    assert WELCOME not in owner.shown(oid)


def test_a_file_of_another_business_is_as_absent_as_none(world: World, owner: Caller) -> None:
    foreign = world.file(by="foreign_owner")
    before = world.stored()
    said = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00"}
    answers = [owner.post({**said, WELCOME: {"oid": str(oid)}}) for oid in (foreign.number, 999_999)]
    assert [refusal(answer) for answer in answers] == [(404, 10100)] * 2
    assert world.stored() == before


# Reminders and owner


def test_a_reminder_is_told_changed_and_removed(world: World, owner: Caller) -> None:
    made = owner.made(reminders=[{"minutes": 15}])
    assert made["reminders"] == [{"minutes": 15, "objectType": "Reminder"}]
    assert stored(world, made["oid"]).reminder_minutes == 15
    assert owner.changed(made["oid"], reminders=made["reminders"]) == made
    assert owner.changed(made["oid"], reminders=[0])["reminders"] == [{"minutes": 0, "objectType": "Reminder"}]
    assert "reminders" not in owner.changed(made["oid"], reminders=[])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([5, 10], (400, 10203)),
        ([-1], (400, 10203)),
        ([10**9], (400, 10203)),
        ([{}], (400, 10200)),
        (["5"], (400, 10202)),
        (5, (400, 10202)),
    ],
)
def test_a_reminder_that_cannot_be_kept_is_refused(
    world: World, owner: Caller, said: object, expected: tuple[int, int]
) -> None:
    oid = owner.made()["oid"]
    before = world.stored()
    assert refusal(owner.patch(oid, [replaced("reminders", said)])) == expected
    times = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00"}
    assert refusal(owner.post({**times, "reminders": said})) == expected
    assert world.stored() == before


def test_the_owner_is_told_where_it_is_asked_for(world: World, owner: Caller) -> None:
    oid = owner.made()["oid"]
    response = owner.get(f"/appointments/{oid}", include="isAppointmentOf,nothing")
    expected = {"commonName": "Owner Test", "oid": staff(world, "owner"), "objectType": "Person"}
    assert response.json()["object"]["isAppointmentOf"] == expected
    assert "isAppointmentOf" not in owner.shown(oid)
