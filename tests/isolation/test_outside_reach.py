"""Nothing outside a caller's reach can be read, changed or told apart from what never was, by any route of any door."""

from dataclasses import replace

import pytest

from filebook.core.ids import Door, Kind, Ref
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from tests.isolation.asking import Picture, ask, picture
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, is_twin, shown
from tests.isolation.neighbourhood import MAKERS, PEOPLE, Neighbourhood
from tests.isolation.things import Things, never

OUT_OF_REACH = (
    ("owner", "unrelated"),
    ("owner", "parent"),
    ("owner", "sibling"),
    ("editor", "grandparent"),
    ("viewer", "unrelated"),
    ("personal", "unrelated"),
    ("nobody_yet", "unrelated"),
    ("house_reseller", "unrelated"),
    ("house_reseller_admin", "parent"),
    ("reseller", "unrelated"),
    ("reseller", "grandparent"),
    ("parent_owner", "main"),
    ("grand_reseller", "main"),
    ("grand_admin", "unrelated"),
    ("sibling_owner", "main"),
    ("sibling_owner", "parent"),
    ("foreign_owner", "main"),
    ("other", "main"),
    ("stranger", "main"),
)
"""Who must not know of whose things, at any door."""

A_FEW = (("owner", "unrelated"), ("foreign_owner", "main"), ("sibling_owner", "main"), ("stranger", "main"))

OUT_OF_REACH_WHERE_ONLY_THE_OWN_COUNTS = (
    ("reseller", "main"),
    ("grand_admin", "main"),
    ("grand_admin", "parent"),
    ("operator", "main"),
)
"""Whose role reaches further, but not at doors whose ids or addresses mean the caller's own business."""

REACHING_DOORS = {Door.TELECOMX}
"""Doors at which an id may name a thing of another business that the caller's role reaches."""

ASKED = [(key, example, name) for key, example in chosen() for name in example.names]
READ = [
    (key, example, name)
    for key, example, name in ASKED
    if name in {"file", "folder", "appointment"} and (key[1] == "GET" or example.what.startswith("get "))
]
STILL_NAMED_WHEN_REMOVED = {
    "business",
    "contact",
    "estate",
    "task",
    "agents_log",
    "staff",
    "user",
    "location",
    "service",
    "job",
}
"""What nothing can do away with yet."""
TOLD_AS_USED = {(Door.NATIVE, "POST", "/files"), (Door.NATIVE, "POST", "/files/{id}/versions")}
"""Where whoever used an upload is told that it was used, and nobody else anything."""


@pytest.fixture(scope="module")
def removed(neighbourhood: Neighbourhood) -> dict[str, Things]:
    """Things that each business once had."""
    found = {name: neighbourhood.make_things(name) for name in MAKERS}
    for name, things in found.items():
        neighbourhood.remove(name, things)
    return found


@pytest.fixture(scope="module")
def trashed(neighbourhood: Neighbourhood) -> Things:
    """Things of the main business that lie in the trash; the file still hangs on the appointment that is asked for."""
    made, services, owner = neighbourhood, neighbourhood.world.services, neighbourhood.world.actor("owner")
    things = made.make_things("main")
    file = made.world.file(on=(Hang(Kind.APPOINTMENT, made.things["main"].appointment),))
    assert file.version is not None
    services.filing.trash(owner, file)
    services.folders.trash(owner, services.library.folder_by_uid(owner, things.folder.uid))
    bare = services.booking.add(owner, NewAppointment("Bare", made.world.appointments["single"].span))
    services.booking.trash(owner, bare.number)
    return replace(
        things,
        file=Ref(file.number, file.uid),
        content=Ref(file.number, file.version.uid),
        event=Ref(bare.number, bare.uid),
        appointment=bare.number,  # without files, which outlive it and are found by its number
    )


@pytest.mark.parametrize(("key", "example", "name"), ASKED, ids=shown)
def test_what_is_out_of_reach_is_like_what_never_was(
    neighbourhood: Neighbourhood, removed: dict[str, Things], key: Key, example: Example, name: str
) -> None:
    before = neighbourhood.state()
    neighbourhood.world.clock.advance(minutes=11)  # or the failed logins of the examples before would add up
    differing = {}
    for who, whose in _pairs(key):
        others = {"never": never(), whose: neighbourhood.things[whose]}
        told_as_used = name == "upload" and key in TOLD_AS_USED
        if who in PEOPLE and name not in STILL_NAMED_WHEN_REMOVED and not told_as_used:
            others["removed"] = removed[PEOPLE[who][0]]
        seen = {
            told: _shown(neighbourhood, key, example, who=who, name=name, others=things)
            for told, things in others.items()
        }
        if set(seen.values()) != {seen["never"]}:
            differing[who] = seen
    assert differing == {}
    assert neighbourhood.state() == before


@pytest.mark.parametrize(("key", "example", "name"), READ, ids=shown)
def test_what_lies_in_the_trash_is_like_what_never_was_for_readers(
    neighbourhood: Neighbourhood, trashed: Things, key: Key, example: Example, name: str
) -> None:
    for who in ("owner", "viewer", "house_admin"):
        seen = [_shown(neighbourhood, key, example, who=who, name=name, others=things) for things in (trashed, never())]
        assert seen[0] == seen[1], who


def _shown(made: Neighbourhood, key: Key, example: Example, *, who: str, name: str, others: Things) -> Picture:
    """What somebody sees who asks with things of their own business, but one of another."""
    own = made.things[PEOPLE[who][0] if who in PEOPLE else "sibling"]
    response = ask(made, key, example, person=made.people[who], things=own.with_other(name, others))
    return picture(response, others.spellings(name))


def _pairs(key: Key) -> tuple[tuple[str, str], ...]:
    """Who asks for whose things at a route; a few of them where the same handlers were asked at another address."""
    if is_twin(key):
        return A_FEW
    return OUT_OF_REACH if key[0] in REACHING_DOORS else (*OUT_OF_REACH, *OUT_OF_REACH_WHERE_ONLY_THE_OWN_COUNTS)
