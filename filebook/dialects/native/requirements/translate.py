"""Documents that things need, between the wire of the native API and ours."""

from collections.abc import Sequence

from filebook.core.ids import Kind
from filebook.core.requirements import DocumentRequirements, NeededDocument, Requirement
from filebook.dialects.native.requirements import wire
from filebook.dialects.native.wire import Reference


def requirements_meant(told: wire.NewRequirements) -> list[Requirement]:
    """What is to be asked for."""
    return [
        Requirement(
            Kind(item.kind),
            item.type,
            tuple(
                NeededDocument(document.role, document.title, document.description, document.mandatory)
                for document in item.documents
            ),
        )
        for item in told.requirements
    ]


def requirements_shown(asked: DocumentRequirements) -> wire.Requirements:
    """All that is asked for, as the API shows it."""
    return wire.Requirements(
        requirements=[
            wire.Requirement(kind=item.kind.value, type=item.type, documents=documents_shown(item.documents))  # type: ignore[arg-type] # the same words
            for item in asked.items
        ],
        modified_at=asked.modified_at,
        modified_by=asked.modified_by,
    )


def documents_shown(documents: Sequence[NeededDocument]) -> list[wire.Document]:
    """Documents that are needed, as the API shows them."""
    return [
        wire.Document(role=one.role, title=one.title, description=one.description, mandatory=one.mandatory)
        for one in documents
    ]


def required_shown(document: NeededDocument, file: Reference | None) -> wire.RequiredDocument:
    """A document that a thing needs, with the file that is there for it."""
    return wire.RequiredDocument(
        role=document.role,
        title=document.title,
        description=document.description,
        mandatory=document.mandatory,
        missing=document.mandatory and file is None,
        file=file,
    )
