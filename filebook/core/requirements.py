"""DocumentRequirements: which documents an appointment or record needs, by its kind and type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Ref

KINDS = RECORD_KINDS | {Kind.APPOINTMENT}
"""What can need documents."""
REQUIREMENT_LIMIT = 200
DOCUMENT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class NeededDocument:
    """One document that is needed: a file in this role. One that is not mandatory is welcome, and not missed."""

    role: str
    title: str = ""
    description: str = ""
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class Requirement:
    """What things of a kind and type need; `type` "" is every type of the kind."""

    kind: Kind
    type: str
    documents: tuple[NeededDocument, ...]


@dataclass(frozen=True, slots=True)
class DocumentRequirements:
    """All that a business asks for. `ref` None: nobody has said anything yet."""

    business: BusinessNumber
    ref: Ref | None = None
    modified_at: datetime | None = None
    modified_by: str = ""
    items: tuple[Requirement, ...] = ()

    def of(self, kind: Kind, thing_type: str) -> tuple[NeededDocument, ...]:
        """What a thing of this kind and type needs, each role once: what its own type says of a role goes first."""
        found: dict[str, NeededDocument] = {}
        for wanted in (thing_type, ""):
            for document in self._documents(kind, wanted):
                found.setdefault(document.role, document)
        return tuple(found.values())

    def roles(self, kind: Kind) -> frozenset[str]:
        """All roles that things of a kind can need."""
        return frozenset(document.role for item in self.items if item.kind is kind for document in item.documents)

    def _documents(self, kind: Kind, thing_type: str) -> Iterator[NeededDocument]:
        return (
            document
            for item in self.items
            if item.kind is kind and item.type == thing_type
            for document in item.documents
        )
