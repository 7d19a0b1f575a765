"""The feed: all that there is, then every change; nothing of what somebody may not know of."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from filebook.core.access import Role, Scope, Visibility
from filebook.core.changes import Verb
from filebook.core.files import Folder
from filebook.core.ids import Door, Kind, Ref
from filebook.dialects.native.changes import wire
from filebook.services.booking import NewAppointment
from filebook.services.folders import NewFolder
from tests.dialects.native.api import Api, problem
from tests.world import World


def follow(api: Api, cursor: str = "", **asked: Any) -> tuple[list[dict[str, Any]], str]:
    """All pages from a cursor on."""
    items: list[dict[str, Any]] = []
    while True:
        page = api.get("/changes", params={"since": cursor, **asked}).json()
        items, cursor = items + page["items"], page["cursor"]
        if not page["more"]:
            return items, cursor


def told(items: list[dict[str, Any]]) -> list[tuple[int, str, bool]]:
    """Number, verb and whether it is gone, of each."""
    return [(item["number"], item["verb"], item["deleted"]) for item in items]


def folder(world: World, name: str, parent: Folder | None = None) -> Folder:
    place = None if parent is None else Ref(parent.number, parent.uid)
    return world.services.folders.create(world.actor("owner"), NewFolder(name, parent=place))


def test_it_begins_with_all_that_there_is_and_goes_on_with_what_happens(world: World, api: Api) -> None:
    file = world.file()
    items, cursor = follow(api, limit=5)
    numbers = [item["number"] for item in items]
    assert numbers == sorted(numbers)
    assert {item["kind"] for item in items} == {
        *(
            "user",
            "staff",
            "calendar",
            "contact",
            "estate",
            "task",
            "agents_log",
            "location",
            "service",
            "appointment",
            "file",
        )
    }
    last = items[-1]
    assert last.keys() == {"id", "number", "kind", "deleted", "revision"}
    assert (last["id"], last["number"], last["deleted"]) == (file.uid, file.number, False)
    assert follow(api, cursor) == ([], cursor)
    world.services.filing.trash(world.actor("owner", Door.TIMETAP), file)
    [gone], cursor = follow(api, cursor)
    assert gone == {
        "id": file.uid,
        "number": file.number,
        "kind": "file",
        "deleted": True,
        "sequence": world.stored()[1],
        "verb": "trashed",
        "at": "2026-03-30T07:00:00Z",
        "door": "timetap",
        "actor_number": world.users["owner"].number,
    }
    world.services.filing.delete_forever(world.actor("owner"), file)
    [gone], _ = follow(api, cursor)
    assert (gone["id"], gone["verb"], gone["deleted"]) == (file.uid, "deleted", True)


def test_the_wire_has_a_word_for_every_kind_verb_and_door() -> None:
    assert {*get_args(wire.Kind)} == {*Kind} - {Kind.OCCURRENCE}
    assert {*get_args(wire.Verb)} == {*Verb, "withdrawn"}
    assert {*get_args(wire.Door)} == {*Door}


def test_a_new_colleague_is_told_with_record_calendar_and_login(world: World, api: Api) -> None:
    _, cursor = follow(api)
    user = world.services.accounts.create_user(world.business.number, "new", role=Role.VIEWER)
    items, _ = follow(api, cursor)
    assert [(item["kind"], item["verb"]) for item in items] == [
        ("staff", "created"),
        ("calendar", "created"),
        ("user", "created"),
    ]
    assert (items[0]["number"], items[2]["id"]) == (user.staff.number, user.uid)


def test_only_the_kinds_that_are_asked_for_are_told(world: World, api: Api) -> None:
    items, cursor = follow(api, kind=["estate", "contact"])
    assert [item["kind"] for item in items] == ["estate", "contact"]
    world.file()
    world.services.records.add(world.actor("owner"), Kind.CONTACT, label="New")
    assert [item["kind"] for item in follow(api, cursor, kind=["contact", "estate"])[0]] == ["contact"]
    for wrong in ({"since": cursor}, {"since": "nonsense"}, {"kinds": "nothing"}, {"limit": 1001}):
        refused = api.get("/changes", params=wrong)
        assert (refused.status_code, problem(refused)) == (422, "invalid")


def test_what_is_not_to_be_known_is_not_told_and_what_is_no_longer_is_withdrawn(world: World) -> None:
    viewer = Api(world, "viewer")
    _, cursor = follow(viewer)
    owner = world.actor("owner")
    hidden = world.file(visibility=Visibility.EMPLOYEE)
    private = world.services.booking.add(
        owner,
        NewAppointment("Doctor", world.appointments["single"].span, private=True, participants=[owner.staff.number]),
    )
    world.services.filing.change(owner, hidden, edit=lambda now: replace(now, title="Other"))
    world.services.filing.trash(owner, hidden)
    world.services.filing.delete_forever(owner, hidden)
    world.services.booking.trash(owner, private.number)
    assert follow(viewer, cursor)[0] == []
    shown = world.file()
    viewing = world.appointments["single"].number
    items, cursor = follow(viewer, cursor)
    assert told(items) == [(shown.number, "created", False)]
    world.services.filing.change(owner, shown, edit=lambda now: replace(now, visibility=Visibility.EMPLOYEE))
    world.services.booking.change(owner, viewing, edit=lambda now: replace(now, private=True))
    items, cursor = follow(viewer, cursor)
    assert told(items) == [(shown.number, "withdrawn", True), (viewing, "withdrawn", True)]
    world.services.filing.change(owner, shown, edit=lambda now: replace(now, title="Secret"))
    assert follow(viewer, cursor)[0] == []
    world.services.filing.change(owner, shown, edit=lambda now: replace(now, visibility=Visibility.CUSTOMER))
    assert told(follow(viewer, cursor)[0])[-1] == (shown.number, "changed", False)


def test_who_has_a_diary_alone_hears_of_own_appointments_and_loses_them_with_the_invitation(world: World) -> None:
    personal = Api(world, "personal")
    items, cursor = follow(personal)
    own = world.users["personal"]
    told_of = [(item["kind"], item["number"]) for item in items if item["kind"] != "calendar"]
    assert told_of == [("staff", own.staff.number), ("user", own.number)]
    assert len(items) == len(told_of) + 1  # the own calendar
    viewing, owner = world.appointments["single"].number, world.actor("owner")
    world.services.booking.change(owner, viewing, participants=lambda there: [*there, own.staff.number])
    items, cursor = follow(personal, cursor)
    assert told(items) == [(viewing, "changed", False)]
    world.services.booking.change(owner, viewing, participants=lambda _: [])
    world.services.booking.change(owner, viewing, edit=lambda now: replace(now, subject="Secret"))
    assert told(follow(personal, cursor)[0]) == [(viewing, "withdrawn", True)]


def test_what_goes_to_the_trash_with_a_folder_is_told_and_what_comes_back_too(world: World, api: Api) -> None:
    owner = world.actor("owner")
    outer = folder(world, "Outer")
    inner = folder(world, "Inner", outer)
    place = Ref(inner.number, inner.uid)
    file, before = world.file(folder=place), world.file(folder=place)
    world.services.filing.trash(owner, before)
    world.clock.advance(minutes=1)
    _, cursor = follow(api)
    trashed = world.services.folders.trash(owner, outer)
    items, cursor = follow(api, cursor)
    assert told(items) == [(one.number, "trashed", True) for one in (inner, file, outer)]
    world.services.folders.restore(owner, trashed)
    assert told(follow(api, cursor)[0]) == [(one.number, "restored", False) for one in (inner, file, outer)]


def test_a_token_for_a_folder_hears_of_that_folder_alone(world: World) -> None:
    owner = world.actor("owner")
    mine, other = folder(world, "Mine"), folder(world, "Other")
    inner = folder(world, "Inner", mine)
    api = Api(world, scope=Scope(folder=mine.number))
    items, cursor = follow(api)
    assert {item["number"] for item in items} == {mine.number, inner.number}
    beside = world.file(folder=Ref(other.number, other.uid))
    file = world.file(folder=Ref(inner.number, inner.uid))
    world.services.filing.trash(owner, beside)
    items, cursor = follow(api, cursor)
    assert told(items) == [(file.number, "created", False)]
    away = Ref(other.number, other.uid)
    world.services.filing.change(owner, file, edit=lambda now: replace(now, folder=away))
    world.services.filing.change(owner, file, edit=lambda now: replace(now, title="Secret"))
    world.services.folders.delete_forever(owner, inner)
    items, cursor = follow(api, cursor)
    assert told(items) == [(file.number, "withdrawn", True), (inner.number, "deleted", True)]
    world.services.folders.change(owner, other, edit=lambda now: replace(now, name="Renamed"))
    assert follow(api, cursor)[0] == []
    world.services.folders.change(owner, other, edit=lambda now: replace(now, parent=Ref(mine.number, mine.uid)))
    expired = api.get("/changes", params={"since": cursor})
    assert (expired.status_code, problem(expired)) == (410, "cursor-expired")
    assert {item["number"] for item in follow(api)[0]} == {mine.number, other.number, file.number}


def test_a_cursor_is_good_for_whom_it_was_told_with_the_same_rights(world: World, api: Api) -> None:
    _, cursor = follow(Api(world, "viewer"))
    viewer = world.users["viewer"]
    expired = api.get("/changes", params={"since": cursor})
    assert (expired.status_code, problem(expired)) == (410, "cursor-expired")
    assert expired.json()["resync"] == "/api/v1/changes"
    again = Api(world, "viewer")
    assert again.get("/changes", params={"since": cursor}).status_code == 200
    world.house.catalogue.write(lambda tables: tables.users.update(replace(viewer, role=Role.OWNER)))
    assert again.get("/changes", params={"since": cursor}).status_code == 410


def test_changes_are_forgotten_after_their_time_but_for_the_newest(world: World, api: Api) -> None:
    _, old = follow(api)
    world.file()
    world.clock.advance(days=731)
    file = world.file()
    _, young = follow(api)
    world.services.housekeeping.sweep()
    expired = api.get("/changes", params={"since": old})
    assert (expired.status_code, problem(expired)) == (410, "cursor-expired")
    assert follow(api, young) == ([], young)
    world.clock.advance(days=731)
    assert world.services.housekeeping.sweep().forgotten_changes == 0
    [change] = api.get("/activity").json()["items"]
    assert change["object"]["number"] == file.number


def test_what_a_webhook_was_not_told_of_yet_is_kept(world: World) -> None:
    made = world.services.webhooks.set(world.business.number, "https://93.184.216.34/hook")
    assert made is not None
    sequence = world.stored()[1]
    world.file()
    world.clock.advance(days=731)
    world.services.housekeeping.sweep()
    with world.house.catalogue.read() as tables:
        assert tables.feed.oldest(world.business.number) == sequence + 1
    world.house.outbox.collect()
    world.file()
    world.clock.advance(days=800)
    world.services.housekeeping.sweep()
    with world.house.catalogue.read() as tables:
        assert tables.feed.oldest(world.business.number) == sequence + 2


@pytest.mark.parametrize("since", ["WzEsMl0", "e30", "W10", "W10=", "\u00e9", "WzEsbnVsbCwieCIsInkiXQ"])
def test_a_cursor_that_was_not_told_here_is_refused(api: Api, since: str) -> None:
    refused = api.get("/changes", params={"since": since})
    assert (refused.status_code, refused.json()["field"]) == (422, "since")
