"""What calls about records answer: the vendor's names and types.

Source: apidoc.onoffice.de (users, groups, field configuration, search, kinds of action, impressum) and the fixtures of
the WordPress plugin, read 2026-11-22.
"""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType


class UserElements(msgspec.Struct, frozen=True):
    """A user in `get`/`users`."""

    id: int
    username: str
    firstname: str
    lastname: str
    email: str
    meetingurl: str = ""


class GroupElements(msgspec.Struct, frozen=True):
    """A group in `get`/`groups`."""

    id: int
    name: str
    abr: str
    userIds: list[int]
    groupType: str
    leaders: list[int]


class ActionKind(msgspec.Struct, frozen=True):
    """A kind of action with its types; an empty array where there are none, as PHP prints it."""

    key: str
    label: str
    types: dict[str, str] | list[str]
    default: str | None


class FieldConfiguration(msgspec.Struct, frozen=True):
    """A field in `get`/`fields`; the members that are unset here were not asked for."""

    type: str
    length: int | None
    permittedvalues: dict[str, str] | list[str] | None
    default: str | None
    filters: list[Any] | UnsetType = UNSET
    dependencies: list[Any] | UnsetType = UNSET
    compoundFields: list[str] = []
    label: str | UnsetType = UNSET
    fieldMeasureFormat: str | UnsetType | None = UNSET
    tablename: str | UnsetType = UNSET
    content: str | UnsetType = UNSET


class Choice(msgspec.Struct, frozen=True):
    """A value in `get`/`estateCategories`."""

    id: str
    name: str


class SearchedField(msgspec.Struct, frozen=True):
    """A field in `get`/`searchCriteriaFields`."""

    id: str
    name: str
    position: int
    type: str
    rangefield: str | UnsetType = UNSET
    default: str | UnsetType | None = UNSET
    values: dict[str, str] | UnsetType = UNSET


class SearchedGroup(msgspec.Struct, frozen=True):
    """A group of those."""

    name: str
    fields: list[SearchedField]


class FoundAddress(msgspec.Struct, frozen=True):
    """An address in `get`/`search`."""

    customerno: str
    surname: str
    firstname: str
    company: str
    addressDescription: str
    emailaddress: list[str]
    primaryEmail: str


class FoundEstate(msgspec.Struct, frozen=True):
    """An estate in `get`/`search`."""

    objektnr_extern: str
    objekttitel: str
    strasse: str
    hausnummer: str
    plz: str
    ort: str


class Imprint(msgspec.Struct, frozen=True):
    """`read`/`impressum`: what a business has to say of itself in public."""

    title: str = ""
    firstname: str = ""
    lastname: str = ""
    firma: str = ""
    postcode: str = ""
    city: str = ""
    street: str = ""
    housenumber: str = ""
    state: str = ""
    country: str = ""
    phone: str = ""
    mobil: str = ""
    fax: str = ""
    email: str = ""
    homepage: str = ""
    vertretungsberechtigter: str = ""
    berufsaufsichtsbehoerde: str = ""
    handelsregister: str = ""
    handelsregisterNr: str = ""
    ustId: str = ""
    bank: str = ""
    iban: str = ""
    bic: str = ""
    chamber: str = ""
