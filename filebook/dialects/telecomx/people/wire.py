"""TelecomX's words for employees and customers.

Source: the project's TelecomX reference, 7 (the vendor's wiki, pages api:employee:get and list, api:customer:get, list,
name and security), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType, field


class EmployeeObject(Struct, kw_only=True, frozen=True):
    """Who works for a customer. A member without a value is left out."""

    id: str = field(name="_id")
    customer: str
    accessLevel: str
    state: str
    name: str
    title: str | UnsetType = UNSET
    department: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    primaryContact: bool | UnsetType = UNSET
    emailAddress: str | UnsetType = UNSET
    noEmail: bool
    smsValidation: bool
    smsNumber: str | UnsetType = UNSET
    authenticatorValidation: bool
    ipRestriction: str | UnsetType = UNSET


class EmployeeList(Struct, kw_only=True, frozen=True):
    """One page of a list; `total` counts all pages."""

    offset: int
    limit: int
    total: int
    employees: list[EmployeeObject]


class AddressObject(Struct, kw_only=True, frozen=True):
    """Where a customer is."""

    id: str | UnsetType = field(name="_id", default=UNSET)
    primary: bool | UnsetType = UNSET
    alternativeName: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    zip: str | UnsetType = UNSET
    city: str | UnsetType = UNSET
    state: str | UnsetType = UNSET
    country: str | UnsetType = UNSET


class CustomerObject(Struct, kw_only=True, frozen=True):
    """A business. A member without a value is left out; a business here has neither numbers nor addresses."""

    id: str = field(name="_id")
    name: str
    phoneNumber: str | UnsetType = UNSET
    faxNumber: str | UnsetType = UNSET
    state: str
    parentReseller: str | UnsetType = UNSET
    emailAddress: str | UnsetType = UNSET
    website: str | UnsetType = UNSET
    addresses: list[AddressObject] | UnsetType = UNSET


class CustomerList(Struct, kw_only=True, frozen=True):
    """One page of a list; `total` counts all pages."""

    offset: int
    limit: int
    total: int
    customers: list[CustomerObject]


class CustomerName(Struct, kw_only=True, frozen=True):
    """What a customer is called, and what it has."""

    id: str = field(name="_id")
    name: str
    parentReseller: str | UnsetType = UNSET
    features: list[str]


class CustomerSecurity(Struct, kw_only=True, frozen=True):
    """Which second factor a customer asks of its employees: `NONE`, `SMS` or `AUTHENTICATOR`."""

    authenticationSecurity: str
