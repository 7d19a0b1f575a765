"""The rules of an estate's files: one title picture, and each document attribute once. Asked inside write units."""

from collections.abc import Sequence
from dataclasses import replace

from filebook.core.errors import Conflict
from filebook.core.files import Attachment, File
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Tables

TITLE_PICTURE = "Titelbild"
"""The category of which an estate has at most one file."""
ORDINARY_PICTURE = "Foto"
"""What a title picture becomes that has to give way."""


def require_room(tables: Tables, file: File, estate: Number) -> None:
    """Raises: Conflict("title_picture" | "document_attribute") where another file has the same part on the estate."""
    if _is_title_taken(tables, file, estate):
        raise Conflict("title_picture")
    if _is_attribute_taken(tables, file, estate):
        raise Conflict("document_attribute")


def require_attribute_free(tables: Tables, file: File, hanging: Sequence[Attachment]) -> None:
    """Raises: Conflict("document_attribute") where another file has the same on an estate that this one hangs on."""
    if any(_is_attribute_taken(tables, file, estate) for estate in _estates(hanging)):
        raise Conflict("document_attribute")


def is_another_part(before: File, after: File) -> bool:
    """Whether a change of a file may concern others on its estates."""
    return (before.category, before.document_attribute) != (after.category, after.document_attribute)


def former_title_pictures(tables: Tables, file: File, hanging: Sequence[Attachment]) -> list[File]:
    """The files that a new title picture takes the place of, on every estate that it hangs on."""
    numbers = {
        number
        for estate in _estates(hanging)
        for number in tables.attachments.of_category(file.business, estate, category=TITLE_PICTURE)
        if number != file.number
    }
    found = (tables.files.get(file.business, number) for number in sorted(numbers))
    return [replace(other, category=ORDINARY_PICTURE) for other in found if other is not None]


def fitted(tables: Tables, file: File) -> File:
    """A file that comes back from the trash, without the parts that other files have taken over meanwhile."""
    if file.category != TITLE_PICTURE and not file.document_attribute:
        return file
    hanging = tables.attachments.of_files(file.business, [file.number]).get(file.number, ())
    for estate in _estates(hanging):
        if _is_title_taken(tables, file, estate):
            file = replace(file, category=ORDINARY_PICTURE)
        if _is_attribute_taken(tables, file, estate):
            file = replace(file, document_attribute="")
    return file


def _is_title_taken(tables: Tables, file: File, estate: Number) -> bool:
    return file.category == TITLE_PICTURE and tables.attachments.has_category(
        file.business, estate, category=TITLE_PICTURE, but=file.number
    )


def _is_attribute_taken(tables: Tables, file: File, estate: Number) -> bool:
    return bool(file.document_attribute) and tables.attachments.has_document_attribute(
        file.business, estate, attribute=file.document_attribute, but=file.number
    )


def _estates(hanging: Sequence[Attachment]) -> list[Number]:
    return [attachment.target for attachment in hanging if attachment.target_kind is Kind.ESTATE]
