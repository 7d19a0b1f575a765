"""Documents that appointments and records need, at the native door."""

from dataclasses import replace

from filebook.core.access import Scope, Visibility
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from tests.dialects.native.api import Api, problem
from tests.world import World

PLAN = {"role": "plan", "title": "Floor plan", "description": "", "mandatory": True}
PHOTO = {"role": "photo", "title": "", "description": "", "mandatory": False}
ASKED = "/document-requirements"


def _of(world: World, name: str = "single") -> str:
    return f"/appointments/{world.appointments[name].uid}/required-documents"


def _typed(world: World, name: str, word: str) -> None:
    """Give an appointment a type."""
    world.services.booking.change(
        world.actor("owner"),
        world.appointments[name].number,
        edit=lambda one: replace(one, type=word),
    )


def test_what_is_asked_for_is_written_by_owners_and_read_by_all(api: Api, world: World) -> None:
    viewer = Api(world, "viewer")
    nothing = api.get(ASKED)
    assert nothing.json() == {"requirements": [], "modified_at": None, "modified_by": ""}
    wanted = {"requirements": [{"type": "viewing", "documents": [PLAN, {"role": "photo", "mandatory": False}]}]}
    written = api.put(ASKED, json=wanted, headers={"If-Match": nothing.headers["etag"]})
    told = {"kind": "appointment", "type": "viewing", "documents": [PLAN, PHOTO]}
    assert (written.status_code, written.json()["requirements"]) == (200, [told])
    assert viewer.get(ASKED).json() == written.json()
    assert Api(world, "foreign_owner").get(ASKED).json()["requirements"] == []
    before = world.stored()
    for refused, status in (
        (viewer.put(ASKED, json=wanted), 403),
        (api.put(ASKED, json=wanted, headers={"If-Match": nothing.headers["etag"]}), 412),
        (api.put(ASKED, json={"requirements": [told, told]}), 422),
        (api.put(ASKED, json={"requirements": [{**told, "documents": [PLAN, PLAN]}]}), 422),
        (api.put(ASKED, json={"requirements": [{**told, "kind": "folder"}]}), 422),
    ):
        assert refused.status_code == status
    assert world.stored() == before
    assert api.put(ASKED, json={"requirements": []}, headers={"If-Match": written.headers["etag"]}).is_success


def test_an_appointment_tells_what_it_needs_and_what_is_there(api: Api, world: World) -> None:
    _typed(world, "single", "viewing")
    general = {"type": "", "documents": [{"role": "agenda"}, {"role": "plan", "mandatory": False}]}
    api.put(ASKED, json={"requirements": [general, {"type": "viewing", "documents": [PLAN, PHOTO]}]})
    needed = api.get(_of(world)).json()
    assert [(one["role"], one["missing"]) for one in needed["items"]] == [
        ("plan", True),
        ("photo", False),
        ("agenda", True),
    ]
    assert needed["complete"] is False
    assert [one["role"] for one in api.get(_of(world, "recurring")).json()["items"]] == ["agenda", "plan"]
    on = world.on_appointment()
    first = world.file(name="first.pdf", on=[replace(on, role="plan")])
    world.file(name="second.pdf", on=[replace(on, role="plan")])
    hidden = world.file(name="secret.pdf", on=[replace(on, role="agenda")], visibility=Visibility.EMPLOYEE)
    seen = api.get(_of(world)).json()
    assert seen["complete"] is True
    assert [one["file"] and one["file"]["label"] for one in seen["items"]] == ["first.pdf", None, "secret.pdf"]
    assert Api(world, "viewer").get(_of(world)).json()["complete"] is False
    world.services.filing.trash(world.actor("owner"), first)
    world.services.filing.trash(world.actor("owner"), hidden)
    again = api.get(_of(world)).json()["items"]
    assert [one["file"] and one["file"]["label"] for one in again] == ["second.pdf", None, None]


