"""How each vendor's door shows a file, put into one table, since the dialects do not know each other."""

from collections.abc import Iterable, Mapping

from filebook.app.settings import Settings
from filebook.core import ids
from filebook.core.spelling import SpellFile
from filebook.dialects.onoffice import spelled as onoffice
from filebook.dialects.telecomx import spelled as telecomx
from filebook.dialects.timetap import spelled as timetap
from filebook.dialects.xelion import spelled as xelion
from filebook.services.bundle import Services
from filebook.serving.routes import Door


def spellings(services: Services, settings: Settings, doors: Iterable[Door]) -> Mapping[ids.Door, SpellFile]:
    """By door."""
    prefixes = {door.name: door.prefix for door in doors}
    handing_out = settings.download_base_url()
    timetap_public = f"{handing_out}{prefixes[ids.Door.TIMETAP]}" if handing_out else ""
    return {
        ids.Door.ONOFFICE: onoffice.spelled_file(services, prefix=prefixes[ids.Door.ONOFFICE], handing_out=handing_out),
        ids.Door.TIMETAP: timetap.spelled_file(
            services,
            prefix=prefixes[ids.Door.TIMETAP],
            public_base_url=settings.timetap_public_base_url.rstrip("/") or timetap_public,
        ),
        ids.Door.TELECOMX: telecomx.spelled_file(
            services, prefix=prefixes[ids.Door.TELECOMX], file_base_url=settings.telecomx_file_base_url
        ),
        ids.Door.XELION: xelion.spelled_file(services),
    }
