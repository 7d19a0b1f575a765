"""Relations: what records and appointments have to do with each other."""

from filebook.services.booking import NewAppointment
from tests.dialects.native.api import Api, problem
from tests.world import World


def test_a_relation_is_made_told_from_both_sides_and_taken_away(api: Api, world: World) -> None:
    estate, contact = world.records["estate"], world.records["contact"]
    said = {"type": "owner", "parent": estate.uid, "child": str(contact.number)}
    made = api.post("/relations", said)
    assert (made.status_code, made.json()["parent"]["label"], made.json()["child"]["id"]) == (
        201,
        "A estate",
        contact.uid,
    )
    assert api.post("/relations", said).status_code == 201
    for of in (estate.uid, contact.uid):
        assert api.get(f"/relations?of={of}&count=true").json() == {
            "items": [made.json()],
            "next_cursor": None,
            "total": 1,
        }
    assert api.get(f"/relations?of={contact.uid}&side=parent").json()["items"] == []
    assert api.get(f"/relations?of={estate.uid}&type=tenant").json()["items"] == []
    named = f"/relations?type=owner&parent={estate.number}&child={contact.number}"
    assert [api.delete(named).status_code for _ in range(2)] == [204, 204]
    assert api.get(f"/relations?of={estate.uid}").json()["items"] == []


def test_a_list_of_relations_is_read_page_by_page(api: Api, world: World) -> None:
    estate = world.records["estate"]
    for label in ("One", "Two", "Three"):
        contact = api.post("/records/contact", {"label": label}).json()
        api.post("/relations", {"type": "interested", "parent": estate.uid, "child": contact["id"]})
    first = api.get(f"/relations?of={estate.uid}&limit=2").json()
    rest = api.get(f"/relations?of={estate.uid}&limit=2&cursor={first['next_cursor']}").json()
    assert [one["child"]["label"] for one in (*first["items"], *rest["items"])] == ["One", "Two", "Three"]
    assert rest["next_cursor"] is None


def test_what_is_not_to_be_known_has_to_do_with_nothing(api: Api, world: World) -> None:
    estate, contact = world.records["estate"], world.records["contact"]
    secret = world.services.booking.add(
        world.actor("owner"),
        NewAppointment("Secret", world.appointments["single"].span, private=True, concerns=[estate.number]),
    )
    assert [one["parent"]["label"] for one in api.get(f"/relations?of={estate.uid}").json()["items"]] == ["Secret"]
    viewer = Api(world, "viewer")
    assert viewer.get(f"/relations?of={estate.uid}&count=true").json()["total"] == 0
    assert problem(viewer.get(f"/relations?of={secret.uid}")) == "not-found"
    api.post("/relations", {"type": "owner", "parent": estate.uid, "child": contact.uid})
    api.delete(f"/records/contact/{contact.uid}")
    assert api.get(f"/relations?of={estate.uid}&side=parent").json()["items"] == []


def test_a_relation_that_cannot_be_is_refused(api: Api, world: World) -> None:
    estate, viewer = world.records["estate"], Api(world, "viewer")
    before = world.stored()
    for said, refusal in (
        ({"type": "friend", "parent": estate.uid, "child": estate.uid}, "invalid"),
        ({"type": "owner", "parent": estate.uid, "child": "999999"}, "not-found"),
        ({"type": "owner", "parent": estate.uid}, "invalid"),
    ):
        assert problem(api.post("/relations", said)) == refusal
    contact = world.records["contact"].uid
    assert (
        problem(viewer.post("/relations", {"type": "owner", "parent": estate.uid, "child": contact})) == "access-denied"
    )
    stale = api.post(
        "/relations",
        {"type": "owner", "parent": estate.uid, "child": contact},
        headers={"If-Match": '"0"'},
    )
    assert problem(stale) == "revision-mismatch"
    assert world.stored() == before
