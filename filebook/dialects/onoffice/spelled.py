"""A file as onOffice shows it, told to other doors."""

from filebook.core.access import Actor
from filebook.core.files import Attachment, File, FileKind
from filebook.core.ids import Door, Kind
from filebook.core.spelling import Spelled, SpellFile, everything_of, lost_of
from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.files.lists import Extras, estate_file, plain_file
from filebook.dialects.onoffice.files.of_appointment import DOWNLOAD_PATH, LINK_LIFETIME
from filebook.dialects.onoffice.files.translate import appointment_file
from filebook.services.bundle import Services
from filebook.serving.urls import url

_PLAIN = frozenset({"category", "url", "size_bytes"})
_TOLD = {
    Kind.APPOINTMENT: frozenset({"url", "size_bytes"}),
    Kind.ESTATE: _PLAIN | {"title", "free_text", "document_attribute", "published"},
    Kind.CONTACT: _PLAIN,
    Kind.TASK: _PLAIN,
    Kind.AGENTS_LOG: _PLAIN,
}
"""What is told of a file, by what it hangs on. On anything else, or nothing, it is not shown."""
_EXTRAS = Extras(homepage=True, portals=True, image="")


def spelled_file(services: Services, *, prefix: str, handing_out: str) -> SpellFile:
    """A record of `get`/`file` for the first thing with files that it hangs on. `handing_out` is the download host's
    address, "" where there is none.
    """

    def spelled(actor: Actor, file: File, base_url: str) -> Spelled:
        hanging = services.hangings.known(actor, file.number)
        told = [one for one in hanging if one.target_kind in _TOLD]
        if not told:
            return Spelled(Door.ONOFFICE, None, everything_of(file, hanging))
        shown = _record(services, actor, file, told[0], (handing_out or base_url) + prefix)
        known = _TOLD[told[0].target_kind]
        return Spelled(Door.ONOFFICE, shown, lost_of(file, hanging, door=Door.ONOFFICE, told=known, told_hanging=told))

    return spelled


def _record(services: Services, actor: Actor, file: File, on: Attachment, door_url: str) -> wire.Record:
    if on.target_kind is Kind.APPOINTMENT:
        is_link = file.kind is FileKind.LINK
        token = "" if is_link else services.library.link(file, lifetime=LINK_LIFETIME)
        return appointment_file(file, url="" if is_link else url(door_url, *DOWNLOAD_PATH, query={"params": token}))
    if on.target_kind is Kind.ESTATE:
        return wire.Record(file.number, "file", estate_file(file, position=on.position or 0, extras=_EXTRAS))
    zone = services.accounts.business(actor.business).zone
    return wire.Record(file.number, "file", plain_file(file, zone=zone))
