"""What contacts say to appointments: `relationinfo` of `calendar:address`."""

from typing import Any

import pytest

from filebook.core.appointments import ParticipantStatus
from filebook.core.ids import Number
from tests.dialects.onoffice.client import Client
from tests.dialects.onoffice.relations.asking import number_of, write
from tests.world import World

WORDS = {
    "bestätigt": ParticipantStatus.ACCEPTED,
    "gesendet": ParticipantStatus.SENT,
    "gecancelt": ParticipantStatus.DECLINED,
    "Nicht gesetzt": ParticipantStatus.UNSET,
}


def status_of(world: World, contact: Number) -> ParticipantStatus:
    appointment = world.services.book.get(world.actor("owner"), number_of(world, "appointment"))
    (found,) = (one.status for one in appointment.participants if one.record.number == contact)
    return found


@pytest.mark.parametrize("word", WORDS)
def test_what_a_contact_answered_is_said_with_the_relation_and_later(world: World, client: Client, word: str) -> None:
    appointment, contact, other = (number_of(world, what) for what in ("appointment", "contact", "other_contact"))
    info = {"relationinfo": {"statusTerminbestaetigung": word}}
    assert write(client, "create", "calendar:address", [appointment], [contact], **info) == 0
    assert write(client, "create", "calendar:address", [appointment], [other]) == 0
    assert (status_of(world, contact), status_of(world, other)) == (WORDS[word], ParticipantStatus.UNSET)
    assert write(client, "modify", "calendar:address", appointment, other, **info) == 0
    assert (status_of(world, contact), status_of(world, other)) == (WORDS[word], WORDS[word])


@pytest.mark.parametrize(
    ("info", "code"),
    [
        (None, 167),
        ([], 167),
        ({}, 167),
        ({"statusTerminbestaetigung": ""}, 167),
        ({"statusTerminbestaetigung": "vielleicht"}, 252),
        ({"statusTerminrueckmeldung": "vielleicht"}, 252),
        ({"statusTerminbestaetigung": []}, 255),
        ("gesendet", 255),
    ],
)
def test_an_answer_that_is_none_is_refused(world: World, client: Client, info: Any, code: int) -> None:
    appointment, contact = number_of(world, "appointment"), number_of(world, "contact")
    write(client, "create", "calendar:address", appointment, contact)
    before = world.stored()
    assert write(client, "modify", "calendar:address", appointment, contact, relationinfo=info) == code
    assert world.stored() == before
    assert status_of(world, contact) is ParticipantStatus.UNSET


def test_only_those_who_take_part_have_answers(world: World, client: Client) -> None:
    appointment, contact, estate = (number_of(world, what) for what in ("appointment", "contact", "estate"))
    info = {"relationinfo": {"statusTerminbestaetigung": "gesendet"}}
    before = world.stored()
    assert write(client, "modify", "calendar:address", appointment, contact, **info) == 80
    assert write(client, "modify", "calendar:address", 999_999, contact, **info) == 169
    assert write(client, "modify", "estate:address:owner", estate, contact, **info) == 199
    assert world.stored() == before


def test_whether_a_contact_may_tell_how_it_was_is_kept_with_the_appointment(world: World, client: Client) -> None:
    appointment, contact, other = (number_of(world, what) for what in ("appointment", "contact", "other_contact"))

    def kept() -> Any:
        ours = world.services.book.get(world.actor("owner"), appointment).fields.get("onoffice")
        return ours["follow_up"] if isinstance(ours, dict) else None

    both = {"statusTerminbestaetigung": "bestätigt", "statusTerminrueckmeldung": "aktiv"}
    assert write(client, "create", "calendar:address", appointment, [contact, other], relationinfo=both) == 0
    assert kept() == sorted([contact, other])
    off = {"statusTerminrueckmeldung": "inaktiv"}
    assert write(client, "modify", "calendar:address", appointment, contact, relationinfo=off) == 0
    assert kept() == [other]
    assert status_of(world, contact) is ParticipantStatus.ACCEPTED
