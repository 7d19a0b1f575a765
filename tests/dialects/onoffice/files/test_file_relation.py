"""`modify` and `delete` of `fileRelation`, in every spelling that clients use."""

from collections.abc import Callable
from typing import Any

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.errors import NotFound
from filebook.core.files import File
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang, NewFile
from filebook.services.library import Page
from tests.dialects.onoffice.client import Client, Json, as_user, files_on
from tests.dialects.onoffice.files.asking import on
from tests.world import World

DONE = {"meta": {"cntabsolute": None}, "records": [{"id": 0, "type": "", "elements": {"success": "success"}}]}
UNKNOWN = {"errorcode": 127, "message": "File not found"}
MODULES = {"estate": "estate", "contact": "address", "agents_log": "agentsLog", "task": "task"}


def now(world: World, file: File) -> File:
    """The file as it is by now."""
    return world.services.library.file(world.actor("owner"), file.number)


def is_trashed(world: World, file: File) -> bool:
    with world.house.catalogue.read() as tables:
        found = tables.files.get(file.business, file.number)
    assert found is not None
    return found.trashed_at is not None


def add_colleague(world: World) -> None:
    """Another owner of the business."""
    world.users["colleague"] = world.services.accounts.create_user(world.business.number, "colleague", role=Role.OWNER)


def modify(world: World, client: Client, file: File, **said: Any) -> Json:
    """Modify a file of the estate; the result."""
    place = {"relationtype": "estate", "parentid": world.records["estate"].number, "fileId": file.number}
    return client.call("modify", "fileRelation", {**place, **said})


def delete(world: World, client: Client, file: File, what: str = "estate", **said: Any) -> Json:
    """Remove a file from a record; the result."""
    place = {"relationtype": MODULES[what], "parentid": world.records[what].number, "fileId": file.number}
    return client.call("delete", "fileRelation", {**place, **said})


def test_what_a_file_says_of_itself_is_changed(world: World, client: Client) -> None:
    file = world.file(title="old", free_text="kept", category="Foto", on=[on(world)])
    said = {"Art": "lageplan", "title": "new", "documentAttribute": "plan", "language": "ENG"}
    result = modify(world, client, file, **said)
    assert (result["cacheable"], result["resourceid"], result["data"]) == (False, "", DONE)
    changed = now(world, file)
    assert (changed.category, changed.title, changed.free_text) == ("Lageplan", "new", "kept")
    assert (changed.document_attribute, changed.fields) == ("plan", {"onoffice": {"language": "ENG"}})
    assert changed.modified_at > file.modified_at
    assert (changed.name, changed.version) == (file.name, file.version)


def test_null_leaves_a_text_as_it_is_and_an_empty_one_empties_it(world: World, client: Client) -> None:
    file = world.file(title="T", free_text="F", category="Foto", document_attribute="plan", on=[on(world)])
    modify(world, client, file, title=None, freetext=None, Art=None, documentAttribute=None, position=None)
    same = now(world, file)
    assert (same.title, same.free_text, same.category, same.document_attribute) == ("T", "F", "Foto", "plan")
    modify(world, client, file, title="", freetext="", Art="", documentAttribute="")
    empty = now(world, file)
    assert (empty.title, empty.free_text, empty.category, empty.document_attribute) == ("", "", "Foto", "")


def test_the_language_of_an_upload_is_kept_too(world: World, client: Client) -> None:
    for name in ("language", "estatelanguage"):
        said: Json = {"module": "estate", "relatedRecordId": world.records["estate"].number, name: "DEU"}
        uploaded = client.upload(b"hello", **said)
        assert [file.fields for file in files_on(world, "estate") if str(file.number) == uploaded["fileId"]] == [
            {"onoffice": {"language": "DEU"}}
        ]


