"""A file as TimeTap shows it, told to other doors."""

from collections.abc import Sequence

from filebook.core.access import Actor, Visibility
from filebook.core.files import Attachment, File
from filebook.core.ids import Door
from filebook.core.spelling import Spelled, SpellFile, lost_of
from filebook.dialects.timetap.translate import file_object, links_of
from filebook.services.bundle import Services

_TOLD = frozenset({"folder", "url", "media_type", "size_bytes"})


def spelled_file(services: Services, *, prefix: str, public_base_url: str) -> SpellFile:
    """`public_base_url` "" means that public files are below the door's prefix."""

    def spelled(actor: Actor, file: File, base_url: str) -> Spelled:
        hanging = services.hangings.known(actor, file.number)
        shown = file_object(file, hanging, public_base=public_base_url or base_url + prefix)
        told = _TOLD if file.visibility is not Visibility.ALL else _TOLD | {"visibility"}
        lost = lost_of(file, hanging, door=Door.TIMETAP, told=told, told_hanging=_told(file, hanging))
        return Spelled(Door.TIMETAP, shown, lost)

    return spelled


def _told(file: File, hanging: Sequence[Attachment]) -> list[Attachment]:
    """One thing of each kind that TimeTap has a word for."""
    firsts = {numbers[0] for numbers in links_of(file, hanging).values() if numbers}
    return [one for one in hanging if one.target in firsts]
