"""What the native door does with how a business looks."""

from http import HTTPStatus

from msgspec import UNSET

from filebook.core.errors import Conflict, Invalid, NotFound
from filebook.dialects.native.administration.translate import business_shown
from filebook.dialects.native.answers import shown, told
from filebook.dialects.native.appearance import wire
from filebook.dialects.native.appearance.translate import appearance_shown
from filebook.dialects.native.reading import bytes_type_of, query_of, revisions_asked, writer
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, bytes_answer, empty_answer
from filebook.serving.call import Call
from filebook.serving.conditions import matches
from filebook.serving.headers import RawHeaders

_SIGN_ON_PATH = "/session/sign-on"
_ALWAYS: RawHeaders = [
    (b"content-security-policy", b"sandbox; default-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-site"),
]
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
_ASKED_ANEW = (b"cache-control", b"public, no-cache")


class AppearanceHandlers:
    """What is public of a business, and its logo."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def appearance(self, call: Call) -> BytesAnswer:
        """Tell it to anybody."""
        asked = query_of(call, wire.AppearanceQuery)
        business = self._services.appearances.business(None if asked.tenant is UNSET else asked.tenant)
        offer = self._services.sign_on.offer
        sign_on = None if offer is None else wire.SignOnOffer(label=offer.label, path=_SIGN_ON_PATH)
        needed = self._services.first_run.is_needed()
        return told(appearance_shown(business, setup_needed=needed, sign_on=sign_on))

    def logo(self, call: Call) -> BytesAnswer:
        """Give it to anybody."""
        asked = query_of(call, wire.LogoQuery)
        business, logo = self._services.appearances.logo(None if asked.tenant is UNSET else asked.tenant)
        sha256 = business.appearance.logo_sha256
        if asked.sha256 not in {UNSET, sha256}:
            raise NotFound("logo")
        tag = f'"{sha256}"'
        kept = _ASKED_ANEW if asked.sha256 is UNSET else _FOR_EVER
        headers = [*_ALWAYS, kept, (b"etag", tag.encode("ascii"))]
        if matches(call.header(b"if-none-match").encode("latin-1"), tag, weak=True):
            return empty_answer(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return bytes_answer(logo.content, media_type=logo.media_type, headers=headers)

    def set_logo(self, call: Call) -> BytesAnswer:
        """Take a picture as the logo."""
        query_of(call, Sparse)
        bytes_type_of(call)
        if not call.body:
            raise Invalid("logo", "empty")
        actor, revision = writer(call), self._revision(call)
        business = self._services.appearances.set_logo(actor, call.body, revision=revision)
        return shown(call, business_shown(business), revision=business.revision)

    def remove_logo(self, call: Call) -> BytesAnswer:
        """Do without one."""
        query_of(call, Nothing)
        self._services.appearances.remove_logo(writer(call), revision=self._revision(call))
        return empty_answer()

    def _revision(self, call: Call) -> int | None:
        """The revision that the business must still have. Raises: Conflict("revision"), AccessDenied, BadRequest."""
        asked = revisions_asked(call)
        if asked is None:
            return None
        revision = self._services.administration.business(call.actor).revision
        if revision not in asked:
            raise Conflict("revision")
        return revision
