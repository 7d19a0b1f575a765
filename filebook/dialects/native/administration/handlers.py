"""What the native door does with the business itself, its doors, and how it is."""

from urllib.parse import urlsplit

from filebook.core.businesses import VENDORS, Business, CredentialKind
from filebook.core.errors import Conflict, NotFound
from filebook.core.health import worst
from filebook.core.ids import Door
from filebook.dialects.native.administration import wire
from filebook.dialects.native.administration.confirming import require_confirmed
from filebook.dialects.native.administration.translate import (
    KINDS,
    business_shown,
    changed_business,
    limits_shown,
    storage_shown,
    vendor_call_shown,
)
from filebook.dialects.native.answers import listed, shown, told
from filebook.dialects.native.parts import Parts, Place
from filebook.dialects.native.reading import body_of, query_of, revisions_asked, writer
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.program import program_version

_CLIENT_PATHS = {
    Door.ONOFFICE: "/api/stable/api.php",
    Door.TIMETAP: "/live",
    Door.XELION: "/api/v1/{tenant}",
}
"""What follows a door's own address in the one that programs are given."""
_TAKES = {
    Door.ONOFFICE: CredentialKind.SIGNING_SECRET,
    Door.TIMETAP: CredentialKind.SIGNED_KEY,
    Door.TELECOMX: CredentialKind.PASSWORD,
    Door.XELION: CredentialKind.PASSWORD,
    Door.NATIVE: CredentialKind.BEARER,
    Door.TUS: CredentialKind.BEARER,
}
"""What is shown at each door to be let in."""


class BusinessHandlers:
    """The caller's business."""

    def __init__(self, parts: Parts) -> None:
        self._services = parts.services
        self._places = parts.places
        self._compatibility = parts.compatibility
        self._now = parts.now

    def business(self, call: Call) -> BytesAnswer:
        """Show it."""
        query_of(call, Sparse)
        return _shown(call, self._services.administration.business(call.actor))

    def change(self, call: Call) -> BytesAnswer:
        """Change it."""
        query_of(call, Sparse)
        change = body_of(call, wire.BusinessChange)
        require_confirmed(self._services, call)
        asked = revisions_asked(call)
        revision = None
        if asked is not None:
            revision = self._services.administration.business(call.actor).revision
            if revision not in asked:
                raise Conflict("revision")
        changed = self._services.administration.change(
            writer(call), edit=lambda business: changed_business(business, change), revision=revision
        )
        return _shown(call, changed)

    def usage(self, call: Call) -> BytesAnswer:
        """Tell what it uses."""
        query_of(call, Nothing)
        usage, limits = self._services.administration.usage(call.actor)
        return told(
            wire.Usage(
                stored_bytes=usage.stored_bytes,
                file_count=usage.file_count,
                trashed_file_count=usage.trashed_file_count,
                open_upload_count=usage.open_upload_count,
                limits=limits_shown(limits),
            )
        )

    def doors(self, call: Call) -> BytesAnswer:
        """List the doors, and what a program is given to come through one."""
        query_of(call, Sparse)
        business = self._services.administration.business(call.actor)
        keys = self._services.keys.doors(call.actor)
        return listed(call, [_door(call, place, business, keys=keys) for place in self._places if place.door in _TAKES])

    def compatibility(self, call: Call) -> BytesAnswer:
        """Tell what a vendor's door serves."""
        query_of(call, Nothing)
        door = call.path_params["door"]
        if door not in VENDORS:
            raise NotFound("door", door)
        calls = [vendor_call_shown(one) for one in self._compatibility(Door(door))]
        return told(wire.Compatibility(items=calls))

    def storage(self, call: Call) -> BytesAnswer:
        """Tell what takes space."""
        query_of(call, Nothing)
        return told(storage_shown(self._services.administration.storage(call.actor)))

    def health(self, call: Call) -> BytesAnswer:
        """Tell how the installation is."""
        query_of(call, Nothing)
        found = self._services.administration.health(call.actor)
        return told(
            wire.Health(
                status=worst(found.findings).value,
                version=program_version(),
                checks=[
                    wire.HealthCheck(check=one.check.value, state=one.state.value, advice=one.advice)
                    for one in found.findings
                ],
                swept_at=found.swept_at,
                at=self._now(),
            )
        )


def _shown(call: Call, business: Business) -> BytesAnswer:
    return shown(call, business_shown(business), revision=business.revision)


def _door(
    call: Call, place: Place, business: Business, *, keys: frozenset[tuple[CredentialKind, Door | None]]
) -> wire.DoorShown:
    url = _at_host(call, place.host) if place.host else call.base_url + place.prefix
    taken = _TAKES[place.door]
    return wire.DoorShown(
        door=place.door.value,
        url=url,
        client_url=url + _CLIENT_PATHS.get(place.door, "").format(tenant=business.tenant),
        profile=business.profile(place.door).value if place.door in VENDORS else None,
        credential_kinds=[KINDS[taken]],
        has_credentials=any((taken, door) in keys for door in (None, place.door)),
    )


def _at_host(call: Call, host: str) -> str:
    """The address of a host name of a door's own, reached as this server is."""
    base = urlsplit(call.base_url)
    port = "" if base.port is None else f":{base.port}"
    return f"{base.scheme}://{host}{port}"
