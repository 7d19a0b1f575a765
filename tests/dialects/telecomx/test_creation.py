"""`POST /file`: files in a form, folders as JSON; refused, they leave nothing behind."""

from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.ids import short_of
from tests.dialects.telecomx.client import DOOR, bearer, listed, make, refusal, upload
from tests.dialects.telecomx.test_files import PICTURE
from tests.refusals.hostile import NAMES, PATHS_AS_NAMES
from tests.world import PASSWORD, World

PDF = b"%PDF-1.7\n% nothing in it\n"


def _manager(world: World) -> str:
    user = world.services.accounts.create_user(
        world.business.number, "manager", role=Role.EDITOR, email="manager@main.example"
    )
    world.services.credentials.set_password(user, PASSWORD)
    world.users["manager"] = user
    return "manager"


def test_a_manager_uploads_and_is_answered_the_file_object(world: World) -> None:
    response = upload(world, _manager(world), PDF, name="Lejekontrakt.pdf", description="Underskrevet")
    assert response.status_code == 200, response.text
    made = response.json()
    shown = world.http.get(f"{DOOR}/file/{made['_id']}", headers=bearer(world, "viewer"))
    assert shown.json() == made
    told = {name: made[name] for name in ("filename", "filetype", "size", "type", "description", "accessLevel")}
    assert told == {
        "filename": "Lejekontrakt",
        "filetype": "pdf",
        "size": len(PDF),
        "type": "DOC",
        "description": "Underskrevet",
        "accessLevel": "CUSTOMER",
    }
    assert made["date"] == made["lastUpdated"]
    assert made["customer"] == short_of(world.business.uid)
    assert made["employee"] == short_of(world.users["manager"].staff.uid)
    assert world.http.get(made["url"], headers=bearer(world, "viewer")).content == PDF


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_the_parts_come_in_any_order(world: World, order: tuple[int, ...]) -> None:
    folder = make(world, "owner").json()["_id"]
    parts: list[Any] = [
        ("file", ("a.png", PICTURE, "image/png")),
        ("filename", (None, "Facade")),
        ("accessLevel", (None, "all")),
        ("folder", (None, folder)),
    ]
    made = world.http.post(
        f"{DOOR}/file", files=[parts[index] for index in order], headers=bearer(world, "owner")
    ).json()
    told = [made[name] for name in ("filename", "filetype", "type", "accessLevel", "folder", "width", "height")]
    assert told == ["Facade", "png", "IMAGE", "ALL", folder, 3, 2]
    assert [item["_id"] for item in listed(world, "owner", folder=folder)["files"]] == [made["_id"]]


@pytest.mark.parametrize(
    ("part", "media_type", "filename", "shown"),
    [
        ("Kontrakt.pdf", "application/pdf", "", ("Kontrakt", "pdf")),
        ("Kontrakt.pdf", "application/pdf", "Bedre navn", ("Bedre navn", "pdf")),
        ("Kontrakt.pdf", "application/pdf", "Bedre navn.PDF", ("Bedre navn", "pdf")),
        ("Kontrakt.pdf", "application/pdf", "version 2.1", ("version 2.1", "pdf")),
        ("facade.JPEG", "image/jpeg", "Facade.jpg", ("Facade", "jpg")),
        ("facade.JPEG", "image/jpeg", "", ("facade", "jpg")),
        ("C:\\fake\\Kontrakt.pdf", "application/pdf", "", ("Kontrakt", "pdf")),
        ("blob", "application/pdf; q=1", "Kontrakt.pdf", ("Kontrakt", "pdf")),
        ("blob", "image/jpeg", "", ("blob", "jpg")),
        ("blob", "application/octet-stream", "", ("blob", None)),
        ("a.pdf.pdf", "application/pdf", "", ("a.pdf", "pdf")),
    ],
)
def test_a_name_is_shown_without_the_extension_that_the_bytes_came_with(
    world: World, part: str, media_type: str, filename: str, shown: tuple[str, str | None]
) -> None:
    parts: list[Any] = [("file", (part, PDF, media_type)), ("filename", (None, filename))]
    made = world.http.post(f"{DOOR}/file", files=parts, headers=bearer(world, "owner")).json()
    assert (made["filename"], made.get("filetype")) == shown


