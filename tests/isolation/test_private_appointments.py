"""A private appointment is there for those who take part in it; for everybody else in the house it never was."""

from dataclasses import replace

import pytest

from filebook.core.ids import Ref
from filebook.services.booking import NewAppointment
from tests.isolation.asking import ask, picture
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, shown
from tests.isolation.neighbourhood import Neighbourhood
from tests.isolation.things import never

OTHERS = ("editor", "viewer", "personal", "house_admin")
TOLD_WHEN = {"editor", "viewer"}
"""Who is told of the time at the door that tells it; tests/dialects/telecomx looks at what."""
ASKED = [
    (key, example, name)
    for key, example in chosen(where=lambda key, example: "appointment" in example.names)
    for name in OTHERS
    if not (example.tells_when and name in TOLD_WHEN)
]


@pytest.mark.parametrize(("key", "example", "name"), ASKED, ids=shown)
def test_a_private_appointment_is_like_one_that_never_was_for_others(
    neighbourhood: Neighbourhood, key: Key, example: Example, name: str
) -> None:
    world, made = neighbourhood.world, neighbourhood
    new = NewAppointment("Nobody's business", world.appointments["single"].span, private=True)
    things = made.things["main"]
    if name in {"editor", "house_admin"}:
        things = replace(things, upload=made.upload(name))
    made_one = world.services.booking.add(world.actor("owner"), new)
    private = replace(things, appointment=made_one.number, event=Ref(made_one.number, made_one.uid))
    before = made.state()
    shown = [
        picture(ask(made, key, example, person=made.people[name], things=one), one.spellings("appointment"))
        for one in (private, things.with_other("appointment", never()))
    ]
    assert shown[0] == shown[1]
    assert made.state() == before
