"""`get`/`file` for appointments, and the links it hands out."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.ids import Door
from filebook.services.filing import NewFile
from tests.dialects.onoffice.client import DOWNLOAD, Client, as_user, client_of, signed
from tests.world import World


def appointment_of(world: World, name: str = "single") -> int:
    return world.appointments[name].number


def link_of(world: World, client: Client) -> str:
    """The link of the one file on the appointment, as path and query."""
    record = client.files(appointment_of(world))["records"][0]
    parts = urlsplit(record["elements"]["url"])
    return f"{parts.path}?{parts.query}"


@pytest.mark.parametrize("door", [Door.NATIVE, Door.TIMETAP, Door.XELION, Door.TELECOMX])
def test_a_file_put_on_the_appointment_through_any_door_is_listed(world: World, client: Client, door: Door) -> None:
    receiver = world.services.uploads.receiver()
    receiver.write(b"hello")
    filing, actor = world.services.filing, world.actor("owner", door)
    file = filing.add(actor, receiver, new=NewFile("note.txt"), on=[world.on_appointment()])
    data = client.files(appointment_of(world))
    assert data["meta"] == {"cntabsolute": 1}
    record = data["records"][0]
    assert (record["id"], record["type"]) == (file.number, "file")
    assert record["elements"].keys() == {"username", "filename", "fileSize", "url"}
    assert (record["elements"]["username"], record["elements"]["filename"]) == ("owner", "note.txt")
    assert record["elements"]["fileSize"] == "5"


def test_the_answer_may_be_kept_for_a_while_and_echoes_what_was_asked(world: World, client: Client) -> None:
    said = {"appointmentid": str(appointment_of(world))}
    result = client.call("get", "file", said, resourceid="appointment", identifier="a1")
    assert (result["cacheable"], result["resourceid"], result["resourcetype"]) == (True, "appointment", "file")
    assert (result["identifier"], result["data"]) == ("a1", {"meta": {"cntabsolute": 0}, "records": []})


def test_the_link_works_for_an_hour_without_a_credential(world: World, client: Client) -> None:
    world.file(b"hello", name="Ü.txt", on=[world.on_appointment()])
    link = client.files(appointment_of(world))["records"][0]["elements"]["url"]
    assert re.fullmatch(re.escape(f"http://filebook.test{DOWNLOAD}?params=") + r"[\w%-]+", link)
    world.clock.advance(seconds=3599)
    response = world.http.get(link)
    assert (response.status_code, response.content) == (200, b"hello")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-length"] == "5"
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%C3%9C.txt" in response.headers["content-disposition"]
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "content-encoding" not in response.headers
    part = world.http.get(link, headers={"range": "bytes=1-2"})
    assert (part.status_code, part.content) == (206, b"el")
    head = world.http.head(link)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "5")


def test_an_expired_link_is_refused_with_a_plain_page(world: World, client: Client) -> None:
    world.file(b"hello", on=[world.on_appointment()])
    link = link_of(world, client)
    world.clock.advance(seconds=3600)
    response = world.http.get(link)
    assert (response.status_code, response.text) == (403, "This link has expired.\n")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"


def test_altered_deleted_trashed_and_foreign_links_all_get_the_same_page(world: World, client: Client) -> None:
    file = world.file(b"hello", on=[world.on_appointment()])
    link = link_of(world, client)
    token = parse_qs(urlsplit(link).query)["params"][0]
    flipped = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(len(token))]
    answers = [
        world.http.get(f"{DOWNLOAD}?params={text}") for text in (*flipped, "", "x", token + "=", token[:-1], "ü")
    ]
    answers += [world.http.get(DOWNLOAD), world.http.get(f"{DOWNLOAD}?other={token}")]
    world.services.filing.trash(world.actor("owner"), file)
    answers.append(world.http.get(link))
    world.services.filing.restore(world.actor("owner"), file)
    assert world.http.get(link).status_code == 200
    world.services.filing.delete_forever(world.actor("owner"), file)
    answers.append(world.http.get(link))
    pages = {(answer.status_code, answer.text, answer.headers["content-type"]) for answer in answers}
    assert pages == {(404, "There is no such file.\n", "text/plain; charset=utf-8")}


def test_a_file_id_narrows_the_list_to_that_file(world: World, client: Client) -> None:
    files = [world.file(name=f"{name}.txt", on=[world.on_appointment()]) for name in "abc"]
    for name in ("fileId", "fileid"):
        data = client.files(appointment_of(world), **{name: str(files[1].number)})
        assert [record["id"] for record in data["records"]] == [files[1].number]
        assert data["meta"] == {"cntabsolute": 1}


@pytest.mark.parametrize("wanted", [987_654, -1, 0, 10**30])
def test_an_unknown_file_id_finds_nothing_which_is_no_error(world: World, client: Client, wanted: int) -> None:
    world.file(on=[world.on_appointment()])
    assert client.files(appointment_of(world), fileId=wanted) == {"meta": {"cntabsolute": 0}, "records": []}


def test_a_file_of_another_appointment_finds_nothing(world: World, client: Client) -> None:
    other = world.file(on=[world.on_appointment("recurring")])
    world.file(on=[world.on_appointment()])
    data = client.files(appointment_of(world), fileId=other.number)
    assert data == {"meta": {"cntabsolute": 0}, "records": []}


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({}, 117),
        ({"appointmentid": None}, 117),
        ({"appointmentid": ""}, 117),
        ({"appointmentid": "abc"}, 121),
        ({"appointmentid": [1]}, 121),
        ({"appointmentid": 987_654}, 169),
        ({"appointmentid": "-1"}, 169),
        ({"appointmentid": 10**30}, 169),
        ({"appointmentid": 0}, 169),
    ],
)
def test_an_appointment_that_is_not_named_or_not_there_is_refused(
    client: Client, parameters: dict[str, object], code: int
) -> None:
    assert client.error("get", "file", parameters, resourceid="appointment") == code


def test_a_record_that_is_no_appointment_is_not_found(world: World, client: Client) -> None:
    number = world.records["estate"].number
    assert client.error("get", "file", {"appointmentid": number}, resourceid="appointment") == 169


def test_another_tenants_appointment_is_as_good_as_unknown(world: World, foreign_client: Client) -> None:
    world.file(on=[world.on_appointment()])
    said = {"appointmentid": appointment_of(world)}
    foreign = foreign_client.call("get", "file", said, resourceid="appointment")
    unknown = foreign_client.call("get", "file", {"appointmentid": 987_654}, resourceid="appointment")
    assert foreign["status"] == unknown["status"] == {"errorcode": 169, "message": "Appointment not found"}


def test_an_appointment_in_the_trash_is_not_found(world: World, client: Client) -> None:
    world.services.booking.trash(world.actor("owner"), world.appointments["single"].number)
    said = {"appointmentid": appointment_of(world)}
    assert client.error("get", "file", said, resourceid="appointment") == 169


def test_who_may_not_read_files_finds_no_appointment(world: World) -> None:
    nobody = world.services.accounts.create_user(world.business.number, "nobody", role=Role.NONE)
    world.users["nobody"] = nobody
    world.file(on=[world.on_appointment()])
    said = {"appointmentid": appointment_of(world)}
    for name in ("nobody", "personal"):
        assert as_user(world, name).error("get", "file", said, resourceid="appointment") == 169


def test_other_peoples_own_files_are_neither_listed_nor_counted(world: World) -> None:
    world.file(name="mine.txt", visibility=Visibility.EMPLOYEE, on=[world.on_appointment()])
    number = appointment_of(world)
    assert client_of(world).names(number) == ["mine.txt"]
    assert as_user(world, "viewer").files(number) == {"meta": {"cntabsolute": 0}, "records": []}


@pytest.mark.parametrize(
    ("asked", "lenient", "strict"),
    [({}, 20, 20), ({"listlimit": 500, "listoffset": 0}, 110, 100), ({"listlimit": "7"}, 7, 7)],
)
def test_lists_are_as_long_as_the_profile_allows(
    world: World, strict_world: World, asked: dict[str, object], lenient: int, strict: int
) -> None:
    for here, expected in ((world, lenient), (strict_world, strict)):
        for number in range(110):
            here.services.filing.add_link(
                here.actor("owner"),
                f"https://example.org/{number}",
                new=NewFile(f"{number:03}"),
                on=[here.on_appointment()],
            )
        data = client_of(here).files(appointment_of(here), **asked)
        assert (len(data["records"]), data["meta"]["cntabsolute"]) == (expected, 110)


@pytest.mark.parametrize("size", [500, 100])
def test_an_appointment_with_250_files_arrives_whole_in_pages_of_any_size(
    world: World, client: Client, size: int
) -> None:
    for number in range(250):
        world.file(f"{number}".encode(), name=f"{number:03}.txt", on=[world.on_appointment()])
    names: list[str] = []
    while True:
        data = client.files(appointment_of(world), listlimit=size, listoffset=len(names))
        assert data["meta"] == {"cntabsolute": 250}
        if not data["records"]:
            break
        names += [record["elements"]["filename"] for record in data["records"]]
    assert names == [f"{number:03}.txt" for number in range(250)]


def test_an_offset_beyond_the_end_finds_nothing_and_still_counts(world: World, client: Client) -> None:
    for name in "abc":
        world.file(name=f"{name}.txt", on=[world.on_appointment()])
    number = appointment_of(world)
    assert client.names(number, listoffset=1, listlimit=1) == ["b.txt"]
    for offset in (3, 10**30):
        assert client.files(number, listoffset=offset) == {"meta": {"cntabsolute": 3}, "records": []}


def test_a_link_among_the_files_shows_where_it_points(world: World, client: Client) -> None:
    number = appointment_of(world)
    said = {"Art": "Link", "url": "https://tour.example/1?a=b", "title": "Rundgang"}
    client.uploadfile(module="appointment", relatedRecordId=number, **said)
    elements = client.files(number)["records"][0]["elements"]
    assert elements == {
        "username": "owner",
        "filename": "Rundgang",
        "fileSize": "0",
        "url": "https://tour.example/1?a=b",
    }


@pytest.mark.parametrize(
    ("resourceid", "told"),
    [("", ""), (None, ""), ("project", "project"), (42, "42"), ('"', '"')],
)
def test_files_of_what_has_no_list_are_refused_in_the_observed_words(
    client: Client, resourceid: object, told: str
) -> None:
    result = client.call("get", "file", {}, resourceid=resourceid)
    assert result["status"] == {"errorcode": 24, "message": f'missing configuration for resourceId "{told}"'}
    assert (result["resourceid"], result["data"], result["cacheable"]) == (told, [], False)


@pytest.mark.parametrize(
    ("verb", "resourcetype"), [("get", "statistic"), ("do", "file"), ("create", "file"), ("get", "")]
)
def test_an_unknown_resource_type_is_refused_in_the_observed_words(
    client: Client, verb: str, resourcetype: str
) -> None:
    status = client.call(verb, resourcetype)["status"]
    assert status == {"errorcode": 25, "message": f'missing configuration for resourceType "{resourcetype}"'}


@pytest.mark.parametrize("actionid", ["x", "urn:onoffice-de-ns:smart:2.5:smartml:action:frobnicate", "get", " "])
def test_an_unknown_action_is_refused(client: Client, actionid: str) -> None:
    action = signed({**client.action("get", "file"), "actionid": actionid}, client.key)
    status = client.send(action)["response"]["results"][0]["status"]
    assert status == {"errorcode": 23, "message": f'missing configuration for actionId "{actionid}"'}
