"""A file as Xelion shows it, told to other doors."""

from filebook.core.access import Actor
from filebook.core.files import File
from filebook.core.ids import Door, Kind
from filebook.core.spelling import Spelled, SpellFile, lost_of
from filebook.dialects.xelion.translate import attachment_object
from filebook.services.bundle import Services

_TOLD = frozenset({"title", "media_type", "size_bytes"})


def spelled_file(services: Services) -> SpellFile:
    """An `Attachment` without its bytes, as in an appointment's list; which one's, the address tells."""

    def spelled(actor: Actor, file: File, base_url: str) -> Spelled:  # noqa: ARG001 - no address is shown
        hanging = services.hangings.known(actor, file.number)
        told = [one for one in hanging if one.target_kind is Kind.APPOINTMENT]
        lost = lost_of(file, hanging, door=Door.XELION, told=_TOLD, told_hanging=told)
        return Spelled(Door.XELION, attachment_object(file), lost)

    return spelled
