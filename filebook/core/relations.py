"""Relation: what a record or appointment has to do with another record."""

from dataclasses import dataclass
from enum import StrEnum

from filebook.core.ids import Kind, Number, Uid

RELATION_LIMIT = 100_000
"""So many are told at once, at most."""


class RelationType(StrEnum):
    """In what way a parent holds a child."""

    CONCERNS = "concerns"
    """An appointment, task or log entry is about an estate, contact or project, or takes place at a location."""
    OWNER = "owner"
    BUYER = "buyer"
    RENTER = "renter"
    TENANT = "tenant"
    CONTACT_PERSON = "contact_person"
    INTERESTED = "interested"
    OFFICER = "officer"
    """The member of staff who looks after a record."""
    ADDITIONAL_OFFICER = "additional_officer"
    OFFER = "offer"
    """A contact was offered an estate."""
    UNIT = "unit"
    """An estate is part of another."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One parent and one child. Who takes part in an appointment stands in the appointment itself."""

    parent: Number
    parent_kind: Kind
    child: Number
    child_kind: Kind
    type: RelationType


@dataclass(frozen=True, slots=True)
class End:
    """One side of a relation."""

    number: Number
    kind: Kind
    uid: Uid
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """A relation with what its sides are called."""

    type: RelationType
    parent: End
    child: End