def test_a_new_title_picture_makes_the_old_one_an_ordinary_picture(world: World, client: Client) -> None:
    old = world.file(category="Titelbild", on=[on(world)])
    new = world.file(category="Grundriss", on=[on(world)])
    assert modify(world, client, new, Art="Titelbild")["data"] == DONE
    assert [now(world, file).category for file in (old, new)] == ["Foto", "Titelbild"]
    assert modify(world, client, new, Art="Titelbild", title="again")["data"] == DONE
    assert [now(world, file).category for file in (old, new)] == ["Foto", "Titelbild"]


def test_a_position_moves_a_file_and_zero_is_first(world: World, client: Client) -> None:
    files = [world.file(name=name, on=[on(world)]) for name in ("a", "b", "c")]
    modify(world, client, files[2], position=0)
    assert [file.name for file in files_on(world, "estate")] == ["c", "a", "b"]
    modify(world, client, files[2], position="2")
    assert [file.name for file in files_on(world, "estate")] == ["a", "c", "b"]
    modify(world, client, files[0], title="stays where it is")
    assert [file.name for file in files_on(world, "estate")] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"Art": "Gemälde"}, 162),
        ({"Art": ["Foto"]}, 255),
        ({"Art": "Link"}, 162),
        ({"documentAttribute": "energy"}, 161),
        ({"documentAttribute": "other"}, 252),
        ({"title": "a\x00b"}, 255),
        ({"position": -1}, 255),
        ({"position": "first"}, 255),
        ({"parentid": "abc"}, 255),
        ({"fileId": "abc"}, 255),
        ({"relationtype": "project"}, 132),
        ({"relationtype": "urn:onoffice-de-ns:smart:2.5:relationTypes:estate:file"}, 132),
        ({"parentid": 987_654}, 127),
        ({"fileId": 987_654}, 127),
        ({"fileId": 0}, 127),
        ({"relationtype": "address"}, 127),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(
    world: World, client: Client, said: Json, code: int
) -> None:
    world.services.accounts.set_settings(world.business, {"document_attributes": ["plan", "energy"]})
    world.file(category="Titelbild", document_attribute="energy", on=[on(world)])
    file = world.file(category="Foto", on=[on(world)])
    before = world.stored()
    result = modify(world, client, file, **{"title": "new", **said})
    assert (result["status"]["errorcode"], result["data"]) == (code, [])
    assert world.stored() == before
    assert now(world, file) == file


def test_a_link_stays_a_link(world: World, client: Client) -> None:
    link = world.services.filing.add_link(
        world.actor("owner"), "https://tour.example", new=NewFile("Tour", category="Link"), on=[on(world)]
    )
    assert modify(world, client, link, Art="Foto")["status"]["errorcode"] == 162
    assert modify(world, client, link, Art="Film-Link")["data"] == DONE
    assert now(world, link).category == "Film-Link"


@pytest.mark.parametrize("what", MODULES)
def test_a_file_that_hangs_nowhere_else_goes_to_the_trash_and_can_be_brought_back(
    world: World, client: Client, what: str
) -> None:
    file = world.file(on=[on(world, what)])
    result = delete(world, client, file, what)
    assert (result["cacheable"], result["data"]) == (False, DONE)
    assert is_trashed(world, file)
    assert files_on(world, what) == []
    assert delete(world, client, file, what)["status"] == UNKNOWN
    world.services.filing.restore(world.actor("owner"), file)
    assert [one.number for one in files_on(world, what)] == [file.number]


def test_a_file_that_hangs_elsewhere_too_leaves_only_the_one_record(world: World, client: Client) -> None:
    file = world.file(on=[on(world), on(world, "task"), world.on_appointment()])
    assert delete(world, client, file)["data"] == DONE
    assert not is_trashed(world, file)
    assert files_on(world, "estate") == []
    assert [one.number for one in files_on(world, "task")] == [file.number]
    assert client.names(world.appointments["single"].number) == [file.name]