def test_records_need_documents_too(api: Api, world: World) -> None:
    estate = world.records["estate"].number
    api.put(ASKED, json={"requirements": [{"kind": "estate", "documents": [PLAN]}]})
    path = f"/records/estate/{estate}/required-documents"
    assert api.get(path).json()["complete"] is False
    world.file(on=[Hang(Kind.ESTATE, estate, role="plan")])
    assert api.get(path).json()["complete"] is True
    assert problem(api.get(f"/records/contact/{estate}/required-documents")) == "not-found"
    assert api.get(_of(world)).json() == {"complete": True, "items": []}


def test_what_lacks_documents_is_listed_by_time(api: Api, world: World) -> None:
    window = "since=2017-03-20T00:00:00Z&until=2017-04-20T00:00:00Z"
    viewing = "since=2026-04-07T00:00:00Z&until=2026-04-08T00:00:00Z"
    assert api.get(f"/missing-documents?{window}").json()["items"] == []
    api.put(ASKED, json={"requirements": [{"documents": [PLAN, PHOTO]}]})
    series = api.get(f"/missing-documents?{window}&count=true").json()
    (one,) = series["items"]
    assert (one["appointment"]["label"], one["starts_at"], one["missing"], series["total"]) == (
        "Weekly meeting",
        "2017-03-20T10:10:00Z",
        [PLAN],
        1,
    )
    assert [one["appointment"]["label"] for one in api.get(f"/missing-documents?{viewing}").json()["items"]] == [
        "Viewing"
    ]
    world.file(on=[replace(world.on_appointment(), role="plan")])
    assert api.get(f"/missing-documents?{viewing}").json()["items"] == []
    for wrong in (
        "since=2026-04-07T00:00:00Z&until=2026-07-08T00:00:00Z",
        "since=2026-04-07T00:00:00",
        "since=9999-12-31T23:00:00Z",
        "since=2026-04-07T00:00:00Z&until=2026-04-06T00:00:00Z",
    ):
        assert api.get(f"/missing-documents?{wrong}").status_code == 422


def test_what_lacks_documents_is_listed_page_by_page(api: Api, world: World) -> None:
    api.put(ASKED, json={"requirements": [{"documents": [PLAN]}]})
    span = world.appointments["single"].span
    for number in range(4):
        world.services.booking.add(world.actor("owner"), NewAppointment(f"Viewing {number}", span))
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        path = f"/missing-documents?since=2026-04-07T00:00:00Z&limit=2&cursor={cursor}"
        page = api.get(path).json()
        found += [one["appointment"]["label"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert found == ["Viewing", "Viewing 0", "Viewing 1", "Viewing 2", "Viewing 3"]


def test_what_happens_tells_how_much_hangs_there_and_is_missing(api: Api, world: World) -> None:
    _typed(world, "single", "viewing")
    api.put(ASKED, json={"requirements": [{"type": "viewing", "documents": [PLAN, {"role": "key"}, PHOTO]}]})
    number = world.appointments["single"].number
    world.file(on=(Hang(Kind.APPOINTMENT, number, role="plan"),))
    world.file(on=(Hang(Kind.APPOINTMENT, number),), visibility=Visibility.EMPLOYEE)
    range_ = {"since": "2026-04-07", "until": "2026-04-07"}

    def told(client: Api) -> list[object]:
        (one,) = client.get("/occurrences", params=range_).json()["items"]
        whole = client.get(f"/appointments/{number}").json()
        members = ("right", "file_count", "missing_document_count")
        assert [one[member] for member in members] == [whole[member] for member in members]
        return [one[member] for member in members]

    assert told(api) == ["remove", 2, 1]
    assert told(Api(world, "viewer")) == ["read", 1, 1]  # the other file is the owner's own
    calendar_alone = Scope(kinds=frozenset({Kind.APPOINTMENT, Kind.CALENDAR}))
    assert told(Api(world, scope=calendar_alone)) == ["remove", None, None]
