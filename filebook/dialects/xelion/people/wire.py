"""Xelion's words for people: persons, organisations, users, and the state of the caller.

Source: the project's Xelion reference, 13; the public client XelionAPI for the members of an address; read 2026-11-22.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.xelion.wire import Link, Meta


class TelecomAddress(Struct, kw_only=True, frozen=True):
    """A number or address to be reached at; its oid is the person's own."""

    commonName: str
    addressType: str
    address: str
    label: str
    orderNumber: int
    oid: str
    objectType: str = "TelecomAddress"


class DeliveryAddress(Struct, kw_only=True, frozen=True):
    """A postal address; its oid is the person's own."""

    commonName: str
    addressType: str
    street: str
    streetNumber: str
    zipCode: str
    city: str
    state: str
    country: str
    oid: str
    objectType: str = "DeliveryAddress"


class Employer(Struct, kw_only=True, frozen=True):
    """Where a person works: a name that stands on the person's record, so without an oid of its own."""

    commonName: str
    objectType: str = "Organisation"


class Employment(Struct, kw_only=True, frozen=True):
    """That a person works somewhere; its oid is the person's own."""

    commonName: str
    orderNumber: int
    jobTitle: str
    departmentName: str
    organisation: Employer
    telecomAddresses: list[TelecomAddress]
    oid: str
    objectType: str = "Employee"


class Person(Struct, kw_only=True, frozen=True):
    """A `Person` in full. XelionApplication reads the first telecom address where there is a list: none is no list."""

    initials: str
    givenName: str
    namePrefix: str
    familyName: str
    nameSuffix: str
    additionalName: str
    communicationLanguage: str
    gender: str
    title: str
    employments: list[Employment]
    telecomAddresses: list[TelecomAddress] | UnsetType = UNSET
    addresses: list[DeliveryAddress]
    permissions: str
    commonName: str
    oid: str
    objectType: str = "Person"
    iconId: str
    status: str | UnsetType = UNSET
    busy: bool | UnsetType = UNSET


class Organisation(Struct, kw_only=True, frozen=True):
    """An `Organisation` in full."""

    name: str
    fieldOfBusiness: str
    telecomAddresses: list[TelecomAddress] | UnsetType = UNSET
    addresses: list[DeliveryAddress]
    permissions: str
    commonName: str
    oid: str
    objectType: str = "Organisation"
    iconId: str


class Addressable(Struct, kw_only=True, frozen=True):
    """A person or organisation in a list; laravel-xelion reads the `telecomAddress`."""

    commonName: str
    oid: str
    objectType: str
    telecomAddress: TelecomAddress | UnsetType = UNSET
    status: str | UnsetType = UNSET
    busy: bool | UnsetType = UNSET


class PersonReference(Struct, kw_only=True, frozen=True):
    """The person that a user is."""

    commonName: str
    oid: str
    objectType: str = "Person"


class UserProfile(Struct, kw_only=True, frozen=True):
    """Who may log in. laravel-xelion wants none of these to be null."""

    userName: str
    active: bool
    commonName: str
    oid: str
    objectType: str = "UserProfile"
    person: PersonReference


class PresenceInfo(Struct, kw_only=True, frozen=True):
    """How somebody can be reached."""

    status: str
    statusIcon: str
    message: str
    busy: bool


class Info(Struct, kw_only=True, frozen=True):
    """`GET me/info`."""

    person: Person
    presenceInfo: PresenceInfo
    userId: str


class PhoneSettings(Struct, kw_only=True, frozen=True):
    """`GET me/phone/settings`, which XelionAPI asks for between other things: there is no telephone."""

    redirection: str = ""
    redirectionActive: bool = False


class TemporaryStatus(Struct, kw_only=True, frozen=True):
    """The body of `PUT me/temporary_status`."""

    temporaryUserStatus: str | None = None
    temporaryUserStatusUntil: str | None = None


class InfoAnswer(Struct, kw_only=True, frozen=True):
    """The caller in an envelope."""

    object: Info
    links: list[Link]


class StatusAnswer(Struct, kw_only=True, frozen=True):
    """A status word in its envelope."""

    object: str
    links: list[Link]


class StatusesAnswer(Struct, kw_only=True, frozen=True):
    """Status words in an envelope."""

    object: list[str]
    links: list[Link]


class PhoneSettingsAnswer(Struct, kw_only=True, frozen=True):
    """Settings of a telephone in an envelope."""

    object: PhoneSettings
    links: list[Link]


class AddressableAnswer(Struct, kw_only=True, frozen=True):
    """A person or organisation in its envelope."""

    object: Person | Organisation
    links: list[Link]


class AddressableItem(Struct, kw_only=True, frozen=True):
    """An entry of a list in its envelope."""

    object: Addressable
    links: list[Link]


class AddressableList(Struct, kw_only=True, frozen=True):
    """A page of the address book."""

    data: list[AddressableItem]
    meta: Meta


class UserAnswer(Struct, kw_only=True, frozen=True):
    """A user in its envelope."""

    object: UserProfile
    links: list[Link]


class UserList(Struct, kw_only=True, frozen=True):
    """A page of users."""

    data: list[UserAnswer]
    meta: Meta


class NothingListed(Struct, kw_only=True, frozen=True):
    """A list without items."""

    data: list[None] = []
    meta: Meta
