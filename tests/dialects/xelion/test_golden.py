"""The golden pairs of the Xelion door."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from filebook.core.appointments import ChangedOccurrence, Presence, Span
from filebook.core.ids import Kind
from filebook.core.recurrence.rule import Rule
from filebook.dialects.xelion.repetition import rule_from_xelion
from filebook.dialects.xelion.wire import Repetition
from filebook.services.booking import NewAppointment
from tests.golden import golden_pairs, play
from tests.world import PASSWORD, ZONE, World


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_in(pair: Path, world: World) -> None:
    play(pair, world.http, variables=_variables(world))


def _variables(world: World) -> dict[str, object]:
    """The two appointments of the source document, with made-up names, and a few more."""
    owner = world.actor("owner")
    people = [
        world.services.records.add(owner, Kind.CONTACT, label=label).number
        for label in ("Voorbeeld Anna", "Vries Karin de")
    ]
    recurring = _add(
        world,
        NewAppointment(
            subject="Weekoverleg",
            span=_span("2017-03-13 11:10", "2017-03-13 11:20"),
            rule=_rule("2017-03-13", _WEEKLY),
            participants=people[:1],
            fields={"xelion": {"userStatus": "at_appointment", "commonName": "Afspraak"}},
        ),
    )
    single = _add(
        world,
        NewAppointment(
            subject="Bezichtiging Parkweg 9",
            span=_span("2026-04-07 14:30", "2026-04-07 15:15"),
            participants=people,
            comment="Sleutel bij de buren",
            fields={"xelion": {"userStatus": "unavailable", "commonName": ""}},
        ),
    )
    endless = _add(
        world,
        NewAppointment(
            subject="Kwartaalcijfers",
            span=Span(*_walls("2024-03-29 00:00", "2024-03-29 23:59:59"), ZONE, start_all_day=True, end_all_day=True),
            rule=_rule("2024-03-29", _MONTHLY),
            presence=Presence.FREE,
            internal=True,
            place="Hoofdkantoor",
        ),
    )
    plan = world.file(b"%PDF-1.7\n", name="plattegrond.pdf", on=[world.on_appointment("single")])
    _move_second(world)
    return {
        "password": PASSWORD,
        "weekly": str(world.appointments["recurring"].number),
        "recurring": recurring,
        "single": single,
        "endless": endless,
        "viewing": str(world.appointments["single"].number),
        "plan": str(plan.number),
        "anna": str(people[0]),
        "karin": str(people[1]),
        "owner": str(world.users["owner"].staff.number),
    }


def _move_second(world: World) -> None:
    """One occurrence of the world's own series takes place otherwise."""
    moved = ChangedOccurrence(date(2017, 3, 27), _span("2017-03-28 09:00", "2017-03-28 10:00"), subject="Verzet")
    world.services.booking.change(
        world.actor("owner"),
        world.appointments["recurring"].number,
        edit=lambda current: replace(current, changed=(moved,)),
    )


_WEEKLY = Repetition(
    recurrenceType="weekly", monday=True, recurrenceTerminationType="recurrenceCount", recurrenceCount=6
)
_MONTHLY = Repetition(
    recurrenceType="monthly", monthRecurrenceType="weekDay", recurrenceInterval=3, recurrenceTerminationType="never"
)


def _walls(starts: str, ends: str) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(starts), datetime.fromisoformat(ends)


def _span(starts: str, ends: str) -> Span:
    return Span(*_walls(starts, ends), ZONE)


def _rule(day: str, said: Repetition) -> Rule:
    return rule_from_xelion(said, starts_on=datetime.fromisoformat(day).date(), zone=ZONE)


def _add(world: World, new: NewAppointment) -> str:
    return str(world.services.booking.add(world.actor("owner"), new).number)
