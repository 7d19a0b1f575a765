"""A file as TelecomX shows it, told to other doors."""

from filebook.core.access import Actor
from filebook.core.files import File
from filebook.core.ids import Door
from filebook.core.spelling import Spelled, SpellFile, lost_of
from filebook.dialects.telecomx.auth import CONTENT_PATH
from filebook.dialects.telecomx.files.translate import file_object
from filebook.services.bundle import Services

_TOLD = frozenset({"free_text", "folder", "visibility", "size_bytes"})


def spelled_file(services: Services, *, prefix: str, file_base_url: str) -> SpellFile:
    """`file_base_url` "" means that contents lie below the door's prefix."""

    def spelled(actor: Actor, file: File, base_url: str) -> Spelled:
        shown = file_object(file, file_base=file_base_url or base_url + prefix + CONTENT_PATH)
        hanging = services.hangings.known(actor, file.number)
        return Spelled(Door.TELECOMX, shown, lost_of(file, hanging, door=Door.TELECOMX, told=_TOLD))

    return spelled
