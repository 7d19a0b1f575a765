"""Spelled: a file as one door shows it, and what of it that door has no words for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from filebook.core.access import Actor, Visibility
from filebook.core.files import Attachment, File
from filebook.core.ids import Door


@dataclass(frozen=True, slots=True)
class Spelled:
    """`object` is what the door shows, in its own form; None where it does not show the file at all. `lost` names what
    the library knows of the file and a client of that door does not learn.
    """

    door: Door
    object: object
    lost: tuple[str, ...]


SpellFile = Callable[[Actor, File, str], Spelled]
"""How a door shows a file to an actor. The text is the scheme and host that the server is known under."""


def lost_of(
    file: File,
    hanging: Sequence[Attachment],
    *,
    door: Door,
    told: frozenset[str],
    told_hanging: Sequence[Attachment] = (),
) -> tuple[str, ...]:
    """What there is to say of a file that is not among what is told, each by its name in the native API.

    `hanging` is what the file hangs on, `told_hanging` those of it that are told.
    """
    lost = [word for word in _words(file) if word not in told]
    lost += [f"fields.{name}" for name in file.fields if name != door.value]
    if len(told_hanging) < len(hanging):
        lost.append("attachments")
    if any(one.role for one in hanging) and "roles" not in told:
        lost.append("roles")
    return tuple(lost)


def everything_of(file: File, hanging: Sequence[Attachment]) -> tuple[str, ...]:
    """What is lost where a door does not show the file at all."""
    return ("name", *lost_of(file, hanging, door=Door.NATIVE, told=frozenset()))


def _words(file: File) -> Iterator[str]:
    """What is said of a file beyond its name."""
    said = {
        "title": file.title and file.title != file.name,
        "free_text": file.free_text,
        "category": file.category,
        "document_attribute": file.document_attribute,
        "published": file.published,
        "folder": file.folder,
        "tags": file.tags,
        "url": file.url,
        "visibility": file.visibility is not Visibility.CUSTOMER,
        "media_type": file.media_type,
        "size_bytes": file.version,
        "sha256": file.version,
        "versions": file.version is not None and file.version.number > 1,
    }
    yield from (word for word, is_said in said.items() if is_said)