def test_what_lies_in_the_trash_is_not_elsewhere(world: World, client: Client) -> None:
    file = world.file(on=[on(world), on(world, "task")])
    world.services.records.trash(world.actor("owner"), world.records["task"].number, kind=Kind.TASK)
    assert delete(world, client, file)["data"] == DONE
    assert is_trashed(world, file)


def test_a_colleagues_private_appointment_keeps_its_file_and_stays_unknown(world: World, client: Client) -> None:
    add_colleague(world)
    new = NewAppointment("Nobody's business", world.appointments["single"].span, private=True)
    private = world.services.booking.add(world.actor("colleague"), new)
    file = world.file(by="colleague", on=[on(world), Hang(Kind.APPOINTMENT, private.number)])
    place = {"relationtype": "calendar", "parentid": private.number, "fileId": file.number}
    assert client.call("delete", "fileRelation", place)["status"] == UNKNOWN
    assert client.call("delete", "file", {"fileId": file.number})["data"] == DONE
    assert files_on(world, "estate") == []
    assert not is_trashed(world, file)
    assert client.call("delete", "file", {"fileId": file.number})["status"] == UNKNOWN


@pytest.mark.parametrize("relationtype", ["appointment", "calendar", "Calendar"])
def test_files_leave_appointments_as_our_extension(
    world: World, client: Client, strict_world: World, strict_client: Client, relationtype: str
) -> None:
    for here, who, code in ((world, client, 0), (strict_world, strict_client, 132)):
        file = here.file(on=[here.on_appointment()])
        said = {
            "relationtype": relationtype,
            "parentid": here.appointments["single"].number,
            "fileId": file.number,
        }
        assert who.error("delete", "fileRelation", said) == code
        assert is_trashed(here, file) is (code == 0)


Form = Callable[[World, File], tuple[Json, Any]]
FORMS: dict[str, Form] = {
    "as documented": lambda world, file: (
        {"relationtype": "estate", "parentid": world.records["estate"].number, "fileId": file.number},
        None,
    ),
    "everything as text": lambda world, file: (
        {"relationtype": "Estate", "parentid": f"0{world.records['estate'].number}", "fileid": f"{file.number}"},
        "",
    ),
    "the file as resourceid": lambda world, file: (
        {"relationtype": "estate", "parentid": world.records["estate"].number},
        file.number,
    ),
    "as uploads name the record": lambda world, file: (
        {"module": "estate", "relatedRecordId": str(world.records["estate"].number), "fileId": file.number},
        "",
    ),
    "without a record": lambda world, file: ({"relationtype": "estate", "fileId": file.number}, ""),
    "without a kind": lambda world, file: (
        {"parentid": world.records["estate"].number, "fileId": file.number, "relationtype": None},
        "",
    ),
    "with the file alone": lambda world, file: ({"fileId": file.number}, None),
    "with the file alone, as resourceid": lambda world, file: ({"extendedclaim": "x"}, str(file.number)),
}


@pytest.mark.parametrize("resourcetype", ["fileRelation", "file"])
@pytest.mark.parametrize("verb", ["modify", "delete"])
@pytest.mark.parametrize("form", FORMS)
def test_every_spelling_of_clients_is_understood(
    world: World, client: Client, form: str, verb: str, resourcetype: str
) -> None:
    file = world.file(on=[on(world)])
    said, resourceid = FORMS[form](world, file)
    result = client.call(verb, resourcetype, {**said, "title": "new"}, resourceid=resourceid)
    assert result["data"] == DONE, result
    assert is_trashed(world, file) is (verb == "delete")
    if verb == "modify":
        assert now(world, file).title == "new"