def test_a_file_part_without_a_name_of_its_own_is_the_file_all_the_same(world: World) -> None:
    parts: list[Any] = [("file", (None, "hello")), ("filename", (None, "note.txt"))]
    made = world.http.post(f"{DOOR}/file", files=parts, headers=bearer(world, "owner")).json()
    assert (made["filename"], made["filetype"], made["size"]) == ("note", "txt", 5)


def test_a_folder_is_made_in_another(world: World) -> None:
    outer = make(world, "owner", accessLevel="CUSTOMER").json()
    inner = make(world, "owner", filename=" Udkast ", folder=outer["_id"], description="Kladder", type="folder").json()
    assert (outer["type"], outer["filename"], outer["accessLevel"]) == ("FOLDER", "Kontrakter", "CUSTOMER")
    assert outer.keys().isdisjoint({"fileId", "size", "filetype", "url", "folder", "description"})
    assert (inner["filename"], inner["folder"], inner["description"]) == ("Udkast", outer["_id"], "Kladder")
    assert listed(world, "viewer", folder=outer["_id"])["files"] == [inner]


def test_a_reseller_adds_to_a_customer_of_its_own(world: World) -> None:
    customer = short_of(world.business.uid)
    file = upload(world, "reseller", customer=customer, accessLevel="RESELLER").json()
    folder = make(world, "reseller", customer=customer).json()
    assert (file["customer"], file["accessLevel"], folder["customer"]) == (customer, "RESELLER", customer)
    assert file["employee"] == short_of(world.users["reseller"].staff.uid)
    assert [item["_id"] for item in listed(world, "owner")["files"]] == [folder["_id"]]
    below = upload(world, "reseller", folder=folder["_id"]).json()
    assert (below["customer"], below["folder"]) == (customer, folder["_id"])
    own = upload(world, "reseller").json()
    assert own["customer"] == short_of(world.parent.uid)
    assert upload(world, "owner", customer=customer).json()["customer"] == customer


@pytest.mark.parametrize(
    ("by", "fields", "status", "code"),
    [
        ("viewer", {}, 403, "access_denied"),
        ("personal", {"customer": "0" * 24}, 403, "access_denied"),
        ("owner", {"accessLevel": "RESELLER"}, 403, "access_denied"),
        ("owner", {"accessLevel": "everyone"}, 422, "accessLevel"),
        ("owner", {"filename": "a/b"}, 422, "filename"),
        ("owner", {"filename": "a" * 255}, 422, "filename"),
        ("owner", {"filename": ".."}, 422, "filename"),
        ("owner", {"description": "a" * 100_001}, 422, "description"),
        ("owner", {"description": "\0"}, 422, "description"),
        ("owner", {"folder": "0" * 24}, 404, "folder"),
        ("owner", {"folder": "nonsense"}, 404, "folder"),
        ("owner", {"customer": "0" * 24}, 404, "customer"),
        ("owner", {"customer": "nonsense"}, 404, "customer"),
    ],
)
def test_an_upload_that_is_refused_leaves_nothing_behind(
    world: World, by: str, fields: dict[str, str], status: int, code: str
) -> None:
    before = world.stored()
    assert refusal(upload(world, by, **fields)) == (status, code)
    assert world.stored() == before


def test_nothing_is_added_where_the_caller_does_not_reach(world: World) -> None:
    foreign = make(world, "foreign_owner").json()
    before = world.stored()
    for by, customer in (("owner", world.parent), ("owner", world.unrelated), ("reseller", world.unrelated)):
        for answer in (
            upload(world, by, customer=short_of(customer.uid)),
            make(world, by, customer=short_of(customer.uid)),
        ):
            assert refusal(answer) == (404, "customer")
    for answer in (upload(world, "owner", folder=foreign["_id"]), make(world, "owner", folder=foreign["_id"])):
        assert refusal(answer) == (404, "folder")
    own = make(world, "reseller").json()["_id"]
    elsewhere = upload(world, "reseller", folder=own, customer=short_of(world.business.uid))
    assert refusal(elsewhere) == (404, "folder")
    assert world.stored() == before


