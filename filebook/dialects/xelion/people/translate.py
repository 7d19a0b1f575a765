"""Staff and contacts as Xelion's persons and organisations, users as its user profiles.

Staff are persons, and so are contacts; a contact with a company and no name is an organisation. A person's company is
an employment. What lies inside a person has the person's oid, as a comment has its appointment's: nothing else could be
unique for good.
Source: the project's Xelion reference, 13, read 2026-11-22.
"""

from datetime import datetime

from msgspec import UNSET

from filebook.core.businesses import User
from filebook.core.ids import Kind
from filebook.core.people import Person
from filebook.core.records import Record
from filebook.dialects.xelion.ids import oid_of
from filebook.dialects.xelion.people import wire
from filebook.dialects.xelion.people.status import status_of

PERSON, ORGANISATION = "Person", "Organisation"
_PERMISSIONS = "Read"
"""People are changed through other doors."""
_REACHED_BY = (("phone", "Telephone"), ("mobile", "Telephone_and_SMS"), ("email", "Email"))
"""Shared words, and what Xelion calls such an address."""


def object_type_of(record: Record) -> str:
    """What a member of staff or contact is to Xelion."""
    named = record.text("first_name").strip() or record.text("last_name").strip()
    is_company = record.kind is Kind.CONTACT and record.text("company").strip() and not named
    return ORGANISATION if is_company else PERSON


def family_name_of(record: Record) -> str:
    """The last name; of somebody without any name what the record is called."""
    return record.text("last_name") or ("" if record.text("first_name") else record.label)


def addressable_object(person: Person, *, icon: str, status_at: datetime | None) -> wire.Person | wire.Organisation:
    """A person or organisation in full; `icon` is the oid of a picture, `status_at` asks for the status of then."""
    record = person.record
    if object_type_of(record) == ORGANISATION:
        return wire.Organisation(
            name=record.text("company"),
            fieldOfBusiness="",
            telecomAddresses=_telecom_addresses(record) or UNSET,
            addresses=_addresses(record),
            permissions=_PERMISSIONS,
            commonName=record.label,
            oid=oid_of(record.number),
            iconId=icon,
        )
    return person_object(person, icon=icon, status_at=status_at)


def person_object(person: Person, *, icon: str, status_at: datetime | None = None) -> wire.Person:
    """A person in full."""
    record = person.record
    status = "" if status_at is None else status_of(person, now=status_at)
    return wire.Person(
        initials="",
        givenName=record.text("first_name"),
        namePrefix="",
        familyName=family_name_of(record),
        nameSuffix="",
        additionalName="",
        communicationLanguage="",
        gender="",
        title="",
        employments=_employments(record),
        telecomAddresses=_telecom_addresses(record) or UNSET,
        addresses=_addresses(record),
        permissions=_PERMISSIONS,
        commonName=record.label,
        oid=oid_of(record.number),
        iconId=icon,
        status=status or UNSET,
        busy=False if status else UNSET,
    )


def listed_object(person: Person, *, status_at: datetime | None) -> wire.Addressable:
    """A person or organisation as lists show it."""
    record = person.record
    status = "" if status_at is None else status_of(person, now=status_at)
    return wire.Addressable(
        commonName=record.label,
        oid=oid_of(record.number),
        objectType=object_type_of(record),
        telecomAddress=next(iter(_telecom_addresses(record)), UNSET),
        status=status or UNSET,
        busy=False if status else UNSET,
    )


def user_object(user: User) -> wire.UserProfile:
    """A user."""
    return wire.UserProfile(
        userName=user.user_name,
        active=user.enabled,
        commonName=user.full_name,
        oid=oid_of(user.number),
        person=wire.PersonReference(commonName=user.full_name, oid=oid_of(user.staff.number)),
    )


def _telecom_addresses(record: Record) -> list[wire.TelecomAddress]:
    told = [(kind, record.text(word).strip()) for word, kind in _REACHED_BY]
    return [
        wire.TelecomAddress(
            commonName=address,
            addressType=kind,
            address=address,
            label="",
            orderNumber=place,
            oid=oid_of(record.number),
        )
        for place, (kind, address) in enumerate((kind, address) for kind, address in told if address)
    ]


def _addresses(record: Record) -> list[wire.DeliveryAddress]:
    street, zip_code, city = (record.text(word) for word in ("street", "zip", "city"))
    state, country = record.text("state"), record.text("country")
    if not (street or zip_code or city or state or country):
        return []
    lines = (street, f"{zip_code} {city}".strip(), country)
    address = wire.DeliveryAddress(
        commonName=", ".join(line for line in lines if line),
        addressType="",
        street=street,
        streetNumber="",
        zipCode=zip_code,
        city=city,
        state=state,
        country=country,
        oid=oid_of(record.number),
    )
    return [address]


def _employments(record: Record) -> list[wire.Employment]:
    company = record.text("company").strip()
    if not company:
        return []
    employment = wire.Employment(
        commonName=company,
        orderNumber=0,
        jobTitle="",
        departmentName="",
        organisation=wire.Employer(commonName=company),
        telecomAddresses=[],
        oid=oid_of(record.number),
    )
    return [employment]
