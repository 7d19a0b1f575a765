"""Explanations of access between the wire of the native API and ours."""

from collections.abc import Mapping

import msgspec

from filebook.core.access import Rule
from filebook.core.appointments import Appointment
from filebook.core.businesses import User
from filebook.core.files import File, Folder
from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.dialects.native.access import wire
from filebook.dialects.native.wire import Reference

MEANS: Mapping[Rule, str] = {
    Rule.KIND: "The token is good for objects of this kind.",
    Rule.VERB: "The token is good for this action.",
    Rule.ROLE: "The user's role allows this on the business's ordinary things.",
    Rule.REACH: "The thing's business is within the user's reach.",
    Rule.PRESENCE: "The thing is there.",
    Rule.TRASH: "The thing is not in the trash, or this may be done there too.",
    Rule.PLACE: "The thing lies in the folder that the token is good for.",
    Rule.VISIBILITY: "The thing is for everybody in the business, or for this user.",
    Rule.PARTICIPATION: "The user takes part or was granted a right, or the appointment is for everybody.",
    Rule.RIGHT: "The user's right to the appointment goes so far.",
    Rule.LOGIN: "The user is let in.",
}


def step_shown(rule: Rule, *, passed: bool) -> wire.AccessRule:
    """One rule."""
    return wire.AccessRule(rule=rule.value, passed=passed, means=MEANS[rule])


def thing_shown(thing: File | Folder | Appointment | Record) -> Reference:
    """What it is about."""
    if isinstance(thing, Appointment):
        return Reference(id=thing.uid, number=thing.number, kind=Kind.APPOINTMENT.value, label=thing.subject)
    if isinstance(thing, Record):
        return Reference(id=thing.uid, number=thing.number, kind=thing.kind.value, label=thing.label)
    kind = Kind.FILE if isinstance(thing, File) else Kind.FOLDER
    return Reference(id=thing.uid, number=thing.number, kind=kind.value, label=thing.name)


def unnamed(thing: Reference) -> Reference:
    """The same for somebody who may know that it is there, but not what it is called."""
    return msgspec.structs.replace(thing, label="")


def user_shown(user: User) -> Reference:
    """Who it is about."""
    return Reference(id=user.uid, number=user.number, kind=Kind.USER.value, label=user.full_name)
