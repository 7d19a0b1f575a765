"""How a business looks, between the wire of the native API and ours."""

from urllib.parse import urlencode

from filebook.core.businesses import LANGUAGES, Business
from filebook.dialects.native.appearance import wire

LOGO_PATH = "/business/logo"


def appearance_shown(
    business: Business | None, *, setup_needed: bool, sign_on: wire.SignOnOffer | None
) -> wire.Appearance:
    """A business as everybody may see it; for None an installation without one."""
    looks = None if business is None else business.appearance
    return wire.Appearance(
        name=None if business is None else business.name,
        tenant=None if business is None else business.tenant,
        language=LANGUAGES[0] if business is None else business.language,
        languages=list(LANGUAGES),
        colour=looks.colour or None if looks else None,
        imprint_url=looks.imprint_url or None if looks else None,
        privacy_url=looks.privacy_url or None if looks else None,
        logo_path=None if business is None else logo_path(business),
        setup_needed=setup_needed,
        sign_on=sign_on,
    )


def logo_path(business: Business) -> str | None:
    """Where the logo lies, below the door: another one lies elsewhere."""
    sha256 = business.appearance.logo_sha256
    return f"{LOGO_PATH}?{urlencode({'tenant': business.tenant, 'sha256': sha256})}" if sha256 else None