@pytest.mark.parametrize("verb", ["modify", "delete"])
def test_which_record_is_meant_is_never_guessed(world: World, client: Client, verb: str) -> None:
    other = world.services.records.add(world.actor("owner"), Kind.ESTATE, label="Another")
    file = world.file(on=[on(world), Hang(Kind.ESTATE, other.number), on(world, "task")])
    before = world.stored()
    for said in ({}, {"relationtype": "estate"}):
        result = client.call(verb, "fileRelation", {**said, "fileId": file.number, "title": "new"})
        assert result["status"] == {"errorcode": 79, "message": "Missing record id"}
    loose = world.file()
    assert client.call(verb, "file", {"fileId": loose.number, "title": "new"})["status"] == UNKNOWN
    assert world.stored()[1] == before[1] + 1  # the loose file itself
    assert client.error(verb, "fileRelation", {"relationtype": "task", "fileId": file.number}) == 0


@pytest.mark.parametrize("verb", ["modify", "delete"])
def test_strict_wants_everything_said(strict_world: World, strict_client: Client, verb: str) -> None:
    file = strict_world.file(on=[on(strict_world)])
    before = strict_world.stored()
    estate = strict_world.records["estate"].number
    for said, code in (
        ({"relationtype": "estate", "parentid": estate}, 167),
        ({"relationtype": "estate", "fileId": file.number}, 79),
        ({"parentid": estate, "fileId": file.number}, 132),
    ):
        assert strict_client.error(verb, "fileRelation", said) == code
    assert strict_world.stored() == before
    said = {"relationtype": "estate", "parentid": estate, "fileId": file.number}
    assert strict_client.error(verb, "fileRelation", said) == 0


def test_strict_modifies_files_of_estates_alone(strict_world: World, strict_client: Client) -> None:
    file = strict_world.file(on=[on(strict_world, "contact")])
    place = {"relationtype": "address", "parentid": strict_world.records["contact"].number, "fileId": file.number}
    assert strict_client.error("modify", "fileRelation", {**place, "title": "new"}) == 132
    assert strict_client.error("delete", "fileRelation", place) == 0


@pytest.mark.parametrize("verb", ["modify", "delete"])
def test_absent_foreign_hidden_and_forbidden_files_are_alike(
    world: World, client: Client, foreign_client: Client, verb: str
) -> None:
    add_colleague(world)
    file = world.file(on=[on(world)])
    hidden = world.file(by="colleague", visibility=Visibility.EMPLOYEE, on=[on(world)])
    estate = world.records["estate"].number
    viewer, personal = as_user(world, "viewer"), as_user(world, "personal")
    before = world.stored()

    def asked(who: Client, number: int) -> list[Json]:
        places: list[Json] = [{"relationtype": "estate", "parentid": estate}, {"relationtype": "estate"}, {}]
        return [who.call(verb, "fileRelation", {**place, "fileId": number})["status"] for place in places]

    for who, number in (
        (client, 987_654),
        (client, hidden.number),
        (foreign_client, file.number),
        (viewer, file.number),
        (personal, file.number),
        (personal, 987_654),
    ):
        assert asked(who, number) == [UNKNOWN] * 3
    assert world.stored() == before
    assert world.services.library.files_on(world.actor("colleague"), estate, kind=Kind.ESTATE, page=Page(10))[1] == 2


@pytest.mark.parametrize(
    ("verb", "resourcetype"),
    [("do", "file"), ("create", "file"), ("do", "fileRelation"), ("get", "defaultAttachments"), ("get", "templates")],
)
def test_what_does_not_exist_for_files_stays_so(client: Client, verb: str, resourcetype: str) -> None:
    assert client.error(verb, resourcetype, {"fileId": 1}) == 25


def test_a_removed_files_link_is_dead(world: World, client: Client) -> None:
    file = world.file(on=[on(world), world.on_appointment()])
    link = client.files(world.appointments["single"].number)["records"][0]["elements"]["url"]
    delete(world, client, file)
    assert world.http.get(link).status_code == 200
    said = {"relationtype": "calendar", "parentid": world.appointments["single"].number, "fileId": file.number}
    assert client.error("delete", "fileRelation", said) == 0
    assert world.http.get(link).status_code == 404
    with pytest.raises(NotFound):
        now(world, file)
