"""How a business looks, on the wire of the native API."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

Tenant = Annotated[str, Meta(min_length=1, max_length=255)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class AppearanceQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tenant`: whose; else the installation's main business."""

    tenant: Tenant | UnsetType = UNSET


class LogoQuery(AppearanceQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`sha256`: only if the logo is still this one, which can then be kept for ever."""

    sha256: Sha256 | UnsetType = UNSET


class SignOnOffer(Struct, frozen=True, kw_only=True):
    """Another way to log in: what people call it, and the path, below the door, where browsers are sent."""

    label: str
    path: str


class Appearance(Struct, frozen=True, kw_only=True):
    """What a page shows before anybody has logged in. `name` and `tenant` are null before there is a business, and
    `setup_needed` says that nobody can log in as yet. `logo_path` lies below the door. `languages`: those that pages
    are there in.
    """

    name: str | None
    tenant: str | None
    language: str
    languages: list[str]
    colour: str | None
    imprint_url: str | None
    privacy_url: str | None
    logo_path: str | None
    setup_needed: bool
    sign_on: SignOnOffer | None