def test_an_upload_without_a_file_or_with_two_is_refused(world: World) -> None:
    before, headers = world.stored(), bearer(world, "owner")
    for parts in ([("filename", (None, "a.txt"))], [("type", (None, "FOLDER")), ("filename", (None, "a"))]):
        response = world.http.post(f"{DOOR}/file", files=parts, headers=headers)
        assert refusal(response) == (404, "file")
        assert response.json()["message"] == "The file was missing or invalid"
    twice = [("file", ("a.txt", b"1")), ("file", ("b.txt", b"2"))]
    assert refusal(world.http.post(f"{DOOR}/file", files=twice, headers=headers)) == (422, "file")
    nameless = [("file", ("", b"1"))]
    assert refusal(world.http.post(f"{DOOR}/file", files=nameless, headers=headers)) == (422, "filename")
    assert world.stored() == before


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"filename": "a"}', 404, "file"),
        (b'{"filename": "a", "type": "PORTING"}', 404, "file"),
        (b'{"type": "FOLDER"}', 422, "filename"),
        (b'{"type": "FOLDER", "filename": "  "}', 422, "filename"),
        (b'{"type": "FOLDER", "filename": "a/b"}', 422, "filename"),
        (b'{"type": "FOLDER", "filename": 5}', 422, "filename"),
        (b'{"type": "FOLDER", "filename": "a", "accessLevel": "x"}', 422, "accessLevel"),
        (b'{"type": "FOLDER", "filename": "a", "accessLevel": "RESELLER"}', 403, "access_denied"),
        (b'{"type": "FOLDER", "filename": "a", "folder": "x"}', 404, "folder"),
        (b"", 400, "bad_request"),
        (b"filename=a&type=FOLDER", 400, "bad_request"),
    ],
)
def test_a_folder_that_cannot_be_made_is_refused(world: World, body: bytes, status: int, code: str) -> None:
    before = world.stored()
    response = world.http.post(f"{DOOR}/file", content=body, headers=bearer(world, "owner"))
    assert refusal(response) == (status, code)
    assert world.stored() == before


def test_a_broken_form_and_one_beyond_the_limit_leave_nothing_behind(world: World) -> None:
    before, headers = world.stored(), bearer(world, "owner")
    form = {**headers, "Content-Type": "multipart/form-data; boundary=x"}
    cut = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of'
    assert refusal(world.http.post(f"{DOOR}/file", content=cut, headers=form)) == (400, "bad_request")
    world.services.accounts.set_limits(world.business, file_size_bytes=10)
    assert refusal(upload(world, "owner", b"a" * 11)) == (413, "too_large")
    assert refusal(upload(world, "reseller", b"a" * 11, customer=short_of(world.business.uid))) == (413, "too_large")
    assert world.stored() == before
    assert upload(world, "reseller", b"a" * 11).status_code == 200


def test_a_viewer_uploads_nothing_even_where_viewers_may_edit(strict_world: World) -> None:
    before = strict_world.stored()
    assert refusal(upload(strict_world, "viewer")) == (403, "access_denied")
    assert refusal(make(strict_world, "viewer")) == (403, "access_denied")
    assert strict_world.stored() == before


def test_what_cannot_be_a_name_names_no_folder_and_no_file(world: World) -> None:
    before, headers = world.stored(), bearer(world, "owner")
    for name in (*NAMES, *PATHS_AS_NAMES):
        folder = {"type": "FOLDER", "filename": name}
        answers = [world.http.post(f"{DOOR}/file", json=folder, headers=headers)]
        if name.strip():  # nothing but blanks is no display name, and the part's own counts
            parts: list[Any] = [("filename", (None, name)), ("file", ("a.txt", b"1"))]
            answers.append(world.http.post(f"{DOOR}/file", files=parts, headers=headers))
        for answer in answers:
            assert refusal(answer) == (422, "filename"), name
    assert world.stored() == before


def test_what_is_made_in_a_folder_of_ones_own_without_a_level_is_ones_own(world: World) -> None:
    folder = make(world, "owner", accessLevel="EMPLOYEE").json()["_id"]
    made = upload(world, "owner", folder=folder).json(), make(world, "owner", folder=folder).json()
    assert [one["accessLevel"] for one in made] == ["EMPLOYEE", "EMPLOYEE"]
    assert upload(world, "owner", folder=folder, accessLevel="CUSTOMER").json()["accessLevel"] == "CUSTOMER"
    assert upload(world, "owner").json()["accessLevel"] == "CUSTOMER"
