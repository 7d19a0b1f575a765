"""The routes of how a business looks."""

from filebook.core.access import Role
from filebook.dialects.native.administration.wire import Business
from filebook.dialects.native.appearance import wire
from filebook.dialects.native.appearance.handlers import AppearanceHandlers
from filebook.dialects.native.appearance.translate import LOGO_PATH
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.services.appearances import LOGO_LIMIT_BYTES
from filebook.serving.routes import PUBLIC, Body, Route, credential

_AREA = "Appearance"
_ADMINISTRATOR = credential(Role.OWNER)


def appearance_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for what is public of a business, and its logo."""
    appearance = AppearanceHandlers(parts.services)
    return (
        Route(
            "GET",
            "/appearance",
            appearance.appearance,
            PUBLIC,
            "Tell how a business looks, to anybody",
            response=wire.Appearance,
            query=wire.AppearanceQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            LOGO_PATH,
            appearance.logo,
            PUBLIC,
            "Fetch the logo of a business",
            response=bytes,
            query=wire.LogoQuery,
            response_media_type="image/*",
            area=_AREA,
        ),
        Route(
            "PUT",
            LOGO_PATH,
            appearance.set_logo,
            _ADMINISTRATOR,
            "Make a logo of a picture: PNG, JPEG or WebP",
            request=bytes,
            response=Business,
            body=Body.BUFFERED,
            body_limit_bytes=LOGO_LIMIT_BYTES,
            query=Sparse,
            request_media_type="application/octet-stream",
            area=_AREA,
        ),
        Route(
            "DELETE",
            LOGO_PATH,
            appearance.remove_logo,
            _ADMINISTRATOR,
            "Do without a logo",
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
