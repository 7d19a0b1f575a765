"""A private appointment is there for those who take part in it; for everybody else in the house it never was."""

from dataclasses import replace

import pytest

from filebook.services.booking import NewAppointment
from tests.isolation.asking import ask, picture
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, shown
from tests.isolation.neighbourhood import Neighbourhood
from tests.isolation.things import never

ASKED = chosen(where=lambda key, example: "appointment" in example.names)


@pytest.mark.parametrize(("key", "example"), ASKED, ids=shown)
@pytest.mark.parametrize("name", ["editor", "viewer", "personal", "house_admin"])
def test_a_private_appointment_is_like_one_that_never_was_for_others(
    neighbourhood: Neighbourhood, key: Key, example: Example, name: str
) -> None:
    world, made = neighbourhood.world, neighbourhood
    new = NewAppointment("Nobody's business", world.appointments["single"].span, private=True)
    things = made.things["main"]
    if name in {"editor", "house_admin"}:
        things = replace(things, upload=made.upload(name))
    private = replace(things, appointment=world.services.booking.add(world.actor("owner"), new).number)
    before = made.state()
    shown = [
        picture(ask(made, key, example, person=made.people[name], things=one), one.spellings("appointment"))
        for one in (private, replace(things, appointment=never().appointment))
    ]
    assert shown[0] == shown[1]
    assert made.state() == before
