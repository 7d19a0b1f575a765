"""How onOffice names things: action URNs, numbers as digits in text, modules, and the types of files (`Art`).

Source: onOffice source document "File upload" and apidoc.onoffice.de, read 2026-11-21.
"""

import re
from collections.abc import Mapping

from filebook.core.files import UploadId
from filebook.core.ids import NUMBER_LIMIT, Kind, Number

_URN = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
ACTIONS = frozenset({"read", "create", "modify", "get", "do", "delete"})
NOTHING = Number(0)
"""A number that no object ever has; what cannot be a number of ours becomes this, and is then not found."""
_WHOLE = re.compile(r"\s*([+-]?)0*([0-9]{1,30})\s*")
_UPLOAD_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

TEMPORARY = "tmpupload"
APPOINTMENT_MODULES = frozenset({"appointment", "calendar"})
"""Our extension: the vendor lets no call put a file on an appointment."""
KIND_OF_MODULE: Mapping[str, Kind] = {
    "estate": Kind.ESTATE,
    "address": Kind.CONTACT,
    "agentslog": Kind.AGENTS_LOG,
    "task": Kind.TASK,
    "appointment": Kind.APPOINTMENT,
    "calendar": Kind.APPOINTMENT,
}
"""Module in lower case → what the file hangs on. Contao's client writes `agentslog` where the page has `agentsLog`."""

LINK_TYPES = frozenset({"Link", "Ogulo-Link", "Film-Link", "Objekt-Link"})
PICTURE_TYPES = (
    "Titelbild", "Foto", "Foto_gross", "Grundriss", "Lageplan", "Stadtplan", "Anzeigen", "Epass_Skala",
    "Finanzierungsbeispiel", "QR-Code", "Logo", "Banner", "Panorama",
)  # fmt: skip
_DOCUMENT_TYPES = ("Expose", "Dokument", "Aushang", "Mietaufstellung", "Energieausweis")
_FILE_TYPES = {name.lower(): name for name in (*PICTURE_TYPES, *_DOCUMENT_TYPES, *LINK_TYPES)}


def action_of(actionid: str) -> str | None:
    """The verb at the end of an action URN; None for any other text."""
    verb = actionid.removeprefix(_URN)
    return verb if verb != actionid and verb in ACTIONS else None


def whole_of(value: object) -> int | None:
    """A whole number as clients send it, `247`, `"247"`, `"00247"` or `247.0`; None for anything else."""
    if isinstance(value, str):
        found = _WHOLE.fullmatch(value)
        return int(found[1] + found[2]) if found else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number_of(value: object) -> Number | None:
    """The number that a client's id means, `NOTHING` where no object can have it; None if it is no whole number."""
    whole = whole_of(value)
    if whole is None:
        return None
    return Number(whole) if 0 < whole <= NUMBER_LIMIT else NOTHING


def upload_of(value: object) -> UploadId | None:
    """A `tmpUploadId`, or None for what cannot be one."""
    if isinstance(value, str) and _UPLOAD_ID.fullmatch(value.lower()):
        return UploadId(value.lower())
    return None


def file_type(name: str) -> str | None:
    """The `Art` as the vendor writes it, whatever the case (one page has LOGO for Logo); None if there is none such."""
    return _FILE_TYPES.get(name.lower())
